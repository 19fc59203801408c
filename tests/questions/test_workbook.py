"""What the cells of a workbook hold, and what a workbook refuses to hold."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OutputError
from kg.questions import workbook
from kg.questions.answer import Answer
from kg.questions.query import query
from kg.store import open_store
from kg.wording.safe_text import harmless
from tests.profiles import examples

#: Text that a spreadsheet, XML or XlsxWriter might take for something else.
HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=1}", "'=1", "1", "1e9", "TRUE"),
    *(
        "<r><t>x</t></r>",
        "<r></r>",
        "<r>&amp;</r>",
        "]]>",
        "&#0;",
        "_x000D_",
        "_x0041_",
        "http://",
        "mailto:a@b",
    ),
    *("internal:About!A1", "external:c:\\a.exe", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.org/"),
    *("\x00\x1b[31m", "a\rb\nc\td", "\u202egnp", "\ufffe\uffff", "\ud800", " leading", "😀" * 10),
]


def answer(columns: list[str], rows: list[list[Any]], **more: Any) -> Answer[dict[str, Any]]:
    made = [dict(zip(columns, row, strict=True)) for row in rows]
    return Answer("query", tuple(columns), made, 9, "triples", (), (), **more)


def written(path: Path, found: Answer[Any]) -> Any:
    return openpyxl.load_workbook(found.xlsx(path))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parts")


@given(
    values=st.lists(
        st.one_of(
            st.sampled_from(HOSTILE),
            st.text(max_size=40),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.none(),
            st.lists(st.text(max_size=9), max_size=3),
        ),
        min_size=1,
        max_size=8,
    )
)
@examples(1)
def test_a_value_is_the_cell_that_is_read_back_and_no_cell_is_a_formula(
    values: list[Any], folder: Path
) -> None:
    made = io.BytesIO()
    workbook.write(made, answer([f"c{n}" for n in range(len(values))], [values]), None, folder)
    book = openpyxl.load_workbook(made)
    with zipfile.ZipFile(made) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name), name
    cells = list(book["query"].iter_rows(min_row=2))
    for value, cell in zip(values, cells[0] if cells else [], strict=False):
        kept = cell.value
        if isinstance(value, str | list):
            text = " | ".join(value) if isinstance(value, list) else value
            text = harmless(text)
            assert cell.data_type in ("s", "inlineStr", "n") and (kept is None) == (text == "")
            assert kept is None or _plain(kept) == _plain(text)
        elif isinstance(value, bool):
            assert kept is value and cell.data_type == "b"
        elif value is not None and abs(value) <= 2**53:
            assert kept == pytest.approx(value, rel=1e-15) and cell.data_type == "n"
        elif value is not None:
            assert str(kept) == str(value) or kept == pytest.approx(value, rel=1e-15)


def _plain(text: str) -> str:
    """As openpyxl and XML give it back: escapes of control characters, and one kind of line end."""
    from openpyxl.utils.escape import unescape

    return unescape(unescape(text)).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    "text, cell",
    [
        ("2025-10-07", datetime(2025, 10, 7)),
        ("1900-03-01", datetime(1900, 3, 1)),
        ("9999-12-31", datetime(9999, 12, 31)),
        *(
            (text, text)
            for text in ("1900-02-28", "1899-12-31", "0001-01-01", "2025", "2025-10", "2025-13-40")
        ),
        *((text, text) for text in ("2025-10-01 to 2025-10-07", "2025-10-07T12:00:00Z", "٢٠٢٥-10-07")),
    ],
)
def test_a_day_is_a_date_and_everything_else_is_text(text: str, cell: object, tmp_path: Path) -> None:
    book = written(tmp_path / "x.xlsx", answer(["day", "text"], [[text, text]], days=("day",)))
    assert [each.value for each in book["query"][2]] == [cell, text]
    assert book["query"]["A2"].number_format in ("yyyy-mm-dd", "@")


def test_a_web_address_is_a_link_and_an_identifier_of_the_graph_is_not(tmp_path: Path) -> None:
    address = "https://example.org/a?b=1&c=%20#d"
    others = ["https://w3id.org/wsw/id/person/ann", "javascript:alert(1)", "http:evil", "ftp://a.org/b"]
    book = written(tmp_path / "x.xlsx", answer(["a"], [[address], *([other] for other in others)]))
    links = [cell.hyperlink for (cell,) in book["query"].iter_rows(min_row=2)]
    assert f"{links[0].target}#{links[0].location}" == address
    assert links[1:] == [None] * len(others)
    assert [cell.value for (cell,) in book["query"].iter_rows(min_row=2)] == [address, *others]


def test_addresses_beyond_the_most_links_are_text_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_LINKS", 2)
    rows = [[f"https://example.org/{n}"] for n in range(5)]
    book = written(tmp_path / "x.xlsx", answer(["a"], rows))
    assert sum(cell.hyperlink is not None for (cell,) in book["query"].iter_rows()) == 2
    assert [cell.value for (cell,) in book["query"].iter_rows(min_row=2)] == [row[0] for row in rows]
    assert "3 addresses are not links: a sheet has at most 2." in [cell.value for cell in book["About"]["B"]]


def test_the_header_is_frozen_and_filtered_and_columns_have_widths(tmp_path: Path) -> None:
    rows = [["a" * 300, 1], ["b", 2]]
    sheet = written(tmp_path / "x.xlsx", answer(["text", "n"], rows))["query"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert 50 < sheet.column_dimensions["A"].width < 70 and sheet["A2"].alignment.wrap_text


def test_lists_of_mappings_and_long_lists_have_sheets_of_their_own(tmp_path: Path) -> None:
    about = [{"label": "A toll", "stance": "oppose"}, {"label": "A bridge", "stance": None}]
    long = ["x" * 40] * 1000
    rows: list[list[Any]] = [["s1", about, long], ["s2", [], []]]
    book = written(tmp_path / "x.xlsx", answer(["id", "about", "evidence"], rows))
    assert [cell.value for cell in book["query"][2]] == ["s1", "A toll: oppose; A bridge", "1,000 items"]
    assert list(book["readings"].values) == [
        ("row", "id", "label", "stance"),
        (2, "s1", "A toll", "oppose"),
        (2, "s1", "A bridge", None),
    ]
    assert len(list(book["evidence"].values)) == 1001


@pytest.mark.parametrize("what", ["text", "rows", "columns"])
def test_what_a_workbook_cannot_hold_is_an_error_that_names_csv(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 3)
    found = {
        "text": answer(["a"], [["😀" * 16_384]]),
        "rows": answer(["a"], [["x"]] * 3),
        "columns": answer(["a", "b", "c", "d"], []),
    }[what]
    (tmp_path / "x.xlsx").write_text("old")
    with pytest.raises(OutputError, match="-f csv"):
        found.xlsx(tmp_path / "x.xlsx")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_the_longest_text_is_kept_whole(tmp_path: Path) -> None:
    text = "x" * 32_765 + "😀"
    assert written(tmp_path / "x.xlsx", answer(["a"], [[text]]))["query"]["A2"].value == text


def test_what_was_asked_may_be_longer_than_a_cell(tmp_path: Path) -> None:
    with open_store() as store:
        found = query(store, f"SELECT ?s {{ ?s ?p {'<urn:x' + 'y' * 40_000}> }}")
        about = written(tmp_path / "x.xlsx", found)["About"]
    assert "".join(row[1] for row in about.values if row[0] == "SPARQL") == found.sparql[0]


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path) -> None:
    found = answer(["a", "u"], [["x", "https://example.org/"]])
    assert found.xlsx(tmp_path / "a.xlsx").read_bytes() == found.xlsx(tmp_path / "b.xlsx").read_bytes()
