"""GEXF 1.3, for Gephi.

Nodes and ties have Gephi's own label and weight; all other values are typed attributes, which its tables and
filters show. Parallel ties of a two-mode network have different ``kind``, so that Gephi keeps them separate.
Values of the whole network (settings, meaning of the weight, notes) are in the description in ``meta``, the
only place that GEXF has for them. There is no date of writing: the same network gives the same file.

Gephi may leave out ties of weight 0, which occur in networks of congruence minus conflict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pandas as pd
from networkx.readwrite.gexf import GEXFWriter

from kg.export.networks.xml_graph import document, plain_graph

if TYPE_CHECKING:
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network


def chunks(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """Return the network as GEXF.

    Args:
        network: one-mode or two-mode.
        certainty: see :func:`kg.export.networks.tie_rows.tie_rows`.
        evidence: whether to include the evidence.

    Raises:
        OutputError: there are more ties than one document can hold.
    """
    graph = plain_graph(network, certainty, evidence=evidence)
    about = dict(graph.graph)
    graph.graph.clear()
    root = GEXFWriter(graph, prettyprint=False, version="1.3").xml
    # networkx declares the wrong namespace for XML Schema; the declaration is optional.
    for name in ("xmlns:xsi", "xsi:schemaLocation"):
        del root.attrib[name]
    _describe(root, about)
    if graph.is_multigraph():
        _tell_apart(root)
    yield from document(root)


def _describe(root: ElementTree.Element, about: dict[str, str]) -> None:
    (meta,) = root.iter("meta")
    meta.clear()
    ElementTree.SubElement(meta, "creator").text = "Who Said What"
    ElementTree.SubElement(meta, "description").text = "\n".join(
        [f"weight: {about['weight']}", f"settings: {about['settings']}", *about["notes"].splitlines()]
    )


def _tell_apart(root: ElementTree.Element) -> None:
    """Make the stance of each edge its kind, and drop networkx's own key, which duplicates it."""
    keys = {
        attribute.get("id")
        for listed in root.iter("attributes")
        for attribute in listed
        if listed.get("class") == "edge" and attribute.get("title") == "networkx_key"
    }
    for listed in root.iter("attributes"):
        for attribute in list(listed):
            if attribute.get("id") in keys:
                listed.remove(attribute)
    for edge in root.iter("edge"):
        edge.set("kind", edge.get("label", ""))
        for values in edge.iter("attvalues"):
            for value in list(values):
                if value.get("for") in keys:
                    values.remove(value)
