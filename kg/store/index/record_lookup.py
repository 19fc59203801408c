"""Lookup in the columns of statements and readings (:mod:`kg.store.index.record_columns`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple

#: Runs SQL on the index.
Run = Callable[..., list[tuple[Any, ...]]]
#: The largest number that SQLite takes.
_MOST: Final = (1 << 63) - 1
_OF_STATEMENT: Final = {"by": "speaker", "source": "source"}
_OF_READING: Final = {"about": "target"}


class Wanted(NamedTuple):
    """Conditions on statements.

    Attributes:
        terms: IRIs by condition; any of several is enough. ``by`` and ``source`` are of the statement,
            ``about`` and ``value`` (a stance or evaluation) of one of its readings, ``id`` is its own.
        basis: bases of the days on which it counts; empty for any.
        since: only dated statements that may be of this day or later.
        until: only dated statements that may be of this day or earlier.
        all_versions: whether superseded and retracted statements and readings count.
    """

    terms: Mapping[str, Collection[str]]
    basis: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    all_versions: bool = False


#: The names of the conditions in :attr:`Wanted.terms`.
CONDITIONS: Final = frozenset((*_OF_STATEMENT, *_OF_READING, "value", "id"))


class Records:
    """The columns of statements and readings of one generation, which are those of the whole graph.

    Args:
        run: runs SQL on the index.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    def number(self, wanted: Wanted) -> int:
        """Return the number of statements that meet the conditions."""
        where, values = _where(wanted)
        return int(self._run(f"SELECT COUNT(*) FROM statement WHERE {where}", *values)[0][0])  # noqa: S608

    def statements(self, wanted: Wanted, *, undated: bool = False) -> list[str]:
        """Return the IRIs of the statements that meet the conditions, in no order.

        Args:
            wanted: the conditions.
            undated: return those without a last day instead, whose first day may be in the period.
        """
        where, values = _where(wanted, undated=undated)
        return [node for (node,) in self._run(f"SELECT node FROM statement WHERE {where}", *values)]  # noqa: S608

    def newest(self, wanted: Wanted, number: int) -> tuple[list[str], bool]:
        """Return the IRIs of the newest statements that meet the conditions, and whether they are all.

        They are at least ``number``, if there are so many, since those of one day stay together.
        """
        where, values = _where(wanted)
        last = self.newest_day(wanted, number)
        if last is None:
            return self.statements(wanted), True
        rows = self._run(
            f"SELECT node FROM statement WHERE {where} AND last >= ?",  # noqa: S608
            *values,
            last,
        )
        more = self._run(
            f"SELECT EXISTS(SELECT 1 FROM statement WHERE {where} AND (last < ? OR last IS NULL))",  # noqa: S608
            *values,
            last,
        )
        return [node for (node,) in rows], not more[0][0]

    def newest_day(self, wanted: Wanted, number: int) -> str | None:
        """Return the last day of the ``number``-th newest statement that meets the conditions.

        None if it is undated, or if there are fewer.
        """
        where, values = _where(wanted)
        last = self._run(
            f"SELECT last FROM statement WHERE {where} ORDER BY last DESC LIMIT 1 OFFSET ?",  # noqa: S608
            *values,
            min(number, _MOST) - 1,
        )
        return last[0][0] if last else None

    def targets(
        self, *, value: Iterable[str] | None = None, since: str | None = None, basis: Collection[str] = ()
    ) -> set[str]:
        """Return the IRIs of the targets of readings that count.

        Args:
            value: only with one of these stances and evaluations.
            since: only of dated statements that may be of this day or later.
            basis: only of statements whose days have one of these bases.
        """
        where, values = ["NOT reading.gone", "NOT statement.gone"], []
        if value is not None:
            where.append(f"(stance IN ({_IDS}) OR evaluation IN ({_IDS}))")
            values += [_list(list(value))] * 2
        if since is not None:
            where.append("last >= ?")
            values.append(since)
        if basis:
            where.append(f"basis IN ({_LIST})")
            values.append(_list(list(basis)))
        of_statement = "statement.id = reading.statement"
        joined = f"reading CROSS JOIN statement ON {of_statement}"
        if since is not None:
            joined = f"statement CROSS JOIN reading ON {of_statement}"
        sql = f"SELECT DISTINCT target FROM {joined} WHERE {' AND '.join(where)}"  # noqa: S608
        found = self._run(f"SELECT value FROM term WHERE id IN ({sql})", *values)  # noqa: S608
        return {name for (name,) in found}

    def readings(
        self,
        *,
        about: Iterable[str] | None = None,
        by: Iterable[str] | None = None,
        source: Iterable[str] | None = None,
        value: Iterable[str] | None = None,
        basis: Collection[str] = (),
        numbers: Iterable[int] | None = None,
    ) -> list[tuple[Any, ...]]:
        """Return the readings that count, in no order.

        The columns are reading, statement and passage (IRIs); source, speaker, target, stance and evaluation
        (numbers of :meth:`terms`); first and last day, and basis.

        Args:
            about: only toward these targets.
            by: only of statements by these speakers.
            source: only of statements from these sources.
            value: only these stances and evaluations.
            basis: only of statements whose days have one of these bases.
            numbers: only those with these numbers of :meth:`values`.
        """
        where, values = ["NOT reading.gone", "NOT statement.gone"], []
        if numbers is not None:
            where.append(f"reading.id IN ({_LIST})")
            values.append(_list(list(numbers)))
        chosen = {"reading.target": about, "statement.speaker": by, "statement.source": source}
        for column, terms in chosen.items():
            if terms is not None:
                where.append(f"{column} IN ({_IDS})")
                values.append(_list(list(terms)))
        if value is not None:
            where.append(f"(reading.stance IN ({_IDS}) OR reading.evaluation IN ({_IDS}))")
            values += [_list(list(value))] * 2
        if basis:
            where.append(f"statement.basis IN ({_LIST})")
            values.append(_list(list(basis)))
        joined = "reading CROSS JOIN statement ON statement.id = reading.statement"
        if by is not None and about is None:
            joined = "statement CROSS JOIN reading ON reading.statement = statement.id"
        sql = f"SELECT {_READING} FROM {joined} WHERE {' AND '.join(where)}"  # noqa: S608
        return self._run(sql, *values)

    def values(
        self, *, about: Collection[str] | None = None, basis: Collection[str] = (), located: bool = True
    ) -> list[tuple[Any, ...]]:
        """Return the values of the readings that count, in no order.

        The columns are the number of the reading; target, speaker, stance and evaluation (numbers of
        :meth:`terms`); first and last day. Without IRIs, they take a third of the time of :meth:`readings`.

        Args:
            about: only toward these targets; None for all.
            basis: only of statements whose days have one of these bases.
            located: only of statements with a passage and a source.
        """
        where, values = _current(basis)
        if about is not None:
            # The key of targets would slow this down: they often have a large share of the readings.
            where.append(f"+target IN ({_IDS})")
            values.append(_list(list(about)))
        if located:
            where += ["passage IS NOT NULL", "source IS NOT NULL"]
        return self._run(
            "SELECT reading.id, target, speaker, stance, evaluation, first, last FROM reading "  # noqa: S608
            f"CROSS JOIN statement ON statement.id = reading.statement WHERE {' AND '.join(where)}",
            *values,
        )

    def spoken(
        self, *, by: Collection[str] | None = None, basis: Collection[str] = ()
    ) -> list[tuple[Any, ...]]:
        """Return who spoke on what, where and when, in no order and without IRIs.

        The columns are source, speaker, target, stance and evaluation (numbers of :meth:`terms`); first and
        last day.

        Args:
            by: only statements by these speakers; None for all.
            basis: only statements whose days have one of these bases.
        """
        where, values = _current(basis)
        if by is not None:
            where.append(f"+speaker IN ({_IDS})")
            values.append(_list(list(by)))
        return self._run(
            "SELECT source, speaker, target, stance, evaluation, first, last FROM reading "  # noqa: S608
            f"CROSS JOIN statement ON statement.id = reading.statement WHERE {' AND '.join(where)}",
            *values,
        )

    def statements_of(self, readings: Iterable[str]) -> list[tuple[Any, ...]]:
        """Return the statements of readings, in no order, whether they count or not.

        The columns are reading and statement (IRIs); speaker, source, stance and evaluation (numbers of
        :meth:`terms`); first and last day, and basis.

        Args:
            readings: IRIs of the readings.
        """
        return self._run(
            "SELECT reading.node, statement.node, speaker, source, stance, evaluation, first, last, basis "  # noqa: S608
            "FROM reading CROSS JOIN statement ON statement.id = reading.statement "
            f"WHERE reading.node IN ({_LIST})",
            _list(list(readings)),
        )

    def reading_names(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the IRIs of the readings with some numbers, by number."""
        sql = f"SELECT id, node FROM reading WHERE id IN ({_LIST})"  # noqa: S608
        return dict(self._run(sql, _list(list(numbers))))

    def terms(self) -> dict[int, str]:
        """Return the IRI of each number in the columns."""
        return dict(self._run("SELECT id, value FROM term"))


_LIST: Final = "SELECT value FROM json_each(?)"
_IDS: Final = f"SELECT id FROM term WHERE value IN ({_LIST})"  # noqa: S608
_READING: Final = (
    "reading.node, statement.node, passage, source, speaker, target, stance, evaluation, first, last, basis"
)


def _list(values: list[str] | list[int]) -> str:
    """Values as one value of SQL, which has no lists."""
    import json  # most questions need none

    return json.dumps(values)


def _current(basis: Collection[str]) -> tuple[list[str], list[Any]]:
    """The conditions under which a reading counts, on days of one of some bases, with their values."""
    where = ["NOT reading.gone", "NOT statement.gone"]
    if not basis:
        return where, []
    return [*where, f"basis IN ({_LIST})"], [_list(list(basis))]


def _where(wanted: Wanted, *, undated: bool = False) -> tuple[str, list[str | int]]:
    """The conditions as SQL, with its values."""
    where: list[str] = [] if wanted.all_versions else ["NOT gone"]
    values: list[str | int] = []
    for name, column in _OF_STATEMENT.items():
        if name in wanted.terms:
            where.append(f"speaker IN ({_IDS})" if column == "speaker" else f"source IN ({_IDS})")
            values.append(_list(list(wanted.terms[name])))
    if "id" in wanted.terms:
        where.append(f"node IN ({_LIST})")
        values.append(_list(list(wanted.terms["id"])))
    its = [] if wanted.all_versions else ["NOT gone"]
    if "about" in wanted.terms:
        its.append(f"target IN ({_IDS})")
        values.append(_list(list(wanted.terms["about"])))
    if "value" in wanted.terms:
        its.append(f"(stance IN ({_IDS}) OR evaluation IN ({_IDS}))")
        values += [_list(list(wanted.terms["value"]))] * 2
    if not {"about", "value"}.isdisjoint(wanted.terms):
        where.append(f"id IN (SELECT statement FROM reading WHERE {' AND '.join(its)})")  # noqa: S608
    if wanted.basis:
        where.append(f"basis IN ({_LIST})")
        values.append(_list(list(wanted.basis)))
    period = wanted.since is not None or wanted.until is not None
    if undated or period:
        where.append("last IS NULL" if undated else "last IS NOT NULL")
    if wanted.since is not None and not undated:
        where.append("last >= ?")
        values.append(wanted.since)
    if wanted.until is not None:
        where.append("(first IS NULL OR first <= ?)")
        values.append(wanted.until)
    return " AND ".join(where) or "1", values
