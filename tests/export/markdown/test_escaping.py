"""Text of the data in Markdown: any text is shown unchanged and never interpreted."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.export.markdown.escaping import plain
from kg.wording.safe_text import one_line

MARKS = "`*_[]()<>#!|~&;:/\\.-+=0129ab \n\t{}^$@%\"'"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph; fails if there is anything else."""
    found = re.fullmatch(r"<p>(.*)</p>\n", READER.render(markdown), re.DOTALL)
    assert found is not None and "<" not in found[1], READER.render(markdown)
    return unescape(found[1])


@given(st.text(alphabet=MARKS) | st.text())
@pytest.mark.parametrize("before, after", [("", ""), ("- x ", ""), ("“", "”"), ("[paraphrase] ", "[^1]")])
def test_a_text_is_shown_unchanged_in_any_position(before: str, after: str, text: str) -> None:
    line = one_line(text)
    markdown = plain(text)
    assert "\n" not in markdown
    if before.startswith("-"):
        html = READER.render(before + markdown + after)
        assert unescape(html) == f"<ul>\n<li>{before[2:]}{line}{after}".rstrip() + "</li>\n</ul>\n"
    elif before or line:
        assert shown(before + markdown + after) == f"{before}{line}{after}".strip()


@given(st.text(alphabet=MARKS))
def test_no_footnote_formula_brace_or_tag_is_left(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[$^{<@`*_~|]", plain(text))


@pytest.mark.parametrize(
    "text, written",
    [
        ("We will build it", "We will build it"),
        ("35.5% on R&D, at 10-12; 1.5 (or -2)", "35.5% on R&D, at 10-12; 1.5 (or -2)"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("# heading", r"\# heading"),
        ("a_b*c", r"a\_b\*c"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("https://evil.example www.evil.example", r"https\://evil.example www\.evil.example"),
        ("a\n\n    b\u2028c", "a b c"),
        ("\u202ea\x00\ud800", "a\ufffd\ufffd"),
        ("", ""),
    ],
)
def test_only_what_means_something_is_escaped(text: str, written: str) -> None:
    assert plain(text) == written
