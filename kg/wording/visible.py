"""Characters that a terminal would obey, made visible.

A label or quote in somebody's graph may hold escape sequences that recolour, retitle or clear the
reader's terminal, and direction marks that show words in another order than they stand. In what a
person reads they are written as escapes; JSON and CSV carry the value as it is.
"""

from __future__ import annotations

import functools


def visible(text: str, *, keep_newlines: bool = False) -> str:
    r"""``text`` without anything that a terminal acts on; line breaks become spaces.

    Joiners of emoji and of Persian or Indic words stay.

    >>> visible("red \x1b[31m, turned \u202eback")
    'red \\x1b[31m, turned \\u202eback'
    >>> visible("two\nlines")
    'two lines'
    """
    if text.isprintable():
        return text
    if keep_newlines:
        return "\n".join(visible(line) for line in text.split("\n"))
    return text.translate(_escapes())


@functools.cache
def _escapes() -> dict[int, str]:
    controls = [*range(0x20), *range(0x7F, 0xA0)]
    directions = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
    unseen = [0x180E, 0x200B, *range(0x2060, 0x2065), 0xFEFF, *range(0xFFF9, 0xFFFC)]
    surrogates = [*range(0xD800, 0xE000)]
    tags = [*range(0xE0000, 0xE0080)]
    table = {point: _escape(point) for point in controls + directions + unseen + surrogates + tags}
    return table | dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")


def _escape(point: int) -> str:
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
