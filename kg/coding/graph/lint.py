"""Rules that SHACL cannot express: how IRIs and literals are written.

Each is a mistake that loads without an error and then gives different answers, or none, in another
store. Terms of vocabularies that kg does not know are not checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.characters import CONTROLS, OVERRIDES
from kg.coding.graph.triples import Triples
from kg.coding.graph.violation import Violation, curie
from kg.model.ids import LETTERS
from kg.namespaces import DATA, INVERSES, RDF, SCHEMA, VOCABULARIES, WSW, XSD
from kg.rdf import Term, iri
from kg.vocabulary import Vocabulary

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Problem = tuple[str, str, str]
Found = Iterator[Problem]

_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_ZONE = r"(Z|[+-]\d\d:\d\d)?"
#: Datatype to its lexical form, and to a function that reads what a pattern cannot check.
_LEXICAL: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    XSD.boolean: (re.compile(r"true|false|1|0"), str),
    XSD.integer: (re.compile(r"[+-]?\d+", re.ASCII), str),
    XSD.decimal: (re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII), str),
    XSD.date: (re.compile(r"\d{4}-\d\d-\d\d" + _ZONE, re.ASCII), lambda text: date.fromisoformat(text[:10])),
    XSD.dateTime: (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?" + _ZONE, re.ASCII),
        lambda text: datetime.fromisoformat(text[:19]),
    ),
}
#: Vocabularies that are complete: our own, and its code lists.
_OWN = tuple(v for v in VOCABULARIES if v.base.startswith(WSW.base.removesuffix("ns#")))
_SCHEMA_HTTP = SCHEMA.base.replace("https:", "http:")
_BASES = (*(vocabulary.base for vocabulary in VOCABULARIES), _SCHEMA_HTTP)
_INVERSES = frozenset(WSW[name] for name in INVERSES)
#: A carriage return alone is a line end to some programs and not to others.
_CONTROLS = CONTROLS | {"\r"}


def lint(graph: Graph, base: str = DATA) -> list[Violation]:
    """Return the mistakes in how a graph is written, sorted.

    Args:
        graph: the graph; it is not changed.
        base: base IRI of its entities.

    >>> from rdflib import Graph, URIRef
    >>> graph = Graph()
    >>> _ = graph.add((URIRef(DATA + "person/ann"), URIRef(WSW.ledBy), URIRef(DATA + "party/x")))
    >>> [(violation.rule, violation.value) for violation in lint(graph)]
    [('stored-inverse', 'wsw:ledBy')]
    """
    from rdflib import Literal

    from kg.coding.graph.validation import describe

    found: set[Violation] = set()
    for subject, predicate, value in graph:
        ill_typed = isinstance(value, Literal) and bool(value.ill_typed)
        for rule, message, shown in _problems(
            _term(subject), str(predicate), _term(value), base, ill_typed=ill_typed
        ):
            focus, label = str(subject), describe(graph, subject)
            found.add(Violation(focus=focus, label=label, rule=rule, message=message, value=shown))
    return sorted(found)


def is_clean(triples: Triples) -> bool:
    """Return whether :func:`lint` has nothing to report on a graph that was compiled here."""
    return not any(
        True
        for subject, predicate, value in triples
        for _ in _problems(iri(subject), predicate, value, triples.base)
    )


def _term(node: Node) -> Term:
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        return Term(
            "literal", str(node), None if node.datatype is None else str(node.datatype), node.language
        )
    return Term("bnode" if isinstance(node, BNode) else "iri", str(node))


def _problems(subject: Term, predicate: str, value: Term, base: str, *, ill_typed: bool = False) -> Found:
    known = value.kind == "iri" and value.value.startswith(_BASES)
    yield from _terms(predicate, value.value if known else None)
    for node in (subject, value):
        if node.kind == "bnode":
            yield "blank-node", "A blank node cannot be referred to: give it an IRI.", ""
        elif node.kind == "literal":
            yield from _literal(node, ill_typed=ill_typed)
        elif node.value.startswith(base):
            yield from _slug(node.value[len(base) :])


@lru_cache(maxsize=1 << 12)
def _terms(predicate: str, value: str | None) -> tuple[Problem, ...]:
    """The problems of a predicate and of an object that begins like a term of a vocabulary."""
    found = []
    if predicate in _INVERSES:
        message = "The relation is the inverse of the stored one and would count twice: swap its ends."
        found.append(("stored-inverse", message, curie(predicate)))
    places: list[tuple[str, tuple[Vocabulary, ...]]] = [(predicate, VOCABULARIES)]
    if value is not None:
        places.append((value, VOCABULARIES if predicate == RDF.type else _OWN))
    for node, vocabularies in places:
        if node.startswith(_SCHEMA_HTTP):
            found.append(("schema-https", "schema.org IRIs begin with https: change http to https.", node))
        for vocabulary in vocabularies:
            if node.startswith(vocabulary.base) and node not in vocabulary:
                found.append(_unknown_term(vocabulary, node[len(vocabulary.base) :]))
    return tuple(found)


def _unknown_term(vocabulary: Vocabulary, name: str) -> tuple[str, str, str]:
    near = get_close_matches(name, sorted(vocabulary.terms), n=1)
    known = f"{vocabulary.prefix}:{near[0]}" if near else "a term of ontology/wsw.ttl"
    message = f"The vocabulary does not have this term: write {known}, or add the term to ontology/wsw.ttl."
    return "unknown-term", message, f"{vocabulary.prefix}:{name}"


def _literal(literal: Term, *, ill_typed: bool) -> Found:
    text, datatype = literal.value, literal.datatype or ""
    # rdflib may have replaced an invalid boolean by "false", and then says that it is ill-typed.
    if datatype in _LEXICAL and (ill_typed or not _is_lexical(text, datatype)):
        name = curie(datatype)
        yield "ill-formed-value", f"Not a valid {name}; filters would ignore it: correct the value.", text
    if not (text.isascii() and text.isprintable()):
        yield from _characters(text)
    if literal.language is not None and literal.language != literal.language.lower():
        yield (
            "language-tag",
            "Engines disagree about capitals in a language tag: write it in lower case.",
            literal.language,
        )


def _characters(text: str) -> Found:
    if not unicodedata.is_normalized("NFC", text):
        message = "The text is not in Unicode's composed form (NFC), so searches miss it: normalize it."
        yield "not-nfc", message, text
    if not _CONTROLS.isdisjoint(text):
        yield "control-character", "The text contains a control character: remove it.", repr(text)
    if not OVERRIDES.isdisjoint(text):
        message = "The text contains a text-direction override and reads in another order: remove it."
        yield "turned-text", message, ascii(text)


def _is_lexical(text: str, datatype: str) -> bool:
    pattern, read = _LEXICAL[datatype]
    if pattern.fullmatch(text) is None:
        return False
    try:
        read(text)
    except ValueError:
        return False
    return True


def _slug(path: str) -> Found:
    kind, *rest = path.split("/")
    if kind not in LETTERS and not all(_SLUG.fullmatch(part) for part in (kind, *rest)):
        yield "slug", "An id has a-z, 0-9 and hyphens, and starts with a letter: rename it.", path
