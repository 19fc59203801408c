"""What the bundled graph holds, as far as messages count it: a coder who adds a statement breaks no test."""

from __future__ import annotations

from functools import cache

from kg.questions.said import said
from kg.resources import bundled_graph
from kg.store import open_store


@cache
def _speakers() -> tuple[str, ...]:
    """The speaker of each statement."""
    with open_store(bundled_graph()) as store:
        return tuple(row["speaker"] for row in said(store).rows)


def statements() -> int:
    """How many statements there are."""
    return len(_speakers())


def looked_at() -> str:
    """What a message says of a search through all of them."""
    return f"looked at {statements()} statements by {len(set(_speakers()))} actors"
