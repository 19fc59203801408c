"""The debate behind a page or briefing: all readings in the graph toward its targets.

Who is for and who is against an issue does not depend on which statements are shown. So sides are counted
from the whole graph, of which the statements shown are a part. Sides need only the speaker, the days and the
values of each reading, which the columns of an index give (:mod:`kg.store.index.record_columns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model.days import fits
from kg.model.statement import sort_key
from kg.namespaces import XSD
from kg.questions.answer import Asker, Row, code, grouped, notation, plain
from kg.questions.notations import day_basis
from kg.questions.periods import last_day
from kg.questions.position_runs import labels_of
from kg.store.index.record_lookup import Records
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


class Toward(NamedTuple):
    """A reading toward a target, with its speaker and the days on which it counts.

    Attributes:
        reading: IRI of the reading.
        target: IRI of the target.
        label: name of the target.
        speaker: IRI of the speaker.
        stance: notation; None without one.
        evaluation: notation; None without one.
        counts_from: first day on which the statement counts, as YYYY-MM-DD; None if undated.
        counts_until: last day on which the statement counts; None if undated.
    """

    reading: str
    target: str
    label: str
    speaker: str
    stance: str | None
    evaluation: str | None
    counts_from: str | None
    counts_until: str | None


def toward(rows: Iterable[Mapping[str, Any]]) -> Iterator[Toward]:
    """Yield the readings of statements; those that are superseded or retracted do not count.

    >>> about = [{"reading": "urn:r", "target": "urn:toll", "label": "A toll", "stance": "oppose"}]
    >>> [one.stance for one in toward([{"speaker": "urn:ann", "about": about}])]
    ['oppose']
    """
    for row in rows:
        if not row.get("speaker") or not _current(row):
            continue
        speaker, first, last = row["speaker"], row.get("counts_from"), row.get("counts_until")
        for one in row.get("about") or ():
            target = one.get("target")
            if target and _current(one):
                yield Toward(
                    *(str(one["reading"]), target, one.get("label") or target, speaker),
                    *(one.get("stance"), one.get("evaluation"), first, last),
                )


def _current(record: Mapping[str, Any]) -> bool:
    return record.get("status") in (None, "current")


def readings_toward(
    store: Store, targets: Iterable[str], *, until: str | None = None, dates: str = "counted"
) -> list[Toward]:
    """Return the readings of :func:`debate`, in no order.

    In a store with an index they come from its columns; only names come from the graph.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     found = readings_toward(store, ["https://w3id.org/wsw/id/issue/fifty-first-state"])
    >>> sorted({one.stance for one in found})
    ['neutral', 'support']
    """
    records = None if store.index is None else store.index.records
    if records is None:
        return list(dict.fromkeys(toward(debate(store, targets, until=until, dates=dates))))
    asker = Asker(store)
    names = labels_of(asker, set(targets))
    basis = [str(code(term)) for term in day_basis(dates)]
    return list(_from_columns(asker, records, names, None if until is None else last_day(until), basis))


def _from_columns(
    asker: Asker, records: Records, names: Mapping[str, str], until: str | None, basis: Sequence[str]
) -> Iterator[Toward]:
    """The readings toward the named targets, of statements by speakers with a name."""
    rows = records.readings(about=names, basis=basis)
    terms = records.terms()
    values = {number: notation(term) for number, term in terms.items()}
    speakers = sorted({terms[number] for number in {row[4] for row in rows}})
    found = asker.batched("unlabelled", {"node": [iri(name) for name in speakers]}) if speakers else ()
    nameless = {plain(row["node"]) for row in found}
    for reading, _, passage, source, speaker, target, stance, evaluation, first, last, _ in rows:
        who, what = terms[speaker], terms[target]
        if who in nameless or passage is None or source is None or not fits(first, last, None, until):
            continue
        yield Toward(
            *(reading, what, names[what], who),
            *(None if stance is None else values[stance], None if evaluation is None else values[evaluation]),
            *(first, last),
        )


def beyond(debate: Iterable[Toward], shown: Iterable[Mapping[str, Any]]) -> list[Toward]:
    """Return the readings of a debate that are not those of the statements shown."""
    visible = {one["reading"] for row in shown for one in row.get("about") or ()}
    return [one for one in debate if one.reading not in visible]


def actors_of(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the speakers of rows."""
    return {str(row["speaker"]) for row in rows if row.get("speaker")}
