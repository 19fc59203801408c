"""Who held which office on a day, and how that is known.

Sheets contain *records* of offices: an actor holds or held an office of a body, since a day, until a day,
or according to a source of some day ("attested"). Records of one actor, office and body, from all sheets,
are combined into *tenures* by these rules:

1. A record with ``since`` or ``until`` makes a tenure between them; one without is evidence that the
   office was held (or, if it is marked "former", that it had ended) on the day of its source.
2. A later end closes an earlier open tenure: an ``until``, or the day of a source that says "former",
   ends a tenure that had begun before and has no end of its own.
3. Unknown beginnings and ends stay unknown.

On a day (or a range of days of which one is the right one) an office is held in one of four ways, which
:class:`Known` lists, the most certain first.

==========  ============================================================================
dated       the office is known to have been held on every one of the days
reported    the source that reports the words gives the speaker this office, and no date
            contradicts it; the words may be older than the report
open        it had begun, or had been attested, before; no end is known
possible    it was held on some of the days, but not on all
==========  ============================================================================

An office that had ended by then, or is not attested yet, is not held. A past office is shown as "former"
if the office is not held and the source that says "former" reports the words or is not newer than they
are. A source that calls its speaker a former minister describes the time of the words: if no date says
how long the office was held, it had ended by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Known(StrEnum):
    """How it is known that an office was held, the most certain first."""

    DATED = "dated"
    REPORTED = "reported"
    OPEN = "open"
    POSSIBLE = "possible"


#: From the most to the least certain.
ORDER = tuple(Known)


class Record(NamedTuple):
    """What one source says about one office.

    Attributes:
        actor: IRI of the holder.
        office: IRI of the office; None if missing.
        body: IRI of the body in which it is held; None if missing.
        source: IRI of the source.
        former: whether the source says that the office is a past one.
        since: first day in office; None if the source does not say.
        until: last day in office; None if the source does not say.
        attested: last day on which the source may have been published; None if unknown.
        role: IRI of the record.
    """

    actor: str
    office: str | None
    body: str | None
    source: str | None = None
    former: bool = False
    since: date | None = None
    until: date | None = None
    attested: date | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One period in an office, according to all records together.

    Attributes:
        actor: IRI of the holder.
        office: IRI of the office; None if missing.
        body: IRI of the body; None if missing.
        since: first day in office; None if unknown.
        until: last day in office; None if unknown.
        first: first day on which it is known to have been held; None if there is none.
        last: last such day.
        over: a day by which it had ended, if the last day is unknown; else None.
        sources: the sources that say that it is held.
        past_sources: the sources that say that it is a past one, with the day of each.
        records: the records that it was made from, in order of their IRIs.
    """

    actor: str
    office: str | None
    body: str | None
    since: date | None = None
    until: date | None = None
    first: date | None = None
    last: date | None = None
    over: date | None = None
    sources: frozenset[str] = frozenset()
    past_sources: tuple[tuple[str, date | None], ...] = ()
    records: tuple[Record, ...] = field(default=(), compare=False)

    @property
    def end(self) -> date | None:
        """Last day on which it may have been held; None if no end is known."""
        if self.until is not None:
            return self.until
        return None if self.over is None else self.over - timedelta(days=1)


class Held(NamedTuple):
    """An office on the days of a statement: held, with how that is known, or a past one."""

    tenure: Tenure
    known: Known | None
    former: bool = False


def tenures(records: Iterable[Record]) -> list[Tenure]:
    """Combine records into tenures, in order of actor, body, office and time.

    >>> held = Record("ann", "minister", "gov", "march", since=date(2024, 1, 1), attested=date(2025, 3, 4))
    >>> past = Record("ann", "minister", "gov", "september", former=True, attested=date(2025, 9, 15))
    >>> [found] = tenures([past, held])
    >>> str(found.since), found.until, str(found.over), str(found.last)
    ('2024-01-01', None, '2025-09-15', '2025-03-04')
    """
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in sorted(set(records), key=_record_order):
        groups[record.actor, record.body or "", record.office or ""].append(record)
    return [tenure for key in sorted(groups) for tenure in _of_one(groups[key])]


def _of_one(records: Sequence[Record]) -> list[Tenure]:
    """The tenures of one actor in one office of one body."""
    spans = _merged([_of_dated(one) for one in records if one.since is not None or one.until is not None])
    loose = [one for one in records if one.since is None and one.until is None]
    held = [one for one in loose if not one.former]
    past = [one for one in loose if one.former]
    for one in sorted(held, key=lambda one: (one.attested is None, one.attested or date.max, one.role)):
        spans = _with_attestation(spans, one, past)
    for one in sorted(past, key=lambda one: (one.attested is None, one.attested or date.max, one.role)):
        spans = _with_end(spans, one)
    return sorted(_closed_by_later(spans), key=_tenure_order)


def _of_dated(record: Record) -> Tenure:
    """The tenure of a record with a first or last day."""
    until, over = record.until, None
    if record.former and until is None:
        over = record.attested
    days = [day for day in (record.since, record.until) if day is not None]
    attested = record.attested
    if attested is not None and not record.former and _within(attested, record.since, until):
        days.append(attested)
    source = record.source or ""
    return Tenure(
        actor=record.actor,
        office=record.office,
        body=record.body,
        since=record.since,
        until=until,
        first=min(days),
        last=max(days),
        over=over,
        sources=frozenset() if record.former else frozenset((source,)),
        past_sources=((source, attested),) if record.former else (),
        records=(record,),
    )


def _merged(dated: Sequence[Tenure]) -> list[Tenure]:
    """Join tenures that describe the same period."""
    found: list[Tenure] = []
    for tenure in sorted(dated, key=_tenure_order):
        for number, other in enumerate(found):
            if _same(other, tenure):
                found[number] = _joined(other, tenure)
                break
        else:
            found.append(tenure)
    return found


def _same(one: Tenure, other: Tenure) -> bool:
    """Whether two tenures may describe the same period in office.

    They may if they share one bound and do not differ in the other, or if one has the beginning and the
    other the end. Two that differ in a bound contradict each other or are two periods; both are kept.
    """
    if one.since is not None and other.since is not None:
        if one.since != other.since:
            return False
        return one.until is None or other.until is None or one.until == other.until
    if one.until is not None and other.until is not None:
        return one.until == other.until
    begin = one.since if one.since is not None else other.since
    end = one.until if one.until is not None else other.until
    return begin is not None and end is not None and begin <= end


def _joined(one: Tenure, other: Tenure) -> Tenure:
    days = [day for day in (one.first, one.last, other.first, other.last) if day is not None]
    overs = [day for day in (one.over, other.over) if day is not None]
    return replace(
        one,
        since=one.since if one.since is not None else other.since,
        until=one.until if one.until is not None else other.until,
        first=min(days, default=None),
        last=max(days, default=None),
        over=min(overs, default=None),
        sources=one.sources | other.sources,
        past_sources=(*one.past_sources, *other.past_sources),
        records=(*one.records, *other.records),
    )


def _with_attestation(spans: list[Tenure], record: Record, past: Sequence[Record]) -> list[Tenure]:
    """Add an attestation to the tenure that covers its day, or as a tenure of its own."""
    day, source = record.attested, record.source or ""
    for number, span in enumerate(spans):
        fits = day is None or (_within(day, span.since, span.end) and not _ended(span, day, past))
        if fits and (day is not None or len(spans) == 1):
            days = [one for one in (span.first, span.last, day) if one is not None]
            spans[number] = replace(
                span,
                first=min(days, default=None),
                last=max(days, default=None),
                sources=span.sources | {source},
                records=(*span.records, record),
            )
            return spans
    own = Tenure(
        actor=record.actor,
        office=record.office,
        body=record.body,
        first=day,
        last=day,
        sources=frozenset((source,)),
        records=(record,),
    )
    return [*spans, own]


def _ended(span: Tenure, day: date, past: Sequence[Record]) -> bool:
    """Whether a source says "former" between the last known day of a tenure and a day."""
    last = span.last
    return last is None or any(one.attested is not None and last < one.attested <= day for one in past)


def _with_end(spans: list[Tenure], record: Record) -> list[Tenure]:
    """Apply a source that says "former": it closes the open tenures that had begun."""
    day, source = record.attested, record.source or ""
    said = False
    for number, span in enumerate(spans):
        begun = span.first is None or day is None or span.first <= day
        if not begun:
            continue
        said = True
        known_after = day is not None and span.last is not None and span.last >= day
        closes = span.until is None and span.over is None and day is not None and not known_after
        spans[number] = replace(
            span,
            over=day if closes else span.over,
            past_sources=(*span.past_sources, (source, day)),
            records=(*span.records, record),
        )
    if said:
        return spans
    own = Tenure(
        actor=record.actor,
        office=record.office,
        body=record.body,
        over=day,
        past_sources=((source, day),),
        records=(record,),
    )
    return [own, *spans]


def _closed_by_later(spans: Sequence[Tenure]) -> list[Tenure]:
    """Close open tenures at the beginning of a later one.

    A second period in office can only follow the end of the first.
    """
    found = []
    for span in spans:
        if span.until is None and span.over is None and span.first is not None:
            later = [
                other.since
                for other in spans
                if other is not span
                and other.since is not None
                and span.last is not None
                and other.since > span.last
            ]
            if later:
                span = replace(span, over=min(later))
        found.append(span)
    return found


def held(
    tenure: Tenure, earliest: date | None, latest: date | None, source: str | None = None
) -> Held | None:
    """Return whether an office was held when something was said, and how that is known.

    Args:
        tenure: a period in the office.
        earliest: first day on which it may have been said; None if unknown.
        latest: last such day; None if unknown.
        source: the source that reports it; None if there is none.

    Returns:
        The office with how it is known; or as a past office, if this source or one that is not newer says
        so; None if the office was not held as far as is known.

    >>> minister = Tenure("ann", "minister", "gov", since=date(2024, 1, 1), first=date(2024, 1, 1),
    ...                   last=date(2025, 3, 4), over=date(2025, 9, 15),
    ...                   sources=frozenset(("march",)), past_sources=(("september", date(2025, 9, 15)),))
    >>> def when(*days, source=None):
    ...     found = held(minister, *(date.fromisoformat(day) for day in days), source)
    ...     return found and (found.known or "former")
    >>> when("2025-03-01", "2025-03-04"), when("2025-06-01", "2025-06-01"), when("2023-01-01", "2023-01-01")
    (<Known.DATED: 'dated'>, <Known.OPEN: 'open'>, None)
    >>> when("2025-09-20", "2025-09-20"), when("2023-12-01", "2024-01-31")
    ('former', <Known.POSSIBLE: 'possible'>)
    >>> when("2025-09-14", "2025-09-14"), when("2025-09-14", "2025-09-14", source="september")
    (<Known.OPEN: 'open'>, 'former')
    """
    if earliest is not None and latest is not None:
        known = _on(tenure, earliest, latest, source)
    else:
        known = Known.REPORTED if source is not None and source in tenure.sources else None
    if known in (Known.OPEN, Known.POSSIBLE) and tenure.until is None and source is not None:
        known = None if any(by == source for by, _ in tenure.past_sources) else known
    if known is not None:
        return Held(tenure, known)
    said = any(
        by == source or (day is not None and earliest is not None and day <= earliest)
        for by, day in tenure.past_sources
    )
    return Held(tenure, None, former=True) if said else None


def _on(tenure: Tenure, earliest: date, latest: date, source: str | None) -> Known | None:
    end = tenure.end
    if (tenure.since is not None and latest < tenure.since) or (end is not None and earliest > end):
        return None
    if (
        tenure.first is not None
        and tenure.last is not None
        and tenure.first <= earliest
        and latest <= tenure.last
    ):
        return Known.DATED
    if source is not None and source in tenure.sources:
        return Known.REPORTED
    begun = tenure.first
    if begun is not None and begun <= earliest and (end is None or latest <= end):
        return Known.OPEN
    if begun is not None and begun <= latest:
        return Known.POSSIBLE
    if begun is not None and tenure.since is None and tenure.until is not None:
        return Known.POSSIBLE  # it ended later, and its beginning is unknown
    return None


def offices(
    tenures_of_actor: Iterable[Tenure],
    earliest: date | None,
    latest: date | None,
    source: str | None = None,
) -> list[Held]:
    """Return the offices of an actor when something was said: those held, then past ones.

    Offices held are ordered by certainty. An office that is held is not also listed as a past one.

    Args:
        tenures_of_actor: the tenures of one actor.
        earliest: first day on which it may have been said; None if unknown.
        latest: last such day; None if unknown.
        source: the source that reports it; None if there is none.
    """
    found = [one for tenure in tenures_of_actor if (one := held(tenure, earliest, latest, source))]
    best: dict[tuple[str | None, str | None], Held] = {}
    for one in sorted(found, key=_held_order):
        best.setdefault((one.tenure.office, one.tenure.body), one)
    return sorted(best.values(), key=_held_order)


def _held_order(one: Held) -> tuple[int, str, str]:
    rank = len(ORDER) if one.known is None else ORDER.index(one.known)
    return rank, one.tenure.office or "", one.tenure.body or ""


def _within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _record_order(one: Record) -> tuple[str, str, str, date, date, date, bool, str, str]:
    days = (one.since or date.min, one.until or date.max, one.attested or date.max)
    return (one.actor, one.body or "", one.office or "", *days, one.former, one.source or "", one.role)


def _tenure_order(one: Tenure) -> tuple[date, date]:
    return (one.since or one.first or one.over or date.min, one.until or one.over or date.max)
