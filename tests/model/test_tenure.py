"""Who held which office on a day: records combined, and what is known about a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.tenure import ORDER, Held, Known, Record, Tenure, held, offices, tenures
from tests.answers import reference, worlds
from tests.profiles import examples

START = date(2025, 1, 1)


def day(number: int | None) -> date | None:
    return None if number is None else START + timedelta(days=number)


def record(source: str = "s", **said: Any) -> Record:
    """A record of Ann's office as mayor; days are numbers."""
    days = {key: day(said.pop(key, None)) for key in ("since", "until", "attested")}
    return Record(**{"actor": "ann", "office": "mayor", "body": "town", "source": source, **said, **days})


def one(*records: Record) -> Tenure:
    """The only tenure of some records."""
    [found] = tenures(records)
    return found


def how(tenure: Tenure, first: int | None, last: int | None = None, source: str | None = None) -> str | None:
    """How an office was held on some days: how that is known, or that it was a past one."""
    found = held(tenure, day(first), day(first if last is None else last), source)
    if found is None:
        return None
    assert found.tenure is tenure
    assert found.former is (found.known is None)
    return "former" if found.known is None else found.known.value


def test_what_no_source_says_is_unknown() -> None:
    bare = Record("ann", "mayor", "town")
    assert (bare.source, bare.former, bare.since, bare.until, bare.attested) == (
        None,
        False,
        None,
        None,
        None,
    )
    assert bare.role == ""
    empty = Tenure("ann", "mayor", "town")
    assert (empty.since, empty.until, empty.first, empty.last, empty.over, empty.end) == (None,) * 6
    assert (empty.sources, empty.past_sources, empty.records) == (frozenset(), (), ())
    assert one(bare).sources == {""}
    assert held(empty, day(1), day(1), "s") is None


# -- what is known about a day ------------------------------------------------------------------------

DATED = one(record("other", since=10, until=20))


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        *((10, 10, "dated"), (20, 20, "dated"), (10, 20, "dated")),
        *((9, 9, None), (21, 21, None), (0, 9, None), (21, 30, None)),
        *((9, 10, "possible"), (20, 21, "possible"), (0, 30, "possible")),
    ],
)
def test_an_office_with_both_days_is_held_between_them(first: int, last: int, known: str | None) -> None:
    assert how(DATED, first, last) == known


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        (9, 9, None),
        (10, 10, "dated"),
        (11, 11, "open"),
        (10, 11, "open"),
        (9, 10, "possible"),
        (99, 99, "open"),
    ],
)
def test_an_office_that_has_begun_continues_while_no_end_is_known(
    first: int, last: int, known: str | None
) -> None:
    assert how(one(record("other", since=10)), first, last) == known


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [
        (20, 20, "dated"),
        (19, 19, "possible"),
        (19, 20, "possible"),
        (20, 21, "possible"),
        (21, 21, None),
        (0, 0, "possible"),
    ],
)
def test_an_office_with_only_a_known_end_may_have_been_held_before(
    first: int, last: int, known: str | None
) -> None:
    assert how(one(record("other", until=20)), first, last) == known


@pytest.mark.parametrize(
    ("first", "last", "known"),
    [(10, 10, "dated"), (9, 9, None), (11, 11, "open"), (9, 10, "possible"), (8, 9, None)],
)
def test_an_attested_office_continues_from_that_day(first: int, last: int, known: str | None) -> None:
    assert how(one(record("other", attested=10)), first, last) == known


@pytest.mark.parametrize(("first", "last"), [(9, 9), (0, 5), (11, 11), (9, 12)])
def test_the_office_that_the_source_gives_the_speaker_applies_to_the_words(first: int, last: int) -> None:
    assert how(one(record("s", attested=10)), first, last, "s") == "reported"


def test_a_date_outweighs_a_source() -> None:
    assert how(one(record("s", since=10, attested=15)), 9, 9, "s") is None
    assert how(one(record("s", until=10, attested=8)), 11, 11, "s") is None
    assert how(one(record("s", since=10, attested=15)), 10, 15, "s") == "dated"


def test_words_without_a_day_have_the_office_that_their_own_source_gives() -> None:
    tenure = one(record("s", attested=10))
    assert how(tenure, None, None, "s") == "reported"
    assert how(tenure, None, None, "other") is None
    assert how(tenure, None, None, None) is None


def test_half_a_date_counts_as_no_date() -> None:
    tenure = one(record("s", attested=10))
    assert held(tenure, day(10), None, "s") == Held(tenure, Known.REPORTED)
    assert held(tenure, None, day(10), "s") == Held(tenure, Known.REPORTED)
    assert held(tenure, day(10), None, "other") is None


# -- former ----------------------------------------------------------------------------------------

LEFT = tenures([record("march", attested=10), record("september", former=True, attested=30)])


def test_a_later_former_ends_an_open_office() -> None:
    [tenure] = LEFT
    assert (tenure.first, tenure.last, tenure.over, tenure.end, tenure.until) == (
        day(10),
        day(10),
        day(30),
        day(29),
        None,
    )
    assert tenure.past_sources == (("september", day(30)),)
    assert tenure.sources == {"march"}


@pytest.mark.parametrize(
    ("first", "last", "source", "known"),
    [
        *(
            (10, 10, None, "dated"),
            (29, 29, None, "open"),
            (30, 30, None, "former"),
            (31, 31, "march", "former"),
        ),
        *((29, 30, None, "possible"), (29, 29, "september", "former"), (20, 31, "september", "former")),
        *((10, 10, "september", "dated"), (9, 9, "september", "former"), (9, 9, None, None)),
        *(
            (29, 29, "march", "reported"),
            (None, None, "september", "former"),
            (None, None, "march", "reported"),
        ),
    ],
)
def test_an_office_that_ended_is_former_afterwards_and_in_the_source_that_says_so(
    first: int | None, last: int | None, source: str | None, known: str | None
) -> None:
    [tenure] = LEFT
    assert how(tenure, first, last, source) == known


def test_a_former_office_with_a_known_end_was_held_before_it() -> None:
    tenure = one(record("s", since=10, until=20, former=True, attested=30))
    assert (tenure.over, tenure.sources, tenure.past_sources) == (None, frozenset(), (("s", day(30)),))
    assert how(tenure, 15, 15, "s") == "dated"
    assert how(tenure, 19, 21, "s") == "possible"
    assert how(tenure, 21, 21, "s") == "former"
    assert how(tenure, 29, 29) is None
    assert how(tenure, 30, 30) == "former"


def test_a_former_office_with_a_beginning_ended_by_the_day_of_the_source() -> None:
    tenure = one(record("s", since=10, former=True, attested=30))
    assert (tenure.first, tenure.last, tenure.over) == (day(10), day(10), day(30))
    assert how(tenure, 29, 29) == "open"
    assert how(tenure, 29, 29, "s") == "former"
    assert how(tenure, 30, 30) == "former"


def test_a_former_office_without_dates_is_former_on_every_day() -> None:
    tenure = one(record("s", former=True, attested=30))
    assert (tenure.first, tenure.last, tenure.over, tenure.sources) == (None, None, day(30), frozenset())
    assert how(tenure, 10, 10) is None
    assert how(tenure, 10, 10, "s") == "former"
    assert how(tenure, 30, 30) == "former"
    assert how(tenure, 10, 40) is None


def test_former_in_an_undated_source_applies_to_its_own_words_only() -> None:
    tenure = one(record("s", former=True))
    assert tenure.past_sources == (("s", None),)
    assert how(tenure, 30, 30) is None
    assert how(tenure, 30, 30, "s") == "former"
    assert how(tenure, None, None, "s") == "former"


def test_a_former_of_the_same_day_as_an_attestation_closes_nothing() -> None:
    tenure = one(record("a", attested=10), record("b", former=True, attested=10))
    assert tenure.over is None
    assert how(tenure, 10, 10) == "dated"
    assert how(tenure, 11, 11) == "open"


def test_the_first_former_is_the_end() -> None:
    found = one(
        record("b", former=True, attested=30), record("a", since=1), record("c", former=True, attested=20)
    )
    assert (found.over, found.past_sources) == (day(20), (("c", day(20)), ("b", day(30))))


def test_a_former_closes_no_office_that_begins_later() -> None:
    later, past = sorted(
        tenures([record("a", since=40), record("b", former=True, attested=30)]), key=lambda t: t.since is None
    )
    assert (later.over, later.past_sources) == (None, ())
    assert (past.since, past.over) == (None, day(30))


def test_a_known_end_is_not_moved_by_a_former() -> None:
    found = one(record("a", since=1, until=10), record("b", former=True, attested=30))
    assert (found.until, found.over, found.end) == (day(10), None, day(10))
    assert found.past_sources == (("b", day(30)),)


def test_an_attestation_after_a_former_begins_a_second_period() -> None:
    records = [record("a", attested=10), record("b", former=True, attested=20), record("c", attested=30)]
    first, second = tenures(records)
    assert (first.first, first.over) == (day(10), day(20))
    assert (second.first, second.over, second.sources) == (day(30), None, {"c"})
    assert [how(first, 25), how(second, 25), how(second, 35)] == ["former", None, "open"]


def test_an_attestation_on_the_day_of_a_former_is_a_second_period() -> None:
    records = [record("a", attested=10), record("b", former=True, attested=20), record("c", attested=20)]
    assert [tenure.sources for tenure in tenures(records)] == [{"a"}, {"c"}]


# -- records combined --------------------------------------------------------------------------


def test_a_beginning_and_an_end_are_one_period_in_any_order() -> None:
    records = [record("a", since=1, attested=5), record("b", until=9, attested=20)]
    assert tenures(records) == tenures(records[::-1])
    found = one(*records)
    assert (found.since, found.until, found.first, found.last) == (day(1), day(9), day(1), day(9))
    assert found.sources == {"a", "b"}
    assert len(found.records) == 2


@pytest.mark.parametrize(("since", "until", "number"), [(9, 9, 1), (10, 9, 2), (8, 9, 1)])
def test_an_end_before_the_beginning_belongs_to_another_period(since: int, until: int, number: int) -> None:
    assert len(tenures([record("a", since=since), record("b", until=until)])) == number


@pytest.mark.parametrize(
    ("one_says", "other_says", "number"),
    [
        ({"since": 1, "until": 9}, {"since": 1}, 1),
        ({"since": 1, "until": 9}, {"until": 9}, 1),
        ({"since": 1, "until": 9}, {"since": 1, "until": 9}, 1),
        ({"since": 1}, {"since": 1}, 1),
        ({"until": 9}, {"until": 9}, 1),
        ({"since": 1, "until": 9}, {"since": 2}, 2),
        ({"since": 1, "until": 9}, {"until": 8}, 2),
        ({"since": 1, "until": 9}, {"since": 1, "until": 8}, 2),
        ({"since": 1, "until": 9}, {"since": 2, "until": 9}, 2),
        ({"since": 1}, {"since": 2}, 2),
        ({"until": 9}, {"until": 8}, 2),
        ({"since": 1, "until": 4}, {"since": 6, "until": 9}, 2),
    ],
)
def test_records_with_different_bounds_are_two_periods_or_a_contradiction(
    one_says: dict[str, int], other_says: dict[str, int], number: int
) -> None:
    assert len(tenures([record("a", **one_says), record("b", **other_says)])) == number
    assert len(tenures([record("b", **other_says), record("a", **one_says)])) == number


@pytest.mark.parametrize(("attested", "number"), [(0, 2), (1, 1), (5, 1), (9, 1), (10, 2)])
def test_a_source_within_a_period_attests_it(attested: int, number: int) -> None:
    found = tenures([record("a", since=1, until=9), record("b", attested=attested)])
    assert len(found) == number
    assert any(tenure.sources == {"a", "b"} for tenure in found) is (number == 1)


def test_attestations_extend_the_known_period() -> None:
    found = one(record("b", attested=7), record("a", attested=3), record("c", attested=5))
    assert (found.first, found.last, found.sources) == (day(3), day(7), {"a", "b", "c"})
    assert (found.since, found.until) == (None, None)


@pytest.mark.parametrize(("attested", "last"), [(5, 5), (1, 1), (0, 1), (9, 9)])
def test_an_open_period_lasts_at_least_to_the_day_of_its_source(attested: int, last: int) -> None:
    assert one(record("a", since=1, attested=attested)).last == day(last)


@pytest.mark.parametrize(("attested", "first"), [(5, 5), (9, 9), (10, 9)])
def test_a_period_with_an_end_is_known_from_the_day_of_its_source(attested: int, first: int) -> None:
    assert one(record("a", until=9, attested=attested)).first == day(first)


def test_a_former_office_is_not_attested_for_the_day_of_its_source() -> None:
    assert one(record("a", since=1, former=True, attested=9)).last == day(1)


def test_an_undated_source_attests_the_only_period() -> None:
    found = one(record("a", since=1, until=9), record("b"))
    assert (found.sources, found.first, found.last) == ({"a", "b"}, day(1), day(9))
    alone = one(record("b"))
    assert (alone.first, alone.last, alone.sources) == (None, None, {"b"})
    assert how(alone, 5, 5, "b") == "reported"
    assert how(alone, 5, 5) is None


def test_an_undated_source_does_not_choose_between_two_periods() -> None:
    found = tenures([record("a", since=1, until=4), record("a", since=6, until=9), record("b")])
    assert sorted(tuple(tenure.sources) for tenure in found) == [("a",), ("a",), ("b",)]


def test_a_second_period_ends_an_open_first_one() -> None:
    first, second = tenures([record("a", since=1, attested=3), record("b", since=6)])
    assert (first.over, first.end) == (day(6), day(5))
    assert (second.over, second.end) == (None, None)


def test_the_next_of_several_later_periods_ends_an_open_one() -> None:
    found = tenures([record("c", since=9), record("a", since=1), record("b", since=6)])
    assert [tenure.over for tenure in found] == [day(6), day(9), None]


@pytest.mark.parametrize(("attested", "over"), [(5, 6), (6, None), (7, None)])
def test_a_period_attested_into_another_is_not_ended_by_it(attested: int, over: int | None) -> None:
    first, *_ = tenures([record("a", since=1, attested=attested), record("b", since=6, until=9)])
    assert (first.since, first.over) == (day(1), day(over))


def test_offices_and_bodies_are_distinguished_and_sorted() -> None:
    records = [
        record("a", actor="bob", attested=1),
        record("a", office="clerk", attested=1),
        record("a", body="vale", attested=1),
        record("a", office=None, attested=1),
        record("a", body=None, attested=1),
        record("a", attested=1),
    ]
    found = [(tenure.actor, tenure.body, tenure.office) for tenure in tenures(records)]
    assert found == [
        ("ann", None, "mayor"),
        ("ann", "town", None),
        ("ann", "town", "clerk"),
        ("ann", "town", "mayor"),
        ("ann", "vale", "mayor"),
        ("bob", "town", "mayor"),
    ]


def test_periods_in_one_office_are_sorted_oldest_first() -> None:
    found = tenures([record("c", since=20), record("b", until=9), record("a", former=True, attested=3)])
    assert [(tenure.since, tenure.until, tenure.over) for tenure in found] == [
        (None, None, day(3)),
        (None, day(9), None),
        (day(20), None, None),
    ]


def test_attestations_count_in_order_of_their_days_not_of_their_ids() -> None:
    records = [
        record("a", attested=10, role="z"),
        record("b", former=True, attested=20, role="m"),
        record("c", attested=30, role="a"),
    ]
    assert [tenure.first for tenure in tenures(records)] == [day(10), day(30)]


def test_formers_count_in_order_of_their_days_not_of_their_ids() -> None:
    begun, early, late = (
        record("a", since=1, role="m"),
        record("b", former=True, attested=20, role="z"),
        record("c", former=True, attested=30, role="a"),
    )
    assert one(begun, early, late).over == day(20)
    assert one(record("d", former=True, role="a"), early).past_sources == (("b", day(20)), ("d", None))


def test_formers_of_one_day_are_sorted_by_source() -> None:
    found = one(*(record(source, former=True, attested=9, role="x") for source in "fbdaecg"))
    assert [source for source, _ in found.past_sources] == list("abcdefg")


def test_periods_with_one_beginning_are_sorted_by_end() -> None:
    found = tenures(
        [record("a", since=1, until=9), record("b", since=1, until=5), record("c", since=1, until=7)]
    )
    assert [tenure.until for tenure in found] == [day(5), day(7), day(9)]


def test_an_undated_source_attests_what_another_has_dated() -> None:
    assert one(record("b", role="a"), record("a", attested=5, role="z")).sources == {"a", "b"}


def test_records_without_a_source_have_none() -> None:
    assert one(Record("ann", "mayor", "town", since=day(1))).sources == {""}
    assert one(Record("ann", "mayor", "town", former=True)).past_sources == (("", None),)


def test_tenures_do_not_depend_on_ids_of_records() -> None:
    assert one(record("a", since=1, role="x")) == one(record("a", since=1, role="y"))


def test_the_same_record_twice_is_one() -> None:
    assert len(one(record("a", attested=1), record("a", attested=1)).records) == 1


# -- all offices of an actor -----------------------------------------------------------------------


def test_the_most_certain_office_comes_first_and_past_ones_last() -> None:
    records = [
        record("other", office="past", since=1, until=2, former=True, attested=3),
        record("other", office="possible", since=11),
        record("other", office="open", since=1),
        record("s", office="reported", attested=30),
        record("other", office="dated", since=1, until=20),
    ]
    found = offices(tenures(records), day(10), day(12), "s")
    assert [(one.tenure.office, one.known) for one in found] == [
        ("dated", Known.DATED),
        ("reported", Known.REPORTED),
        ("open", Known.OPEN),
        ("possible", Known.POSSIBLE),
        ("past", None),
    ]
    assert [known.value for known in ORDER] == ["dated", "reported", "open", "possible"]


def test_equally_certain_offices_are_sorted_by_name() -> None:
    records = [
        *(record("a", office=office, since=1) for office in ("mayor", "clerk")),
        record("a", body="vale", since=1),
        *(
            record("a", office=office, body=body, since=1)
            for office, body in ((None, "town"), ("mayor", None))
        ),
    ]
    found = offices(tenures(records), day(5), day(5))
    assert [(one.tenure.office, one.tenure.body) for one in found] == [
        (None, "town"),
        ("clerk", "town"),
        ("mayor", None),
        ("mayor", "town"),
        ("mayor", "vale"),
    ]


def test_an_office_that_is_held_again_is_not_listed_as_a_past_one() -> None:
    records = [record("a", since=1, until=4, former=True, attested=5), record("a", since=6)]
    assert [one.known for one in offices(tenures(records), day(9), day(9))] == [Known.OPEN]
    assert [one.former for one in offices(tenures(records), day(5), day(5))] == [True]


def test_who_holds_no_office_has_none() -> None:
    assert offices([], day(1), day(1)) == []
    assert offices(tenures([record("a", since=10)]), day(1), day(1)) == []


# -- compared with the simplest way ----------------------------------------------------------------------


@st.composite
def told(draw: st.DrawFn) -> tuple[worlds.Source, ...]:
    """Sources about Ann's period, or periods, as warden of the cabinet."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        published = draw(st.none() | st.integers(0, 9))
        since, until = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
        shape = draw(st.sampled_from(("none", "none", "since", "until", "both")))
        if published is None and shape == "none":
            shape = "since"
        role = worlds.Role(
            *("ann", "warden", "gov", draw(st.booleans())),
            since=since if shape in ("since", "both") else None,
            until=until if shape in ("until", "both") else None,
        )
        found.append(worlds.Source(None if published is None else (published, published), roles=(role,)))
    return tuple(found)


@examples(10)
@given(sources=told())
def test_on_every_day_an_office_is_held_as_the_rules_say(sources: tuple[worlds.Source, ...]) -> None:
    world = worlds.World(sources)
    records = [
        Record(
            *("ann", "warden", "gov", str(number), role.former),
            since=day(role.since),
            until=day(role.until),
            attested=None if source.published is None else day(source.published[1]),
        )
        for number, source in enumerate(sources)
        for role in source.roles
    ]
    made = tenures(records)
    views = [None, *((first, first + length) for first in range(-1, 11) for length in (0, 2))]
    for number in (*range(len(sources)), 99):
        for days in views:
            bounds = (None, None) if days is None else (day(days[0]), day(days[1]))
            found = [one.known for one in offices(made, *bounds, str(number))]
            expected = [
                None if words.startswith("former") else how
                for words, how in reference.ways(world, "ann", days, number)
            ]
            assert [None if known is None else known.value for known in found] == expected
