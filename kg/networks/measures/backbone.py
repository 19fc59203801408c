"""The disparity filter: ties that are stronger than chance would make them.

If a node with k ties and strength s spread s over its ties at random, a tie of weight w or more would occur
with probability ``alpha = (1 - w / s) ** (k - 1)`` (Serrano, Boguñá & Vespignani 2009,
doi:10.1073/pnas.0808904106; neither networkx nor igraph implements it). Each tie is tested from both ends and
kept if the probability is below the level at either end (the paper's rule) or, more strictly, at both. At a
node with a single tie alpha is 1, so the other end decides. Two nodes tied only to each other are therefore
never in the backbone.

The test uses absolute weights, so that strong disagreement may be kept as well as strong agreement. It
assumes that weights spread freely; with few shared targets it is an aid to drawing, not a proof.
"""

from __future__ import annotations

from typing import Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd

from kg.errors import QuestionError
from kg.networks.measures.ordered_ties import ordered_ties

Rule = Literal["either", "both"]

#: The number of ends at which a tie must be significant.
RULES: tuple[Rule, ...] = get_args(Rule)


def disparity(graph: nx.Graph, *, level: float = 0.05, rule: Rule = "either") -> pd.DataFrame:
    """Return every tie with its probability under chance, in order of the ends' labels.

    Columns: ``a``, ``b`` (identifiers), ``a_label``, ``b_label``, ``weight`` (with its sign), ``alpha_a``,
    ``alpha_b`` (the probability as seen from that end), ``alpha`` (the smaller of them under the rule
    "either", the larger under "both") and ``kept`` (alpha < level).

    Raises:
        QuestionError: the level is outside of (0, 1] or the rule is unknown.
        ValueError: the graph is directed, or a weight is not a finite number.

    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("hub", "a", 98), ("hub", "b", 1), ("hub", "c", 1)])
    >>> disparity(graph)[["a", "b", "alpha_a", "alpha_b", "kept"]].round(4).values.tolist()
    [['a', 'hub', 1.0, 0.0004, True], ['b', 'hub', 1.0, 0.9801, False], ['c', 'hub', 1.0, 0.9801, False]]
    """
    if not 0 < level <= 1:
        raise QuestionError(f"invalid level {level}", hint="expected more than 0 and at most 1")
    if rule not in RULES:
        raise QuestionError(f"unknown rule {rule!r}", hint=f"expected one of: {', '.join(RULES)}")
    found = ordered_ties(graph)
    sizes = np.abs(found.weights)
    degree = np.bincount(found.ends.ravel(), minlength=len(found.nodes))
    strength = np.abs(found.matrix()).sum(axis=1)
    share = np.clip(sizes[:, None] / strength[found.ends], 0, 1)
    chance = (1 - share) ** (degree[found.ends] - 1)  # 0 ** 0 is 1: a single tie
    alpha = chance.min(axis=1) if rule == "either" else chance.max(axis=1)
    a, b = found.ends[:, 0].tolist(), found.ends[:, 1].tolist()
    return pd.DataFrame(
        {
            "a": pd.Series([found.nodes[i] for i in a], dtype="str"),
            "b": pd.Series([found.nodes[i] for i in b], dtype="str"),
            "a_label": pd.Series([found.labels[i] for i in a], dtype="str"),
            "b_label": pd.Series([found.labels[i] for i in b], dtype="str"),
            "weight": found.weights,
            "alpha_a": chance[:, 0],
            "alpha_b": chance[:, 1],
            "alpha": alpha,
            "kept": alpha < level,
        }
    )


def backbone(graph: nx.Graph, *, level: float = 0.05, rule: Rule = "either") -> nx.Graph:
    """Return a copy of the graph with only the kept ties, each with its ``alpha``; all nodes stay.

    Parallel edges are tested as one tie and kept or removed together.

    >>> graph = nx.Graph()
    >>> graph.add_weighted_edges_from([("hub", "a", 98), ("hub", "b", 1), ("hub", "c", 1)])
    >>> list(backbone(graph).edges), len(backbone(graph))
    ([('hub', 'a')], 4)
    """
    table = disparity(graph, level=level, rule=rule)
    kept = table[table["kept"]]
    alpha = {
        frozenset(pair): chance for *pair, chance in zip(kept["a"], kept["b"], kept["alpha"], strict=True)
    }
    found = graph.copy()
    found.remove_edges_from([edge for edge in graph.edges if frozenset(edge[:2]) not in alpha])
    for a, b, data in found.edges(data=True):
        data["alpha"] = float(alpha[frozenset((a, b))])
    return found
