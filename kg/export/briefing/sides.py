"""Who stands where, in words: by target, those for it, those against it, and those on neither side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.export.briefing.escaping import plain
from kg.export.briefing.standings import Standing, Target
from kg.export.page.wording import count, when
from kg.networks import SIDES

_NEITHER = "On neither side"
#: Scheme and side to what heads the standings there; they are listed in this order.
_HEADINGS = {
    ("stance", "support"): "For",
    ("evaluation", "support"): "Positive",
    ("stance", "oppose"): "Against",
    ("evaluation", "oppose"): "Negative",
}
_SURE = ("high", "medium", "low")


def sides(
    targets: Iterable[Target], numbers: Mapping[str, int], offices: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """The standings on each target, one block at a time.

    Args:
        targets: in the order in which they are to stand.
        numbers: of the footnotes, by statement.
        offices: of the speaker at the time, by statement.
    """
    for target in targets:
        yield f"### {plain(target.label)}{' (contested)' if target.contested else ''}"
        for words in (*_HEADINGS.values(), _NEITHER):
            mine = [one for one in target.standings if _heading(one) == words]
            if mine:
                yield f"**{words}**"
                yield "\n".join(f"- {_standing(one, numbers, offices)}" for one in mine)


def split(targets: Sequence[Target], covers: frozenset[str]) -> tuple[list[Target], list[Target]]:
    """The standings that a briefing is about, and those that its statements touch on besides.

    Args:
        targets: everything that its statements are read toward.
        covers: IRIs of the issues or actors that it is about; without one it is about everything.
    """

    def of(target: Target, *, wanted: bool) -> tuple[Standing, ...]:
        on = not covers or target.iri in covers
        return tuple(one for one in target.standings if (on or one.holder in covers) is wanted)

    both = [[replace(one, standings=of(one, wanted=wanted)) for one in targets] for wanted in (True, False)]
    mine, rest = ([target for target in part if target.standings] for part in both)
    return mine, rest


def _heading(one: Standing) -> str:
    return _HEADINGS.get((one.scheme, SIDES.get(one.value, "")), _NEITHER)


def _standing(one: Standing, numbers: Mapping[str, int], offices: Mapping[str, Sequence[str]]) -> str:
    who = plain(", ".join([one.label, *offices.get(one.statements[0], ())]))
    value = f"; {plain(one.value)}" if _heading(one) == _NEITHER else ""
    known = [word for word in _SURE if word in one.confidences]
    known += sorted(one.confidences - set(_SURE))
    sure = f" ({plain(', '.join(known))} confidence)" if known else ""
    days = plain(when(one.earliest, one.latest)) if one.latest is not None else "no date in the source"
    undated = f", {one.undated} without a date" if one.undated and one.latest is not None else ""
    earlier = "" if one.current else "; an earlier position"
    notes = "".join(f"[^{number}]" for number in sorted(numbers[statement] for statement in one.statements))
    return f"{who}{value}; {count(one.readings, 'reading')}{sure}, {days}{undated}{earlier}{notes}"
