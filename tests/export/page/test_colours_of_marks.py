"""Kinds and stances stay apart for people who see fewer colours, or none: in colour, in shape, in dashes."""

from __future__ import annotations

from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.browser
coloraide = pytest.importorskip("coloraide", reason="coloraide is not installed")
SIDES = ("support", "oppose", "mixed", "neutral", "unclear")
KINDS = ("person", "organization", "government", "country", "group", "population")
SPACE = "{http://www.w3.org/2000/svg}"
#: Least ratio of words to their ground (WCAG 2.2, 1.4.3).
READABLE = 4.5
NAMES = [
    *SIDES,
    *(f"{side}-line" for side in SIDES),
    *KINDS,
    "paper",
    "ground",
    "mark",
    "soft",
    "ink",
    "accent",
]


@pytest.fixture(scope="module")
def colours(browser: Any, pages: Any) -> Any:
    """``colours(theme)`` gives the colours of the style sheet by name."""
    found: dict[str, dict[str, Any]] = {}

    def read(theme: str) -> dict[str, Any]:
        if theme not in found:
            page = browser.new_page(color_scheme=theme)
            page.goto(pages("plain").as_uri())
            page.locator("#tools:not([hidden])").wait_for()
            rgb = page.evaluate(
                "(all) => Object.fromEntries(all.map((one) => [one, wsw.colours.of(one)]))", NAMES
            )
            page.close()
            found[theme] = {name: coloraide.Color(value) for name, value in rgb.items()}
        return found[theme]

    return read


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "ground", "mark"])
def test_text_has_enough_contrast_on_every_background(colours: Any, theme: str, ground: str) -> None:
    """The ground ``mark`` is that of rows of what is selected."""
    found = colours(theme)
    ratios = {
        name: round(found[name].contrast(found[ground], method="wcag21"), 2)
        for name in (*SIDES, "soft", "ink", "accent")
    }
    assert {name: ratio for name, ratio in ratios.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_that_look_alike_in_colour_have_shapes_of_their_own(shared: Any, kind: str) -> None:
    """Six fills cannot all stay apart for everybody: the shape says the kind, the fill repeats it."""
    shapes = shared("plain")(
        """(kinds) => kinds.map((kind) =>
            whoSaidWhat.picture.look.node({ kind, issue: false, label: "x" }, 1, false).shape)""",
        list(KINDS),
    )
    assert shapes.count(shapes[KINDS.index(kind)]) == 1


def pattern(dash: Any) -> tuple[float, ...]:
    """A dash pattern of canvas, style sheet or SVG as numbers; none is a full line."""
    if not dash or dash == "none":
        return ()
    parts = dash if isinstance(dash, list) else str(dash).replace("px", "").replace(",", " ").split()
    return tuple(float(part) for part in parts)


def test_every_side_has_its_own_dashes_in_legend_and_files(opened: Any) -> None:
    shown = opened(
        """() => Object.fromEntries([...document.querySelectorAll(".sides .line")].map((line) =>
            [line.classList[1], getComputedStyle(line.querySelector("path")).strokeDasharray]))"""
    )
    edges = dict(opened("whoSaidWhat.view.edges.map((edge) => [edge.id, edge.side])"))
    root = ElementTree.fromstring(opened.take("svg")[1])
    filed: dict[str, set[tuple[float, ...]]] = {}
    for path in root.iter(f"{SPACE}path"):
        if path.get("data-edge"):
            filed.setdefault(edges[path.get("data-edge")], set()).add(pattern(path.get("stroke-dasharray")))
    assert set(shown) == set(filed) and len(filed) > 2
    assert all(len(each) == 1 for each in filed.values())
    for one, other in combinations(shown, 2):
        assert pattern(shown[one]) != pattern(shown[other]) and filed[one] != filed[other], (one, other)


def test_bars_of_the_timeline_differ_without_colour(opened: Any) -> None:
    opened.change(show="timeline")
    looks = opened(
        """(sides) => sides.map((side) => {
            const style = getComputedStyle(document.querySelector(`.key .bar-${side}`));
            return [style.fill.startsWith("url"), style.fill === "none", style.fillOpacity,
                style.strokeDasharray, style.fill === style.stroke].join(" "); })""",
        list(SIDES),
    )
    assert len(set(looks)) == len(SIDES)
