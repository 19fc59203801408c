"""The formats of a graph, a network and a briefing: one table each, one row per format.

Writers are named, not imported, so that N-Triples and edge lists do not load the page's libraries. A new
format is one function that yields text in chunks, and one row here.

All graph formats hold the same triples in the default graph, unless each source is to have its own graph: no
named graph is needed to understand them, and some stores lose the graphs of TriG.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from kg import endings
from kg.errors import OutputError
from kg.files import write_atomically
from kg.namespaces import DATA

if TYPE_CHECKING:
    import pandas as pd

    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network
    from kg.store.base import Store


class Format(NamedTuple):
    """A format.

    Attributes:
        ending: of its files.
        purpose: its use, in a few words.
        writer: ``module:function``; the function yields chunks of text.
        takes: the options that the writer takes; every writer of a graph also takes ``base``.
        folder: whether the function fills a folder: ``writer(store, folder)``.
    """

    ending: str
    purpose: str
    writer: str
    takes: tuple[str, ...] = ("certainty", "evidence")
    folder: bool = False


#: Formats of a graph; the function is called as ``writer(store, base=..., **options)``.
GRAPH: Mapping[str, Format] = {
    "turtle": Format(".ttl", "RDF to read; loads into every store", "kg.export.turtle:chunks", ()),
    "ntriples": Format(".nt", "RDF, one triple a line", "kg.export.ntriples:chunks", ()),
    "nquads": Format(".nq", "RDF like ntriples, but can have named graphs", "kg.export.ntriples:chunks", ()),
    "trig": Format(".trig", "RDF like turtle, but can have named graphs", "kg.export.turtle:chunks", ()),
    "jsonld": Format(".jsonld", "RDF as JSON, its context inside", "kg.export.jsonld:chunks", ()),
    "csv": Format(".csv", "one row per reading, for a spreadsheet", "kg.export.reading_rows:chunks", ()),
    "dna-csv": Format(
        ".csv", "the event list of DNA, one row per reading", "kg.export.dna_csv:chunks", ("texts",)
    ),
    "parquet": Format(
        ".parquet",
        "a folder of typed tables, for DuckDB, pandas and R",
        "kg.export.parquet:write_folder",
        (),
        True,
    ),
    "html": Format(
        ".html",
        "the network as one page",
        "kg.export.page.render:chunks",
        ("about", "title", "workspace", "dates"),
    ),
}

#: Formats that can give each source its own graph, with their writers for that.
PER_SOURCE: Mapping[str, str] = {
    "trig": "kg.export.graph_per_source:trig",
    "nquads": "kg.export.graph_per_source:nquads",
}

_NETWORKS = "kg.export.networks"

#: Formats of a network; the function is called as ``writer(network, **the options that it takes)``.
NETWORK: Mapping[str, Format] = {
    "matrix": Format(
        ".csv", "weights, labels in the first row and column", f"{_NETWORKS}.csv_tables:matrix", ()
    ),
    "edges": Format(".csv", "one row per tie, with its evidence", f"{_NETWORKS}.csv_tables:edges"),
    "nodes": Format(".csv", "one row per node", f"{_NETWORKS}.csv_tables:nodes", ()),
    "json": Format(".json", "nodes and edges, for networkx and d3", f"{_NETWORKS}.node_link:chunks"),
    "graphml": Format(".graphml", "for visone, Gephi, igraph", f"{_NETWORKS}.graphml:chunks"),
    "gexf": Format(".gexf", "for Gephi; keeps parallel ties separate", f"{_NETWORKS}.gexf:chunks"),
    "dl": Format(".dl", "weights for UCINET", f"{_NETWORKS}.dl:chunks", ()),
    "html": Format(
        ".html",
        "one page: picture, evidence, table",
        "kg.export.page.network_page:chunks",
        ("store", "certainty", "title", "workspace", "notes"),
    ),
}

#: Formats of a briefing; the function is called as ``writer(store, **conditions)``. Both have the same
#: statements.
BRIEFING: Mapping[str, Format] = {
    "html": Format(".html", "a page with everything in it", "kg.export.page.render:chunks"),
    "md": Format(".md", "Markdown text with footnotes", "kg.export.briefing.document:chunks"),
}


def graph_chunks(
    store: Store, format: str, *, base: str = DATA, graph_per_source: bool = False, **options: Any
) -> Iterator[str]:
    """Return the store in a format, as chunks of text.

    Args:
        store: the graph, written as a whole.
        format: a key of :data:`GRAPH`.
        base: the common beginning of the workspace's IRIs.
        graph_per_source: whether each source gets its own graph, see :mod:`kg.export.graph_per_source`.
        options: further options of the format's writer.

    Raises:
        OutputError: an unknown format, or data that cannot be written in it.
    """
    chosen = _chosen(GRAPH, format)
    if unwanted := [name for name in options if name not in chosen.takes]:
        takers = [name for name, each in GRAPH.items() if unwanted[0] in each.takes]
        raise OutputError(
            f"{format} does not take {unwanted[0]}",
            hint="formats that do: " + ", ".join(takers) if takers else None,
        )
    if chosen.folder:
        raise OutputError(f"{format} is a folder of files", hint="give the folder to write to")
    writer = chosen.writer
    if graph_per_source:
        if format not in PER_SOURCE:
            raise OutputError(
                f"{format} has no named graphs", hint="expected one of: " + ", ".join(PER_SOURCE)
            )
        writer = PER_SOURCE[format]
    written: Iterator[str] = _function(writer)(store, base=base, **options)
    return written


def write_folder(store: Store, format: str, folder: Path) -> None:
    """Write the store in a format that is a folder of files.

    Args:
        store: the graph, written as a whole.
        format: a key of :data:`GRAPH` whose ``folder`` is true.
        folder: the folder: see the function of the format.

    Raises:
        OutputError: an unknown format, or one that is a single file; or the folder cannot be written.
    """
    chosen = _chosen(GRAPH, format)
    if not chosen.folder:
        raise OutputError(f"{format} is a single file, not a folder of files")
    endings.check(folder, format)
    _function(chosen.writer)(store, folder)


def network_chunks(
    network: Network | TwoMode,
    format: str,
    *,
    store: Store | None = None,
    certainty: pd.DataFrame | None = None,
    evidence: bool = True,
    **options: Any,
) -> Iterator[str]:
    """Return a network in a format, as chunks of text.

    Args:
        network: one-mode or two-mode.
        format: a key of :data:`NETWORK`.
        store: provides the statements behind the ties; only the page needs it.
        certainty: one row per tie; see :func:`kg.export.networks.tie_rows.tie_rows`. Formats that hold only
            weights ignore it.
        evidence: whether to include the readings behind each tie; for a million ties of a hundred readings
            they take 5 GB.
        options: ``title``, ``workspace`` and ``notes`` of the page.

    Raises:
        OutputError: an unknown format, an option that it does not take, or a network that is too large for
        it.
        QuestionError: there are too many nodes for one matrix.

    >>> from kg.networks.projection import project
    >>> from kg.networks.reading_table import Readings, table
    >>> from kg.networks.settings import Settings
    >>> said = Readings(table([{"actor": f"urn:{who}", "target": "urn:toll"} for who in "ab"]))
    >>> print("".join(network_chunks(project(said, Settings()), "dl")), end="")
    dl n = 2
    format = fullmatrix
    labels:
    "urn:a"
    "urn:b"
    data:
    0 1
    1 0
    """
    chosen = _chosen(NETWORK, format)
    unwanted = sorted(set(options) - set(chosen.takes))
    if unwanted:
        raise OutputError(f"{format} does not take {unwanted[0]}")
    if "store" in chosen.takes and store is None:
        raise OutputError(f"{format} shows the statements behind the ties and needs their store")
    given = {**options, "store": store, "certainty": certainty, "evidence": evidence}
    written: Iterator[str] = _function(chosen.writer)(
        network, **{name: value for name, value in given.items() if name in chosen.takes}
    )
    return written


def briefing_chunks(store: Store, format: str, **options: Any) -> Iterator[str]:
    """Return a briefing in a format, as chunks of text.

    Args:
        store: the graph.
        format: a key of :data:`BRIEFING`.
        options: those of :func:`kg.export.page.render.chunks`.

    Raises:
        OutputError: an unknown format.
    """
    written: Iterator[str] = _function(_chosen(BRIEFING, format).writer)(store, **options)
    return written


def export(
    store: Store,
    format: str,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    base: str = DATA,
    **options: Any,
) -> None:
    """Write the store to a file or folder, all or nothing, or to a binary stream, as UTF-8.

    Raises:
        OutputError: an unknown format, or the target cannot be written or has the ending of another format.
    """
    if _chosen(GRAPH, format).folder and isinstance(target, str | os.PathLike):
        write_folder(store, format, Path(target))
        return
    text = graph_chunks(store, format, base=base, **options)
    if isinstance(target, str | os.PathLike):
        endings.check(target, format)
        write_atomically(target, text)
        return
    for chunk in text:
        target.write(chunk.encode("utf-8"))


def _chosen(formats: Mapping[str, Format], format: str) -> Format:
    if format not in formats:
        raise OutputError(f"unknown format {format!r}", hint="expected one of: " + ", ".join(formats))
    return formats[format]


def _function(writer: str) -> Any:
    module, _, function = writer.partition(":")
    return getattr(import_module(module), function)
