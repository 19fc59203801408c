"""How a store on disk stands: what it takes on disk, when and by which version it was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.store import generations


@dataclass(frozen=True, slots=True)
class State:
    """A store folder at one moment.

    Attributes:
        generation: the generation that counts, such as ``g000002``.
        format: of store.json and the folder.
        loaded: when that generation was made, an ISO 8601 moment in UTC.
        kg: version of kg that made it.
        graph: bytes of its graph.
        index: bytes of its index of words, names and counts.
        earlier: bytes of the generation before, which readers may still have open; what both share on
            disk counts there as well.
        unfinished: bytes of a load that is under way or was stopped; the next load removes them.
    """

    generation: str
    format: int
    loaded: str | None
    kg: str | None
    graph: int
    index: int
    earlier: int
    unfinished: int


def state_of(folder: Path) -> State:
    """The state of a store.

    Raises:
        StoreVersion, StoreDamaged, StoreError: see :func:`kg.store.generations.current`.
    """
    current = generations.current(folder)
    sizes = {
        entry.name: _size(entry)
        for entry in folder.iterdir()
        if generations.is_generation(entry.name) or generations.is_part(entry.name)
    }
    return State(
        generation=current.folder.name,
        format=generations.FORMAT,
        loaded=current.loaded,
        kg=current.kg,
        graph=_size(current.graph),
        index=current.index.stat().st_size,
        earlier=sum(size for name, size in sizes.items() if generations.is_generation(name))
        - sizes.get(current.folder.name, 0),
        unfinished=sum(size for name, size in sizes.items() if generations.is_part(name)),
    )


def _size(folder: Path) -> int:
    """Bytes of all files in a folder; one that a writer removes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total
