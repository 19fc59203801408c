"""The size of a node in a picture: its symbol and its label, in pixels at scale 1.

The page uses Arial, Helvetica or Liberation Sans, whose letters have the same widths; the estimate is on the
wide side, so that labels do not touch in other fonts.
"""

from __future__ import annotations

import math
import textwrap
import unicodedata

from kg.export.layout.clutter import Box

ACTOR_FONT = 12
ISSUE_FONT = 13
_COLUMNS = 18
_LINES = 3
#: Statements of the largest symbol; if an actor has more, every symbol represents a share.
_LARGEST = 36


def wrapped(label: str) -> str:
    r"""Return a label in up to three lines of about 18 letters; an ellipsis replaces what does not fit.

    >>> wrapped("Canada as the 51st state")
    'Canada as the 51st\nstate'
    """
    lines = textwrap.wrap(label[:400], _COLUMNS, max_lines=_LINES, placeholder="…")
    return "\n".join(lines)


def share(most: int) -> float:
    """Return the share of the statements that a symbol represents, given those of the most active node.

    >>> share(12), share(72)
    (1.0, 0.5)
    """
    return min(1.0, _LARGEST / max(most, 1))


def symbol_size(statements: int) -> float:
    """Return the radius of an actor's symbol: its area grows with the number of statements.

    >>> symbol_size(1), symbol_size(4), symbol_size(1000)
    (9.5, 12.0, 22.0)
    """
    return round(min(22.0, 7 + 2.5 * math.sqrt(max(statements, 1))), 1)


def box_of(label: str, *, issue: bool, statements: int = 1) -> Box:
    """Return the size of a node: an issue is a box around its label, an actor a symbol above its label.

    >>> box_of("Tariff", issue=True).below > box_of("Tariff", issue=True).width / 9
    True
    """
    lines = label.split("\n") if label else []
    font = ISSUE_FONT if issue else ACTOR_FONT
    wide: float = max((text_width(line, font) for line in lines), default=0.0)
    tall = len(lines) * font * 1.1
    if issue:
        return Box(wide + 19, tall / 2 + 8, tall / 2 + 8)
    size = symbol_size(statements)
    return Box(max(wide, 2 * size + 2), size + 1, size + 4 + tall)


def text_width(text: str, font: int) -> float:
    """Return the estimated width of a line.

    >>> text_width("ill", 12) < text_width("WWW", 12)
    True
    """
    return sum(_letter(c) for c in text) * font * 0.98


def _letter(c: str) -> float:
    if unicodedata.combining(c):
        return 0.0
    if unicodedata.east_asian_width(c) in "WF":
        return 1.0
    if c in "ijl.,:;'|!‘’ftI ()[]/-r":
        return 0.32
    if c in "mwMW@%—…":
        return 0.9
    return 0.7 if c.isupper() else 0.56
