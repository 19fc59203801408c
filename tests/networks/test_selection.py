"""Which readings a network is made of: names, time, properties."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import AmbiguousName, QuestionError, UnknownName
from kg.model.days import fits
from kg.networks.reading_table import Readings, table
from kg.networks.selection import Selection, in_time, select
from kg.store import Store

WORLD = """
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann Berg" .
person:bo a wsw:Person, wsw:Actor ; rdfs:label "Bo Berg" .
issue:river a wsw:Topic, wsw:Issue, skos:Concept ; rdfs:label "The river" .
issue:toll a wsw:Proposal, wsw:Issue, skos:Concept ; rdfs:label "A toll" ;
  skos:broaderTransitive issue:river ;
  skos:broader issue:river .
issue:trust a wsw:Condition, wsw:Issue, skos:Concept ; rdfs:label "Trust" .
source:one a wsw:Source ; rdfs:label "Gazette" .
source:two a wsw:Source ; rdfs:label "Herald" .
statement:s1 a wsw:Statement, wsw:Record ; wsw:speaker person:ann ; wsw:reportedIn source:one ;
  wsw:earliest "2025-01-30"^^xsd:date ; wsw:latest "2025-02-02"^^xsd:date .
statement:s2 a wsw:Statement, wsw:Record ; wsw:speaker person:bo ; wsw:reportedIn source:two .
statement:s3 a wsw:Statement, wsw:Record ; wsw:speaker person:bo ; wsw:reportedIn source:two ;
  wsw:earliest "2025-03-31"^^xsd:date ; wsw:latest "2025-03-31"^^xsd:date .
reading:r1 a wsw:Reading ; wsw:readingOf statement:s1 ; wsw:target issue:toll ; wsw:stance stance:support .
reading:r2 a wsw:Reading ; wsw:readingOf statement:s1 ; wsw:target issue:trust ;
  wsw:evaluation evaluation:mixed .
reading:r3 a wsw:Reading ; wsw:readingOf statement:s2 ; wsw:target issue:toll ; wsw:stance stance:mixed .
reading:r4 a wsw:Reading ; wsw:readingOf statement:s3 ; wsw:target issue:river ; wsw:stance stance:oppose .
"""


def chosen(store: Store, **selection: object) -> list[str]:
    frame = select(store, Selection(**selection)).frame  # type: ignore[arg-type]
    return [iri.rsplit("/", 1)[-1] for iri in frame["reading"]]


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        ({}, ["r1", "r2", "r3", "r4"]),
        ({"by": ["ann berg"]}, ["r1", "r2"]),
        ({"by": ["Ann", "Bo"]}, ["r1", "r2", "r3", "r4"]),
        ({"about": ["A toll"]}, ["r1", "r3"]),
        ({"about": ["The river"]}, ["r1", "r3", "r4"]),
        ({"about": ["Trust", "A toll"]}, ["r1", "r2", "r3"]),
        ({"source": ["Herald"]}, ["r3", "r4"]),
        ({"stance": ["support"]}, ["r1"]),
        ({"stance": ["mixed"]}, ["r2", "r3"]),
        ({"stance": ["support", "oppose"]}, ["r1", "r4"]),
        ({"by": ["Bo"], "about": ["A toll"], "stance": ["support"]}, []),
        ({"include": ["stance=mixed"]}, ["r2", "r3"]),
        ({"include": ["stance=mixed", "actor=Bo"]}, ["r3"]),
        ({"exclude": ["stance=mixed", "actor=Ann"]}, ["r4"]),
        ({"include": ["stance=mixed"], "exclude": ["actor=Ann"]}, ["r3"]),
    ],
)
def test_what_fits_is_taken(
    store_of: Callable[[str], Store], selection: dict[str, object], left: list[str]
) -> None:
    """Several names mean any of them, different options all of them; a topic takes narrower issues in."""
    assert chosen(store_of(WORLD), **selection) == left


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        ({"since": "2025"}, ["r1", "r2", "r4"]),
        ({"since": "2025-02-02"}, ["r1", "r2", "r4"]),
        ({"since": "2025-02-03"}, ["r4"]),
        ({"until": "2025-01-30"}, ["r1", "r2"]),
        ({"until": "2025-01-29"}, []),
        ({"until": "2025-03"}, ["r1", "r2", "r4"]),
        ({"since": "2025-02", "until": "2025-02"}, ["r1", "r2"]),
        ({"since": "2025-03-31", "until": "2025-03-31"}, ["r4"]),
    ],
)
def test_what_can_have_been_said_then_is_taken(
    store_of: Callable[[str], Store], selection: dict[str, str], left: list[str]
) -> None:
    """A range of days fits where one of its days does; the undated statement never does."""
    assert chosen(store_of(WORLD), **selection) == left


def test_undated_readings_that_are_left_out_are_counted(store_of: Callable[[str], Store]) -> None:
    store = store_of(WORLD)
    assert [note.split()[0] for note in select(store, Selection(since="2020")).notes] == ["1"]
    assert select(store, Selection()).notes == ()


REPORTED = WORLD + 'source:two wsw:earliest "2025-03-04"^^xsd:date ; wsw:latest "2025-03-04"^^xsd:date .'


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        ({"since": "2025-03-04", "until": "2025-03-04"}, ["r3"]),
        ({"since": "2025-03"}, ["r3", "r4"]),
        ({"dates": "stated"}, ["r1", "r2", "r4"]),
        ({"since": "2025-03", "dates": "stated"}, ["r4"]),
    ],
)
def test_what_bears_no_date_counts_as_of_the_publication_unless_only_stated_dates_are_asked_for(
    store_of: Callable[[str], Store], selection: dict[str, str], left: list[str]
) -> None:
    assert chosen(store_of(REPORTED), **selection) == left


def test_the_number_that_counts_by_publication_is_noted(store_of: Callable[[str], Store]) -> None:
    """Where a time is asked for; and how many are left out where only stated dates are."""
    store = store_of(REPORTED)
    assert select(store, Selection(since="2025-03")).notes == (
        "1 of 2 readings counts as of the publication of its source (--dates stated leaves it out).",
    )
    assert select(store, Selection(dates="stated")).notes == (
        "1 of 4 readings is left out by --dates stated: the source gives no date for what was said.",
    )


typed = st.one_of(st.none(), st.sampled_from(["2025-01-10", "2025-01-20", "2025-01-31", "2025-02-10"]))
stretches = st.one_of(st.none(), st.tuples(st.integers(0, 60), st.integers(0, 20)))


@given(said=st.lists(stretches, max_size=8), since=typed, until=typed)
def test_what_fits_a_time_is_what_fits_it_everywhere(
    said: list[tuple[int, int] | None], since: str | None, until: str | None
) -> None:
    """The readings of a network as the one rule has it for each."""
    first = date(2025, 1, 1)
    days = [
        (None, None) if one is None else tuple(first + timedelta(days=n) for n in (one[0], sum(one)))
        for one in said
    ]
    frame = table([{"actor": "urn:a", "target": "urn:t", "earliest": a, "latest": b} for a, b in days])
    left = in_time(Readings(frame), since, until).frame["reading"].tolist()
    bounds = [None if day is None else date.fromisoformat(day) for day in (since, until)]
    assert left == [f"urn:reading:{n}" for n, (a, b) in enumerate(days) if fits(a, b, *bounds)]


@pytest.mark.parametrize(
    ("selection", "notes"),
    [
        ({"include": ["actor=Bo"]}, ["2 of 4 readings are left out by --include actor=Bo."]),
        ({"exclude": ["stance=support"]}, ["1 of 4 readings is left out by --exclude stance=support."]),
        (
            {"exclude": ["source=Gazette"], "by": ["Ann"]},
            ["2 of 2 readings are left out by --exclude source=Gazette."],
        ),
        (
            {"about": ["Trust"], "include": ["actor=Bo"]},
            ["1 of 1 reading is left out by --include actor=Bo."],
        ),
        ({"exclude": ["issue-kind=country"]}, []),
    ],
)
def test_each_condition_says_how_many_readings_it_leaves_out(
    store_of: Callable[[str], Store], selection: dict[str, list[str]], notes: list[str]
) -> None:
    """And nothing where it leaves none out."""
    world = WORLD + 'country:east a wsw:Country, wsw:Actor ; rdfs:label "East" .'
    assert list(select(store_of(world), Selection(**selection)).notes) == notes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("selection", "note"),
    [
        ({"since": "2025-02"}, "2 readings may be outside the period: their days extend beyond it."),
        ({"until": "2025-02-01"}, "2 readings may be outside the period: their days extend beyond it."),
        (
            {"since": "2025-02", "exclude": ["stance=mixed"]},
            "1 reading may be outside the period: its days extend beyond it.",
        ),
    ],
)
def test_readings_that_may_be_outside_the_period_are_noted(
    store_of: Callable[[str], Store], selection: dict[str, object], note: str
) -> None:
    """Of those that are left in the end."""
    assert note in select(store_of(WORLD), Selection(**selection)).notes  # type: ignore[arg-type]


def test_there_is_no_note_if_all_days_are_in_the_period(store_of: Callable[[str], Store]) -> None:
    notes = select(store_of(WORLD), Selection(since="2025-01-30", until="2025-03")).notes
    assert not any("outside" in note for note in notes)


def test_rows_are_numbered_from_0(store_of: Callable[[str], Store]) -> None:
    selection = Selection(since="2025-03", exclude=["stance=support"])
    assert select(store_of(WORLD), selection).frame.index.tolist() == [0]


@pytest.mark.parametrize(
    ("selection", "error"),
    [
        ({"by": ["Berg"]}, AmbiguousName),
        ({"by": ["Nobody"]}, UnknownName),
        ({"about": ["Gazette"]}, UnknownName),
        ({"source": ["Ann"]}, UnknownName),
        ({"stance": ["agree"]}, QuestionError),
        ({"since": "last year"}, QuestionError),
        ({"until": "2025-02-30"}, QuestionError),
        ({"since": "2025-03", "until": "2025-02"}, QuestionError),
        ({"dates": "published"}, QuestionError),
        ({"include": ["stance"]}, QuestionError),
        ({"exclude": ["stance=suport"]}, QuestionError),
    ],
)
def test_what_is_not_there_is_refused(
    store_of: Callable[[str], Store], selection: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        chosen(store_of(WORLD), **selection)


def test_a_selection_is_described_in_words() -> None:
    words = Selection(by=["Ann", "Bo"], until="2025-03", exclude=["stance=mixed"]).words()
    assert words == "by: Ann or Bo, exclude: stance=mixed, until: 2025-03"
    assert Selection().words() == ""
