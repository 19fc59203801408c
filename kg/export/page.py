"""What stands on the network page, as plain data: statements, counts, contested issues, picture.

The template prints this and the page's script reads it; neither computes anything about the debate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import networkx as nx

from kg.export.boxes import box_of, symbol_size, wrapped
from kg.export.layout import SPREAD_LIMIT, arrange
from kg.export.wording import (
    VERBS,
    clean,
    count,
    embedded,
    one_line,
    quoted,
    span,
    texts,
    web_address,
    when,
)
from kg.networks import SIDES, contests

#: Screens for which a picture is laid out, as aspect and room: wide, square, tall (a telephone).
SCREENS = ((1.9, 1.9), (1.05, 1.9), (0.22, 2.5))
_LABELLED = 60


def statement_cards(statements: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every statement as the page shows it, the newest first and undated ones last.

    Raises:
        KeyError: a row has no ``id``.
    """
    rows = [clean(row) for row in statements]
    rows.sort(key=lambda r: (str(r.get("speaker_label") or ""), r.get("start") or 0, r["id"]))
    rows.sort(key=lambda r: str(r.get("said_latest") or ""), reverse=True)
    return [_card(row) for row in rows]


def _card(row: Mapping[str, Any]) -> dict[str, Any]:
    words = quoted(row)
    text = str(row.get("text") or "")
    return {
        "id": row["id"],
        "speaker": str(row.get("speaker_label") or row.get("speaker") or "unknown speaker"),
        "actor": row.get("speaker"),
        "roles": texts(row.get("speaker_roles")),
        "mode": str(row.get("mode") or ""),
        "quotes": list(words),
        "tag": "reported belief, paraphrased" if row.get("mode") == "reported-belief" else "paraphrase",
        "paraphrase": "" if row.get("mode") == "direct" and words else text,
        "cue": str(row.get("cue") or ""),
        "when": when(row.get("said_earliest"), row.get("said_latest")),
        "basis": str(row.get("date_basis") or ""),
        "date_reason": str(row.get("date_reason") or ""),
        "place": str(row.get("place_label") or ""),
        "addressee": ", ".join(texts(row.get("addressee_label"))),
        "occasion": str(row.get("occasion") or ""),
        "source": str(row.get("source_label") or row.get("source") or ""),
        "url": web_address(row.get("source_url")),
        "published": when(row["source_earliest"], row.get("source_latest"))
        if row.get("source_earliest")
        else "",
        "reporters": ", ".join(texts(row.get("reported_by_labels"))),
        "span": span(row),
        "embeds": embedded(row),
        "readings": [_reading(reading) for reading in row.get("about") or ()],
    }


def _reading(reading: Mapping[str, Any]) -> dict[str, Any]:
    scheme = "evaluation" if reading.get("evaluation") else "stance"
    value = str(reading.get(scheme) or "")
    return {
        "id": str(reading.get("reading") or ""),
        "label": str(reading.get("label") or reading.get("target") or ""),
        "value": value,
        "side": SIDES.get(value, ""),
        "verb": VERBS.get((scheme, value), "speaks on"),
        "confidence": str(reading.get("confidence") or ""),
        "reason": str(reading.get("reason") or ""),
        "coder": str(reading.get("coder_label") or ""),
    }


def picture(network: nx.MultiGraph) -> dict[str, Any]:
    """Nodes, edges and layouts for vis-network; ids of nodes are short, ids of edges are the network's."""
    names = {key: f"n{i}" for i, key in enumerate(network)}
    busiest = sorted(network, key=lambda k: (-network.nodes[k]["bipartite"], -network.degree(k), k))
    labelled = set(busiest if len(names) <= SPREAD_LIMIT else busiest[:_LABELLED])
    nodes, boxes = [], {}
    for key, node in network.nodes(data=True):
        issue = node["bipartite"] == 1
        name = one_line(node["label"])
        caption = wrapped(name) if key in labelled else ""
        boxes[names[key]] = box_of(caption, issue=issue, statements=node["statements"])
        nodes.append(
            {
                "id": names[key],
                "key": clean(key),
                "name": name,
                "label": caption,
                "issue": issue,
                "kind": node["kind"],
                "roles": clean(node.get("roles", ())),
                "statements": node["statements"],
                "size": symbol_size(node["statements"]),
            }
        )
    edges = []
    for (actor, target), group in groupby(network.edges(keys=True, data=True), key=lambda e: (e[0], e[1])):
        parallel = list(group)
        for place, (_, _, _, edge) in enumerate(parallel):
            edges.append(
                {
                    "id": edge["id"],
                    "from": names[actor],
                    "to": names[target],
                    "value": edge["stance"],
                    "side": SIDES[edge["stance"]],
                    "verb": VERBS[edge["scheme"], edge["stance"]],
                    "weight": edge["weight"],
                    "bend": bend(place, len(parallel)),
                    "evidence": clean(edge["evidence"]),
                    "statements": clean(edge["statements"]),
                }
            )
    pairs = [(edge["from"], edge["to"]) for edge in edges]
    layouts = [arrange(boxes, pairs, aspect=aspect, room=room) for aspect, room in SCREENS] if nodes else []
    return {
        "nodes": nodes,
        "edges": edges,
        "layouts": [
            {"width": one.width, "height": one.height, "points": {k: list(p) for k, p in one.points.items()}}
            for one in layouts
        ],
    }


def bend(place: int, of: int) -> float:
    """How far one of several edges between the same two nodes curves; negative to the other side.

    >>> [bend(i, 1) for i in range(1)], [bend(i, 2) for i in range(2)], [bend(i, 3) for i in range(3)]
    ([0.0], [-0.12, 0.12], [-0.24, 0.0, 0.24])
    """
    return round(0.24 * (place - (of - 1) / 2), 3)


def facts(network: nx.MultiGraph, statements: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The headline: pairs of a figure and what it counts."""
    actors = {row.get("speaker") for row in statements if row.get("speaker")}
    targets = sum(side == 1 for _, side in network.nodes(data="bipartite"))
    sources = {row.get("source") or row.get("source_label") for row in statements} - {None}
    numbers = [
        (len(statements), "statement", None),
        (len(actors), "actor", None),
        (targets, "issue", None),
        (len(sources), "source", None),
    ]
    told = [tuple(count(n, one, many).split(" ", 1)) for n, one, many in numbers]
    first = min((str(row["said_earliest"]) for row in statements if row.get("said_earliest")), default=None)
    last = max((str(row["said_latest"]) for row in statements if row.get("said_latest")), default=None)
    if first or last:
        told.append((when(first, last), "when said"))
    as_of = max((str(row["source_latest"]) for row in statements if row.get("source_latest")), default=None)
    if as_of:
        told.append((when(as_of, as_of), "data as of"))
    return [(clean(a), clean(b)) for a, b in told]


def limits(network: nx.MultiGraph, cards: Sequence[Mapping[str, Any]]) -> str:
    """One line that says what the picture does not show."""
    drawn = {s for *_, edge in network.edges(data=True) for s in edge["statements"]}
    left = sum(card["id"] not in drawn for card in cards)
    held = sum(len(card["embeds"]) for card in cards)
    said = [
        "A line is a coder's reading of what somebody said, not of what they did, and no line means only that nothing was coded"
    ]
    if left:
        said.append(
            f"{count(left, 'statement')} without a stance or evaluation {'is' if left == 1 else 'are'} in the table only"
        )
    if held:
        said.append(
            f"what speakers say that others want or believe ({held} times) draws no line for those others"
        )
    return "; ".join(said) + "."


def overview(network: nx.MultiGraph, at_most: int = 8) -> dict[str, Any]:
    """The most contested targets with the actors on each side; the most spoken on where none is contested."""
    names = {key: f"n{i}" for i, key in enumerate(network)}
    found = contests(network)
    rows = [
        {
            "node": names[c.target],
            "label": one_line(c.label) + (" (spoken of)" if c.kind == "actor" else ""),
            "support": c.support,
            "oppose": c.oppose,
            "other": c.mixed + c.neutral + c.unclear,
            "readings": c.readings,
            "contested": c.contested,
        }
        for c in found
    ]
    contested = [row for row in rows if row["contested"]]
    rest = sorted(
        (r for r in rows if not r["contested"]), key=lambda r: -(r["support"] + r["oppose"] + r["other"])
    )
    shown = contested[:at_most]
    return {
        "contested": shown,
        "more": len(contested) - len(shown),
        "rest": rest[: max(0, at_most - len(shown))],
        "unshown": max(0, len(rest) - max(0, at_most - len(shown))),
    }
