"""The analyst's introduction as Markdown that is safe in any reader, including readers that allow HTML.

The note is read by :mod:`kg.export.markdown.note` and written again, so that page and text agree. The result
is read again; a block that would be read differently is included as code, as it was typed. Footnotes of the
note get their own names, ``[^note-1]``, which cannot collide with those of statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from kg.export.markdown.blocks import block, fenced
from kg.export.markdown.note import rendered, tokens
from kg.wording.safe_text import harmless

_FOOTNOTE = re.compile(r"\[\^([\w-]{1,50})\]")
#: The beginning of a footnote, unless the following text already shows that it is not a link target.
_DEFINED = re.compile(r"\[\^[\w-]+\]:(?! *\S+ +[^\s\"'(])")
#: Appended to a line in that case: without footnotes, a single word would be such a target.
_END = Token("text", "", 0, content=" \u00a0 \u00a0")


def note_markdown(text: str) -> str:
    r"""Return a note as Markdown: headings one level down, HTML as text, images as their description.

    >>> print(note_markdown("# Why\n\nA <b>vote</b> is *due*.[^1]\n\n[^1]: By law."))
    ## Why
    <BLANKLINE>
    A \<b\>vote\</b\> is *due*.[^note-1]
    <BLANKLINE>
    [^note-1]: By law.
    """
    typed = harmless(text).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    found = tokens(typed)
    if found is None:
        return fenced(typed)
    for token in found:
        token.children = list(_footnotes(token.children)) if token.children else token.children
    written: list[str] = []
    after = ""
    for group in _top_level(found):
        node = SyntaxTreeNode(group).children[0]
        one, after = block(node, after)
        if _html(one) != rendered(group):
            first, last = node.map or (0, None)
            one = fenced("\n".join(typed.split("\n")[first:last]))
        written.append(one)
    whole = "\n\n".join(written)
    return whole if _html(whole) == "".join(map(_html, written)) else fenced(typed)


def _footnotes(children: Sequence[Token]) -> Iterator[Token]:
    """Return the line with the footnotes of the note under their own names."""
    starts, defined = True, False
    for child in children:
        breaks = child.type in ("softbreak", "hardbreak")
        if breaks and defined:
            yield _END
            defined = False
        if child.type == "text":
            child.content = _FOOTNOTE.sub(r"[^note-\1]", child.content)
            defined = defined or (starts and _DEFINED.match(child.content) is not None)
        yield child
        starts = breaks
    if defined:
        yield _END


def _html(markdown: str) -> str:
    found = tokens(markdown, down=0)
    return "" if found is None else rendered(found)


def _top_level(found: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in found:
        group.append(token)
        if token.level == 0 and token.nesting != 1:
            yield group
            group = []
