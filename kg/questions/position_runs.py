"""Where actors stand on targets, worked out from readings by the rules of :mod:`kg.model`.

A stored position is made of all readings; here are those of a view: up to a day, or only of statements
of which the source gives a date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from kg.model.positions import Dated, Run, coders_differ, runs
from kg.model.sides import Stand, by_day, stand
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.offices import day
from kg.store.terms import Term, iri

#: So many pairs of targets and actors are asked for at once; engines go through all of them.
_TOGETHER: Final = 50
_OF: Final = {"about": "target", "by": "holder"}
_NOBODY: Final = "a coder without a name"


@dataclass(frozen=True, slots=True)
class Key:
    """Whose stance it is, on what, and whether it is a stance or an evaluation."""

    holder: str
    target: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with all that decides where its speaker stands.

    Attributes:
        reading: its IRI, and those of its ``statement``, the ``passage`` that is read, and the ``source``.
        key: whose it is and on what.
        holder_label: the name of the speaker, and ``target_label`` of the target.
        value: the notation of the stance or evaluation.
        counts_from: first day on which the statement counts, and ``counts_until`` the last; None for none.
        counts_by: what these rest on.
        coder: IRI of who coded it.
    """

    reading: str
    statement: str
    passage: str
    source: str
    key: Key
    holder_label: str
    target_label: str
    value: str
    counts_from: date | None
    counts_until: date | None
    counts_by: str | None
    coder: str | None

    @property
    def dated(self) -> Dated:
        """The reading as positions see it."""
        return Dated(self.reading, self.value, self.counts_from, self.counts_until)


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: all readings, or those of statements that can have been made by a day, or are dated.

    Attributes:
        until: the day of the view; None for the newest.
        stated: whether statements of which the source gives no date are left out.
    """

    until: date | None = None
    stated: bool = False

    @classmethod
    def of(cls, terms: Mapping[str, Sequence[Term]]) -> View:
        """The view that the parameters ``until`` and ``dates`` of a question ask for."""
        until = day(terms["until"][0].value) if terms.get("until") else None
        return cls(until, "dates" in terms)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out, so that stored positions hold."""
        return self.until is None and not self.stated


def judged(
    asker: Asker,
    *,
    about: Iterable[str] | None = None,
    by: Iterable[str] | None = None,
    stated: bool = False,
) -> list[Judged]:
    """The readings on some targets, of some actors, in order of time.

    Args:
        asker: asks the store; readings that were superseded or retracted never count.
        about: IRIs of targets; None for all.
        by: IRIs of speakers; None for all.
        stated: whether to leave out statements of which the source gives no date.
    """
    found: dict[tuple[str, str], Judged] = {}
    for its in _rows(asker, about, by, stated):
        for scheme in ("stance", "evaluation"):
            if its[scheme] is None:
                continue
            one = Judged(
                reading=str(its["reading"]),
                statement=str(its["statement"]),
                passage=str(its["passage"]),
                source=str(its["source"]),
                key=Key(str(its["holder"]), str(its["target"]), scheme),
                holder_label=str(its["holder_label"]),
                target_label=str(its["target_label"]),
                value=str(notation(its[scheme])),
                counts_from=day(its["counts_from"]),
                counts_until=day(its["counts_until"]),
                counts_by=notation(its["counts_by"]),
                coder=its["coder"],
            )
            other = found.get((one.reading, scheme))
            if other is None or (one.coder or "") < (other.coder or ""):
                found[one.reading, scheme] = one
    return sorted(found.values(), key=_order)


def _rows(asker: Asker, about: Iterable[str] | None, by: Iterable[str] | None, stated: bool) -> list[Row]:
    """The rows of ``parts/judged.rq``; of many targets and actors, one or the other is sorted out here."""
    current = Asker(asker.store)
    current.ran = asker.ran
    chosen = {key: _terms(names) for key, names in (("about", about), ("by", by)) if names is not None}
    if any(not terms for terms in chosen.values()):
        return []
    rest: dict[str, Sequence[Term]] = {"dates": []} if stated else {}
    asked = dict(chosen)
    while len(asked) > 1 and len(asked["about"]) * len(asked["by"]) > _TOGETHER:
        del asked[max(asked, key=lambda key: len(asked[key]))]
    first = max(asked, key=lambda key: len(asked[key]), default=None)
    only = {} if first is None else {first: asked.pop(first)}
    wanted = {key: {term.value for term in terms} for key, terms in chosen.items()}
    found = []
    for row in current.batched("judged", only, **asked, **rest):
        its = {key: plain(value) for key, value in row.items()}
        if all(its[_OF[key]] in names for key, names in wanted.items()):
            found.append(its)
    return found


def _order(one: Judged) -> tuple[date, date, str]:
    return one.counts_until or date.min, one.counts_from or date.min, one.reading


def by_key(readings: Iterable[Judged]) -> dict[Key, list[Judged]]:
    """The readings of each actor on each target, in their order."""
    groups: dict[Key, list[Judged]] = defaultdict(list)
    for one in readings:
        groups[one.key].append(one)
    return dict(groups)


def runs_of(readings: Iterable[Judged], on: date | None = None) -> list[Run]:
    """The positions of one actor on one target, as of a day, the oldest first; None for the newest."""
    return runs(by_day([one.dated for one in readings], on))


def stands(readings: Iterable[Judged], on: date | None = None) -> dict[Key, Stand]:
    """Where each actor stands on each target on a day; None for the newest."""
    found = {key: stand((one.dated for one in its), on) for key, its in by_key(readings).items()}
    return {key: its for key, its in found.items() if its is not None}


class Behind(NamedTuple):
    """A reading behind a position: whose it is, on what, and the passage that is read."""

    reading: str
    holder: str
    target: str
    passage: str


def read_otherwise(
    asker: Asker,
    readings: Iterable[Behind],
    *,
    about: Sequence[Term] | None = None,
    by: Sequence[Term] | None = None,
) -> dict[str, list[str]]:
    """Who read what, by reading, where coders read its words differently, be it that they are unclear.

    Args:
        asker: asks the store.
        readings: those behind positions, in which unclear ones do not stand.
        about: the targets, where these are few; None for all.
        by: the speakers, where these are few; None for all.
    """
    current = Asker(asker.store)
    current.ran = asker.ran
    groups: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in readings:
        groups[one.holder, one.target, one.passage].add(one.reading)
    chosen = {key: terms for key, terms in (("about", about), ("by", by)) if terms is not None}
    for row in current.part("unclear", **chosen) if groups else ():
        its = {key: str(plain(value)) for key, value in row.items()}
        at = its["by"], its["about"], its["passage"]
        if at in groups:
            groups[at].add(its["reading"])
    several = {at: names for at, names in groups.items() if len(names) > 1}
    evidence = evidence_of(current, (name for names in several.values() for name in names))
    told: dict[str, list[str]] = {}
    for at, names in several.items():
        by_scheme: dict[str, list[Row]] = defaultdict(list)
        for row in (evidence[name] for name in names if name in evidence):
            by_scheme[str(row["code"]).partition("#")[0]].append(row)
        for its_rows in by_scheme.values():
            if coders_differ((at[2], row["code"]) for row in its_rows):
                words = who_read_what((row["coder_label"], str(notation(row["code"]))) for row in its_rows)
                told |= dict.fromkeys((row["reading"] for row in its_rows), words)
    return told


def evidence_of(asker: Asker, readings: Iterable[str]) -> dict[str, Row]:
    """The words of readings, their days, source and coder: the rows of ``parts/evidence.rq``, by reading."""
    chosen = _terms(readings)
    found = grouped(asker.batched("evidence", {"reading": chosen}), "reading") if chosen else {}
    return {reading: rows[0] for reading, rows in found.items()}


def coders(asker: Asker, readings: Iterable[Judged]) -> dict[tuple[Key, str], list[str]]:
    """Who read what in words that coders read differently: ["Ann Coder support", "Ben Coder oppose"].

    By whose words on what they are, and the passage.
    """
    groups: dict[tuple[Key, str], list[Judged]] = defaultdict(list)
    for one in readings:
        groups[one.key, one.passage].append(one)
    differing = {
        at: its for at, its in groups.items() if coders_differ((one.passage, one.value) for one in its)
    }
    names = _terms({one.coder for its in differing.values() for one in its if one.coder is not None})
    rows = asker.batched("labelled", {"node": names}) if names else []
    labels = {row["node"].value: row["label"].value for row in rows if row["node"] and row["label"]}
    return {
        at: who_read_what((labels.get(one.coder or ""), one.value) for one in its)
        for at, its in differing.items()
    }


def who_read_what(pairs: Iterable[tuple[str | None, str]]) -> list[str]:
    """Coders and values as words, each once, in order.

    >>> who_read_what([("Ben Coder", "oppose"), ("Ann Coder", "support"), ("Ben Coder", "oppose")])
    ['Ann Coder support', 'Ben Coder oppose']
    """
    return [f"{name} {value}" for name, value in sorted({(who or _NOBODY, value) for who, value in pairs})]


def _terms(names: Iterable[str]) -> list[Term]:
    return [iri(name) for name in sorted(set(names))]
