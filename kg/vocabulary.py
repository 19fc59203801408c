"""A closed set of terms under one base IRI, so that a misspelt term is an error."""

from __future__ import annotations

from collections.abc import Iterator


class Vocabulary:
    """A closed set of terms under one base IRI; attributes and items are full IRIs.

    >>> colours = Vocabulary("c", "https://example.org/colour#", "red dark-red")
    >>> colours.red, colours["dark-red"], "https://example.org/colour#blue" in colours
    ('https://example.org/colour#red', 'https://example.org/colour#dark-red', False)
    """

    def __init__(self, prefix: str, base: str, terms: str) -> None:
        self.prefix = prefix
        self.base = base
        self.terms = frozenset(terms.split())

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        found = self.__dict__[name] = self[name]  # cached: looked up for every row of an answer
        return found

    def __getitem__(self, name: str) -> str:
        if name not in self.terms:
            raise AttributeError(f"unknown term {self.prefix}:{name} (see ontology/)")
        return self.base + name

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and iri.startswith(self.base) and iri[len(self.base) :] in self.terms

    def __iter__(self) -> Iterator[str]:
        return (self.base + term for term in sorted(self.terms))
