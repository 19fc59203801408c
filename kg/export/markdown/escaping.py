r"""Escape text of the data for Markdown, so that it is shown and never interpreted.

Escaped are the signs of CommonMark and of its common dialects: footnotes, formulas, struck-through text,
citations, attributes in braces, addresses that become links by themselves.
"""

from __future__ import annotations

import re

from kg.wording.safe_text import one_line

#: Signs with a meaning anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>{}|~^$#@]|&(?=#?\w+;)|:(?=//)|(?<=www)\.")
#: Signs with a meaning at the beginning of a line: lists, rules, underlines of headings, definitions.
_AT_START = re.compile(r"[-+=:%](?=[\s=:%-]|$)|(?<=\d)[.)](?=\s|$)")
_NUMBER = re.compile(r"\d{1,9}")


def plain(text: str) -> str:
    r"""Return a text of the data in one line, escaped so that Markdown shows it as it is.

    >>> print(plain("a_b*c <img>"), plain("[x](javascript:1)"))
    a\_b\*c \<img\> \[x\](javascript:1)
    >>> print(plain("# one"), plain("1. two\n- three"), plain("R&D"), plain("&lt; -5"))
    \# one 1\. two - three R&D \&lt; -5
    """
    return escaped(one_line(text))


def escaped(text: str, *, starts: bool = True) -> str:
    r"""Escape a text of one line; ``starts`` says whether a line can begin with it.

    >>> print(escaped("- a"), escaped("12) b"), escaped("1. c", starts=False), escaped("https://x.org"))
    \- a 12\) b 1. c https\://x.org
    """
    done = _ANYWHERE.sub(r"\\\g<0>", text)
    if not starts:
        return done
    number = _NUMBER.match(done)
    start = _AT_START.match(done, number.end() if number else 0)
    return done if start is None else f"{done[: start.start()]}\\{done[start.start() :]}"
