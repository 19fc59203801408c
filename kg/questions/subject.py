"""What a briefing is about: the statements that every format of it shows, and what to say beside them.

Of an issue they are those of ``kg said --about``. Of an actor they are those that the actor made, those
that are about the actor, and those in which somebody says what the actor wants, says or believes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model.days import fits
from kg.model.statement import Statement, newest_first
from kg.namespaces import WSW
from kg.questions.answer import Asker, plain, undated
from kg.questions.ask import ask
from kg.questions.names import TARGETS, Entity, Names, covered
from kg.questions.periods import asked_days, last_day
from kg.questions.said import each, said

if TYPE_CHECKING:
    from kg.store.base import Store

#: Condition to how it reads, and to the kind of thing that it names, if it names one.
_CONDITIONS = {
    "by": ("by {}", "actor"),
    "on_behalf_of": ("on behalf of {}", "actor"),
    "to": ("to {}", "actor"),
    "place": ("in {}", "place"),
    "source": ("from {}", "source"),
    "stance": ("read as {}", None),
    "mode": ("of mode {}", None),
    "grep": ("with the words “{}”", None),
    "since": ("since {}", None),
    "until": ("until {}", None),
    "dates": ("of which the source gives the date", None),
}
#: Those that say from when the debate is looked at, and not which part of it.
_VIEW = ("until", "dates")


@dataclass(frozen=True, slots=True)
class Selected:
    """The statements of a briefing.

    Attributes:
        rows: as of :func:`kg.questions.said.said`, newest first, those without any day last.
        looked_at: how many statements the graph has.
        labels: what it is about, as the graph calls it; empty where it is about everything.
        actors: whether every one of them is an actor.
        covers: IRIs of what it is about, narrower issues included; empty where it is about everything.
        notes: sentences for the reader: conditions, what they left out, that there is nothing.
        view: the conditions ``until`` and ``dates``, where they are given.
        everything: whether the rows are all statements of the graph under that view.
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
        """The day of the view, the last of what was typed as ``until``; None for the newest.

        >>> Selected([], 0, (), False, frozenset(), (), {"until": "2025-02"}).day
        '2025-02-28'
        """
        return last_day(self.view["until"]) if "until" in self.view else None

    @property
    def title(self) -> str:
        """What a briefing is called that has no title of its own.

        >>> Selected([], 0, ("Tariffs", "A toll"), False, frozenset(), ()).title
        'Who said what about Tariffs and A toll'
        >>> Selected([], 0, ("Ann",), True, frozenset(), ()).title
        'What was said by and about Ann'
        """
        if not self.labels:
            return "Who said what"
        return ("What was said by and about " if self.actors else "Who said what about ") + _and(self.labels)


def selected(store: Store, about: str | Sequence[str] = (), **conditions: Any) -> Selected:
    """The statements about some issues or actors, and by these actors.

    Args:
        store: the graph.
        about: names of issues, actors, measures, agreements or events as typed; everything without one.
        conditions: the other conditions of :func:`kg.questions.said.said`; all of them hold.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: no such stance or mode, or no date.

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
        notes = (*notes, "That nothing is recorded does not mean that nobody spoke.")
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
    """The IRIs of those that are actors."""
    found = asker.part("types", entity=[thing.term for thing in things]) if things else []
    mine = {plain(row["entity"]) for row in found if plain(row["class"]) == WSW.Actor}
    return [thing.iri for thing in things if thing.iri in mine]


def _settled(names: Names, conditions: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions with IRIs for the speakers, so that they can be compared."""
    by = [names.find(text, ("actor",)).iri for text in each(conditions.get("by", ()))]
    return {**conditions, "by": by} if by else dict(conditions)


def _around(
    store: Store, things: Sequence[Entity], actors: Sequence[str], conditions: Mapping[str, Any]
) -> tuple[Sequence[Statement], int, tuple[str, ...]]:
    """What was said about some things, by those of them that are actors, and of what these want."""
    rest = {key: value for key, value in conditions.items() if key not in ("by", "since", "until")}
    speakers = conditions.get("by")
    answer = said(store, about=[thing.iri for thing in things], **rest, by=speakers or ())
    found = {row["id"]: row for row in answer.rows}
    told = {row["statement"]: row["speaker"] for row in ask(store, "embedded", {"of": actors}).rows}
    for chosen, wanted in ((actors, None), (sorted(set(told.values())), told)):
        by = [actor for actor in chosen if speakers is None or actor in speakers]
        more = said(store, **rest, by=by).rows if by else []
        found.update({row["id"]: row for row in more if wanted is None or row["id"] in wanted})
    rows, left_out = _within(found.values(), conditions.get("since"), conditions.get("until"))
    notes = undated(left_out)
    if not rows:
        nobody = "No dated statement fits" if notes else "Nobody in the graph said that"
        notes.insert(0, f"{nobody}: looked at {Asker(store).looked_at('statements')[1]}.")
    return newest_first(rows), answer.looked_at, tuple(notes)


def _within(rows: Iterable[Statement], since: str | None, until: str | None) -> tuple[list[Statement], int]:
    """The rows that can have been said in a time, and how many without any day that leaves out."""
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
            parts.append(words.format(_and(labels, "or")))
    return ", ".join(parts)


def _and(labels: Sequence[str], word: str = "and") -> str:
    """Several names as a sentence has them."""
    return f" {word} ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))
