"""One way to open a graph and to put a question to it.

This layer imports the ground floor, the standard library and pyoxigraph, and nothing else: every
question at the terminal waits for it. What only writers need (locks, parsers) is imported where it is
used. ``kg.store.loading`` takes files in; ``kg.store.guard`` judges a user's SPARQL.
"""

from __future__ import annotations

from kg.store.base import DEFAULT_LIMIT, Answer, Result, Store
from kg.store.opening import open_store
from kg.store.terms import Term, Triple, iri, literal

__all__ = [
    "DEFAULT_LIMIT",
    "Answer",
    "Result",
    "Store",
    "Term",
    "Triple",
    "iri",
    "literal",
    "open_store",
]
