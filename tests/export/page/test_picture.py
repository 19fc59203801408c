"""The picture in its canvas: what a click, a hover and the buttons do."""

from __future__ import annotations

from typing import Any

import pytest

from kg.export.layout.boxes import share, symbol_size

pytestmark = pytest.mark.browser
#: Where a node stands on the screen, from the corner of the picture.
NODE = "(id) => whoSaidWhat.network.canvasToDOM(whoSaidWhat.network.getPosition(id))"
#: A straight line that has a point under which nothing else lies, with that point and what it is said to be.
LINE = """() => { const { network, data, view } = whoSaidWhat;
    for (const edge of view.edges.filter((one) => !one.bend)) for (const part of [0.5, 0.35, 0.65]) {
        const [a, b] = [network.getPosition(edge.from), network.getPosition(edge.to)];
        const at = network.canvasToDOM({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part });
        if (network.getNodeAt(at) === undefined && network.getEdgeAt(at) === edge.id)
            return { at, id: edge.id, from: wsw.nodes.get(edge.from).name, to: wsw.nodes.get(edge.to).name };
    } }"""
SCALE = "whoSaidWhat.network.getScale()"


def click(opened: Any, at: Any) -> None:
    opened.page.locator("#network").click(position=at)


def test_a_click_on_a_node_shows_the_words_behind_it(opened: Any) -> None:
    click(opened, opened(NODE, opened.node("Nordhavn as a province of Ostmark", issue=True)))
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#evidence h2").inner_text() == "Nordhavn as a province of Ostmark"
    assert opened.page.locator("#evidence .card").count() == 3
    assert "We will never be a province of anybody." in opened.texts("#evidence blockquote")


def test_a_click_on_a_line_shows_the_words_behind_it(opened: Any) -> None:
    line = opened(LINE)
    click(opened, line["at"])
    opened.page.wait_for_selector("#evidence .card")
    assert opened.texts("#evidence h2 .pick") == [line["from"], line["to"]]
    assert opened("whoSaidWhat.state.select") == line["id"]


def test_a_click_beside_everything_leads_back(opened: Any) -> None:
    opened("(id) => whoSaidWhat.select(id)", opened.node("Mexara", issue=False))
    click(opened, {"x": 3, "y": 3})
    opened.page.wait_for_selector("#overview", state="visible")
    assert opened("whoSaidWhat.state.select") == ""


def test_what_is_selected_is_marked_in_the_picture(opened: Any) -> None:
    node = opened.node("Mexara", issue=False)
    opened("(id) => whoSaidWhat.select(id)", node)
    assert opened("whoSaidWhat.network.getSelectedNodes()") == [node]


def test_what_a_selection_does_not_touch_is_faded(opened: Any) -> None:
    node = opened.node("Mexara", issue=False)
    opened("(id) => whoSaidWhat.select(id)", node)
    faded = opened(
        """() => whoSaidWhat.network.body.data.edges.get()
            .filter((edge) => edge.color.color.startsWith("rgba")).map((edge) => edge.id)"""
    )
    touching = opened(
        "(id) => whoSaidWhat.view.edges.filter((e) => [e.from, e.to].includes(id)).map((e) => e.id)", node
    )
    assert touching and not set(touching) & set(faded)
    assert len(faded) == len(opened.view()["edges"]) - len(touching)


def test_a_node_under_the_pointer_says_its_name(opened: Any) -> None:
    at = opened(NODE, opened.node("Mexara", issue=False))
    opened.page.locator("#network").hover(position=at)
    opened.page.wait_for_selector("#tip", state="visible")
    assert opened.page.locator("#tip").inner_text() == "Mexara"


def test_a_line_under_the_pointer_shows_actor_stance_and_target(opened: Any) -> None:
    line = opened(LINE)
    opened.page.locator("#network").hover(position=line["at"])
    opened.page.wait_for_selector("#tip", state="visible")
    words = opened.page.locator("#tip").inner_text()
    assert words.startswith(line["from"]) and line["to"] in words and words.endswith("reading)")


@pytest.mark.parametrize(("button", "larger"), [("in", True), ("out", False)])
def test_the_buttons_make_it_larger_and_smaller(opened: Any, button: str, larger: bool) -> None:
    before = opened(SCALE)
    opened.page.click(f"[data-zoom={button}]")
    opened.until(f"{SCALE} {'>' if larger else '<'} {before} * {1.25 if larger else 0.8}")
    assert (opened(SCALE) > before) is larger


def test_fit_brings_all_of_it_back(opened: Any) -> None:
    before = opened(SCALE)
    opened.page.click("[data-zoom=in]")
    opened.until(f"{SCALE} > {before} * 1.25")
    opened.page.click("[data-zoom=fit]")
    opened.until(f"Math.abs({SCALE} - {before}) < 1e-6")
    assert opened(SCALE) == pytest.approx(before)


def test_the_size_of_a_symbol_grows_with_the_statements_in_view(opened: Any) -> None:
    node = opened.node("Ingrid Halvorsen", issue=False)
    size = "(id) => whoSaidWhat.network.body.nodes[id].options.size"
    before = opened(size, node)
    opened.change(stance=["neutral"])
    assert opened(size, node) < before


def test_a_line_is_as_wide_as_it_has_readings(shared: Any) -> None:
    widths = shared("bundled")(
        """() => whoSaidWhat.view.edges.filter((edge) => edge.side !== "neutral")
            .map((edge) => [edge.weight, whoSaidWhat.network.body.data.edges.get(edge.id).width])"""
    )
    assert len({tuple(pair) for pair in widths}) == len({weight for weight, _ in widths}) > 1


def test_two_stances_of_one_actor_on_one_issue_are_two_lines_that_part(opened: Any) -> None:
    two = opened(
        """() => { const { data } = whoSaidWhat, name = (id) => wsw.nodes.get(id).name;
        return data.edges.filter((edge) => name(edge.from) === "Henrik Solberg"
            && name(edge.to) === "Counter-tariffs on Ostmark").map((edge) => [edge.side, edge.bend]); }"""
    )
    assert sorted(side for side, _ in two) == ["oppose", "support"] and len({bend for _, bend in two}) == 2


def test_the_picture_stays_above_its_legend(opened: Any) -> None:
    frame, legend = (opened.page.locator(each).bounding_box() for each in ("#network canvas", ".legend"))
    assert frame["y"] + frame["height"] <= legend["y"] + 1


@pytest.mark.parametrize("most", [1, 36, 37, 500])
def test_symbols_have_the_size_for_which_the_layout_left_room(opened: Any, most: int) -> None:
    counts = [1, 2, most // 2 or 1, most]
    drawn = opened(
        """([part, counts]) => { const before = wsw.data.share;
        wsw.data.share = part;
        const found = counts.map(wsw.geometry.radius);
        wsw.data.share = before;
        return found; }""",
        [share(most), counts],
    )
    wanted = [symbol_size(round(share(most) * number)) for number in counts]
    assert drawn == pytest.approx(wanted, abs=0.35)


def test_the_busiest_of_many_still_differ_in_size() -> None:
    assert symbol_size(round(share(500) * 500)) > symbol_size(round(share(500) * 250))
