"""Affiliation: only what is known about the time of speaking counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import pytest

from kg.namespaces import DATA
from kg.networks.affiliation import Affiliations, affiliated
from kg.networks.fetch import fetch
from kg.networks.reading_table import Background, Readings, table
from kg.store import Store

BODIES = pd.DataFrame(
    [
        ("urn:gov", "#Government", "urn:land"),
        ("urn:other-gov", "#Government", None),
        ("urn:reds", "#Party", None),
        ("urn:reds", "#Organization", None),
        ("urn:union", "#Organization", None),
        ("urn:land", "#Country", None),
    ],
    columns=["body", "class", "country"],
)

COLUMNS = ["role", "actor", "office", "body", "former", "attested", "begin", "end", "source"]


def role(body: str, **more: Any) -> dict[str, Any]:
    return {"role": f"urn:role-of-{body}", "actor": "urn:ann", "body": body, "source": "urn:gazette", **more}


def stand(
    roles: Sequence[dict[str, Any]],
    whose: str = "organization",
    affiliation: str = "reported",
    behalf: dict[str, tuple[str, ...]] | None = None,
    **reading: Any,
) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Actor and basis of a reading by Ann, reported by the Gazette and said on 2025-03-10, with the notes."""
    held = Affiliations(pd.DataFrame(list(roles), columns=COLUMNS), BODIES)
    day = {"earliest": "2025-03-10", "latest": "2025-03-10"}
    row = {
        "actor": "urn:ann",
        "target": "urn:t",
        "source": "urn:gazette",
        "statement": "urn:s",
        **day,
        **reading,
    }
    readings = Readings(table([row]), Background(affiliations=held, behalf=behalf or {}))
    found = affiliated(readings, whose, affiliation)
    return list(zip(found.frame["actor"], found.frame["basis"], strict=True)), found.notes


OLD = {"attested": "2025-03-01", "source": "urn:herald"}
DURING = {"begin": "2025-01-01", "end": "2025-12-31", "source": "urn:herald"}


def test_speakers_count_for_themselves() -> None:
    assert stand([role("urn:reds")], "speaker") == ([("urn:ann", "speaker")], ())


def test_the_statement_takes_precedence_over_its_source() -> None:
    """Coded on behalf of the union, reported by the same source as a Red, dated as of the government."""
    roles = [role("urn:reds"), role("urn:gov", **DURING)]
    assert stand(roles, behalf={"urn:s": ("urn:union",)})[0] == [("urn:union", "coded")]


def test_the_source_takes_precedence_over_other_sources() -> None:
    assert stand([role("urn:reds"), role("urn:gov", **DURING)])[0] == [("urn:reds", "reported")]


def test_other_sources_are_used_if_nothing_else_is_known() -> None:
    assert stand([role("urn:gov", **DURING)])[0] == [("urn:gov", "dated")]


def test_a_reported_office_is_not_enough_where_dates_are_asked_for() -> None:
    assert stand([role("urn:reds")], affiliation="dated")[0] == []
    assert stand([role("urn:reds"), role("urn:gov", **DURING)], affiliation="dated")[0] == [
        ("urn:gov", "dated")
    ]


def test_a_dated_office_of_the_source_itself_is_dated() -> None:
    roles = [role("urn:reds", begin="2025-01-01", end="2025-12-31")]
    assert stand(roles, affiliation="dated")[0] == [("urn:reds", "dated")]


def test_who_belongs_to_several_is_left_out_with_a_note() -> None:
    found, notes = stand([role("urn:reds"), role("urn:union")])
    assert found == []
    assert len(notes) == 1
    assert notes[0].startswith("1 of 1 ")
    assert "more than one" in notes[0]
    assert "urn:ann" in notes[0]


def test_two_offices_in_one_body_are_one_body() -> None:
    """A minister who also leads the same government counts for it once."""
    assert stand([role("urn:gov"), role("urn:gov", attested="2025-03-01")])[0] == [("urn:gov", "reported")]


def test_of_several_bodies_the_wanted_kind_counts() -> None:
    roles = [role("urn:reds"), role("urn:union"), role("urn:gov")]
    assert stand(roles, "party")[0] == [("urn:reds", "reported")]
    assert stand(roles, "government")[0] == [("urn:gov", "reported")]


def test_nobody_is_guessed_where_nothing_is_known() -> None:
    found, notes = stand([])
    assert found == []
    assert "is unknown" in notes[0]


@pytest.mark.parametrize(
    ("held", "known"),
    [
        ({"begin": "2025-03-10", "end": "2025-03-10"}, "dated"),
        ({"begin": "2025-03-11", "end": "2025-12-31"}, None),
        ({"begin": "2025-01-01", "end": "2025-03-09"}, None),
        ({"begin": "2025-01-01", "attested": "2025-03-10"}, "dated"),
        ({"begin": "2025-01-01", "attested": "2025-03-09"}, "open"),
        ({"attested": "2025-03-01", "end": "2025-04-01"}, "dated"),
        ({"attested": "2025-03-10"}, "dated"),
        ({"attested": "2025-03-01"}, "open"),
        ({"attested": "2025-03-11"}, None),
        ({"begin": "2025-01-01"}, "open"),
        ({"end": "2025-12-31"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("affiliation", ["reported", "dated"])
def test_an_office_counts_for_the_days_that_it_is_known_for(
    held: dict[str, str], known: str | None, affiliation: str
) -> None:
    """From its beginning, or a day that attests it, to its end; where no end is known it is open."""
    found = stand([role("urn:gov", source="urn:herald", **held)], affiliation=affiliation)[0]
    wanted = known if known == "dated" or affiliation == "reported" else None
    assert found == ([] if wanted is None else [("urn:gov", wanted)])


def test_an_open_office_of_another_source_goes_after_a_dated_one() -> None:
    roles = [role("urn:reds", source="urn:mirror", attested="2025-03-01"), role("urn:gov", **DURING)]
    assert stand(roles)[0] == [("urn:gov", "dated")]


def test_two_open_offices_leave_it_open_for_which_body_somebody_spoke() -> None:
    roles = [role(body, source="urn:mirror", attested="2025-03-01") for body in ("urn:reds", "urn:gov")]
    found, notes = stand(roles)
    assert found == [] and "more than one" in notes[0]


def test_a_later_report_of_a_former_office_ends_it_from_any_sheet() -> None:
    """Attested in January, former in March: not held on 10 March, and held in February."""
    roles = [
        role("urn:gov", attested="2025-01-05", source="urn:herald"),
        role("urn:gov", attested="2025-03-05", source="urn:mirror", former=True),
    ]
    assert stand(roles)[0] == []
    assert stand(roles, earliest="2025-02-01", latest="2025-02-01")[0] == [("urn:gov", "open")]


def test_the_number_that_depends_on_an_office_without_an_end_is_noted() -> None:
    (note,) = stand([role("urn:gov", begin="2025-01-01", source="urn:herald")])[1]
    assert note == (
        "For 1 reading the organization is given by an earlier office without a known end; "
        "--affiliation dated leaves this out."
    )


def test_an_office_has_to_last_over_every_day_of_the_statement() -> None:
    roles = [role("urn:gov", begin="2025-03-01", end="2025-03-15", source="urn:herald")]
    assert stand(roles, earliest="2025-03-01", latest="2025-03-15")[0]
    assert not stand(roles, earliest="2025-02-28", latest="2025-03-15")[0]
    assert not stand(roles, earliest="2025-03-01", latest="2025-03-16")[0]


def test_a_former_office_is_not_reported_of_a_speaker() -> None:
    assert stand([role("urn:gov", former=True)])[0] == []


def test_a_former_office_counts_while_it_lasted() -> None:
    """Held from January to December, and former in the source that tells of it later."""
    assert stand([role("urn:gov", **DURING, former=True)])[0] == [("urn:gov", "dated")]
    assert stand([role("urn:gov", **OLD, former=True)])[0] == []


def test_a_former_office_does_not_count_on_the_day_that_attests_it() -> None:
    """A former minister on 10 March was none on 10 March."""
    assert stand([role("urn:gov", attested="2025-03-10", former=True)])[0] == []


def test_an_undated_statement_has_no_dated_affiliation() -> None:
    nothing: dict[str, Any] = {"earliest": None, "latest": None}
    assert stand([role("urn:gov", **DURING)], **nothing)[0] == []
    assert stand([role("urn:gov")], **nothing)[0] == [("urn:gov", "reported")]


def test_a_member_of_a_government_counts_for_the_country_that_it_governs() -> None:
    assert stand([role("urn:gov")], "country")[0] == [("urn:land", "reported")]
    assert stand([role("urn:other-gov")], "country")[0] == []
    assert stand([], "country", behalf={"urn:s": ("urn:gov",)})[0] == [("urn:land", "coded")]


@pytest.mark.parametrize("affiliation", ["reported", "dated"])
@pytest.mark.parametrize(
    ("speaker", "whose", "expected"),
    [
        ("urn:union", "organization", ["urn:union"]),
        ("urn:reds", "party", ["urn:reds"]),
        ("urn:gov", "government", ["urn:gov"]),
        ("urn:gov", "country", ["urn:land"]),
        ("urn:land", "country", ["urn:land"]),
        ("urn:union", "party", []),
        ("urn:land", "organization", []),
    ],
)
def test_a_body_speaks_for_itself(speaker: str, whose: str, expected: list[str], affiliation: str) -> None:
    found, _ = stand([], whose, affiliation, actor=speaker)
    assert [actor for actor, _ in found] == expected


def test_the_number_that_depends_on_a_report_is_noted() -> None:
    """Words may be older than the report that gives the office."""
    assert [note for note in stand([role("urn:gov")])[1] if "1 reading" in note]
    assert stand([role("urn:gov", **DURING)])[1] == ()


def test_the_speaker_stays_known() -> None:
    row = {"actor": "urn:union", "target": "urn:t"}
    held = Affiliations(pd.DataFrame(columns=COLUMNS), BODIES)
    found = affiliated(Readings(table([row]), Background(affiliations=held)), "organization").frame
    assert found[["speaker", "actor"]].astype(str).to_numpy().tolist() == [["urn:union", "urn:union"]]


def test_without_readings_there_is_nothing_to_say() -> None:
    assert affiliated(Readings(table([])), "party").notes == ()


WORLD = """
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann" .
government:east a wsw:Government, wsw:Organization, wsw:Actor ; rdfs:label "Council" ;
  wsw:governs country:east .
country:east a wsw:Country, wsw:Actor ; rdfs:label "East" .
organization:reds a wsw:Party, wsw:Organization, wsw:Actor ; rdfs:label "Reds" .
source:one a wsw:Source ; rdfs:label "One" .
statement:c1 a wsw:NarratedClaim, wsw:Record ; wsw:reportedIn source:one .
<urn:role> a wsw:RoleHolding ; org:member person:ann ; org:organization government:east ;
  wsw:backedBy statement:c1 ;
  wsw:former "false"^^xsd:boolean ; org:memberDuring <urn:while> .
<urn:while> time:hasBeginning <urn:from> ; time:hasEnd <urn:to> .
<urn:from> time:inXSDDate "2025-01-01"^^xsd:date . <urn:to> time:inXSDDate "2025-06-30"^^xsd:date .
<urn:tie> a wsw:RelationRecord ; rdf:subject person:ann ; rdf:predicate wsw:memberOf ;
  rdf:object organization:reds ;
  wsw:backedBy statement:c1 .
statement:s1 a wsw:Statement, wsw:Record ; wsw:speaker person:ann ; wsw:reportedIn source:one ;
  wsw:earliest "2025-03-01"^^xsd:date ; wsw:latest "2025-03-01"^^xsd:date .
reading:r1 a wsw:Reading ; wsw:readingOf statement:s1 ; wsw:target country:east ;
  wsw:evaluation evaluation:positive .
"""


@pytest.mark.parametrize(
    ("whose", "expected"),
    [
        ("government", ("government/east", "dated")),
        ("country", ("country/east", "dated")),
        ("party", ("organization/reds", "reported")),
    ],
)
def test_offices_and_ties_are_read_from_the_graph(
    store_of: Callable[[str], Store], whose: str, expected: tuple[str, str]
) -> None:
    """An office with its days, a tie between entities without, and the country of a government."""
    found = affiliated(fetch(store_of(WORLD)), whose).frame
    assert list(zip(found["actor"], found["basis"], strict=True)) == [(DATA + expected[0], expected[1])]


def test_a_retracted_claim_gives_no_office(store_of: Callable[[str], Store]) -> None:
    gone = 'statement:c1 prov:invalidatedAtTime "2025-11-01T10:00:00Z"^^xsd:dateTime .'
    assert not len(affiliated(fetch(store_of(WORLD + gone)), "government"))


def test_a_source_does_not_give_an_office_that_its_own_dates_rule_out() -> None:
    """The report names the office; it began after the words were said, or had ended before."""
    assert stand([role("urn:gov", begin="2025-06-01")])[0] == []
    assert stand([role("urn:gov", end="2025-01-01")])[0] == []


def test_a_former_office_without_an_end_is_open_until_it_is_called_former() -> None:
    """A speaker whom the reporting source itself calls a former minister was none."""
    ended = {"begin": "2024-01-01", "attested": "2025-12-31", "former": True}
    assert stand([role("urn:gov", **ended)])[0] == []
    roles = [role("urn:gov", source="urn:herald", **ended)]
    assert stand(roles)[0] == [("urn:gov", "open")]
    assert stand(roles, affiliation="dated")[0] == []
    assert stand(roles, earliest="2025-12-31", latest="2025-12-31")[0] == []


def test_an_office_that_covers_the_day_takes_precedence_over_one_without_dates() -> None:
    roles = [role("urn:reds"), role("urn:gov", begin="2025-01-01", end="2025-12-31")]
    assert stand(roles)[0] == [("urn:gov", "dated")]


def test_actors_who_changed_sides_count_for_the_side_at_the_time() -> None:
    roles = [role("urn:reds", begin="2020-01-01", end="2022-12-31"), role("urn:gov", begin="2023-01-01")]
    assert stand(roles)[0] == [("urn:gov", "reported")]
