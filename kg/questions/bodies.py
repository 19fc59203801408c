"""Bodies and those who act for them: who held an office in one, leads, represents or works for it.

A country and the governments that govern it stand for each other. What was done counts as a body's where
the body did it, or somebody who then held an office in it (:mod:`kg.model.tenure`), and the row says which
office that was. Where it is not known whether the office was held then, nothing is counted, and a note says
so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kg.model.tenure import Known
from kg.questions.answer import Asker, plain
from kg.questions.offices import Office, Offices, offices_of, span
from kg.store.terms import iri

#: How surely an office has to have been held.
SURE: Final = frozenset((Known.DATED, Known.REPORTED, Known.OPEN))
#: What a relation says of who acts for a body, in words.
RELATIONS: Final = {
    "leads": "leads",
    "represents": "represents",
    "worksFor": "works for",
    "spoke for": "has spoken for",
}
#: Those who act for a body that a message names.
_NAMED: Final = 4


class Acts(NamedTuple):
    """Somebody who acts for a body without an office, as far as is coded.

    Attributes:
        actor: IRI.
        label: the actor's name.
        relation: a key of :data:`RELATIONS`.
        body: IRI of the body.
        name: the body's name.
    """

    actor: str
    label: str
    relation: str
    body: str
    name: str

    @property
    def words(self) -> str:
        """What the actor is to the body.

        >>> Acts("staff", "Staff", "worksFor", "house", "White House").words
        'works for White House'
        """
        return f"{RELATIONS[self.relation]} {self.name}"


class Acting:
    """Those who act for some bodies.

    Args:
        asker: the graph.
        bodies: IRIs of bodies, or of persons for whom somebody may speak.
    """

    def __init__(self, asker: Asker, bodies: Iterable[str]) -> None:
        self._asker = asker
        self.asked = set(bodies)
        #: The bodies, the country that each governs, and the governments of each.
        self.family = set(self.asked)
        for row in asker.batched("governed", {"body": [iri(body) for body in sorted(self.family)]}):
            if (other := row["other"]) is not None:
                self.family.add(other.value)
        self._offices: Offices | None = None
        self._related: list[Acts] | None = None

    @property
    def officers(self) -> set[str]:
        """All who hold or held an office in one of the bodies, on whatever days."""
        rows = self._asker.batched("holders", {"body": [iri(body) for body in sorted(self.family)]})
        return {actor.value for row in rows if (actor := row["actor"]) is not None}

    @property
    def related(self) -> list[Acts]:
        """All who lead, represent or work for one of the bodies, or have spoken for it."""
        if self._related is None:
            keys = ("actor", "actor_label", "relation", "body", "body_label")
            rows = self._asker.batched("acting", {"body": [iri(body) for body in sorted(self.family)]})
            self._related = [Acts(*(str(plain(row[key])) for key in keys)) for row in rows]
        return self._related

    def know(self, actors: Iterable[str]) -> None:
        """Read the offices of some actors, for :meth:`offices`."""
        chosen = set(actors)
        self._offices = offices_of(self._asker, chosen) if chosen else Offices({}, {})

    def offices(self, actor: object, earliest: object, latest: object, source: object) -> list[Office]:
        """The offices in one of the bodies that an actor held, or may have held, the surest first."""
        assert self._offices is not None
        found = self._offices.at(actor, earliest, latest, source)
        return [one for one in found if one.held.known is not None and one.held.tenure.body in self.family]

    def held(self, actor: object, earliest: object, latest: object, source: object) -> list[Office]:
        """Those of :meth:`offices` that are known to have been held."""
        return [one for one in self.offices(actor, earliest, latest, source) if one.held.known in SURE]

    def words(self) -> list[str]:
        """Who acts for the bodies, in words: office holders with their days, then the others."""
        officers = self.officers
        offices = offices_of(self._asker, officers) if officers else Offices({}, {})
        names = labels(self._asker, officers)
        found: list[str] = []
        for actor in sorted(officers, key=lambda one: (names.get(one, one), one)):
            its = [one for one in offices.tenures.get(actor, ()) if one.body in self.family]
            told = "; ".join(f"{offices.words(one)}, {span(one)}" for one in its)
            found.append(f"{names.get(actor, actor)} ({told})")
        others: dict[str, list[str]] = {}
        for one in self.related:
            if one.actor not in officers:
                words = f"{RELATIONS[one.relation]} it" if self.asked == {one.body} else one.words
                others.setdefault(one.label, []).append(words)
        return found + [f"{label} ({'; '.join(words)})" for label, words in others.items()]


def labels(asker: Asker, nodes: Iterable[str]) -> dict[str, str]:
    """The labels of some nodes, by IRI."""
    rows = asker.batched("labelled", {"node": [iri(node) for node in sorted(nodes)]})
    return {node.value: label.value for row in rows if (node := row["node"]) and (label := row["label"])}


def listed(words: Sequence[str]) -> str:
    """Several of those who act for a body, in one line.

    >>> listed(["Ann (Mayor, since 2024-01-01)", "Bo (works for the town)"])
    'Ann (Mayor, since 2024-01-01), Bo (works for the town)'
    """
    more = f" and {len(words) - _NAMED:,} more" if len(words) > _NAMED else ""
    return ", ".join(words[:_NAMED]) + more
