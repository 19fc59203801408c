"""The statements as the event list of Discourse Network Analyzer: one row per reading.

Columns are separated by semicolons; texts are in quotation marks, with their own semicolons and marks
replaced by commas and apostrophes, as DNA does it. Rows from a DNA database have DNA's numbers and times
again.

DNA has one point in time for each row, ``time``. A statement here counts on one or more days, its own or
those of the publication of its source, so ``time`` is the beginning of the first day, ``time_until``, a
column that DNA does not have, the end of the last, and ``time_basis`` their basis: stated, inferred,
published or unknown. Both come after DNA's own columns, and are left out if every row came from DNA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.coding.texts.text import Text, TextFolder
from kg.model.stances import SCORES
from kg.model.statement import Statement
from kg.namespaces import DATA, WSW
from kg.questions.all_statements import all_statements
from kg.questions.answer import Asker, plain
from kg.questions.catalogue import read

if TYPE_CHECKING:
    from kg.store.base import Store

_BEFORE = ("statement_id", "time", "person", "organization", "concept")
_AFTER = (
    *("start_position", "stop_position", "text", "coder"),
    *("document_id", "document_title", "document_author", "document_source", "document_section"),
    "document_type",
)
#: Columns that DNA does not have.
_TIMES = ("time_until", "time_basis")
#: Columns of the list that are not in the rows of `kg said`.
QUERY = Path(__file__).with_suffix(".rq")

#: Stance or evaluation to DNA's qualifier, which has no value for the others.
_SPAN = re.compile(r"(\d{1,19})-(\d{1,19})")
_AGREES = {code: int(score > 0) for code, score in SCORES.items() if score}
#: The field of a source that marks it as coming from a DNA database.
_FROM_DNA = "DNA document"
_IDS = re.compile(
    r"^Coded in DNA(?:: (?P<name>.+?) = -?\d+(?: and -?\d+)?)? \(statements? (?P<ids>[0-9 ]+)\)\.$"
)
_OWN = re.compile(r"^(?P<name>.+) \(DNA (?P<id>\d+)\)$")

Row = Mapping[str, Any]


def chunks(store: Store, *, base: str = DATA, texts: Path | None = None) -> Iterator[str]:
    """Yield the event list, one line at a time, by the days on which statements count, then by number.

    Args:
        store: the graph.
        base: the common beginning of the workspace's IRIs.
        texts: folder with the texts of the sources, for the words of the passages; without it the column
            holds the quoted words of direct statements.
    """
    events = _Events(store, base, TextFolder(texts) if texts is not None else None)
    rows = sorted(events.rows(), key=lambda row: (row["time"], row["statement_id"]))
    columns = (*_BEFORE, events.qualifier, *sorted(events.extra), *_AFTER, *events.times)
    yield ";".join(f'"{column}"' for column in columns)
    for row in rows:
        yield "\n" + ";".join(_cell(column, row.get(column)) for column in columns)


def _cell(column: str, value: object) -> str:
    if isinstance(value, bool | int | float):
        return str(int(value) if isinstance(value, bool) else value)
    if column in ("time", "time_until") or value is None:
        return str(value or "")
    return '"' + str(value).replace(";", ",").replace('"', "'") + '"'


class _Events:
    """The rows of a store, and its additional columns.

    Attributes:
        qualifier: name of the column for the stance.
        extra: names of the columns of the coder's own variables.
        times: names of the columns that DNA does not have.
    """

    def __init__(self, store: Store, base: str, texts: TextFolder | None) -> None:
        self.base = base
        self.statements = list(all_statements(store))
        self.fields: dict[str, dict[str, Any]] = {}
        self.behalf: dict[str, str] = {}
        self.scores: dict[str, Any] = {}
        for found in Asker(store).rows(read(QUERY, part=True)):
            row = {key: plain(value) for key, value in found.items()}
            node = str(row["node"])
            if row["kind"] == WSW.onBehalfOf:
                self.behalf[node] = str(row["label"] or "")
            elif row["kind"] == WSW.score:
                self.scores[node] = row["value"]
            else:
                value = row["label"] if row["kind"] == WSW.fieldEntity else row["value"]
                self.fields.setdefault(node, {})[str(row["name"])] = value
        self.qualifier, self.extra = "agreement", set[str]()
        known = all(_FROM_DNA in self.fields.get(str(row["source"]), {}) for row in self.statements)
        self.times = () if known else _TIMES
        self.texts = texts
        self._text = cache(self._read)
        self._highest = cache(self._find_highest)
        self._numbers: dict[str, dict[object, int]] = {}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield one row per reading, or per coded passage of DNA; one for a statement without readings."""
        readings = [reading for row in self.statements for reading in row["about"]]
        named = [found["name"] for reading in readings if (found := _IDS.match(reading["reason"] or ""))]
        self.qualifier = next((name for name in sorted(filter(None, named))), self.qualifier)
        with_scores = any(reading["reading"] in self.scores for reading in readings)
        for statement in sorted(self.statements, key=_order):
            its = self.fields.get(str(statement["id"]), {})
            left = _numbers(its.get("DNA statement"))
            known = dict(zip(left, _numbers(its.get("DNA coder")), strict=False))
            common = self._common(statement, its)
            for reading in statement["about"]:
                match = _IDS.match(reading["reason"] or "")
                ids = _numbers(match["ids"]) if match else [self._number("statement", reading["reading"])]
                left = [one for one in left if one not in ids]
                value = self.scores.get(reading["reading"]) if with_scores else None
                if value is None and not with_scores:
                    value = _AGREES.get(reading["stance"] or reading["evaluation"] or "")
                for one in ids:
                    yield {
                        **common,
                        **self._own(its, one),
                        "statement_id": one,
                        "concept": reading["label"],
                        self.qualifier: its.get(f"{self.qualifier} (DNA {one})", value),
                        "coder": known.get(one) or self._number("coder", reading["coder"]),
                    }
            for one in left or ([] if statement["about"] else [self._number("statement", statement["id"])]):
                coder = known.get(one) or self._number("coder", statement["coder"])
                own = {**self._own(its, one), "statement_id": one, "concept": "", "coder": coder}
                yield {**common, **own}

    def _common(self, statement: Statement, its: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values shared by all rows of a statement."""
        source = str(statement["source"])
        of_source = self.fields.get(source, {})
        person, organization = self._actors(statement)
        first, last, at = statement["counts_from"], statement["counts_until"], of_source.get("Time")
        span = _SPAN.fullmatch(str(its.get("DNA span") or f"{statement['start']}-{statement['end']}"))
        reporters = "" if of_source else ", ".join(map(str, statement["reported_by_labels"]))
        return {
            "time": f"{first} {at or '00:00:00'}" if first else "",
            "time_until": f"{last} {at or '23:59:59'}" if last else "",
            "time_basis": statement["counts_by"],
            "person": person,
            "organization": organization,
            "start_position": None if span is None else int(span[1]),
            "stop_position": None if span is None else int(span[2]),
            "text": self._words(statement),
            "document_id": of_source.get(_FROM_DNA) or self._number("document", source),
            "document_title": statement["source_label"],
            "document_author": of_source.get("Author", reporters),
            "document_source": of_source.get("Source", ""),
            "document_section": of_source.get("Section", ""),
            "document_type": of_source.get("Type", ""),
        }

    def _actors(self, statement: Statement) -> tuple[str, str]:
        speaker, label = str(statement["speaker"]), str(statement["speaker_label"])
        if speaker == f"{self.base}group/not-named":
            return "", ""
        if not speaker.startswith(f"{self.base}person/"):
            return "", label
        return label, self.behalf.get(str(statement["id"]), "")

    def _own(self, its: Mapping[str, Any], number: int) -> dict[str, Any]:
        """Return the coder's own variables of this coded passage."""
        own: dict[str, Any] = {}
        for name, value in its.items():
            if name.startswith("DNA "):
                continue
            found = _OWN.match(name)
            if found is not None and found["name"] == self.qualifier:
                continue
            column = found["name"] if found is not None else name
            if column not in (*_BEFORE, *_AFTER, *_TIMES):
                self.extra.add(column)
                own |= {column: value} if found is None or int(found["id"]) == number else {}
        return own

    def _words(self, statement: Statement) -> str:
        text, start, end = self._text(str(statement["source"])), statement["start"], statement["end"]
        if text is not None and _is_span(start, end) and text.slice_hash(start, end) == statement["sha256"]:
            return text.content[start:end]
        return str(statement["text"]) if statement["mode"] == "direct" else ""

    def _read(self, source: str) -> Text | None:
        found = self.texts.find(source.rpartition("/")[2]) if self.texts is not None else None
        return found.text if found is not None else None

    def _number(self, kind: str, thing: object) -> int:
        """Return a new number for a thing without a DNA number, in the order of first use."""
        given = self._numbers.setdefault(kind, {})
        if thing not in given:
            given[thing] = self._highest(f"DNA {kind}") + len(given) + 1
        return given[thing]

    def _find_highest(self, name: str) -> int:
        return max((n for its in self.fields.values() for n in _numbers(its.get(name))), default=0)


def _is_span(start: object, end: object) -> bool:
    return isinstance(start, int) and isinstance(end, int)


def _order(statement: Statement) -> tuple[str, str]:
    return str(statement["counts_from"] or ""), str(statement["id"])


def _numbers(value: object) -> list[int]:
    """Return DNA's numbers from a field: one as a number, several separated by spaces.

    >>> _numbers(12), _numbers("12 14"), _numbers(None)
    ([12], [12, 14], [])
    """
    return [int(part) for part in str(value).split() if part.isdecimal() and len(part) < 20]
