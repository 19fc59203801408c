"""The first rows of a named question, without those that come after them.

An engine sorts all rows before it returns the first one. If the header of a question has ``page``, its first
rows are found among those of few records instead:

``# page: record``
    A terminal shows the newest rows. They are those of the newest statements, which the columns of the index
    give (:mod:`kg.store.index.record_columns`).
``# page: source kind=embedded``
    The rows are in order of the column ``kind``, then of their source, and no kind comes before ``embedded``.
    If the first sources have enough rows of that kind, these are the first rows.
``# page: opposite``
    As ``record``, for readings that have an opposite one toward the same target by another speaker. The
    columns give those of the newest statements, and the query takes them as its parameter ``reading``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from kg.namespaces import EVALUATION, STANCE
from kg.questions.answer import Asker, Row, notation, plain
from kg.questions.catalogue import Question
from kg.store.index.record_lookup import Records, Wanted
from kg.store.terms import Term, iri

#: How many times more statements are looked at if these have too few rows.
_AGAIN: Final = 8
#: Number of sources in one query, and the share of all sources after which one query for all is faster.
_SOURCES: Final = 20
_SHARE: Final = 10


def first_rows(
    asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]], first: int
) -> Sequence[Row] | None:
    """Return the rows of a question up to the first ones, gathered; None if only all of its rows show which.

    Args:
        asker: the graph.
        question: the question.
        terms: its parameters.
        first: how many rows are shown; at least so many are returned.
    """
    index = asker.store.index
    if not question.page or index is None or index.records is None:
        return None
    # A question about an issue is quick, and its first rows are far apart.
    if not terms.keys() <= {"by", "dates"}:
        return None
    order, *lowest = question.page
    if order == "record":
        return _newest(asker, question, terms, first)
    if order == "opposite":
        return _opposite(asker, question, terms, first)
    column, _, value = lowest[0].partition("=")
    found: list[Row] = []
    sources = sorted(str(plain(row["source"])) for row in asker.part("reporting"))
    for number in range(0, len(sources) // _SHARE, _SOURCES):
        few = sources[number : number + _SOURCES]
        some = asker.part("reported", source=[iri(name) for name in few])
        records = [term for row in some if (term := row["record"]) is not None]
        rows = _asked(asker, question, {**terms, "record": records}) if records else []
        found += [row for row in rows if row[column] == value and row["source"] in few]
        if len(found) >= first:
            return found
    return None


def _newest(
    asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]], first: int
) -> Sequence[Row] | None:
    """The rows of the newest statements."""
    index = asker.store.index
    assert index is not None
    assert index.records is not None
    wanted = Wanted(
        {key: [term.value for term in terms[key]] for key in ("by",) if key in terms},
        basis=("stated", "inferred") if "dates" in terms else (),
        all_versions=asker.all_versions,
    )
    number, most = first, asker.looked_at("statements")[0]
    while number * _AGAIN < most:
        nodes, every = index.records.newest(wanted, number)
        if every:
            return None
        rows = _asked(asker, question, {**terms, "record": [iri(node) for node in nodes]})
        if sum(row["counts_until"] is not None for row in rows) >= first:
            return rows
        number *= _AGAIN
    return None


def _opposite(
    asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]], first: int
) -> Sequence[Row] | None:
    """The rows of the newest readings with an opposite one, and those that are not of readings."""
    index = asker.store.index
    assert index is not None
    assert index.records is not None
    number, most = 2 * first, asker.looked_at("statements")[0]
    while not asker.all_versions and number * _AGAIN < most:
        since = index.records.newest_day(Wanted({}), number)
        if since is None:
            return None
        readings, verdicts = _with_opposite(
            index.records, since, ("stated", "inferred") if "dates" in terms else ()
        )
        rows = [
            row
            for row in _asked(asker, question, {**terms, "reading": [iri(one) for one in sorted(readings)]})
            if row["verdict"] is None or (row["record"], row["account"], row["verdict"]) in verdicts
        ]
        if sum((row["counts_until"] or "") >= since for row in rows) >= first:
            return rows
        number *= _AGAIN
    return None


def _with_opposite(
    records: Records, since: str, basis: Sequence[str]
) -> tuple[set[str], set[tuple[str, str, str | None]]]:
    """The readings of statements of a day or later that have an opposite one by another speaker.

    Args:
        records: the columns.
        since: the day.
        basis: the opposite ones must be of statements whose days have one of these bases; empty for any.

    Returns:
        The readings, and their statements with the targets and values that have an opposite.
    """
    terms = records.terms()
    numbers = {term: number for number, term in terms.items()}
    opposite: dict[int | None, int] = {}
    for pair in _OPPOSITE:
        if numbers.keys() >= set(pair):
            one, other = (numbers[term] for term in pair)
            opposite |= {one: other, other: one}
    about = records.targets(since=since)
    own = records.values(about=about, located=False)
    speakers: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for _, target, speaker, *values, _, _ in (
        records.values(about=about, basis=basis, located=False) if basis else own
    ):
        for value in values:
            speakers[target, value].add(speaker)
    newest = [row[0] for row in own if row[-1] is not None and row[-1] >= since]
    found = [
        (reading, (statement, terms[target], notation(terms[value])))
        for reading, statement, _, _, speaker, target, *values, _, _, _ in records.readings(numbers=newest)
        for value in values
        if value in opposite and speakers[target, opposite[value]] - {speaker}
    ]
    return {reading for reading, _ in found}, {verdict for _, verdict in found}


_OPPOSITE: Final = (
    (STANCE.support, STANCE.oppose),
    (EVALUATION.positive, EVALUATION.negative),
)


def _asked(asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]]) -> Sequence[Row]:
    rows = [{key: plain(value) for key, value in row.items()} for row in asker.rows(question, terms)]
    return gathered(rows, question.gather)


def gathered(rows: Sequence[Row], columns: Sequence[str]) -> Sequence[Row]:
    """Merge rows that differ only in ``columns``, whose values become lists.

    >>> gathered([{"a": 1, "by": "x"}, {"a": 1, "by": "y"}, {"a": 2, "by": None}], ["by"])
    [{'a': 1, 'by': ['x', 'y']}, {'a': 2, 'by': []}]
    """
    if not columns:
        return rows
    merged: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(value for column, value in row.items() if column not in columns)
        into = merged.setdefault(key, {c: [] if c in columns else value for c, value in row.items()})
        for column in columns:
            if row[column] is not None and row[column] not in into[column]:
                into[column].append(row[column])
    return list(merged.values())
