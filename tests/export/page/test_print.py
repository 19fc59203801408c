"""The page on paper: A4, with picture, legend, active filters, statements and their sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
#: A4 in points.
A4 = (595, 842)


class Printed:
    """A page as a browser prints it."""

    def __init__(self, page: Any, folder: Path) -> None:
        path = folder / "page.pdf"
        page.pdf(path=path, prefer_css_page_size=True, print_background=True)
        self.pages = pypdf.PdfReader(path).pages
        self.first = " ".join(self.pages[0].extract_text().split())
        self.words = " ".join(" ".join(page.extract_text().split()) for page in self.pages)


@pytest.fixture(scope="module")
def printed(browser: Any, pages: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """``printed(name, hash)`` prints a page; each is printed once."""
    found: dict[tuple[str, str], Printed] = {}

    def printing(name: str, hash: str = "") -> Printed:
        if (name, hash) not in found:
            page = browser.new_page()
            page.goto(pages(name).as_uri() + hash)
            page.locator("#tools:not([hidden])").wait_for(timeout=20_000)
            found[name, hash] = Printed(page, tmp_path_factory.mktemp("paper"))
            page.close()
        return found[name, hash]

    return printing


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_it_is_a4(printed: Any) -> None:
    for page in printed("bundled").pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == pytest.approx(A4, abs=1)


def test_the_first_sheet_has_the_title_the_picture_and_its_legend(printed: Any) -> None:
    first = printed("plain").first
    for piece in ("Trade talks", "Tomas Reyes", "supports, or rates positively", "width: readings"):
        assert piece in first, piece


def test_the_picture_is_drawn_and_not_photographed(printed: Any) -> None:
    page = printed("bundled").pages[0]
    assert not [one for one in page.images if one.image.width > 400]
    assert page.get_contents().get_data().count(b" c\n") > 100


def test_without_a_filter_it_says_none(printed: Any) -> None:
    assert "Active filters: none" in printed("plain").first


def test_active_filters_are_printed(printed: Any) -> None:
    first = printed("plain", "#stance=oppose&min=2").first
    assert "lines: oppose" in first and "names with at least 2 statements" in first
    assert "no filter" not in first


def test_every_statement_in_view_is_printed(printed: Any, debate: Any) -> None:
    words = squeezed(printed("plain").words)
    for row in debate:
        for text in row["quotes"] or [row["text"]]:
            assert squeezed(text) in words, text


def test_more_statements_than_the_screen_shows_at_once_are_printed(open_page: Any, tmp_path: Path) -> None:
    opened = open_page("crowd")
    number = opened("whoSaidWhat.data.cards.length")
    assert number > opened.page.locator("#rows tr").count()
    assert Printed(opened.page, tmp_path).words.count("Something on issue") >= number


def test_a_statement_that_is_not_in_view_is_not_printed(printed: Any, debate: Any) -> None:
    words = printed("plain", "#q=gave+up+the+tax").words
    other = next(row for row in debate if "gave up" not in row["text"] and row["quotes"])
    assert squeezed(other["quotes"][0]) not in squeezed(words)


def test_the_sources_are_listed_with_their_addresses(printed: Any, debate: Any) -> None:
    words = squeezed(printed("plain").words)
    assert "Dataasof" in words
    for row in debate:
        assert squeezed(row["source_label"]) in words
        if row["source_url"]:
            assert row["source_url"] in words


def test_a_selection_is_printed_with_its_evidence(printed: Any) -> None:
    words = printed("bundled", "#select=issue/fifty-first-state").words
    assert "Why: He says that Canada should become it." in words


@pytest.mark.parametrize("control", ["Export", "Play", "Filters", "Copy citation", "Clear all", "Fit"])
def test_no_control_is_printed(printed: Any, control: str) -> None:
    assert control not in printed("plain").words


def test_after_printing_the_page_is_as_before(opened: Any, tmp_path: Path) -> None:
    opened.page.pdf(path=tmp_path / "page.pdf")
    opened.until("document.getElementById('printed').childElementCount === 0")
    assert not opened.page.locator("#force").is_visible()
    assert not opened.page.locator("#sources").is_visible()


def test_a_dark_page_is_printed_light(open_page: Any) -> None:
    opened = open_page("plain", color_scheme="dark")
    opened.page.emulate_media(media="print")
    assert opened("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
