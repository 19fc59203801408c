"""Stances and evaluations, in one table: which side each is on, its number, its sign and its verbs.

A stance is toward a proposal, an evaluation toward anything else. "mixed", "neutral" and "unclear" are
codes of both.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Side(StrEnum):
    """Where somebody stands on an issue; everybody stands on one side of it."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sense:
    """What a stance or evaluation means.

    Attributes:
        scheme: "stance" or "evaluation".
        code: its notation.
        side: where it puts the speaker.
        score: +1, 0 or -1; None where it has no number.
        sign: one character, so that colour is not the only difference.
        verb: what stands between the speaker and the target in a sentence.
        short: the same, short enough for a column.
    """

    scheme: str
    code: str
    side: Side
    score: float | None
    sign: str
    verb: str
    short: str


def _sense(
    scheme: str, code: str, side: Side, score: float | None, sign: str, verb: str, short: str
) -> Sense:
    return Sense(scheme, code, side, score, sign, verb, short)


#: Every stance and evaluation, in the order in which they are listed.
SENSES: Final = (
    _sense("stance", "support", Side.FOR, 1.0, "+", "supports", "supports"),
    _sense("stance", "oppose", Side.AGAINST, -1.0, "−", "opposes", "opposes"),
    _sense("evaluation", "positive", Side.FOR, 1.0, "+", "rates positively", "positive on"),
    _sense("evaluation", "negative", Side.AGAINST, -1.0, "−", "rates negatively", "negative on"),
    _sense("stance", "mixed", Side.BOTH, 0.0, "~", "has a mixed stance on", "mixed on"),
    _sense("evaluation", "mixed", Side.BOTH, 0.0, "~", "gives a mixed rating of", "mixed on"),
    _sense("stance", "neutral", Side.OTHER, 0.0, "=", "is neutral on", "neutral on"),
    _sense("evaluation", "neutral", Side.OTHER, 0.0, "=", "gives a neutral rating of", "neutral on"),
    _sense("stance", "unclear", Side.OTHER, None, "?", "takes an unclear stance on", "unclear on"),
    _sense("evaluation", "unclear", Side.OTHER, None, "?", "gives an unclear rating of", "unclear on"),
)
_BY_SCHEME: Final = {(sense.scheme, sense.code): sense for sense in SENSES}
_BY_CODE: Final = {sense.code: sense for sense in reversed(SENSES)}

#: The number of each code that has one.
SCORES: Final = {sense.code: sense.score for sense in SENSES if sense.score is not None}
#: The stance that takes the other side; a stance that is not here has no opposite and stays as it is.
OPPOSITE: Final = {"support": "oppose", "oppose": "support", "positive": "negative", "negative": "positive"}
#: Codes that settle nothing where one side is set against another.
UNSETTLED: Final = frozenset(("mixed", "unclear"))


def sense(code: str, scheme: str | None = None) -> Sense | None:
    """What a code means; None where it is none of ours.

    Args:
        code: its notation.
        scheme: "stance" or "evaluation"; without it a code of both is taken for a stance.

    >>> sense("oppose").side, sense("mixed", "evaluation").verb, sense("loud")
    (<Side.AGAINST: 'against'>, 'gives a mixed rating of', None)
    """
    return _BY_CODE.get(code) if scheme is None else _BY_SCHEME.get((scheme, code))


def side(code: str) -> Side:
    """The side that a code puts its speaker on; a code that is none of ours is on no side.

    >>> side("positive"), side("loud")
    (<Side.FOR: 'for'>, <Side.OTHER: 'other'>)
    """
    found = sense(code)
    return Side.OTHER if found is None else found.side


def scale(scores: Collection[float], *, every: bool) -> tuple[float, float]:
    """The lowest and highest number that a reading can have.

    Args:
        scores: those that coders gave readings of their own, of the whole graph.
        every: whether every reading has one; others count by :data:`SCORES`, from -1 to 1.

    >>> scale([], every=False), scale([-3.0, 2.0], every=True), scale([0.5], every=False)
    ((-1.0, 1.0), (-3.0, 2.0), (-1.0, 1.0))
    """
    low, high = (min(scores), max(scores)) if scores else (-1.0, 1.0)
    return (low, high) if every and scores else (min(low, -1.0), max(high, 1.0))
