"""The page in a real browser: it asks for nothing, runs nothing from the data, and its controls work."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.page.render import render_page
from kg.networks import two_mode

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DATA = json.loads(Path(__file__).with_name("statements.json").read_text(encoding="utf-8"))
EVIL = (
    "</script><script>window.__pwned=1</script><img src=https://evil.example/x onerror=window.__pwned=1>"
    '" onmouseover="window.__pwned=1"><svg onload=window.__pwned=1>{{7*7}}\u202e\x00'
)
#: Pairs of nodes whose drawn boxes overlap; vis adds the radius of its corners to a box's bounds.
OVERLAPS = """() => {
  const { network, data } = whoSaidWhat;
  const boxes = data.nodes.map((node) => {
    const b = network.getBoundingBox(node.id), r = node.issue ? (node.kind === "condition" ? 14 : 3) : 0;
    return { left: b.left + r, right: b.right - r, top: b.top + r, bottom: b.bottom - r, name: node.name };
  });
  return boxes.flatMap((a, i) => boxes.slice(i + 1)
    .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
    .map((b) => `${a.name} | ${b.name}`));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        one = running.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield one
        one.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The made-up debate, and the same with every text hostile, as files."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = copy.deepcopy(DATA["statements"])
    for i, row in enumerate(hostile):
        for key in row.keys() - {
            "id",
            "speaker",
            "source",
            "start",
            "end",
            "mode",
            "embeds",
            "about",
            "speaker_roles",
        }:
            row[key] = [EVIL] if isinstance(row[key], list) else f"{i} {EVIL}"
        row["speaker_roles"] = [EVIL]
        row["source_url"] = "javascript:window.__pwned=1"
        row["embeds"] = [{"attributee_label": EVIL, "attitude": EVIL, "text": EVIL}]
        for reading in row["about"]:
            reading.update(label=EVIL, confidence=EVIL, reason=EVIL, coder_label=EVIL)
    found = {}
    for name, rows, title in (
        ("plain", DATA["statements"], "Trade talks"),
        ("hostile", hostile, EVIL),
        ("empty", [], "None"),
    ):
        network = two_mode(rows, issue_kinds=DATA["issue_kinds"])
        html = render_page(
            network, statements=rows, title=title, workspace=title, notes=[title], generated_from=title
        )
        found[name] = folder / f"{name}.html"
        found[name].write_text(html, encoding="utf-8")
    return found


class Opened:
    """A page with what went wrong on it."""

    def __init__(self, context: Any, path: Path) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page = context.new_page()
        context.route("**/*", self._answer)
        self.page.on(
            "console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.goto(path.as_uri())

    def _answer(self, route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def node(self, name: str, issue: bool) -> str:
        found: str = self.page.evaluate(
            "([name, issue]) => whoSaidWhat.data.nodes.find((n) => n.name === name && n.issue === issue).id",
            [name, issue],
        )
        return found


@pytest.fixture
def context(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, height = getattr(request, "param", (1440, 860))
    one = browser.new_context(viewport={"width": width, "height": height})
    yield one
    one.close()


@pytest.fixture
def opened(context: Any, files: dict[str, Path]) -> Opened:
    one = Opened(context, files["plain"])
    one.page.wait_for_function("window.whoSaidWhat !== undefined")
    return one


@pytest.mark.parametrize("name", ["plain", "hostile", "empty"])
def test_opening_asks_for_nothing_and_raises_nothing(context: Any, files: dict[str, Path], name: str) -> None:
    one = Opened(context, files[name])
    one.page.wait_for_timeout(300)
    assert (one.requests, one.errors) == ([], [])


def test_no_script_in_the_data_runs_however_one_clicks(context: Any, files: dict[str, Path]) -> None:
    one = Opened(context, files["hostile"])
    one.page.evaluate(
        "[...whoSaidWhat.data.nodes, ...whoSaidWhat.data.edges].forEach((one) => whoSaidWhat.select(one.id))"
    )
    one.page.fill("#find", "<img")
    one.page.wait_for_timeout(250)
    one.page.hover("#evidence h2")
    assert one.page.evaluate("window.__pwned") is None
    assert (
        one.page.locator("#panel img, #panel script, #rows img, #rows script, a[href^=javascript]").count()
        == 0
    )
    assert (one.requests, one.errors) == ([], [])


def test_a_click_on_a_node_shows_the_words_behind_it(opened: Opened) -> None:
    node = opened.node("Nordhavn as a province of Ostmark", True)
    at = opened.page.evaluate(
        "(id) => whoSaidWhat.network.canvasToDOM(whoSaidWhat.network.getPosition(id))", node
    )
    opened.page.locator("#network").click(position=at)
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#evidence h2").inner_text() == "Nordhavn as a province of Ostmark"
    assert opened.page.locator("#evidence .card").count() == 3
    assert (
        "We will never be a province of anybody."
        in opened.page.locator("#evidence blockquote").all_inner_texts()
    )


def test_an_edge_shows_reading_reason_and_source(opened: Opened) -> None:
    opened.page.evaluate(
        """() => { const { data, select } = whoSaidWhat;
        const actor = data.nodes.find((n) => n.name === "Tomas Reyes").id;
        select(data.edges.find((e) => e.from === actor && e.side === "oppose").id); }"""
    )
    text = opened.page.locator("#evidence").inner_text()
    for piece in (
        "Tomas Reyes",
        "opposes",
        "You gave up the tax",
        "Calls it a gift",
        "confidence high",
        "First coder",
        "wrote",
        "Letter to the prime minister",
    ):
        assert piece in text


def test_embedded_attributions_are_no_statement_of_the_other(opened: Opened) -> None:
    opened.page.evaluate("(id) => whoSaidWhat.select(id)", opened.node("Clara Whitfield", False))
    text = opened.page.locator("#evidence").inner_text()
    assert (
        "Clara Whitfield says that Pavel Dvorak wants:" in text and "Not a statement by Pavel Dvorak." in text
    )


def test_search_finds_quoted_words_and_narrows_the_table(opened: Opened) -> None:
    opened.page.fill("#find", "posturing")
    opened.page.wait_for_selector("#evidence .card")
    assert opened.page.locator("#evidence .card .by").all_inner_texts() == ["Lucia Marino"]
    assert opened.page.locator("#rows tr:visible").count() == 1


def test_the_stance_filter_hides_lines_and_rows(opened: Opened) -> None:
    for side in ("support", "mixed", "neutral", "unclear"):
        opened.page.uncheck(f".sides input[value={side}]")
    visible = opened.page.evaluate(
        "() => whoSaidWhat.network.body.data.edges.get().filter((e) => !e.hidden).length"
    )
    against = opened.page.evaluate("() => whoSaidWhat.data.edges.filter((e) => e.side === 'oppose').length")
    assert visible == against
    expected = sum(
        any(r["stance"] == "oppose" or r["evaluation"] == "negative" for r in row["about"])
        for row in DATA["statements"]
    )
    assert opened.page.locator("#rows tr:visible").count() == expected


def test_escape_leads_back_to_the_overview(opened: Opened) -> None:
    opened.page.evaluate("(id) => whoSaidWhat.select(id)", opened.node("Tomas Reyes", False))
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#overview").is_visible()


def test_the_keyboard_alone_reaches_the_evidence(opened: Opened) -> None:
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("steel tariff")
    opened.page.wait_for_selector("#evidence .pick")
    opened.page.locator("#evidence .ties .pick").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#evidence h2").inner_text() == "Keeping the steel tariff"


@pytest.mark.parametrize("context", [(1440, 860), (1024, 768), (390, 844)], indirect=True)
def test_labels_do_not_overlap_and_the_page_does_not_scroll_sideways(opened: Opened) -> None:
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate(OVERLAPS) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("context", [(1440, 860), (1024, 768), (390, 844)], indirect=True)
def test_labels_are_at_least_nine_pixels_high_at_the_opening_view(opened: Opened) -> None:
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("whoSaidWhat.network.getScale()") * 12 >= 9


def test_the_overview_stands_without_script(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(files["plain"].as_uri())
        assert page.locator(".contest").count() == 8
        assert page.locator("#rows tr").count() == len(DATA["statements"])
    finally:
        context.close()
