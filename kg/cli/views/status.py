"""The summary of a graph as text to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.views.text import heading

if TYPE_CHECKING:
    from kg.questions.status import Status
    from kg.store.state import State


def state(found: Status, width: int = 80, color: bool = False) -> Iterator[str]:
    """What a graph holds, when it was loaded, and its size on disk."""
    yield heading(found.graph, color)
    yield f"  {'triples':24}{found.triples:>14,}\n"
    for kind, number in found.counts.items():
        yield f"  {kind:24}{number:>14,}\n"
    if found.revised:
        yield f"  {'superseded or retracted':24}{found.revised:>14,}  not counted above\n"
    if found.said_earliest or found.said_latest:
        yield f"  said between {found.said_earliest} and {found.said_latest}\n"
    yield from _disk(found.disk) if found.disk is not None else ()
    index = "indexed when the graph was made" if found.indexed else "no index, looked up in the graph itself"
    yield f"  words, names and counts: {index}\n"
    versions = ", ".join(f"{name} {number}" for name, number in found.versions.items())
    yield f"  versions: {versions}\n"


def _disk(disk: State) -> Iterator[str]:
    from rich.filesize import decimal  # not needed by a question

    sizes = {"graph on disk": disk.graph, "index on disk": disk.index}
    sizes |= {"previous generation": disk.earlier, "unfinished load": disk.unfinished}
    for name, number in sizes.items():
        if number or name.endswith("on disk"):
            yield f"  {name:24}{decimal(number):>14}\n"
    loaded = (
        "at an unknown time"
        if disk.loaded is None
        else disk.loaded.replace("T", " ").replace("+00:00", " UTC")
    )
    yield f"  loaded {loaded} by kg {disk.kg or '(unknown)'}: {disk.generation}, format {disk.format}\n"
