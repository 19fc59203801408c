"""Issues at a chosen level of their scheme: narrower issues count toward the one above.

Where stances matter, they are propagated along coded directions only (:mod:`kg.model.directions`): support
for a measure that works against a broader proposal is opposition to that proposal. Stances go as far up as
the level allows, but never to a topic, since a topic has no sides. Evaluations are not propagated. A reading
that cannot be propagated counts toward the issue as coded, and a note gives the number of such readings.
Where only the issue matters, and not the stance, every reading counts toward the issues above, including
topics.
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
    """Return the readings with each target replaced by the issue above it on that level.

    The level of an issue is one more than that of its highest broader issue; 1 is the top. Higher issues, and
    targets that are not issues, stay. A target with several issues above it on that level counts toward each.

    Args:
        readings: with the broader issues and the directions in their background.
        level: None to keep the targets as coded, "top" for 1, or a number.
        stances: whether stances matter, or only the issues.
    """
    if level is None:
        return readings
    wanted = 1 if level == "top" else int(level)
    return _carried(readings, wanted) if stances else _gathered(readings, wanted)


def _gathered(readings: Readings, level: int) -> Readings:
    """Return every reading at the issues on the level above its own."""
    broader, frame = readings.background.broader, readings.frame
    to = {target: dict.fromkeys(_above(target, broader, level), 1) for target in _targets(frame)}
    found = _replaced(frame, to)
    return readings.having(_sorted(readings, found), _more(len(found) - len(frame)))


def _carried(readings: Readings, level: int) -> Readings:
    """Return every stance at the proposals that directions lead to, up to the level."""
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
            "no direction leads to a broader proposal",
        ),
        _stays(readings, frame[~stance & narrow], "evaluation of", "evaluations are not propagated"),
        f"Scores at this level range from {scale[0]:g} to {scale[1]:g}: R is {scale[1] - scale[0]:g}."
        if scale != readings.scale
        else None,
    )


def reached(background: Background, issue: str, level: int) -> dict[str, int]:
    """The broader proposals at which a stance on an issue counts, each with the sign of the path.

    They are the furthest that directions and the level allow; none if the issue is on the level or above it,
    or has no direction.

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
        # Only proposals within the level count, but a path may pass any issue.
        if depth(one, background.broader) >= level
    }
    return {
        one: side
        for one, side in allowed.items()
        if not any(beyond in allowed and one not in to.get(beyond, {}) for beyond in to.get(one, {}))
    }


def _contradicted(background: Background, issue: str, level: int) -> bool:
    """Whether paths of directions to a proposal within the level contradict each other."""
    return any(
        not side and background.kinds.get(one) != "topic" and depth(one, background.broader) >= level
        for one, side in background.carried.get(issue, {}).items()
    )


def _targets(frame: pd.DataFrame) -> list[str]:
    return [str(target) for target in frame["target"].cat.categories]


def _replaced(frame: pd.DataFrame, to: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Return the readings at each issue that theirs leads to, with the sign of the path as ``side``."""
    pairs = [(target, above, side) for target, found in to.items() for above, side in found.items()]
    above = pd.DataFrame(pairs, columns=["from", "target", "side"]).astype({"from": object, "target": object})
    found = frame.astype({"target": object, "value": object}).rename(columns={"target": "from"})
    return found.merge(above, on="from").drop(columns="from")


def _sorted(readings: Readings, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame[readings.frame.columns].drop_duplicates(["reading", "actor", "target"])
    frame = frame.sort_values(["reading", "target"]).reset_index(drop=True)
    return frame.astype({"target": "category", "value": "category"})


def _more(number: int) -> str | None:
    """The note on readings that count toward several issues."""
    if number <= 0:
        return None
    its = "its issue is" if number == 1 else "their issues are"
    return f"{count(number, 'reading')} more, because {its} below several issues at this level."


def _moved(moved: pd.DataFrame, turned: pd.Series) -> str | None:
    """The note on readings that count toward a broader proposal."""
    number, other = moved["reading"].nunique(), moved.loc[turned, "reading"].nunique()
    if not number:
        return None
    verb = form(number, "counts", "count")
    said = f"{count(number, 'reading')} {verb} toward a broader proposal"
    if not other:
        return f"{said}."
    of_them = "" if number == 1 else f"{other:,} of them "
    its = "its" if other == 1 else "their"
    return f"{said}, {of_them}with the opposite stance, because {its} issue works against the proposal."


def _stays(readings: Readings, frame: pd.DataFrame, what: str, why: str) -> str | None:
    """The note on readings that stay at the issue as coded, with its name."""
    verb = "stays" if len(frame) == 1 else "stay"
    return _named(readings, frame, what, f"{verb} at the issue as coded because {why}")


def _halts(readings: Readings, frame: pd.DataFrame) -> str | None:
    """The note on readings that are not propagated all the way because directions contradict each other."""
    verb = "is" if len(frame) == 1 else "are"
    why = f"{verb} not propagated further because directions contradict each other"
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
    """The level of an issue: 1 at the top.

    >>> depth("steel", {"steel": ("tariffs",), "tariffs": ("trade",)})
    3
    """
    return _depth(issue, broader, frozenset())


def _depth(issue: str, broader: Mapping[str, tuple[str, ...]], seen: frozenset[str]) -> int:
    parents = [parent for parent in broader.get(issue, ()) if parent not in seen]
    return 1 + min((_depth(parent, broader, seen | {issue}) for parent in parents), default=0)


def _above(issue: str, broader: Mapping[str, tuple[str, ...]], level: int) -> tuple[str, ...]:
    """The issues on a level above an issue; the issue itself if it is on that level or higher."""
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
