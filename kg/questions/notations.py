"""Stances, evaluations, modes and date options by the notation that users type."""

from __future__ import annotations

from kg.errors import QuestionError
from kg.namespaces import BASIS, EVALUATION, MODE, STANCE
from kg.store.terms import Term, iri


def stances(text: str) -> list[Term]:
    """Return the stance or evaluation (or both) with this notation.

    Raises:
        QuestionError: the notation is unknown.

    >>> [term.value for term in stances("mixed")]
    ['https://w3id.org/wsw/stance#mixed', 'https://w3id.org/wsw/evaluation#mixed']
    """
    return _coded(text, "stance or evaluation", STANCE.terms, STANCE.base) + _coded(
        text, "stance or evaluation", EVALUATION.terms, EVALUATION.base, STANCE.terms
    )


def modes(text: str) -> list[Term]:
    """Return the mode with this notation.

    Raises:
        QuestionError: the notation is unknown.
    """
    return _coded(text, "mode", MODE.terms, MODE.base)


#: Statements that an answer includes, by the basis of the days on which they count.
DATES = {
    "counted": "all; undated statements count on the publication of their source",
    "stated": "only those with a date given or implied by the source",
}


def day_basis(dates: str) -> list[Term]:
    """Return the values of ``wsw:countsBy`` for ``dates``, a key of :data:`DATES`; empty for any.

    Raises:
        QuestionError: ``dates`` is not such a key.

    >>> day_basis("counted"), [term.value.rsplit("#")[1] for term in day_basis("stated")]
    ([], ['stated', 'inferred'])
    """
    if dates not in DATES:
        raise QuestionError(f"unknown value {dates!r} for dates", hint="expected one of: " + ", ".join(DATES))
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
    raise QuestionError(f"unknown {what} {text!r}", hint="expected one of: " + ", ".join(sorted(known)))
