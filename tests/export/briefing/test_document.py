"""The briefing as text: lines link to statements, statements to sources, and data is not markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import UnknownName
from kg.export.briefing.document import chunks
from kg.export.ntriples import chunks as ntriples
from kg.questions.positions import positions
from kg.questions.subject import selected
from kg.resources import bundled_graph
from kg.store import Triple, literal, open_store
from kg.store.base import Store
from kg.wording.safe_text import one_line
from tests.bundled import looked_at, statements

WORLD = Path(__file__).parents[2] / "questions" / "fixtures" / "world.ttl"
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = {
    "end of script": "</script><script>window.__pwned=1</script>",
    "comment": "<!-- <img src=x onerror=y> -->",
    "link": "[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "reference": "[x]: https://evil.example\n\n[x] [^1] [^1]: no",
    "block": "# one\n\n1. two\n- three\n> four\n\n    five\n\n```\nsix",
    "item": "1. one",
    "rule": "---",
    "underline": "===",
    "emphasis": "a_b*c **d** ~~e~~ `f` $g$ | h |",
    "template": "{{7*7}}{% raw %} {#id .class}",
    "entities": "&lt;b&gt; &amp; &copy;",
    "controls": "a\x01b\x9bc\u202ed\u2028e\ttab\r\nend",
    "long": "x" * 10_000,
    "nothing": "",
    "backslashes": "\\ \\\\ end \\",
}


def text(store: Store, **options: Any) -> str:
    return "".join(chunks(store, **options))


@pytest.fixture(scope="module")
def bundled() -> Iterator[Store]:
    with open_store(bundled_graph()) as store:
        yield store


@pytest.fixture(scope="module")
def world() -> Iterator[Store]:
    with open_store(WORLD) as store:
        yield store


@pytest.fixture
def changed(bundled: Store, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """The bundled graph with another text in place of every text."""
    opened: list[Store] = []

    class Changed:
        def __init__(self, words: str) -> None:
            self.words = words

        def triples(self) -> list[Triple]:
            return [
                (one, two, literal(self.words, language=three.language))
                if three.kind == "literal" and three.datatype is None
                else (one, two, three)
                for one, two, three in bundled.triples()
            ]

    def change(words: str) -> Store:
        path = tmp_path / "changed.nt"
        path.write_text("".join(ntriples(Changed(words))), encoding="utf-8")  # type: ignore[arg-type]
        opened.append(open_store(path))
        return opened[-1]

    yield change
    for store in opened:
        store.close()


def every(markdown: str) -> list[Token]:
    return [each for token in READER.parse(markdown) for each in (token, *(token.children or ()))]


@pytest.mark.parametrize("about", [(), "tariffs", "trump", ["carney", "51st state"]], ids=str)
def test_the_statements_are_those_that_the_subject_has(bundled: Store, about: Any) -> None:
    found = text(bundled, about=about)
    rows = selected(bundled, about).rows
    assert [line for line in found.splitlines() if line.startswith("[^")] != []
    ids = re.findall(r"^\[\^\d+\]: .*; statement/(\w+)", found, re.MULTILINE)
    assert sorted(ids) == sorted(str(row["id"]).rsplit("/", 1)[1] for row in rows)


@pytest.mark.parametrize("about", [(), "51st state", "trump"], ids=str)
def test_every_footnote_is_defined_once_and_used(bundled: Store, about: Any) -> None:
    found = text(bundled, about=about)
    defined = re.findall(r"^\[\^(\d+)\]:", found, re.MULTILINE)
    used = re.findall(r"(?<!^)\[\^(\d+)\]", found, re.MULTILINE)
    assert len(set(defined)) == len(defined) and set(used) == set(defined)


def test_the_same_store_gives_the_same_text(bundled: Store) -> None:
    assert text(bundled) == text(bundled)


def test_the_head_says_what_it_is_about_from_where_and_as_of_when(bundled: Store) -> None:
    lines = text(bundled, about="51st state", workspace="Talks").splitlines()
    assert lines[0] == "# Who said what about Canada as the 51st state"
    assert lines[2].startswith("Talks; from ") and lines[2].endswith(
        f", {statements()} statements looked at."
    )
    assert lines[4].startswith("3 statements; 2 actors; ") and lines[4].endswith("; data as of 7 Oct 2025.")
    assert "; said 29 Sep to 7 Oct 2025; 2 dated by publication; " in lines[4]


def test_the_title_and_the_analysts_note_come_first(bundled: Store) -> None:
    found = text(bundled, about="51st state", title="For the *minister*", note="# Why\n\n<b>[^1]\n\n[^1]: x")
    assert found.startswith("# For the \\*minister\\*\n")
    assert found.index("## Why") < found.index("3 statements") and "\\<b\\>[^note-1]" in found


@pytest.mark.parametrize("note", [None, "", " \n"])
def test_no_note_leaves_no_trace(bundled: Store, note: str | None) -> None:
    assert text(bundled, note=note) == text(bundled)


def test_quoted_words_are_in_quotation_marks_and_a_paraphrase_is_marked(bundled: Store) -> None:
    found = text(bundled, by="trump")
    assert "\n“I’m right”[^" in found
    assert "\n[paraphrase] Trump has taken up again" in found
    assert "\n- In these words: “the 51st state”\n" in found


def test_what_somebody_says_of_another_is_worded_as_theirs(bundled: Store) -> None:
    found = text(bundled, about="51st state")
    assert (
        "\n- Avidan Cover says that Donald Trump wants: That Canada become the 51st state of the US. "
        "(not a statement by Donald Trump)\n"
    ) in found


def test_a_date_has_its_basis_and_none_is_invented(bundled: Store) -> None:
    found = text(bundled, about="51st state")
    assert (
        "- Date: stated. Last week, counted from Monday to Sunday before the visit on 7 October.\n" in found
    )
    headings = re.findall(r"^### (.*)", found.split("## Statements")[1], re.MULTILINE)
    days = [re.split(r"\), ", heading)[-1] for heading in headings]
    assert days == ["as reported 6 Oct to 7 Oct 2025"] * 2 + ["29 Sep to 5 Oct 2025"]


def test_a_reading_says_how_sure_its_coder_is_and_why(bundled: Store) -> None:
    wanted = "supports Canada as the 51st state (high confidence): He says that Canada should become it."
    assert f"\n- Reading: {wanted}\n" in text(bundled, about="51st state")


def test_positions_come_first_and_contested_targets_before_the_others(world: Store) -> None:
    found = text(world)
    standings, statements = found.split("## Statements")
    assert re.findall(r"^### (.*)", standings, re.MULTILINE)[0] == "Building the new bridge (contested)"
    assert "[^" in standings and "\n[^" in statements


def test_each_side_names_who_in_which_office_since_when_and_on_how_much(bundled: Store) -> None:
    found = text(bundled, about="51st state")
    assert re.search(
        r"\*\*For\*\*\n\n- Donald Trump, President of the United States[^;]*; "
        r"2 readings \(high confidence\), 29 Sep to 7 Oct 2025, 1 as reported\[\^1\]\[\^3\]\n",
        found,
    )


def test_a_briefing_on_everything_has_the_positions_of_the_graph(bundled: Store) -> None:
    standings = text(bundled).split("## Statements")[0]
    found = re.findall(r"^- .*?; (\d+) readings?", standings, re.MULTILINE)
    assert sorted(map(int, found)) == sorted(row["readings"] for row in positions(bundled).rows)


def test_chosen_statements_do_not_change_positions_and_missing_ones_are_noted(bundled: Store) -> None:
    found = text(bundled, about="51st state", dates="counted", grep="senior generals").split("## Statements")[
        0
    ]
    assert "1 for, 1 other. Listed here: 1 of these 2 actors." in found
    assert (
        "2 readings (high confidence), 29 Sep to 7 Oct 2025, 1 as reported, 1 of them not shown[^1]" in found
    )


def test_until_a_day_each_actor_has_the_position_of_that_day(bundled: Store) -> None:
    found = text(bundled, about="51st state", until="2025-10-05").split("## Statements")[0]
    assert "by the position on 5 Oct 2025, from all statements of the graph." in found
    assert "\n1 for.\n" in found and "2 readings" not in found and "Avidan Cover" not in found


def test_with_stated_dates_only_it_says_so_and_counts_no_others(bundled: Store) -> None:
    found = text(bundled, about="51st state", dates="stated").split("## Statements")[0]
    assert "Only statements with a date given by the source are shown." in found
    assert "from all statements of the graph whose source gives their date." in found
    assert "\n1 for.\n" in found and "1 reading (high confidence), 29 Sep to 5 Oct 2025[^1]" in found


def test_other_targets_of_the_statements_are_kept_separate(bundled: Store) -> None:
    mine, rest = text(bundled, about="51st state").split("## Statements")[0].split("## Also mentioned")
    assert "### Canada as the 51st state" in mine and "Golden Dome" not in mine
    assert "### A Golden Dome missile defence system" in rest


def test_for_an_actor_the_positions_toward_it_come_first(bundled: Store) -> None:
    mine, _ = text(bundled, about="trump").split("## Also mentioned")
    holders = set(re.findall(r"^- ([^,;]+)", mine, re.MULTILINE))
    assert holders == {"Donald Trump"}


def test_a_stance_that_has_changed_is_marked_as_the_earlier_one(world: Store) -> None:
    standings = text(world, about="Berg").split("## Also mentioned")[0]
    assert "- before: against; 1 reading (high confidence), Sep 2025[^" in standings
    assert "; 1 reading (high confidence), 6 Oct 2025[^" in standings


def test_what_was_superseded_or_retracted_is_marked_and_counts_for_nothing(world: Store) -> None:
    standings, statements = text(world, all_versions=True).split("## Statements")
    assert "(superseded)" in statements and "(retracted)" in statements
    assert standings.count("reading") == text(world).split("## Statements")[0].count("reading")


def test_the_source_is_linked_where_it_has_an_address(world: Store) -> None:
    found = text(world, by="Cole")
    assert "; <https://herald.example/1>\n" in found
    assert {token.attrs["href"] for token in every(found) if token.type == "link_open"} == {
        "https://herald.example/1"
    }


def test_nobody_is_an_answer_and_no_proof_of_silence(bundled: Store) -> None:
    found = text(bundled, about="51st state", by="carney")
    assert found.splitlines()[2:] == [
        found.splitlines()[2],
        "",
        "Only statements by Mark Carney are shown.",
        "",
        f"No matching statements found; {looked_at()}.",
        "",
        "The graph may be incomplete: no record does not mean that nothing was said.",
    ]


def test_a_name_that_fits_nothing_is_an_error_before_anything_is_written(bundled: Store) -> None:
    with pytest.raises(UnknownName):
        next(chunks(bundled, about="no such thing"))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=list(HOSTILE))
def test_no_text_of_the_data_becomes_markup(
    words: str, changed: Callable[[str], Store], bundled: Store
) -> None:
    store = changed(words)
    wanted = every(text(bundled, title="t"))
    found = every(text(store, title="t"))

    def kinds(tokens: list[Token]) -> list[str]:
        left = {"text", "inline", "softbreak"}
        return sorted(token.type for token in tokens if token.type not in left)

    if words:  # of a text that is empty there is less to show
        assert kinds(found) == kinds(wanted)
    assert not {token.type for token in found} & {"html_inline", "html_block", "image", "link_open", "fence"}


@pytest.mark.parametrize("words", [words for words in HOSTILE.values() if words], ids=len)
def test_a_reader_sees_every_text_of_the_data_as_it_is(words: str, changed: Callable[[str], Store]) -> None:
    html = READER.render(text(changed(words), about=()))
    assert f"“{one_line(words)}”" in unescape(html)
