"""Issues at a chosen level of their scheme: narrower ones are counted into the one above.

Where a stance matters, it is carried along coded directions only (:mod:`kg.model.directions`): support of
what works against a broader proposal is opposition to that. It is carried as far as the level allows and
never to a topic, which nobody is for or against; evaluations are not carried. What cannot be carried counts
toward the issue as coded, and a note says how much that is. Where only the issue matters, and not what is
said of it, every reading counts into the issues above, topics as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from kg.model.stances import OPPOSITE
from kg.networks.reading_table import Background, Readings
from kg.wording.counts import count, form

_NAMED = 5


def at_level(readings: Readings, level: str | int | None, *, stances: bool = True) -> Readings:
    """The readings with each target replaced by the issue above it on that level.

    The level of an issue is one more than that of its highest broader issue; 1 is the top. What stands
    higher, and what is no issue, stays. A target with several issues above it on that level counts into each.

    Args:
        readings: with the broader issues and the directions in their background.
        level: None to leave the targets as they are coded, "top" for 1, or a number.
        stances: whether what is said of an issue matters, or only that something is.
    """
    if level is None:
        return readings
    wanted = 1 if level == "top" else int(level)
    return _carried(readings, wanted) if stances else _gathered(readings, wanted)


def _gathered(readings: Readings, level: int) -> Readings:
    """Every reading at the issues on the level that its own stands below."""
    broader, frame = readings.background.broader, readings.frame
    to = {target: dict.fromkeys(_above(target, broader, level), 1) for target in _targets(frame)}
    found = _replaced(frame, to)
    return readings.having(_sorted(readings, found), _more(len(found) - len(frame)))


def _carried(readings: Readings, level: int) -> Readings:
    """Every stance at the proposals that directions lead to, up to the level."""
    frame, background = readings.frame, readings.background
    to = {target: reached(background, target, level) for target in _targets(frame)}
    stance, target = frame["scheme"] == "stance", frame["target"].astype(str)
    narrow = target.map({one: depth(one, background.broader) > level for one in to}).astype(bool)
    leads = target.map({one: bool(found) for one, found in to.items()}).astype(bool)
    contradicted = target.map({one: _contradicted(background, one, level) for one in to}).astype(bool)
    moves = stance & leads
    moved = _replaced(frame[moves], to)
    turned = moved["side"].eq(-1) & moved["value"].isin(OPPOSITE)
    moved["value"] = moved["value"].mask(turned, moved["value"].map(OPPOSITE))
    moved["score"] = moved["score"].mask(turned, -moved["score"])
    low, high = readings.scale
    scores = moved.loc[turned, "score"].dropna()
    scale = min([low, *scores]), max([high, *scores])
    kept = frame[~moves].astype({"target": object, "value": object})
    every = _sorted(readings, pd.concat([moved, kept]))
    return replace(readings, scale=scale).having(
        every,
        _more(len(every) - len(frame)),
        _moved(moved, turned),
        _halts(readings, frame[stance & narrow & contradicted]),
        _stays(
            readings,
            frame[stance & narrow & ~leads & ~contradicted],
            "reading toward",
            "no direction leads further",
        ),
        _stays(readings, frame[~stance & narrow], "evaluation of", "evaluations are not carried"),
        f"Scores then range from {scale[0]:g} to {scale[1]:g}: R is {scale[1] - scale[0]:g}."
        if scale != readings.scale
        else None,
    )


def reached(background: Background, issue: str, level: int) -> dict[str, int]:
    """The broader proposals at which a stance on an issue counts, each with the side of the path.

    They are the furthest that directions lead to and the level allows; none where the issue stands on the
    level or above it, or where no direction leads anywhere.

    >>> coded = {"relief": {"lower": 1}, "lower": {"tariffs": -1}, "tariffs": {"trade": 1}}
    >>> scheme = {narrow: tuple(broad) for narrow, broad in coded.items()}
    >>> background = Background(broader=scheme, directions=coded, kinds={"trade": "topic"})
    >>> reached(background, "relief", 1), reached(background, "relief", 3), reached(background, "tariffs", 1)
    ({'tariffs': -1}, {'lower': 1}, {})
    """
    if depth(issue, background.broader) <= level:
        return {}
    to = background.carried
    allowed = {
        one: side
        for one, side in to.get(issue, {}).items()
        if side and background.kinds.get(one) != "topic" and issue not in to.get(one, {})
        # Beyond the level nothing counts; on the way there, everything may.
        if depth(one, background.broader) >= level
    }
    return {
        one: side
        for one, side in allowed.items()
        if not any(beyond in allowed and one not in to.get(beyond, {}) for beyond in to.get(one, {}))
    }


def _contradicted(background: Background, issue: str, level: int) -> bool:
    """Whether paths of directions to a proposal that the level allows say different things."""
    return any(
        not side and background.kinds.get(one) != "topic" and depth(one, background.broader) >= level
        for one, side in background.carried.get(issue, {}).items()
    )


def _targets(frame: pd.DataFrame) -> list[str]:
    return [str(target) for target in frame["target"].cat.categories]


def _replaced(frame: pd.DataFrame, to: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """The readings at each issue that theirs leads to, with the ``side`` of the path."""
    pairs = [(target, above, side) for target, found in to.items() for above, side in found.items()]
    above = pd.DataFrame(pairs, columns=["from", "target", "side"]).astype({"from": object, "target": object})
    found = frame.astype({"target": object, "value": object}).rename(columns={"target": "from"})
    return found.merge(above, on="from").drop(columns="from")


def _sorted(readings: Readings, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[readings.frame.columns].drop_duplicates(["reading", "actor", "target"])
    frame = frame.sort_values(["reading", "target"]).reset_index(drop=True)
    return frame.astype({"target": "category", "value": "category"})


def _more(number: int) -> str | None:
    """The sentence about readings that count toward several issues."""
    if number <= 0:
        return None
    its = form(number, "its issue stands", "their issues stand")
    return f"{count(number, 'reading')} more, because {its} below several."


def _moved(moved: pd.DataFrame, turned: pd.Series) -> str | None:
    """The sentence about readings that count toward a broader proposal."""
    number, other = moved["reading"].nunique(), moved.loc[turned, "reading"].nunique()
    if not number:
        return None
    verb = form(number, "counts", "count")
    said = f"{count(number, 'reading')} {verb} toward a broader proposal"
    if not other:
        return f"{said}."
    of_them = "" if number == 1 else f"{other:,} of them "
    its = form(other, "its", "their")
    return f"{said}, {of_them}with the opposite stance, because {its} issue works against it."


def _stays(readings: Readings, frame: pd.DataFrame, what: str, why: str) -> str | None:
    """The sentence about readings that stay at the issue as coded, which is named."""
    verb = form(len(frame), "stays", "stay")
    return _named(readings, frame, what, f"{verb} as coded, because {why}")


def _halts(readings: Readings, frame: pd.DataFrame) -> str | None:
    """The sentence about readings that are not carried all the way; directions contradict each other."""
    verb = form(len(frame), "is", "are")
    why = f"{verb} not carried further, because directions contradict each other"
    return _named(readings, frame, "reading toward", why)


def _named(readings: Readings, frame: pd.DataFrame, what: str, said: str) -> str | None:
    if not len(frame):
        return None
    iris = [str(iri) for iri, number in frame["target"].value_counts().items() if number]
    names = sorted((readings.background.label(iri) for iri in iris), key=str.casefold)
    others = len(names) - _NAMED
    some = ", ".join(names[:_NAMED]) + (f" and {count(others, 'other')}" if others > 0 else "")
    noun, _, link = what.partition(" ")
    return f"{count(len(frame), noun)} {link} {count(len(iris), 'issue')} {said}: {some}."


def depth(issue: str, broader: Mapping[str, tuple[str, ...]]) -> int:
    """On which level an issue stands: 1 at the top.

    >>> depth("steel", {"steel": ("tariffs",), "tariffs": ("trade",)})
    3
    """
    return _depth(issue, broader, frozenset())


def _depth(issue: str, broader: Mapping[str, tuple[str, ...]], seen: frozenset[str]) -> int:
    parents = [parent for parent in broader.get(issue, ()) if parent not in seen]
    return 1 + min((_depth(parent, broader, seen | {issue}) for parent in parents), default=0)


def _above(issue: str, broader: Mapping[str, tuple[str, ...]], level: int) -> tuple[str, ...]:
    """The issues on a level that an issue stands below; itself where it stands there or higher."""
    found: set[str] = set()
    waiting, seen = [issue], {issue}
    while waiting:
        one = waiting.pop()
        parents = broader.get(one, ())
        if depth(one, broader) <= level or not parents:
            found.add(one)
            continue
        waiting += [parent for parent in parents if parent not in seen]
        seen.update(parents)
    return tuple(sorted(found)) or (issue,)
