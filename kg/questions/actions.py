"""Measures, agreements and events, with the offices in which actors took them or take part.

For a body, the answer has its own actions and those of actors who held an office in it at the time
(:mod:`kg.questions.bodies`): on the days of the event, or else on the days on which the record counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kg.model.counting import counted
from kg.namespaces import WSW
from kg.questions.answer import Asker, Row, notation
from kg.questions.bodies import SURE, Acting, labels, listed
from kg.questions.offices import Office, Offices, day, offices_of
from kg.store.terms import Term, iri
from kg.wording.counts import amount
from kg.wording.lists import disjunction


class Columns(NamedTuple):
    """How a question about actions names the action and the actor.

    Attributes:
        thing: the column of the action.
        actor: the column of the actor.
        office: the column of the actor's office at the time.
        asked: the parameter that restricts the answer to an actor.
        property: IRI of the property that links the action to the actor.
        many: the plural noun for such actions.
    """

    thing: str
    actor: str
    office: str
    asked: str
    property: str
    many: str


#: The questions about actions.
ACTIONS: Final[Mapping[str, Columns]] = {
    "tariffs": Columns("measure", "taken_by", "taken_as", "by", WSW.takenBy, "tariffs"),
    "measures": Columns("measure", "taken_by", "taken_as", "by", WSW.takenBy, "measures"),
    "agreements": Columns("agreement", "party", "party_as", "of", WSW.partyTo, "agreements"),
    "events": Columns("event", "participant", "participant_as", "with", WSW.participant, "events"),
}
Terms = Mapping[str, Sequence[Term]]


def actor_terms(asker: Asker, terms: Terms, columns: Columns) -> dict[str, list[Term]]:
    """Return the parameter ``actor``: the actors asked about and all who may have acted for them."""
    if columns.asked not in terms:
        return {}
    acting = Acting(asker, [term.value for term in terms[columns.asked]])
    rows = asker.part("doers", property=[iri(columns.property)])
    doers = {actor.value for row in rows if (actor := row["actor"]) is not None}
    return {"actor": [iri(actor) for actor in sorted(acting.family | (acting.officers & doers))]}


def actions(asker: Asker, rows: Sequence[Row], terms: Terms, columns: Columns) -> tuple[list[Row], list[str]]:
    """Return the rows that count, with the office of each actor, and notes on rows that were left out."""
    rows = [{**row, **_days(row)} for row in rows]
    actors = {str(row[columns.actor]) for row in rows if row[columns.actor] is not None}
    offices = offices_of(asker, actors) if actors else Offices({}, {})
    asked = [term.value for term in terms.get(columns.asked, ())]
    acting = Acting(asker, asked) if columns.asked in terms else None
    counts: set[tuple[object, object]] = set()
    unsure: dict[str, str] = {}
    for row in rows:
        held = _held(offices, columns, row)
        sure = [one for one in held if one.held.known in SURE]
        if acting is not None and row[columns.actor] not in asked:
            sure, held = ([one for one in some if _of(one) in acting.family] for some in (sure, held))
        row[columns.office] = "; ".join(map(str, sure)) or None
        if acting is None or row[columns.actor] in acting.family or sure:
            counts.add((row[columns.thing], row["record"]))
        elif held or (_is_undated(row) and _may_act(offices, row[columns.actor], acting)):
            unsure[str(row[columns.thing])] = str(row[f"{columns.actor}_label"])
    kept = [row for row in rows if (row[columns.thing], row["record"]) in counts]
    if acting is None:
        return kept, []
    left_out = {
        thing: who for thing, who in unsure.items() if thing not in {row[columns.thing] for row in kept}
    }
    return kept, [*_left_out(left_out, columns), *([] if kept else [_nothing(asker, acting, asked)])]


def _days(row: Row) -> Row:
    """The days on which the record of a row counts."""
    found = counted(
        day(row["said_earliest"]),
        day(row["said_latest"]),
        notation(row["basis"]),
        day(row["published_earliest"]),
        day(row["published_latest"]),
    )
    first, last = (None if one is None else one.isoformat() for one in (found.earliest, found.latest))
    return {"counts_from": first, "counts_until": last, "counts_by": found.basis}


def _held(offices: Offices, columns: Columns, row: Row) -> list[Office]:
    """The offices that the actor of a row held, or may have held, at the time of the action.

    Empty for an event without a date of its own, which may have been long before it was reported.
    """
    first, last = ("earliest", "latest") if "earliest" in row else ("counts_from", "counts_until")
    if row[first] is None and first == "earliest":
        return []
    found = offices.at(row[columns.actor], row[first], row[last], row["source"])
    return [one for one in found if one.held.known is not None]


def _is_undated(row: Row) -> bool:
    return row["earliest" if "earliest" in row else "counts_from"] is None


def _may_act(offices: Offices, actor: object, acting: Acting) -> bool:
    """Whether an actor held an office in one of the bodies on any day."""
    return any(one.body in acting.family for one in offices.tenures.get(str(actor), ()))


def _of(office: Office) -> str | None:
    return office.held.tenure.body


def _left_out(unsure: Mapping[str, str], columns: Columns) -> list[str]:
    if not unsure:
        return []
    names = ", ".join(sorted(set(unsure.values())))
    which = amount(len(unsure), columns.many)
    return [f"{which} left out: not known whether {names} held the office at the time."]


def _nothing(asker: Asker, acting: Acting, asked: Sequence[str]) -> str:
    """A note that names who acts for the actors asked about, although no action of theirs was found."""
    names = labels(asker, asked)
    of = disjunction(names.get(one, one) for one in asked)
    if words := acting.words():
        return f"Acting for {of}: {listed(words)}. None of it dates from their time in office."
    return f"No actors are known to act for {of}."
