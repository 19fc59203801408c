"""Rules for dates: statements are made before publication, and weekdays match their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.date_ranges import read_when
from kg.coding.sheets.entries import Entry, statements
from kg.coding.sheets.registry import Dates, WhenInput
from kg.coding.sheets.sheet import Statement
from kg.model.days import When
from kg.wording.days import iso
from kg.wording.lists import disjunction

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY, _MONTH = "|".join(WEEKDAYS), "|".join(_MONTHS)
#: A weekday that is not part of a name such as "Sunday Times", "Mail on Sunday" or "Black Friday".
_WEEKDAY = re.compile(
    r"(?<!\bMail on )(?<!\b(?:Black|Cyber|Super) )(?<!\b(?:Bloody|Giving) )"
    rf"\b({_DAY})s?\b(?!\s+(?!(?:{_MONTH})\b)[A-Z][a-z])"
)
#: A weekday followed by a date: "Friday 14 March", "Friday, March 14th, 2025".
_DATED = re.compile(
    rf"\b(?P<weekday>{_DAY}),?\s+(?:the\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf"\b(?:,?\s+(?P<year>\d{{4}}))?"
)
#: Before a weekday, these words mean that it is another day than the date.
_ANOTHER = re.compile(
    r"\b(before|after|ahead of|until|till|since|by|for|to|next|following|coming)"
    r"(\s+\w+){0,3}\s*$",
    re.IGNORECASE,
)


def published(corpus: Corpus) -> None:
    """A statement must not be dated after the publication of its source."""
    for entry in statements(corpus):
        said, source = days_of(entry.item.when), publication(entry.coded)
        if said.earliest is None or source.latest is None or said.earliest <= source.latest:
            continue
        corpus.problem(
            f"dated {iso(said.earliest, said.latest)}, after its source was published "
            f"({iso(source.earliest, source.latest)})",
            entry.where("when"),
            "correct 'when:', or 'published:' of the source",
        )


def weekdays(corpus: Corpus) -> None:
    """A weekday in the description of a date of a sheet must be the weekday of that date."""
    for entry in statements(corpus):
        _weekdays_of(corpus, entry)
    for coded in corpus.sheets:
        value = coded.sheet.source.published
        if isinstance(value, Dates) and value.why is not None:
            _check(corpus, value.why, days_of(value), coded.file.where("source", "published"))


def weekdays_of_events(corpus: Corpus) -> None:
    """The same for the dates of events in the registry files."""
    for known in corpus.entities.values():
        value = getattr(known.entry, "when", None)
        if isinstance(value, Dates) and value.why is not None:
            _check(corpus, value.why, days_of(value), known.where("when"))


def _weekdays_of(corpus: Corpus, entry: Entry[Statement]) -> None:
    item = entry.item
    said = days_of(item.when)
    if isinstance(item.when, Dates) and item.when.why is not None:
        _check(corpus, item.when.why, said, entry.where("when"))
    for key, words in (("cue", item.cue), ("occasion", item.occasion)):
        if words is not None:
            _check(corpus, words, said, entry.where(key))
    year = said.earliest or publication(entry.coded).latest
    if item.text is not None and year is not None:
        for wrong in _misdated(item.text, year):
            corpus.note(wrong, entry.where("text"))


def _check(corpus: Corpus, words: str, when: When, where: str) -> None:
    """Note weekdays in the description of a date that contradict the date."""
    if when.earliest is None or when.latest is None:
        return
    found = list(_misdated(words, when.earliest))
    if not found and (when.latest - when.earliest).days < 6:
        days = [when.earliest + timedelta(number) for number in range((when.latest - when.earliest).days + 1)]
        its = {WEEKDAYS[day.weekday()] for day in days}
        dated = [match.span("weekday") for match in _DATED.finditer(words)]
        named = [match for match in _WEEKDAY.finditer(words) if match.span(1) not in dated]
        meant = [match[1] for match in named if _ANOTHER.search(words[: match.start()]) is None]
        if meant and its.isdisjoint(match[1] for match in _WEEKDAY.finditer(words)):
            is_a = f"is a {disjunction(sorted(its, key=WEEKDAYS.index))}"
            found.append(f"{iso(when.earliest, when.latest)} {is_a}, but the text says {meant[0]}")
    for wrong in found:
        corpus.note(wrong, where, "correct the date or the text")


def _misdated(words: str, near: date) -> Iterator[str]:
    """Find dates in a text with a wrong weekday beside them.

    >>> list(_misdated("on Thursday 14 March", date(2025, 3, 10)))
    ['Thursday 14 March is a Friday in 2025']
    >>> list(_misdated("by Friday, March 14th, 2025", date(2020, 1, 1)))
    []
    """
    for match in _DATED.finditer(words):
        month = _MONTHS.index(match["month"] or match["month2"]) + 1
        years = [int(match["year"])] if match["year"] else [near.year - 1, near.year, near.year + 1]
        days = []
        for year in years:
            try:
                days.append(date(year, month, int(match["day"] or match["day2"])))
            except ValueError:
                continue
        day = min(days, key=lambda one: abs(one - near), default=None)
        if day is not None and match["weekday"] != WEEKDAYS[day.weekday()]:
            text = " ".join(match[0].split())
            yield f"{text} is a {WEEKDAYS[day.weekday()]}" + ("" if match["year"] else f" in {day.year}")


def days_of(value: WhenInput | None) -> When:
    """The days of a date; none if it is invalid, which is reported when it is compiled."""
    try:
        return read_when(value)
    except ValueError:
        return When()


def publication(coded: CodedSource) -> When:
    """The date of publication of a sheet's source; unknown if it is invalid."""
    return days_of(coded.sheet.source.published)
