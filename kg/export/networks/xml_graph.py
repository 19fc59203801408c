"""A network for XML formats: a networkx graph whose attributes are only texts and numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd

from kg.errors import OutputError
from kg.export.networks.node_ids import tokens
from kg.export.networks.tie_rows import about, node_rows, parallel, target_key, tie_rows
from kg.wording.safe_text import clean

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network

#: Maximum number of ties: a document is built in memory and must fit into the programs that read it.
AT_MOST = 500_000


def plain_graph(
    network: Network | TwoMode, certainty: pd.DataFrame | None = None, *, evidence: bool = True
) -> nx.Graph:
    """Return the graph with short node ids, IRIs of evidence joined by spaces, and settings as JSON.

    Parallel ties of a two-mode network have a distinguishing ``label``.

    Raises:
        OutputError: there are more ties than one document can hold.
    """
    if len(network.edges()) > AT_MOST:
        raise OutputError(
            f"{len(network.edges()):,} ties are too many for one XML document, which holds {AT_MOST:,}",
            hint="use the format edges, or keep only ties with more statements (--min-edge)",
        )
    whole = about(network)
    two_mode = network.settings.two_mode
    graph = nx.MultiGraph() if two_mode else nx.Graph()
    graph.graph.update(
        settings=json.dumps(whole["settings"]), weight=whole["weight"], notes="\n".join(whole["notes"])
    )
    rows = list(node_rows(network))
    ids = tokens([node["key"] for node in rows])
    for node in rows:
        graph.add_node(ids[node.pop("key")], **_sound(node))
    for tie in tie_rows(network, certainty, evidence=evidence):
        a, b = ids[tie.pop("a")], ids[target_key(network, tie.pop("b"))]
        del tie["a_label"], tie["b_label"]
        tie["evidence"] = " ".join(tie["evidence"])
        label = parallel(tie)
        named = {} if label is None else {"label": label}
        graph.add_edge(a, b, **({} if label is None else {"key": label}), **_sound({**tie, **named}))
    return graph


def document(root: ElementTree.Element) -> Iterator[str]:
    """Yield a finished tree as text."""
    ElementTree.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ElementTree.tostring(root, encoding="unicode")
    yield "\n"


def _sound(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return attributes without what XML cannot hold: control characters and unknown values."""
    return {name: clean(value) for name, value in attributes.items() if value is not None}
