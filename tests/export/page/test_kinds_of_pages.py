"""Pages of little, of nothing and of too much: each says what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import OutputError
from kg.export.page.render import STATEMENTS, chunks, write_page
from tests import bundled

Page = Callable[..., str]


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", re.sub("(?s)<(script|style).*?</\\1>", " ", html)).split())


def test_an_empty_selection_gives_a_page_that_says_so(page: Page) -> None:
    html = page([])
    assert "No statement in the data matches this selection" in html
    assert "<script" not in html


def test_statements_without_a_reading_give_a_page_with_a_table_and_no_picture(
    page: Page, debate: Any
) -> None:
    html = page([row for row in debate if not row["about"]])
    assert "there is no network to draw" in html
    assert 'id="network"' not in html and 'id="table"' in html


def test_the_page_says_what_the_picture_leaves_out(page: Page, debate: Any) -> None:
    left = sum(not row["about"] for row in debate)
    assert f"{left} statements without a stance or evaluation are in the table only" in page()


def test_a_network_of_more_than_5000_nodes_is_shown_as_an_aggregate_that_counts_every_reading(
    page: Page,
) -> None:
    from kg.networks.statement_network import two_mode

    rows = [
        {
            "id": f"urn:s{n}",
            "speaker": f"https://x.org/id/{('person', 'group')[n % 2]}/a{n}",
            "speaker_label": f"Actor {n}",
            "text": "So.",
            "about": [
                {
                    "reading": f"urn:r{n}",
                    "target": f"https://x.org/id/issue/i{n % 90}",
                    "label": f"Issue {n % 90}",
                }
                | {"stance": ("support", "oppose")[n % 3 > 0]}
            ],
        }
        for n in range(4_920)
    ]
    assert len(two_mode(rows)) == 5_010
    html = page(rows)
    assert "The network has 5,010 nodes, more than the 5,000 that can be drawn" in words(html)
    assert "4,920 statements" in words(html)


@pytest.mark.browser
def test_the_aggregate_has_as_many_readings_as_the_whole(open_page: Any, debate: Any) -> None:
    opened = open_page("aggregate")
    readings = [one for row in debate for one in row["about"] if one["stance"] or one["evaluation"]]
    assert opened("whoSaidWhat.view.edges.reduce((sum, edge) => sum + edge.weight, 0)") == len(readings)
    assert opened("whoSaidWhat.data.nodes.some((node) => node.members > 1)")


@pytest.fixture(scope="module")
def store() -> Any:
    import kg

    with kg.open() as graph:
        yield graph.store


def test_a_page_of_more_statements_than_it_holds_shows_the_newest_and_says_so(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.export.page.render.STATEMENTS", 5)
    html = "".join(chunks(store))
    assert f"Only the newest 5 of {bundled.statements()} statements are shown." in words(html)
    assert "5 statements" in words(html)
    assert STATEMENTS == 20_000


def test_conditions_narrow_the_page(store: Any) -> None:
    html = words("".join(chunks(store, about="51st state", by=["Trump"])))
    assert "2 statements" in html and "Avidan Cover" not in html


def test_an_actor_is_a_subject_as_an_issue_is(store: Any) -> None:
    assert "What was said by and about Mark Carney" in words("".join(chunks(store, about=["carney"])))


def test_a_page_is_written_whole(store: Any, tmp_path: Path) -> None:
    write_page(store, tmp_path / "page.html", title="One")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "".join(chunks(store, title="One"))


def test_a_target_that_cannot_be_written_is_an_error_of_ours(store: Any, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_page(store, tmp_path / "no" / "page.html")


@pytest.mark.browser
def test_without_script_the_page_shows_the_overview_and_the_newest_hundred_statements(
    open_page: Any, debate: Any
) -> None:
    opened = open_page("plain", java_script_enabled=False)
    assert opened.page.locator(".contest").count() == 8
    assert opened.page.locator("noscript tbody tr").count() == min(100, len(debate))
    assert not opened.page.locator("#tools").is_visible()


@pytest.mark.browser
def test_without_script_a_longer_page_says_that_there_are_more(open_page: Any) -> None:
    opened = open_page("crowd", java_script_enabled=False)
    assert opened.page.locator("noscript tbody tr").count() == 100
    assert "The newest 100; the others need JavaScript." in opened.page.locator("body").inner_text()
