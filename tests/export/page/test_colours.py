"""Everybody can tell stances apart: by colour, also where fewer colours are seen, and without any."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

pytestmark = pytest.mark.browser
coloraide = pytest.importorskip("coloraide", reason="coloraide is not installed")

SIDES = ("support", "oppose", "mixed", "neutral", "unclear")
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
#: Least difference (CIEDE2000) of the colours of two lines: above 10 two colours are told apart at a glance
#: (Mokrzycki and Tatol 2011 put the limit of "two different colours" at 5).
APART = 10.0


@pytest.fixture(scope="module")
def colours(browser: Any, pages: Any) -> Any:
    """``colours(theme)`` gives the colours of the style sheet by name."""
    found: dict[str, dict[str, Any]] = {}
    names = [*SIDES, *(f"{side}-line" for side in SIDES), "paper", "ground", "ink", "soft", "accent"]

    def read(theme: str) -> dict[str, Any]:
        if theme not in found:
            context = browser.new_context(color_scheme=theme)
            page = context.new_page()
            page.goto(pages("plain").as_uri())
            page.locator("#tools:not([hidden])").wait_for()
            rgb = page.evaluate(
                "(names) => Object.fromEntries(names.map((name) => [name, wsw.colours.of(name)]))", names
            )
            context.close()
            found[theme] = {name: coloraide.Color(value) for name, value in rgb.items()}
        return found[theme]

    return read


@THEMES
@pytest.mark.parametrize("sight", ["", "protan", "deutan", "tritan"])
def test_support_and_opposition_are_distinguishable(colours: Any, theme: str, sight: str) -> None:
    one, other = (colours(theme)[f"{side}-line"] for side in ("support", "oppose"))
    if sight:
        one, other = one.filter(sight), other.filter(sight)
    assert one.delta_e(other, method="2000") >= APART


@THEMES
@pytest.mark.parametrize("sight", ["protan", "deutan", "tritan"])
def test_the_simulator_takes_colours_away(colours: Any, theme: str, sight: str) -> None:
    red, green = coloraide.Color("#c03030"), coloraide.Color("#308030")
    blue, yellow = coloraide.Color("#3030c0"), coloraide.Color("#303030")
    pair = (blue, yellow) if sight == "tritan" else (red, green)
    plain = pair[0].delta_e(pair[1], method="2000")
    assert pair[0].filter(sight).delta_e(pair[1].filter(sight), method="2000") < plain


@THEMES
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_words_of_a_side_can_be_read(colours: Any, theme: str, side: str, ground: str) -> None:
    found = colours(theme)
    assert found[side].contrast(found[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("side", SIDES)
def test_a_line_stands_out_from_the_paper(colours: Any, theme: str, side: str) -> None:
    found = colours(theme)
    assert found[f"{side}-line"].contrast(found["paper"]) >= 2.0


def test_every_side_has_a_line_of_its_own_without_colour(opened: Any) -> None:
    dashes = opened("whoSaidWhat.picture.look.dashes")
    for one, other in combinations(SIDES, 2):
        assert dashes[one] != dashes[other], (one, other)


def test_legend_and_picture_agree_on_which_lines_are_dashed(opened: Any) -> None:
    drawn = opened("whoSaidWhat.picture.look.dashes")
    shown = opened(
        """() => Object.fromEntries([...document.querySelectorAll(".sides .line")].map((line) =>
            [line.classList[1], getComputedStyle(line.querySelector("path")).strokeDasharray]))"""
    )
    assert shown
    for side, dash in shown.items():
        assert (dash != "none") == bool(drawn[side]), side


def test_the_bars_of_the_overview_differ_in_pattern_too(opened: Any) -> None:
    fills = opened(
        """() => Object.fromEntries(["support", "oppose"].map((side) =>
            [side, getComputedStyle(document.querySelector(`.bar .${side} rect`).parentElement).fill]))"""
    )
    assert "url" in fills["oppose"] and "url" not in fills["support"]


def test_a_mark_of_the_matrix_has_a_sign(opened: Any) -> None:
    opened.change(show="matrix")
    signs = opened(
        """() => [...document.querySelectorAll("#matrix-view .key .mark")].map((mark) => mark.textContent)"""
    )
    assert len(signs) == len(set(signs)) == len(SIDES)
