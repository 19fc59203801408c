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

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.characters import CONTROLS, OVERRIDES
from kg.coding.graph.validation import Violation, describe, shorten
from kg.model.ids import LETTERS
from kg.namespaces import DATA, INVERSES, RDF, SCHEMA, VOCABULARIES, WSW, XSD
from kg.vocabulary import Vocabulary

Triple = tuple[Node, Node, Node]
Found = Iterator[tuple[str, str, str]]

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
_INVERSES = frozenset(WSW[name] for name in INVERSES)
#: A carriage return alone is a line end to some programs and not to others.
_CONTROLS = CONTROLS | {"\r"}


def lint(graph: Graph, base: str = DATA) -> list[Violation]:
    """Return the mistakes in how a graph is written, sorted.

    Args:
        graph: the graph; it is not changed.
        base: base IRI of its entities.

    >>> graph = Graph()
    >>> _ = graph.add((URIRef(DATA + "person/ann"), URIRef(WSW.ledBy), URIRef(DATA + "party/x")))
    >>> [(violation.rule, violation.value) for violation in lint(graph)]
    [('stored-inverse', 'wsw:ledBy')]
    """
    found: set[Violation] = set()
    for triple in graph:
        for rule, message, value in _problems(triple, base):
            focus, label = str(triple[0]), describe(graph, triple[0])
            found.add(Violation(focus=focus, label=label, rule=rule, message=message, value=value))
    return sorted(found)


def _problems(triple: Triple, base: str) -> Found:
    subject, predicate, value = triple
    yield from _terms(predicate, value)
    for node in (subject, value):
        if isinstance(node, BNode):
            yield "blank-node", "A blank node cannot be referred to: give it an IRI.", ""
        elif isinstance(node, Literal):
            yield from _literal(node)
        elif str(node).startswith(base):
            yield from _slug(str(node)[len(base) :])


def _terms(predicate: Node, value: Node) -> Found:
    if str(predicate) in _INVERSES:
        yield (
            "stored-inverse",
            "The relation is the inverse of the stored one and would count twice: swap its ends.",
            shorten(predicate),
        )
    is_class = str(predicate) == RDF.type
    places: list[tuple[Node, tuple[Vocabulary, ...]]] = [(predicate, VOCABULARIES)]
    if isinstance(value, URIRef):
        places.append((value, VOCABULARIES if is_class else _OWN))
    for node, vocabularies in places:
        if str(node).startswith(_SCHEMA_HTTP):
            yield "schema-https", "schema.org IRIs begin with https: change http to https.", str(node)
        for vocabulary in vocabularies:
            if str(node).startswith(vocabulary.base) and str(node) not in vocabulary:
                yield _unknown_term(vocabulary, str(node)[len(vocabulary.base) :])


def _unknown_term(vocabulary: Vocabulary, name: str) -> tuple[str, str, str]:
    near = get_close_matches(name, sorted(vocabulary.terms), n=1)
    known = f"{vocabulary.prefix}:{near[0]}" if near else "a term of ontology/wsw.ttl"
    message = f"The vocabulary does not have this term: write {known}, or add the term to ontology/wsw.ttl."
    return "unknown-term", message, f"{vocabulary.prefix}:{name}"


def _literal(literal: Literal) -> Found:
    text, datatype = str(literal), str(literal.datatype or "")
    # rdflib may have replaced an invalid boolean by "false": ill_typed tells.
    if datatype in _LEXICAL and (literal.ill_typed or not _is_lexical(text, datatype)):
        name = shorten(URIRef(datatype))
        yield "ill-formed-value", f"Not a valid {name}; filters would ignore it: correct the value.", text
    if not unicodedata.is_normalized("NFC", text):
        message = "The text is not in Unicode's composed form (NFC), so searches miss it: normalize it."
        yield "not-nfc", message, text
    if not _CONTROLS.isdisjoint(text):
        yield "control-character", "The text contains a control character: remove it.", repr(text)
    if not OVERRIDES.isdisjoint(text):
        message = "The text contains a text-direction override and reads in another order: remove it."
        yield "turned-text", message, ascii(text)
    if literal.language is not None and literal.language != literal.language.lower():
        yield (
            "language-tag",
            "Engines disagree about capitals in a language tag: write it in lower case.",
            literal.language,
        )


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
