"""axe-core, which looks for what people with screen readers and keyboards miss, finds nothing serious."""

from __future__ import annotations

from typing import Any

import pytest

from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
)
#: What is looked at: page, address, what is done first, size, and colours.
WIDE, PHONE = (1440, 860), (390, 844)
VIEWS = {
    "opening": ("bundled", "", "", WIDE, "light"),
    "opening, dark": ("few", "", "", WIDE, "dark"),
    "telephone": ("few", "", "", PHONE, "light"),
    "matrix": ("few", "#show=matrix", "", WIDE, "light"),
    "timeline": ("few", "#show=timeline", "", WIDE, "light"),
    "evidence": ("few", "#select=person/ingrid-halvorsen", "", WIDE, "light"),
    "evidence, dark": ("few", "#select=person/ingrid-halvorsen", "", WIDE, "dark"),
    "search": ("few", "#q=tariff", "", WIDE, "light"),
    "filters in force": ("few", "#stance=oppose&min=2&nonsense=1", "", WIDE, "light"),
    "menus open": (
        "few",
        "",
        "document.querySelectorAll('details').forEach((each) => { each.open = true; })",
        WIDE,
        "light",
    ),
    "agreement and disagreement, dark": ("few", "#network=subtract", "", WIDE, "dark"),
    "page of a network": ("one-mode", "", "", WIDE, "light"),
    "empty page": ("empty", "", "", WIDE, "light"),
    "page without a picture": ("no-network", "", "", WIDE, "light"),
    "large picture": ("aggregate", "", "", WIDE, "light"),
}


#: Left to the thorough profile: alike to others in light or dark.
ALIKE = ("opening, dark", "evidence", "search", "timeline", "page without a picture")


@pytest.mark.parametrize("view", [view for view in VIEWS if THOROUGH or view not in ALIKE])
def test_axe_finds_nothing_serious(open_page: Any, view: str) -> None:
    name, hash, first, size, colours = VIEWS[view]
    opened = open_page(name, hash, size=size, bypass_csp=True, color_scheme=colours)
    if first:
        opened(first)
    found = axe.Axe().run(opened.page).response["violations"]
    assert [
        (one["id"], one["impact"], node["html"][:120], node["failureSummary"])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ] == []


def test_axe_would_find_something(open_page: Any) -> None:
    opened = open_page("few", bypass_csp=True)
    opened("() => document.getElementById('find').previousElementSibling.remove()")
    opened("() => document.getElementById('find').removeAttribute('placeholder')")
    assert "label" in {one["id"] for one in axe.Axe().run(opened.page).response["violations"]}
