"""Take the picture that README shows: the network page of the bundled graph, in a headless browser.

Run: ``python docs/pictures.py`` (``make pictures``); needs Chromium and the extra ``test``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

import kg.api
from kg.export.page.render import write_page

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "exports" / "network.html"


def main() -> None:
    """Write docs/network.png."""
    with kg.api.KnowledgeGraph() as graph:
        write_page(graph.store, PAGE, workspace="Canada–US trade talks, October 2025")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1440, "height": 980}, device_scale_factor=1)
        page.goto(PAGE.as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=HERE / "network.png")
        browser.close()


if __name__ == "__main__":
    main()
