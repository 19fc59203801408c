"""Turtle that loads everywhere: one statement a line, sorted. As no graph is named, it is TriG too.

What some parser stumbles over is not used: no blank nodes, no ``@base``, no unquoted number or
truth value, no full stop right after a term, no prefixed name with anything but letters, digits,
hyphen and underscore. A prefix is declared if it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.export.sorted_lines import batches, in_order
from kg.export.spelling import Triples, checked
from kg.namespaces import DATA, PREFIXES, RDF
from kg.store.terms import Term

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_KIND = re.compile(r"[a-z][a-z0-9]*")
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def chunks(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """The graph as Turtle.

    Args:
        store: gives the triples.
        base: IRI under which the workspace's entities live; each kind under it gets a prefix.

    >>> from types import SimpleNamespace
    >>> from kg.namespaces import WSW
    >>> from kg.store.terms import iri
    >>> triple = (iri(DATA + "person/mark-carney"), iri(RDF.type), iri(WSW.Person))
    >>> print("".join(chunks(SimpleNamespace(triples=lambda: [triple]))), end="")
    @prefix person: <https://w3id.org/wsw/id/person/> .
    @prefix wsw: <https://w3id.org/wsw/ns#> .
    <BLANKLINE>
    person:mark-carney a wsw:Person .
    """
    names = Abbreviations(base)
    lines = in_order(_lines(store, names))
    yield "".join(f"@prefix {prefix}: <{names.used[prefix]}> .\n" for prefix in sorted(names.used))
    if names.used:
        yield "\n"
    yield from batches(lines)


def _lines(store: Triples, names: Abbreviations) -> Iterator[str]:
    for triple in store.triples():
        subject, predicate, object_ = checked(triple, names.base)
        verb = "a" if predicate.value == RDF.type else names.spelled(predicate)
        yield f"{names.spelled(subject)} {verb} {names.spelled(object_)} ."


class Abbreviations:
    """Prefixed names where every parser reads them alike; knows which prefixes it used.

    >>> names = Abbreviations(DATA)
    >>> names.of(DATA + "person/mark-carney"), names.of(DATA + "place/the.hague")
    ('person:mark-carney', '<https://w3id.org/wsw/id/place/the.hague>')
    >>> names.used
    {'person': 'https://w3id.org/wsw/id/person/'}
    """

    def __init__(self, base: str = DATA) -> None:
        self.base = base
        self.used: dict[str, str] = {}

    def spelled(self, term: Term) -> str:
        """The term in Turtle."""
        if term.kind == "iri":
            return self.of(term.value)
        if term.datatype is None:
            return term.n3()
        return f"{term._replace(datatype=None).n3()}^^{self.of(term.datatype)}"

    def of(self, iri: str) -> str:
        """The IRI as a prefixed name, or in full."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        namespace, local = iri[:cut], iri[cut:]
        prefix = _BY_NAMESPACE.get(namespace) or self._kind(namespace)
        if prefix is None or _LOCAL.fullmatch(local) is None:
            return Term("iri", iri).n3()
        self.used[prefix] = namespace
        return f"{prefix}:{local}"

    def _kind(self, namespace: str) -> str | None:
        if not namespace.startswith(self.base) or not namespace.endswith("/"):
            return None
        kind = namespace[len(self.base) : -1]
        return kind if _KIND.fullmatch(kind) and kind not in PREFIXES else None
