"""Who Said What: who said what about what, with the words behind every answer.

Every command of the command line has its method or function here: what ``kg said`` prints,
``kg.open().said()`` returns.

>>> import kg
>>> graph = kg.open()
>>> answer = graph.said(by="Trump", about="51st state", mode="mixed")
>>> answer.rows[0]["speaker_label"], answer.rows[0]["quotes"]
('Donald Trump', ['the 51st state'])
>>> [row["rate"] for row in graph.ask("tariffs")]
[50, 35, 35, 25]

Importing it imports no library; each is loaded by the call that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rdflib

    from kg.api import KnowledgeGraph as KnowledgeGraph
    from kg.api.document import Document as Document
    from kg.api.measures import NetworkAnswer as NetworkAnswer
    from kg.api.measures import NetworkTable as NetworkTable
    from kg.api.workspace import anchor, build, check, import_dna, init, load, stale, watch
    from kg.coding.check import CheckReport as CheckReport
    from kg.documents.dna.report import ImportReport as ImportReport
    from kg.export.build import BuildReport as BuildReport
    from kg.questions.answer import Answer as Answer
    from kg.questions.explain import Explanation as Explanation
    from kg.questions.show import Card as Card
    from kg.questions.status import Status as Status
    from kg.store.loading import LoadReport as LoadReport

__all__ = ["anchor", "build", "check", "graph", "import_dna", "init", "load", "open", "stale", "watch"]

#: Where each name is that is imported when it is used; the classes are for annotations and ``isinstance``.
_HOMES = {
    **dict.fromkeys(
        ("anchor", "build", "check", "import_dna", "init", "load", "stale", "watch"), "kg.api.workspace"
    ),
    "Answer": "kg.questions.answer",
    "BuildReport": "kg.export.build",
    "Card": "kg.questions.show",
    "CheckReport": "kg.coding.check",
    "Document": "kg.api.document",
    "Explanation": "kg.questions.explain",
    "ImportReport": "kg.documents.dna.report",
    "KnowledgeGraph": "kg.api.graph",
    "LoadReport": "kg.store.loading",
    "NetworkAnswer": "kg.api.measures",
    "NetworkTable": "kg.api.measures",
    "Status": "kg.questions.status",
}


def open(
    store: str | Path | None = None,
    *,
    limit_time: float | None = 30.0,
    limit_memory: str | int | None = None,
) -> KnowledgeGraph:
    """Open a graph.

    Args:
        store: a workspace, a store folder, an RDF file, or the URL of a SPARQL endpoint; None for the
            workspace that the process's working folder is in, else the graph that comes with kg.
        limit_time: seconds that the queries of one question, network, briefing or page may take together.
            None for no limit.
        limit_memory: memory that an answer may take: bytes, or text such as "500M" or "4G". None for the
            default: for SPARQL of the caller's own and for endpoints, a quarter of this machine's memory.

    Raises:
        kg.errors.KgError: the graph does not exist or cannot be read, or a limit is not valid.

    >>> import kg
    >>> with kg.open() as graph:
    ...     len(graph.said(about="51st state"))
    3
    """
    from kg.api.graph import KnowledgeGraph

    return KnowledgeGraph(store, limit_time=limit_time, limit_memory=limit_memory)


def graph(store: str | Path | None = None) -> rdflib.Graph:
    """Return a graph as an ``rdflib.Graph``, a copy in memory that is the caller's own.

    >>> len(graph()) > 1000
    True
    """
    with open(store) as opened:
        return opened.graph()


def __getattr__(name: str) -> Any:
    """Import a function or class when it is used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
