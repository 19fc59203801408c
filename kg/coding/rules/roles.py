"""Rules for offices: dates in order, and records of one office that do not contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.coding.graph.evidence import BODIES
from kg.coding.rules.dates import days_of, publication
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.entries import Entry, records
from kg.coding.sheets.outline import Outline, Tenure
from kg.coding.sheets.sheet import Record, Role
from kg.model.kinds import ACTOR_KINDS


@dataclass(frozen=True, slots=True)
class _Held:
    """One tenure, with its place."""

    tenure: Tenure
    where: str

    @property
    def is_specific(self) -> bool:
        """Whether it says more than that the office is held."""
        return self.tenure.former or self.tenure.since is not None or self.tenure.until is not None

    @property
    def words(self) -> str:
        """The tenure in words, for a message."""
        one = self.tenure
        said = [f"{name} {day}" for name, day in (("since", one.since), ("until", one.until)) if day]
        if one.former:
            said.append("former")
        given = f" according to a source of {one.reported_until}" if one.reported_until else ""
        return f"{', '.join(said) or 'held'}{given}"


def tenures(corpus: Corpus) -> Iterator[Tenure]:
    """The offices that the records of a corpus report, without those whose names are unknown."""
    for entry, number, role in _roles(corpus):
        parts = (
            corpus.find(role.who, ACTOR_KINDS),
            corpus.find(role.office, ("office",)),
            corpus.find(role.of, BODIES),
        )
        if parts[0] and parts[1] and parts[2]:
            published = publication(entry.coded)
            line = entry.coded.file.line(*entry.keys, "roles", number)
            dates = (role.former, role.since, role.until)
            reported = (published.earliest, published.latest)
            yield Tenure(parts[0], parts[1], parts[2], *dates, line, *reported)


def order(corpus: Corpus) -> None:
    """An office must begin before it ends."""
    for entry, number, role in _roles(corpus):
        if role.since is not None and role.until is not None and role.until < role.since:
            corpus.problem(
                f"the office ends on {role.until}, before it begins on {role.since}",
                entry.where("roles", number),
                "correct 'since:' or 'until:'",
            )


def past(corpus: Corpus) -> None:
    """Note an office that ended before the source was published, but is not marked as former."""
    for entry, number, role in _roles(corpus):
        published, until = publication(entry.coded), role.until
        if until is None or (role.since is not None and until < role.since):
            continue  # reported by order()
        said = days_of(entry.item.when)
        if said.earliest is not None and said.earliest <= until:
            continue  # it was held when the words were said, which is what the source reports
        if published.earliest is not None and until < published.earliest and not role.former:
            corpus.note(
                f"the office ended on {until}, before the source was published on {published.latest}, but "
                "is not marked as former",
                entry.where("roles", number),
                "add 'former: true' if the source describes a past office, or correct 'until:'",
            )


def contradicting(corpus: Corpus, outlines: Sequence[Outline]) -> None:
    """Note sources that contradict each other about an office; both are kept."""
    groups: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    for outline in outlines:
        for tenure in outline.tenures:
            office = (tenure.holder, tenure.office, tenure.body)
            groups[office].append(_Held(tenure, outline.where(tenure.line)))
    for several in groups.values():
        dated = [held for held in several if held.is_specific]
        if not dated:
            continue  # roles that only say "held" never contradict each other, and there may be thousands
        before: list[_Held] = []
        for held in several:
            for other in before if held.is_specific else [other for other in before if other.is_specific]:
                _compare(corpus, held, other, dated)
            before.append(held)


def _compare(corpus: Corpus, held: _Held, other: _Held, dated: Sequence[_Held]) -> None:
    one, its = held.tenure, other.tenure
    several = [each.tenure for each in dated]
    wrong = _contradiction(one, its) or _over(one, its, several) or _over(its, one, several)
    if wrong is not None:
        who, office, body = (part.partition("/")[2] for part in (one.holder, one.office, one.body))
        compared = f"{held.words} here, {other.words} at {other.where}"
        corpus.note(
            f"{who}, {office} of {body}: {wrong}: {compared}",
            held.where,
            "both are kept; correct the one that was misread",
        )


def _contradiction(one: Tenure, other: Tenure) -> str | None:
    """How two records of one office contradict each other; None if they do not."""
    if _overlap(one, other):
        for name, a, b in (("begins", one.since, other.since), ("ends", one.until, other.until)):
            if a is not None and b is not None and a != b:
                return f"it {name} on different days"
    for past_one, held in ((one, other), (other, one)):
        by = past_one.reported_until
        if not past_one.former or by is None:
            continue
        if held.since is not None and held.until is not None and held.since <= by < held.until:
            return "a source calls it a past office while it is held"
    return None


def _over(held: Tenure, ended: Tenure, several: Sequence[Tenure]) -> str | None:
    """How a source reports an office as held after its end without a new beginning; None if it does not."""
    day = held.reported_from
    if held.former or held.since is not None or held.until is not None or day is None:
        return None
    end = ended.until or (ended.reported_until if ended.former else None)
    if end is None or end >= day:
        return None
    if any(other.since is not None and end <= other.since <= day for other in several):
        return None
    return f"a source reports it as held after it ended ({end})"


def _overlap(one: Tenure, other: Tenure) -> bool:
    """Whether the periods of two records overlap, as far as they have dates."""
    if not (one.since or one.until) or not (other.since or other.until):
        return False
    begins = max(one.since or date.min, other.since or date.min)
    ends = min(one.until or date.max, other.until or date.max)
    return begins < ends


def _roles(corpus: Corpus) -> Iterator[tuple[Entry[Record], int, Role]]:
    """The roles of records that are neither corrected nor retracted, each with its number."""
    corrected = {(entry.coded.slug, entry.item.revises) for entry in records(corpus)}
    for entry in records(corpus):
        if entry.item.retracted is None and (entry.coded.slug, entry.item.id) not in corrected:
            for number, role in enumerate(entry.item.roles):
                yield entry, number, role
