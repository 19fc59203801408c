"""Statements that match conditions, each as a full row (:mod:`kg.model.statement`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from kg.errors import StoreError
from kg.model.coders import coders_differ
from kg.model.statement import COLUMNS, Reading, Statement
from kg.namespaces import DCTERMS, PROV, SCHEMA, WSW
from kg.questions.answer import BATCH, Asker, Row, Value, grouped, notation, plain
from kg.questions.candidates import SHARE, Params, matching
from kg.questions.offices import offices_of
from kg.questions.sheet_lines import place
from kg.store.terms import iri

if TYPE_CHECKING:
    from kg.store.base import Store


#: The columns of a statement that is neither superseded nor retracted.
UNREVISED: Final[Row] = {
    "status": "current",
    "superseded_by": None,
    "retracted_at": None,
    "retraction_reason": None,
}


_Details = dict[str, list[tuple[Value, Value]]]


class Some(NamedTuple):
    """Statements that match conditions.

    Attributes:
        rows: newest first, undated ones last.
        more: number of others that match; None if there are some, but nobody counted them.
        undated: number of undated ones that are left out because a period is asked about.
    """

    rows: list[Statement]
    more: int | None = 0
    undated: int = 0


def statements(asker: Asker, params: Params) -> list[Statement]:
    """Return the statements that match ``params`` of ``parts/said.rq``, newest first, undated ones last.

    ``about`` and ``mention`` together mean either; ``stance`` may have stances and evaluations.

    Raises:
        StoreError: the graph has no days on which its statements count; an older version of kg built it.
    """
    return some(asker, params).rows


def some(
    asker: Asker,
    params: Params,
    *,
    first: int | None = None,
    among: Collection[str] | None = None,
    dated: bool = False,
) -> Some:
    """As :func:`statements`, but only some: arguments as for :func:`kg.questions.candidates.matching`."""
    rows, more, undated = matching(asker, params, first=first, among=among, dated=dated)
    if not rows:
        return Some([], more, undated)
    refuse_undated(asker.store, (row["counts_by"] for row in rows.values()))
    return Some(_completed(asker, rows, params), more, undated)


def refuse_undated(store: Store, counts_by: Iterable[object]) -> None:
    """Raise an error if no statement has a basis of the days on which it counts.

    Raises:
        StoreError: the graph has no days on which its statements count; an older version of kg built it.
    """
    if all(basis is None for basis in counts_by):
        raise StoreError(
            "the graph has no days on which its statements count: an older version of kg built it",
            where=store.label,
            hint="build it again with kg build, or load its files with kg load FOLDER FILES",
        )


def _completed(asker: Asker, rows: dict[str, Row], params: Params) -> list[Statement]:
    """The rows with everything that belongs to a statement."""
    few = len(rows) <= BATCH or len(rows) < SHARE * asker.looked_at("statements")[0]
    chosen = {"id": [iri(address) for address in rows]} if few else {}
    details = _details(asker, list(rows.values()), few=few)
    quotes = grouped(asker.batched("quotations", chosen))
    about = grouped(asker.batched("readings", chosen))
    embeds = grouped(asker.batched("embeds", chosen))
    offices = offices_of(asker, {str(row["speaker"]) for row in rows.values()} if few else None)
    revised = revisions(asker) if asker.all_versions else {}
    to, at = (frozenset(term.value for term in params.get(key, ())) for key in ("to", "place"))
    for address, row in rows.items():
        its, source = details.get(address, {}), details.get(str(row["source"]), {})
        row["mode"] = notation(row["mode"])
        row["counts_by"] = notation(row["counts_by"])
        days = row["counts_from"], row["counts_until"]
        held = offices.at(row["speaker"], *days, row["source"])
        row["speaker_roles"] = [office.words for office in held]
        row["speaker_roles_known"] = [office.known for office in held]
        row["on_behalf_of"], row["on_behalf_of_labels"] = _all(its, WSW.onBehalfOf)
        row["quotes"] = [found["exact"] for found in quotes.get(address, ())]
        row["cue"], row["occasion"] = _first(its, WSW.cue)[0], _first(its, WSW.occasion)[0]
        row["date_basis"] = notation(_first(its, WSW.dateBasis)[0])
        row["date_precision"] = notation(_first(its, WSW.datePrecision)[0])
        row["date_reason"] = _first(its, WSW.dateReason)[0]
        row["addressee"], row["addressee_label"] = _first(its, WSW.addressee, to)
        row["place"], row["place_label"] = _first(its, WSW.place, at)
        row["about"] = [_about(found, revised) for found in about.get(address, ())]
        row["source_url"] = _first(source, SCHEMA.url)[0]
        row["source_earliest"] = _first(source, WSW.earliest)[0]
        row["source_latest"] = _first(source, WSW.latest)[0]
        row["reported_by"], row["reported_by_labels"] = _all(its, WSW.reportedBy)
        row["embeds"] = [
            {
                **{key: found[key] for key in ("embedded", "attributee", "attributee_label")},
                "attitude": notation(found["attitude"]),
                "text": found["text"],
            }
            for found in embeds.get(address, ())
        ]
        row["note"] = _first(its, DCTERMS.description)[0]
        row["sha256"] = _first(details.get(str(row["passage"]), {}), WSW.sha256)[0]
        row["coder"], row["coder_label"] = _first(its, PROV.wasAttributedTo)
        row.update(revised.get(address, UNREVISED))
        row["coders_differ"] = coders_differ(
            (one["target"], str(one["stance"] or one["evaluation"]))
            for one in row["about"]
            if one["status"] == "current"
        )
        row["sheet"], row["line"] = place(_first(its, WSW.codedAt)[0])
    return [cast(Statement, {column: row[column] for column in COLUMNS}) for row in rows.values()]


def _details(asker: Asker, rows: Sequence[Row], *, few: bool) -> dict[str, _Details]:
    """Values and their labels by node and property, for statements, their passages and sources."""
    nodes = dict.fromkeys(str(row[key]) for row in rows for key in ("id", "passage", "source"))
    chosen = {"node": [iri(address) for address in nodes]} if few else {}
    details: dict[str, _Details] = {}
    for found in asker.batched("details", chosen):
        value, label = plain(found["value"]), plain(found["label"])
        its = details.setdefault(str(plain(found["node"])), {})
        its.setdefault(str(plain(found["property"])), []).append((value, label))
    for its in details.values():  # sorted in Python: the engine would take six times as long
        for values in its.values():
            values.sort(key=lambda pair: (str(pair[1] or ""), str(pair[0])))
    return details


def _first(details: _Details, prop: str, wanted: frozenset[str] = frozenset()) -> tuple[Value, Value]:
    """The first value of a property, with its label; values in ``wanted`` come first."""
    values = details.get(prop, [])
    return next((pair for pair in values if pair[0] in wanted), values[0] if values else (None, None))


def _all(details: _Details, prop: str) -> tuple[list[Value], list[Value]]:
    """All values of a property, with their labels."""
    values = details.get(prop, [])
    return [value for value, _ in values], [label for _, label in values]


def _about(found: Row, revised: Mapping[str, Row]) -> Reading:
    return {
        "reading": found["reading"],
        "target": found["target"],
        "label": found["label"],
        "stance": notation(found["stance"]),
        "evaluation": notation(found["evaluation"]),
        "score": found["score"],
        "confidence": notation(found["confidence"]),
        "reason": found["reason"],
        "coder": found["coder"],
        "coder_label": found["coder_label"],
        "status": revised.get(str(found["reading"]), UNREVISED)["status"],
    }


def revisions(asker: Asker) -> dict[str, Row]:
    """Return the superseded and retracted records and readings, by IRI."""
    revised: dict[str, Row] = {}
    for record, found in grouped(asker.part("revised"), "record").items():
        merged: Row = {}
        for key in ("superseded_by", "retracted_at", "retraction_reason"):
            merged[key] = next((row[key] for row in found if row[key] is not None), None)
        status = "superseded" if merged["retracted_at"] is None else "retracted"
        revised[record] = {"status": status, **merged}
    return revised


def rows(store: Store, wanted: Sequence[str]) -> list[Statement]:
    """Return the statements with these IRIs; unknown, superseded and retracted ones are left out.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     rows(store, [])
    []
    """
    return statements(Asker(store), {"id": [iri(each) for each in wanted]}) if wanted else []
