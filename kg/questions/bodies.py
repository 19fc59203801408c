"""Actors who act for bodies, and what these actors said.

An actor acts for a body by holding an office in it (:mod:`kg.model.tenure`), or by leading, representing or
working for it. A country and its governments count as one body. An action or statement counts for a body if
it is the body's own, or that of an actor who held an office in the body at the time; the row names the
office. If it is not known whether the office was held at the time, the action or statement does not count,
and a note says so.

:class:`Acting` finds the actors, :func:`statements_for` their statements, :func:`note_on_actors` the note
on them for an empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.model.ids import short
from kg.model.statement import Statement, sort_key
from kg.model.tenure import Known
from kg.questions.answer import BATCH, Asker, plain
from kg.questions.offices import Office, Offices, offices_of, span
from kg.questions.statements import statements
from kg.store.terms import Term, iri
from kg.wording.counts import amount
from kg.wording.lists import disjunction

#: How it must be known that an office was held.
SURE: Final = frozenset((Known.DATED, Known.REPORTED, Known.OPEN))
#: Relations to a body, in words.
RELATIONS: Final = {
    "leads": "leads",
    "represents": "represents",
    "worksFor": "works for",
    "spoke for": "has spoken for",
}
#: Maximum number of actors named in a message.
_NAMED: Final = 4
Params = Mapping[str, Sequence[Term]]
#: How a relation to a body without an office is known.
CODED: Final = "as coded"


class Relation(NamedTuple):
    """An actor with a coded relation to a body, other than an office.

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
        """The relation in words.

        >>> Relation("staff", "Staff", "worksFor", "house", "White House").words
        'works for White House'
        """
        return f"{RELATIONS[self.relation]} {self.name}"


class Acting:
    """The actors who act for some bodies.

    Args:
        asker: the graph.
        bodies: IRIs of bodies, or of persons for whom others may speak.
    """

    def __init__(self, asker: Asker, bodies: Iterable[str]) -> None:
        self._asker = asker
        self.asked = set(bodies)
        #: The bodies, the countries that they govern, and their governments.
        self.family = set(self.asked)
        for row in asker.batched("governed", {"body": [iri(body) for body in sorted(self.family)]}):
            if (other := row["other"]) is not None:
                self.family.add(other.value)
        self._offices: Offices | None = None
        self._related: list[Relation] | None = None

    @property
    def officers(self) -> set[str]:
        """All actors who hold or held an office in one of the bodies, at any time."""
        rows = self._asker.batched("holders", {"body": [iri(body) for body in sorted(self.family)]})
        return {actor.value for row in rows if (actor := row["actor"]) is not None}

    @property
    def related(self) -> list[Relation]:
        """All actors who lead, represent, work for or have spoken for one of the bodies."""
        if self._related is None:
            keys = ("actor", "actor_label", "relation", "body", "body_label")
            rows = self._asker.batched("acting", {"body": [iri(body) for body in sorted(self.family)]})
            self._related = [Relation(*(str(plain(row[key])) for key in keys)) for row in rows]
        return self._related

    def load_offices(self, actors: Iterable[str]) -> None:
        """Read the offices of some actors, for :meth:`offices`."""
        chosen = set(actors)
        self._offices = offices_of(self._asker, chosen) if chosen else Offices({}, {})

    def offices(self, actor: object, earliest: object, latest: object, source: object) -> list[Office]:
        """The offices in one of the bodies that an actor held, or may have held, the surest first."""
        assert self._offices is not None
        found = self._offices.at(actor, earliest, latest, source)
        return [one for one in found if one.held.known is not None and one.held.tenure.body in self.family]

    def held(self, actor: object, earliest: object, latest: object, source: object) -> list[Office]:
        """The offices of :meth:`offices` that are known to have been held."""
        return [one for one in self.offices(actor, earliest, latest, source) if one.held.known in SURE]

    def words(self) -> list[str]:
        """Return the actors in words: office-holders with their days, then the others."""
        officers = self.officers
        offices = offices_of(self._asker, officers) if officers else Offices({}, {})
        names = labels(self._asker, officers)
        found: list[str] = []
        for actor in sorted(officers, key=lambda one: (names.get(one, one), one)):
            its = [one for one in offices.tenures.get(actor, ()) if one.body in self.family]
            held = "; ".join(f"{offices.words(one)}, {span(one)}" for one in its)
            found.append(f"{names.get(actor, actor)} ({held})")
        others: dict[str, list[str]] = {}
        for one in self.related:
            if one.actor not in officers:
                words = f"{RELATIONS[one.relation]} it" if self.asked == {one.body} else one.words
                others.setdefault(one.label, []).append(words)
        return found + [f"{label} ({'; '.join(words)})" for label, words in others.items()]


def statements_for(asker: Asker, params: Params) -> tuple[list[Statement], list[str]]:
    """Return the statements of the actors in ``by`` and of those who acted for them, newest first, and notes.

    The speaker is one of the actors; its government or country; an actor who held an office there on the
    days on which the statement counts; or an actor without a coded office who leads, represents or works for
    it. Statements made on its behalf count as well. ``speaker_roles`` or ``on_behalf_of`` says which of these
    holds.

    Args:
        asker: the graph.
        params: those of ``parts/said.rq``, with ``by``.
    """
    acting = Acting(asker, [term.value for term in params["by"]])
    officers = acting.officers
    relations: dict[str, list[str]] = {}
    for one in acting.related:
        # A relation has no days; for an office-holder, the days of the office decide.
        if one.relation != "spoke for" and one.actor not in officers:
            relations.setdefault(one.actor, []).append(one.words)
    speakers = sorted(acting.family | officers | relations.keys())
    found = [row for some in _batches(speakers) for row in statements(asker, {**params, "by": some})]
    acting.load_offices(row["speaker"] for row in found)
    kept: dict[str, Statement] = {}
    unsure: list[Statement] = []
    for row in found:
        held = acting.offices(row["speaker"], row["counts_from"], row["counts_until"], row["source"])
        if row["speaker"] in relations:
            _add_relations(row, relations[row["speaker"]])
        sure = any(one.held.known in SURE for one in held)
        if sure or row["speaker"] in acting.family or row["speaker"] in relations:
            kept[row["id"]] = row
        elif held or row["counts_from"] is None:
            unsure.append(row)
    rest = {key: terms for key, terms in params.items() if key != "by"}
    behalf = {"on_behalf_of": [iri(body) for body in sorted(acting.family)], **rest}
    for row in statements(asker, behalf):
        if not acting.family.isdisjoint(row["on_behalf_of"]):
            kept.setdefault(row["id"], row)
    return _ordered(kept.values()), _left_out([row for row in unsure if row["id"] not in kept])


def note_on_actors(asker: Asker, params: Params, among: frozenset[str] | set[str] | None = None) -> list[str]:
    """Return a note on who acts for actors without a matching statement; empty if nobody does.

    Args:
        asker: the graph.
        params: as for :func:`statements_for`.
        among: IRIs of the statements that count; None for all.
    """
    asked = [term.value for term in params["by"]]
    words = Acting(asker, asked).words()
    if not words:
        return []
    names = labels(asker, asked)
    rows, _ = statements_for(asker, params)
    number = sum(among is None or row["id"] in among for row in rows)
    of = disjunction(names.get(one, one) for one in asked)
    acting = f"Acting for {of}: {listed(words)}."
    if number:
        counted = amount(number, "statements")
        return [f"{acting} Add --with-holders to include {counted} by them or on behalf of {of}."]
    if all(short(one).startswith("person/") for one in asked):
        return []
    return [f"{acting} No matching statements by them in office or on behalf of {of} found either."]


def labels(asker: Asker, nodes: Iterable[str]) -> dict[str, str]:
    """Return the labels of nodes, by IRI."""
    rows = asker.batched("labelled", {"node": [iri(node) for node in sorted(nodes)]})
    return {node.value: label.value for row in rows if (node := row["node"]) and (label := row["label"])}


def listed(words: Sequence[str]) -> str:
    """Return several actors in one line; only the first few are named.

    >>> listed(["Ann (Mayor, since 2024-01-01)", "Bo (works for the town)"])
    'Ann (Mayor, since 2024-01-01), Bo (works for the town)'
    """
    more = f" and {len(words) - _NAMED:,} more" if len(words) > _NAMED else ""
    return ", ".join(words[:_NAMED]) + more


def _batches(speakers: Sequence[str]) -> Iterable[list[Term]]:
    for start in range(0, len(speakers), BATCH):
        yield [iri(speaker) for speaker in speakers[start : start + BATCH]]


def _add_relations(row: Statement, words: Sequence[str]) -> None:
    """Add the speaker's relations to the body to the speaker's offices in a row."""
    new = [word for word in words if word not in row["speaker_roles"]]
    row["speaker_roles"] = [*row["speaker_roles"], *new]
    row["speaker_roles_known"] = [*row["speaker_roles_known"], *(CODED for _ in new)]


def _ordered(rows: Iterable[Statement]) -> list[Statement]:
    """Statements, newest first, undated ones last."""
    found = sorted(rows, key=lambda row: sort_key(row["source"], row["start"], row["end"], row["id"]))
    return sorted(found, key=lambda row: row["counts_until"] or "", reverse=True)


def _left_out(rows: Sequence[Statement]) -> list[str]:
    if not rows:
        return []
    names = ", ".join(sorted({row["speaker_label"] for row in rows}))
    return [
        f"{amount(len(rows), 'statements')} left out: not known whether {names} held the office at the time."
    ]
