"""From DNA's positions in a text to code points.

DNA counts in its text window: in UTF-16 code units, two for an emoji, and one for a line end, even if it
is two characters (``CR LF``) in the database. Positions here count the code points of the text as stored.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

_PLAIN = re.compile(r"[^\r\U00010000-\U0010ffff]*")


class Offsets:
    r"""Conversion of the positions in one text.

    >>> offsets = Offsets("😀 one\r\ntwo")
    >>> offsets.length, offsets.span(7, 10)
    (10, (7, 10))
    >>> offsets.span(3, 6)
    (2, 5)
    """

    def __init__(self, text: str) -> None:
        self._before: array[int] | None = None
        self.length = len(text)
        if _PLAIN.fullmatch(text) is None:
            self._before = self._count(text)
            self.length = self._before[-1]

    def span(self, start: int, stop: int) -> tuple[int, int]:
        """Convert DNA's ``[start, stop)`` to code points; half an emoji becomes the whole one."""
        if self._before is None:
            return start, stop
        first, last = (bisect_right(self._before, position) - 1 for position in (start, stop))
        return first, last if self._before[last] == stop else last + 1

    @staticmethod
    def _count(text: str) -> array[int]:
        """DNA's position of each code point, and of the end."""
        before, at, previous = array("q", [0]), 0, ""
        for char in text:
            at += 0 if char == "\n" and previous == "\r" else 2 if char > "\uffff" else 1
            before.append(at)
            previous = char
        return before
