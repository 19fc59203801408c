"""The network as XML can hold it: a networkx graph whose attributes are texts and numbers alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd

from kg.errors import OutputError
from kg.export.networks.node_ids import tokens
from kg.export.networks.tie_rows import about, nodes, parallel, target_key, ties
from kg.wording.safe_text import clean

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network

#: A document is made as a whole; above this it no longer fits a usual machine, nor the programs that read it.
AT_MOST = 500_000


def plain_graph(
    network: Network | TwoMode, certainty: pd.DataFrame | None = None, *, evidence: bool = True
) -> nx.Graph:
    """The graph with short ids for nodes; IRIs of evidence joined by spaces; settings as JSON text.

    Parallel ties of a two-mode network have a ``label``, which is what tells them apart.

    Raises:
        OutputError: there are more ties than one document can hold.
    """
    if len(network.edges()) > AT_MOST:
        raise OutputError(
            f"{len(network.edges()):,} ties are too many for one XML document, which holds {AT_MOST:,}",
            hint="write the format edges, or ask for ties with more statements (--min-edge)",
        )
    whole = about(network)
    two_mode = network.settings.two_mode
    graph = nx.MultiGraph() if two_mode else nx.Graph()
    graph.graph.update(
        settings=json.dumps(whole["settings"]), weight=whole["weight"], notes="\n".join(whole["notes"])
    )
    rows = list(nodes(network))
    ids = tokens([node["key"] for node in rows])
    for node in rows:
        graph.add_node(ids[node.pop("key")], **_sound(node))
    for tie in ties(network, certainty, evidence=evidence):
        a, b = ids[tie.pop("a")], ids[target_key(network, tie.pop("b"))]
        del tie["a_label"], tie["b_label"]
        tie["evidence"] = " ".join(tie["evidence"])
        label = parallel(tie)
        named = {} if label is None else {"label": label}
        graph.add_edge(a, b, **({} if label is None else {"key": label}), **_sound({**tie, **named}))
    return graph


def document(root: ElementTree.Element) -> Iterator[str]:
    """A finished tree as text."""
    ElementTree.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ElementTree.tostring(root, encoding="unicode")
    yield "\n"


def _sound(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes without what XML forbids or cannot say: control characters, and unknown values."""
    return {name: clean(value) for name, value in attributes.items() if value is not None}
