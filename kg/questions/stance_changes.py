"""Changes of stance: pairs of consecutive positions, with the words and offices of both.

:mod:`kg.model.positions` decides what a position is. A mixed position, whose statements cannot be put in
order, gives a pair for each two of its stances.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from kg.model.statement import sort_key
from kg.namespaces import EVALUATION, STANCE
from kg.questions.answer import Asker, Row, grouped, notation
from kg.questions.offices import Offices, offices_of
from kg.questions.position_runs import Behind, View, by_key, evidence_of, judged, read_otherwise, runs_of
from kg.store.terms import Term, iri


class Change(NamedTuple):
    """Two different readings: their positions, their order, and who read what if coders differ."""

    before: Row
    after: Row
    from_stance: str | None
    to_stance: str | None
    order: str
    coders: list[str]
    positions: tuple[Row, Row]


def changes(
    asker: Asker, positions: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return the rows of ``stance-changes``, from positions in order of actor, target and time."""
    if View.of(terms).whole:
        known = {str(row["position"]): row["backing"] for row in positions if row.get("backing")}
        backing = known if positions and "backing" in positions[0] else _readings(asker, positions)
    else:
        positions, backing = _worked_out(asker, positions)
    _mark_disputed(asker, positions, backing, terms)
    held_by: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in positions:
        if row["position"] in backing:
            held_by[row["actor"], row["target"], _scheme(row)].append(row)
    found = [change for run in held_by.values() for change in _of_one(run, backing)]
    chosen = dict.fromkeys(str(row["reading"]) for change in found for row in (change.before, change.after))
    evidence = evidence_of(asker, chosen)
    found = [one for one in found if {one.before["reading"], one.after["reading"]} <= evidence.keys()]
    offices = offices_of(asker, {str(change.positions[0]["actor"]) for change in found})
    return [_row(change, evidence, offices) for change in found], []


def _of_one(positions: list[Row], backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """The changes of one actor on one target, in order of time."""
    yield from _within(positions[0], backing)
    for older, newer in pairwise(positions):
        yield from _between(older, newer, backing)
        yield from _within(newer, backing)


def _between(older: Row, newer: Row, backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """The change from one position to the next: the newest words of the first, the oldest of the second."""
    if older["to"] is None or newer["from"] is None or older["to"] >= newer["from"]:
        return
    before = max(_other(backing[older["position"]], newer), key=_last, default=None)
    after = min(_other(backing[newer["position"]], older), key=_first, default=None)
    if before is not None and after is not None:
        stances = notation(older["code"]), notation(newer["code"])
        read = list(dict.fromkeys((*before["disputed"], *after["disputed"])))
        yield Change(before, after, *stances, "known", read, (older, newer))


def _within(position: Row, backing: Mapping[str, list[Row]]) -> Iterator[Change]:
    """The pairs of stances of a mixed position, from words that all coders read alike."""
    if notation(position["code"]) != "mixed":
        return
    settled = [row for row in backing[position["position"]] if not row["disputed"]]
    firsts: dict[str, Row] = {}
    for row in sorted(settled, key=_first):
        firsts.setdefault(row["code"], row)
    for before, after in combinations(firsts.values(), 2):
        ordered = before["counts_until"] is not None and after["counts_from"] is not None
        order = "these two" if ordered and before["counts_until"] < after["counts_from"] else "not known"
        stances = notation(before["code"]), notation(after["code"])
        yield Change(before, after, *stances, order, [], (position, position))


def _other(readings: Iterable[Row], position: Row) -> list[Row]:
    """The readings with another stance than ``position``."""
    return [row for row in readings if row["code"] != position["code"]]


def _first(row: Row) -> tuple[object, ...]:
    return sort_key(row["counts_from"] or "9999", row["start"], row["reading"])


def _last(row: Row) -> tuple[object, ...]:
    return sort_key(row["counts_until"] or "", row["start"], row["reading"])


def _scheme(row: Row) -> str:
    return str(row["code"]).partition("#")[0]


def _readings(asker: Asker, positions: Sequence[Row]) -> dict[str, list[Row]]:
    """The readings behind each stored position."""
    chosen = [iri(str(row["position"])) for row in positions]
    return grouped(asker.batched("backing", {"position": chosen}), "position")


def _worked_out(asker: Asker, stored: Sequence[Row]) -> tuple[list[Row], dict[str, list[Row]]]:
    """Positions from statements with stated dates only, and the readings behind each.

    Fewer readings never split one position into two, so only actors with several stored positions, or a
    mixed one, are considered. Computed positions have a number instead of an IRI.
    """
    holders, targets = ({str(row[key]) for row in stored} for key in ("actor", "target"))
    asked = {(row["actor"], row["target"]) for row in stored}
    labels = {str(row[key]): row[f"{key}_label"] for row in stored for key in ("actor", "target")}
    readings = judged(asker, about=targets, by=holders, stated=True)
    starts = evidence_of(asker, (one.reading for one in readings))
    positions: list[Row] = []
    backing: dict[str, list[Row]] = {}
    for key, its in by_key(readings).items():
        if (key.holder, key.target) not in asked:
            continue
        codes = STANCE if key.scheme == "stance" else EVALUATION
        for run in runs_of(its):
            name = str(len(positions))
            positions.append(
                {
                    **{"position": name, "stored": False},
                    **{"actor": key.holder, "actor_label": labels[key.holder]},
                    **{"target": key.target, "target_label": labels[key.target]},
                    "code": codes[run.value],
                    "from": None if run.earliest is None else run.earliest.isoformat(),
                    "to": None if run.latest is None else run.latest.isoformat(),
                    "readings": len(run.readings),
                }
            )
            backing[name] = [
                {**starts[one.reading], "code": codes[one.value], "passage": one.passage}
                for one in its
                if one.reading in run.readings and one.reading in starts
            ]
    positions.sort(
        key=lambda row: (str(row["actor_label"]), row["actor"], str(row["target_label"]), row["target"])
    )
    return positions, backing


def _mark_disputed(
    asker: Asker,
    positions: Sequence[Row],
    backing: Mapping[str, list[Row]],
    terms: Mapping[str, Sequence[Term]],
) -> None:
    """Set ``disputed`` in each reading: who read what, if coders read its words differently."""
    behind = [
        Behind(row["reading"], position["actor"], position["target"], row["passage"])
        for position in positions
        for row in backing.get(position["position"], ())
    ]
    differing = read_otherwise(asker, behind, about=terms.get("issue"), by=terms.get("by"))
    for rows in backing.values():
        for row in rows:
            row["disputed"] = differing.get(row["reading"], [])


def _row(change: Change, evidence: dict[str, Row], offices: Offices) -> Row:
    older, newer = change.positions
    row: Row = {
        **{key: older[key] for key in ("actor", "actor_label", "target", "target_label")},
        "from_stance": change.from_stance,
        "to_stance": change.to_stance,
        "order": change.order,
        "coders_differ": bool(change.coders),
        "coders": change.coders,
    }
    for side, reading, position in (("before", change.before, older), ("after", change.after, newer)):
        its = evidence[reading["reading"]]
        held = offices.at(older["actor"], its["counts_from"], its["counts_until"], its["source"])
        row |= {f"{side}_{key}": its[key] for key in _SIDE}
        row |= {
            f"{side}_mode": notation(its["mode"]),
            f"{side}_counts_by": notation(its["counts_by"]),
            f"{side}_read_as": notation(its["code"]),
            f"{side}_confidence": notation(its["confidence"]),
            f"{side}_readings": position["readings"],
            f"{side}_position": position["position"] if position.get("stored", True) else None,
            f"{side}_roles": [office.words for office in held],
            f"{side}_roles_known": [office.known for office in held],
            f"{side}_role": [record.role for office in held for record in office.held.tenure.records],
        }
    return row


_SIDE = (
    *("said_earliest", "said_latest", "counts_from", "counts_until", "text"),
    *("coder", "coder_label", "for", "for_label", "source", "source_label", "start", "end"),
    *("statement", "reading"),
)
