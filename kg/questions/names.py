"""Who or what is meant by a name as people type it.

In tiers, of which the first with a match decides: the IRI or ``kind/slug``; the whole of a label; the
whole of an alias or former spelling, or a person's family name; the slug; every word of the text is a
word of a label, then of another name; every word begins a word of a label, then of another name.
Case, accents, dashes and punctuation do not matter. Several matches in the deciding tier are an error
that lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import AmbiguousName, UnknownName
from kg.namespaces import RDFS, WSW
from kg.questions.answer import Asker
from kg.store.index.words import name_words
from kg.store.terms import Term, iri

if TYPE_CHECKING:
    from kg.store.base import Store

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
#: What a statement can be about.
TARGETS: Final = ("actor", "issue", "measure", "agreement", "event")
#: Everything that has a name.
THINGS: Final = tuple(CLASSES)
#: Which named question lists the names of a kind.
_LISTED_BY: Final = {
    "actor": "actors",
    "issue": "issues",
    "measure": "measures",
    "agreement": "agreements",
    "event": "events",
    "source": "sources",
    "place": "places",
    "office": "roles",
}

_ADDRESS = r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|^`\\]+"
_ID = r"[a-z]+/[a-z0-9-]+"


class Entity(NamedTuple):
    """Something with a name: its IRI, its label, and the kind that its IRI says (``person``)."""

    iri: str
    label: str
    kind: str

    @property
    def id(self) -> str:
        """``kind/slug``: the shortest name that is never ambiguous within a workspace."""
        return short(self.iri)

    @property
    def term(self) -> Term:
        """The IRI as a term."""
        return iri(self.iri)


def short(address: str) -> str:
    """The last two steps of an IRI.

    >>> short("https://w3id.org/wsw/id/person/mark-carney")
    'person/mark-carney'
    """
    return "/".join(address.rsplit("/", 2)[-2:])


def fold(text: str) -> str:
    """The words of ``text`` in lower case, without accents, dashes and punctuation.

    >>> fold("Mark  CARNEY’s"), fold("51st-state"), fold("U.S. Éfé")
    ('mark carneys', '51st state', 'us efe')
    """
    return " ".join(name_words(text))


class Node(NamedTuple):
    """Anything with an IRI: a thing, or a record, reading or position; ``classes`` are IRIs."""

    iri: str
    classes: frozenset[str]

    @property
    def term(self) -> Term:
        """The IRI as a term."""
        return iri(self.iri)


class Names:
    """The names of one store: read when one is asked for, and no more of them than may be meant.

    Where the store has an index of names, those in which each word typed begins a word are read: every
    tier matches some of them. Elsewhere, all of the kinds that are asked for.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._whole: set[str] = set()
        self._kinds: dict[str, set[str]] = {}
        self._labels: dict[str, str] = {}
        self._others: dict[str, set[str]] = {}

    def find(self, text: str, kinds: Sequence[str] = THINGS) -> Entity:
        """The one thing that ``text`` means.

        Args:
            text: a name, ``kind/slug`` or IRI.
            kinds: keys of ``CLASSES`` that it may be.

        Raises:
            UnknownName: it fits nothing; the candidates are the nearest names.
            AmbiguousName: it fits several; the candidates are those.
        """
        known = self._likely(text.strip(), kinds)
        for matches in self._tiers(text.strip(), known):
            found = sorted(set(matches), key=lambda address: (self._labels[address], address))
            if len(found) == 1:
                return self._entity(found[0])
            if found:
                raise AmbiguousName(
                    f"{text!r} fits {len(found)} things",
                    candidates=[(self._labels[address], short(address)) for address in found],
                    hint="did you mean "
                    + " or ".join(f"{short(address)} ({self._labels[address]})" for address in found[:8])
                    + "?",
                )
        raise self._unknown(text, self._all(kinds), kinds)

    def is_issue(self, entity: Entity) -> bool:
        """Whether something that was found is an issue, whatever else it is."""
        return "issue" in self._kinds[entity.iri]

    def node(self, text: str) -> Node:
        """Anything in the graph: by IRI, by ``kind/id``, or a thing by its name.

        Raises:
            UnknownName: nothing of that name; the candidates are the nearest names.
            AmbiguousName: several things; the candidates are those.
        """
        wanted = text.strip()
        if re.fullmatch(_ADDRESS, wanted):
            addresses = [wanted]
        elif re.fullmatch(_ID, wanted):
            addresses = [base + wanted for base in self.bases()]
        else:
            addresses = []
        for address in addresses:
            if classes := self._classes(address):
                return Node(address, classes)
        address = self.find(text).iri
        return Node(address, self._classes(address))

    def _classes(self, address: str) -> frozenset[str]:
        rows = self._asker.part("types", entity=[iri(address)])
        return frozenset(term.value for row in rows if (term := row["class"]) is not None)

    def bases(self) -> list[str]:
        """The IRIs under which the things of this store are named, the commonest first."""
        index = self._asker.store.index
        if index is not None:
            return index.bases()
        counted: dict[str, int] = {}
        for address in self._all(THINGS):
            base = address[: -len(short(address))]
            counted[base] = counted.get(base, 0) + 1
        return sorted(counted, key=lambda base: (-counted[base], base))

    def _entity(self, address: str) -> Entity:
        return Entity(address, self._labels[address], short(address).split("/")[0])

    def _likely(self, text: str, kinds: Sequence[str]) -> list[str]:
        """The things of some kinds that ``text`` may mean."""
        index = self._asker.store.index
        if index is None:
            return self._all(kinds)
        exact = {text} if re.fullmatch(_ADDRESS, text) else set()
        if re.fullmatch(_ID, text.lower()):
            exact = {base + text.lower() for base in index.bases()}
        return self._of(exact, kinds) or self._of(index.named(text), kinds)

    def _of(self, addresses: set[str], kinds: Sequence[str]) -> list[str]:
        """Those of some IRIs that are things of some kinds."""
        self._read(kinds, {"entity": [iri(address) for address in sorted(addresses)]})
        return sorted(a for a in addresses if not self._kinds.get(a, set()).isdisjoint(kinds))

    def _all(self, kinds: Sequence[str]) -> list[str]:
        """Every thing of some kinds."""
        if missing := [kind for kind in kinds if kind not in self._whole]:
            self._read(missing, {})
            self._whole.update(missing)
        return sorted(address for address, its in self._kinds.items() if not its.isdisjoint(kinds))

    def _read(self, kinds: Sequence[str], only: Mapping[str, Sequence[Term]]) -> None:
        kind_of = {address: kind for kind, address in CLASSES.items()}
        for row in self._asker.batched("names", only, **{"class": [iri(CLASSES[kind]) for kind in kinds]}):
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

    def _tiers(self, text: str, known: Sequence[str]) -> Iterable[list[str]]:
        yield [address for address in known if address == text or short(address) == text.lower()]
        wanted = fold(text)
        if not wanted:
            return
        for names in (self._label, self._aliases, self._slug):
            yield [address for address in known if any(fold(name) == wanted for name in names(address))]
        words = wanted.split()
        for fits in (_has_words, _has_beginnings):
            for names in (self._label, self._other):
                yield [a for a in known if any(fits(words, fold(name).split()) for name in names(a))]

    def _aliases(self, address: str) -> set[str]:
        if short(address).startswith("person/"):
            return {*self._other(address), self._labels[address].split()[-1]}
        return self._other(address)

    def _slug(self, address: str) -> set[str]:
        return {address.rsplit("/", 1)[-1]}

    def _label(self, address: str) -> set[str]:
        return {self._labels[address]}

    def _other(self, address: str) -> set[str]:
        return self._others.get(address, set())

    def _unknown(self, text: str, known: Sequence[str], kinds: Sequence[str]) -> UnknownName:
        import difflib

        spelled = {
            fold(name): address
            for address in reversed(known)
            for name in (*self._label(address), *self._aliases(address), *self._slug(address))
        }
        near = difflib.get_close_matches(fold(text), spelled, n=8, cutoff=0.6)
        found = list(dict.fromkeys(spelled[name] for name in near))[:3]
        lists = list(dict.fromkeys(_LISTED_BY[kind] for kind in kinds if kind in _LISTED_BY))
        commands = ", ".join(f"kg ask {name}" for name in lists or ["events"])
        hint = f"names are listed by: {commands}"
        if found:
            hint = f"did you mean {' or '.join(self._labels[a] for a in found)}? {hint}"
        what = kinds[0] if len(kinds) == 1 else "thing"
        return UnknownName(
            f"no {what} named {text!r} in the graph",
            candidates=[(self._labels[address], short(address)) for address in found],
            hint=hint,
        )


def _has_words(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(word in name for word in words)


def _has_beginnings(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(other.startswith(word) for other in name) for word in words)


def resolve(store: Store, text: str, kinds: Sequence[str] = THINGS) -> Entity:
    """The one thing in ``store`` that ``text`` means; arguments and errors as for :meth:`Names.find`."""
    return Names(Asker(store)).find(text, kinds)


def expand(store: Store, entity: Entity) -> list[Term]:
    """The targets that a question about ``entity`` covers.

    Itself and the issues below it; of a thing that is no issue, also the issues that concern it and
    those below them.
    """
    return covered(Asker(store), entity)


def covered(asker: Asker, entity: Entity) -> list[Term]:
    """As :func:`expand`, for a caller that keeps the texts that run."""
    rows = asker.part("covered", thing=[entity.term])
    return [entity.term] + [term for row in rows if (term := row["covered"]) and term != entity.term]
