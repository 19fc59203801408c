"""The statements that match conditions, newest first, without what belongs to each.

In a store with an index, its columns give the statements that match, or the newest of them, in milliseconds;
otherwise a query joins all statements. If only the newest of many are wanted, a short query without an
index gives the days of those that may match. In any case, every row comes from the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.model.statement import sort_key
from kg.namespaces import EVALUATION
from kg.questions.answer import BATCH, Asker, Row, code, plain
from kg.store.index.record_lookup import Records, Wanted
from kg.store.terms import Term, iri

#: Terms of the parameters of ``parts/said.rq``.
Params = Mapping[str, Sequence[Term]]
#: Above this share of all statements, one query for all of them is faster than one for each few.
SHARE: Final = 0.25
#: How many times more candidates are looked at if too few of them match.
_AGAIN: Final = 8
#: The conditions that the columns answer, by parameter.
_COLUMNS: Final = {"id": "id", "by": "by", "about": "about", "stance": "value", "source": "source"}
_REST: Final = frozenset(("basis", "since", "until", "mode"))
#: Up to so many candidates, all are looked at, so that the others can be counted.
_FEW: Final = 500
#: In a graph with fewer statements, one query for all of them is as fast as looking at the newest first.
_MANY: Final = 1_000
#: The conditions of the query for the days of statements.
_SHORT: Final = frozenset(("by", "about", "mention", "stance", "source"))


class Selection(NamedTuple):
    """The statements that match.

    Attributes:
        rows: rows of ``parts/said.rq`` by IRI of the statement, newest first, undated ones last.
        more: number of others that match; None if there are some, but nobody counted them.
        undated: number of undated ones that are left out because a period is asked about.
    """

    rows: dict[str, Row]
    more: int | None = 0
    undated: int = 0


def matching(
    asker: Asker,
    params: Params,
    *,
    first: int | None = None,
    among: Collection[str] | None = None,
    dated: bool = False,
) -> Selection:
    """Return the statements that match conditions.

    Args:
        asker: the graph.
        params: those of ``parts/said.rq``; ``about`` and ``mention`` together mean either, and ``stance`` may
            have stances and evaluations.
        first: maximum number of statements, the newest; None for all.
        among: IRIs of the statements that count; None for all.
        dated: whether to leave out undated statements if a period is asked about.
    """
    dated = dated and not {"since", "until"}.isdisjoint(params)
    index, wanted = asker.store.index, _wanted(asker, params, among)
    records = None if index is None or wanted is None else index.records
    period_of_all = not dated and not {"since", "until"}.isdisjoint(params)
    if records is None and first and among is None and {"id", "since", "until"}.isdisjoint(params):
        return _newest_without_columns(asker, params, first)
    if records is None or wanted is None or period_of_all:
        return _of_all(asker, params, first, among, dated=dated)
    for turn in turns_of(params):
        asker.note("said", turn)
    asker = Asker(asker.store, all_versions=asker.all_versions)
    modes = {term.value for term in params["mode"]} if "mode" in params else None
    without = records.statements(wanted, undated=True) if dated else []
    left_out = len(without if modes is None else _chosen(asker, without, modes))
    if first:
        return _newest(asker, records, wanted, first, modes)._replace(undated=left_out)
    restricted = dated or wanted.terms
    if not restricted or records.number(wanted) > SHARE * asker.looked_at("statements")[0]:
        return _of_all(asker, params, first, among, dated=dated)
    return Selection(_chosen(asker, records.statements(wanted), modes), 0, left_out)


def _of_all(
    asker: Asker, params: Params, first: int | None, among: Collection[str] | None, *, dated: bool
) -> Selection:
    """The statements that a query finds."""
    rows = _found(asker, params)
    if among is not None:
        rows = {key: row for key, row in rows.items() if key in among}
    kept = {key: row for key, row in rows.items() if row["counts_until"] is not None} if dated else rows
    return _cut(kept, first)._replace(undated=len(rows) - len(kept))


def _wanted(asker: Asker, params: Params, among: Collection[str] | None) -> Wanted | None:
    """The conditions as the columns know them, except for the mode; None if they do not know one."""
    if not params.keys() <= _COLUMNS.keys() | _REST:
        return None
    terms: dict[str, Collection[str]] = {
        _COLUMNS[key]: [term.value for term in its] for key, its in params.items() if key in _COLUMNS
    }
    if among is not None:
        terms["id"] = set(terms.get("id", among)) & set(among)
    return Wanted(
        terms,
        basis=[str(code(term)) for term in params.get("basis", ())],
        since=params["since"][0].value if "since" in params else None,
        until=params["until"][0].value if "until" in params else None,
        all_versions=asker.all_versions,
    )


def _newest(asker: Asker, records: Records, wanted: Wanted, first: int, modes: set[str] | None) -> Selection:
    """The newest statements, of as few candidates as possible."""
    number = max(first, _FEW)
    while True:
        nodes, every = records.newest(wanted, number)
        rows = _chosen(asker, nodes, modes)
        if every or len(rows) > first:
            found = _cut(rows, first)
            return found if every else found._replace(more=None)
        number *= _AGAIN


def _newest_without_columns(asker: Asker, params: Params, first: int) -> Selection:
    """The newest statements, of as few candidates as possible."""
    if asker.looked_at("statements")[0] < _MANY:
        return _cut(_found(asker, params), first)
    for turn in turns_of(params):
        asker.note("said", turn)
    asker = Asker(asker.store, all_versions=asker.all_versions)
    days: dict[str, str] = {}
    for turn in turns_of({key: terms for key, terms in params.items() if key in _SHORT}):
        for row in asker.part("newest", **turn):
            if node := row["id"]:
                day = row["counts_until"]
                days[node.value] = max("" if day is None else day.value, days.get(node.value, ""))
    order = sorted(days.values(), reverse=True)
    rest = {key: terms for key, terms in params.items() if key not in _SHORT}
    number = 2 * first
    while number < len(order):
        nodes = [iri(node) for node, day in days.items() if day >= order[number]]
        if len(nodes) > SHARE * len(order):
            break
        rows = _found(asker, {**rest, "id": nodes})
        if len(rows) > first:
            return _cut(rows, first)._replace(more=None)
        number *= _AGAIN
    return _cut(_found(asker, params), first)


def _chosen(asker: Asker, nodes: Sequence[str], modes: Collection[str] | None) -> dict[str, Row]:
    """The rows of statements that the columns have chosen; the columns do not know the mode."""
    rows = _found(asker, {"id": [iri(node) for node in nodes]}) if nodes else {}
    return {key: row for key, row in rows.items() if modes is None or row["mode"] in modes}


def _cut(rows: dict[str, Row], first: int | None) -> Selection:
    if not first or len(rows) <= first:
        return Selection(rows)
    return Selection({key: rows[key] for key in list(rows)[:first]}, len(rows) - first)


def _found(asker: Asker, params: Params) -> dict[str, Row]:
    """The row of ``parts/said.rq`` for each statement, by IRI."""
    rows: dict[str, Row] = {}
    turns = list(turns_of(params))
    for turn in turns:
        for found in asker.part("said", **turn):
            row: Row = {key: plain(value) for key, value in found.items()}
            rows.setdefault(str(row["id"]), row)
    if len(turns) < 2:
        return rows
    order = sorted(
        rows, key=lambda key: sort_key(*(rows[key][name] for name in ("source", "start", "end", "id")))
    )
    order.sort(key=lambda key: rows[key]["counts_until"] or "", reverse=True)
    return {key: rows[key] for key in order}


def turns_of(params: Params) -> Iterator[Params]:
    """The parameters of each query: a single query with alternatives is a thousand times as slow."""
    apart = ("id", "about", "mention", "stance")
    rest = {key: terms for key, terms in params.items() if key not in apart}
    about, mention, stance, ids = (params.get(key) for key in apart[1:] + apart[:1])
    ways: list[Params] = []
    if about is not None or stance is not None:
        targets: Params = {} if about is None else {"about": about}
        ways += [{**targets, **codes} for codes in ([{}] if stance is None else _by_list(stance))]
    if mention is not None:
        ways.append({"mention": mention})
    some = [{}] if ids is None else [{"id": ids[n : n + BATCH]} for n in range(0, len(ids), BATCH)]
    for way in ways or [{}]:
        for few in some:
            yield {**rest, **way, **few}


def _by_list(codes: Sequence[Term]) -> Iterator[Params]:
    """Parameters for stances and for evaluations, which are different properties of a reading."""
    evaluations = [code for code in codes if code.value in EVALUATION]
    others = [code for code in codes if code.value not in EVALUATION]
    if others or not evaluations:
        yield {"stance": others}
    if evaluations:
        yield {"evaluation": evaluations}
