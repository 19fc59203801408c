"""Answers to named questions: resolve names, fill in values, run the query, convert rows to plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import QuestionError
from kg.namespaces import XSD
from kg.questions import sheet_lines
from kg.questions.actions import ACTIONS, actions, actor_terms
from kg.questions.answer import Answer, Asker, Row, plain, undated
from kg.questions.asked import Asked, conditions
from kg.questions.catalogue import Parameter, Question, find
from kg.questions.contests import candidates, contests
from kg.questions.deviations import deviations, memberships
from kg.questions.joined_rows import JoinedRows
from kg.questions.names import TARGETS, THINGS, Names, covered
from kg.questions.notations import day_basis, modes, stances
from kg.questions.offices import holdings
from kg.questions.pages import first_rows, gathered
from kg.questions.periods import asked_days, first_day, last_day, one_day
from kg.questions.position_columns import positions_of_changes
from kg.questions.scope import Scope, scope, toward
from kg.questions.silences import silences
from kg.questions.stance_changes import changes
from kg.store.results import many
from kg.store.terms import Term, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Turns the rows of a query and its parameters into the rows of the answer and notes on what is left out.
_Work = Callable[[Asker, Sequence[Row], Mapping[str, Sequence[Term]]], tuple[Sequence[Row], list[str]]]
#: Questions whose rows are computed in Python from those of their query: by a rule of the model, or because
#: one query would take minutes.
WORKED: Final[Mapping[str, _Work]] = {
    "contested": contests,
    "deviates": deviations,
    "roles": holdings,
    "silence": silences,
    "speaks-for": holdings,
    "stance-changes": changes,
    **{name: partial(actions, columns=columns) for name, columns in ACTIONS.items()},
}
#: Questions with a faster way to the rows of their query; the function returns None if only the query works.
_FASTER: Final = {
    "contested": candidates,
    "deviates": memberships,
    "stance-changes": positions_of_changes,
}
#: Questions about an issue in which stances on narrower issues count by their coded directions.
DIRECTED: Final = frozenset(("stances-on", "who-opposes", "who-supports"))
_NAMED: Final = {"actor": ("actor",), "source": ("source",), "place": ("place",), "thing": THINGS}


@many()
def ask(
    store: Store,
    name: str,
    params: Mapping[str, str | Sequence[str]],
    *,
    all_versions: bool = False,
    dates: str = "counted",
    first: int | None = None,
    joined: bool = False,
) -> Answer[Row]:
    """Answer a named question.

    Args:
        store: the graph.
        name: the question.
        params: values as typed, by parameter name; several values of one parameter mean any of them.
        all_versions: include superseded and retracted records and readings.
        dates: "counted", or "stated" to leave out statements that their source does not date; the same as
            the parameter ``dates`` of the questions that have one.
        first: maximum number of rows, those that a terminal shows: the newest, or the first ones of a
            question without days. More are returned if they cost nothing; None for all.
        joined: whether the rows may be :class:`~kg.questions.joined_rows.JoinedRows`, which take less memory
            than a list.

    Raises:
        QuestionError: the question or a parameter is unknown, a required parameter is missing, a value is of
            the wrong kind, or since is after until.
        NameProblem: a name matches nothing, or several things.
    """
    question = find(name)
    if day_basis(dates):
        params = {**params, "dates": dates}
    asker = Asker(store, all_versions=all_versions)
    asker.first = first
    names = Names(asker, **_asked_days(params))
    found = _scope(names, asker, params["issue"]) if name in DIRECTED and "issue" in params else None
    terms: dict[str, list[Term]] = {} if found is None else found.terms([p.name for p in question.parameters])
    for key, values in params.items():
        parameter = question.parameter(key, typed=True)
        if key not in terms and (given := _terms(names, asker, parameter, values)) is not None:
            terms[key] = given
    asked_days(*(_typed(params, key) for key in ("since", "until")))
    if name in ACTIONS:
        terms |= actor_terms(asker, terms, ACTIONS[name])
    page = first_rows(asker, question, terms, first) if first and name not in WORKED else None
    notes: list[str] = []
    rows: Sequence[Row]
    if page is not None:
        rows = page
    elif name in _FASTER and (known := _FASTER[name](asker, terms)) is not None:
        rows = known
    else:
        rows = [{key: plain(value) for key, value in row.items()} for row in asker.rows(question, terms)]
    if found is not None:
        rows, notes = toward(asker, question, rows, terms, found)
    if name in WORKED:
        rows, notes = WORKED[name](asker, rows, terms)
    if found is not None or name in WORKED:
        rows = _with_columns(rows, question.columns)
    if name not in WORKED:
        notes += _left_out(asker, question, terms)
    located = sheet_lines.located(asker, gathered(rows, question.gather) if page is None else page)
    looked_at, words = asker.looked_at(question.counts)
    if not rows:
        notes = [f"{question.empty}; looked at {words}.", *notes]
    return Answer(
        name=name,
        columns=(*question.columns, *sheet_lines.COLUMNS),
        rows=located if joined else list(located),
        looked_at=looked_at,
        counted=question.counts,
        notes=tuple(notes),
        sparql=tuple(asker.ran),
        store=store,
        asked=Asked(
            question.title, conditions(**params, all_versions=all_versions), columns=question.columns
        ),
        more=None if page is not None or asker.cut else 0,
    )


def _with_columns(rows: Sequence[Row], columns: Mapping[str, str]) -> Sequence[Row]:
    """Return the rows with the columns of a question."""
    if isinstance(rows, JoinedRows):
        return rows.with_columns(tuple(columns))
    return [{column: row[column] for column in columns} for row in rows]


def _asked_days(params: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """Return the parameters ``since`` and ``until`` for resolving offices, as typed."""
    found = {}
    for key in ("since", "until"):
        given = next((typed for name in (key, "day", "on") if (typed := _typed(params, name))), None)
        if given is not None:
            found[key] = given
    return found


def _typed(params: Mapping[str, str | Sequence[str]], key: str) -> str | None:
    """Return the one value typed for a parameter; None if there is none."""
    given = params.get(key) or None
    return given if given is None or isinstance(given, str) else given[0]


def _scope(names: Names, asker: Asker, values: str | Sequence[str]) -> Scope:
    typed = [values] if isinstance(values, str) else values
    return scope(asker, [names.find(text, TARGETS) for text in typed])


def _terms(
    names: Names, asker: Asker, parameter: Parameter, values: str | Sequence[str]
) -> list[Term] | None:
    """Return the terms of a parameter; None if its value restricts nothing."""
    typed = [values] if isinstance(values, str) else list(values)
    if parameter.kind == "dates":
        return [term for text in typed for term in day_basis(text)] or None
    terms: list[Term] = []
    for text in typed:
        if parameter.kind == "issue":
            terms += covered(asker, names.find(text, TARGETS))
        elif parameter.kind in _NAMED:
            terms.append(names.find(text, _kinds(parameter.kind, text)).term)
        elif parameter.kind == "date":
            day = last_day if parameter.name == "until" else first_day
            terms.append(literal(day(text), XSD.date))
        else:
            terms += _READ[parameter.kind](text)
    return list(dict.fromkeys(terms))


def _kinds(kind: str, text: str) -> Sequence[str]:
    """The kinds that a name may be of; the title of an office means its holder, not the office."""
    kinds = _NAMED[kind]
    return kinds if "/" in text else tuple(one for one in kinds if one != "office")


def _number(text: str) -> list[Term]:
    try:
        float(text)
    except ValueError:
        raise QuestionError(
            f"{text!r} is not a valid number", hint="expected a decimal number, for example 35 or 7.5"
        ) from None
    return [literal(text.strip(), XSD.decimal)]


def _left_out(asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]]) -> list[str]:
    """The note on undated statements that a question with since or until leaves out."""
    days = {"since", "until"} & terms.keys()
    if not days or "counts_until" not in question.columns:
        return []
    rows = asker.rows(question, {key: value for key, value in terms.items() if key not in days})
    return undated(len({plain(row["record"]) for row in rows if row["counts_until"] is None}))


_READ: Final[Mapping[str, Callable[[str], list[Term]]]] = {
    "stance": stances,
    "mode": modes,
    "day": lambda text: [literal(one_day(text), XSD.date)],
    "text": lambda text: [literal(text)],
    "number": _number,
}
