"""Statements by speaker, target, stance, date and other conditions: ``kg said``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import QuestionError
from kg.model.statement import COLUMNS, Statement
from kg.namespaces import XSD
from kg.questions.answer import Answer, Asker, undated
from kg.questions.asked import Asked, conditions
from kg.questions.grep import worded
from kg.questions.names import TARGETS, Names, covered
from kg.questions.notations import day_basis, modes, stances
from kg.questions.periods import asked_days
from kg.questions.statements import Some, some
from kg.store.terms import Term, iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Maximum number of statements with a phrase that are passed to the query; if more have it, rows are
#: filtered.
MANY: Final = 10_000
Typed = str | Sequence[str]
_Params = dict[str, list[Term]]


def said(
    store: Store,
    *,
    by: Typed = (),
    on_behalf_of: Typed = (),
    about: Typed = (),
    to: Typed = (),
    stance: Typed = (),
    since: str | None = None,
    until: str | None = None,
    source: Typed = (),
    mode: Typed = (),
    grep: str | None = None,
    place: Typed = (),
    dates: str = "counted",
    with_holders: bool = False,
    all_versions: bool = False,
    first: int | None = None,
) -> Answer[Statement]:
    """Return the statements that match all conditions, newest first, undated ones last.

    Names are as typed. Several values of one condition mean any of them.

    Args:
        store: the graph.
        by: speakers.
        on_behalf_of: bodies for whom a statement was made, as coded; offices do not matter.
        about: targets of the statement's readings, narrower issues included; for an actor or thing, also
            what the statement names.
        to: addressees.
        stance: notations of stances or evaluations; with ``about``, of the same reading.
        since: a year, month or day: only statements that may have been made then or later, by the days on
            which they count (:mod:`kg.model.counting`).
        until: a year, month or day: only statements that may have been made then or earlier. With ``since``
            or ``until``, undated statements are left out; a note counts them.
        source: sources.
        mode: notations of modes.
        grep: a phrase in the text or a quote. Case, accents and punctuation are ignored; a ``*`` at the end
            matches any ending of the last word.
        place: places where it was said.
        dates: "counted", or "stated" to leave out statements that their source does not date.
        with_holders: with ``by`` of a body, also statements by actors who then held an office in it, or who
            lead, represent or work for it, and on its behalf (:func:`kg.questions.bodies.statements_for`).
        all_versions: include superseded and retracted statements and readings, marked as such.
        first: maximum number of statements, the newest; None for all.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: a stance, mode or date is invalid; ``since`` is after ``until``; or ``with_holders`` is
            given without ``by``.
    """
    if with_holders and not by:
        raise QuestionError(
            "with_holders needs a body: by=...", hint="on the command line: --by NAME --with-holders"
        )
    days = _days(since, until)
    asker = Asker(store, all_versions=all_versions)
    names = Names(asker, since=since, until=until)
    params = {
        **_named(names, "actor", by=by, on_behalf_of=on_behalf_of, to=to),
        **_named(names, "source", source=source),
        **_named(names, "place", place=place),
        **_targets(asker, names, about, mentions=not stance),
        **_codes(stance, mode, dates),
        **days,
    }
    phrase = None if grep is None else worded(asker, grep)
    found, notes = _matching(asker, params, phrase, with_holders=with_holders, first=first)
    rows, left_out = found.rows, found.undated
    if rows and stance and about and len(params["about"]) > len(each(about)):
        notes.append(
            "Stances are those toward each issue, narrower issues included. For support of and opposition "
            "to the issue itself, use kg ask who-supports and who-opposes."
        )
    looked_at, words = asker.looked_at("statements")
    notes = [*undated(left_out), *notes]
    if not rows:
        notes.insert(0, nothing(words, dated=left_out > 0))
        if by and not with_holders:
            from kg.questions.bodies import note_on_actors  # most questions need none of it

            notes += note_on_actors(asker, params, phrase)
        if grep and not grep.endswith("*"):
            notes.append(f"Only whole words were searched; '{grep}*' matches any ending of the last word.")
    asked = Asked(
        "Who said what about what",
        conditions(
            by=by,
            with_holders=with_holders,
            on_behalf_of=on_behalf_of,
            about=about,
            to=to,
            stance=stance,
            since=since,
            until=until,
            dates=dates,
            source=source,
            mode=mode,
            place=place,
            grep=grep,
            all_versions=all_versions,
        ),
    )
    said_so = tuple(notes), tuple(asker.ran), store
    return Answer("said", COLUMNS, rows, looked_at, "statements", *said_so, asked=asked, more=found.more)


def nothing(words: str, *, dated: bool) -> str:
    """Return the note for an answer without statements.

    Args:
        words: what was looked at, in words.
        dated: whether there are matching statements that are undated.

    >>> nothing("12 statements by 3 actors", dated=False)
    'No matching statements found; looked at 12 statements by 3 actors.'
    """
    return f"No matching {'dated ' if dated else ''}statements found; looked at {words}."


def _named(names: Names, kind: str, **typed: Typed) -> _Params:
    """Parameters whose values are names of things of one kind."""
    return {key: [names.find(text, (kind,)).term for text in each(its)] for key, its in typed.items() if its}


def _targets(asker: Asker, names: Names, about: Typed, *, mentions: bool) -> _Params:
    """The parameters for what statements are about: targets and, for things that are not issues, mentions."""
    if not about:
        return {}
    named = [names.find(text, TARGETS) for text in each(about)]
    params = {"about": [term for thing in named for term in covered(asker, thing)]}
    things = [thing.term for thing in named if not names.is_issue(thing)]
    if things and mentions:
        params["mention"] = things
    return params


def _codes(stance: Typed, mode: Typed, dates: str) -> _Params:
    """The parameters whose values are codes of the ontology."""
    params = {
        "stance": [term for text in each(stance) for term in stances(text)],
        "mode": [term for text in each(mode) for term in modes(text)],
        "basis": day_basis(dates),
    }
    return {key: terms for key, terms in params.items() if terms}


def _days(since: str | None, until: str | None) -> _Params:
    """The parameters for the period asked about."""
    first, last = asked_days(since, until)
    days = {"since": first, "until": last}
    return {key: [literal(day, XSD.date)] for key, day in days.items() if day is not None}


def _matching(
    asker: Asker, params: _Params, phrase: set[str] | None, *, with_holders: bool, first: int | None
) -> tuple[Some, list[str]]:
    """The statements that match, and notes; if given, ``phrase`` has the IRIs of those with the words."""
    if phrase is not None and not phrase:
        return Some([]), []
    if phrase is not None and len(phrase) <= MANY:
        params = {**params, "id": [iri(address) for address in sorted(phrase)]}
    if not with_holders:
        return some(asker, params, first=first, among=phrase, dated=True), []
    from kg.questions.bodies import statements_for

    rows, notes = statements_for(asker, params)
    rows = [row for row in rows if phrase is None or row["id"] in phrase]
    days = not {"since", "until"}.isdisjoint(params)
    dated = [row for row in rows if not days or row["counts_until"] is not None]
    kept = dated[:first] if first else dated
    return Some(kept, len(dated) - len(kept), len(rows) - len(dated)), notes


def each(typed: Typed) -> Sequence[str]:
    """Return one or several values as several."""
    return [typed] if isinstance(typed, str) else typed
