"""GraphML, for visone, Gephi, igraph, yEd and networkx.

Every attribute has a type. The graph has ``settings`` (JSON), ``weight`` (what a weight says) and ``notes``;
a node ``iri``, ``label``, ``kind``, ``readings``, ``statements``; a tie ``weight``, ``id`` and the rest of
:func:`kg.export.networks.tie_rows.columns`. What is not known is not written. What the readers do with it:

- visone shows ``label`` once it is chosen as the label of nodes; ids of nodes are ``person:ann``, never IRIs,
  since GraphML allows no slash in them.
- Gephi takes ``label`` and ``weight`` for its own. It knows no attributes of a graph and says so when it
  opens the file, and it adds up parallel ties unless told otherwise; GEXF keeps them apart. A key with the
  id ``d3`` (of nodes) or ``d7`` (of edges) is a label to it, whatever its name: the ids of keys are
  therefore not networkx's.
- A line break in a text is one character, whichever it was: XML has but one.
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
    """The network as GraphML.

    Args:
        network: of either kind.
        certainty: see :func:`kg.export.networks.tie_rows.ties`.
        evidence: whether the evidence is found; it is left out if not.

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
        # The id stands beside the ends of the edge; igraph warns if an attribute repeats it.
        for data in element.findall("data"):
            if names[data.get("key")] == "edge_id":
                element.remove(data)
    for key in root.findall("key"):
        if key.get("id") == "edge_id":
            root.remove(key)
    for data in root.iter("data"):
        data.set("key", names[data.get("key")])
    yield from document(root)
