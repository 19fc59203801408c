"""Paper shows the view that is on the screen, whichever that is, and the screen is as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
LEFT = """() => [document.querySelector("#printed").childElementCount,
    document.querySelector("#force").hidden,
    document.querySelector("#sources").hidden, document.querySelectorAll("#rows tr").length,
    document.querySelector("#chips").textContent, whoSaidWhat.state.show, location.hash]"""


def printed(opened: Any, folder: Path) -> list[Any]:
    path = folder / "page.pdf"
    opened.page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return list(pypdf.PdfReader(path).pages)


def squeezed(pages: list[Any]) -> str:
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize(
    "hash", ["#show=matrix", "#show=timeline", "#network=subtract", "#stance=oppose&q=tariff"]
)
def test_after_printing_any_view_is_as_before(opened: Any, tmp_path: Path, hash: str) -> None:
    opened.go(hash)
    before = opened(LEFT)
    printed(opened, tmp_path)
    opened.until("document.getElementById('printed').childElementCount === 0")
    assert opened(LEFT) == before


@pytest.mark.parametrize("hash", ["#show=matrix", "#show=timeline"])
def test_the_picture_is_printed_from_every_view(opened: Any, tmp_path: Path, hash: str) -> None:
    opened.go(hash)
    assert "TomasReyes" in squeezed(printed(opened, tmp_path)[:1])


def test_every_statement_of_the_bundled_page_is_printed(open_page: Any, tmp_path: Path, worlds: Any) -> None:
    words = squeezed(printed(open_page("bundled"), tmp_path))
    assert [row["id"] for row in worlds["bundled"][0] if row["id"].rsplit("/", 1)[1] not in words] == []


def test_a_page_of_one_network_is_printed_with_its_ties(open_page: Any, tmp_path: Path) -> None:
    opened = open_page("one-mode")
    pages = printed(opened, tmp_path)
    assert "Activefilters" in squeezed(pages[:1]) and "Export" not in squeezed(pages)


def test_a_page_without_a_network_is_printed_with_its_statements(open_page: Any, tmp_path: Path) -> None:
    opened = open_page("no-network")
    words = squeezed(printed(opened, tmp_path))
    assert "Activefilters:none" in words and "Sourcesofthestatementsinview" in words and opened.errors == []


def test_a_long_list_of_filters_stays_on_the_sheet(opened: Any, tmp_path: Path) -> None:
    opened.go("#stance=oppose,mixed&mode=direct&min=2&from=2031-04-01&to=2031-05-07&q=tariff")
    first = squeezed(printed(opened, tmp_path)[:1])
    assert [
        words
        for words in opened("wsw.sheet.about(whoSaidWhat.view, whoSaidWhat.state).filters")
        if "".join(words.split()) not in first
    ] == []
