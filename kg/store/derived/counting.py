"""When statements count, from what a whole store holds, by :func:`kg.model.counting.counted`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from kg.model.counting import counted
from kg.namespaces import BASIS, WSW, XSD
from kg.store.derived.changes import Changes
from kg.store.index.harvest import Harvest
from kg.store.terms import iri, literal

_FOLDER: Final = Path(__file__).parent
_Counted = tuple[str, str | None, str | None, str]


def work_out(harvest: Harvest) -> None:
    """Fill the staging table ``counted``, from which positions and the index take their days."""
    ask = harvest.tables.execute
    rows = ask((_FOLDER / "statements.sql").read_text(encoding="utf-8")).fetchall()
    ask("BEGIN")
    harvest.tables.executemany("INSERT INTO counted VALUES (?, ?, ?, ?)", _worked_out(rows))
    ask("COMMIT")


def _worked_out(rows: list[tuple[str | None, ...]]) -> Iterator[_Counted]:
    for node, first, last, basis, published, until, source, before, after, by in rows:
        found = counted(
            day(first),
            day(last),
            None if basis is None else basis.rsplit("#", 1)[-1],
            day(published),
            day(until),
        )
        if found.basis == "unknown" and source is None and by is not None:
            # The source is in no file that was loaded: what its workspace worked out stands.
            yield str(node), before, after, by.rsplit("#", 1)[-1]
        else:
            yield str(node), _text(found.earliest), _text(found.latest), found.basis


def renew(harvest: Harvest, changes: Changes) -> None:
    """Bring the days on which the statements of the store count in step with their dates."""
    for node, first, last, basis in harvest.tables.execute(
        (_FOLDER / "counting.sql").read_text(encoding="utf-8")
    ):
        for term, value in ((WSW.countsFrom, first), (WSW.countsUntil, last)):
            changes.set(node, term, [] if value is None else [literal(value, XSD.date).n3()])
        changes.set(node, WSW.countsBy, [iri(BASIS[basis]).n3()])


def day(text: str | None) -> date | None:
    """The day of an xsd:date, whatever its time zone; None where Python's calendar has none such."""
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
