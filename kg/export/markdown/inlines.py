"""Write the contents of a line of text as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from kg.export.markdown.escaping import escaped

#: A reference to one of the note's own footnotes, which is not escaped.
_FOOTNOTE = re.compile(r"(\[\^note-[\w-]+\])")
#: White space that Markdown would interpret.
_SPACE = re.compile(r"[^\S ]")
#: An address that needs no angle brackets.
_BARE = re.compile(r"[^\s<>()\\]+")


def inside(node: Node, *, in_table: bool = False) -> str:
    """Return the text inside a block or a table cell."""
    return "".join(_written(node.children, in_table))


def _written(nodes: Sequence[Node], in_table: bool) -> Iterator[str]:
    starts = True
    for node in nodes:
        yield _inline(node, in_table, starts)
        starts = node.type in ("softbreak", "hardbreak")


def _inline(node: Node, in_table: bool, starts: bool) -> str:
    within = "".join(_written(node.children, in_table))
    if node.type == "text":
        return "".join(_text(node.content, starts))
    if node.type == "softbreak":
        return "\n"
    if node.type == "hardbreak":
        return "\\\n"
    if node.type == "code_inline":
        return _code(node.content, in_table)
    if node.type == "link":
        return _link(node, within)
    if node.type in ("em", "strong", "s"):
        return f"{node.markup}{within}{node.markup}"
    return within


def _text(content: str, starts: bool) -> Iterator[str]:
    """Yield a text with its references to footnotes; ``starts`` says whether a line begins with it.

    A bracket directly after such a reference would make it a link.
    """
    for number, part in enumerate(_FOOTNOTE.split(content)):
        safe = part if number % 2 else escaped(part, starts=starts and number == 0)
        safe = f"\\{safe}" if safe.startswith("(") else safe
        yield _SPACE.sub(lambda found: f"&#{ord(found[0])};", safe)


def _code(text: str, in_table: bool) -> str:
    r"""Return words as code; a bar would end a table cell.

    >>> print(_code("a`b", False), _code("a|b", True), _code("`", False))
    ``a`b`` `a\|b` `` ` ``
    """
    fence = "`" * next(n for n in range(1, len(text) + 2) if not re.search(rf"(?<!`)`{{{n}}}(?!`)", text))
    padding = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return fence + padding + (text.replace("|", r"\|") if in_table else text) + padding + fence


def _link(node: Node, text: str) -> str:
    address = str(node.attrs.get("href", ""))
    if node.markup == "autolink":
        return f"<{node.children[0].content}>"
    if not _BARE.fullmatch(address):
        address = f"<{address}>"
    title = str(node.attrs.get("title", ""))
    return f'[{text}]({address} "{_titled(title)}")' if title else f"[{text}]({address})"


def _titled(title: str) -> str:
    return re.sub(r'([\\"&<\[\]`])', r"\\\1", " ".join(title.split()))
