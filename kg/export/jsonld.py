"""JSON-LD with an embedded context: nothing has to be fetched to read it.

The names come from ontology/context.jsonld. A value is short if the context defines its type, and otherwise
in full (``{"@value": ..., "@type": ...}``), so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import resources
from kg.export import ntriples, subjects
from kg.export.sorted_lines import in_chunks, texts_in_order
from kg.export.spelling import GENID, Triples
from kg.export.turtle import Abbreviations, Spelled
from kg.namespaces import DATA, RDF


def chunks(store: Triples, *, base: str = DATA, context: Path | None = None) -> Iterator[str]:
    """Yield the graph as JSON-LD, one node per line, sorted.

    Args:
        store: yields the triples.
        base: the common beginning of the workspace's IRIs.
        context: file with the names; by default ontology/context.jsonld.
    """
    path = resources.ontology("context.jsonld") if context is None else context
    names = _Names(json.loads(path.read_text(encoding="utf-8"))["@context"], base)
    write, renamed = _writer(names), f"<{base}{GENID}"

    def texts() -> Iterator[tuple[str, str]]:
        for start, lines in subjects.by_subject(store, base):
            node = write(start, lines)
            # A blank node may get the IRI of another subject: its lines become a node when all are together.
            yield start, ntriples.text(lines) if start.startswith(renamed) else node

    # A prefix must be in the context before the first node that uses it.
    nodes = texts_in_order(texts(), ntriples.joined)
    yield '{"@context": ' + _text(names.context()) + ',\n"@graph": ['
    written = ((s, text if text[0] == "{" else write(s, text.split("\n")[:-1])) for s, text in nodes)
    before = "\n"
    for some in in_chunks((start, f",\n{node}") for start, node in written):
        yield before + some.removeprefix(",\n") if before else some
        before = ""
    yield "\n]}\n"


def _writer(names: _Names) -> Callable[[str, list[str]], str]:
    """Return a function that makes a node of the lines of a subject, and their beginning."""
    properties = _Properties(names)

    def write(start: str, lines: list[str]) -> str:
        cut = len(start)
        node: dict[str, list[str]] = {}
        lines.sort()
        for line in lines:
            predicate, _, value = line[cut:-2].partition(" ")
            name, spell = properties[predicate]
            if name == _TYPE and value[0] != "<":  # @type takes nothing else
                name, spell = properties.of(RDF.type)
            node.setdefault(name, []).append(spell(value))
        pairs = [
            f"{name}: {values[0]}" if len(values) == 1 else f"{name}: [{', '.join(values)}]"
            for name, values in node.items()
        ]
        return "{" + ", ".join((f'"@id": {_text(names.iri(start[1:-2]))}', *pairs)) + "}"

    return write


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _words(quoted: str) -> str:
    """A text of N-Triples in JSON, which escapes other control characters differently."""
    return _text(json.loads(quoted)) if "\\u" in quoted else quoted


#: Makes JSON of an object in N-Triples.
_Spell = Callable[[str], str]
_TYPE = '"@type"'


class _Properties(dict[str, tuple[str, _Spell]]):
    """The name in JSON and the spelling of the objects of each predicate in N-Triples."""

    def __init__(self, names: _Names) -> None:
        super().__init__()
        self._names = names
        self._iris = Spelled(lambda iri: _text(names.iri(iri)))

    def __missing__(self, quoted: str) -> tuple[str, _Spell]:
        iri = quoted[1:-1]
        found = (_TYPE, self._iris.__getitem__) if iri == RDF.type else self.of(iri)
        self[quoted] = found
        return found

    def of(self, iri: str) -> tuple[str, _Spell]:
        """Return the name of a property, and the spelling of its objects, short if its type is known."""
        iris, names = self._iris, self._names
        kind, language = names.type_of(iri)
        types = Spelled(lambda datatype: _text(names.iri(datatype)))

        def spell(value: str) -> str:
            if value[0] == "<":
                return iris[value] if kind == "@id" else f'{{"@id": {iris[value]}}}'
            if value[-1] == '"':
                words = _words(value)
                return words if kind is None and language is None else f'{{"@value": {words}}}'
            if value[-1] == ">":
                words, _, datatype = value.rpartition("^^")
                words = _words(words)
                if datatype == typed:
                    return words
                return f'{{"@value": {words}, "@type": {types[datatype]}}}'
            words, _, tag = value.rpartition("@")
            words = _words(words)
            return words if tag == language else f'{{"@value": {words}, "@language": {_text(tag)}}}'

        typed = f"<{kind}>"
        return _text(names.key(iri)), spell


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

    def type_of(self, iri: str) -> tuple[str | None, str | None]:
        """Return the type and the language that the context gives the objects of a property."""
        return self._terms.get(iri, ("", None, None))[1:]

    def _expanded(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        namespace = self._given.get(prefix)
        if colon and isinstance(namespace, str) and not local.startswith("//"):
            return namespace + local
        return name
