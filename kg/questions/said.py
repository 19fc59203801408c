"""Who said what about what: the statements that fit what a person typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import QuestionError
from kg.model.statement import COLUMNS, Statement
from kg.namespaces import XSD
from kg.questions.answer import Answer, Asker, undated
from kg.questions.bodies import unheard, voices
from kg.questions.grep import worded
from kg.questions.names import TARGETS, Names, covered
from kg.questions.notations import day_basis, modes, stances
from kg.questions.periods import asked_days
from kg.questions.statements import statements
from kg.store.terms import Term, iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Statements that hold a phrase; where more do, they are looked for among those that fit all else.
MANY: Final = 10_000
Typed = str | Sequence[str]


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
) -> Answer[Statement]:
    """The statements that fit every condition, newest first, those without any day last.

    Names are as typed; several values of one condition mean any of them.

    Args:
        store: the graph.
        by: speakers.
        on_behalf_of: the bodies for whom a statement was made, as it is coded; offices say nothing here.
        about: what a reading of the statement is toward, narrower issues included; of an actor or
            thing, also what the statement names.
        to: addressees.
        stance: notations of stances or evaluations; with ``about``, of the same reading.
        since: a year, month or day: statements that can have been made then or later, by the days on which
            they count (:mod:`kg.model.counting`).
        until: likewise, then or earlier. Statements without any day are left out and counted in a note.
        source: sources.
        mode: notations of modes.
        grep: words that stand one after the other in the text or in a quote, whatever their case, accents
            and marks between them; a ``*`` at the end stands for any ending of the last word.
        place: where it was said.
        dates: "counted", or "stated" to leave out statements of which the source gives no date.
        with_holders: with ``by`` of a body, also what was said by those who then held an office in it, who
            lead, represent or work for it, or on its behalf (:func:`kg.questions.bodies.voices`).
        all_versions: superseded and retracted statements and readings as well, marked as such.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: no such stance or mode, no date, or a time that ends before it begins; ``with_holders``
            without ``by``.
    """
    if with_holders and not by:
        raise QuestionError(
            "with_holders needs the body: by=...", hint="at the terminal: --by NAME --with-holders"
        )
    first, last = asked_days(since, until)
    asker = Asker(store, all_versions=all_versions)
    names = Names(asker, since=since, until=until)
    params: dict[str, list[Term]] = {}
    for key, kind, typed in (
        *(("by", "actor", by), ("on_behalf_of", "actor", on_behalf_of), ("to", "actor", to)),
        ("source", "source", source),
    ):
        if typed:
            params[key] = [names.find(text, (kind,)).term for text in each(typed)]
    if place:
        params["place"] = [names.find(text, ("place",)).term for text in each(place)]
    if about:
        named = [names.find(text, TARGETS) for text in each(about)]
        params["about"] = [term for thing in named for term in covered(asker, thing)]
        things = [thing.term for thing in named if not names.is_issue(thing)]
        if things and not stance:
            params["mention"] = things
    if stance:
        params["stance"] = [term for text in each(stance) for term in stances(text)]
    if mode:
        params["mode"] = [term for text in each(mode) for term in modes(text)]
    if basis := day_basis(dates):
        params["basis"] = basis
    if first is not None:
        params["since"] = [literal(first, XSD.date)]
    if last is not None:
        params["until"] = [literal(last, XSD.date)]

    wanted = None if grep is None else worded(asker, grep)
    if wanted is not None and len(wanted) <= MANY:
        params["id"] = [iri(address) for address in sorted(wanted)]
    rows: list[Statement] = []
    notes: list[str] = []
    if wanted is not None and not wanted:
        pass  # no statement has these words
    elif with_holders:
        rows, notes = voices(asker, params)
    else:
        rows = statements(asker, params)
    if wanted is not None:
        rows = [row for row in rows if row["id"] in wanted]
    without = 0
    if since is not None or until is not None:
        dated = [row for row in rows if row["counts_until"] is not None]
        without, rows = len(rows) - len(dated), dated
    if rows and stance and about and len(params["about"]) > len(named):
        notes.append(
            "A stance is that toward each issue as it is coded, narrower ones included; "
            "kg ask who-supports and who-opposes carry it to the issue that is asked about."
        )
    looked_at, words = asker.looked_at("statements")
    notes = [*undated(without), *notes]
    if not rows:
        nobody = "No dated statement fits" if without else "Nobody in the graph said that"
        notes.insert(0, f"{nobody}: looked at {words}.")
        if by and not with_holders:
            notes += unheard(asker, params, wanted)
        if grep and not grep.endswith("*"):
            notes.append(f"Whole words were looked for; '{grep}*' takes any ending of the last.")
    return Answer("said", COLUMNS, rows, looked_at, "statements", tuple(notes), tuple(asker.ran), store)


def each(typed: Typed) -> Sequence[str]:
    """A single name or several, as several."""
    return [typed] if isinstance(typed, str) else typed
