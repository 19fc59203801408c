"""Quotes that adjoin in the text: one quote that was split, printed with an ellipsis that the text lacks."""

from __future__ import annotations

from kg.coding.texts.diagnosis import few
from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS
from kg.coding.texts.text import Span, Text

_SENTENCE_ENDS = ".!?…"
_LEFT_OUT = "…[("

#: What is wrong with them, and what to do about it.
ADJOIN = "adjoin in the text"
TOGETHER = (
    "write them as one quote; in [one, two] a comma parts two quotes, so put each quote on a line of its own "
    "after '- '"
)


def adjoin(text: Text, one: Span, other: Span) -> bool:
    """Whether a text has neither words nor quotation marks nor an ellipsis between two stretches.

    >>> text = Text("t", "“We want quieter planes, not an empty airport.” “Now.”")
    >>> adjoin(text, Span(1, 23), Span(25, 46)), adjoin(text, Span(25, 46), Span(49, 53))
    (True, False)
    """
    between = text.content[one.end : other.start]
    return (
        one.end <= other.start
        and not any(
            sign.isalnum() or sign in DOUBLE_MARKS or sign in SINGLE_MARKS or sign in _LEFT_OUT
            for sign in between
        )
        and "..." not in between
    )


def adjoin_plainly(words: str, one: Span, other: Span) -> bool:
    """Whether two quotes adjoin, as far as that is plain without the text.

    Two characters have no room for a mark that ends one quote, white space and a mark that begins the
    next; after a sentence they may be a new line and a mark, where a quote goes on in a new paragraph.

    Args:
        words: of the first quote.
        one: its place, and ``other`` that of the next.
        other: see ``one``.
    """
    gap = other.start - one.end
    return gap in (0, 1) or (gap == 2 and words[-1:] not in _SENTENCE_ENDS)


def the_quotes(one: str, other: str) -> str:
    """What such quotes are called in a message."""
    return f"the quotes {few(one)} and {few(other)}"
