"""Escaping of terminal control characters.

A label or quote in a graph may contain escape sequences that recolour, retitle or clear the terminal, and
direction marks that change the visible order of words. In text for people they are written as escapes; JSON
and CSV keep the original value.
"""

from __future__ import annotations

import functools


def visible(text: str, *, keep_newlines: bool = False) -> str:
    r"""``text`` with control characters escaped and line breaks replaced by spaces.

    Joiners in emoji and in Persian or Indic words are kept.

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
