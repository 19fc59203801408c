"""The statements behind a network, with their words, as ``kg said`` has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.model.statement import Statement
from kg.questions.answer import Asker
from kg.questions.statements import statements
from kg.store.terms import iri

if TYPE_CHECKING:
    from kg.store.base import Store


def rows(store: Store, wanted: Sequence[str]) -> list[Statement]:
    """The statements with these IRIs; what the store does not have, or has taken back, is left out.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     rows(store, [])
    []
    """
    return statements(Asker(store), {"id": [iri(each) for each in wanted]}) if wanted else []
