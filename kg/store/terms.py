"""RDF terms of :mod:`kg.rdf`, from those of the engine.

Rows of a :class:`~kg.store.base.Result` have these, so that other packages do not depend on the library or
server that answered.
"""

from __future__ import annotations

from typing import Any

from kg.errors import StoreError
from kg.namespaces import XSD
from kg.rdf import Term, Triple, iri, literal

__all__ = ("Term", "Triple", "from_oxigraph", "iri", "literal")

_STRING = XSD.string


def from_oxigraph(term: Any) -> Term:
    """Return a term of pyoxigraph as a :class:`Term`.

    The kind is known by the name of the class, so that this module does not import pyoxigraph.

    Raises:
        StoreError: the term is a triple term of RDF 1.2, which kg does not support.
    """
    kind = type(term).__name__
    if kind == "NamedNode":
        return Term("iri", term.value)
    if kind == "Literal":
        language = term.language
        if language is not None:
            return Term("literal", term.value, None, language)
        datatype = term.datatype.value
        return Term("literal", term.value, None if datatype == _STRING else datatype)
    if kind == "BlankNode":
        return Term("bnode", term.value)
    raise StoreError(
        "a triple inside a triple (RDF 1.2) is not supported in results",
        hint="select its parts with SUBJECT(), PREDICATE() and OBJECT()",
    )
