"""The names of the things in one store; only names that may match are read.

In a store with an index of names, these are the names in which each word typed begins a word; otherwise all
names of the kinds asked for. Of an id or IRI, it is only the thing itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kg.model.ids import short
from kg.namespaces import RDFS, WIKIDATA, WSW
from kg.questions.answer import Asker
from kg.store.index.words import name_words
from kg.store.terms import Term, iri, literal

#: Classes of the things with a name, by kind.
CLASSES: Final[Mapping[str, str]] = {
    "actor": WSW.Actor,
    "issue": WSW.Issue,
    "measure": WSW.Measure,
    "agreement": WSW.Agreement,
    "event": WSW.Event,
    "place": WSW.Place,
    "source": WSW.Source,
    "office": WSW.Office,
    "coder": WSW.Coder,
    "term": WSW.Term,
}
ADDRESS: Final = r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+"
ID: Final = r"[a-z]+/[a-z0-9-]+"
_WIKIDATA: Final = re.compile(
    r"(?:(?:wd|wikidata):|https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]*)", re.IGNORECASE
)
#: Maximum number of things with a word that are considered for a suggestion.
_MOST: Final = 500


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, without accents, dashes and punctuation.

    >>> fold("Mark  CARNEY’s"), fold("51st-state"), fold("U.S. Éfé")
    ('mark carneys', '51st state', 'us efe')
    """
    return " ".join(name_words(text))


class Register:
    """The names of one store.

    Args:
        asker: the graph.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._whole: set[str] = set()
        self._kinds: dict[str, set[str]] = {}
        self._labels: dict[str, str] = {}
        self._others: dict[str, set[str]] = {}
        self._bodies: dict[str, list[str]] = {}
        self._likely: dict[tuple[str, tuple[str, ...]], list[str]] = {}

    def label(self, address: str) -> str:
        """Return the label of a thing that has been read; its id if it has no label."""
        return self._labels.get(address, short(address))

    def others(self, address: str) -> set[str]:
        """Return the other names and former spellings of a thing that has been read."""
        return self._others.get(address, set())

    def aliases(self, address: str) -> set[str]:
        """Return the other names of a thing that has been read; for a person, also the family name."""
        others = self.others(address)
        if short(address).startswith("person/"):
            return {*others, self.label(address).split()[-1]}
        return others

    def names(self, address: str) -> list[str]:
        """Return all names of a thing that has been read, its label first."""
        return [self.label(address), *sorted(self.others(address))]

    def every_name(self, address: str) -> list[str]:
        """As :meth:`names`, with the slug, whose words are matched as well."""
        return [*self.names(address), address.rsplit("/", 1)[-1]]

    def is_of(self, address: str, kinds: Iterable[str]) -> bool:
        """Return whether a thing that has been read is of one of some kinds."""
        return not self._kinds.get(address, set()).isdisjoint(kinds)

    def likely(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Return the things of some kinds that ``text`` may mean."""
        index, key = self._asker.store.index, (text, tuple(kinds))
        if key in self._likely:
            return self._likely[key]
        exact = {text} if re.fullmatch(ADDRESS, text) else set()
        if index is None:
            if re.fullmatch(ID, text.lower()):
                exact = self._with_id(text.lower(), kinds)
            found = self.of(exact, kinds) or self.all(kinds)
        else:
            if re.fullmatch(ID, text.lower()):
                exact = {base + text.lower() for base in index.bases()}
            found = self.of(exact, kinds) or self.of(index.named(text), kinds)
        self._likely[key] = found
        return found

    def _with_id(self, text: str, kinds: Sequence[str]) -> set[str]:
        """The things of some kinds with an id, such as "issue/toll"."""
        classes = [iri(CLASSES[kind]) for kind in kinds]
        rows = self._asker.part("ending", **{"class": classes}, end=[literal(text)])
        return {term.value for row in rows if (term := row["entity"]) and short(term.value) == text}

    def near(self, words: Sequence[str], kinds: Sequence[str]) -> list[str]:
        """Return the things of some kinds with a word similar to one of some words; without an index, all."""
        from kg.questions.near_names import LONGER, TOGETHER, is_like

        index = self._asker.store.index
        if index is None:
            return self.all(kinds)
        found: set[str] = set()
        for word in words:
            beginnings = [word[:size] for size in range(TOGETHER, len(word))]
            for other in {word, *beginnings, *index.spelled_like(word, LONGER)}:
                if is_like(word, other):
                    found.update(index.having(other, _MOST))
        return self.of(found, kinds)

    def elsewhere(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Return the things of some kinds that are the same as an IRI or Wikidata id from elsewhere."""
        if found := _WIKIDATA.fullmatch(text):
            other = WIKIDATA + found[1].upper()
        elif re.fullmatch(ADDRESS, text):
            other = text
        else:
            return []
        rows = self._asker.part("elsewhere", other=[iri(other)])
        return self.of({term.value for row in rows if (term := row["entity"]) is not None}, kinds)

    def offices(self, words: Iterable[str]) -> list[str]:
        """Return the offices that some words may mean."""
        index = self._asker.store.index
        if index is None:
            return self.all(("office",))
        return self.of(index.offices(word for word in words if len(word) > 1), ("office",))

    def persons(self, addresses: Iterable[str]) -> list[str]:
        """Return the persons among some things."""
        chosen = [iri(address) for address in sorted(addresses)]
        rows = self._asker.batched("types", {"entity": chosen}) if chosen else []
        persons = {
            entity.value
            for row in rows
            if (entity := row["entity"]) and (cls := row["class"]) and cls.value == WSW.Person
        }
        return sorted(persons)

    def families(self, bodies: Iterable[str]) -> dict[str, list[str]]:
        """Return the names of each body and of the country that it governs, or of its governments."""
        whole = {body: {body} for body in bodies}
        if whole:
            for row in self._asker.batched("governed", {"body": [iri(body) for body in sorted(whole)]}):
                if (body := row["body"]) is not None and (other := row["other"]) is not None:
                    whole[body.value].add(other.value)
        self.learn({one for family in whole.values() for one in family})
        return {
            body: [name for one in sorted(family) for name in self.names(one)]
            for body, family in whole.items()
        }

    def bodies(self, name: str) -> list[str]:
        """Return all names of the bodies with this name, and of their governments or countries."""
        if name not in self._bodies:
            wanted = fold(name)
            known = [a for a in self.likely(name, ("actor",)) if not short(a).startswith("person/")]
            meant = [a for a in known if any(fold(one) == wanted for one in self.every_name(a))]
            self._bodies[name] = [one for names in self.families(meant).values() for one in names]
        return self._bodies[name]

    def bases(self) -> list[str]:
        """Return the base IRIs of the things in this store, the most common first."""
        index = self._asker.store.index
        if index is not None:
            return index.bases()
        counted: dict[str, int] = {}
        for address in self.all(tuple(CLASSES)):
            base = address[: -len(short(address))]
            counted[base] = counted.get(base, 0) + 1
        return sorted(counted, key=lambda base: (-counted[base], base))

    def learn(self, addresses: Iterable[str]) -> None:
        """Read the names of actors."""
        if missing := {address for address in addresses if address not in self._labels}:
            self.of(missing, ("actor",))

    def of(self, addresses: set[str], kinds: Sequence[str]) -> list[str]:
        """Return those of some IRIs that are things of some kinds."""
        if addresses:
            self._read(kinds, {"entity": [iri(address) for address in sorted(addresses)]})
        return sorted(address for address in addresses if self.is_of(address, kinds))

    def all(self, kinds: Sequence[str]) -> list[str]:
        """Return all things of some kinds."""
        # The name of an actor may be the title of an office: both are read at once.
        wanted = [*kinds, "office"] if "actor" in kinds and "office" not in kinds else kinds
        if missing := [kind for kind in wanted if kind not in self._whole]:
            self._read(missing, {})
            self._whole.update(missing)
        return sorted(address for address in self._kinds if self.is_of(address, kinds))

    def _read(self, kinds: Sequence[str], only: Mapping[str, Sequence[Term]]) -> None:
        kind_of = {address: kind for kind, address in CLASSES.items()}
        classes = [iri(CLASSES[kind]) for kind in kinds]
        for row in self._asker.batched("names", only, **{"class": classes}):
            entity, cls, prop, label = row["entity"], row["class"], row["property"], row["label"]
            if entity is None or cls is None or prop is None or label is None:
                continue
            address = entity.value
            self._kinds.setdefault(address, set()).add(kind_of[cls.value])
            self._labels.setdefault(address, label.value)
            if prop.value == RDFS.label:
                self._labels[address] = label.value
            else:
                self._others.setdefault(address, set()).add(label.value)
