"""JSON for networkx and d3: nodes and the edges between them, one per line.

Keys:

===============  ============================================================================
``directed``     false
``multigraph``   true for a two-mode network, in which two nodes can have several edges
``graph``        ``settings`` (by name), ``weight`` (the meaning of a weight), ``notes`` (what was left out
                 and why), ``readings`` and ``statements`` (how many counted)
``nodes``        ``id`` (the IRI, followed by ``#target`` for an actor as a target), ``iri``, ``label``,
                 ``kind``, ``readings``, ``statements``, and in a two-mode network ``bipartite`` (0 for
                 actors, 1 for targets)
``edges``        ``source`` and ``target`` (ids of nodes), ``id``, ``weight``, ``readings``,
                 ``statements`` (how many), ``shared`` or ``stance``, ``scheme`` and ``key``; ``low``,
                 ``high`` and ``survived`` if known, and ``evidence`` (IRIs of readings)
===============  ============================================================================

``networkx.node_link_graph(json.load(file))`` restores the graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.networks.tie_rows import about, node_rows, parallel, target_key, tie_rows

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


def chunks(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """Yield the network, one node or tie at a time.

    Args:
        network: one-mode or two-mode.
        certainty: see :func:`kg.export.networks.tie_rows.tie_rows`.
        evidence: whether to find the evidence; otherwise its list is empty.
    """
    yield f'{{"directed": false, "multigraph": {_json(network.settings.two_mode)}, '
    yield f'"graph": {_json(about(network))}, "nodes": ['
    yield from _lines(_node(node) for node in node_rows(network))
    yield '], "edges": ['
    yield from _lines(_edge(network, tie) for tie in tie_rows(network, certainty, evidence=evidence))
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
