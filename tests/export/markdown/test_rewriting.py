"""The note as Markdown: it reads as on the page, and is safe in readers that allow HTML."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.export.markdown.note import note_html, rendered, tokens
from kg.export.markdown.rewriting import note_markdown

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PIECES = [
    *(
        "a",
        "word ",
        "é",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "``",
        "```\n",
        "#",
        "## ",
    ),
    *(
        "> ",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "|",
        "|-|:-:|\n",
        "---\n",
        "===\n",
        "\\",
        "  \n",
        "\\\n",
        "[",
        "]",
        "(x)",
    ),
    *(
        "(https://e.org)",
        "![",
        "<b>",
        "</b>",
        "<!-- x -->",
        "<?php",
        "<https://e.org>",
        "&amp;",
        "&lt;",
        "&nbsp;",
    ),
    *(
        "[x]: https://e.org\n",
        "[x]",
        "[^1]",
        "[^1]: ",
        "javascript:y",
        "://",
        "www.e.org",
        "$x$",
        "{{7}}",
        '"',
    ),
]
markdown = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

RICH = """\
Why *now*
=========

A **vote** is due in `May`, see [the draft](https://example.org/d?a=1&b=2 "Draft \\"two\\"") and
<https://example.org/>.\\
It is ~~not~~ close.[^1] 2 < 3 & 4 > 1; <b>no</b> AT&T

1. one
2. two
   - deep

     loose
   - er

- a

* b

> Quoted
>
> > twice

| side | votes |
|:-----|------:|
| for  | `a\\|b` |

```
<b>code</b>
```

---

[^1]: Reuters.
"""


def every(text: str) -> list[Token]:
    return [each for token in READER.parse(text) for each in (token, *(token.children or ()))]


def html(text: str) -> str:
    """The HTML of Markdown whose headings are where they are to be."""
    return rendered(tokens(text, down=0) or [])


@given(markdown)
def test_no_reader_finds_html_images_or_other_links_in_it(text: str) -> None:
    found = every(note_markdown(text))
    assert not {token.type for token in found} & {"html_inline", "html_block", "image"}
    for token in found:
        if token.type == "link_open":
            assert re.match("https?://|mailto:", str(token.attrs["href"]))


@given(markdown)
def test_it_reads_as_on_the_page_or_is_put_in_as_code(text: str) -> None:
    written = note_markdown(text)
    if "[^" not in text and "```" not in written:
        assert html(written) == str(note_html(text.rstrip("\n") + "\n"))


def test_a_note_with_everything_in_it_reads_as_on_the_page() -> None:
    written = note_markdown(RICH.replace("[^1]", ""))
    assert html(written) == str(note_html(RICH.replace("[^1]", "")))
    assert written.count("```") == 2


def test_its_footnotes_have_other_names_than_those_of_statements() -> None:
    written = note_markdown(RICH)
    assert written.count("[^note-1]") == 2 and "[^1]" not in written
    assert re.search(r"^\[\^note-1\]: Reuters\.", written, re.MULTILINE)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "'", '"title"', "", "\n===", "<x>", "https://e.org"]
)
def test_a_footnote_is_no_link_where_there_are_no_footnotes(target: str) -> None:
    found = every(note_markdown(f"x[^1]\n\n[^1]: {target}"))
    assert "link_open" not in {token.type for token in found}


@pytest.mark.parametrize(
    "text", [r"x[^1]\(javascript:y)", "x[^1]![](y)", "x[^1]![(javascript:y)](z)", r"\[^1](javascript:y)"]
)
def test_a_reference_to_a_footnote_and_a_bracket_are_no_link(text: str) -> None:
    assert "link_open" not in {token.type for token in every(note_markdown(text))}


def test_a_footnote_that_has_our_name_already_gets_another() -> None:
    assert note_markdown("[^note-1]") == "[^note-note-1]"


def test_headings_are_written_one_level_down() -> None:
    assert note_markdown("a\nb\n===\n\n# c #\n\n###### d") == "## a b\n\n## c\n\n###### d"


def test_html_is_text_and_an_image_its_description() -> None:
    assert note_markdown("<b>x</b> ![a](https://evil.example/x.png)") == r"\<b\>x\</b\> a"


@pytest.mark.parametrize(
    "text, written",
    [
        ("- a\n\n[x]: https://e.org\n\n- b", "- a\n\n* b"),
        ("* a\n\n  b\n* c", "* a\n\n  b\n\n* c"),
        ("- a\n- \n- b", "- a\n-\n- b"),
        ("3) a\n4) b", "3) a\n4) b"),
        ("    code", "```\ncode\n```"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("- x\n- ***", "- x\n- ___"),
        ("", ""),
    ],
)
def test_each_thing_has_one_spelling(text: str, written: str) -> None:
    assert note_markdown(text) == written


def test_what_nests_too_deep_is_put_in_as_code() -> None:
    assert note_markdown(">" * 10_000) == "```\n" + ">" * 10_000 + "\n```"


def test_a_block_that_would_read_otherwise_is_put_in_as_it_was_typed() -> None:
    written = note_markdown("before\n\n``\n``x\n\nafter")
    assert written == "before\n\n```\n``\n``x\n```\n\nafter"


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "\u202e", "&#x202e;", "&#8;"])
def test_control_characters_and_turned_directions_are_gone(hostile: str) -> None:
    assert not re.search("[\x00\ud800\u202e\x08]", note_markdown(f"a{hostile}b"))


def test_the_ends_of_lines_do_not_matter() -> None:
    assert note_markdown("a\r\n\r\n- b\r- c") == note_markdown("a\n\n- b\n- c")


@pytest.mark.parametrize("text", ["[" * 5_000, "x" * 10_000, "*a " * 3_000, "<" * 10_000], ids=len)
def test_many_marks_are_preserved(text: str) -> None:
    seen: Any = re.sub(r"\\(?=[^\w\s])", "", note_markdown(text))
    assert seen.strip() == text.strip()
