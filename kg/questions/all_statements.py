"""Every current statement as a full row, read property by property.

The queries of :mod:`kg.questions.statements` join some thirty patterns for each statement. For all
statements of a large store it takes a third of the time to read each property once and join the values here.
That is only done where it gives the same rows: in a graph that has one value where a row has one, and no
blank nodes.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from kg.model.coders import coders_differ
from kg.model.statement import COLUMNS, Reading, Statement
from kg.namespaces import DCTERMS, OA, PROV, RDFS, SCHEMA, WSW, XSD
from kg.questions import cells
from kg.questions.answer import Asker, Row, Value, grouped, notation
from kg.questions.offices import Offices, offices_of
from kg.questions.said import said
from kg.questions.sheet_lines import place
from kg.questions.statements import UNREVISED, refuse_undated
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from kg.store.base import Store

#: Properties of which a statement must have one value, and those of which it may have one.
_NEEDED: Final = (WSW.speaker, WSW.mode, WSW.text, WSW.passage, WSW.reportedIn)
_OPTIONAL: Final = (WSW.earliest, WSW.latest, WSW.countsFrom, WSW.countsUntil, WSW.countsBy)
#: Properties of which a statement may have several values.
_SEVERAL: Final = (
    *(WSW.onBehalfOf, WSW.cue, WSW.dateBasis, WSW.datePrecision, WSW.dateReason, WSW.addressee, WSW.place),
    *(WSW.occasion, WSW.reportedBy, PROV.wasAttributedTo, DCTERMS.description, WSW.codedAt),
)
#: Properties of which a reading may have one value, as it may have one coder.
_OF_READING: Final = (WSW.target, WSW.stance, WSW.evaluation, WSW.score, WSW.confidence, WSW.reason)
#: All properties that are read, in order.
_ORDER: Final = (
    *(PROV.wasRevisionOf, PROV.invalidatedAtTime, *_NEEDED, WSW.readingOf, *_OPTIONAL, *_SEVERAL),
    *(SCHEMA.url, *_OF_READING, WSW.quotation, OA.start, OA.end, OA.exact, WSW.sha256, RDFS.label),
)
_DAY: Final = re.compile(rf'"\d{{4}}-\d\d-\d\d"\^\^<{re.escape(XSD.date)}>')
#: Number of values to remember.
_REMEMBERED: Final = 50_000

#: The cells of a node by property: one cell, or several.
_Cells = dict[str, Any]
_Pair = tuple[Value, Value]


class _Irregular(Exception):
    """The graph has something that only the queries can handle."""


def all_statements(store: Store) -> Iterator[Statement]:
    """Yield every statement that is neither superseded nor retracted, in the order of ``kg said``.

    Raises:
        StoreError: the graph has no days on which its statements count; an older version of kg built it.
        OutOfTime: the time limit of the store has passed.
    """
    if isinstance(store, OxigraphStore):
        try:
            found = _Reader(store).read()
        except _Irregular:
            pass
        else:
            yield from found
            return
    yield from said(store).rows


class _Reader:
    """What is read of a store.

    Attributes:
        statements, readings, passages, sources, quotations: the cells of each node.
        labels: of everything that has one.
    """

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store
        self.labels: dict[str, list[Value]] = {}
        self.statements: dict[str, _Cells] = {}
        self.readings: dict[str, _Cells] = {}
        self.passages: dict[str, _Cells] = {}
        self.sources: dict[str, _Cells] = {}
        self.quotations: dict[str, _Cells] = {}
        self._known: dict[str, str] = {}
        self._tables = _tables(store)

    def read(self) -> Iterator[Statement]:
        """Read the store, and return the rows.

        Raises:
            _Irregular: the rows would not be those of the queries.
        """
        try:
            return self._read()
        finally:
            self._tables.close()

    def _read(self) -> Iterator[Statement]:
        gone = {value for _, value in self._pairs(PROV.wasRevisionOf)}
        gone |= {subject for subject, _ in self._pairs(PROV.invalidatedAtTime)}
        self._read_statements(gone)
        self._read_details()
        self._read_quotations()
        for subject, label in self._pairs(RDFS.label):
            if subject in self.labels:
                raise _Irregular
            self.labels[subject] = [cells.value(label)]
        kept = {
            node: its
            for node, its in self.statements.items()
            if all(term in its for term in _NEEDED)
            and its[WSW.speaker] in self.labels
            and its[WSW.reportedIn] in self.labels
            and self.passages[its[WSW.passage]].keys() >= {OA.start, OA.end}
        }
        self.statements = kept
        order = self._order()
        if order:
            refuse_undated(self._store, (its.get(WSW.countsBy) for its in kept.values()))
        return self._rows(order)

    def _read_statements(self, gone: set[str]) -> None:
        """Read which statements and readings count, and what no statement can lack."""
        rows = self._store.tsv(f"SELECT ?s {{ ?s a <{WSW.Statement}> }}", limit=self._store.limit)
        nodes = rows.decode().split("\n")[1:-1]
        self.statements = {node: {} for node in nodes if node not in gone}
        for term in _NEEDED:
            self._fill(term, single=[self.statements])
        self.sources = {its[WSW.reportedIn]: {} for its in self.statements.values() if WSW.reportedIn in its}
        self.passages = {its[WSW.passage]: {} for its in self.statements.values() if WSW.passage in its}
        for node, statement in self._pairs(WSW.readingOf):
            if node in self.readings:
                raise _Irregular
            if node not in gone and statement in self.statements:
                self.readings[node] = {WSW.readingOf: statement}

    def _read_details(self) -> None:
        for term in _OPTIONAL:
            of_source = [self.sources] if term in (WSW.earliest, WSW.latest) else []
            self._fill(term, single=[self.statements], several=of_source)
        for term in _SEVERAL:
            of_reading = [self.readings] if term == PROV.wasAttributedTo else []
            self._fill(term, single=of_reading, several=[self.statements])
        self._fill(SCHEMA.url, several=[self.sources])
        for term in _OF_READING:
            self._fill(term, single=[self.readings])
        for node, its in self.readings.items():
            if WSW.target in its:
                _add(self.statements[its.pop(WSW.readingOf)], WSW.readingOf, node)

    def _read_quotations(self) -> None:
        self._fill(WSW.quotation, several=[self.statements])
        self.quotations = {
            node: {} for its in self.statements.values() for node in _each(its.get(WSW.quotation))
        }
        self._fill(OA.start, single=[self.passages, self.quotations])
        self._fill(OA.end, single=[self.passages])
        self._fill(OA.exact, single=[self.quotations])
        for its in (*self.passages.values(), *self.quotations.values()):
            if not all(cells.INTEGER.fullmatch(cell) for term, cell in its.items() if term != OA.exact):
                raise _Irregular
        self._fill(WSW.sha256, several=[self.passages])

    def _fill(
        self,
        term: str,
        *,
        single: Sequence[dict[str, _Cells]] = (),
        several: Sequence[dict[str, _Cells]] = (),
    ) -> None:
        """Enter a property of nodes.

        Args:
            term: the property.
            single: nodes that must not have two values.
            several: nodes that may have several values.
        """
        for subject, value in self._pairs(term):
            for nodes in single:
                its = nodes.get(subject)
                if its is not None:
                    if term in its:
                        raise _Irregular
                    its[term] = value
            for nodes in several:
                its = nodes.get(subject)
                if its is not None:
                    _add(its, term, value)

    def _pairs(self, term: str) -> Iterator[tuple[str, str]]:
        """Yield the subjects and objects of a property, as cells of :mod:`kg.store.tsv`."""
        read, rows = next(self._tables)
        assert read == term, read
        if self._store.on_read is not None:
            self._store.on_read(_ORDER.index(term), 2 * len(_ORDER))
        if b"\n_:" in rows or b"\t_:" in rows:
            raise _Irregular
        known = self._known
        every = cells.lines(rows)
        del rows
        next(every)
        for row in every:
            subject, _, value = row.partition("\t")
            yield subject, known.setdefault(value, value)
            if len(known) > _REMEMBERED:
                known.clear()

    def _order(self) -> list[str]:
        """The statements, newest first, undated ones last."""
        keys = []
        for node, its in self.statements.items():
            until = its.get(WSW.countsUntil)
            if until is not None and _DAY.fullmatch(until) is None:
                raise _Irregular
            span = self.passages[its[WSW.passage]]
            keys.append((its[WSW.reportedIn], int(span[OA.start]), int(span[OA.end]), node, until or ""))
        keys.sort(key=lambda key: (key[0][:-1], key[1], key[2], key[3][:-1]))
        keys.sort(key=lambda key: key[4], reverse=True)
        return [key[3] for key in keys]

    def _rows(self, order: list[str]) -> Iterator[Statement]:
        asker = Asker(self._store)
        offices = offices_of(asker)
        embeds = grouped(asker.part("embeds"))
        for number, node in enumerate(order):
            if self._store.on_read is not None and number % 1_000 == 0:
                self._store.on_read(len(order) + number, 2 * len(order))
            yield self._row(node, offices, embeds)
        if self._store.on_read is not None:
            self._store.on_read(1, 1)

    def _row(self, node: str, offices: Offices, embeds: dict[str, list[Row]]) -> Statement:
        its = self.statements.pop(node)
        values = partial(self._values, its)
        source, passage = self.sources[its[WSW.reportedIn]], self.passages[its[WSW.passage]]
        days = _one(its, WSW.countsFrom), _one(its, WSW.countsUntil)
        address, speaker = node[1:-1], its[WSW.speaker]
        held = offices.at(speaker[1:-1], *days, its[WSW.reportedIn][1:-1])
        about = self._about(its)
        addressee, where, coder = (
            values(term)[:1] or [(None, None)] for term in (WSW.addressee, WSW.place, PROV.wasAttributedTo)
        )
        on_behalf_of, reported_by = values(WSW.onBehalfOf), values(WSW.reportedBy)
        sheet, line = place(_first(values(WSW.codedAt)))
        row: Row = {
            "id": address,
            "speaker": speaker[1:-1],
            "speaker_label": self.labels[speaker][0],
            "speaker_roles": [office.words for office in held],
            "speaker_roles_known": [office.known for office in held],
            "on_behalf_of": [value for value, _ in on_behalf_of],
            "on_behalf_of_labels": [label for _, label in on_behalf_of],
            "mode": notation(_one(its, WSW.mode)),
            "text": _one(its, WSW.text),
            "quotes": self._quotes(its),
            "cue": _first(values(WSW.cue)),
            "said_earliest": _one(its, WSW.earliest),
            "said_latest": _one(its, WSW.latest),
            "date_basis": notation(_first(values(WSW.dateBasis))),
            "date_precision": notation(_first(values(WSW.datePrecision))),
            "date_reason": _first(values(WSW.dateReason)),
            "counts_from": days[0],
            "counts_until": days[1],
            "counts_by": notation(_one(its, WSW.countsBy)),
            "addressee": addressee[0][0],
            "addressee_label": addressee[0][1],
            "place": where[0][0],
            "place_label": where[0][1],
            "occasion": _first(values(WSW.occasion)),
            "about": about,
            "source": its[WSW.reportedIn][1:-1],
            "source_label": self.labels[its[WSW.reportedIn]][0],
            "source_url": _first(self._values(source, SCHEMA.url)),
            "source_earliest": _first(self._values(source, WSW.earliest)),
            "source_latest": _first(self._values(source, WSW.latest)),
            "reported_by": [value for value, _ in reported_by],
            "reported_by_labels": [label for _, label in reported_by],
            "embeds": [
                {
                    **{key: found[key] for key in ("embedded", "attributee", "attributee_label")},
                    "attitude": notation(found["attitude"]),
                    "text": found["text"],
                }
                for found in embeds.get(address, ())
            ],
            "note": _first(values(DCTERMS.description)),
            "start": _one(passage, OA.start),
            "end": _one(passage, OA.end),
            "sha256": _first(self._values(passage, WSW.sha256)),
            "coder": coder[0][0],
            "coder_label": coder[0][1],
            "coders_differ": len(about) > 1
            and coders_differ((one["target"], str(one["stance"] or one["evaluation"])) for one in about),
            **UNREVISED,
            "status": "current",
            "sheet": sheet,
            "line": line,
        }
        return cast(Statement, {column: row[column] for column in COLUMNS})

    def _values(self, its: _Cells, term: str) -> list[_Pair]:
        """The values of a property with their labels, in the order of :mod:`kg.questions.statements`."""
        found = its.get(term)
        if found is None:
            return []
        if isinstance(found, str):
            return [(cells.value(found), self.labels.get(found, _NONE)[0])]
        pairs = [(cells.value(cell), self.labels.get(cell, _NONE)[0]) for cell in found]
        return sorted(pairs, key=lambda pair: (str(pair[1] or ""), str(pair[0])))

    def _quotes(self, its: _Cells) -> list[Value]:
        found = []
        for node in _each(its.get(WSW.quotation)):
            quotation = self.quotations[node]
            if len(quotation) == 2:
                found.append((int(quotation[OA.start]), node[:-1], cells.value(quotation[OA.exact])))
        return [exact for _, _, exact in sorted(found)]

    def _about(self, its: _Cells) -> list[Reading]:
        found = []
        for node in _each(its.get(WSW.readingOf)):
            reading = self.readings.pop(node)
            target = reading[WSW.target]
            if target not in self.labels:
                continue
            coder = reading.get(PROV.wasAttributedTo)
            one = {
                "reading": node[1:-1],
                "target": target[1:-1] if target[0] == "<" else cells.value(target),
                "label": self.labels[target][0],
                "stance": notation(_one(reading, WSW.stance)),
                "evaluation": notation(_one(reading, WSW.evaluation)),
                "score": _one(reading, WSW.score),
                "confidence": notation(_one(reading, WSW.confidence)),
                "reason": _one(reading, WSW.reason),
                "coder": None if coder is None else cells.value(coder),
                "coder_label": None if coder is None else self.labels.get(coder, _NONE)[0],
                "status": "current",
            }
            found.append(((str(one["label"]), target[:-1], node[:-1]), one))
        return [cast(Reading, one) for _, one in sorted(found, key=lambda pair: pair[0])]


_NONE: Final[list[Value]] = [None]


def _tables(store: Store) -> Generator[tuple[str, bytes], None, None]:
    """Yield each property with its subjects and objects; the engine reads one while the last is worked on."""
    context = copy_context()  # has the deadline of the question
    threads = ThreadPoolExecutor(1)

    def ask(term: str) -> Future[bytes]:
        sparql = f"SELECT ?s ?v {{ ?s <{term}> ?v }}"
        return threads.submit(context.run, partial(store.tsv, sparql, limit=store.limit))

    try:
        waiting = ask(_ORDER[0])
        for term, following in zip(_ORDER, (*_ORDER[1:], None), strict=True):
            rows = waiting.result()
            if following is not None:
                waiting = ask(following)
            yield term, rows
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _each(found: Any) -> tuple[str, ...]:
    return () if found is None else (found,) if isinstance(found, str) else found


def _add(its: _Cells, term: str, value: str) -> None:
    before = its.get(term)
    its[term] = value if before is None else (*_each(before), value)


def _one(its: _Cells, term: str) -> Value:
    cell = its.get(term)
    return None if cell is None else cells.value(cell)


def _first(pairs: list[_Pair]) -> Value:
    return pairs[0][0] if pairs else None
