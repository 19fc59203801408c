"""Network, matrix and timeline: one at a time, the same lines in each, and every mark leads to the words."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser
VIEWS = ("network", "matrix", "timeline")


def shown(opened: Any) -> list[str]:
    return [view for view in VIEWS if opened.page.locator(f"#{view}-view").is_visible()]


def heading(opened: Any) -> str:
    return str(opened.page.locator("#evidence h2").inner_text())


@pytest.mark.parametrize("view", VIEWS)
def test_a_tab_shows_only_its_view(opened: Any, view: str) -> None:
    opened.page.click(f"#tab-{VIEWS[VIEWS.index(view) - 1]}")
    opened.page.click(f"#tab-{view}")
    assert shown(opened) == [view]
    chosen = opened("[...document.querySelectorAll('[role=tab][aria-selected=true]')].map((one) => one.id)")
    assert chosen == [f"tab-{view}"]


@pytest.mark.parametrize(
    ("keys", "view"),
    [
        (["ArrowRight"], "matrix"),
        (["ArrowRight", "ArrowRight"], "timeline"),
        (["ArrowRight"] * 3, "network"),
        (["ArrowLeft"], "timeline"),
    ],
)
def test_arrow_keys_go_round_the_tabs(opened: Any, keys: list[str], view: str) -> None:
    opened.page.focus("#tab-network")
    for key in keys:
        opened.page.keyboard.press(key)
    assert shown(opened) == [view] and opened("document.activeElement.id") == f"tab-{view}"


def test_only_the_tab_that_is_chosen_is_a_stop_of_the_tab_key(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    assert opened("[...document.querySelectorAll('[role=tab]')].map((one) => one.tabIndex)") == [-1, 0, -1]


#: The marks of the matrix: line, and the number on it.
MARKS = """() => Object.fromEntries([...document.querySelectorAll(".matrix [data-edge]")]
    .map((one) => [one.dataset.edge, Number(one.textContent.slice(1) || 1)]))"""


def test_the_matrix_has_a_mark_for_every_line(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    assert opened(MARKS).keys() == {edge for edge, *_ in opened.view()["edges"]}


def test_a_mark_of_the_matrix_shows_its_number_of_readings(shared: Any) -> None:
    shared("bundled").change(show="matrix")
    weights = {edge: weight for edge, weight, _ in shared("bundled").view()["edges"]}
    marks = shared("bundled")(MARKS)
    assert max(marks.values()) > 1
    assert marks == {edge: weights[edge] for edge in marks}


def test_a_mark_of_the_matrix_is_in_the_cell_of_its_actor_and_issue(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    assert opened(
        """() => { const named = (cell) => cell.querySelector("[data-node]").dataset.node;
        const edge = (mark) => whoSaidWhat.data.edges.find((one) => one.id === mark.dataset.edge);
        const head = document.querySelector(".matrix thead tr");
        return [...document.querySelectorAll(".matrix [data-edge]")].every((mark) => {
            const [one, at] = [edge(mark), mark.closest("td").cellIndex];
            return one.from === named(mark.closest("tr").cells[0]) && one.to === named(head.cells[at]);
        }); }"""
    )


def test_the_matrix_follows_the_filters(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    opened.page.uncheck(".sides input[value=support]")
    assert opened.page.locator(".matrix .support").count() == 0
    assert opened.page.locator(".matrix [data-edge]").count() == len(opened.view()["edges"])


def test_a_cell_of_the_matrix_opens_the_words_behind_it(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    opened.page.locator(".matrix button.oppose", has_text="−").first.click()
    assert "opposes" in heading(opened) or "rates negatively" in heading(opened)
    assert opened.page.locator("#evidence .card").count() > 0 and shown(opened) == ["matrix"]


def test_a_name_in_the_matrix_opens_it(opened: Any) -> None:
    opened.page.click("#tab-matrix")
    name = opened.page.locator(".matrix tbody th .pick").first
    words = name.inner_text()
    name.click()
    assert heading(opened) == words


def test_the_timeline_has_a_bar_for_every_reading_of_a_line(opened: Any) -> None:
    opened.page.click("#tab-timeline")
    bars = opened("[...document.querySelectorAll('.timeline [data-edge]')].map((one) => one.dataset.edge)")
    assert sorted(bars) == sorted(edge for edge, weight, _ in opened.view()["edges"] for _ in range(weight))


def test_bars_are_in_order_of_their_days_and_do_not_overlap(opened: Any) -> None:
    opened.page.click("#tab-timeline")
    boxes = opened(
        """() => [...document.querySelectorAll(".timeline [data-edge]")].map((one) =>
            ["x", "y", "width", "height"].map((name) => Number(one.getAttribute(name))))"""
    )
    over = [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
    ]
    assert over == []


def test_a_bar_of_the_timeline_opens_the_words_behind_it(opened: Any) -> None:
    opened.page.click("#tab-timeline")
    bar = opened.page.locator(".timeline rect[data-edge]").first
    label = bar.get_attribute("aria-label")
    bar.click()
    assert label.startswith(" ".join(heading(opened).split()))


def test_an_issue_in_the_timeline_opens_it(opened: Any) -> None:
    opened.page.click("#tab-timeline")
    opened.page.locator(".timeline .pick", has_text="Trust in Ostmark").click()
    assert heading(opened) == "Trust in Ostmark"


@pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "cooccurrence"])
def test_the_picture_of_actors_says_what_it_shows(opened: Any, kind: str) -> None:
    opened.page.select_option("#network-of", kind)
    chosen = opened("(kind) => whoSaidWhat.data.networks.find((one) => one.kind === kind)", kind)
    assert (
        opened.page.locator("#caption")
        .inner_text()
        .startswith(f"{chosen['title']} A line shows {chosen['meaning']}")
    )
    names = {each["name"] for each in chosen["lines"].values()}
    assert set(opened.texts("#lines li:has(svg)")) <= names


def test_the_picture_of_actors_has_no_issue(opened: Any) -> None:
    opened.page.select_option("#network-of", "congruence")
    visible = opened(
        """() => whoSaidWhat.network.body.data.nodes.get().filter((node) => !node.hidden)
            .map((node) => wsw.nodes.get(node.id).issue)"""
    )
    assert visible and not any(visible)


def test_a_tie_of_actors_shows_what_both_said_on_what_they_share(opened: Any) -> None:
    opened.page.select_option("#network-of", "conflict")
    opened.page.locator("#overview .strongest .pick").first.click()
    names = opened.texts("#evidence h2 .pick")
    assert opened.texts("#evidence .end") == [f"{name}: 1 statement" for name in names]
    assert opened.page.locator("#evidence .item h3").count() == 1


def test_back_leads_to_the_overview(opened: Any) -> None:
    opened.page.locator("#overview .pick").first.click()
    opened.page.click(".back")
    assert opened.page.locator("#overview").is_visible() and opened("whoSaidWhat.state.select") == ""


def test_escape_leads_to_the_overview(opened: Any) -> None:
    opened.page.locator("#overview .pick").first.click()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#overview").is_visible() and opened("whoSaidWhat.state.select") == ""


def test_every_name_in_view_is_listed_and_opens(opened: Any) -> None:
    opened.page.click(".everybody summary")
    assert opened.page.locator(".names .pick").count() == len(opened.view()["nodes"])
    opened.page.locator(".names .pick", has_text="Mexara").click()
    assert heading(opened) == "Mexara"


def test_a_name_in_the_evidence_leads_on(opened: Any) -> None:
    opened("(id) => whoSaidWhat.select(id)", opened.node("Mexara", issue=False))
    opened.page.locator("#evidence .ties .pick").first.click()
    opened.page.locator("#evidence h2 .pick").last.click()
    assert heading(opened) == "Separate reviews of the trade pact"
