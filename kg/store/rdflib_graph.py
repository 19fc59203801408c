"""Triples of a store as an ``rdflib.Graph``."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.namespaces import PREFIXES
from kg.store.terms import Term, Triple


def rdflib_graph(triples: Iterable[Triple]) -> Graph:
    """Return a new graph with ``triples``, in which the prefixes of the vocabulary are bound.

    >>> from kg.store.terms import iri, literal
    >>> graph = rdflib_graph([(iri("urn:a"), iri("urn:b"), literal("c"))])
    >>> [value.n3() for _, _, value in graph]
    ['"c"']
    """
    graph = Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    for subject, predicate, value in triples:
        graph.add((_node(subject), _node(predicate), _node(value)))
    return graph


def _node(term: Term) -> Node:
    if term.kind == "literal":
        datatype = URIRef(term.datatype) if term.datatype is not None else None
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return URIRef(term.value) if term.kind == "iri" else BNode(term.value)
