"""A user's own SPARQL, as an answer like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.namespaces import PREFIXES
from kg.questions.answer import Answer, plain

if TYPE_CHECKING:
    from kg.store.base import Store


def query(store: Store, sparql: str) -> Answer:
    """Run read-only SPARQL; prefixes of the graph that the text uses and does not declare are added.

    Of SELECT the answer has its columns, of ASK one column ``answer``, of CONSTRUCT and DESCRIBE the
    columns ``subject``, ``predicate``, ``object``. Terms become plain values: an IRI its text.

    Raises:
        QueryRefused: it would write, or fetch from elsewhere.
        QuerySyntaxError: it does not parse.
        OutOfTime: it took too long.
    """
    text = with_prefixes(sparql)
    found = store.run(text, limit=store.limit)
    if isinstance(found, bool):
        columns, rows = ("answer",), [{"answer": found}]
    elif isinstance(found, list):
        columns = ("subject", "predicate", "object")
        rows = [dict(zip(columns, map(plain, triple), strict=True)) for triple in found]
    else:
        columns = found.columns
        rows = [dict(zip(columns, map(plain, row), strict=True)) for row in found.rows]
    return Answer("query", columns, rows, store.count(), "triples", (), (text,))


def with_prefixes(sparql: str) -> str:
    """The text with PREFIX declarations for the graph's own prefixes, on its first line.

    They stand on the line where the text begins, so that line numbers in errors stay right.

    >>> with_prefixes("ASK { ?s wsw:stance ?o }")
    'PREFIX wsw: <https://w3id.org/wsw/ns#> ASK { ?s wsw:stance ?o }'
    """
    lower = sparql.lower()
    missing = [
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in PREFIXES.items()
        if f"{prefix}:" in sparql and f"prefix {prefix}:" not in " ".join(lower.split())
    ]
    return "".join(missing) + sparql
