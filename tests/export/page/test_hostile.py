"""A page whose every text is hostile, in a browser: nothing of it runs, however one clicks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
HOSTILE = pytest.mark.parametrize("name", ["hostile", "hostile-packed", "awkward"])
FOREIGN = "#panel img, #panel script, #rows img, #rows script, .head img, a[href^='javascript:'], svg[onload]"


@HOSTILE
def test_no_script_in_the_data_runs_for_any_selection(open_page: Any, name: str) -> None:
    opened = open_page(name)
    step = 1 if THOROUGH else 5  # the texts are alike
    opened(
        """(step) => { const { data, select, change } = whoSaidWhat;
        [...data.nodes, ...data.edges].forEach((one, at) => { if (at % step === 0) select(one.id); });
        for (const show of ["matrix", "timeline", "network"]) change({ show });
        for (const one of data.networks) change({ network: one.kind }); }""",
        step,
    )
    assert opened("window.__pwned") is None
    assert opened.page.locator(FOREIGN).count() == 0
    assert (opened.requests, opened.errors) == ([], [])


@HOSTILE
def test_no_script_in_the_data_runs_when_it_is_sought_and_hovered(open_page: Any, name: str) -> None:
    opened = open_page(name)
    opened.page.fill("#find", "<")
    opened.until("document.querySelector('#evidence h2') !== null")
    opened.page.hover("#evidence h2")
    opened.page.fill("#find", "<img src=x onerror=window.__pwned=1>")
    opened.until("document.querySelector('#evidence h2').textContent.includes('onerror')")
    assert opened("window.__pwned") is None
    assert (opened.requests, opened.errors) == ([], [])


@HOSTILE
def test_no_script_in_the_data_runs_in_a_menu_or_a_chip(open_page: Any, name: str) -> None:
    opened = open_page(name)
    opened.page.locator("#filters summary").click()
    opened.page.locator("#issue").select_option(index=1)
    opened.until("document.querySelectorAll('#chips li').length === 1")
    assert opened("window.__pwned") is None
    assert opened.page.locator("#chips img, #chips script, option img").count() == 0


@HOSTILE
def test_a_long_text_does_not_widen_the_page(open_page: Any, name: str) -> None:
    opened = open_page(name, size=(1024, 768))
    opened("() => whoSaidWhat.select(whoSaidWhat.data.nodes[0].id)")
    assert opened("document.documentElement.scrollWidth <= window.innerWidth")


@HOSTILE
def test_marks_of_direction_stay_within_their_text(open_page: Any, name: str) -> None:
    opened = open_page(name)
    bare = opened(
        r"""() => [...document.querySelectorAll("#overview, #rows, .head")].flatMap((place) => {
            const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), found = [];
            while (walker.nextNode()) if (/[\u202a-\u202e\u2066-\u2069]/.test(walker.currentNode.data)
                && !walker.currentNode.parentElement.closest("bdi, [dir]"))
                    found.push(walker.currentNode.data.slice(0, 40));
            return found; })"""
    )
    assert bare == []
