"""What the side panel shows of a statement: all that one needs to defend it, also as a sentence to cite."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


def side(opened: Any) -> str:
    return " ".join(opened.page.locator("#evidence").inner_text().split())


@pytest.fixture
def line(opened: Any) -> Any:
    """The page with the line on which Tomas Reyes opposes something."""
    opened(
        """() => { const { data, select } = whoSaidWhat;
        const actor = data.nodes.find((n) => n.name === "Tomas Reyes" && !n.issue).id;
        select(data.edges.find((e) => e.from === actor && e.side === "oppose").id); }"""
    )
    return opened


PIECES = (
    *("Tomas Reyes", "opposes", "You gave up the tax", "Calls it a gift", "confidence high", "First coder"),
    *("wrote", "Letter to the prime minister", "Source", "Place in text", "Mode", "Copy citation"),
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_line_shows_its_statements_with_sources_and_readings(line: Any, piece: str) -> None:
    assert piece in side(line)


def test_a_line_shows_the_readings_that_make_it_and_no_others(opened: Any) -> None:
    mixed = opened(
        """() => { const { view, data, select } = whoSaidWhat;
        const one = view.edges.find((e) => e.cards.some((at) => data.cards[at].readings.length > 1));
        select(one.id); return [one.verb, one.weight]; }"""
    )
    verbs = opened.texts("#evidence .read .side")
    assert verbs == [mixed[0]] * mixed[1]


def test_quoted_words_and_paraphrases_are_distinguished(opened: Any, debate: Any) -> None:
    for row in debate:
        opened(
            """(id) => whoSaidWhat.change({ q: "",
                select: whoSaidWhat.data.cards.find((card) => wsw.iri(card.id) === id).by ?? "" })""",
            row["id"],
        )
        card = opened.page.locator("#evidence .card", has_text=row["id"].rsplit("/", 2)[-1])
        if not card.count():
            continue
        quotes = [" ".join(text.split()) for text in card.locator("blockquote").all_inner_texts()]
        assert quotes == row["quotes"]
        assert card.locator(".paraphrase .tag").count() == (0 if row["mode"] == "direct" else 1)


def test_what_is_attributed_to_others_is_no_statement_of_theirs(opened: Any) -> None:
    opened("(id) => whoSaidWhat.select(id)", opened.node("Clara Whitfield", issue=False))
    assert "Clara Whitfield says that Pavel Dvorak wants:" in side(opened)
    assert "Not a statement by Pavel Dvorak." in side(opened)


def test_a_date_says_how_it_is_known(opened: Any, debate: Any) -> None:
    row = next(row for row in debate if row["date_basis"] == "inferred" and row["date_reason"])
    opened("(id) => whoSaidWhat.select(id)", opened.node(row["speaker_label"], issue=False))
    assert f"(inferred) · {row['date_reason']}" in side(opened)


def test_the_button_copies_the_citation(browser: Any, pages: Any) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    try:
        page = context.new_page()
        page.goto(pages("plain").as_uri() + "#q=gave+up+the+tax")
        page.locator("#evidence [data-cite]").first.click()
        page.locator("#evidence .done", has_text="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    finally:
        context.close()
    for piece in (
        "Tomas Reyes",
        "“",
        "You gave up the tax",
        "Reported in:",
        "characters",
        "Read as: opposes",
    ):
        assert piece in copied, piece
    assert "https://w3id.org/wsw/id/statement/" in copied and "\n" not in copied


def test_where_the_browser_forbids_copying_the_citation_is_shown_to_be_copied(opened: Any) -> None:
    opened("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    opened.page.fill("#find", "gave up the tax")
    opened.page.locator("#evidence [data-cite]").first.click()
    field = opened.page.locator("#evidence textarea")
    field.wait_for()
    assert "Read as: opposes" in field.input_value()
    assert opened("document.activeElement.tagName") == "TEXTAREA"
