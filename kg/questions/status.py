"""How a graph stands: how much it holds, of when it is, and what it takes on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.answer import Asker, plain
from kg.questions.catalogue import COUNTS

if TYPE_CHECKING:
    from kg.store.base import Store
    from kg.store.state import State

#: What is counted, in the order of a list.
_KINDS = (
    *("statements", "readings", "positions", "claims", "embedded attributions"),
    *("actors", "issues", "measures", "agreements", "events", "sources", "places"),
)


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a graph.

    Attributes:
        graph: what it is, in words.
        triples: how many there are.
        counts: how many things of each kind, superseded and retracted ones left out.
        revised: how many statements and readings have been superseded or retracted.
        said_earliest: first day on which a statement counts; None where no statement and no source is dated.
        said_latest: last such day.
        indexed: whether words, names and counts are looked up in an index beside the graph.
        disk: what it takes on disk and when it was made; None for a graph in memory or an endpoint.
        versions: of kg, and of what it asks the graph with.
        notices: what the user should know, such as that the sheets are newer.
    """

    graph: str
    triples: int
    counts: dict[str, int]
    revised: int
    said_earliest: str | None
    said_latest: str | None
    indexed: bool
    disk: State | None
    versions: dict[str, str]
    notices: tuple[str, ...]


def status(store: Store) -> Status:
    """The state of ``store``.

    Raises:
        OutOfTime: counting took too long; a store with an index has counted before.
        StoreError: it cannot be read.
    """
    from kg.store.state import state_of

    asker, everything = Asker(store), Asker(store, all_versions=True)
    first, last = _span(asker)
    return Status(
        graph=store.label,
        triples=store.count(),
        counts={kind: asker.looked_at(kind)[0] for kind in _KINDS if kind in COUNTS},
        revised=sum(
            everything.looked_at(kind)[0] - asker.looked_at(kind)[0] for kind in ("statements", "readings")
        ),
        said_earliest=first,
        said_latest=last,
        indexed=store.index is not None,
        disk=None if store.folder is None else state_of(store.folder),
        versions=_versions(),
        notices=tuple(store.notices),
    )


def _span(asker: Asker) -> tuple[str | None, str | None]:
    if asker.store.index is not None:
        return asker.store.index.span()
    row = asker.part("span")[0]
    first, last = (plain(row[name]) for name in ("first", "last"))
    return None if first is None else str(first), None if last is None else str(last)


def _versions() -> dict[str, str]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    def of(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:  # run from a checkout, by cli.py
            return "not installed"

    return {"kg": of("whosaidwhat"), "pyoxigraph": of("pyoxigraph"), "Python": platform.python_version()}
