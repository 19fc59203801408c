"""A graph under construction: IRIs under the workspace's base, literals of types that every store loads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from kg.model.days import When
from kg.namespaces import BASIS, PRECISION, RDF, RDFS, SKOS, WSW, XSD
from kg.rdf import Term, iri, literal


class Triples:
    """A graph under construction. It needs no RDF library, which would take most of the time of a build.

    Args:
        base: base IRI for paths such as ``person/mark-carney``.
        language: language tag of labels and paraphrases.

    >>> triples = Triples("https://example.org/id/", "en")
    >>> triples.link("person/a", WSW.memberOf, "organization/b")
    >>> len(triples)
    1
    """

    def __init__(self, base: str, language: str) -> None:
        self.base = base
        self.language = language
        self._objects: dict[tuple[str, str], dict[Term, None]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._objects.values()))

    def __iter__(self) -> Iterator[tuple[str, str, Term]]:
        """Every triple once: IRI of the subject, IRI of the predicate, object."""
        for (subject, predicate), values in self._objects.items():
            for value in values:
                yield subject, predicate, value

    def iri(self, path: str) -> str:
        """The IRI of a path under the base; a full IRI stays as it is."""
        return path if path.startswith(("http://", "https://", "urn:")) else self.base + path

    def add(self, subject: str, predicate: str, value: Term) -> None:
        """Add one triple."""
        self._objects.setdefault((self.iri(subject), predicate), {})[value] = None

    def values(self, subject: str, predicate: str) -> Iterable[Term]:
        """The objects of a subject and a predicate, both IRIs."""
        return self._objects.get((subject, predicate), ())

    def value(self, subject: str, predicate: str) -> str | None:
        """The first of these objects, as an IRI or text; None if there is none."""
        return next((term.value for term in self.values(subject, predicate)), None)

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Subject and object, as IRIs or texts, of every triple with a predicate."""
        found = [(key[0], values) for key, values in self._objects.items() if key[1] == predicate]
        return [(subject, term.value) for subject, values in found for term in values]

    def lines(self) -> list[str]:
        """The triples as lines of N-Triples without line ends, sorted.

        Raises:
            ValueError: an IRI has a character that is not allowed.
        """
        names: dict[str, str] = {}

        def name(address: str) -> str:
            if address not in names:
                names[address] = iri(address).n3()
            return names[address]

        return sorted(
            f"{name(subject)} {name(predicate)} {name(value.value) if value.kind == 'iri' else value.n3()} ."
            for subject, predicate, value in self
        )

    def types(self, subject: str, *classes: str) -> None:
        """Add the classes of a thing, including the superclasses that queries use."""
        for name in classes:
            self.add(subject, RDF.type, iri(name))

    def link(self, subject: str, predicate: str, target: str | None) -> None:
        """Add a link to another thing, if it is not None."""
        if target is not None:
            self.add(subject, predicate, iri(self.iri(target)))

    def text(self, subject: str, predicate: str, value: str | None, language: str | None = None) -> None:
        """Add a text in a language, in Unicode's composed form, if it is not None."""
        if value is not None:
            composed = unicodedata.normalize("NFC", value)
            self.add(subject, predicate, literal(composed, language=language or self.language))

    def plain(self, subject: str, predicate: str, value: str | None) -> None:
        """Add a string without a language, in Unicode's composed form, if it is not None."""
        if value is not None:
            self.add(subject, predicate, literal(unicodedata.normalize("NFC", value)))

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
        self.add(subject, predicate, literal(lexical, datatype))

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
