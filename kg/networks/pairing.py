"""Why two actors, or two issues, stand as they do: their tie, and what they say of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QuestionError
from kg.model.kinds import ACTOR_KINDS
from kg.networks.explain import TieExplanation, explain_tie
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.questions.answer import Asker
from kg.questions.explain import Explanation, explain
from kg.questions.names import Entity, Names

if TYPE_CHECKING:
    from kg.store.base import Store

_EVERYTHING = Selection()
_USUAL = Settings(kind="subtract")


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """What ties two nodes, and what either says of the other.

    Attributes:
        tie: the arithmetic of their tie, and the readings behind it.
        toward: what the one says of the other and the other of the one, where there is such a reading.
    """

    tie: TieExplanation
    toward: list[Explanation]


def explain_pair(
    store: Store, a: str, b: str, settings: Settings = _USUAL, selection: Selection = _EVERYTHING
) -> PairExplanation:
    """Why two actors, or two issues, are tied as they are.

    Args:
        store: the graph.
        a: a name as typed.
        b: another.
        settings: of the network; for two issues ``of`` is set to issues.
        selection: what the network is made of.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: the one is an actor and the other an issue, or both are the same.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     explain_pair(store, "LeBlanc", "Poilievre").tie.weight
    1.0
    """
    names = Names(Asker(store), since=selection.since, until=selection.until)
    kinds = ("actor",) if settings.of == "actors" else ("issue", "measure", "agreement", "event", "actor")
    one, other = names.find(a, kinds), names.find(b, kinds)
    if one.iri == other.iri:
        raise QuestionError(f"{a!r} and {b!r} are the same: {one.label}", hint="name two")
    tie = explain_tie(store, select(store, selection), settings, one.iri, other.iri)
    toward = [
        found
        for x, y in ((one, other), (other, one))
        if _actor(x)
        and (found := explain(store, x.iri, y.iri, until=selection.until, dates=selection.dates)).readings
    ]
    return PairExplanation(tie, toward)


def _actor(entity: Entity) -> bool:
    return entity.kind in ACTOR_KINDS
