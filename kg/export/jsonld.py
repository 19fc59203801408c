"""JSON-LD with an embedded context: nothing has to be fetched to read it.

The names come from ontology/context.jsonld. A value is short if the context defines its type, and otherwise
in full (``{"@value": ..., "@type": ...}``), so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from kg import resources
from kg.export.spelling import Triples, checked
from kg.export.turtle import Abbreviations
from kg.namespaces import DATA, RDF
from kg.store.terms import Term


def chunks(store: Triples, *, base: str = DATA, context: Path | None = None) -> Iterator[str]:
    """Yield the graph as JSON-LD, one node per line, sorted. Holds the graph in memory.

    Args:
        store: yields the triples.
        base: the common beginning of the workspace's IRIs.
        context: file with the names; by default ontology/context.jsonld.
    """
    path = resources.ontology("context.jsonld") if context is None else context
    names = _Names(json.loads(path.read_text(encoding="utf-8"))["@context"], base)
    triples = sorted({checked(triple, base) for triple in store.triples()}, key=_key)
    # A prefix must be in the context before the first node that uses it.
    nodes = [_node(subject, group, names) for subject, group in groupby(triples, itemgetter(0))]
    yield '{"@context": ' + _text(names.context()) + ',\n"@graph": ['
    before = "\n"
    for node in nodes:
        yield before + _text(node)
        before = ",\n"
    yield "\n]}\n"


def _key(triple: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(term.n3() for term in triple)


def _node(subject: Term, triples: Iterable[tuple[Term, Term, Term]], names: _Names) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": names.iri(subject.value)}
    for _, predicate, object_ in triples:
        if predicate.value == RDF.type and object_.kind == "iri":  # @type takes nothing else
            key, value = "@type", names.iri(object_.value)
        else:
            key, value = names.key(predicate.value), names.value(predicate.value, object_)
        node.setdefault(key, []).append(value)
    return {key: _single(value) for key, value in node.items()}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


class _Names:
    """The abbreviations that a context allows."""

    def __init__(self, context: Mapping[str, Any], base: str) -> None:
        self._given = {term: value for term, value in context.items() if not term.startswith("@")}
        self._abbreviations = Abbreviations(base)
        self._terms: dict[str, tuple[str, str | None, str | None]] = {}
        for term, value in self._given.items():
            definition = {"@id": value} if isinstance(value, str) else value or {}
            iri = self._expanded(definition.get("@id", term))
            plain = definition.keys() <= {"@id", "@type", "@language"} and ":" not in term
            if plain and not iri.startswith("@") and not iri.endswith(("/", "#", ":")):
                kind = definition.get("@type")
                self._terms[iri] = (
                    term,
                    kind if kind in (None, "@id") else self._expanded(kind),
                    (definition.get("@language") or "").lower() or None,
                )

    def context(self) -> dict[str, Any]:
        """Return the context of the nodes so far: the given terms and the prefixes used."""
        prefixes = dict(sorted(self._abbreviations.used.items()))
        return {**prefixes, **self._given}

    def key(self, iri: str) -> str:
        """Return the name of a property: a term, if the context has one."""
        return self._terms[iri][0] if iri in self._terms else self.iri(iri)

    def iri(self, iri: str) -> str:
        """Return an IRI as value: a prefixed name, or in full."""
        short = self._abbreviations.of(iri)
        if short.startswith("<"):
            return iri
        prefix, _, local = short.partition(":")
        namespace = self._abbreviations.used[prefix]
        return short if self._given.get(prefix, namespace) == namespace and local else iri

    def value(self, predicate: str, term: Term) -> Any:
        """Return an object, short if the context defines its type."""
        _, kind, language = self._terms.get(predicate, ("", None, None))
        if term.kind == "iri":
            short = self.iri(term.value)
            return short if kind == "@id" else {"@id": short}
        if term.language is not None:
            return (
                term.value
                if language == term.language
                else {"@value": term.value, "@language": term.language}
            )
        if term.datatype is not None:
            return (
                term.value
                if kind == term.datatype
                else {"@value": term.value, "@type": self.iri(term.datatype)}
            )
        return term.value if kind is None and language is None else {"@value": term.value}

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        namespace = self._given.get(prefix)
        if colon and isinstance(namespace, str) and not local.startswith("//"):
            return namespace + local
        return name
