"""The page as a file: same bytes, nothing from elsewhere, and data never becomes markup."""

from __future__ import annotations

import copy
import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError
from kg.export.page.render import chunks, render_page, write_page
from kg.networks import two_mode

DATA = json.loads(Path(__file__).with_name("statements.json").read_text(encoding="utf-8"))
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
}
TEXTS = [
    "speaker_label",
    "mode",
    "text",
    "cue",
    "said_earliest",
    "date_basis",
    "date_reason",
    "addressee_label",
    "place_label",
    "occasion",
    "source_label",
    "source_url",
    "source_earliest",
]


def page(rows: list[dict[str, Any]] | None = None, **options: Any) -> str:
    rows = DATA["statements"] if rows is None else rows
    network = two_mode(rows, issue_kinds=DATA["issue_kinds"])
    return render_page(network, statements=rows, **{"title": "Trade talks", **options})


def hostile_rows(text: str) -> list[dict[str, Any]]:
    """A few statements in which every text is the hostile one."""
    rows = copy.deepcopy([row for row in DATA["statements"] if row["about"]][:4] + DATA["statements"][18:19])
    for row in rows:
        row.update(dict.fromkeys(TEXTS, text))
        row.update(speaker_roles=[text], quotes=[text], reported_by_labels=[text])
        row["embeds"] = [{"attributee_label": text, "attitude": text, "text": text}]
        for reading in row["about"]:
            reading.update(label=text, confidence=text, reason=text, coder_label=text)
    return rows


def hostile_page(text: str) -> str:
    return page(hostile_rows(text), title=text, workspace=text, notes=[text], generated_from=text)


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


@pytest.fixture(scope="module")
def plain() -> str:
    return page()


def test_the_same_data_give_the_same_bytes(plain: str) -> None:
    assert page() == plain


def test_the_order_of_rows_changes_nothing(plain: str) -> None:
    assert page(DATA["statements"][::-1]) == plain


def test_it_is_a_whole_document(plain: str) -> None:
    assert plain.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert plain.endswith("</html>\n")


def test_the_title_stands_once_in_the_body(plain: str) -> None:
    assert Seen(plain).words.count("Trade talks") == 2  # <title> and <h1>


def test_nothing_is_fetched_from_elsewhere(plain: str) -> None:
    loading = {"src", "srcset", "action", "data", "poster", "background", "xlink:href"}
    for tag, attributes in Seen(plain).tags:
        assert not loading & attributes.keys(), tag
        if "href" in attributes and tag != "a":
            assert attributes["href"] == "data:,", tag
    assert not re.search(r"@import|url\((?!#)", "".join(Seen(plain).raw["style"]))


def test_links_are_those_of_the_sources(plain: str) -> None:
    links = {attributes["href"] for tag, attributes in Seen(plain).tags if tag == "a"}
    assert links == {row["source_url"] for row in DATA["statements"] if row["source_url"]}


def test_the_policy_allows_exactly_the_scripts_and_styles_of_the_page(plain: str) -> None:
    seen = Seen(plain)
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


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_adds_no_element_and_no_handler(text: str) -> None:
    seen = Seen(hostile_page(text))
    assert (seen.count("script"), seen.count("style"), seen.count("img")) == (3, 1, 0)
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert not [a["href"] for t, a in seen.tags if t == "a"]
    assert "49" not in "".join(seen.words)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_leaves_a_file_that_is_utf_8_and_data_that_parse(text: str) -> None:
    html = hostile_page(text)
    html.encode("utf-8")
    assert "\x00" not in html
    (block,) = [raw for raw in Seen(html).raw["script"] if raw.startswith('{"')]
    assert json.loads(block)["cards"][0]["quotes"]


@pytest.mark.parametrize("text", ["</script>", "<!--", "a\u2028b"])
def test_the_data_block_has_no_character_that_could_end_it(text: str) -> None:
    html = hostile_page(text)
    block = html.split('id="data">', 1)[1].split("</script>", 1)[0]
    assert not set("<>&\u2028\u2029") & set(block)


def test_quoted_words_and_paraphrase_are_told_apart() -> None:
    row = dict(
        DATA["statements"][0], id="urn:s", mode="mixed", quotes=["said so"], text="They said so at length."
    )
    html = page([row])
    assert "<q><bdi>said so</bdi></q>" in html
    assert '<i class="tag">paraphrase</i> <bdi>They said so at length.</bdi>' in html


def test_what_is_embedded_is_worded_as_the_speakers(plain: str) -> None:
    assert "Clara Whitfield says that Pavel Dvorak wants:" in plain


def test_every_statement_has_a_row(plain: str) -> None:
    assert sum("data-card" in attributes for _, attributes in Seen(plain).tags) == len(DATA["statements"])


def test_both_stances_of_one_actor_on_one_issue_are_drawn_apart(plain: str) -> None:
    block = json.loads(next(raw for raw in Seen(plain).raw["script"] if raw.startswith('{"')))
    ends = {node["name"]: node["id"] for node in block["nodes"]}
    two = [
        e
        for e in block["edges"]
        if (e["from"], e["to"]) == (ends["Henrik Solberg"], ends["Counter-tariffs on Ostmark"])
    ]
    assert sorted(edge["side"] for edge in two) == ["oppose", "support"]
    assert len({edge["bend"] for edge in two}) == 2


def test_an_edge_leads_to_every_statement_behind_it(plain: str) -> None:
    block = json.loads(next(raw for raw in Seen(plain).raw["script"] if raw.startswith('{"')))
    for edge in block["edges"]:
        held = {r["id"] for at in edge["cards"] for r in block["cards"][at]["readings"]}
        assert set(edge["evidence"]) <= held


def test_an_empty_selection_gives_a_page_that_says_so() -> None:
    html = page([])
    assert "No statement in the data fits this selection" in html
    assert Seen(html).count("script") == 0


def test_statements_without_a_reading_give_a_page_with_a_table_and_no_picture() -> None:
    html = page([row for row in DATA["statements"] if not row["about"]])
    assert "there is no network to draw" in html
    assert Seen(html).count("tr") > 1


def test_the_page_says_what_the_picture_leaves_out(plain: str) -> None:
    left = sum(not row["about"] for row in DATA["statements"])
    assert f"{left} statements without a stance or evaluation are in the table only" in plain


def test_a_page_of_a_store_is_written_whole(tmp_path: Path) -> None:
    from kg.store import open_store

    with open_store(_one_statement(tmp_path)) as store:
        write_page(store, tmp_path / "page.html", title="One")
        assert (tmp_path / "page.html").read_text(encoding="utf-8") == "".join(chunks(store, title="One"))


def test_a_target_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    from kg.store import open_store

    with open_store(_one_statement(tmp_path)) as store, pytest.raises(OutputError):
        write_page(store, tmp_path / "no" / "page.html")


def _one_statement(folder: Path) -> Path:
    base, ns = "https://w3id.org/wsw/id/", "https://w3id.org/wsw/ns#"
    lines = [
        f'<{base}person/ann> <http://www.w3.org/2000/01/rdf-schema#label> "Ann"',
        f"<{base}statement/s1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ns}Statement>",
        f"<{base}statement/s1> <{ns}speaker> <{base}person/ann>",
        f'<{base}statement/s1> <{ns}text> "Yes."@en',
    ]
    path = folder / "one.nt"
    path.write_text("".join(line + " .\n" for line in lines), encoding="utf-8")
    return path
