"""Sides in words: by target, the number of actors on each side, and then each actor once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.export.briefing.standings import Holder, Row, Standing, Target
from kg.export.markdown.escaping import plain
from kg.model.stances import SENSES, Side
from kg.wording.counts import count
from kg.wording.days import counting, long
from kg.wording.sides import counted

#: Side and, if it distinguishes two headings, value of the position to the heading of its actors.
_HEADINGS = {
    (Side.FOR, "support"): "For",
    (Side.FOR, "positive"): "For (rated positively)",
    (Side.AGAINST, "oppose"): "Against",
    (Side.AGAINST, "negative"): "Against (rated negatively)",
    (Side.BOTH, ""): "Both",
    (Side.OTHER, ""): "Other",
}
#: A value as it is said of a position that is not under its own heading.
_WORDS = {one.code: one.side for one in SENSES if one.scheme == "stance" and one.score in (1, -1)}
_SURE = ("high", "medium", "low")


def sides(
    targets: Iterable[Target], numbers: Mapping[str, int], offices: Callable[[Row], Sequence[str]]
) -> Iterator[str]:
    """Yield the positions on each target, one block at a time.

    Args:
        targets: in order.
        numbers: of the footnotes, by statement in the briefing.
        offices: returns those of a speaker at the time of a statement, in words.
    """
    for target in targets:
        yield f"### {plain(target.label)}{' (contested)' if target.contest.contested else ''}"
        everybody, listed = len(target.contest.stands), len(target.holders)
        some = f" Listed here: {listed:,} of these {everybody:,} actors." if listed < everybody else ""
        yield f"{counted(target.contest)}.{some}"
        for key, words in _HEADINGS.items():
            mine = [one for one in target.holders if _heading(one) == key]
            if mine:
                yield f"**{words}**"
                yield "\n".join(line for one in mine for line in _holder(one, numbers, offices))


def split(targets: Sequence[Target], covers: frozenset[str]) -> tuple[list[Target], list[Target]]:
    """Split the targets into those that a briefing is about, and others that its statements mention.

    Args:
        targets: all targets of its statements.
        covers: IRIs of the issues or actors that it is about; empty if it is about everything.
    """

    def of(target: Target, *, wanted: bool) -> tuple[Holder, ...]:
        on = not covers or target.iri in covers
        return tuple(one for one in target.holders if (on or one.iri in covers) is wanted)

    both = [[replace(one, holders=of(one, wanted=wanted)) for one in targets] for wanted in (True, False)]
    mine, rest = ([target for target in part if target.holders] for part in both)
    return mine, rest


def _heading(one: Holder) -> tuple[Side, str]:
    key = one.stand.side, one.stand.value
    return key if key in _HEADINGS else (one.stand.side, "")


def _holder(
    one: Holder, numbers: Mapping[str, int], offices: Callable[[Row], Sequence[str]]
) -> Iterator[str]:
    """Yield an actor with the current position, and below it all others."""
    who = plain(", ".join([one.label, *offices(one.newest)]))
    first, *others = one.standings
    value = "" if first.value == one.stand.value and _heading(one)[1] else f"{plain(_word(first))}; "
    yield f"- {who}; {value}{_rests(first, numbers)}"
    for other in others:
        lead = "also" if other.current else "before"
        yield f"  - {lead}: {plain(_word(other))}; {_rests(other, numbers)}"


def _word(one: Standing) -> str:
    return _WORDS.get(one.value, one.value)


def _rests(one: Standing, numbers: Mapping[str, int]) -> str:
    """Return the evidence of a position: readings, confidence, days, coders, and the statements shown."""
    known = [word for word in _SURE if word in one.confidences]
    known += sorted(one.confidences - set(_SURE))
    sure = f" ({plain(', '.join(known))} confidence)" if known else ""
    parts = [f"{count(one.readings, 'reading')}{sure}", *_days(one)]
    shown = [statement for statement in one.statements if statement in numbers]
    missing = len(one.statements) - len(shown)
    if missing:
        parts.append("not among the statements shown" if not shown else f"{missing:,} of them not shown")
    coders = f"; {plain(one.differ)}" if one.differ else ""
    notes = "".join(f"[^{number}]" for number in sorted(numbers[statement] for statement in shown))
    return f"{', '.join(parts)}{coders}{notes}"


def _days(one: Standing) -> Iterator[str]:
    """Yield the days of a position, and the number of its readings without days of their own."""
    every = one.as_reported == one.readings
    yield plain(counting(long(one.earliest, one.latest), "published" if every else None))
    if one.as_reported and not every:
        yield f"{one.as_reported:,} as reported"
    if one.undated and one.latest is not None:
        yield f"{one.undated:,} without a date"
