"""Pages of networks in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.export.browsing import Opened, without_chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(without_chromium)


class Tied(Opened):
    """A page of a network."""

    def __init__(self, browser: Any, path: Path, size: tuple[int, int] = (1440, 860), **options: Any) -> None:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        super().__init__(context, path.as_uri(), script=options.get("java_script_enabled", True))

    def select(self, id: str) -> None:
        """Select a node or a tie by its id."""
        self("(id) => whoSaidWhat.select(id)", id)

    def node(self, name: str) -> str:
        """The id of a node by its name."""
        return str(self("(name) => whoSaidWhat.data.nodes.find((node) => node.name === name).id", name))

    def tie(self, one: str, other: str) -> str:
        """The id of a tie by the names of its ends."""
        return str(
            self(
                """(ends) => whoSaidWhat.data.edges.find((e) => [e.from, e.to].sort().join() === ends).id""",
                ",".join(sorted((self.node(one), self.node(other)))),
            )
        )

    def ties(self) -> dict[str, list[str]]:
        """The ties as the picture, the table and the count of the view have them."""
        found: dict[str, list[str]] = self(
            """() => ({ view: whoSaidWhat.view.edges.map((edge) => edge.id).sort(),
            drawn: whoSaidWhat.network.body.data.edges.get().filter((e) => !e.hidden).map((e) => e.id).sort(),
            listed: [...document.querySelectorAll("#ties tr")].filter((row) => row.offsetParent !== null)
              .map((row) => row.dataset.tie).sort() })"""
        )
        return found

    def statements(self) -> list[int]:
        """The numbers of the statements in the table."""
        shown = "[...document.querySelectorAll('#rows tr')].map((row) => Number(row.dataset.card))"
        return sorted(self(shown))

    def view(self) -> list[Any]:
        """What is in view, all of it."""
        found: list[Any] = self(
            """() => { const { view, state } = whoSaidWhat;
            return [view.edges.map((edge) => [edge.id, edge.weight, edge.cards]), view.cards,
              [...view.nodes.keys()].sort(), view.found?.names.map((node) => node.name) ?? null,
              state.select, state.sort, document.getElementById("inview").textContent]; }"""
        )
        return found

    def file(self, way: str) -> str:
        """What can be taken away, as text."""
        written = (
            "(way) => whoSaidWhat.exporter[way](whoSaidWhat.view, whoSaidWhat.state, whoSaidWhat.picture)"
        )
        return str(self(written, way))


@pytest.fixture
def opening(browser: Any, pages: Any) -> Iterator[Callable[..., Tied]]:
    """``opening(name, size, **options)`` opens a page of its own."""
    found: list[Tied] = []

    def make(name: str, size: tuple[int, int] = (1440, 860), **options: Any) -> Tied:
        found.append(Tied(browser, pages[name], size, **options))
        return found[-1]

    yield make
    for one in found:
        one.context.close()


@pytest.fixture(scope="module")
def kept(browser: Any, pages: Any) -> Iterator[Callable[[str], Tied]]:
    """Pages that stay open for the whole module."""
    found: dict[str, Tied] = {}

    def make(name: str) -> Tied:
        if name not in found:
            found[name] = Tied(browser, pages[name])
        return found[name]

    yield make
    for one in found.values():
        one.context.close()


@pytest.fixture
def shown(kept: Callable[[str], Tied]) -> Iterator[Callable[[str], Tied]]:
    """``shown(name)`` is a page at its opening view; no test may make it ask or complain."""
    used: list[Tied] = []

    def make(name: str) -> Tied:
        used.append(kept(name))
        used[-1].reset()
        return used[-1]

    yield make
    assert [(one.requests, one.errors) for one in used] == [([], [])] * len(used)


@pytest.fixture
def opened(shown: Callable[[str], Tied]) -> Tied:
    return shown("plain")
