"""The state of a graph as a page to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.cli.views.statements import paint
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.questions.status import Status
    from kg.store.state import State

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def state(found: Status, width: int = 80, color: bool = False) -> Iterator[str]:
    """What a graph holds, of when it is, and where it stands."""
    yield paint(visible(found.graph), "1", color) + "\n"
    yield f"  {'triples':24}{found.triples:>14,}\n"
    for kind, number in found.counts.items():
        yield f"  {kind:24}{number:>14,}\n"
    if found.revised:
        yield f"  {'superseded or retracted':24}{found.revised:>14,}  not counted above\n"
    if found.said_earliest or found.said_latest:
        yield f"  said between {found.said_earliest} and {found.said_latest}\n"
    yield from _disk(found.disk) if found.disk is not None else ()
    yield "  words, names and counts: " + (
        "in an index, made with the graph\n" if found.indexed else "no index, looked up in the graph itself\n"
    )
    versions = ", ".join(f"{name} {number}" for name, number in found.versions.items())
    yield f"  asked with {versions}\n"


def _disk(disk: State) -> Iterator[str]:
    sizes = {"graph on disk": disk.graph, "index on disk": disk.index}
    sizes |= {"generation before": disk.earlier, "unfinished load": disk.unfinished}
    for name, number in sizes.items():
        if number or name.endswith("on disk"):
            yield f"  {name:24}{size(number):>14}\n"
    loaded = (
        "at an unknown time"
        if disk.loaded is None
        else disk.loaded.replace("T", " ").replace("+00:00", " UTC")
    )
    yield f"  loaded {loaded} by kg {disk.kg or '(unknown)'}: {disk.generation}, format {disk.format}\n"


def size(number: int) -> str:
    """Bytes in words.

    >>> size(0), size(999), size(1_500_000)
    ('0 bytes', '999 bytes', '1.5 MB')
    """
    value, unit = float(number), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{number} bytes" if unit == 0 else f"{value:.1f} {_UNITS[unit]}"
