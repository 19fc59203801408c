"""The table of tenures says of many readings what the one rule says of each."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kg.model.tenure import Record, held, tenures
from kg.networks.tenure_table import known, records, tabulated

FIRST = date(2025, 1, 1)
days = st.one_of(st.none(), st.integers(0, 12).map(lambda number: FIRST + timedelta(days=number)))
sources = st.sampled_from(["urn:gazette", "urn:herald", "urn:mirror"])


@st.composite
def told(draw: st.DrawFn) -> Record:
    """What a source says of one of two offices; a beginning after an end is left to the sheets' check."""
    since, until = draw(days), draw(days)
    if since is not None and until is not None and since > until:
        since, until = until, since
    return Record(
        actor="urn:ann",
        office=draw(st.sampled_from(["urn:minister", None])),
        body="urn:gov",
        source=draw(sources),
        former=draw(st.booleans()),
        since=since,
        until=until,
        attested=draw(days),
        role=f"urn:role:{draw(st.integers(0, 9))}",
    )


@st.composite
def spoken(draw: st.DrawFn) -> tuple[date | None, date | None, str]:
    """Days on which something counts, or none, and the source."""
    day = draw(days)
    return day, None if day is None else day + timedelta(days=draw(st.integers(0, 4))), draw(sources)


@given(st.lists(told(), max_size=6), st.lists(spoken(), min_size=1, max_size=6))
def test_the_table_says_what_the_rule_says(
    said: list[Record], readings: list[tuple[date | None, date | None, str]]
) -> None:
    found = tenures(said)
    frame = pd.DataFrame(readings, columns=["earliest", "latest", "source"], dtype=object)
    for name in ("earliest", "latest"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    pairs = frame.merge(tabulated(found), how="cross")
    rule = [held(tenure, *reading) for reading in readings for tenure in found]
    assert known(pairs).tolist() == [None if one is None else one.known for one in rule]


def test_a_row_of_an_office_is_a_record() -> None:
    row = {
        "role": "urn:role",
        "actor": "urn:ann",
        "office": "urn:minister",
        "body": "urn:gov",
        "former": "true",
        "attested": "2025-03-04",
        "begin": "2024-01-01",
        "end": None,
        "source": "urn:gazette",
    }
    assert list(records(pd.DataFrame([row]))) == [
        Record(
            actor="urn:ann",
            office="urn:minister",
            body="urn:gov",
            source="urn:gazette",
            former=True,
            since=date(2024, 1, 1),
            attested=date(2025, 3, 4),
            role="urn:role",
        )
    ]
