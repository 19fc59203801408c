"""CSV: one flat row per reading."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.export.formats import export
from kg.export.reading_rows import READING, columns_per_reading, csv_chunks, per_reading
from tests.profiles import examples

ABOUT = [
    {
        "target": "issue/a",
        "label": "A",
        "stance": "support",
        "reason": "says so",
        "coder_label": "First coder",
    },
    {
        "target": "issue/a",
        "label": "A",
        "stance": "oppose",
        "reason": "means it",
        "coder_label": "Second coder",
    },
]


def test_each_reading_has_its_row_and_its_coder() -> None:
    rows = list(per_reading([{"id": "s1", "coder_label": "Recorder", "about": ABOUT}]))
    assert [(r["id"], r["stance"], r["coder_label"], r["reading_coder_label"]) for r in rows] == [
        ("s1", "support", "Recorder", "First coder"),
        ("s1", "oppose", "Recorder", "Second coder"),
    ]


def test_a_statement_that_nobody_has_read_keeps_its_row() -> None:
    (row,) = per_reading([{"id": "s1", "about": []}])
    assert row["id"] == "s1" and all(row[column] is None for column in READING)


def test_every_column_has_a_name_of_its_own() -> None:
    columns = columns_per_reading(["id", "coder", "coder_label", "about", "embeds"])
    assert len(columns) == len(set(columns))


def test_lines_in_a_quote_stay_in_their_cell() -> None:
    text = "".join(csv_chunks(["id", "text"], [{"id": "s1", "text": 'two\nlines, "quoted"'}]))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["id", "text"], ["s1", 'two\nlines, "quoted"']]


@pytest.mark.skipif(not resources.bundled_graph().is_file(), reason="exports/graph.nt is not built")
def test_the_bundled_graph_gives_a_row_for_each_reading_and_each_statement_without_one(tmp_path: Any) -> None:
    from kg.questions.said import said
    from kg.store import open_store

    with open_store(resources.bundled_graph()) as store:
        expected = sum(max(1, len(row["about"])) for row in said(store).rows)
        export(store, "csv", tmp_path / "readings.csv")
    with (tmp_path / "readings.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file, strict=True))) == expected


@examples(2)
@given(st.lists(st.lists(st.text(st.sampled_from("a ,;\"\r\n'é="), max_size=5), min_size=2, max_size=2)))
def test_the_text_is_that_of_the_csv_module(cells: list[list[str]]) -> None:
    sheet = io.StringIO(newline="")
    csv.writer(sheet).writerows([["a", "b"], *cells])
    assert (
        "".join(csv_chunks(["a", "b"], [dict(zip("ab", row, strict=True)) for row in cells]))
        == sheet.getvalue()
    )
