"""Tables for people: a column is shown with whole words, or named as omitted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.views.cells import title
from kg.cli.views.findings import Placed, readable
from kg.cli.views.tables import Page, for_people, table

NAMES = [
    *("speaker_label", "speaker", "target_label", "stance", "text", "mode", "source_label", "record"),
    *("counts_from", "counts_until", "start", "end", "sheet", "line", "weight", "statements", "camp 1"),
    *("before_text", "after_counts_from", "as_reported", "an_unusually_long_name_of_a_column", "s", "日付"),
]
#: Letters that are one or two columns wide, and marks of no width.
WORDS = st.text("abcdefgh日本語é\u0301-–=/", min_size=1, max_size=12) | st.text("x", min_size=20, max_size=90)
TEXT = st.lists(WORDS, max_size=30).map(" ".join)
IRI = st.text("abc", min_size=1, max_size=60).map("https://example.org/id/person/{}".format)
VALUES = TEXT | IRI | st.none() | st.booleans() | st.lists(TEXT, max_size=3)
NUMBERS = st.none() | st.integers(-(10**9), 10**9)


@st.composite
def answers(draw: st.DrawFn) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows; a column has only numbers or only other values."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    kinds = {name: draw(st.sampled_from([VALUES, NUMBERS])) for name in names}
    rows = st.fixed_dictionaries(kinds)
    return names, draw(st.lists(rows, min_size=1, max_size=4))


def drawn(names: list[str], rows: list[dict[str, Any]], width: int, **how: bool) -> str:
    return "".join(table(names, rows, Page(width), **how))


@given(answers(), st.integers(40, 200), st.booleans())
def test_no_line_is_wider_than_the_page(
    answer: tuple[list[str], list[dict[str, Any]]], width: int, as_asked: bool
) -> None:
    lines = drawn(*answer, width, as_asked=as_asked).splitlines()
    assert max(map(cell_len, lines), default=0) <= width


@given(answers(), st.integers(40, 200), st.booleans())
@example((["speaker_label", "n"], [{"speaker_label": "Washington", "n": 123456789}]), 40, False)
def test_every_column_is_shown_without_a_broken_word_or_is_named_as_omitted(
    answer: tuple[list[str], list[dict[str, Any]]], width: int, as_asked: bool
) -> None:
    text = drawn(*answer, width, as_asked=as_asked)
    body, _, note = text.partition("\nColumns omitted to fit: ")
    omitted = " ".join(note.split()).removesuffix("; -f csv has all.").split(", ")
    there = set(body.split())
    names, rows = answer if as_asked else for_people(*answer)
    for name in names:
        heading = name if as_asked else title(name)
        if heading in omitted:
            continue
        words = [heading, *(_text(row[name]) for row in rows)]
        whole = {word for cell in words for word in cell.split() if cell_len(word) <= width - 2}
        assert whole <= there
    assert not (as_asked and note)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@given(st.lists(st.none() | st.integers(-(10**6), 10**6), min_size=2).filter(any))
def test_numbers_are_aligned_on_the_right(numbers: list[int | None]) -> None:
    rows = [{"actor": "Ann", "n": number} for number in numbers]
    lines = drawn(["actor", "n"], rows, 80).splitlines()[2:]
    assert len({len(line) for line, number in zip(lines, numbers, strict=False) if number is not None}) == 1


ROW = {
    "speaker_label": "Prime Minister Mark Carney",
    "stance": "support",
    "text": "The trade deal is near, and it will be good for both countries. " * 3,
    "when": "2025-10-06",
    "source_label": "A report on the second visit to Washington",
    "confidence": "high",
    "readings": 12,
    "record": "https://example.org/id/statement/s1",
    "coded at": "sources/report.yaml:12",
}


def test_columns_are_omitted_by_weight() -> None:
    """The place in a sheet is omitted first, the day last; names, stance and words are always shown."""
    order = ["coded at", "record", "readings", "confidence", "source", "when"]
    seen: list[list[str]] = []
    for width in range(200, 30, -1):
        text = drawn(list(ROW), [ROW], width)
        if "────" not in text:
            break
        note = " ".join(text.partition("Columns omitted to fit: ")[2].split()).removesuffix(
            "; -f csv has all."
        )
        omitted = sorted(note.split(", ") if note else [], key=order.index)
        if omitted not in seen:
            seen.append(omitted)
    assert seen == [order[:number] for number in range(len(order) + 1)]


@pytest.mark.parametrize("width", range(20, 60))
def test_a_range_is_shown_with_both_ends_or_omitted(width: int) -> None:
    row = {"holder_label": "Ann", "from": "2025-10-06", "to": "2025-10-07", "readings": 3}
    body, _, note = drawn(list(row), [row], width).partition("Columns omitted to fit: ")
    omitted = set(re.split(r"[,;]\s+", note))
    assert ("from" in omitted) is ("to" in omitted)
    assert ("2025-10-06" in body) is ("2025-10-07" in body)


def test_a_page_too_narrow_for_names_and_words_gets_records() -> None:
    text = drawn(list(ROW), [ROW, ROW], 40)
    assert "────" not in text and "omitted" not in text
    first, second = text.split("\n\n")
    assert first.splitlines()[0] == "speaker     Prime Minister Mark Carney"
    assert re.search(r"^coded at    sources/report\.yaml:12$", first, re.M)
    assert first.splitlines() == second.splitlines()


def test_columns_that_the_user_chose_are_neither_omitted_nor_renamed() -> None:
    for width in (40, 80, 200):
        text = drawn(list(ROW), [ROW], width, as_asked=True)
        assert all(re.search(rf"\b{name}\b", text) for name in ROW)


@pytest.mark.parametrize("width", [40, 80])
def test_a_word_is_broken_only_if_it_is_wider_than_the_page(width: int) -> None:
    word = "x" * 100
    text = drawn(["actor"], [{"actor": word}], width)
    assert "".join(text.split()) == f"actor{word}"


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_the_numbers_of_a_column_have_the_same_places(values: list[float]) -> None:
    shown = [str(row["w"]) for row in readable([{"w": value} for value in values], ["w"])]
    assert len({len(text.partition(".")[2]) for text in shown}) == 1


@given(st.floats(-1e6, 1e6))
def test_a_number_is_shown_within_half_a_thousandth(value: float) -> None:
    (row,) = readable([{"w": value}], ["w"])
    assert abs(float(str(row["w"])) - value) <= 0.0005 + 1e-9


def test_zero_has_no_minus_sign() -> None:
    assert str(Placed(-1e-9, 3)) == "0.000"


def test_a_missing_number_stays_missing() -> None:
    assert readable([{"low": None}, {"low": 1.5}], ["low"])[0] == {"at least": None}
