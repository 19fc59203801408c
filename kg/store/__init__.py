"""Graphs: open one, and run SPARQL on it.

This package imports only the ground floor, the standard library and pyoxigraph, because every command waits
for it to load. Modules for writing (locks, parsers) are imported where they are used.
``kg.store.loading`` loads files; ``kg.store.guard`` checks a user's SPARQL.
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
