"""The subject of a page or briefing: the statements that all formats show, and notes on them.

For an issue, these are the statements of ``kg said --about``. For an actor, they are the statements by the
actor, those about the actor, and those that say what the actor wants, says or believes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model.days import fits
from kg.model.statement import Statement, newest_first
from kg.namespaces import WSW
from kg.questions.answer import Asker, plain, undated
from kg.questions.names import TARGETS, Entity, Names, covered
from kg.questions.periods import asked_days, last_day
from kg.questions.said import each, nothing, said
from kg.wording.lists import conjunction, disjunction
from kg.wording.quotes import quote

if TYPE_CHECKING:
    from kg.store.base import Store

#: Conditions with their words and, for names, the kind of thing named.
_CONDITIONS = {
    "by": ("by {}", "actor"),
    "on_behalf_of": ("on behalf of {}", "actor"),
    "to": ("to {}", "actor"),
    "place": ("in {}", "place"),
    "source": ("from {}", "source"),
    "stance": ("read as {}", None),
    "mode": ("of mode {}", None),
    "grep": ("with the words {}", None),
    "since": ("since {}", None),
    "until": ("until {}", None),
    "dates": ("with a date given by the source", None),
}
#: Conditions on the date of the view rather than on a part of the debate.
_VIEW = ("until", "dates")


@dataclass(frozen=True, slots=True)
class Selected:
    """The statements of a briefing.

    Attributes:
        rows: as in :func:`kg.questions.said.said`, newest first, undated ones last.
        looked_at: number of statements in the graph.
        labels: labels of the subjects; empty for a briefing about everything.
        actors: whether all subjects are actors.
        covers: IRIs of the subjects, narrower issues included; empty for a briefing about everything.
        notes: sentences for the reader: conditions, what they left out, that nothing was found.
        view: the conditions ``until`` and ``dates``, if given.
        everything: whether the rows are all statements in the graph under that view.
    """

    rows: Sequence[Statement]
    looked_at: int
    labels: tuple[str, ...]
    actors: bool
    covers: frozenset[str]
    notes: tuple[str, ...]
    view: Mapping[str, str] = field(default_factory=dict)
    everything: bool = False

    @property
    def day(self) -> str | None:
        """The day of the view: the last day of ``until``; None for the current state.

        >>> Selected([], 0, (), False, frozenset(), (), {"until": "2025-02"}).day
        '2025-02-28'
        """
        return last_day(self.view["until"]) if "until" in self.view else None

    @property
    def title(self) -> str:
        """The default title of a briefing.

        >>> Selected([], 0, ("Tariffs", "A toll"), False, frozenset(), ()).title
        'Who said what about Tariffs and A toll'
        >>> Selected([], 0, ("Ann",), True, frozenset(), ()).title
        'What was said by and about Ann'
        """
        if not self.labels:
            return "Who said what"
        about = "What was said by and about" if self.actors else "Who said what about"
        return f"{about} {conjunction(self.labels)}"


def selected(store: Store, about: str | Sequence[str] = (), **conditions: Any) -> Selected:
    """Return the statements about some issues or actors, and by these actors.

    Args:
        store: the graph.
        about: names of issues, actors, measures, agreements or events as typed; default: everything.
        conditions: the other conditions of :func:`kg.questions.said.said`, which all must hold.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: a stance, mode or date is invalid.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     found = selected(store, "LeBlanc", since="2025-10")
    >>> found.title, found.notes[0]
    ('What was said by and about Dominic LeBlanc', 'Only statements since 2025-10 are shown.')
    """
    conditions = {key: value for key, value in conditions.items() if value not in (None, (), [])}
    if conditions.get("dates") == "counted":
        del conditions["dates"]
    asker = Asker(store)
    names = Names(asker, since=conditions.get("since"), until=conditions.get("until"))
    things = list(dict.fromkeys(names.find(text, TARGETS) for text in each(about)))
    actors = _actors(asker, things)
    if actors:
        rows, looked_at, notes = _around(store, things, actors, _settled(names, conditions))
    else:
        answer = said(store, about=[thing.iri for thing in things], **conditions)
        rows, looked_at, notes = answer.rows, answer.looked_at, answer.notes
    if not rows:
        notes = (*notes, "The graph may be incomplete: no record does not mean that nothing was said.")
    narrowed = _worded(names, conditions)
    return Selected(
        rows=rows,
        looked_at=looked_at,
        labels=tuple(thing.label for thing in things),
        actors=bool(things) and len(actors) == len(things),
        covers=frozenset(term.value for thing in things for term in covered(asker, thing)),
        notes=((f"Only statements {narrowed} are shown.",) if narrowed else ()) + notes,
        view={key: conditions[key] for key in _VIEW if key in conditions},
        everything=not things and set(conditions) <= set(_VIEW),
    )


def _actors(asker: Asker, things: Sequence[Entity]) -> list[str]:
    """The IRIs of the actors among some things."""
    found = asker.part("types", entity=[thing.term for thing in things]) if things else []
    mine = {plain(row["entity"]) for row in found if plain(row["class"]) == WSW.Actor}
    return [thing.iri for thing in things if thing.iri in mine]


def _settled(names: Names, conditions: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions with IRIs instead of names of speakers, for comparison."""
    by = [names.find(text, ("actor",)).iri for text in each(conditions.get("by", ()))]
    return {**conditions, "by": by} if by else dict(conditions)


def _around(
    store: Store, things: Sequence[Entity], actors: Sequence[str], conditions: Mapping[str, Any]
) -> tuple[Sequence[Statement], int, tuple[str, ...]]:
    """The statements about some things, by the actors among them, and on what these want, say or believe."""
    rest = {key: value for key, value in conditions.items() if key not in ("by", "since", "until")}
    speakers = conditions.get("by")
    from kg.questions.ask import ask  # only actors need it

    answer = said(store, about=[thing.iri for thing in things], **rest, by=speakers or ())
    found = {row["id"]: row for row in answer.rows}
    embedding = {row["statement"]: row["speaker"] for row in ask(store, "embedded", {"of": actors}).rows}
    for chosen, wanted in ((actors, None), (sorted(set(embedding.values())), embedding)):
        by = [actor for actor in chosen if speakers is None or actor in speakers]
        more = said(store, **rest, by=by).rows if by else []
        found.update({row["id"]: row for row in more if wanted is None or row["id"] in wanted})
    rows, left_out = _within(found.values(), conditions.get("since"), conditions.get("until"))
    notes = undated(left_out)
    if not rows:
        notes.insert(0, nothing(Asker(store).looked_at("statements")[1], dated=left_out > 0))
    return newest_first(rows), answer.looked_at, tuple(notes)


def _within(rows: Iterable[Statement], since: str | None, until: str | None) -> tuple[list[Statement], int]:
    """The rows that may have been said in a period, and the number of undated ones left out."""
    every = list(rows)
    if since is None and until is None:
        return every, 0
    first, last = asked_days(since, until)
    fitting = [row for row in every if fits(row["counts_from"], row["counts_until"], first, last)]
    return fitting, sum(row["counts_until"] is None for row in every)


def _worded(names: Names, conditions: Mapping[str, Any]) -> str:
    """The conditions in words."""
    parts = []
    for key, (words, kind) in _CONDITIONS.items():
        typed = each(conditions.get(key, ()))
        if key == "dates" and typed:
            parts.append(words)
        elif typed:
            labels = [text if kind is None else names.find(text, (kind,)).label for text in typed]
            labels = [quote(label) for label in labels] if key == "grep" else labels
            parts.append(words.format(disjunction(labels)))
    return ", ".join(parts)
