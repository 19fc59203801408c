"""Which explanation a question asks for: of a position or record, or of what ties two actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.explain import Explanation, both_actors, explain

if TYPE_CHECKING:
    from kg.networks.tie_explanation import PairExplanation
    from kg.store.base import Store


def explain_any(
    store: Store, what: str, target: str | None = None, *, until: str | None = None, dates: str = "counted"
) -> Explanation | PairExplanation:
    """Explain a position, a statement, a reading, or what ties two actors.

    Args:
        store: the graph.
        what: the name of an actor, or alone the IRI or ``kind/id`` of a statement, reading or position.
        target: the name of an issue or thing; or of another actor, for what ties the two.
        until: as for :func:`kg.questions.explain.explain`.
        dates: see :func:`kg.questions.explain.explain`.

    Returns:
        :class:`~kg.networks.tie_explanation.PairExplanation` where both names are of actors.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: as for :func:`kg.questions.explain.explain`.
    """
    if target is None or not both_actors(store, what, target):
        return explain(store, what, target, until=until, dates=dates)
    from kg.networks.selection import Selection  # an explanation of a position does not wait for pandas
    from kg.networks.tie_explanation import explain_pair

    return explain_pair(store, what, target, selection=Selection(until=until, dates=dates))
