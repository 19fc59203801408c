"""Labels: never one on another, large enough to read, and in a large picture those of what matters most."""

from __future__ import annotations

from typing import Any

import pytest

from tests.export.browsing import OVERLAPS
from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
SIZES = pytest.mark.parametrize("size", [(1440, 860), (1024, 768), (390, 844)])
NETWORKS = ["two-mode", "congruence", "conflict", "subtract", "cooccurrence"]
#: Pairs of labels of a large picture that overlap.
OVER_EACH_OTHER = """() => whoSaidWhat.picture.labels.flatMap((a, i, all) => all.slice(i + 1)
  .filter(({ box: b }) => a.box.left < b.right && b.left < a.box.right
    && a.box.top < b.bottom && b.top < a.box.bottom)
  .map((b) => `${a.text} | ${b.text}`))"""
LABELLED = "whoSaidWhat.picture.labels.map((one) => one.id)"


@SIZES
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", ["plain", "bundled"] if THOROUGH else ["bundled"])
def test_no_labels_overlap(sized: Any, name: str, network: str, size: tuple[int, int]) -> None:
    opened = sized(name, size, "" if network == "two-mode" else f"#network={network}")
    assert opened(OVERLAPS) == []


@SIZES
@pytest.mark.parametrize("state", ["#stance=oppose", "#min=2", "#kind=person&network=conflict", "#q=deal"])
def test_no_labels_overlap_under_a_filter(sized: Any, state: str, size: tuple[int, int]) -> None:
    opened = sized("plain", size, state)
    assert opened("whoSaidWhat.view.edges.length") > 0
    assert opened(OVERLAPS) == []


@SIZES
@pytest.mark.parametrize("name", ["plain", "bundled"])
def test_labels_are_at_least_nine_pixels_high_at_the_opening_view(
    sized: Any, name: str, size: tuple[int, int]
) -> None:
    assert sized(name, size)("whoSaidWhat.network.getScale()") * 12 >= 9


@SIZES
@pytest.mark.parametrize("name", ["plain", "bundled", "crowd", "one-mode"])
def test_the_page_does_not_scroll_sideways(sized: Any, name: str, size: tuple[int, int]) -> None:
    assert sized(name, size)("document.documentElement.scrollWidth <= window.innerWidth")


@SIZES
def test_labels_of_a_large_picture_do_not_overlap(sized: Any, size: tuple[int, int]) -> None:
    opened = sized("crowd", size)
    opened.until("whoSaidWhat.picture.labels.length > 0")
    assert opened(OVER_EACH_OTHER) == []


def test_a_large_picture_labels_issues_and_the_most_active_actors_first(open_page: Any) -> None:
    opened = open_page("crowd")
    opened.until("whoSaidWhat.picture.labels.length > 0")
    labelled = opened(LABELLED)
    busiest = opened(
        """() => { const { view, data } = whoSaidWhat;
        const busy = (node) => view.nodes.get(node.id).size;
        return [false, true].map((issue) => data.nodes.filter((node) => node.issue === issue)
            .sort((a, b) => busy(b) - busy(a) || (a.name < b.name ? -1 : 1)).slice(0, 5)
            .map((node) => node.id)); }"""
    )
    assert set(busiest[0]) <= set(labelled)
    assert set(busiest[1]) <= set(labelled)


def test_more_labels_appear_as_one_comes_nearer(open_page: Any) -> None:
    opened = open_page("crowd")
    opened.until("whoSaidWhat.picture.labels.length > 0")
    before = set(opened(LABELLED))
    opened("() => { const n = whoSaidWhat.network; n.moveTo({ scale: n.getScale() * 3 }); n.redraw(); }")
    after = set(opened(LABELLED))
    assert after - before
    assert opened(OVER_EACH_OTHER) == []


def test_labels_of_a_large_picture_follow_the_filters(open_page: Any) -> None:
    opened = open_page("crowd")
    opened.change(q="Issue number 7")
    opened.until("whoSaidWhat.picture.labels.some((one) => one.text === 'Issue number 7')")
    lit = set(opened("[...wsw.lit]"))
    assert set(opened(LABELLED)) <= lit


def test_a_bitmap_replaces_the_picture_only_while_it_moves(open_page: Any) -> None:
    opened = open_page("crowd")
    opened.until("whoSaidWhat.picture.standIn.ready")
    opened(
        """() => { const { network, picture } = whoSaidWhat;
        network.on("dragging", () => { window.__moved = picture.standIn.moving; }); }"""
    )
    box = opened.page.locator("#network").bounding_box()
    opened.page.mouse.move(box["x"] + 4, box["y"] + 4)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 60, box["y"] + 60, steps=4)
    opened.page.mouse.up()
    opened.until("window.__moved === true")
    opened.until("!whoSaidWhat.picture.standIn.moving")
