"""N-Triples: one full triple per line, sorted. It names no graph, so it is also N-Quads."""

from __future__ import annotations

from collections.abc import Iterator

from kg.export import subjects
from kg.export.sorted_lines import in_chunks, texts_in_order
from kg.export.spelling import Triples
from kg.namespaces import DATA


def chunks(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graph as N-Triples, which every RDF tool reads and ``diff`` compares.

    >>> from types import SimpleNamespace
    >>> from kg.store.terms import iri, literal
    >>> triple = (iri("https://example.org/a"), iri("https://example.org/b"), literal("c", language="EN"))
    >>> print("".join(chunks(SimpleNamespace(triples=lambda: [triple]))), end="")
    <https://example.org/a> <https://example.org/b> "c"@en .
    """
    groups = subjects.by_subject(store, base)
    return in_chunks(texts_in_order(((start, text(lines)) for start, lines in groups), joined))


def text(lines: list[str]) -> str:
    """Return the lines of a subject, sorted."""
    lines.sort()
    return "\n".join(lines) + "\n"


def joined(texts: list[str]) -> str:
    """Return texts of the same subject as one, each line once."""
    return text(list({line for one in texts for line in one.split("\n")[:-1]}))
