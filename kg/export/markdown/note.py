"""Read the analyst's introduction, in Markdown, and make it safe to show.

It is CommonMark with tables and struck-through text. Anything active is shown as text: HTML, and links to
anything but web and mail addresses. An image is shown as its description, since a page requests nothing.
Headings go down one level, so that the title is the only one of its level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from os import PathLike

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token
from markupsafe import Markup

from kg.containment import open_file
from kg.errors import QuestionError
from kg.wording.addresses import web_address
from kg.wording.safe_text import harmless

#: Maximum size of a note in bytes.
LARGEST = 1_000_000
#: Maximum nesting of quotations and lists; a note that exceeds it is shown as it was typed.
DEEPEST = 50
#: Maximum number of signs of Markdown and line breaks; a note that exceeds it is shown as it was typed, since
#: each takes some 20 microseconds to read, and twice that to write again.
MOST_SIGNS = 20_000
_SIGNS = re.compile(r"[\n\[\]!*_`~|<>#&\\]")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DIRECTED = _HEADINGS | {"p", "li", "th", "td"}


def read_note(path: str | PathLike[str]) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises:
        QuestionError: the file does not exist, cannot be read, is larger than 1 MB, or is not UTF-8.
        OutsideWorkspace: the file is a link out of its workspace.
    """
    try:
        with open_file(path) as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        hint = "expected a text file in Markdown"
        raise QuestionError(f"cannot be read: {error.strerror}", where=str(path), hint=hint) from error
    if len(raw) > LARGEST:
        raise QuestionError(f"is larger than {LARGEST:,} bytes", where=str(path), hint="shorten the note")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise QuestionError(
            f"byte 0x{raw[error.start]:02x} at position {error.start:,} is not UTF-8",
            where=f"{path}:{line}",
            hint="save the note as UTF-8 (it looks like Latin-1, Windows-1252 or UTF-16)",
        ) from error


def note_html(text: str) -> Markup:
    """Return a note as HTML without scripts, styles, ids or anything that is loaded.

    >>> print(note_html("# Why *now*"), end="")
    <h2 dir="auto">Why <em>now</em></h2>
    >>> print(note_html("<b>x</b> [y](javascript:z)"), end="")
    <p dir="auto">&lt;b&gt;x&lt;/b&gt; [y](javascript:z)</p>
    """
    found = tokens(text)
    if found is None:
        return Markup("<pre>{}</pre>\n").format(harmless(text))
    return Markup(rendered(found))


def tokens(text: str, down: int = 1) -> list[Token] | None:
    """Return a note as Markdown tokens that are safe to render; None if it is too deep or too long.

    Args:
        text: the note.
        down: number of levels by which its headings go down.
    """
    if sum(1 for _ in _SIGNS.finditer(text)) > MOST_SIGNS:
        return None
    found = _parser().parse(harmless(text))
    if any(token.level >= DEEPEST - 1 for token in found):
        return None
    for before, token in zip([None, *found], found, strict=False):
        if token.tag in _HEADINGS:
            token.tag = f"h{min(int(token.tag[1]) + down, 6)}"
        token.info = ""
        token.content = harmless(token.content)
        if token.children:
            heading = before is not None and before.type == "heading_open"
            token.children = list(_inline(token.children, heading=heading))
    return found


def rendered(found: Sequence[Token]) -> str:
    """Return the HTML of :func:`tokens`, which are consumed."""
    for token in found:
        side = str(token.attrs.pop("style", "")).rpartition(":")[2]
        if side:
            token.attrs["class"] = f"align-{side}"
        if token.nesting == 1 and token.tag in _DIRECTED:
            token.attrs["dir"] = "auto"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs.update(rel="noopener noreferrer nofollow", target="_blank")
    return str(_parser().renderer.render(found, _parser().options, {}))


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": DEEPEST})
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # _inline looks at every link
    made.block.ruler.at("reference", _reference)
    return made.enable(["table", "strikethrough"])


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Whether a link target, ``[a]: https://...``, begins here; ``[^1]: Reuters`` is a footnote."""
    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)


def _inline(children: Sequence[Token], *, heading: bool) -> Iterator[Token]:
    """Yield the contents of a line: images as their description, disallowed links as text."""
    closing: list[str] = []
    for child in children:
        if child.type == "image":
            found = child.children or ()
            described = RendererHTML().renderInlineAsText(found, _parser().options, {})
            child = _text(described or "(image)")
        elif child.type == "link_open":
            href = str(child.attrs.get("href", ""))
            auto = child.markup == "autolink"
            closing.append("" if _may_link(href) else ">" if auto else f"]({href})")
            child = _text("<" if auto else "[") if closing[-1] else child
        elif child.type == "link_close":
            text = closing.pop()
            child = _text(text) if text else child
        elif child.type in ("softbreak", "hardbreak") and heading:
            child = _text(" ")
        child.content = harmless(child.content)
        child.attrs = {key: harmless(str(value)) for key, value in child.attrs.items()}
        yield child


def _may_link(url: str) -> bool:
    return url.lower().startswith("mailto:") or web_address(url) is not None


def _text(content: str) -> Token:
    return Token("text", "", 0, content=" ".join(content.split("\n")))
