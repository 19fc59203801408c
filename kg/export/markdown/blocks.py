"""Write blocks as Markdown: paragraphs, lists, quotations, tables, code, each in one form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode as Node

from kg.export.markdown.inlines import inside

#: The marker of a list that follows one with this marker: two lists must not merge.
_OTHER = {"-": "*", "*": "-", "+": "-", ".": ")", ")": "."}
_RULERS = {"left": ":--", "right": "--:", "center": ":-:", "": "---"}


def block(node: Node, after: str = "") -> tuple[str, str]:
    """Return a block as Markdown, with its marker if it is a list.

    Args:
        node: the block.
        after: the marker of the preceding list, if any.
    """
    if node.type in ("bullet_list", "ordered_list"):
        marker = node.markup if node.markup != after else _OTHER[after]
        return "".join(_list(node, marker)), marker
    if node.type == "heading":
        return f"{'#' * int(node.tag[1])} {inside(node)}".rstrip(), ""
    if node.type == "blockquote":
        return _indented(blocks(node.children), "> ", "> "), ""
    if node.type in ("fence", "code_block"):
        return fenced(node.content), ""
    if node.type == "table":
        return "\n".join(_table(node)), ""
    return ("___" if node.type == "hr" else inside(node)), ""


def blocks(nodes: Sequence[Node], *, tight: bool = False) -> str:
    """Join blocks, with an empty line between them unless they are ``tight``."""
    written, after = [], ""
    for node in nodes:
        one, after = block(node, after)
        written.append(one)
    return ("\n" if tight else "\n\n").join(written)


def fenced(text: str) -> str:
    """Return a text as a block of code that nothing in the text can end.

    >>> print(fenced("a ``` b"))
    ````
    a ``` b
    ````
    """
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return "\n".join([fence, *([text.removesuffix("\n")] if text else []), fence])


def _list(node: Node, marker: str) -> Iterator[str]:
    paragraphs = [child for item in node.children for child in item.children if child.type == "paragraph"]
    tight = all(paragraph.hidden for paragraph in paragraphs)
    for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
        lead = f"{number}{marker} " if node.type == "ordered_list" else f"{marker} "
        first = item is node.children[0]
        between = "" if first else "\n" if tight else "\n\n"
        yield between + _indented(blocks(item.children, tight=tight), lead, " " * len(lead))


def _table(node: Node) -> Iterator[str]:
    for part in node.children:
        for row in part.children:
            yield f"| {' | '.join(inside(cell, in_table=True) for cell in row.children)} |"
            if part.type == "thead":
                sides = [str(cell.attrs.get("style", "")).rpartition(":")[2] for cell in row.children]
                yield f"| {' | '.join(_RULERS[side] for side in sides)} |"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    led = [(first if number == 0 else rest, line) for number, line in enumerate(lines)]
    return "\n".join(lead + line if line else lead.rstrip() for lead, line in led)
