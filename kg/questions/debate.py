"""The debate behind a page or briefing: all readings in the graph toward its targets.

Who is for and who is against an issue does not depend on which statements are shown. So sides are counted
from the whole graph, of which the statements shown are a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.model.days import fits
from kg.model.statement import sort_key
from kg.namespaces import XSD
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.notations import day_basis
from kg.questions.periods import last_day
from kg.store.terms import iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store


def debate(
    store: Store, targets: Iterable[str], *, until: str | None = None, dates: str = "counted"
) -> list[Row]:
    """Return the statements toward some targets, with their readings toward these, newest first.

    Args:
        store: the graph.
        targets: IRIs.
        until: only statements that may have been made by this day; a year or month means its last day.
        dates: as for :func:`kg.questions.said.said`.

    Returns:
        Rows with the keys of ``kg said`` for speaker, days, source and readings. Superseded and retracted
        records are left out.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     rows = debate(store, ["https://w3id.org/wsw/id/issue/fifty-first-state"])
    >>> sorted({row["speaker_label"] for row in rows})
    ['Avidan Cover', 'Donald Trump']
    """
    asked = [iri(target) for target in sorted(set(targets))]
    if not asked:
        return []
    asker = Asker(store)
    conditions = {"until": [literal(last_day(until), XSD.date)]} if until is not None else {}
    if basis := day_basis(dates):
        conditions["basis"] = basis
    rows: dict[str, Row] = {}
    for found in asker.batched("said", {"about": asked}, **conditions):
        row: Row = {key: plain(value) for key, value in found.items()}
        if fits(row["counts_from"], row["counts_until"], None, None if until is None else last_day(until)):
            rows[str(row["id"])] = {**row, "counts_by": notation(row["counts_by"]), "about": []}
    for address, readings in grouped(asker.batched("readings", {"target": asked})).items():
        if address in rows:
            rows[address]["about"] = [
                {**one, **{key: notation(one[key]) for key in ("stance", "evaluation", "confidence")}}
                for one in readings
            ]
    order = sorted(
        rows.values(), key=lambda row: sort_key(*(row[key] for key in ("source", "start", "end", "id")))
    )
    return sorted(order, key=lambda row: row["counts_until"] or "", reverse=True)


def targets_of(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the targets of the readings of statements."""
    return {str(one["target"]) for row in rows for one in row.get("about") or () if one.get("target")}


def beyond(debate: Iterable[Mapping[str, Any]], shown: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of a debate with the readings that are not shown; rows without any are left out."""
    visible = {one["reading"] for row in shown for one in row.get("about") or ()}
    left = (
        {**row, "about": [one for one in row["about"] if one["reading"] not in visible]} for row in debate
    )
    return [row for row in left if row["about"]]


def actors_of(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the speakers of rows."""
    return {str(row["speaker"]) for row in rows if row.get("speaker")}
