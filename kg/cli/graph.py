"""The graph that a command queries, opened with a time limit and with its notices printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kg.cli import alarm
from kg.cli.options import MEMORY
from kg.cli.output import say
from kg.store import deadline
from kg.store.base import Store
from kg.store.opening import open_store


@contextmanager
def opened(where: str | None, limit: float | None, *, whole: bool = True) -> Iterator[Store]:
    """Open a graph for one command; at its end, print what each given name was resolved to.

    Args:
        where: the value of ``--store``.
        limit: time limit in seconds; None for no limit.
        whole: whether the limit is for the whole question, until its answer is written; else for each query,
            as for what is computed from many.
    """
    with open_store(where) as graph:
        graph.limit = limit
        context = click.get_current_context(silent=True)
        if context is not None and MEMORY in context.meta:
            graph.memory = graph.memory_of_all = context.meta[MEMORY]
        printed = len(graph.notices)
        for notice in graph.notices:
            say(f"Note: {notice}")
        seconds = limit if whole else None
        try:
            with deadline.question(seconds), alarm.within(seconds):
                yield graph
        finally:
            for typed, meant in graph.resolved.items():
                say(f"{typed}: {meant}")
        for notice in graph.notices[printed:]:  # an endpoint identifies itself with its first answer
            say(f"Note: {notice}")
