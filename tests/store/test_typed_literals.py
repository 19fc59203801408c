from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import XSD
from kg.store.typed_literals import checks, expected

GOOD = {
    "date": ["2025-10-07", "2024-02-29", "2000-02-29", "-0044-03-15", "12025-01-01Z", "2025-01-01-14:00"],
    "dateTime": ["2025-10-07T09:30:00", "2025-10-07T24:00:00Z", "2025-10-07T09:30:00.123+02:00"],
    "dateTimeStamp": ["2025-10-07T09:30:00Z"],
    "time": ["09:30:00"],
    "gYear": ["2025", "-0001"],
    "gYearMonth": ["2025-12"],
    "gMonthDay": ["--02-29"],
    "boolean": ["true", "false", "1", "0"],
    "integer": ["007", "-1", "+1", "9" * 6000],
    "nonNegativeInteger": ["0", "-0", "9" * 6000],
    "byte": ["-128", "127"],
    "decimal": ["1", "1.", ".5", "-1.50"],
    "double": ["1e3", "INF", "-INF", "NaN", ".5E-2"],
    "duration": ["P1Y2M3DT4H5M6.7S", "PT1S", "-P1D"],
    "hexBinary": ["", "0aFF"],
}
BAD = {
    "date": [
        "2025-13-01",
        "2025-02-29",
        "1900-02-29",
        "2025-04-31",
        "2025-10-00",
        "2025-1-1",
        "25-01-01",
        "",
        " 2025-10-07",
        "2025-10-07\n",
        "٢٠٢٥-10-07",
    ],
    "dateTime": [
        "2025-10-07",
        "2025-10-07 09:30:00",
        "2025-10-07T24:00:01",
        "2025-10-07T09:60:00",
        "2025-02-30T00:00:00",
    ],
    "dateTimeStamp": ["2025-10-07T09:30:00"],
    "time": ["9:30", "25:00:00"],
    "gYear": ["25", "2025-10"],
    "gYearMonth": ["2025-13"],
    "gMonthDay": ["02-29"],
    "boolean": ["True", "yes", ""],
    "integer": ["1.0", "one", "", "1e3", "٣"],
    "nonNegativeInteger": ["-1", "-" + "9" * 6000],
    "byte": ["128", "-129", "9" * 6000],
    "decimal": ["1e3", ".", "INF", "1,5"],
    "double": ["inf", "1e", "+NaN"],
    "duration": ["P", "PT", "1Y"],
    "hexBinary": ["0"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in GOOD.items() for t in texts])
def test_valid_literals_are_accepted(name: str, text: str) -> None:
    assert checks()[XSD.base + name](text)


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in BAD.items() for t in texts])
def test_invalid_literals_are_rejected(name: str, text: str) -> None:
    assert not checks()[XSD.base + name](text)


@given(st.integers(1, 9999), st.integers(0, 14), st.integers(0, 33))
def test_a_date_is_valid_exactly_if_it_is_in_the_calendar(year: int, month: int, day: int) -> None:
    try:
        datetime.date(year, month, day)
        exists = True
    except ValueError:
        exists = False
    assert checks()[XSD.date](f"{year:04}-{month:02}-{day:02}") is exists


def test_a_message_shows_an_example_of_the_datatype() -> None:
    assert expected(XSD.base + "byte") == "xsd:byte"
    assert checks()[XSD.date](expected(XSD.date).split()[-1])
