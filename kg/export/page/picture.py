"""The picture as plain data: nodes, edges and positions; vis-network draws it, the page styles it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

import networkx as nx

from kg.export.layout.arrangement import SPREAD_LIMIT, arrangements
from kg.export.layout.boxes import box_of, share, wrapped
from kg.export.layout.clutter import Box
from kg.export.page.phrases import SIDES
from kg.model.kinds import ACTOR_KINDS
from kg.wording.attitudes import are_several, verb
from kg.wording.safe_text import clean, one_line

#: Screens that a picture is laid out for, as aspect and room: wide, square, tall (a telephone).
SCREENS = ((1.9, 1.9), (0.98, 1.6), (0.22, 2.5))


def picture(network: nx.MultiGraph) -> dict[str, Any]:
    """Return nodes, edges and layouts for vis-network; node ids are short, edge ids are the network's.

    Up to 150 nodes have their label, and the layout makes room for it. In a larger picture the script chooses
    the labels that fit at the current scale.

    Returns:
        ``nodes``, ``edges``, ``layouts`` (one for each of :data:`SCREENS`), ``share`` (the share of its
        statements that a symbol represents), and ``actors``: the layouts of the actors alone, with those who
        agree near each other; empty for a large picture.
    """
    names = {key: f"n{i}" for i, key in enumerate(network)}
    small = len(names) <= SPREAD_LIMIT
    shown = share(max((node["statements"] for _, node in network.nodes(data=True)), default=1))
    nodes, boxes = [], {}
    for key, node in network.nodes(data=True):
        issue = node["bipartite"] == 1
        kind = "actor" if issue and node["kind"] in ACTOR_KINDS else node["kind"]
        name = one_line(node["label"])
        caption = wrapped(name) if small else ""
        boxes[names[key]] = box_of(caption, issue=issue, statements=round(shown * node["statements"]))
        nodes.append(
            {
                "id": names[key],
                "key": clean(key),
                "name": name,
                "label": caption,
                "issue": issue,
                "kind": kind,
                "statements": node["statements"],
                "members": node.get("members"),
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
                    "scheme": edge["scheme"],
                    "value": edge["stance"],
                    "side": SIDES.get(edge["stance"], "unclear"),
                    "verb": verb(edge["scheme"], edge["stance"], several=_several(network.nodes[actor])),
                    "weight": edge["readings"],
                    "bend": bend(place, len(parallel)),
                    "arrow": network.nodes[target]["kind"] in ACTOR_KINDS,
                    "evidence": clean(edge["evidence"]),
                    "statements": clean(edge["statements"]),
                }
            )
    pairs = [(edge["from"], edge["to"]) for edge in edges]
    alone = {node["id"]: boxes[node["id"]] for node in nodes if not node["issue"]} if small else {}
    pull = layout_ties(agreements(edges)) if small else []
    return {
        "nodes": nodes,
        "edges": edges,
        "layouts": layouts(boxes, pairs),
        "share": shown,
        "actors": layouts(alone, pull, extra_room=max(0.0, 1.5 - len(alone) / 20)),
    }


def _several(actor: Mapping[str, Any]) -> bool:
    """Return whether an actor is plural: a group of people, or a symbol that represents several actors."""
    return "members" in actor or are_several(actor["iri"], actor["label"])


def agreements(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the pairs of actors who are on the same side of a target, with the number of such targets.

    >>> edges = [{"from": who, "to": "t", "side": "support"} for who in "ab"]
    >>> agreements(edges)
    [{'a': 'a', 'b': 'b', 'weight': 1}]
    """
    sides: dict[tuple[str, str], set[str]] = {}
    for edge in edges:
        if edge["side"] in ("support", "oppose"):
            sides.setdefault((edge["to"], edge["side"]), set()).add(edge["from"])
    found = Counter(pair for actors in sides.values() for pair in combinations(sorted(actors), 2))
    return [{"a": a, "b": b, "weight": n} for (a, b), n in sorted(found.items(), key=lambda t: (-t[1], t[0]))]


def layout_ties(ties: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return the ties for a layout, since a dense network laid out by all of them is a ball.

    They are the strongest ties, one per node, and as many as keep connected components connected; ties with a
    negative weight only if there are no others.

    Args:
        ties: ``a``, ``b`` and ``weight``, the strongest first.
    """
    alike = [tie for tie in ties if tie["weight"] >= 0] or list(ties)
    graph = nx.Graph()
    for tie in alike:
        graph.add_edge(tie["a"], tie["b"], weight=abs(tie["weight"]))
    tree = nx.maximum_spanning_edges(graph, data=False)
    strongest = [(tie["a"], tie["b"]) for tie in alike[: len(graph)]]
    return sorted({(min(pair), max(pair)) for pair in [*tree, *strongest]})


def layouts(
    boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]], *, extra_room: float = 0.0
) -> list[dict[str, Any]]:
    """Return one layout for each shape of screen, as plain data; none if there is nothing to lay out.

    Args:
        boxes: the size of each node.
        pairs: the lines.
        extra_room: how much larger than in :data:`SCREENS` the room is, for pictures of few nodes; a tall one
            becomes wider, so that its lines need not pass under its boxes.
    """
    screens = SCREENS if boxes else ()
    rooms = [
        (aspect + (0.25 * extra_room if aspect < 1 else 0.0), room + extra_room) for aspect, room in screens
    ]
    return [
        {"width": one.width, "height": one.height, "points": {k: list(p) for k, p in one.points.items()}}
        for one in arrangements(boxes, pairs, rooms)
    ]


def bend(place: int, of: int) -> float:
    """Return the curvature of one of several edges between two nodes; negative for the other side.

    >>> [bend(i, 1) for i in range(1)], [bend(i, 2) for i in range(2)], [bend(i, 3) for i in range(3)]
    ([0.0], [-0.12, 0.12], [-0.24, 0.0, 0.24])
    """
    return round(0.24 * (place - (of - 1) / 2), 3)
