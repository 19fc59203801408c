"""The formats that a network is written in, and the function that writes each.

A format's writer is named, not imported, so that an edge list does not wait for the page's libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

    from kg.networks.network import Network
    from kg.networks.two_mode import TwoMode
    from kg.store.base import Store


class Format(NamedTuple):
    """A format: the ending of its files, its purpose, ``module:function`` of its writer, what that takes."""

    ending: str
    purpose: str
    writer: str
    takes: tuple[str, ...] = ("certainty", "evidence")


_HERE = "kg.export.networks"

#: Name to format; the function is called as ``writer(network, **those it takes)`` and gives text.
FORMATS = {
    "matrix": Format(".csv", "weights, labels in the first row and column", f"{_HERE}.matrix:chunks", ()),
    "edges": Format(".csv", "one row per tie, with its evidence", f"{_HERE}.edges:chunks"),
    "nodes": Format(".csv", "one row per node", f"{_HERE}.nodes:chunks", ()),
    "json": Format(".json", "nodes and edges, for networkx and d3", f"{_HERE}.nodelink:chunks"),
    "graphml": Format(".graphml", "for visone, Gephi, igraph", f"{_HERE}.graphml:chunks"),
    "gexf": Format(".gexf", "for Gephi; keeps parallel ties apart", f"{_HERE}.gexf:chunks"),
    "dl": Format(".dl", "weights for UCINET", f"{_HERE}.dl:chunks", ()),
    "html": Format(
        ".html",
        "one page: picture, evidence, table",
        f"{_HERE}.page:chunks",
        ("store", "certainty", "title", "workspace", "notes"),
    ),
}


def chunks(
    network: Network | TwoMode,
    format: str,
    *,
    store: Store | None = None,
    certainty: pd.DataFrame | None = None,
    evidence: bool = True,
    **options: Any,
) -> Iterator[str]:
    """A network in a format, as chunks of text.

    Args:
        network: of either kind.
        format: a key of :data:`FORMATS`.
        store: where the words behind the ties are; only the page needs it.
        certainty: one row a tie; see :func:`kg.export.networks.tie_rows.ties`. Formats that hold weights alone do
            without.
        evidence: whether the readings behind each tie are named; a million ties of a hundred readings take
            5 GB with them.
        options: ``title``, ``workspace`` and ``notes`` of the page.

    Raises:
        OutputError: no such format, the format does not take an option, or the network is too large for it.
        QuestionError: there are too many nodes for one matrix.

    >>> from kg.networks.projection import project
    >>> from kg.networks.readings import Readings, table
    >>> from kg.networks.settings import Settings
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "ab"]))
    >>> print("".join(chunks(project(said, Settings()), "dl")), end="")
    dl n = 2
    format = fullmatrix
    labels:
    "urn:a"
    "urn:b"
    data:
    0 1
    1 0
    """
    if format not in FORMATS:
        raise OutputError(f"no format {format!r}", hint="there are: " + ", ".join(FORMATS))
    chosen = FORMATS[format]
    unwanted = sorted(set(options) - set(chosen.takes))
    if unwanted:
        raise OutputError(f"{format} takes no {unwanted[0]}")
    if "store" in chosen.takes and store is None:
        raise OutputError(f"{format} shows the words behind the ties and needs the store that holds them")
    given = {**options, "store": store, "certainty": certainty, "evidence": evidence}
    module, _, function = chosen.writer.partition(":")
    writer = getattr(import_module(module), function)
    written: Iterator[str] = writer(network, **{k: v for k, v in given.items() if k in chosen.takes})
    return written
