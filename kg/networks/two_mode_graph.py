"""The graph of a two-mode network from its readings; see :mod:`kg.networks.bipartite` for the attributes.

A page builds it from the statements that it shows. Importing pandas would take a quarter of its time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model.kinds import ACTOR_KINDS

if TYPE_CHECKING:
    import networkx as nx


class Tie(NamedTuple):
    """What distinguishes a tie: its actor and target (IRIs), and the stance or evaluation."""

    actor: str
    target: str
    scheme: str
    value: str


class Names(NamedTuple):
    """The label and the kind of an IRI."""

    label: Callable[[str], str]
    kind: Callable[[str], str]


def two_mode_graph(
    readings: Iterable[tuple[Tie, str, str]],
    names: Names,
    sides: tuple[Iterable[str], Iterable[str]],
    weights: Mapping[Tie, float] | None = None,
    **about: Any,
) -> nx.MultiGraph:
    """Return the graph of some readings.

    Args:
        readings: of each the tie, and the IRIs of the reading and its statement.
        names: of actors and targets.
        sides: the actors and the targets, in order.
        weights: of the ties; by default the number of their readings.
        about: more attributes of the graph.
    """
    import networkx as nx  # only graphs need it, and it takes long to import

    behind: dict[Tie, tuple[list[str], set[str]]] = {}
    counted: tuple[dict[str, list[str]], ...] = (defaultdict(list), defaultdict(list))
    for tie, reading, statement in readings:
        its, statements = behind.setdefault(tie, ([], set()))
        its.append(reading)
        statements.add(statement)
        for side, node in zip(counted, tie[:2], strict=True):
            side[node].append(statement)
    every = {statement for _, statements in behind.values() for statement in statements}
    graph = nx.MultiGraph(
        **about, readings=sum(len(its) for its, _ in behind.values()), statements=len(every)
    )
    for number, (side, nodes) in enumerate(zip(counted, sides, strict=True)):
        for node in nodes:
            made = side.get(node, [])
            graph.add_node(
                target_key(node, names.kind(node)) if number else node,
                iri=node,
                label=names.label(node),
                kind=names.kind(node),
                bipartite=number,
                readings=len(made),
                statements=len(set(made)),
            )
    order = {
        tie: (names.label(tie.actor), names.label(tie.target), tie.actor, tie.target, tie.value, tie.scheme)
        for tie in behind
    }
    for tie in sorted(behind, key=order.__getitem__):
        its, statements = behind[tie]
        far, key = target_key(tie.target, names.kind(tie.target)), edge_key(tie.scheme, tie.value)
        graph.add_edge(
            tie.actor,
            far,
            key=key,
            id=edge_id(tie.actor, far, key),
            stance=tie.value,
            scheme=tie.scheme,
            weight=float(len(its)) if weights is None else weights[tie],
            readings=len(its),
            statements=tuple(sorted(statements)),
            evidence=tuple(sorted(its)),
        )
    return graph


def target_key(target: str, kind: str) -> str:
    """Return the key of a target in the graph: an actor who is a target is a second node.

    >>> target_key("urn:toll", "proposal"), target_key("urn:ann", "person")
    ('urn:toll', 'urn:ann#target')
    """
    return f"{target}#target" if kind in ACTOR_KINDS else target


def edge_key(scheme: str, value: str) -> str:
    """Return the key of an edge; it distinguishes evaluations from stances with the same notation.

    >>> edge_key("stance", "mixed"), edge_key("evaluation", "mixed"), edge_key("evaluation", "positive")
    ('mixed', 'mixed evaluation', 'positive')
    """
    return (
        f"{value} evaluation"
        if scheme == "evaluation" and value in {"mixed", "neutral", "unclear"}
        else value
    )


def edge_id(actor: str, target: str, key: str) -> str:
    """Return an id that depends only on actor, target and stance.

    >>> edge_id("urn:a", "urn:t", "oppose")
    'e265cd50d1cd3'
    """
    return "e" + sha256(f"{actor}|{target}|{key}".encode()).hexdigest()[:12]
