"""Turtle that loads everywhere: one statement per line, sorted. It names no graph, so it is also TriG.

It avoids what some parsers do not support: blank nodes, ``@base``, unquoted numbers and booleans, full stops
directly after a term, and prefixed names with anything but letters, digits, hyphen and underscore. Only used
prefixes are declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.export import ntriples, subjects
from kg.export.sorted_lines import in_chunks, texts_in_order
from kg.export.spelling import Triples
from kg.namespaces import DATA, PREFIXES, RDF
from kg.store.terms import Term

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
#: Number of IRIs to remember the spelling of.
_REMEMBERED = 100_000
_KIND = re.compile(r"[a-z][a-z0-9]*")
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def chunks(store: Triples, *, base: str = DATA) -> Iterator[str]:
    """Yield the graph as Turtle.

    Args:
        store: yields the triples.
        base: the common beginning of the workspace's IRIs; each kind under it gets a prefix.

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
    texts = texts_in_order(_texts(store, names), ntriples.joined)
    yield heading(names.used)
    yield from in_chunks(texts)


def _texts(store: Triples, names: Abbreviations) -> Iterator[tuple[str, str]]:
    """The beginning of the lines of each subject, and its lines."""
    write = of_subject(names)
    for start, lines in subjects.by_subject(store, names.base):
        subject, body = write(start, lines)
        yield subject, ntriples.text(body)


def of_subject(names: Abbreviations) -> Callable[[str, list[str]], tuple[str, list[str]]]:
    """Return a function that turns the lines of a subject, and their beginning, into Turtle."""
    verbs = Spelled(lambda iri: "a" if iri == RDF.type else names.short(iri))
    values = Spelled(names.short)

    def write(start: str, lines: list[str]) -> tuple[str, list[str]]:
        subject, cut = names.short(start[1:-2]) + " ", len(start)
        body = []
        for line in lines:
            verb, _, value = line[cut:-2].partition(" ")
            if value[0] == "<":
                value = values[value]
            elif value[-1] == ">":
                words, _, datatype = value.rpartition("^^")
                value = f"{words}^^{values[datatype]}"
            body.append(f"{subject}{verbs[verb]} {value} .")
        return subject, body

    return write


class Spelled(dict[str, str]):
    """Other spellings of IRIs in angle brackets, worked out when first asked for.

    Args:
        spell: gives the spelling of an IRI.

    >>> Spelled(str.upper)["<urn:a>"]
    'URN:A'
    """

    def __init__(self, spell: Callable[[str], str]) -> None:
        super().__init__()
        self._spell = spell

    def __missing__(self, quoted: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[quoted] = self._spell(quoted[1:-1])
        return found


_LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|(".*")(@[a-z0-9-]+)?(?:\^\^<([^>]*)>)?) \.')


def from_ntriples(lines: Iterable[str], names: Abbreviations) -> Iterator[str]:
    """Yield lines of N-Triples, as :mod:`kg.export.ntriples` writes them, as lines of Turtle.

    >>> line = f'<{DATA}person/ann> <{PREFIXES["rdfs"]}label> "Ann"@en .'
    >>> list(from_ntriples([line], Abbreviations()))
    ['person:ann rdfs:label "Ann"@en .']
    """
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found is not None, line
        subject, predicate, iri, words, language, datatype = found.groups()
        verb = "a" if predicate == RDF.type else names.of(predicate)
        if iri is not None:
            yield f"{names.of(subject)} {verb} {names.of(iri)} ."
        else:
            typed = "" if datatype is None else f"^^{names.of(datatype)}"
            yield f"{names.of(subject)} {verb} {words}{language or ''}{typed} ."


def heading(prefixes: Mapping[str, str]) -> str:
    """The declarations of prefixes at the beginning of a file."""
    declared = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(prefixes))
    return declared + "\n" if prefixes else ""


class Abbreviations:
    """Prefixed names that every parser reads alike, with a record of the prefixes used.

    >>> names = Abbreviations(DATA)
    >>> names.of(DATA + "person/mark-carney"), names.of(DATA + "place/the.hague")
    ('person:mark-carney', '<https://w3id.org/wsw/id/place/the.hague>')
    >>> names.used
    {'person': 'https://w3id.org/wsw/id/person/'}
    """

    def __init__(self, base: str = DATA) -> None:
        self.base = base
        self.used: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def of(self, iri: str) -> str:
        """Return the IRI as a prefixed name, or in full."""
        found = self._known.get(iri)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[iri] = self.short(iri)
        return found

    def short(self, iri: str) -> str:
        """Return the same as :meth:`of`, for an IRI that is not asked for again."""
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
