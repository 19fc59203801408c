"""Positions of actors on targets, computed from readings by the rules of :mod:`kg.model`.

Stored positions are computed from all readings. This module computes those of a view: as of a day, or only
from statements that their source dates. It also finds readings on which coders differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from kg.model.coders import coders_differ
from kg.model.positions import Dated, Run, runs
from kg.model.sides import Stand, by_day, stand
from kg.namespaces import BASIS
from kg.questions.answer import Asker, Row, grouped, notation, plain
from kg.questions.offices import day
from kg.store.index.record_lookup import Records
from kg.store.terms import Term, iri

#: Maximum number of pairs of targets and actors in one query, because engines go through all pairs.
_TOGETHER: Final = 50
_OF: Final = {"about": "target", "by": "holder"}
#: Up to so many readings, one query for all of their evidence is faster than the columns.
_FEW: Final = 100
_UNNAMED: Final = "an unnamed coder"


@dataclass(frozen=True, slots=True)
class Key:
    """The holder and target of a position, and whether it is a stance or an evaluation."""

    holder: str
    target: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with everything that decides the position of its speaker.

    Attributes:
        reading: IRI of the reading; ``statement``, ``passage`` and ``source`` are those of what was read.
        key: its holder and target.
        holder_label: name of the speaker; ``target_label`` is that of the target.
        value: notation of the stance or evaluation.
        counts_from: first day on which the statement counts, ``counts_until`` the last; None if undated.
        counts_by: basis of these days.
    """

    reading: str
    statement: str
    passage: str
    source: str
    key: Key
    holder_label: str
    target_label: str
    value: str
    counts_from: date | None
    counts_until: date | None
    counts_by: str | None

    @property
    def dated(self) -> Dated:
        """The reading as input to positions."""
        return Dated(self.reading, self.value, self.counts_from, self.counts_until)


@dataclass(frozen=True, slots=True)
class View:
    """The readings considered: all, those that may have been made by a day, or those with a stated date.

    Attributes:
        until: the day of the view; None for the current state.
        stated: whether to leave out statements that their source does not date.
    """

    until: date | None = None
    stated: bool = False

    @classmethod
    def of(cls, terms: Mapping[str, Sequence[Term]]) -> View:
        """Return the view for the parameters ``until`` and ``dates`` of a question."""
        until = day(terms["until"][0].value) if terms.get("until") else None
        return cls(until, "dates" in terms)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out, so that stored positions are valid."""
        return self.until is None and not self.stated


def judged(
    asker: Asker,
    *,
    about: Iterable[str] | None = None,
    by: Iterable[str] | None = None,
    stated: bool = False,
    only: Mapping[str, Collection[str]] | None = None,
) -> list[Judged]:
    """Return the readings on some targets by some actors, in order of time.

    Args:
        asker: the graph; superseded and retracted readings never count.
        about: IRIs of targets; None for all.
        by: IRIs of speakers; None for all.
        stated: whether to leave out statements that their source does not date.
        only: the targets that count, by actor; None for all of ``about``.
    """
    index = asker.store.index
    records = None if index is None else index.records
    if records is not None:
        return sorted(_from_columns(asker, records, about, by, stated=stated, only=only), key=_order)
    found: dict[tuple[str, str], Judged] = {}
    for its in _rows(asker, about, by, stated):
        if only is not None and its["target"] not in only.get(str(its["holder"]), ()):
            continue
        for scheme in ("stance", "evaluation"):
            if its[scheme] is None:
                continue
            one = Judged(
                reading=str(its["reading"]),
                statement=str(its["statement"]),
                passage=str(its["passage"]),
                source=str(its["source"]),
                key=Key(str(its["holder"]), str(its["target"]), scheme),
                holder_label=str(its["holder_label"]),
                target_label=str(its["target_label"]),
                value=str(notation(its[scheme])),
                counts_from=day(its["counts_from"]),
                counts_until=day(its["counts_until"]),
                counts_by=notation(its["counts_by"]),
            )
            found.setdefault((one.reading, scheme), one)
    return sorted(found.values(), key=_order)


def _from_columns(
    asker: Asker,
    records: Records,
    about: Iterable[str] | None,
    by: Iterable[str] | None,
    *,
    stated: bool,
    only: Mapping[str, Collection[str]] | None,
) -> Iterator[Judged]:
    """The readings, from the columns of the index; only names come from the graph."""
    about, by = (None if names is None else set(names) for names in (about, by))
    for turn in _asked(about, by, stated=stated):
        asker.note("judged", turn)
    rows = records.readings(about=about, by=by, basis=("stated", "inferred") if stated else ())
    terms = records.terms()
    if only is not None:
        numbers = {term: number for number, term in terms.items()}
        pairs = {
            (numbers[who], numbers[what])
            for who, targets in only.items()
            if who in numbers
            for what in targets
            if what in numbers
        }
        rows = [row for row in rows if (row[4], row[5]) in pairs]
    yield from _of_rows(asker, rows, terms)


def judged_of(asker: Asker, records: Records, numbers: Iterable[int]) -> list[Judged]:
    """Return the readings with some numbers of the columns, in order of time."""
    return sorted(_of_rows(asker, records.readings(numbers=numbers), records.terms()), key=_order)


def _of_rows(asker: Asker, rows: Sequence[tuple[Any, ...]], terms: Mapping[int, str]) -> Iterator[Judged]:
    """The readings of rows of the columns; those without names, passage or source are left out."""
    names = labels_of(asker, {terms[number] for row in rows for number in (row[4], row[5])})
    keys: dict[tuple[int, int, str], Key] = {}
    days: dict[str | None, date | None] = {None: None}
    values = {number: str(notation(term)) for number, term in terms.items()}
    for reading, statement, passage, source, holder, target, stance, evaluation, first, last, basis in rows:
        who, what = names.get(terms[holder]), names.get(terms[target])
        if who is None or what is None or passage is None or source is None:
            continue
        for each in (first, last):
            if each not in days:
                days[each] = day(each)
        for scheme, judged_as in (("stance", stance), ("evaluation", evaluation)):
            if judged_as is None:
                continue
            key = keys.get((holder, target, scheme))
            if key is None:
                key = keys[holder, target, scheme] = Key(terms[holder], terms[target], scheme)
            yield Judged(
                *(reading, statement, passage, terms[source], key, who, what),
                *(values[judged_as], days[first], days[last], basis),
            )


def labels_of(asker: Asker, nodes: Collection[str]) -> dict[str, str]:
    """Return the labels of nodes, by IRI; of several, the first."""
    return {node: its[0] for node, its in labels_by_node(asker, nodes).items()}


def labels_by_node(asker: Asker, nodes: Collection[str]) -> dict[str, list[str]]:
    """Return all labels of nodes, by IRI; without those that have none."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in asker.batched("labelled", {"node": [iri(node) for node in sorted(nodes)]}) if nodes else ():
        if (node := row["node"]) and (label := row["label"]):
            found[node.value].append(label.value)
    return dict(found)


def _asked(
    about: Collection[str] | None, by: Collection[str] | None, *, stated: bool
) -> list[dict[str, Sequence[Term]]]:
    """The parameters of the query that gives what the columns give, to be shown."""
    params = {key: _terms(names) for key, names in (("about", about), ("by", by)) if names is not None}
    return [{**params, **({"dates": []} if stated else {})}]


def _rows(asker: Asker, about: Iterable[str] | None, by: Iterable[str] | None, stated: bool) -> list[Row]:
    """The rows of ``parts/judged.rq``; of many targets and many actors, one set is filtered in Python."""
    current = Asker(asker.store)
    current.ran = asker.ran
    chosen = {key: _terms(names) for key, names in (("about", about), ("by", by)) if names is not None}
    if any(not terms for terms in chosen.values()):
        return []
    rest: dict[str, Sequence[Term]] = {"dates": []} if stated else {}
    asked = dict(chosen)
    while len(asked) > 1 and len(asked["about"]) * len(asked["by"]) > _TOGETHER:
        del asked[max(asked, key=lambda key: len(asked[key]))]
    first = max(asked, key=lambda key: len(asked[key]), default=None)
    only = {} if first is None else {first: asked.pop(first)}
    wanted = {key: {term.value for term in terms} for key, terms in chosen.items()}
    found = []
    for row in current.batched("judged", only, **asked, **rest):
        its = {key: plain(value) for key, value in row.items()}
        if all(its[_OF[key]] in names for key, names in wanted.items()):
            found.append(its)
    return found


def _order(one: Judged) -> tuple[date, date, str]:
    return one.counts_until or date.min, one.counts_from or date.min, one.reading


def by_key(readings: Iterable[Judged]) -> dict[Key, list[Judged]]:
    """Group readings by actor and target; order is kept."""
    groups: dict[Key, list[Judged]] = defaultdict(list)
    for one in readings:
        groups[one.key].append(one)
    return dict(groups)


def runs_of(readings: Iterable[Judged], on: date | None = None) -> list[Run]:
    """Return the positions of one actor on one target as of a day (None: now), the oldest first."""
    return runs(by_day([one.dated for one in readings], on))


def stands(readings: Iterable[Judged], on: date | None = None) -> dict[Key, Stand]:
    """Return the stand of each actor on each target on a day (None: now)."""
    found = {key: stand((one.dated for one in its), on) for key, its in by_key(readings).items()}
    return {key: its for key, its in found.items() if its is not None}


class Behind(NamedTuple):
    """A reading behind a position, with its holder, target and passage."""

    reading: str
    holder: str
    target: str
    passage: str


def read_otherwise(
    asker: Asker,
    readings: Iterable[Behind],
    *,
    about: Sequence[Term] | None = None,
    by: Sequence[Term] | None = None,
) -> dict[str, list[str]]:
    """Return who read what, by reading, for readings whose words coders read differently or find unclear.

    Args:
        asker: the graph.
        readings: those behind positions, which do not include unclear ones.
        about: the targets, if these are few; None for all.
        by: the speakers, if these are few; None for all.
    """
    current = Asker(asker.store)
    current.ran = asker.ran
    groups: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in readings:
        groups[one.holder, one.target, one.passage].add(one.reading)
    chosen = {key: terms for key, terms in (("about", about), ("by", by)) if terms is not None}
    for row in current.part("unclear", **chosen) if groups else ():
        its = {key: str(plain(value)) for key, value in row.items()}
        at = its["by"], its["about"], its["passage"]
        if at in groups:
            groups[at].add(its["reading"])
    several = {at: names for at, names in groups.items() if len(names) > 1}
    evidence = evidence_of(current, (name for names in several.values() for name in names))
    differing: dict[str, list[str]] = {}
    for at, names in several.items():
        by_scheme: dict[str, list[Row]] = defaultdict(list)
        for row in (evidence[name] for name in names if name in evidence):
            by_scheme[str(row["code"]).partition("#")[0]].append(row)
        for its_rows in by_scheme.values():
            if coders_differ((at[2], row["code"]) for row in its_rows):
                words = who_read_what((row["coder_label"], str(notation(row["code"]))) for row in its_rows)
                differing |= dict.fromkeys((row["reading"] for row in its_rows), words)
    return differing


def evidence_of(asker: Asker, readings: Iterable[str]) -> dict[str, Row]:
    """Return the rows of ``parts/evidence.rq`` by reading: words, days, source and coder."""
    chosen = sorted(set(readings))
    index = asker.store.index
    records = None if index is None else index.records
    found = {} if records is None or len(chosen) <= _FEW else _by_columns(asker, records, chosen)
    rest = _terms(name for name in chosen if name not in found)
    rows = grouped(asker.batched("evidence", {"reading": rest}), "reading") if rest else {}
    by_query = {reading: its[0] for reading, its in rows.items()}
    return found | by_query


def _by_columns(asker: Asker, records: Records, readings: Sequence[str]) -> dict[str, Row]:
    """The rows of ``parts/evidence.rq`` by reading, from a smaller query and the columns of the index.

    Missing are readings with both a stance and an evaluation, and those for which a name is missing or one of
    several: only the query itself decides what becomes of them.
    """
    terms = records.terms()
    words: dict[str, Row] = {}
    for its in asker.batched("wording", {"reading": _terms(readings)}):
        words.setdefault(
            its["reading"].value if its["reading"] else "", {k: plain(v) for k, v in its.items()}
        )
    known = [
        row
        for row in records.statements_of(words)
        if row[3] is not None and (row[4] is None) != (row[5] is None)
    ]
    labels = labels_by_node(
        asker,
        {terms[number] for row in known for number in row[2:4]}
        | {str(its[key]) for its in words.values() for key in ("coder", "for") if its[key] is not None},
    )
    names = {node: its[0] for node, its in labels.items() if len(its) == 1}
    found: dict[str, Row] = {}
    for reading, statement, speaker, source, stance, evaluation, first, last, basis in known:
        its = words[reading]
        who, where = terms[speaker], terms[source]
        if all(name is None or name in names for name in (who, where, its["coder"], its["for"])):
            found[reading] = its | {
                "statement": statement,
                **{"speaker": who, "speaker_label": names[who]},
                **{"source": where, "source_label": names[where]},
                "coder_label": None if its["coder"] is None else names[str(its["coder"])],
                "for_label": None if its["for"] is None else names[str(its["for"])],
                "code": terms[evaluation if stance is None else stance],
                **{"counts_from": first, "counts_until": last},
                "counts_by": None if basis is None else BASIS[basis],
            }
    return found


def coders(asker: Asker, readings: Iterable[Judged]) -> dict[tuple[Key, str], list[str]]:
    """Return who read what in words that coders read differently: ["Ann Coder support", "Ben Coder oppose"].

    The result is by holder and target, and passage.
    """
    groups: dict[tuple[Key, str], list[Judged]] = defaultdict(list)
    for one in readings:
        groups[one.key, one.passage].append(one)
    differing = {
        at: its for at, its in groups.items() if coders_differ((one.passage, one.value) for one in its)
    }
    read_by = _coders_of(asker, (one.reading for its in differing.values() for one in its))
    return {
        at: who_read_what((read_by.get(one.reading), one.value) for one in its)
        for at, its in differing.items()
    }


def _coders_of(asker: Asker, readings: Iterable[str]) -> dict[str, str]:
    """The name of the coder of each reading that has one; of several, the first."""
    chosen = _terms(readings)
    coded: dict[str, str] = {}
    for row in asker.batched("coder", {"reading": chosen}) if chosen else ():
        if (reading := row["reading"]) and (coder := row["coder"]):
            coded[reading.value] = min(coder.value, coded.get(reading.value, coder.value))
    labels = labels_of(asker, set(coded.values()))
    return {reading: labels[coder] for reading, coder in coded.items() if coder in labels}


def who_read_what(pairs: Iterable[tuple[str | None, str]]) -> list[str]:
    """Return coders with their values in words, each once, in order.

    >>> who_read_what([("Ben Coder", "oppose"), ("Ann Coder", "support"), ("Ben Coder", "oppose")])
    ['Ann Coder support', 'Ben Coder oppose']
    """
    return [f"{name} {value}" for name, value in sorted({(who or _UNNAMED, value) for who, value in pairs})]


def _terms(names: Iterable[str]) -> list[Term]:
    return [iri(name) for name in sorted(set(names))]
