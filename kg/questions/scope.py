"""The issues that an answer about an issue includes, by their coded directions.

The rule is :mod:`kg.model.directions`. For a proposal, support of an issue that furthers it counts as
support, and support of an issue that works against it as opposition. Issues without a direction, or with
contradictory ones, are left out; a note counts and names them. Actors are not for or against a topic: for a
topic, each narrower issue is listed under its own name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.model.days import fits
from kg.model.stances import sense
from kg.namespaces import WSW
from kg.questions.answer import Asker, Row, plain
from kg.questions.catalogue import Question
from kg.questions.names import Entity, covered
from kg.questions.offices import day
from kg.questions.position_runs import Judged, Key, View, by_key, coders, judged, runs_of
from kg.store.terms import Term, iri
from kg.wording.counts import count, form

#: The reason why an evaluation of a narrower issue with a direction does not count.
_EVALUATIONS: Final = "an evaluation"


@dataclass(frozen=True, slots=True)
class Way:
    """How an issue bears on the issue A asked about.

    Attributes:
        turned: whether support of it counts as opposition to A, and vice versa.
        path: "furthers A" or "works against A", if its stances count for A.
        direction: the same if A is a topic, so that stances do not count for it; empty if no direction is
            coded, or contradictory ones.
    """

    turned: bool = False
    path: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The issues that an answer includes, by IRI, and those it leaves out, with the reason in words."""

    ways: dict[str, Way] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)

    def terms(self, names: Sequence[str]) -> dict[str, list[Term]]:
        """Return the issues as terms of the parameters ``names`` of a question.

        ``turned`` has the issues whose stances are reversed, ``carried`` all issues whose stances count for
        another, and ``issue`` the rest.
        """
        found: dict[str, list[Term]] = {"issue": []}
        for issue, way in self.ways.items():
            where = {"turned": way.turned, "carried": bool(way.path)}
            apart = next((name for name in names if where.get(name)), "issue")
            found.setdefault(apart, []).append(iri(issue))
        return found


def scope(asker: Asker, things: Iterable[Entity]) -> Scope:
    """Return the issues that an answer about some things includes."""
    found = Scope()
    for thing in things:
        below = [term.value for term in covered(asker, thing)]
        coded = _directions(asker, thing)
        classes = {str(plain(row["class"])) for row in asker.part("types", entity=[thing.term])}
        if WSW.Issue in classes and WSW.Topic not in classes:
            _carry(found, thing, below, coded)
        else:
            for issue in below:
                ways = coded.get(issue, ())
                words = f"{ways[0]} {thing.label}" if len(ways) == 1 else ""
                found.ways.setdefault(issue, Way(direction=words))
    for issue in found.ways:
        found.left.pop(issue, None)
    return found


def _carry(found: Scope, thing: Entity, below: Iterable[str], coded: Mapping[str, Sequence[str]]) -> None:
    for issue in below:
        ways = coded.get(issue, ())
        if issue == thing.iri:
            found.ways[issue] = Way()
        elif len(ways) == 1:
            (way,) = ways
            found.ways.setdefault(issue, Way(way == "works against", f"{way} {thing.label}"))
        else:
            found.left[issue] = "with contradictory directions" if ways else "without a direction"


def _directions(asker: Asker, thing: Entity) -> dict[str, list[str]]:
    """The direction from each issue to one, in words; two if they contradict each other."""
    ways: dict[str, list[str]] = defaultdict(list)
    for row in asker.part("directions", issue=[thing.term]):
        ways[str(plain(row["narrow"]))].append(str(plain(row["way"])))
    return ways


def toward(
    asker: Asker, question: Question, rows: Sequence[Row], terms: Mapping[str, Sequence[Term]], found: Scope
) -> tuple[list[Row], list[str]]:
    """Add to rows of readings how they bear on the issue, the current stance of the actor, and who read what.

    Args:
        asker: the graph.
        question: the question that gave the rows.
        rows: rows with ``speaker``, ``target``, ``reading``, and ``stance`` or ``evaluation``.
        terms: the parameters of the question.
        found: the issues that the answer includes.

    Returns:
        The rows, and notes on what was left out.
    """
    view = View.of(terms)
    by = [term.value for term in terms["by"]] if "by" in terms else None
    readings = judged(asker, about={str(row["target"]) for row in rows}, by=by, stated=view.stated)
    current = {key: _current(its, view.until) for key, its in by_key(readings).items()}
    passages = {one.reading: one.passage for one in readings}
    differing = coders(asker, readings)
    answer = []
    for row in rows:
        way = found.ways.get(str(row["target"]), Way())
        scheme = "evaluation" if row["stance"] is None else "stance"
        key = Key(str(row["speaker"]), str(row["target"]), scheme)
        meaning = sense(str(row["stance"]), scheme)
        verb = "speaks of" if meaning is None else meaning.verb
        read = differing.get((key, passages.get(str(row["reading"]), "")), [])
        answer.append(
            {
                **row,
                "carried": f"{verb} it, which {way.path}" if way.path else "",
                "direction": way.direction,
                "now": current.get(key),
                "coders_differ": bool(read),
                "coders": read,
            }
        )
    left = _left_out(asker, found, terms, evaluations="evaluation" in question.columns)
    return answer, left


def _current(readings: Iterable[Judged], on: date | None) -> str | None:
    found = runs_of(readings, on)
    return found[-1].value if found else None


def _left_out(
    asker: Asker, found: Scope, terms: Mapping[str, Sequence[Term]], *, evaluations: bool
) -> list[str]:
    """Notes that count and name the readings toward narrower issues that do not count."""
    carried = [issue for issue, way in found.ways.items() if way.path] if evaluations else []
    since, until = (day(terms[key][0].value) if terms.get(key) else None for key in ("since", "until"))
    by = [term.value for term in terms["by"]] if "by" in terms else None
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged(asker, about=[*found.left, *carried], by=by, stated=View.of(terms).stated):
        stance = one.key.scheme == "stance"
        why = found.left.get(one.key.target, "" if stance else _EVALUATIONS)
        if why and (stance or evaluations) and fits(one.counts_from, one.counts_until, since, until):
            counted[why][one.target_label] += 1
    return [_sentence(why, its) for why, its in sorted(counted.items(), reverse=True)]


def _sentence(why: str, its: Mapping[str, int]) -> str:
    """The note on readings that do not count.

    >>> _sentence("without a direction", {"A ferry": 2, "A toll": 1})
    '3 readings toward 2 narrower issues without a direction do not count: A ferry, A toll.'
    """
    number, issues = sum(its.values()), count(len(its), "narrower issue")
    do = form(number, "does", "do")
    if why == _EVALUATIONS:
        what = f"{count(number, 'evaluation')} of {issues}"
    else:
        what = f"{count(number, 'reading')} toward {issues} {why}"
    return f"{what} {do} not count: {', '.join(sorted(its))}."
