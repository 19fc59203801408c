"""The Python interface: every command of the command line as a method or function.

::

    graph.py       KnowledgeGraph: an opened graph and the questions that can be asked of it
    networks.py    its networks and their measures, one method a command of ``kg network``
    measures.py    what these return: tables, and networks that can be exported
    document.py    a page, briefing or export, as text or as a file
    workspace.py   init, anchor, check, build, load and import, which need no opened graph
    arguments.py   names and days as a caller gives them

Parameters have the names and defaults of the command's options. The modules import libraries when they need
them, so that a question does not wait for those of a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api.graph import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> Any:
    """Import the class when it is named: ``import kg`` alone opens no graph."""
    if name != "KnowledgeGraph":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.api.graph import KnowledgeGraph

    return KnowledgeGraph
