"""A graph under construction: IRIs under the workspace's base, literals of types that every store loads."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from rdflib import Graph, Literal, URIRef

from kg.model.days import When
from kg.namespaces import BASIS, PRECISION, RDF, RDFS, SKOS, WSW, XSD


class Triples:
    """A graph under construction.

    Args:
        base: base IRI for paths such as ``person/mark-carney``.
        language: language tag of labels and paraphrases.

    >>> triples = Triples("https://example.org/id/", "en")
    >>> triples.add("person/a", WSW.speaker, triples.iri("person/b"))
    >>> len(triples.graph)
    1
    """

    def __init__(self, base: str, language: str) -> None:
        self.graph = Graph()
        self.base = base
        self.language = language

    def iri(self, path: str) -> URIRef:
        """The IRI of a path under the base; a full IRI stays as it is."""
        return URIRef(path if path.startswith(("http://", "https://", "urn:")) else self.base + path)

    def add(self, subject: str, predicate: str, value: URIRef | Literal) -> None:
        """Add one triple."""
        self.graph.add((self.iri(subject), URIRef(predicate), value))

    def types(self, subject: str, *classes: str) -> None:
        """Add the classes of a thing, including the superclasses that queries use."""
        for name in classes:
            self.add(subject, RDF.type, URIRef(name))

    def link(self, subject: str, predicate: str, target: str | None) -> None:
        """Add a link to another thing, if it is not None."""
        if target is not None:
            self.add(subject, predicate, self.iri(target))

    def text(self, subject: str, predicate: str, value: str | None, language: str | None = None) -> None:
        """Add a text in a language, in Unicode's composed form, if it is not None."""
        if value is not None:
            composed = unicodedata.normalize("NFC", value)
            self.add(subject, predicate, Literal(composed, lang=language or self.language))

    def plain(self, subject: str, predicate: str, value: str | None) -> None:
        """Add a string without a language, in Unicode's composed form, if it is not None."""
        if value is not None:
            self.add(subject, predicate, Literal(unicodedata.normalize("NFC", value)))

    def integer(self, subject: str, predicate: str, value: int | None) -> None:
        """Add an xsd:integer, if it is not None."""
        if value is not None:
            self.typed(subject, predicate, str(value), XSD.integer)

    def decimal(self, subject: str, predicate: str, value: float | int | None) -> None:
        """Add an xsd:decimal without exponent or trailing zeros, if it is not None."""
        if value is not None:
            self.typed(subject, predicate, f"{Decimal(repr(value)).normalize():f}", XSD.decimal)

    def boolean(self, subject: str, predicate: str, value: bool) -> None:
        """Add an xsd:boolean."""
        self.typed(subject, predicate, "true" if value else "false", XSD.boolean)

    def typed(self, subject: str, predicate: str, lexical: str, datatype: str) -> None:
        """Add a literal in the given lexical form."""
        self.add(subject, predicate, Literal(lexical, datatype=URIRef(datatype), normalize=False))

    def day(self, subject: str, predicate: str, value: date | None) -> None:
        """Add an xsd:date, if it is not None."""
        if value is not None:
            self.typed(subject, predicate, value.isoformat()[:10], XSD.date)

    def moment(self, subject: str, predicate: str, value: date | datetime) -> None:
        """Add an xsd:dateTime; a day becomes its first second."""
        whole = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        self.typed(subject, predicate, whole.isoformat(timespec="seconds"), XSD.dateTime)

    def when(self, subject: str, when: When) -> None:
        """Add the two days of a date with basis and precision; for an unknown date only the latter two."""
        self.day(subject, WSW.earliest, when.earliest)
        self.day(subject, WSW.latest, when.latest)
        self.link(subject, WSW.dateBasis, BASIS[when.basis])
        self.link(subject, WSW.datePrecision, PRECISION[when.precision])
        self.text(subject, WSW.dateReason, when.reason)

    def label(self, subject: str, name: str, *, concept: bool = False) -> None:
        """Add the name of a thing; a SKOS concept also gets a preferred label."""
        self.text(subject, RDFS.label, name)
        if concept:
            self.text(subject, SKOS.prefLabel, name)
