"""The graph that a command asks: opened, given its time limit, and its notices told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kg.cli.output import say
from kg.store.base import Store
from kg.store.opening import open_store


@contextmanager
def opened(where: str | None, limit: float) -> Iterator[Store]:
    """Open a graph for one command.

    Args:
        where: what ``--store`` named.
        limit: seconds that each query may take.
    """
    with open_store(where) as graph:
        graph.limit = limit
        for notice in graph.notices:
            say(f"Note: {notice}")
        yield graph
