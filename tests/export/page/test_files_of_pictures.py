"""SVG and PNG of a view: the picture with title, filters, date and sources, on its own."""

from __future__ import annotations

import base64
import functools
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.browser
SPACE = "{http://www.w3.org/2000/svg}"
VIEWS: dict[str, dict[str, Any]] = {
    "everything": {},
    "filtered": {"stance": ["oppose"], "from": "2031-04-01", "q": "tariff"},
    "actors": {"network": "subtract"},
    "actors filtered": {"network": "conflict", "mode": ["direct", "mixed"]},
    "nothing": {"min": 500},
}
VIEW = pytest.mark.parametrize("view", VIEWS)
PAGES = pytest.mark.parametrize(
    "name", ["plain", "bundled", "hostile", "hostile-packed", "awkward", "crowd", "one-mode"]
)
COLOURS = """(png) => new Promise((done, failed) => {
    const image = new Image();
    image.onerror = () => failed(new Error("no picture"));
    image.onload = () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const pen = canvas.getContext("2d");
        pen.drawImage(image, 0, 0);
        done(new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size);
    };
    image.src = `data:image/png;base64,${png}`; })"""


def sheet(opened: Any) -> ElementTree.Element:
    """The SVG of the view, parsed."""
    return ElementTree.fromstring(opened.take("svg")[1])


@pytest.fixture(scope="module")
def taken(shared: Any) -> Callable[[str], bytes]:
    """``taken(view)`` is the SVG of a view of the plain page, which is saved once."""

    @functools.cache
    def take(view: str) -> bytes:
        opened = shared("plain")
        opened.reset()
        opened.change(**VIEWS[view])
        return bytes(opened.take("svg")[1])

    return take


def words(root: ElementTree.Element) -> str:
    """What is written on the sheet."""
    return " ".join(text.text or "" for text in root.iter(f"{SPACE}text"))


@pytest.mark.parametrize("way", ["svg", "png"])
def test_the_file_is_called_by_title_and_date_of_the_data(opened: Any, way: str) -> None:
    assert opened.download(way)[0] == f"trade-talks-2031-05-07.{way}"


@VIEW
def test_the_sheet_has_a_line_for_every_line_in_view(taken: Any, opened: Any, view: str) -> None:
    root = ElementTree.fromstring(taken(view))
    opened.change(**VIEWS[view])
    drawn = [path.get("data-edge") for path in root.iter(f"{SPACE}path") if path.get("data-edge")]
    assert sorted(drawn) == sorted(edge for edge, *_ in opened.view()["edges"])


@VIEW
def test_the_sheet_has_a_mark_for_every_name_in_the_picture(taken: Any, opened: Any, view: str) -> None:
    root = ElementTree.fromstring(taken(view))
    opened.change(**VIEWS[view])
    drawn = [group.get("data-node") for group in root.iter(f"{SPACE}g") if group.get("data-node")]
    visible = opened(
        """() => whoSaidWhat.network.body.data.nodes.get().filter((node) => !node.hidden)
            .map((node) => wsw.nodes.get(node.id).key)"""
    )
    assert sorted(drawn) == sorted(visible)


@VIEW
def test_the_sheet_says_title_date_filters_and_sources(taken: Any, opened: Any, view: str) -> None:
    said = words(ElementTree.fromstring(taken(view)))
    opened.change(**VIEWS[view])
    told = opened("wsw.sheet.about(whoSaidWhat.view, whoSaidWhat.state)")
    wanted = ["Trade talks", "Nordhavn", "Data as of 7 May 2031", *told["filters"]]
    wanted += [source.split(",")[0] for source in told["sources"]]
    wanted += [] if told["filters"] else ["filters: none"]
    assert [part for part in wanted if part not in said] == []


@pytest.mark.parametrize("view", ["everything", "actors"])
def test_the_sheet_explains_its_lines_and_marks(opened: Any, view: str) -> None:
    opened.change(**VIEWS[view])
    said = words(sheet(opened))
    verbs = (
        opened("[...new Set(whoSaidWhat.view.edges.map((edge) => edge.verb))]")
        if view == "actors"
        else ["supports", "opposes"]
    )
    assert [word for word in [*verbs, "person", "organization"] if word not in said] == []


def test_the_sheet_names_the_network_that_it_shows(opened: Any) -> None:
    opened.change(network="subtract")
    assert "Who agrees and who disagrees" in words(sheet(opened))


@PAGES
def test_the_sheet_depends_on_nothing_and_runs_nothing(shared: Any, name: str) -> None:
    root = sheet(shared(name))
    tags = {one.tag.removeprefix(SPACE) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "path", "circle", "text", "tspan"}
    attributes = {key.lower() for one in root.iter() for key in one.attrib}
    assert not [
        key for key in attributes if key.startswith("on") or "href" in key or key in ("style", "class")
    ]
    assert not [
        value for one in root.iter() for value in one.attrib.values() if "url(" in value or "var(" in value
    ]


@PAGES
def test_the_sheet_opens_by_itself_in_a_browser(shared: Any, browser: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / "sheet.svg"
    path.write_bytes(shared(name).take("svg")[1])
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    tag, wide = page.evaluate(
        "[document.documentElement.tagName, document.documentElement.getBoundingClientRect().width]"
    )
    page.close()
    assert (tag, said) == ("svg", []) and wide > 600


@VIEW
def test_nothing_extends_beyond_the_sheet(taken: Any, browser: Any, tmp_path: Path, view: str) -> None:
    path = tmp_path / "sheet.svg"
    path.write_bytes(taken(view))
    page = browser.new_page(viewport={"width": 1600, "height": 1400})
    page.goto(path.as_uri())
    outside = page.evaluate(
        """() => { const box = (one) => one.getBoundingClientRect(), frame = box(document.documentElement);
        return [...document.querySelectorAll("text, rect, circle, path")]
            .map((one) => [one.textContent, box(one)])
            .filter(([, at]) => at.left < frame.left - 1 || at.right > frame.right + 1
                || at.top < frame.top - 1 || at.bottom > frame.bottom + 1).map(([text]) => text); }"""
    )
    page.close()
    assert outside == []


@pytest.mark.parametrize("view", ["everything", "actors filtered"])
def test_the_sheet_is_light_even_where_the_page_is_dark(taken: Any, opened: Any, view: str) -> None:
    opened.change(**VIEWS[view])
    light = taken(view)
    opened.page.click("h1")
    opened.page.click("#theme")
    assert opened.take("svg")[1] == light


@pytest.mark.parametrize("view", ["everything", "actors filtered"])
def test_the_pixels_are_two_for_each_of_the_sheet(opened: Any, view: str) -> None:
    opened.change(**VIEWS[view])
    root = sheet(opened)
    content = opened.take("png")[1]
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == tuple(
        2 * int(root.get(side) or 0) for side in ("width", "height")
    )


@pytest.mark.parametrize("name", ["bundled", "hostile", "one-mode"])
def test_the_pixels_are_a_picture(shared: Any, name: str) -> None:
    content = shared(name).take("png")[1]
    assert shared(name)(COLOURS, base64.b64encode(content).decode()) > 50


def test_a_filter_leads_to_other_files(opened: Any) -> None:
    before = {way: opened.take(way)[1] for way in ("svg", "csv", "json")}
    opened.change(stance=["oppose"])
    assert [way for way, content in before.items() if opened.take(way)[1] == content] == []
