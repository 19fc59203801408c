"""Changes of stance: positions that follow each other, with the words and the role on both sides.

What counts as a position is decided when the graph is built. Here two that follow each other in time are
set side by side; of a mixed one, whose statements cannot be put in order, each two of its stances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from kg.questions.answer import Asker, Row, grouped, notation
from kg.questions.tenures import Tenure, at_the_time, tenures
from kg.store.terms import Term, iri


class Change(NamedTuple):
    """Two readings that differ: what the positions say, their order, and whether coders differ on them."""

    before: Row
    after: Row
    from_stance: str | None
    to_stance: str | None
    order: str
    coders_differ: bool
    positions: tuple[Row, Row]


def changes(asker: Asker, positions: Sequence[Row], terms: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows of ``stance-changes``, from its positions in order of actor, target and time."""
    backing = _readings(asker, positions)
    held_by: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in positions:
        if row["position"] in backing:
            held_by[row["actor"], row["target"], _scheme(row)].append(row)
    found = [change for run in held_by.values() for change in _of_one(run, backing)]
    chosen = dict.fromkeys(str(row["reading"]) for change in found for row in (change.before, change.after))
    evidence = _evidence(asker, chosen)
    found = [one for one in found if {one.before["reading"], one.after["reading"]} <= evidence.keys()]
    held = tenures(asker, {str(change.positions[0]["actor"]) for change in found})
    return [_row(change, evidence, held) for change in found]


def _of_one(positions: list[Row], backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """The changes of one actor on one target, in order of time."""
    yield from _within(positions[0], backing)
    for older, newer in pairwise(positions):
        yield from _between(older, newer, backing)
        yield from _within(newer, backing)


def _between(older: Row, newer: Row, backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """The change from one position to the next: the newest words before it, the oldest after."""
    if older["to"] is None or newer["from"] is None or older["to"] >= newer["from"]:
        return
    before = max(_other(backing[older["position"]], newer), key=_last, default=None)
    after = min(_other(backing[newer["position"]], older), key=_first, default=None)
    if before is not None and after is not None:
        stances = notation(older["code"]), notation(newer["code"])
        differ = bool(before["disputed"] or after["disputed"])
        yield Change(before, after, *stances, "known", differ, (older, newer))


def _within(position: Row, backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """Each two stances of a mixed position, in words that all coders read alike."""
    if notation(position["code"]) != "mixed":
        return
    settled = [row for row in backing[position["position"]] if not row["disputed"]]
    firsts: dict[str, Row] = {}
    for row in sorted(settled, key=_first):
        firsts.setdefault(row["code"], row)
    for before, after in combinations(firsts.values(), 2):
        ordered = before["latest"] is not None and after["earliest"] is not None
        order = "these two" if ordered and before["latest"] < after["earliest"] else "not known"
        stances = notation(before["code"]), notation(after["code"])
        yield Change(before, after, *stances, order, False, (position, position))


def _other(readings: Iterable[Row], position: Row) -> list[Row]:
    """Those that are not of the stance of ``position``."""
    return [row for row in readings if row["code"] != position["code"]]


def _first(row: Row) -> tuple[str, int, str]:
    return (row["earliest"] or "9999", row["start"], row["reading"])


def _last(row: Row) -> tuple[str, int, str]:
    return (row["latest"] or "", row["start"], row["reading"])


def _scheme(row: Row) -> str:
    return str(row["code"]).partition("#")[0]


def _readings(asker: Asker, positions: Sequence[Row]) -> dict[str, list[Row]]:
    """The readings behind each position; ``disputed`` are those whose words a coder read otherwise."""
    chosen = [iri(str(row["position"])) for row in positions]
    found = grouped(asker.batched("backing", {"position": chosen}), "position")
    for rows in found.values():
        read_as: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            read_as[row["passage"]].add(row["code"])
        for row in rows:
            row["disputed"] = len(read_as[row["passage"]]) > 1
    return found


def _evidence(asker: Asker, readings: Iterable[str]) -> dict[str, Row]:
    chosen = [iri(reading) for reading in readings]
    found = grouped(asker.batched("evidence", {"reading": chosen}), "reading")
    return {reading: rows[0] for reading, rows in found.items()}


def _row(change: Change, evidence: dict[str, Row], held: dict[str, list[Tenure]]) -> Row:
    older, newer = change.positions
    row: Row = {
        **{key: older[key] for key in ("actor", "actor_label", "target", "target_label")},
        "from_stance": change.from_stance,
        "to_stance": change.to_stance,
        "order": change.order,
        "coders_differ": change.coders_differ,
    }
    for side, reading, position in (("before", change.before, older), ("after", change.after, newer)):
        its = evidence[reading["reading"]]
        roles = at_the_time(held.get(str(older["actor"]), []), its)
        row |= {f"{side}_{key}": its[key] for key in _SIDE}
        row |= {
            f"{side}_mode": notation(its["mode"]),
            f"{side}_read_as": notation(its["code"]),
            f"{side}_confidence": notation(its["confidence"]),
            f"{side}_readings": position["readings"],
            f"{side}_position": position["position"],
            f"{side}_role_dated": roles.dated,
            f"{side}_role_reported": roles.reported,
            f"{side}_role": roles.holdings,
        }
    return row


_SIDE = (
    *("earliest", "latest", "text", "coder", "coder_label", "for", "for_label"),
    *("source", "source_label", "start", "end", "statement", "reading"),
)
