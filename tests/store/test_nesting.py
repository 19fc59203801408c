"""Depth is measured right however a file is cut into blocks."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.nesting import Meter, OfJson, OfTriples, OfXml

CUTS = st.lists(st.integers(0, 400), max_size=30)
TRICKY = st.text(st.sampled_from("a\\\"'[]{}<>/-!?= \n"), max_size=8)


def pieces(content: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(content), *(cut for cut in cuts if cut < len(content))})
    return [content[start:end] for start, end in pairwise(places)]


def deepest(meter: Meter, content: bytes, cuts: list[int]) -> tuple[int, int]:
    """The greatest depth told, and the depth at the end."""
    told = [meter.feed(piece) for piece in pieces(content, cuts)]
    return max(told, default=0), meter.feed(b"")


def json_depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(json_depth, value.values()), default=0)
    return 1 + max(map(json_depth, value), default=0) if isinstance(value, list) else 0


@given(
    st.recursive(
        TRICKY, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TRICKY, inner, max_size=3)
    ),
    CUTS,
)
def test_json_is_as_deep_as_its_objects_and_lists(value: Any, cuts: list[int]) -> None:
    assert deepest(OfJson(), json.dumps(value).encode(), cuts) == (json_depth(value), 0)


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Markup around others: elements, empty ones, comments, CDATA, instructions, texts."""
    tricky = TRICKY.map(lambda text: text.replace("<", "&lt;").replace('"', "&quot;"))
    outside = TRICKY.map(
        lambda text: text.replace("--", "").replace("]]>", "").replace("?>", "").strip("-?]")
    )
    return st.lists(
        st.one_of(
            st.builds('<a b="{}">{}</a>'.format, tricky, inner),
            st.builds("<a>{}</a >".format, inner),
            st.builds('<e:a b="{}" c = "{}"/>'.format, tricky, tricky),
            st.builds("<!-- {} -->".format, outside),
            st.builds("<![CDATA[ {} ]]>".format, outside),
            st.builds("<?p {} ?>".format, outside),
            TRICKY.map(lambda text: text.replace("<", "&lt;").replace('="', "").replace("='", "")),
        ),
        max_size=3,
    ).map("".join)


@given(st.recursive(st.just(""), elements, max_leaves=12), CUTS, st.integers(0, 5))
def test_the_elements_of_xml_that_are_open_are_counted(inside: str, cuts: list[int], depth: int) -> None:
    content = "<x>" * depth + inside
    meter = OfXml()
    for piece in pieces(content.encode(), cuts):
        meter.feed(piece)
    assert meter.feed(b"<end/>") == depth


def test_a_tag_without_an_end_is_not_kept_forever() -> None:
    meter = OfXml()
    for _ in range(40):
        meter.feed(b'<a b="' + b"x" * (1 << 16))
    assert len(meter._kept) <= 1 << 20


@given(CUTS, st.integers(0, 20), st.integers(0, 20))
def test_triples_in_triples_are_counted(cuts: list[int], opened: int, closed: int) -> None:
    content = b"<e:a> <e:p> " + b"<<( <e:a> <e:p> " * opened + b" 1 " + b")>> " * closed + b". "
    assert deepest(OfTriples(), content, cuts) == (opened, max(0, opened - closed))


@pytest.mark.parametrize(
    "meter, piece",
    [(OfJson, b'{"a":"b",'), (OfXml, b'<e:a e:b="c"><e:d>'), (OfTriples, b"<<( <e:a> <e:p> ")],
)
def test_the_depth_of_a_file_is_that_of_its_repetition(meter: Callable[[], Meter], piece: bytes) -> None:
    of = meter()
    assert [of.feed(piece * 1000) for _ in range(50)][-1] == 50_000 * (2 if meter is OfXml else 1)
