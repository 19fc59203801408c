"""The graph that a command queries, opened with a time limit and with its notices printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.core import ParameterSource

from kg.cli import alarm
from kg.cli.options import MEMORY
from kg.cli.output import say
from kg.store import deadline
from kg.store.base import Store
from kg.store.opening import open_store


@contextmanager
def opened(where: str | None, limit: float | None, *, each: float | None = None) -> Iterator[Store]:
    """Open a graph for one command; at its end, print what each given name was resolved to.

    A time limit that the user gives covers everything from opening the graph to writing the answer. The
    default covers only the question: reading a large file into memory takes minutes, and so does writing a
    large answer.

    Args:
        where: the value of ``--store``.
        limit: time limit of the whole command in seconds, until its answer is written; None for none.
        each: without it, the time limit of each query; None for none.
    """
    context = click.get_current_context(silent=True)
    given = context is not None and context.get_parameter_source("limit_time") is ParameterSource.COMMANDLINE
    with _limited(limit if given else None, writing=True), open_store(where) as graph:
        graph.limit = each if limit is None else limit
        if context is not None and MEMORY in context.meta:
            graph.memory = graph.memory_of_all = context.meta[MEMORY]
        printed = len(graph.notices)
        for notice in graph.notices:
            say(f"Note: {notice}")
        try:
            with _limited(None if given else limit):
                yield graph
        finally:
            for typed, meant in graph.resolved.items():
                say(f"{typed}: {meant}")
        for notice in graph.notices[printed:]:  # an endpoint identifies itself with its first answer
            say(f"Note: {notice}")


@contextmanager
def _limited(seconds: float | None, *, writing: bool = False) -> Iterator[None]:
    with deadline.question(seconds), alarm.within(seconds, writing=writing):
        yield
