"""The picture as plain data: nodes, edges and where they stand; vis-network draws it, the page colours it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations, groupby
from typing import Any

import networkx as nx

from kg.export.layout.arrangement import SPREAD_LIMIT, arrangements
from kg.export.layout.boxes import box_of, share, wrapped
from kg.export.layout.tangle import Box
from kg.export.page.phrases import SIDES
from kg.model.kinds import ACTOR_KINDS
from kg.wording.attitudes import are_several, verb
from kg.wording.safe_text import clean, one_line

#: Screens for which a picture is laid out, as aspect and room: wide, square, tall (a telephone).
SCREENS = ((1.9, 1.9), (0.98, 1.6), (0.22, 2.5))


def picture(network: nx.MultiGraph) -> dict[str, Any]:
    """Nodes, edges and layouts for vis-network; ids of nodes are short, ids of edges are the network's.

    Up to 150 nodes carry their label, and the layout makes room for it. In a larger picture the script
    chooses which labels have room at the scale that is shown.

    Returns:
        ``nodes``, ``edges``, ``layouts`` (one for each of :data:`SCREENS`), ``share`` (of its statements
        that a symbol stands for), and ``actors``: the layouts of
        the actors alone, those who agree near each other; empty where the picture is large.
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
                    "side": SIDES[edge["stance"]],
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
    pull = pulling(agreeing(edges)) if small else []
    return {
        "nodes": nodes,
        "edges": edges,
        "layouts": layouts(boxes, pairs),
        "share": shown,
        "actors": layouts(alone, pull, roomier=max(0.0, 1.5 - len(alone) / 20)),
    }


def _several(actor: Mapping[str, Any]) -> bool:
    """Whether an actor is plural: some people, or a symbol that stands for some."""
    return "members" in actor or are_several(actor["iri"], actor["label"])


def agreeing(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The pairs of actors who stand on the same side of something, with the number of such things.

    >>> edges = [{"from": who, "to": "t", "side": "support"} for who in "ab"]
    >>> agreeing(edges)
    [{'a': 'a', 'b': 'b', 'weight': 1}]
    """
    sides: dict[tuple[str, str], set[str]] = {}
    for edge in edges:
        if edge["side"] in ("support", "oppose"):
            sides.setdefault((edge["to"], edge["side"]), set()).add(edge["from"])
    found = Counter(pair for actors in sides.values() for pair in combinations(sorted(actors), 2))
    return [{"a": a, "b": b, "weight": n} for (a, b), n in sorted(found.items(), key=lambda t: (-t[1], t[0]))]


def pulling(ties: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The ties that a layout sees, since a dense network drawn by all of them is a ball.

    They are the strongest, one a node, and as many as keep together what hangs together; those with a
    negative weight only where there are no others.

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
    boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]], *, roomier: float = 0.0
) -> list[dict[str, Any]]:
    """One layout for each shape of screen, as plain data; none where there is nothing to lay out.

    Args:
        boxes: the room that each node takes.
        pairs: the lines.
        roomier: how much more room there is to be than :data:`SCREENS` says, for pictures of few nodes; a
            tall one becomes wider, so that its lines need not run under its boxes.
    """
    screens = SCREENS if boxes else ()
    rooms = [(aspect + (0.25 * roomier if aspect < 1 else 0.0), room + roomier) for aspect, room in screens]
    return [
        {"width": one.width, "height": one.height, "points": {k: list(p) for k, p in one.points.items()}}
        for one in arrangements(boxes, pairs, rooms)
    ]


def bend(place: int, of: int) -> float:
    """How far one of several edges between the same two nodes curves; negative to the other side.

    >>> [bend(i, 1) for i in range(1)], [bend(i, 2) for i in range(2)], [bend(i, 3) for i in range(3)]
    ([0.0], [-0.12, 0.12], [-0.24, 0.0, 0.24])
    """
    return round(0.24 * (place - (of - 1) / 2), 3)
