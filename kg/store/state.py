"""State of a store on disk: sizes, time of creation and version of kg."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.store import generations


@dataclass(frozen=True, slots=True)
class State:
    """The state of a store.

    Attributes:
        generation: the current generation, such as ``g000002``.
        format: format of store.json and the folder.
        loaded: time of creation of the generation in UTC, ISO 8601.
        kg: version of kg that wrote it.
        graph: size of its graph in bytes.
        index: size of its index in bytes.
        earlier: size in bytes of the previous generation, which readers may still have open; files shared
            by both count twice.
        unfinished: size in bytes of a load in progress or interrupted; the next load removes it.
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
    """Return the state of a store.

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
    """The size of all files in a folder, in bytes; files that a writer has just removed do not count."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total
