"""JSON as networkx and d3 know it: nodes and the edges that link them, one a line.

Keys:

===============  ============================================================================
``directed``     false
``multigraph``   whether two nodes can have several edges: in a two-mode network
``graph``        ``settings`` (by name), ``weight`` (what a weight says), ``notes`` (what was left out
                 and why), ``readings`` and ``statements`` (how many counted)
``nodes``        ``id`` (the IRI, with ``#target`` behind it for an actor who is spoken on), ``iri``,
                 ``label``, ``kind``, ``readings``, ``statements``, and in a two-mode network
                 ``bipartite`` (0 actors, 1 what they speak on)
``edges``        ``source`` and ``target`` (ids of nodes), ``id``, ``weight``, ``readings``,
                 ``statements`` (how many), ``shared`` or ``stance``, ``scheme`` and ``key``; ``low``,
                 ``high`` and ``survived`` where they are known, and ``evidence`` (IRIs of readings)
===============  ============================================================================

``networkx.node_link_graph(json.load(file))`` gives the graph again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.networks.tie_rows import about, nodes, parallel, target_key, ties

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


def chunks(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """The network, a node or tie at a time.

    Args:
        network: of either kind.
        certainty: see :func:`kg.export.networks.tie_rows.ties`.
        evidence: whether the evidence is found; its list is empty if not.
    """
    yield f'{{"directed": false, "multigraph": {_json(network.settings.two_mode)}, '
    yield f'"graph": {_json(about(network))}, "nodes": ['
    yield from _lines(_node(node) for node in nodes(network))
    yield '], "edges": ['
    yield from _lines(_edge(network, tie) for tie in ties(network, certainty, evidence=evidence))
    yield "]}\n"


def _node(node: dict[str, Any]) -> dict[str, Any]:
    return {"id": node.pop("key"), **node}


def _edge(network: Network | TwoMode, tie: dict[str, Any]) -> dict[str, Any]:
    ends = {"source": tie.pop("a"), "target": target_key(network, tie.pop("b"))}
    key = parallel(tie)
    del tie["a_label"], tie["b_label"]
    return {**ends, **({} if key is None else {"key": key}), **tie}


def _lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "\n"
    for item in items:
        yield before + _json(item)
        before = ",\n"
    if before != "\n":
        yield "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
