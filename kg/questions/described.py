"""The triples behind the rows of an answer: what the graph says of each node that a row names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.lexical import iri_flaw
from kg.store import deadline
from kg.store.terms import Triple, iri

if TYPE_CHECKING:
    from kg.questions.answer import Asker

#: What the IRIs of nodes begin with; other text in a row is not looked up.
_SCHEMES = ("http://", "https://", "urn:")


def described(asker: Asker, rows: Iterable[Mapping[str, Any]]) -> Iterator[Triple]:
    """The triples of a store whose subject is a node that a row names, in any column and at any depth.

    Args:
        asker: of the graph that the rows come from.
        rows: rows of an answer, with IRIs as text.

    Raises:
        OutOfTime: the queries took longer than ``store.limit`` seconds in total.
        StoreError: the store has been closed.
    """
    named = sorted({node for row in rows for node in nodes(row)})
    if not named:
        return
    with deadline.question(asker.store.limit):
        found = asker.batched("described", {"entity": [iri(node) for node in named]})
    for row in found:
        subject, predicate, value = (row[name] for name in ("entity", "property", "value"))
        if subject is not None and predicate is not None and value is not None:
            yield subject, predicate, value


def nodes(value: Any) -> Iterator[str]:
    """Yield the IRIs in a value of a row, at any depth.

    >>> list(nodes({"id": "urn:s1", "about": [{"target": "urn:t"}], "text": "he said: no"}))
    ['urn:s1', 'urn:t']
    """
    if isinstance(value, str):
        if value.startswith(_SCHEMES) and iri_flaw(value) is None:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from nodes(each)
