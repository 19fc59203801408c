"""The formats that a graph is written in, and the function that writes them.

A format's writer is named, not imported, so that N-Triples does not wait for the page's libraries.
All graph formats hold the same triples in the default graph, unless each source is to have a graph of its
own: no named graph is needed to understand them, and some stores lose the graphs of TriG.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from kg.errors import OutputError
from kg.files import write_atomically
from kg.namespaces import DATA

if TYPE_CHECKING:
    from kg.store.base import Store


class Format(NamedTuple):
    """A format: the ending of its files, what it is for, and ``module:function`` of its writer."""

    ending: str
    purpose: str
    writer: str


#: Name to format; the function is called as ``writer(store, base=..., **options)``, gives text.
FORMATS = {
    "turtle": Format(".ttl", "RDF to read; loads into every store", "kg.export.turtle:chunks"),
    "ntriples": Format(".nt", "RDF, one triple a line", "kg.export.ntriples:chunks"),
    "nquads": Format(".nq", "RDF, as N-Triples", "kg.export.ntriples:chunks"),
    "trig": Format(".trig", "RDF, as Turtle", "kg.export.turtle:chunks"),
    "jsonld": Format(".jsonld", "RDF as JSON, its context inside", "kg.export.jsonld:chunks"),
    "csv": Format(".csv", "one row per reading, for a spreadsheet", "kg.export.reading_rows:chunks"),
    "dna-csv": Format(".csv", "the event list of DNA, one row per reading", "kg.export.dna_csv:chunks"),
    "html": Format(".html", "the network as one page", "kg.export.page.render:chunks"),
}


#: Formats that can give each source a graph of its own, and what writes them then.
PER_SOURCE = {"trig": "kg.export.graph_per_source:trig", "nquads": "kg.export.graph_per_source:nquads"}


def chunks(
    store: Store, format: str, *, base: str = DATA, graph_per_source: bool = False, **options: Any
) -> Iterator[str]:
    """The store in a format, as chunks of text.

    Args:
        store: what is written, as a whole.
        format: a key of ``FORMATS``.
        base: IRI under which the workspace's entities live.
        graph_per_source: whether each source gets a graph of its own, see :mod:`kg.export.graph_per_source`.
        options: what else the format's writer takes.

    Raises:
        OutputError: no such format, or the data cannot be written in it.
    """
    if format not in FORMATS:
        raise OutputError(f"no format {format!r}", hint="there are: " + ", ".join(FORMATS))
    writer = FORMATS[format].writer
    if graph_per_source:
        if format not in PER_SOURCE:
            raise OutputError(
                f"{format} has no named graphs", hint="those that have: " + ", ".join(PER_SOURCE)
            )
        writer = PER_SOURCE[format]
    module, _, function = writer.partition(":")
    written: Iterator[str] = getattr(import_module(module), function)(store, base=base, **options)
    return written


def export(
    store: Store,
    format: str,
    target: str | os.PathLike[str] | BinaryIO,
    *,
    base: str = DATA,
    **options: Any,
) -> None:
    """Write the store to a file, whole or not at all, or to a binary stream, as UTF-8.

    Raises:
        OutputError: no such format, or the target cannot be written.
    """
    text = chunks(store, format, base=base, **options)
    if isinstance(target, str | os.PathLike):
        write_atomically(target, text)
        return
    for chunk in text:
        target.write(chunk.encode("utf-8"))
