"""Adjacent quotes: one quote that was split, and would be shown with an ellipsis that is not in the text."""

from __future__ import annotations

from kg.coding.texts.diagnosis import few
from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS
from kg.coding.texts.text import Span, Text

_SENTENCE_ENDS = ".!?…"
_LEFT_OUT = "…[("

#: What is wrong with them, and what to do.
ADJOIN = "are adjacent in the text"
TOGETHER = (
    "write them as one quote; a comma in [one, two] separates quotes, so put each quote on its own line "
    "after '- '"
)


def adjoin(text: Text, one: Span, other: Span) -> bool:
    """Whether a text has no word, quotation mark or ellipsis between two spans.

    >>> text = Text("t", "“We want quieter planes, not an empty airport.” “Now.”")
    >>> adjoin(text, Span(1, 23), Span(25, 46)), adjoin(text, Span(25, 46), Span(49, 53))
    (True, False)
    """
    between = text.content[one.end : other.start]
    return (
        one.end <= other.start
        and not any(
            char.isalnum() or char in DOUBLE_MARKS or char in SINGLE_MARKS or char in _LEFT_OUT
            for char in between
        )
        and "..." not in between
    )


def adjoin_plainly(words: str, one: Span, other: Span) -> bool:
    """Whether the positions of two quotes alone show that they are adjacent.

    Two characters between quotes are too few for a closing mark, white space and an opening mark. After a
    sentence they may be a line break and a mark, where a quote continues in a new paragraph.

    Args:
        words: the words of the first quote.
        one: position of the first quote.
        other: position of the second quote.
    """
    gap = other.start - one.end
    return gap in (0, 1) or (gap == 2 and words[-1:] not in _SENTENCE_ENDS)


def the_quotes(one: str, other: str) -> str:
    """Two quotes, as named in a message."""
    return f"the quotes {few(one)} and {few(other)}"
