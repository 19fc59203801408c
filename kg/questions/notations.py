"""Stances, evaluations and modes by the notation that people type."""

from __future__ import annotations

from kg.errors import QuestionError
from kg.namespaces import BASIS, EVALUATION, MODE, STANCE
from kg.store.terms import Term, iri


def stances(text: str) -> list[Term]:
    """The stance or evaluation (or both) of that notation.

    Raises:
        QuestionError: there is none.

    >>> [term.value for term in stances("mixed")]
    ['https://w3id.org/wsw/stance#mixed', 'https://w3id.org/wsw/evaluation#mixed']
    """
    return _coded(text, "stance or evaluation", STANCE.terms, STANCE.base) + _coded(
        text, "stance or evaluation", EVALUATION.terms, EVALUATION.base, STANCE.terms
    )


def modes(text: str) -> list[Term]:
    """The mode of that notation.

    Raises:
        QuestionError: there is none.
    """
    return _coded(text, "mode", MODE.terms, MODE.base)


#: Which statements an answer takes in, by what the days on which they count rest on.
DATES = {
    "counted": "all: those without a date of their own count on the publication of their source",
    "stated": "only those of which the source gives or implies a date",
}


def day_basis(dates: str) -> list[Term]:
    """The values of ``wsw:countsBy`` that ``dates``, a key of :data:`DATES`, takes in; empty for any.

    Raises:
        QuestionError: there is no such key.

    >>> day_basis("counted"), [term.value.rsplit("#")[1] for term in day_basis("stated")]
    ([], ['stated', 'inferred'])
    """
    if dates not in DATES:
        raise QuestionError(f"unknown value {dates!r} for dates", hint="known: " + ", ".join(DATES))
    return [iri(BASIS.stated), iri(BASIS.inferred)] if dates == "stated" else []


def _coded(
    text: str, what: str, terms: frozenset[str], base: str, others: frozenset[str] = frozenset()
) -> list[Term]:
    notation = text.strip().lower()
    if notation in terms:
        return [iri(base + notation)]
    known = terms | others | (EVALUATION.terms if terms is STANCE.terms else frozenset())
    if notation in known:
        return []
    raise QuestionError(f"no {what} {text!r}", hint="known: " + ", ".join(sorted(known)))
