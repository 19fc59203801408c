"""Quotation marks around quoted words, which are not part of a quote: they are added when it is shown."""

from __future__ import annotations

from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS

_AFTER = ".,;:!?… "
#: Single marks that can open a quote; the others are also apostrophes.
_SINGLE_OPENING = "'‘‚‛‹"
#: Words that are written with an apostrophe before them.
_CLIPPED = ("tis", "twas", "twere", "em", "til", "cause", "bout", "round", "n", "s")


def has_marks(quote: str) -> bool:
    """Whether a quote includes the marks around it, or one of the two.

    Marks of a quote within the quote do not count.

    >>> has_marks('"working visit"'), has_marks("‘working visit’."), has_marks("“working visit")
    (True, True, True)
    >>> has_marks("‘Yes’ is not ‘no’"), has_marks("’tis the workers’"), has_marks('a pipe of 5"')
    (False, False, False)
    """
    ended = quote.rstrip(_AFTER)
    if len(ended) < 2:
        return False
    first, last = ended[0], ended[-1]
    double = sum(char in DOUBLE_MARKS for char in ended)
    if double % 2:
        return first in DOUBLE_MARKS or (last in DOUBLE_MARKS and not ended[-2].isdigit())
    if first in DOUBLE_MARKS and last in DOUBLE_MARKS:
        return double == 2
    if first in _SINGLE_OPENING and last in SINGLE_MARKS and not ended[1].isspace():
        word = ended[1:].split()[0].rstrip(SINGLE_MARKS + _AFTER).casefold()
        inside = sum(char in _SINGLE_OPENING and char != first for char in ended[1:-1])
        opened = ended[1:-1].count(f" {first}")
        return word not in _CLIPPED and not word[:1].isdigit() and not inside and not opened
    return False


def bare(quote: str) -> tuple[int, str]:
    """Return how many characters precede the words of a quote, and the words without marks around them.

    >>> bare("“A bridge is needed.”"), bare("We stay")
    ((1, 'A bridge is needed.'), (0, 'We stay'))
    """
    start, words = 0, quote
    while has_marks(words):
        ended = words.rstrip(_AFTER)
        if sum(char in DOUBLE_MARKS for char in ended) % 2 == 0:
            start, words = start + 1, ended[1:-1]
        elif ended[0] in DOUBLE_MARKS:
            start, words = start + 1, words[1:]
        else:
            words = ended[:-1]
        start += len(words) - len(words.lstrip())
        words = words.strip()
    return start, words
