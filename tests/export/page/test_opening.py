"""Opening a page requests nothing from other sites, and raises no errors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.profiles import THOROUGH

pytestmark = pytest.mark.browser
PAGES = pytest.mark.parametrize(
    "name",
    [
        "plain",
        "bundled",
        "hostile",
        "hostile-packed",
        "empty",
        "no-network",
        "one",
        "sparse",
        "crowd",
        "aggregate",
        "one-mode",
    ],
)


@PAGES
def test_opening_sends_no_request_and_raises_and_warns_of_nothing(open_page: Any, name: str) -> None:
    opened = open_page(name)
    assert (opened.requests, opened.errors) == ([], [])


@pytest.mark.parametrize("name", ["plain", "bundled"])
def test_nothing_that_one_does_sends_a_request_or_raises(open_page: Any, name: str) -> None:
    opened = open_page(name)
    opened(
        """(step) => { const { data, change, select } = whoSaidWhat;
        [...data.nodes, ...data.edges].forEach((one, at) => { if (at % step === 0) select(one.id); });
        select("");
        for (const network of ["two-mode", ...data.networks.map((one) => one.kind)])
            for (const show of ["network", "matrix", "timeline"]) change({ network, show }); }""",
        1 if THOROUGH else 3,
    )
    assert (opened.requests, opened.errors) == ([], [])


@pytest.mark.parametrize("name", ["plain", "bundled"])
def test_the_policy_forbids_what_the_page_does_not_hold(shared: Any, name: str) -> None:
    opened = shared(name)
    policy = opened.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy.startswith("default-src 'none'; ")
    assert not {"unsafe", "http", "*"} & {word for word in ("unsafe", "http", "*") if word in policy}


def test_a_script_that_is_put_into_the_page_does_not_run(open_page: Any) -> None:
    opened = open_page("plain")
    opened(
        """() => { const one = document.createElement("script");
        one.textContent = "window.__pwned = 1"; document.body.append(one); }"""
    )
    assert opened("window.__pwned") is None and len(opened.errors) == 1


def test_a_request_that_is_put_into_the_page_is_not_sent(open_page: Any) -> None:
    opened = open_page("plain")
    assert opened("fetch('https://evil.example/').then(() => 'sent', () => 'refused')") == "refused"
    assert opened.requests == []
