"""Which kind of issue an issue is: the graph knows, its IRI does not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model.kinds import ISSUE_KINDS
from kg.questions.answer import Asker
from kg.store.terms import iri

if TYPE_CHECKING:
    from kg.store.base import Store


def issue_kinds(store: Store, issues: Iterable[str]) -> dict[str, str]:
    """By IRI, "proposal", "condition" or "topic"; an IRI that is none of them is left out.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     issue_kinds(store, [])
    {}
    """
    asked = [iri(issue) for issue in sorted(set(issues))]
    if not asked:
        return {}
    found = {}
    for row in Asker(store).part("types", entity=asked):
        entity, kind = row["entity"], row["class"]
        if entity is not None and kind is not None and kind.value in ISSUE_KINDS:
            found[entity.value] = ISSUE_KINDS[kind.value]
    return found
