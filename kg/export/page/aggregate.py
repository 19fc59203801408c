"""The aggregate of a network that is too large to draw: the most active nodes by name, the others grouped.

Counts include everything: a line of an actor who is not drawn by name belongs to the other actors of the same
kind, and a target that is not drawn is grouped in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.model.kinds import ACTOR_KINDS
from kg.networks.two_mode_graph import edge_id
from kg.wording.counts import count

#: Maximum number of nodes drawn individually; in a larger network, this many on each side keep their name.
AT_MOST = 5_000
NAMED = {0: 240, 1: 60}

_PLURALS = {
    "country": "countries",
    "actor spoken of": "actors spoken of",
    "other": "subjects",
}


@dataclass(slots=True)
class _Tie:
    """The sum of several ties."""

    weight: float = 0.0
    readings: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)


def aggregated(
    network: nx.MultiGraph, at_most: int = AT_MOST, named: Mapping[int, int] = NAMED
) -> nx.MultiGraph:
    """Return the network itself if it is small enough, else its aggregate.

    Args:
        network: two-mode; see :mod:`kg.networks.bipartite`.
        at_most: number of nodes above which nodes are grouped.
        named: number of nodes on each side that keep their name: those with the most statements.

    Returns:
        A network with the same attributes; a node that represents several has their number as ``members``.

    >>> from kg.networks.statement_network import two_mode
    >>> rows = [{"id": f"urn:s{i}", "speaker": f"https://x.org/id/person/p{i}", "speaker_label": f"P{i}",
    ...          "about": [{"reading": f"urn:r{i}", "target": "https://x.org/id/issue/toll",
    ...                     "label": "A toll", "stance": "oppose"}]} for i in range(5)]
    >>> small = aggregated(two_mode(rows), 4, {0: 2, 1: 2})
    >>> [(node["label"], node["statements"]) for _, node in small.nodes(data=True)]
    [('P0', 1), ('P1', 1), ('3 other persons', 3), ('A toll', 5)]
    """
    if len(network) <= at_most:
        return network
    place = _places(network, named)
    members: dict[str, list[str]] = {}
    for key in network:
        members.setdefault(place[key], []).append(key)
    made = nx.MultiGraph()
    for key, mine in members.items():
        node = dict(network.nodes[mine[0]])
        if key != mine[0]:
            kind = "actor spoken of" if _spoken_of(node) else node["kind"]
            of = count(len(mine), f"other {kind}", f"other {_PLURALS.get(kind, kind + 's')}")
            node.update(iri=key, label=of, members=len(mine), roles=())
        made.add_node(key, **node)
    together: dict[tuple[Any, ...], _Tie] = {}
    for one, other, key, edge in network.edges(keys=True, data=True):
        actor, target = (other, one) if network.nodes[one]["bipartite"] == 1 else (one, other)
        both = place[actor], place[target], edge["scheme"], edge["stance"], key
        found = together.setdefault(both, _Tie())
        found.weight += edge["weight"]
        found.readings.update(edge["evidence"])
        found.statements.update(edge["statements"])
    said: dict[str, set[str]] = {}
    for (actor, target, scheme, stance, key), found in sorted(together.items()):
        for end in (actor, target):
            said.setdefault(end, set()).update(found.statements)
        made.add_edge(
            actor,
            target,
            key=key,
            id=edge_id(actor, target, key),
            stance=stance,
            scheme=scheme,
            weight=found.weight,
            readings=len(found.readings),
            evidence=tuple(sorted(found.readings)),
            statements=tuple(sorted(found.statements)),
        )
    for key, statements in said.items():
        made.nodes[key]["statements"] = len(statements)
    return made


def _places(network: nx.MultiGraph, named: Mapping[int, int]) -> dict[str, str]:
    """Return the node where each node is counted: itself, or the group of its side and kind."""
    place = {}
    for side, most in named.items():
        mine = [(key, node) for key, node in network.nodes(data=True) if node["bipartite"] == side]
        mine.sort(key=lambda pair: (-pair[1]["statements"], pair[0]))
        for number, (key, node) in enumerate(mine):
            kind = "actor" if _spoken_of(node) else node["kind"]
            place[key] = key if number < most else f"urn:others:{side}:{kind}"
    return place


def _spoken_of(node: Mapping[str, Any]) -> bool:
    return node["bipartite"] == 1 and node["kind"] in ACTOR_KINDS
