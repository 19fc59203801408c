"""A one-mode network as plain data for the page: nodes, lines and positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.export.layout.arrangement import SPREAD_LIMIT
from kg.export.layout.boxes import box_of, share, wrapped
from kg.export.page.onemode.lines import format_weight, line_of
from kg.export.page.onemode.surroundings import evidence_of
from kg.export.page.picture import layout_ties, layouts
from kg.model.kinds import ACTOR_KINDS
from kg.wording.counts import count
from kg.wording.safe_text import clean, one_line

if TYPE_CHECKING:
    from kg.networks.network import Network

_WIDEST = 8.0

Tie = Mapping[str, Any]


def picture(network: Network, nodes: Sequence[Mapping[str, Any]], ties: Sequence[Tie]) -> dict[str, Any]:
    """Return nodes, edges and layouts for vis-network.

    Args:
        network: gives the meaning of the weights.
        nodes: from :func:`kg.export.networks.tie_rows.node_rows`, including all ends of ties.
        ties: from :func:`kg.export.networks.tie_rows.tie_rows`, the strongest first. Edges are in reverse
            order, so that the strongest is on top.
    """
    names = {node["iri"]: f"n{i}" for i, node in enumerate(nodes)}
    issue = network.settings.of == "issues"
    small = len(names) <= SPREAD_LIMIT
    shown = share(max((node["statements"] for node in nodes), default=1))
    drawn, boxes = [], {}
    for node in nodes:
        name = one_line(node["label"])
        caption = wrapped(name) if small else ""
        spoken = round(shown * node["statements"])
        boxes[names[node["iri"]]] = box_of(caption, issue=issue, statements=spoken)
        drawn.append(
            {
                "id": names[node["iri"]],
                "key": clean(node["iri"]),
                "name": name,
                "label": caption,
                "issue": issue,
                "kind": "actor" if issue and node["kind"] in ACTOR_KINDS else node["kind"],
                "statements": node["statements"],
            }
        )
    heaviest = max((abs(tie["weight"]) for tie in ties), default=1.0) or 1.0
    edges = [_edge(network, tie, names, heaviest) for tie in reversed(ties)]
    pairs = [(names[a], names[b]) for a, b in layout_ties(ties)]
    laid = layouts(boxes, pairs, extra_room=max(0.0, 1.5 - len(nodes) / 20))
    return {"nodes": drawn, "edges": edges, "layouts": laid, "share": shown}


def _edge(network: Network, tie: Tie, names: Mapping[str, str], heaviest: float) -> dict[str, Any]:
    line = line_of(network.settings, tie["weight"])
    return {
        "id": tie["id"],
        "from": names[tie["a"]],
        "to": names[tie["b"]],
        "side": line.side,
        "verb": line.verb,
        "weight": tie["weight"],
        "says": f"weight {format_weight(tie['weight'])} on {count(tie['statements'], 'statement')}",
        "width": round(1 + (_WIDEST - 1) * abs(tie["weight"]) / heaviest, 2),
        "bend": 0.0,
        "rests": evidence_of(network, tie),
    }
