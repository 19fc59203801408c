"""GraphML, for visone, Gephi, igraph, yEd and networkx.

Every attribute has a type. The graph has ``settings`` (JSON), ``weight`` (the meaning of a weight) and
``notes``; a node ``iri``, ``label``, ``kind``, ``readings``, ``statements``; a tie ``weight``, ``id`` and the
other columns of :func:`kg.export.networks.tie_rows.columns`. Unknown values are not written. In the readers:

- visone shows ``label`` once it is chosen as the label of nodes; ids of nodes are ``person:ann``, not IRIs,
  since GraphML allows no slash in them.
- Gephi uses ``label`` and ``weight`` as its own. It does not support attributes of a graph and warns when it
  opens the file, and it adds up parallel ties unless told otherwise; GEXF keeps them separate. It takes a key
  with the id ``d3`` (of nodes) or ``d7`` (of edges) as a label, regardless of its name, so the ids of keys
  are not networkx's.
- A line break in a text is always one character, since XML normalises line breaks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from networkx.readwrite.graphml import GraphMLWriter

from kg.export.networks.xml_graph import document, plain_graph

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


def chunks(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """Return the network as GraphML.

    Args:
        network: one-mode or two-mode.
        certainty: see :func:`kg.export.networks.tie_rows.tie_rows`.
        evidence: whether to include the evidence.

    Raises:
        OutputError: there are more ties than one document can hold.
    """
    graph = plain_graph(network, certainty, evidence=evidence)
    root = GraphMLWriter(graph, prettyprint=False, edge_id_from_attribute="id").xml
    names = {}
    for key in root.iter("key"):
        names[key.get("id")] = f"{key.get('for')}_{key.get('attr.name')}"
        key.set("id", names[key.get("id")])
    for element in root.iter("edge"):
        # The edge element already has an id; igraph warns if an attribute repeats it.
        for data in element.findall("data"):
            if names[data.get("key")] == "edge_id":
                element.remove(data)
    for key in root.findall("key"):
        if key.get("id") == "edge_id":
            root.remove(key)
    for data in root.iter("data"):
        data.set("key", names[data.get("key")])
    yield from document(root)
