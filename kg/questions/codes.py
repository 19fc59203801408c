"""Stances, evaluations and modes by the notation that people type."""

from __future__ import annotations

from kg.errors import QuestionError
from kg.namespaces import EVALUATION, MODE, STANCE
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
