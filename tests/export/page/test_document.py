"""The page as a file: same bytes, nothing from other sites, and data never becomes markup."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

Page = Callable[..., str]
HOSTILE = {
    "end of script": "</script><script>window.__pwned=1</script>",
    "comment": "<!--<script>",
    "handler": "<img src=x onerror=window.__pwned=1>",
    "attribute": '" onmouseover="window.__pwned=1" x="',
    "link": "javascript:window.__pwned=1",
    "template": "{{7*7}}{% raw %}",
    "direction": "\u202etxet\u202d",
    "NUL": "a\x00b\ud800",
    "separators": "a\u2028b\u2029c",
    "long": "x" * 10_000,
    "style": "</style><style>*{background:url(https://evil.example/x)}",
    "end of noscript": "</noscript><iframe src=https://evil.example>",
}
EACH = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


class Seen(HTMLParser):
    """What a parser sees in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.inside = ""
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.raw:
            self.raw[self.inside].append(data)
        else:
            self.words.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def block(html: str) -> dict[str, Any]:
    """The data that the script reads."""
    (kind, text), *more = re.findall(r'<script type="application/(json|gzip)" id="data">(.*?)</script>', html)
    assert not more
    found: dict[str, Any] = json.loads(text if kind == "json" else gzip.decompress(b64decode(text)))
    return found


def test_the_same_data_give_the_same_bytes(page: Page, debate: Any) -> None:
    assert page(debate) == page()


def test_the_order_of_rows_changes_nothing(page: Page, debate: Any) -> None:
    assert page(debate[::-1]) == page()


def test_it_is_a_whole_document(page: Page) -> None:
    html = page()
    assert html.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert html.endswith("</html>\n")


def test_the_title_occurs_once_in_the_head_and_once_in_the_body(page: Page) -> None:
    assert seen_in(page()).words.count("Trade talks") == 2


def test_nothing_is_fetched_from_elsewhere(page: Page) -> None:
    loading = {"src", "srcset", "action", "data", "poster", "background", "xlink:href"}
    seen = seen_in(page())
    for tag, attributes in seen.tags:
        assert not loading & attributes.keys(), tag
        if "href" in attributes and tag != "a":
            assert attributes["href"] == "data:,", tag
    assert not re.search(r"@import|url\((?!#)", "".join(seen.raw["style"]))


def test_links_are_those_of_the_sources_and_one_within_the_page(page: Page, debate: Any) -> None:
    links = {attributes["href"] for tag, attributes in seen_in(page()).tags if tag == "a"}
    assert links == {row["source_url"] for row in debate if row["source_url"]} | {"#statements"}


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page(page: Page) -> None:
    seen = seen_in(page())
    (policy,) = [a["content"] or "" for t, a in seen.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "http" not in policy
    allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
    scripts = [text for text in seen.raw["script"] if not text.startswith('{"')]
    hashes = {
        "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
        for text in [*scripts, *seen.raw["style"]]
    }
    assert allowed == hashes


@cache
def seen_in(html: str) -> Seen:
    return Seen(html)


@EACH
def test_hostile_text_adds_no_element_and_no_handler(hostile_page: Page, text: str) -> None:
    seen, plain = seen_in(hostile_page(text)), seen_in(hostile_page("plain"))
    assert [seen.count(tag) for tag in ("script", "style")] == [3, 1]
    for tag in ("img", "iframe", "object", "embed", "form"):
        assert seen.count(tag) == 0, tag
    assert {tag for tag, _ in seen.tags} - {"pre", "br"} <= {tag for tag, _ in plain.tags}
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]


@EACH
def test_hostile_text_is_no_address(hostile_page: Page, text: str) -> None:
    assert [a["href"] for t, a in seen_in(hostile_page(text)).tags if t == "a"] == ["#statements"]


def test_text_of_the_data_is_no_template(hostile_page: Page) -> None:
    assert "49" not in "".join(seen_in(hostile_page("{{7*7}}")).words)


@EACH
def test_hostile_text_leaves_a_file_that_is_utf_8_and_data_that_parse(hostile_page: Page, text: str) -> None:
    html = hostile_page(text)
    html.encode("utf-8")
    assert "\x00" not in html
    assert block(html)["cards"][0]["quotes"]


@pytest.mark.parametrize("text", ["</script>", "<!--", "a\u2028b"])
def test_the_data_have_no_character_that_could_end_them(hostile_page: Page, text: str) -> None:
    inside = hostile_page(text).split('id="data">', 1)[1].split("</script>", 1)[0]
    assert not set("<>&\u2028\u2029") & set(inside)


def test_packed_data_are_the_same_data_and_the_same_bytes_each_time(
    page: Page, debate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = page()
    monkeypatch.setattr("kg.export.page.assembly.PACKED", 1)
    packed = page(debate)
    assert 'type="application/gzip"' in packed and 'type="application/json"' in plain
    assert block(packed) == block(plain)
    assert page(debate) == packed


def test_a_note_is_shown_above_the_picture_as_markdown(page: Page) -> None:
    html = page(note="# Why\n\nThe **talks** resume.")
    assert "<strong>talks</strong>" in html and Seen(html).count("h1") == 1


def test_an_edge_leads_to_every_reading_behind_it(page: Page, debate: Any) -> None:
    data = block(page())
    held = [
        (number, data["base"] + reading["id"])
        for card in data["cards"]
        for reading in card.get("readings", ())
        for number in reading.get("edges", ())
    ]
    said = [one["reading"] for row in debate for one in row["about"] if one["stance"] or one["evaluation"]]
    assert sorted(iri for _, iri in held) == sorted(said)
    assert {number for number, _ in held} == set(range(len(data["edges"])))
