"""The analyst's note as HTML: inert, without requests, and with allowed attributes only."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QuestionError
from kg.export.markdown.note import LARGEST, MOST_SIGNS, note_html, read_note
from kg.export.markdown.rewriting import note_markdown

TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("a", "br", "hr", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title", "rel", "target"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
}
#: Pieces that mean something in Markdown, HTML or a template, to be put together at random.
PIECES = [
    *(
        "word",
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
        "> ",
        "- ",
        "1. ",
    ),
    *(
        "|",
        "|-|:-:|\n",
        "---\n",
        "===\n",
        "\\",
        "  \n",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        '"',
        "'",
        "&",
        ";",
    ),
    *(
        "&#x202e;",
        "&#0;",
        "&lt;",
        "&Tab;",
        "javascript:",
        "data:text/html,",
        "https://e.org",
        "mailto:a@b.org",
    ),
    *(
        "<script>",
        "</script>",
        "<img src=x onerror=y>",
        "<!--",
        "-->",
        "<style>",
        " onclick=",
        " style=",
        " id=x",
    ),
    *(
        "{{7*7}}",
        "{% raw %}",
        "[x]: javascript:y\n",
        "[x]",
        "[^1]",
        "[^1]: ",
        "\x00",
        "\ud800",
        "\u202e",
        "\u200f",
    ),
]
markdown = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


class Seen(HTMLParser):
    """What a browser makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", {}))


def links(html: str) -> list[str | None]:
    return [attributes.get("href") for tag, attributes in Seen(html).tags if tag == "a"]


@given(markdown)
def test_any_input_becomes_harmless_elements_only(text: str) -> None:
    html = str(note_html(text))
    for tag, attributes in Seen(html).tags:
        assert tag in TAGS
        assert attributes.keys() <= ATTRIBUTES.get(tag, set()) | {"dir"}, html
    assert all(re.match("https?://|mailto:", str(href), re.IGNORECASE) for href in links(html))
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", html)


@given(st.lists(st.text(alphabet="abcäß", min_size=1), min_size=1).map(" ".join))
def test_no_word_is_lost(text: str) -> None:
    assert Seen(str(note_html(text))).text.split() == text.split()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:image/png;base64,AAAA",
        "file:///etc/passwd",
        "//evil.example/x",
        "/relative",
        "#fragment",
        "https:evil",
    ],
)
@pytest.mark.parametrize("link", ["[x]({})", "[x](<{}>)", "<{}>", "[x][y]\n\n[y]: {}", "[x]\n\n[x]: <{}>"])
def test_a_link_to_anything_but_web_and_mail_is_text(address: str, link: str) -> None:
    html = str(note_html(link.format(address)))
    assert links(html) == []
    assert "javascript:alert" not in html or "javascript:alert" in Seen(html).text


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "http://example.org", "mailto:a@example.org", "HTTPS://EXAMPLE.ORG"]
)
def test_a_link_opens_in_a_new_tab_without_a_referrer(address: str) -> None:
    ((_, attributes),) = [tag for tag in Seen(str(note_html(f"[x]({address})"))).tags if tag[0] == "a"]
    assert attributes == {"href": address, "rel": "noopener noreferrer nofollow", "target": "_blank"}


@pytest.mark.parametrize(
    "image",
    [
        "![a *chart*](https://evil.example/x.png)",
        "![a chart](chart.png 'title')",
        "![a chart](data:image/png;base64,AAAA)",
        "![a chart][c]\n\n[c]: https://evil.example/x.png",
    ],
)
def test_an_image_is_shown_as_its_description(image: str) -> None:
    html = str(note_html(image))
    assert Seen(html).text.strip() == "a chart" and [tag for tag, _ in Seen(html).tags] == ["p"]


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b>bold</b>",
        "<!-- comment -->",
        "<div id=x style=position:fixed>",
        "{{7*7}}{% raw %}",
        "&lt;script&gt;",
    ],
)
def test_html_is_shown_as_it_was_typed(text: str) -> None:
    seen = Seen(str(note_html(text)))
    assert [tag for tag, _ in seen.tags] == ["p"]
    assert seen.text.strip() == text.replace("&lt;", "<").replace("&gt;", ">")


def test_headings_go_down_one_level_and_end_at_the_sixth() -> None:
    typed = "\n\n".join(["One\n===", "Two\n---", "# one", "### three", "##### five", "###### six"])
    tags = [tag for tag, _ in Seen(str(note_html(typed))).tags]
    assert tags == ["h2", "h3", "h2", "h4", "h6", "h6"]


def test_the_side_of_a_column_is_a_class_and_no_style() -> None:
    html = str(note_html("| a | b | c | d |\n|:-|:-:|-:|-|\n| 1 | 2 | 3 | 4 |"))
    classes = [attributes.get("class") for tag, attributes in Seen(html).tags if tag == "td"]
    assert classes == ["align-left", "align-center", "align-right", None]
    assert "style" not in html


def test_the_language_of_code_becomes_no_attribute() -> None:
    assert str(note_html("```x onload=alert(1)\n<b>\n```")) == "<pre><code>&lt;b&gt;\n</code></pre>\n"


def test_marks_that_turn_the_direction_are_gone_and_right_to_left_words_stay() -> None:
    html = str(note_html("a\u202eb &#x202e;c &rlm;\u05d0\u05d1 \u2067x\u2069"))
    assert html == '<p dir="auto">ab c \u200f\u05d0\u05d1 x</p>\n'


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_nothing_typed_is_nothing_shown(text: str) -> None:
    assert Seen(str(note_html(text))).text.strip("\ufeff \n") == ""


@pytest.mark.parametrize(
    "text",
    [">" * 10_000, "> " * 10_000, "- " * 10_000, "1. " * 10_000],
    ids=["quotes", "quotes apart", "lists", "numbers"],
)
def test_what_nests_too_deep_is_shown_as_it_was_typed(text: str) -> None:
    html = str(note_html(text + "the end"))
    assert html.count("<") == 2 and Seen(html).text.strip() == text + "the end"


@pytest.mark.parametrize(
    "text",
    ["[" * 5_000, "![" * 3_000, "]" * 10_000, "x" * 10_000, "*a " * 5_000, "<" * 10_000, "x`" + "`" * 9_999],
)
def test_many_marks_are_shown(text: str) -> None:
    assert len(Seen(str(note_html(text))).text.strip()) >= len(text.strip()) - 1


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_note_is_read_with_and_without_a_byte_order_mark(mark: bytes, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_bytes(mark + "Québec\r\n".encode())
    assert read_note(tmp_path / "note.md") == "Québec\r\n"


def refused(path: Path) -> QuestionError:
    with pytest.raises(QuestionError) as error:
        read_note(path)
    return error.value


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_note_that_is_not_utf8_names_the_byte_its_place_and_its_line(mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(mark + b"one\ntwo \xe9")
    error = refused(path)
    assert error.message == f"byte 0xe9 at position {len(mark) + 8} is not UTF-8"
    assert error.where == f"{path}:2" and "save" in str(error.hint)


def test_utf16_is_named_as_what_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("x", encoding="utf-16")
    assert "UTF-16" in str(refused(tmp_path / "note.md").hint)


def test_a_missing_note_a_folder_and_a_note_that_is_too_large_are_errors(tmp_path: Path) -> None:
    (tmp_path / "large.md").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "just.md").write_bytes(b"x" * LARGEST)
    found: dict[str, Any] = {name: str(refused(tmp_path / name)) for name in ("none.md", "", "large.md")}
    assert "No such file" in found["none.md"] and "none.md" in found["none.md"]
    assert "Is a directory" in found[""]
    assert "larger than 1,000,000 bytes" in found["large.md"]
    assert len(read_note(tmp_path / "just.md")) == LARGEST


@pytest.mark.parametrize(
    "piece", ["[", "![", "](", "*a ", "a*", "**", "`", "<", "> ", "a|b\n-|-\n", "- a\n", "a\n===\n"]
)
def test_a_note_that_is_all_signs_is_shown_as_it_was_typed(piece: str) -> None:
    text = (piece * LARGEST)[:LARGEST]
    start = time.process_time()
    for shown in (note_html(text), note_markdown(text)):
        assert shown.startswith(("<pre>", "```"))
    assert time.process_time() - start < 10


def test_a_long_note_of_prose_is_read_as_markdown() -> None:
    text = ("A **vote** is [due](https://example.org/).\n" + "It was put off. " * 60 + "\n\n") * 900
    assert len(text) > 0.8 * LARGEST and sum(text.count(sign) for sign in "[]*\n") < MOST_SIGNS
    assert note_html(text).count("<strong>vote</strong>") == 900
