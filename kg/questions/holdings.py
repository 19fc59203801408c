"""Offices as named questions list them: each record with its time in office, as all records have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.tenure import Tenure, held
from kg.questions.answer import Asker, Row
from kg.questions.offices import day, offices_of, span
from kg.store.terms import Term


def holdings(
    asker: Asker, rows: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Rows with an ``actor`` and a ``role``, each with its time in office; of one day where ``on`` is given.

    A row without a role, or with one whose evidence was taken back, has no time in office.
    """
    on = day(terms["on"][0].value) if terms.get("on") else None
    offices = offices_of(asker, {str(row["actor"]) for row in rows if row["role"] is not None})
    by_role = {
        record.role: tenure for its in offices.tenures.values() for tenure in its for record in tenure.records
    }
    found = []
    for row in rows:
        tenure = by_role.get(str(row["role"]))
        then = None if tenure is None or on is None else held(tenure, on, on)
        if on is None or tenure is None or (then is not None and not then.former):
            found.append({**row, **told(tenure)})
    return found, []


def told(tenure: Tenure | None) -> Row:
    """The columns that tell of a time in office; all of them None where none is known.

    >>> from datetime import date
    >>> told(Tenure("ann", "mayor", "town", since=date(2024, 1, 1), first=date(2024, 1, 1)))["held"]
    'since 2024-01-01'
    >>> told(Tenure("ann", "mayor", "town", first=date(2025, 3, 4), last=date(2025, 3, 4)))["basis"]
    'attested'
    """
    if tenure is None:
        return dict.fromkeys(("since", "until", "known_from", "known_until", "over_by", "basis", "held"))
    dated = tenure.since is not None or tenure.until is not None
    days = (tenure.since, tenure.until, tenure.first, tenure.last, tenure.over)
    since, until, first, last, over = (None if one is None else one.isoformat() for one in days)
    return {
        **{"since": since, "until": until, "known_from": first, "known_until": last, "over_by": over},
        "basis": "dated" if dated else "attested" if tenure.first is not None else "past",
        "held": span(tenure),
    }
