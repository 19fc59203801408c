"""Conditions on any property, as PROPERTY=VALUE."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kg.errors import QuestionError, UnknownName
from kg.networks.conditions import meets
from kg.networks.fetch import fetch
from kg.store import Store

WORLD = """
person:ann a wsw:Person, wsw:Actor ; rdfs:label "Ann Berg" ; wsw:field <urn:f1>, <urn:f3> .
country:east a wsw:Country, wsw:Actor ; rdfs:label "Éast" ; wsw:field <urn:f2> .
<urn:f1> a wsw:Field ; rdfs:label "Type" ; wsw:fieldValue "Business" .
<urn:f2> a wsw:Field ; rdfs:label "Type" ; wsw:fieldEntity term:gov .
<urn:f3> a wsw:Field ; rdfs:label "Rank" ; wsw:fieldValue "2"^^xsd:integer .
<urn:f4> a wsw:Field ; rdfs:label "Frame" ; wsw:fieldEntity term:frame-2025 .
term:gov a wsw:Term ; rdfs:label "Public body" .
term:frame-2025 a wsw:Term ; rdfs:label "1999" .
issue:river a wsw:Topic, wsw:Issue, skos:Concept ; rdfs:label "The river" .
issue:toll a wsw:Proposal, wsw:Issue, skos:Concept ; rdfs:label "A toll" ;
  skos:broaderTransitive issue:river ;
  skos:broader issue:river .
issue:trust a wsw:Condition, wsw:Issue, skos:Concept ; rdfs:label "Trust" .
source:one a wsw:Source ; rdfs:label "Gazette" ; schema:inLanguage "en" ;
  schema:publisher <urn:organization/g> .
source:two a wsw:Source ; rdfs:label "Herald" ; schema:inLanguage "fr" .
<urn:organization/g> rdfs:label "Gazette, Ltd." .
coder:kim a wsw:Coder ; rdfs:label "Kim" .
statement:s1 a wsw:Statement, wsw:Record ; wsw:speaker person:ann ; wsw:reportedIn source:one ;
  wsw:mode mode:direct ;
  wsw:field <urn:f4> ; wsw:onBehalfOf country:east .
statement:s2 a wsw:Statement, wsw:Record ; wsw:speaker country:east ; wsw:reportedIn source:two ;
  wsw:mode mode:indirect .
reading:r1 a wsw:Reading ; wsw:readingOf statement:s1 ; wsw:target issue:toll ; wsw:stance stance:support ;
  wsw:confidence confidence:high ; prov:wasAttributedTo coder:kim .
reading:r2 a wsw:Reading ; wsw:readingOf statement:s1 ; wsw:target issue:trust ;
  wsw:evaluation evaluation:mixed ;
  wsw:confidence confidence:low ; wsw:score "0.5"^^xsd:decimal .
reading:r3 a wsw:Reading ; wsw:readingOf statement:s2 ; wsw:target issue:river ; wsw:stance stance:mixed .
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("actor=Ann Berg", ["r1", "r2"]),
        ("actor=east", ["r3"]),
        ("actor=person/ann", ["r1", "r2"]),
        ("issue=A toll", ["r1"]),
        ("issue=The river", ["r1", "r3"]),
        ("source=herald", ["r3"]),
        ("stance=support", ["r1"]),
        ("stance=MIXED", ["r2", "r3"]),
        ("stance=oppose", []),
        ("actor-kind=person", ["r1", "r2"]),
        ("actor-kind=Country", ["r3"]),
        ("issue-kind=proposal", ["r1"]),
        ("issue-kind=condition", ["r2"]),
        ("reading.confidence=high", ["r1"]),
        ("reading.confidence=High", ["r1"]),
        ("reading.score=0.5", ["r2"]),
        ("reading.score=+0.50", ["r2"]),
        ("reading.coder=Kim", ["r1"]),
        ("reading.coder=coder/kim", ["r1"]),
        ("statement.mode=indirect", ["r3"]),
        ("statement.wsw:mode=direct", ["r1", "r2"]),
        ("statement.onBehalfOf=east", ["r1", "r2"]),
        ("statement.field:Frame=1999", ["r1", "r2"]),
        ("speaker.field:Type=business", ["r1", "r2"]),
        ("speaker.field:type=Business", ["r1", "r2"]),
        ("speaker.field:Type=Public body", ["r3"]),
        ("speaker.field:Rank=2", ["r1", "r2"]),
        ("speaker.field:Frame=1999", []),
        ("issue-kind=topic", ["r3"]),
        ("speaker.label=éast", ["r3"]),
        ("issue.skos:broader=the river", ["r1"]),
        ("source.schema:inLanguage=fr", ["r3"]),
        ("source.schema:publisher=gazette ltd", ["r1", "r2"]),
        (" reading.confidence = high ", ["r1"]),
    ],
)
def test_readings_meet_a_condition(
    store_of: Callable[[str], Store], condition: str, expected: list[str]
) -> None:
    """By name, notation, slug or text, whose accents, case and punctuation do not matter, or by number."""
    store = store_of(WORLD)
    readings = fetch(store)
    frame = readings.frame[meets(store, readings, condition)]
    assert [iri.rsplit("/", 1)[-1] for iri in frame["reading"]] == expected


@pytest.mark.parametrize(
    "condition", ["actor=Ann", "stance=support", "actor-kind=person", "reading.confidence=low"]
)
def test_where_there_is_no_reading_none_meets_a_condition(
    store_of: Callable[[str], Store], condition: str
) -> None:
    store = store_of(WORLD)
    everything = fetch(store)
    found = meets(store, everything.having(everything.frame.iloc[:0]), condition)
    assert (len(found), str(found.dtype)) == (0, "bool")


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("actor", "expected PROPERTY=VALUE, got 'actor'", "actor-kind=person"),
        ("actor=", "expected PROPERTY=VALUE, got 'actor='", "actor-kind=person"),
        ("colour=red", "unknown property 'colour'", "actor-kind"),
        ("planet.mode=direct", "unknown property 'planet.mode'", "statement.PROPERTY"),
        ("reading.certainty=high", "unknown property 'certainty'", "confidence"),
        ("reading.foo:mode=high", "unknown property 'foo:mode'", "wsw"),
    ],
)
def test_what_is_no_condition_is_refused(
    store_of: Callable[[str], Store], condition: str, message: str, hint: str
) -> None:
    """The hint shows how to write one, or the known properties."""
    store = store_of(WORLD)
    with pytest.raises(QuestionError, match=message) as error:
        meets(store, fetch(store), condition)
    assert hint in str(error.value.hint)


@pytest.mark.parametrize(
    ("condition", "message", "hint"),
    [
        ("actor-kind=persn", "no actor-kind is 'persn'", "expected one of: person, country"),
        ("actor-kind=proposal", "no actor-kind is 'proposal'", "expected one of: country, person"),
        ("issue-kind=topc", "no issue-kind is 'topc'", "expected one of: topic, condition, country, "),
        ("stance=suport", "no stance is 'suport'", "expected one of: support, "),
        ("reading.confidence=hgh", "no reading.confidence is 'hgh'", "expected one of: high, low"),
        ("reading.coder=Kom", "no reading.coder is 'Kom'", "expected one of: Kim"),
        ("reading.score=-0.5", "no reading.score is '-0.5'", "expected one of: 0.5"),
        (
            "source.schema:name=x",
            "no source.schema:name is 'x'",
            "nothing in the graph has the property schema:name",
        ),
        ("speaker.field:Type=Busines", "'Busines'", "expected one of: Business, Public body"),
        ("speaker.field:Typo=x", "unknown field 'Typo'", "expected one of: Type, Frame, Rank"),
    ],
)
def test_a_value_that_nothing_has_is_refused(
    store_of: Callable[[str], Store], condition: str, message: str, hint: str
) -> None:
    """The hint lists the known values, the most similar first."""
    store = store_of(WORLD)
    with pytest.raises(QuestionError, match=re.escape(message)) as error:
        meets(store, fetch(store), condition)
    assert str(error.value.hint).startswith(hint)


def test_at_most_eight_values_are_listed(store_of: Callable[[str], Store]) -> None:
    more = "".join(
        f'person:p{n} a wsw:Actor ; rdfs:label "P" ; schema:jobTitle "job {n}" .\n' for n in range(20)
    )
    store = store_of(WORLD + more)
    with pytest.raises(QuestionError) as error:
        meets(store, fetch(store), "speaker.schema:jobTitle=cook")
    assert str(error.value.hint).endswith(", and 12 others")


def test_a_field_is_refused_where_the_graph_has_none(store_of: Callable[[str], Store]) -> None:
    store = store_of("")
    with pytest.raises(QuestionError, match="unknown field 'Type'") as error:
        meets(store, fetch(store), "speaker.field:Type=NGO")
    assert error.value.hint == "nothing in the graph has a field"


def test_a_value_that_exists_outside_of_the_selection_is_no_error(store_of: Callable[[str], Store]) -> None:
    store = store_of(WORLD)
    everything = fetch(store)
    few = everything.having(everything.frame.iloc[:1])
    assert not meets(store, few, "actor-kind=country").any()


@pytest.mark.parametrize("condition", ["actor=Nobody", "issue=Gazette", "source=Trust"])
def test_a_name_that_fits_nothing_is_refused(store_of: Callable[[str], Store], condition: str) -> None:
    store = store_of(WORLD)
    with pytest.raises(UnknownName):
        meets(store, fetch(store), condition)
