"""The graph that a command asks: opened, given its time limit, and its notices told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli import alarm
from kg.cli.options import MEMORY
from kg.cli.output import say
from kg.namespaces import DATA
from kg.store import deadline
from kg.store.base import Store
from kg.store.opening import is_url, open_store


@contextmanager
def opened(where: str | None, limit: float | None, *, whole: bool = True) -> Iterator[Store]:
    """Open a graph for one command; at its end, tell what names were taken to mean.

    Args:
        where: what ``--store`` named.
        limit: seconds that may be taken; None for no limit.
        whole: whether they are for the whole question, until its answer is written; else for each query,
            as for what is worked out from many.
    """
    with open_store(where) as graph:
        graph.limit = limit
        context = click.get_current_context(silent=True)
        if context is not None and MEMORY in context.meta:
            graph.memory = graph.memory_of_all = context.meta[MEMORY]
        told = len(graph.notices)
        for notice in graph.notices:
            say(f"Note: {notice}")
        seconds = limit if whole else None
        try:
            with deadline.question(seconds), alarm.within(seconds):
                yield graph
        finally:
            for typed, meant in graph.resolved.items():
                say(f"{typed}: {meant}")
        for notice in graph.notices[told:]:  # an endpoint says who it is with its first answer
            say(f"Note: {notice}")


def place_of(where: str | None) -> tuple[str, str]:
    """The base IRI and name of the workspace that ``--store`` means; elsewhere the default base, no name.

    >>> place_of(None)[0]
    'https://w3id.org/wsw/id/'
    """
    from kg import resources, workspace  # a question has no need of it, nor of a TOML parser

    if where is not None and is_url(where):
        return DATA, ""
    place = workspace.find(Path(where or "."), named=where is not None)
    if place is None and where is None:
        place = workspace.read(resources.bundled_workspace())
    return (DATA, "") if place is None else (place.base, place.name)
