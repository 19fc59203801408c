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
    # imported here, since few texts need it and every command imports this module
    from kg.characters import CONTROLS, INVISIBLE, LINE_BREAKS, NONCHARACTERS, OVERRIDES, SURROGATES, TAGS

    shown = CONTROLS | OVERRIDES | INVISIBLE | SURROGATES | NONCHARACTERS | TAGS
    table = {ord(char): _escape(ord(char)) for char in shown}
    return table | dict.fromkeys(map(ord, LINE_BREAKS), " ")


def _escape(point: int) -> str:
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
