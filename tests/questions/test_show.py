"""All that is known of one thing."""

from __future__ import annotations

import json
from dataclasses import asdict

import pyoxigraph
import pytest

from kg.errors import UnknownName
from kg.namespaces import DATA, ORG, WSW
from kg.questions.show import show
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore
from tests.profiles import THOROUGH
from tests.questions.conftest import WORLD


def test_a_card_has_names_description_and_external_ids(world: Store) -> None:
    card = show(world, "berg")
    assert (card.id, card.label, card.aliases) == (
        "person/anna-berg",
        "Anna Berg",
        ["Mayor Berg", "Ana Berg"],
    )
    assert (card.description, card.external) == ("Mayor of Eastford.", ["http://www.wikidata.org/entity/Q1"])
    assert card.classes == ["actor", "person"]


def test_a_relation_is_on_both_cards_with_its_record(world: Store) -> None:
    (out,) = [row for row in show(world, "berg").relations if row["relation"] == "is to meet"]
    (into,) = [row for row in show(world, "cole").relations if row["relation"] == "is to meet"]
    assert (out["direction"], out["other_label"]) == ("out", "Bo Cole")
    assert (into["direction"], into["other_label"]) == ("in", "Anna Berg")
    assert out["text"] == into["text"] == "We will build it"


def test_a_relation_names_who_says_so(world: Store) -> None:
    whose = {row["relation"]: row["whose"] for row in show(world, "berg").relations}
    assert whose["leads"] == "the reporters"
    assert whose["is to meet"] == "Anna Berg"


def test_a_relation_with_a_record_is_not_repeated_as_an_attribute(world: Store) -> None:
    assert {"leads", "is to meet"}.isdisjoint(row["property"] for row in show(world, "berg").attributes)


def test_a_tenure_has_its_days_and_records(world: Store) -> None:
    (role,) = show(world, "dahl").roles
    assert {key: role[key] for key in ("role", "former", "attested_on", "over_by", "basis", "held")} == {
        "role": "former Envoy of Westford",
        "former": True,
        "attested_on": "2025-10-07",
        "over_by": "2025-10-07",
        "basis": "past",
        "held": "over by 2025-10-07",
    }
    assert (role["record"], role["text"]) == (DATA + "claim/c5", "Bo Dahl is a former envoy to Westford.")
    assert role["records"] == [DATA + "claim/c5"]


def test_records_of_one_tenure_are_one_entry(world: Store) -> None:
    """Two sheets: one tells since when Berg is the mayor, one that she was."""
    engine = pyoxigraph.Store()
    engine.load(path=str(WORLD), format=pyoxigraph.RdfFormat.TURTLE)
    engine.update(
        f"""PREFIX wsw: <{WSW.base}> PREFIX org: <{ORG.base}> BASE <{DATA}>
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        INSERT DATA {{
            <role/o9> a wsw:RoleHolding ; org:member <person/anna-berg> ;
                org:organization <country/eastford> ; org:role <office/mayor> ; wsw:former true ;
                wsw:attestedOn "2025-12-01"^^xsd:date ;
                wsw:backedBy <claim/c1>
        }}"""
    )
    (role,) = show(OxigraphStore("two sheets", engine), "berg").roles
    assert (role["role"], role["held"]) == ("Mayor of Eastford", "attested 2025-10-07; over by 2025-12-01")
    assert (role["record"], role["records"]) == (DATA + "claim/c2", [DATA + "claim/c2", DATA + "claim/c1"])


def test_readings_are_counted_by_stance(world: Store) -> None:
    assert show(world, "toll").stances == {"oppose": 1, "support": 1}
    assert show(world, "berg").stances == {"oppose": 1, "support": 1}
    assert show(world, "issue/ferry").stances == {}


def test_codes_are_shown_by_their_notation(world: Store) -> None:
    labels = {row["property"]: row["label"] for row in show(world, "pact").attributes}
    assert labels["status"] == "under-review"


def test_a_thing_shows_its_characterizations(world: Store) -> None:
    given = [(row["label"], row["speaker_label"]) for row in show(world, "fish levy").given]
    assert given == [("the price of peace", "Bo Dahl"), ("Concession", None)]


def test_claims_that_name_a_thing_are_listed_without_superseded_ones(world: Store) -> None:
    texts = [row["text"] for row in show(world, "country/westford").records]
    assert "The duty on wool was cut to 7.5%." in texts
    assert "The duty on wool was cut to 75%." not in texts


def test_a_statement_shows_its_row_and_embedded_attributions(world: Store) -> None:
    card = show(world, "statement/s11")
    assert card.statements[0]["speaker_label"] == "Bo Dahl"
    assert [row["class"] for row in card.records] == ["embedded attribution"]


def test_a_retracted_statement_can_still_be_shown_as_such(world: Store) -> None:
    (row,) = show(world, "statement/s10").statements
    assert (row["status"], row["retraction_reason"]) == ("retracted", "the speaker was somebody else")


def test_a_source_shows_its_records(world: Store) -> None:
    card = show(world, "source/herald-1")
    assert len(card.records) == 15
    assert {row["property"]: row["label"] for row in card.attributes}["author"] == "Rita Pen"


#: The cards that rdflib, which takes half a second for one, is asked for in the quick profile as well.
IN_RDFLIB = ("berg", "fish levy", "claim/c1", "reading/r1")


@pytest.mark.parametrize(
    "what",
    [
        *("berg", "toll", "fish levy", "pact", "event/visit", "riverbank", "herald-1", "claim/c1"),
        *("embedded/e1", "reading/r1", "position/p1", "figure/n1", "role/o1", "contrast/x1"),
        *("office/mayor", "coder/team"),
    ],
)
def test_every_card_is_plain_data(world: Store, world_in_rdflib: Store, what: str) -> None:
    card = asdict(show(world, what))
    assert json.loads(json.dumps(card)) == {**card, "sparql": list(card["sparql"])}
    if THOROUGH or what in IN_RDFLIB:
        assert asdict(show(world_in_rdflib, what)) == card


def test_an_unknown_thing_is_an_unknown_name(world: Store) -> None:
    with pytest.raises(UnknownName):
        show(world, "claim/c999")
