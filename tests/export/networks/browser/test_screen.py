"""A page of a network on screens of any size: labels, frame, and content without script."""

from __future__ import annotations

from typing import Any

import pytest

from tests.export.browsing import OVERLAPS
from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser


SIZES = pytest.mark.parametrize("size", [(1440, 860), (1024, 768), (390, 844)])


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("crowd, conflict", (1440, 860)),
        ("crowd, issues", (1024, 768)),
        ("hostile issues", (390, 844)),
        *(("crowd, issues", size) for size in ((1440, 860), (390, 844)) if THOROUGH),
    ],
)
def test_no_labels_overlap_in_the_opening_view(opening: Any, name: str, size: tuple[int, int]) -> None:
    one = opening(name, size)
    assert one(OVERLAPS) == []
    assert one("whoSaidWhat.network.getScale()") * 12 >= 9


def test_no_labels_overlap_in_a_large_picture(shown: Any) -> None:
    one = shown("many")
    one.until("whoSaidWhat.picture.labels.length > 0")
    assert (
        one(
            """whoSaidWhat.picture.labels.flatMap((a, i, all) => all.slice(i + 1).filter(({ box: b }) =>
            a.box.left < b.right && b.left < a.box.right && a.box.top < b.bottom && b.top < a.box.bottom)
            .map((b) => `${a.text} | ${b.text}`))"""
        )
        == []
    )


@SIZES
def test_the_page_fits_the_window_and_the_picture_its_frame(opening: Any, size: tuple[int, int]) -> None:
    one = opening("crowd", size)
    one.page.wait_for_timeout(100)
    assert one("document.documentElement.scrollWidth <= window.innerWidth")
    frame, legend = (one.page.locator(each).bounding_box() for each in ("#network canvas", ".legend"))
    assert frame["y"] + frame["height"] <= legend["y"] + 1


def test_ties_and_statements_are_shown_without_script(opening: Any) -> None:
    one = opening("plain", java_script_enabled=False)
    assert one.page.locator("#ties tr:visible").count() == 3
    assert one.page.locator("noscript tbody tr:visible").count() == 9
    assert not one.page.locator("#tools").is_visible()
