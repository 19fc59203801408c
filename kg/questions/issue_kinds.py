"""The kinds of issues, which are in the graph but not in the IRIs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.model.kinds import ISSUE_KINDS
from kg.questions.answer import Asker
from kg.store.terms import iri

if TYPE_CHECKING:
    from kg.store.base import Store


def issue_kinds(store: Store, issues: Iterable[str]) -> dict[str, str]:
    """Return "proposal", "condition" or "topic" by IRI; other IRIs are left out.

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
