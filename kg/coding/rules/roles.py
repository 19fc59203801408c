"""Rules for offices: dates in order, and records of one office that do not contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.coding.graph.evidence import BODIES
from kg.coding.rules.dates import days_of, publication
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.entries import records
from kg.coding.sheets.sheet import Role
from kg.model.days import When
from kg.model.kinds import ACTOR_KINDS


@dataclass(frozen=True, slots=True)
class _Held:
    """One role of a sheet, with the dates of its source's publication and of its statement."""

    role: Role
    office: tuple[str, str, str]
    where: str
    published: When
    said: When

    @property
    def is_specific(self) -> bool:
        """Whether it says more than that the office is held."""
        return self.role.former or self.role.since is not None or self.role.until is not None

    @property
    def words(self) -> str:
        """The role in words, for a message."""
        said = [
            f"{name} {day}" for name, day in (("since", self.role.since), ("until", self.role.until)) if day
        ]
        if self.role.former:
            said.append("former")
        given = f" according to a source of {self.published.latest}" if self.published.latest else ""
        return f"{', '.join(said) or 'held'}{given}"


def order(corpus: Corpus) -> None:
    """An office must begin before it ends."""
    for held in _roles(corpus):
        since, until = held.role.since, held.role.until
        if since is not None and until is not None and until < since:
            corpus.problem(
                f"the office ends on {until}, before it begins on {since}",
                held.where,
                "correct 'since:' or 'until:'",
            )


def contradicting(corpus: Corpus) -> None:
    """Note sources that contradict each other about an office; both are kept."""
    groups: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    for held in _roles(corpus):
        groups[held.office].append(held)
        _after_its_end(corpus, held)
    for several in groups.values():
        dated = [held for held in several if held.is_specific]
        before: list[_Held] = []
        for held in several:
            # Roles that only say "held" never contradict each other, and there may be thousands.
            for other in before if held.is_specific else [other for other in before if other.is_specific]:
                _compare(corpus, held, other, dated)
            before.append(held)


def _compare(corpus: Corpus, held: _Held, other: _Held, dated: Sequence[_Held]) -> None:
    wrong = _contradiction(held, other) or _over(held, other, dated) or _over(other, held, dated)
    if wrong is not None:
        who, office, body = (part.partition("/")[2] for part in held.office)
        compared = f"{held.words} here, {other.words} at {other.where}"
        corpus.note(
            f"{who}, {office} of {body}: {wrong}: {compared}",
            held.where,
            "both are kept; correct the one that was misread",
        )


def _after_its_end(corpus: Corpus, held: _Held) -> None:
    until, published = held.role.until, held.published.earliest
    if held.role.since is not None and until is not None and until < held.role.since:
        return  # reported by order()
    if held.said.earliest is not None and until is not None and held.said.earliest <= until:
        return  # it was held when the words were said, which is what the source reports
    if until is not None and published is not None and until < published and not held.role.former:
        corpus.note(
            f"the office ended on {until}, before the source was published on {held.published.latest}, but "
            "is not marked as former",
            held.where,
            "add 'former: true' if the source describes a past office, or correct 'until:'",
        )


def _contradiction(one: _Held, other: _Held) -> str | None:
    """How two records of one office contradict each other; None if they do not."""
    mine, its = one.role, other.role
    if _overlap(mine, its):
        for name, a, b in (("begins", mine.since, its.since), ("ends", mine.until, its.until)):
            if a is not None and b is not None and a != b:
                return f"it {name} on different days"
    for past, held in ((one, other), (other, one)):
        by = past.published.latest
        if not past.role.former or by is None:
            continue
        if (
            held.role.since is not None
            and held.role.until is not None
            and held.role.since <= by < held.role.until
        ):
            return "a source calls it a past office while it is held"
    return None


def _over(held: _Held, past: _Held, several: Sequence[_Held]) -> str | None:
    """How a source reports an office as held after its end without a new beginning; None if it does not."""
    role, day = held.role, held.published.earliest
    if role.former or role.since is not None or role.until is not None or day is None:
        return None
    end = past.role.until or (past.published.latest if past.role.former else None)
    if end is None or end >= day:
        return None
    if any(other.role.since is not None and end <= other.role.since <= day for other in several):
        return None
    return f"a source reports it as held after it ended ({end})"


def _overlap(one: Role, other: Role) -> bool:
    """Whether the periods of two records overlap, as far as they have dates."""
    if not (one.since or one.until) or not (other.since or other.until):
        return False
    begins = max(one.since or date.min, other.since or date.min)
    ends = min(one.until or date.max, other.until or date.max)
    return begins < ends


def _roles(corpus: Corpus) -> Iterator[_Held]:
    """The roles of records that are neither corrected nor retracted."""
    published = {coded.slug: publication(coded) for coded in corpus.sheets}
    corrected = {(entry.coded.slug, entry.item.revises) for entry in records(corpus)}
    for entry in records(corpus):
        slug = entry.coded.slug
        if entry.item.retracted is not None or (slug, entry.item.id) in corrected:
            continue
        said = days_of(entry.item.when)
        for number, role in enumerate(entry.item.roles):
            parts = (
                corpus.find(role.who, ACTOR_KINDS),
                corpus.find(role.office, ("office",)),
                corpus.find(role.of, BODIES),
            )
            if all(parts):
                office = (parts[0] or "", parts[1] or "", parts[2] or "")
                yield _Held(role, office, entry.where("roles", number), published[slug], said)
