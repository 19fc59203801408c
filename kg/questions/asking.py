"""A named question, asked: names settled, values filled in, rows made plain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import QuestionError
from kg.namespaces import XSD
from kg.questions.answer import Answer, Asker, Row, plain, undated
from kg.questions.catalogue import Parameter, Question, find
from kg.questions.changes import changes
from kg.questions.codes import modes, stances
from kg.questions.dates import first_day, last_day, one_day
from kg.questions.deviations import deviations
from kg.questions.names import TARGETS, THINGS, Names, covered
from kg.questions.silences import silences
from kg.store.terms import Term, iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Questions whose rows are worked out from those of their query, since one query would take minutes.
WORKED: Final[Mapping[str, Callable[[Asker, Sequence[Row], Mapping[str, Sequence[Term]]], list[Row]]]] = {
    "stance-changes": changes,
    "deviates": deviations,
    "silence": silences,
}
_NAMED: Final = {"actor": ("actor",), "source": ("source",), "place": ("place",), "thing": THINGS}


def ask(
    store: Store, name: str, params: Mapping[str, str | Sequence[str]], *, all_versions: bool = False
) -> Answer:
    """The answer to a named question.

    Args:
        store: the graph.
        name: the question.
        params: values as typed, by parameter name; several values of one parameter mean any of them.
        all_versions: count superseded and retracted records and readings in.

    Raises:
        QuestionError: no such question or parameter, one is missing, or a value is of the wrong kind.
        NameProblem: a name fits nothing, or several things.
    """
    question = find(name)
    asker = Asker(store, all_versions=all_versions)
    names = Names(asker)
    terms = {key: _terms(names, asker, question.parameter(key), values) for key, values in params.items()}
    rows = [{key: plain(value) for key, value in row.items()} for row in asker.rows(question, terms)]
    if name in WORKED:
        worked = WORKED[name](asker, rows, terms)
        rows = [{column: row[column] for column in question.columns} for row in worked]
    notes = _left_out(asker, question, terms)
    looked_at, words = asker.looked_at(question.counts)
    if not rows:
        notes = [f"{question.empty}: looked at {words}.", *notes]
    return Answer(
        name=name,
        columns=tuple(question.columns),
        rows=gathered(rows, question.gather),
        looked_at=looked_at,
        counted=question.counts,
        notes=tuple(notes),
        sparql=tuple(asker.ran),
    )


def gathered(rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """Rows that differ in ``columns`` only become one, which lists the values of these columns.

    >>> gathered([{"a": 1, "by": "x"}, {"a": 1, "by": "y"}, {"a": 2, "by": None}], ["by"])
    [{'a': 1, 'by': ['x', 'y']}, {'a': 2, 'by': []}]
    """
    if not columns:
        return list(rows)
    merged: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = tuple(value for column, value in row.items() if column not in columns)
        into = merged.setdefault(key, {c: [] if c in columns else value for c, value in row.items()})
        for column in columns:
            if row[column] is not None and row[column] not in into[column]:
                into[column].append(row[column])
    return list(merged.values())


def _terms(names: Names, asker: Asker, parameter: Parameter, values: str | Sequence[str]) -> list[Term]:
    typed = [values] if isinstance(values, str) else list(values)
    terms: list[Term] = []
    for text in typed:
        if parameter.kind == "issue":
            terms += covered(asker, names.find(text, TARGETS))
        elif parameter.kind in _NAMED:
            terms.append(names.find(text, _NAMED[parameter.kind]).term)
        elif parameter.kind == "date":
            day = last_day if parameter.name == "until" else first_day
            terms.append(literal(day(text), XSD.date))
        else:
            terms += _READ[parameter.kind](text)
    return list(dict.fromkeys(terms))


def _number(text: str) -> list[Term]:
    try:
        float(text)
    except ValueError:
        raise QuestionError(f"{text!r} is no number", hint="for example 35 or 7.5") from None
    return [literal(text.strip(), XSD.decimal)]


def _left_out(asker: Asker, question: Question, terms: Mapping[str, Sequence[Term]]) -> list[str]:
    """A sentence about undated rows that a question about a time had to leave out."""
    dates = {"since", "until"} & terms.keys()
    if not dates or "said_latest" not in question.columns:
        return []
    rows = asker.rows(question, {key: value for key, value in terms.items() if key not in dates})
    return undated(sum(row["said_latest"] is None for row in rows))


_READ: Final[Mapping[str, Callable[[str], list[Term]]]] = {
    "stance": stances,
    "mode": modes,
    "day": lambda text: [literal(one_day(text), XSD.date)],
    "text": lambda text: [literal(text)],
    "number": _number,
    "iri": lambda text: [iri(text)],
}
