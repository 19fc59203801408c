"""Positions of actors on targets, as ``kg positions`` lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.model.statement import sort_key
from kg.namespaces import XSD
from kg.questions import sheet_lines
from kg.questions.answer import BATCH, Answer, Asker, Row, grouped, notation
from kg.questions.asked import Asked, conditions
from kg.questions.names import TARGETS, Names, covered
from kg.questions.notations import day_basis
from kg.questions.offices import day, offices_of
from kg.questions.periods import last_day
from kg.questions.position_runs import Behind, View, by_key, evidence_of, judged, read_otherwise, runs_of
from kg.questions.said import Typed, each
from kg.store.terms import Term, iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Keys of a row, in the order of a table.
COLUMNS: Final = (
    "position",
    *("holder", "holder_label", "holder_roles", "holder_roles_known"),
    *("target", "target_label", "stance", "evaluation"),
    *("from", "to", "readings", "undated", "as_reported", "current", "coders_differ", "coders"),
    *("words", "mode", "evidence"),
    *sheet_lines.COLUMNS,
)


def positions(
    store: Store, *, about: Typed = (), by: Typed = (), until: str | None = None, dates: str = "counted"
) -> Answer[Row]:
    """Return the positions on some targets, or of some holders, the newest of each holder first.

    ``from`` and ``to`` are the first and last day on which the readings count (:mod:`kg.model.counting`).
    ``readings`` is the number of readings, ``as_reported`` the number of those that count on the publication
    of their source, and ``undated`` the number of those without any day. ``holder_roles`` are the offices of
    the holder on the days of the newest reading, and ``holder_roles_known`` how each is known. ``words`` is
    the text of the newest statement and ``mode`` how it is given. If coders read the same words differently,
    ``coders_differ`` is true and ``coders`` says who read what. ``evidence`` has every reading with its
    statement and its confidence.

    Args:
        store: the graph.
        about: targets as typed, narrower issues included, each under its own name.
        by: holders as typed.
        until: a year, month or day: positions as of then, from what may have been said by that day. They are
            computed anew, so ``position``, the IRI of a stored position, is None.
        dates: "counted", or "stated" to leave out statements that their source does not date; positions are
            then computed anew.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: ``until`` or ``dates`` is invalid.
    """
    asker = Asker(store)
    names = Names(asker, until=until)
    params: dict[str, list[Term]] = {}
    if about:
        params["about"] = [term for text in each(about) for term in covered(asker, names.find(text, TARGETS))]
    if by:
        params["by"] = [names.find(text, ("actor",)).term for text in each(by)]
    rows = sheet_lines.located(asker, standing(asker, params, view(until, dates)))
    looked_at, words = asker.looked_at("positions")
    notes = () if rows else (f"No matching positions found; looked at {words}.",)
    given = conditions(about=about, by=by, until=until, dates=dates)
    asked = Asked("Who stands where, and on how many readings", given)
    ran = tuple(asker.ran)
    return Answer("positions", COLUMNS, rows, looked_at, "positions", notes, ran, store, asked=asked)


def view(until: str | None, dates: str) -> View:
    """Return the view for ``until`` and ``dates`` as typed.

    Raises:
        QuestionError: ``until`` or ``dates`` is invalid.
    """
    terms: dict[str, Sequence[Term]] = {}
    if until is not None:
        terms["until"] = [literal(last_day(until), XSD.date)]
    if basis := day_basis(dates):
        terms["dates"] = basis
    return View.of(terms)


def standing(asker: Asker, params: Mapping[str, Sequence[Term]], looked_at: View | None = None) -> list[Row]:
    """Return the rows of positions that match ``params`` of ``parts/positions.rq``.

    Args:
        asker: the graph.
        params: the conditions; with a view that leaves something out, only ``about`` and ``by``.
        looked_at: the view; None for all readings, whose positions are stored.
    """
    if looked_at is None or looked_at.whole:
        found = _stored(asker, params)
    else:
        found = _worked_out(asker, params, looked_at)
    if not found:
        return []
    holders = {str(rows[0]["holder"]) for rows in found}
    offices = offices_of(asker, holders if len(holders) <= BATCH else None)
    chosen = {key: params[key] for key in ("about", "by") if key in params}
    if params and not chosen:  # one position, or those based on a few readings
        chosen["about"] = [iri(target) for target in sorted({str(rows[0]["target"]) for rows in found})]
    behind = [Behind(*(str(row[key]) for key in Behind._fields)) for rows in found for row in rows]
    differing = read_otherwise(asker, behind, **chosen)
    answers: list[Row] = []
    for rows in found:
        first = rows[0]
        held = offices.at(first["holder"], first["counts_from"], first["counts_until"], first["source"])
        read = dict.fromkeys(word for row in rows for word in differing.get(str(row["reading"]), ()))
        row: Row = {
            **first,
            "holder_roles": [office.words for office in held],
            "holder_roles_known": [office.known for office in held],
            "stance": notation(first["stance"]),
            "evaluation": notation(first["evaluation"]),
            "words": first["text"],
            "mode": notation(first["mode"]),
            "undated": len({row["reading"] for row in rows if row["counts_until"] is None}),
            "as_reported": len({row["reading"] for row in rows if notation(row["counts_by"]) == "published"}),
            "coders_differ": bool(read),
            "coders": list(read),
            "evidence": [
                {
                    **{key: row[key] for key in ("reading", "statement")},
                    "confidence": notation(row["confidence"]),
                }
                for row in rows
            ],
        }
        answers.append({column: row[column] for column in COLUMNS if column not in sheet_lines.COLUMNS})
    return answers


def _stored(asker: Asker, params: Mapping[str, Sequence[Term]]) -> list[list[Row]]:
    """A list of rows for each stored position, one row for each reading, the newest first."""
    return list(grouped(asker.part("positions", **params), "position").values())


def _worked_out(asker: Asker, params: Mapping[str, Sequence[Term]], looked_at: View) -> list[list[Row]]:
    """As :func:`_stored`, for positions computed from readings."""
    about, by = ([term.value for term in params[key]] if key in params else None for key in ("about", "by"))
    readings = judged(asker, about=about, by=by, stated=looked_at.stated)
    words = evidence_of(asker, (one.reading for one in readings))
    found: list[list[Row]] = []
    for key, its in by_key(readings).items():
        places = runs_of(its, looked_at.until)
        for place in places:
            first = its[0]
            shared = {
                "position": None,
                **{"holder": key.holder, "holder_label": first.holder_label},
                **{"target": key.target, "target_label": first.target_label},
                **{"stance": None, "evaluation": None, key.scheme: place.value},
                **{"from": _text(place.earliest), "to": _text(place.latest)},
                **{"readings": len(place.readings), "current": place is places[-1]},
            }
            rows = [
                {**words[one.reading], **shared, "passage": one.passage}
                for one in its
                if one.reading in place.readings and one.reading in words
            ]
            rows.sort(
                key=lambda row: sort_key(row["counts_until"] or "", row["start"], row["reading"]),
                reverse=True,
            )
            if rows:
                found.append(rows)
    return sorted(found, key=lambda rows: list(_newest_first(rows[0])))


def _newest_first(row: Row) -> Iterator[object]:
    yield from (str(row["target_label"]), row["target"], str(row["holder_label"]), row["holder"])
    yield not row["current"]
    last = day(row["to"])
    yield 1 if last is None else -last.toordinal()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
