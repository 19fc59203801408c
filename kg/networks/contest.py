"""Who stands on which side of what: the two-mode network counted per target.

Positive evaluations count as support and negative ones as opposition. The unit is the actor, so that
somebody who repeats themselves counts once; an actor who has said both counts on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

#: The side that a stance or evaluation is shown on.
SIDES = {
    "support": "support",
    "positive": "support",
    "oppose": "oppose",
    "negative": "oppose",
    "mixed": "mixed",
    "neutral": "neutral",
    "unclear": "unclear",
}


@dataclass(frozen=True, slots=True)
class Contest:
    """How many actors stand where on one target, and on how many readings that rests."""

    target: str
    label: str
    kind: str
    support: int
    oppose: int
    mixed: int
    neutral: int
    unclear: int
    readings: int

    @property
    def contested(self) -> bool:
        """Whether there are actors on both sides."""
        return self.support > 0 and self.oppose > 0


def contests(network: nx.MultiGraph) -> list[Contest]:
    """Every target of a two-mode network, the most contested first.

    Contested most is what has most actors on its smaller side; then comes what most actors speak on.

    >>> from kg.networks import two_mode
    >>> rows = [{"id": f"urn:s{i}", "speaker": f"https://x.org/id/person/p{i}", "speaker_label": f"P{i}",
    ...          "about": [{"reading": f"urn:r{i}", "target": "https://x.org/id/issue/toll",
    ...                     "label": "A toll", "stance": stance}]}
    ...         for i, stance in enumerate(["support", "oppose", "oppose"])]
    >>> [(c.label, c.support, c.oppose, c.contested) for c in contests(two_mode(rows))]
    [('A toll', 1, 2, True)]
    """
    found = []
    for target, node in network.nodes(data=True):
        if node["bipartite"] != 1:
            continue
        sides: dict[str, set[str]] = {side: set() for side in SIDES.values()}
        readings = 0
        for _, actor, edge in network.edges(target, data=True):
            sides[SIDES[edge["stance"]]].add(actor)
            readings += edge["weight"]
        counts = {side: len(actors) for side, actors in sides.items()}
        found.append(Contest(target, node["label"], node["kind"], **counts, readings=readings))
    return sorted(
        found,
        key=lambda c: (
            -min(c.support, c.oppose),
            -(c.support + c.oppose),
            -(c.mixed + c.neutral + c.unclear),
            c.label,
            c.target,
        ),
    )
