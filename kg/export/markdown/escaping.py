r"""Text of the data in Markdown: what it says, never what it would do.

Escaped is what CommonMark knows, and what its common dialects add: footnotes, formulas, struck-through text,
citations, attributes in braces, addresses that become links by themselves.
"""

from __future__ import annotations

import re

from kg.wording.safe_text import one_line

#: What means something wherever it stands.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>{}|~^$#@]|&(?=#?\w+;)|:(?=//)|(?<=www)\.")
#: What means something where a line begins: lists, rules, underlines of headings, definitions.
_AT_START = re.compile(r"[-+=:%](?=[\s=:%-]|$)|(?<=\d)[.)](?=\s|$)")
_NUMBER = re.compile(r"\d{1,9}")


def plain(text: str) -> str:
    r"""A text of the data in one line, which Markdown shows as it is.

    >>> print(plain("a_b*c <img>"), plain("[x](javascript:1)"))
    a\_b\*c \<img\> \[x\](javascript:1)
    >>> print(plain("# one"), plain("1. two\n- three"), plain("R&D"), plain("&lt; -5"))
    \# one 1\. two - three R&D \&lt; -5
    """
    return escaped(one_line(text))


def escaped(text: str, *, starts: bool = True) -> str:
    r"""A text of one line, escaped; ``starts`` says whether a line can begin with it.

    >>> print(escaped("- a"), escaped("12) b"), escaped("1. c", starts=False), escaped("https://x.org"))
    \- a 12\) b 1. c https\://x.org
    """
    done = _ANYWHERE.sub(r"\\\g<0>", text)
    if not starts:
        return done
    number = _NUMBER.match(done)
    start = _AT_START.match(done, number.end() if number else 0)
    return done if start is None else f"{done[: start.start()]}\\{done[start.start() :]}"
