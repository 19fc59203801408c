"""What axe-core finds in the states that a reader gets to by clicking: nothing serious, nothing critical."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.profiles import THOROUGH

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")
#: What a reader does, on which page.
STEPS = {
    "list of names": ("few", "document.querySelector('.everybody').open = true"),
    "settings of a network": ("one-mode", "document.querySelector('.settings').open = true"),
    "line of a network": ("one-mode", "whoSaidWhat.select(whoSaidWhat.view.edges[0].id)"),
    "tie of actors": ("few", "whoSaidWhat.change({ network: 'conflict', select: '' })"),
    "page of little": ("sparse", ""),
}


def complaints(page: Any) -> dict[str, list[str]]:
    """Rules of axe that are broken gravely, each with where and why."""
    response = axe.Axe().run(page).response
    return {
        rule["id"]: [
            f"{' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
            for node in rule["nodes"][:5]
        ]
        for rule in response["violations"]
        if rule["impact"] in GRAVE
    }


@pytest.mark.parametrize(
    ("step", "theme"),
    [*((step, "dark") for step in STEPS), *(("line of a network", "light") for _ in range(THOROUGH))],
)
def test_what_a_click_leads_to_has_no_grave_faults(open_page: Any, step: str, theme: str) -> None:
    name, script = STEPS[step]
    opened = open_page(name, bypass_csp=True, color_scheme=theme)
    if script:
        opened(script)
    assert complaints(opened.page) == {}


@pytest.mark.parametrize("name", ["one-mode", "no-network", "empty"] if THOROUGH else ["one-mode"])
def test_a_dark_telephone_has_no_grave_faults(open_page: Any, name: str) -> None:
    assert complaints(open_page(name, size=(390, 844), bypass_csp=True, color_scheme="dark").page) == {}


def test_the_page_that_the_command_writes_has_no_grave_faults(browser: Any, tmp_path: Path) -> None:
    from kg.cli.main import run

    path = tmp_path / "cooccurrence.html"
    assert not run(["network", "cooccurrence", "-f", "html", "-o", str(path)])
    context = browser.new_context(bypass_csp=True, offline=True)
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("#tools:not([hidden])")
        assert complaints(page) == {}
    finally:
        context.close()
