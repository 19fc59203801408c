"""Folded texts, for comparison without regard to white space, typographic marks and case.

Publishers print “curly” marks and coders type "straight" ones. Folding makes both equal and records, for
each folded character, the code points that it came from, so that a match in the folded text has an exact
position in the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.characters import INVISIBLE, JOINERS
from kg.coding.texts.text import Span

SPACE, MARKS, CASE, ENCODING = "white space", "quotation marks or dashes", "case", "encoding of characters"

#: The features that folding can ignore, as they are named in a diagnosis.
ALL = frozenset({SPACE, MARKS, CASE, ENCODING})

SINGLE_MARKS = "'‘’‚‛′`´ʼ‹›"
DOUBLE_MARKS = '"“”„‟″«»'
_DASHES = "-‐‑‒–—―−"
_SOFT_HYPHEN = "\u00ad"
_INVISIBLE = INVISIBLE | JOINERS | {_SOFT_HYPHEN}
_MARKS = {
    **dict.fromkeys(SINGLE_MARKS, "'"),
    **dict.fromkeys(DOUBLE_MARKS, '"'),
    **dict.fromkeys(_DASHES, "-"),
    "…": "...",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; its character ``i`` comes from ``[starts[i], ends[i])`` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> Span | None:
        """The original span of a folded one; None if it begins or ends inside an original character."""
        if start >= end or (start and self.starts[start - 1] == self.starts[start]):
            return None
        if end < len(self.text) and self.starts[end - 1] == self.starts[end]:
            return None
        return Span(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=32)
def fold(text: str, features: frozenset[str] = ALL) -> Folded:
    """Fold a text.

    Runs of white space become one space, double quotation marks one straight mark, single ones another,
    dashes a hyphen without white space around it, an ellipsis three full stops, letters lower case, and
    accents separate characters.

    Args:
        text: any text.
        features: the features to ignore.

    >>> fold("Trade  talks — “ON”").text
    'trade talks-"on"'
    """
    units: list[tuple[str, int, int]] = []
    for at, char in enumerate(text):
        piece = _fold_char(char, features)
        before, start, _ = units[-1] if units else ("", -1, -1)
        if not piece:
            continue
        if SPACE in features and piece == " ":
            if before == " ":
                units[-1] = (" ", start, at + 1)
                continue
            if MARKS in features and before == "-":
                continue
        if MARKS in features and piece == "-":
            if before == " " and SPACE in features:
                units.pop()
            elif before == "-":
                units[-1] = ("-", start, at + 1)
                continue
        units.append((piece, at, at + 1))
    return Folded(
        "".join(piece for piece, _, _ in units),
        tuple(start for piece, start, _ in units for _ in piece),
        tuple(end for piece, _, end in units for _ in piece),
    )


def _fold_char(char: str, features: frozenset[str]) -> str:
    if SPACE in features:
        if char.isspace():
            return " "
        if char in _INVISIBLE:
            return ""
    if MARKS in features and char in _MARKS:
        return _MARKS[char]
    if char.isascii():
        return char.lower() if CASE in features else char
    folded = unicodedata.normalize("NFD", char) if ENCODING in features else char
    if CASE in features:
        folded = folded.casefold()
        folded = unicodedata.normalize("NFD", folded) if ENCODING in features else folded
    return folded


def folded_occurrences(content: str, words: str, within: Span | None = None) -> list[Span]:
    """Find all occurrences of ``words``, ignoring white space, marks and case.

    >>> folded_occurrences("He said: “I’m  right”.", "i'm right")
    [Span(start=10, end=20)]
    """
    needle, hay = fold(words.strip()).text.strip(), fold(content)
    found: list[Span] = []
    at = hay.text.find(needle) if needle else -1
    while at >= 0:
        span = hay.original(at, at + len(needle))
        if span is not None and (within is None or Span(*within).holds(span)):
            found.append(span)
        at = hay.text.find(needle, at + 1)
    return found


def differences(one: str, other: str) -> tuple[str, ...]:
    """Return the features in which two texts with the same folding differ.

    >>> differences("I'm right", "I’m Right")
    ('quotation marks or dashes', 'case')
    """
    needed = [
        feature
        for feature in (SPACE, MARKS, CASE, ENCODING)
        if fold(one, ALL - {feature}).text != fold(other, ALL - {feature}).text
    ]
    return tuple(needed) or (ENCODING,)
