"""Who Said What: who said what about what, with the words behind every answer.

The command line and this module are twins: what ``kg said`` prints, ``kg.open().said()`` returns.

>>> import kg
>>> graph = kg.open()
>>> answer = graph.said(by="Trump", about="51st state", mode="mixed")
>>> answer.rows[0]["speaker_label"], answer.rows[0]["quotes"]
('Donald Trump', ['the 51st state'])
>>> [row["rate"] for row in graph.ask("tariffs").rows]
[50, 35, 35, 25]

Importing it imports no library; each is loaded by the call that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib

    from kg.api import KnowledgeGraph

__all__ = ["graph", "open"]


def open(store: str | Path | None = None) -> KnowledgeGraph:
    """Open a graph.

    Args:
        store: a workspace, a store folder or an RDF file; None for the workspace that the process stands
            in, else the graph that comes with kg.

    Raises:
        kg.errors.KgError: there is no such graph, or it cannot be read.
    """
    from kg.api import KnowledgeGraph

    return KnowledgeGraph(store)


def graph(store: str | Path | None = None) -> rdflib.Graph:
    """A graph as an ``rdflib.Graph``, a copy in memory that is the caller's own.

    >>> len(graph()) > 1000
    True
    """
    with open(store) as opened:
        return opened.graph()
