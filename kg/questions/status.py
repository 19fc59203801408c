"""Summary of a graph: number of things, dates, and size on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.questions.answer import Asker
from kg.questions.catalogue import COUNTS
from kg.versions import version

if TYPE_CHECKING:
    from kg.store.base import Store
    from kg.store.state import State

#: Kinds of things that are counted, in order.
_KINDS = (
    *("statements", "readings", "positions", "claims", "embedded attributions"),
    *("actors", "issues", "measures", "agreements", "events", "sources", "places"),
)


@dataclass(frozen=True, slots=True)
class Status:
    """The summary of a graph.

    Attributes:
        graph: what the graph is, in words.
        triples: number of triples.
        counts: number of things of each kind, without superseded and retracted ones.
        revised: number of superseded or retracted statements and readings.
        said_earliest: first day on which a statement counts; None if no statement and no source is dated.
        said_latest: last such day.
        indexed: whether the store has an index of words, names and counts.
        disk: size on disk and time of creation; None for a graph in memory or an endpoint.
        versions: versions of kg, pyoxigraph and Python.
        notices: notices for the user, such as that the sheets are newer than the graph.
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
    """Return the summary of ``store``.

    Raises:
        OutOfTime: counting took too long; in a store with an index, counts are ready.
        StoreError: the store cannot be read.
    """
    from kg.store.state import state_of

    asker, everything = Asker(store), Asker(store, all_versions=True)
    first, last = asker.span()
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


def _versions() -> dict[str, str]:
    import platform

    return {
        "kg": version("whosaidwhat"),
        "pyoxigraph": version("pyoxigraph"),
        "Python": platform.python_version(),
    }
