"""Stances and evaluations, in one table: the side, score, sign and verbs of each.

A stance is toward a proposal, an evaluation toward anything else. "mixed", "neutral" and "unclear" are
codes of both. All other tables of stances are derived from this one.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final, NamedTuple


class Side(StrEnum):
    """The side of an actor on an issue; every actor is on one."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    OTHER = "other"


class Sense(NamedTuple):
    """A stance or evaluation.

    Attributes:
        scheme: "stance" or "evaluation".
        code: its notation.
        side: the speaker's side.
        score: +1, 0 or -1; None if it has none.
        sign: one character, so that colour is not the only difference.
        verb: the verb phrase between speaker and target in a sentence.
        short: the same, short enough for a column.
    """

    scheme: str
    code: str
    side: Side
    score: float | None
    sign: str
    verb: str
    short: str


#: Every stance and evaluation, in the order in which they are listed.
SENSES: Final = (
    Sense("stance", "support", Side.FOR, 1.0, "+", verb="supports", short="supports"),
    Sense("stance", "oppose", Side.AGAINST, -1.0, "−", verb="opposes", short="opposes"),
    Sense("evaluation", "positive", Side.FOR, 1.0, "+", verb="rates positively", short="positive on"),
    Sense("evaluation", "negative", Side.AGAINST, -1.0, "−", verb="rates negatively", short="negative on"),
    Sense("stance", "mixed", Side.BOTH, 0.0, "~", verb="has a mixed stance on", short="mixed on"),
    Sense("evaluation", "mixed", Side.BOTH, 0.0, "~", verb="gives a mixed rating of", short="mixed on"),
    Sense("stance", "neutral", Side.OTHER, 0.0, "=", verb="is neutral on", short="neutral on"),
    Sense(
        "evaluation", "neutral", Side.OTHER, 0.0, "=", verb="gives a neutral rating of", short="neutral on"
    ),
    Sense("stance", "unclear", Side.OTHER, None, "?", verb="takes an unclear stance on", short="unclear on"),
    Sense(
        "evaluation", "unclear", Side.OTHER, None, "?", verb="gives an unclear rating of", short="unclear on"
    ),
)
_BY_SCHEME: Final = {(sense.scheme, sense.code): sense for sense in SENSES}
_BY_CODE: Final = {sense.code: sense for sense in reversed(SENSES)}

_CONTRARY: Final = {Side.FOR: Side.AGAINST, Side.AGAINST: Side.FOR}

#: Score of each code that has one.
SCORES: Final = {sense.code: sense.score for sense in SENSES if sense.score is not None}
#: Code to the code of the other side in its scheme; codes without an opposite are not included.
OPPOSITE: Final = {
    one.code: other.code
    for one in SENSES
    for other in SENSES
    if one.scheme == other.scheme and other.side == _CONTRARY.get(one.side)
}
#: Codes without a definite side: not comparable with a reading for or against.
UNSETTLED: Final = frozenset(("mixed", "unclear"))


def sense(code: str, scheme: str | None = None) -> Sense | None:
    """Look up a code; None if it is unknown.

    Args:
        code: its notation.
        scheme: "stance" or "evaluation"; if None, a code of both schemes is taken as a stance.

    >>> sense("oppose").side, sense("mixed", "evaluation").verb, sense("loud")
    (<Side.AGAINST: 'against'>, 'gives a mixed rating of', None)
    """
    return _BY_CODE.get(code) if scheme is None else _BY_SCHEME.get((scheme, code))


def side(code: str) -> Side:
    """The side of a code; "other" for an unknown code.

    >>> side("positive"), side("loud")
    (<Side.FOR: 'for'>, <Side.OTHER: 'other'>)
    """
    found = sense(code)
    return Side.OTHER if found is None else found.side


def scale(scores: Collection[float], *, every: bool) -> tuple[float, float]:
    """The lowest and highest score that a reading can have.

    Args:
        scores: all scores that coders gave, of the whole graph.
        every: whether every reading has such a score; others count by :data:`SCORES`, from -1 to 1.

    >>> scale([], every=False), scale([-3.0, 2.0], every=True), scale([0.5], every=False)
    ((-1.0, 1.0), (-3.0, 2.0), (-1.0, 1.0))
    """
    low, high = (min(scores), max(scores)) if scores else (-1.0, 1.0)
    return (low, high) if every and scores else (min(low, -1.0), max(high, 1.0))
