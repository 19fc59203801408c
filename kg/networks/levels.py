"""Issues at a chosen level of their scheme: narrower ones are counted into the one above."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kg.networks.readings import Readings


def at_level(readings: Readings, level: str | int | None) -> Readings:
    """The readings with each target replaced by the issue above it on that level.

    The level of an issue is one more than that of its highest broader issue; 1 is the top. What stands
    higher, and what is no issue, stays. A target with several issues above it on that level counts into each.

    Args:
        readings: with the broader issues in their background.
        level: None to leave the targets as they are coded, "top" for 1, or a number.
    """
    if level is None:
        return readings
    broader = readings.background.broader
    wanted = 1 if level == "top" else int(level)
    targets = [str(t) for t in readings.frame["target"].cat.categories]
    pairs = [(t, above) for t in targets for above in _above(t, broader, wanted)]
    mapped = pd.DataFrame(pairs, columns=["target", "above"])
    frame = readings.frame.assign(target=readings.frame["target"].astype(str)).merge(mapped, on="target")
    frame["target"] = frame.pop("above").astype("category")
    frame = frame[readings.frame.columns].drop_duplicates(["reading", "actor", "target"])
    several = len(frame) - len(readings)
    note = f"{several:,} readings more, because their issue stands below several." if several > 0 else None
    return readings.having(frame.sort_values(["reading", "target"]).reset_index(drop=True), note)


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
