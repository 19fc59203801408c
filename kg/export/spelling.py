"""Terms in the spelling that every parser takes.

Literals in Unicode's NFC, since not every store normalises what it is asked with; language tags in
lower case, since some stores compare them as text; an IRI in place of each blank node, so that the
same graph gives the same lines and two files can be joined. IRIs are left as they are: another
spelling would be another name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import quote

from kg.errors import OutputError
from kg.store.terms import Term, Triple

#: Under the base, where IRIs of blank nodes go (RDF 1.1 Concepts, section 3.5).
GENID = ".well-known/genid/"


class Triples(Protocol):
    """What a graph's format reads: a store, or anything else that gives triples."""

    def triples(self) -> Iterable[Triple]:
        """Every triple, in any order."""
        ...


def portable(term: Term, base: str) -> Term:
    r"""The term as it is exported.

    Raises:
        OutputError: a literal holds U+0000, at which several parsers stop without a word.

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
            "a literal holds the character U+0000, which no RDF file can carry",
            where=repr(term.value[:60]),
            hint="take it out of the data and load them again",
        )
    language = None if term.language is None else term.language.lower()
    return Term("literal", unicodedata.normalize("NFC", term.value), term.datatype, language)


def checked(triple: Triple, base: str) -> Triple:
    """The three terms as they are exported."""
    subject, predicate, object_ = triple
    return portable(subject, base), predicate, portable(object_, base)
