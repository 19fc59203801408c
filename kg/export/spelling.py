"""Terms in a form that every parser accepts.

Literals are in Unicode's NFC, since not every store normalises queries; language tags are in lower case,
since some stores compare them as text; blank nodes become IRIs, so that the same graph gives the same lines
and two files can be joined. IRIs are unchanged, since another spelling would be another name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote

from kg.errors import OutputError
from kg.store.terms import Term, Triple

#: Path under the base for the IRIs of blank nodes (RDF 1.1 Concepts, section 3.5).
GENID = ".well-known/genid/"


class Triples(Protocol):
    """The input of a graph's format: a store, or any other source of triples."""

    def triples(self) -> Iterable[Triple]:
        """Yield every triple, in any order."""
        ...


def portable(term: Term, base: str) -> Term:
    r"""Return the exported form of a term.

    Raises:
        OutputError: a literal contains U+0000, at which several parsers silently stop.

    >>> from kg.store.terms import literal
    >>> portable(literal("Que\u0301bec", language="en-CA"), "https://example.org/")
    Term(kind='literal', value='Québec', datatype=None, language='en-ca')
    >>> portable(Term("bnode", "b0"), "https://example.org/").value
    'https://example.org/.well-known/genid/b0'
    """
    if term.kind == "iri":
        return term
    if term.kind == "bnode":
        return Term("iri", f"{base}{GENID}{quote(term.value, safe='')}")
    if "\0" in term.value:
        raise OutputError(
            "a literal contains the character U+0000, which is not allowed in RDF files",
            where=repr(term.value[:60]),
            hint="remove it from the data and load them again",
        )
    language = None if term.language is None else term.language.lower()
    return Term("literal", unicodedata.normalize("NFC", term.value), term.datatype, language)


def checked(triple: Triple, base: str) -> Triple:
    """Return the exported form of the three terms."""
    subject, predicate, object_ = triple
    return portable(subject, base), predicate, portable(object_, base)
