"""Names are found as people type them, and never guessed."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import AmbiguousName, UnknownName
from kg.namespaces import DATA, WSW
from kg.questions.answer import Asker
from kg.questions.names import THINGS, Names, expand, fold, resolve
from kg.store.base import Store
from kg.store.oxigraph import OxigraphStore


@pytest.mark.parametrize(
    "typed",
    [
        "Anna Berg",
        "anna berg",
        "  ANNA   BERG ",
        "Anna-Berg",
        "person/anna-berg",
        DATA + "person/anna-berg",
        "Mayor Berg",
        "Ana Berg",
        "berg",
        "anna",
        "berg anna",
        "ann be",
    ],
)
def test_an_actor_is_found_by_all_names(world: Store, typed: str) -> None:
    assert resolve(world, typed, ("actor",)).iri == DATA + "person/anna-berg"


@pytest.mark.parametrize("typed", ["Çem Éfé", "cem efe", "CEM ÉFÉ", "efe"])
def test_accents_and_case_do_not_matter(world: Store, typed: str) -> None:
    assert resolve(world, typed).id == "person/cem-efe"


@pytest.mark.parametrize("typed", ["35% duty on timber", "35 duty on timber", "toll-35", "measure/toll-35"])
def test_a_thing_by_label_slug_and_id(world: Store, typed: str) -> None:
    assert resolve(world, typed).id == "measure/toll-35"


def test_a_whole_label_precedes_words_of_another(world: Store) -> None:
    assert resolve(world, "eastford").id == "country/eastford"


def test_a_whole_alias_precedes_words_of_a_label(world: Store) -> None:
    assert resolve(world, "the bridge").id == "issue/new-bridge"


def test_a_family_name_means_the_person(world: Store) -> None:
    """An event that is named after somebody does not hide them."""
    assert resolve(world, "berg").id == "person/anna-berg"


def test_several_matches_are_an_error_that_lists_them(world: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        resolve(world, "bo")
    assert caught.value.candidates == (("Bo Cole", "person/bo-cole"), ("Bo Dahl", "person/bo-dahl"))
    assert "Bo Cole (person/bo-cole)" in str(caught.value)


def test_no_match_suggests_the_nearest_and_the_list_of_names(world: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(world, "Eastfrod", ("actor",))
    assert caught.value.candidates[0] == ("Eastford", "country/eastford")
    assert "kg ask actors" in str(caught.value)


def test_only_the_kinds_asked_for_are_searched(world: Store) -> None:
    with pytest.raises(UnknownName):
        resolve(world, "Anna Berg", ("issue", "place"))


@pytest.mark.parametrize("typed", ["", "   ", "?!", "“”", "\n"])
def test_a_text_without_words_matches_nothing(world: Store, typed: str) -> None:
    with pytest.raises(UnknownName):
        resolve(world, typed)


def test_an_issue_covers_its_narrower_issues(world: Store) -> None:
    covered = {term.value for term in expand(world, resolve(world, "the river"))}
    assert covered == {DATA + "issue/" + name for name in ("river", "new-bridge", "toll", "ferry")}


def test_a_thing_covers_the_issues_that_concern_it(world: Store) -> None:
    covered = [term.value for term in expand(world, resolve(world, "country/westford"))]
    assert covered == [DATA + "country/westford", DATA + "issue/trust"]


def test_a_record_is_found_by_its_id_and_its_iri(world: Store) -> None:
    names = Names(Asker(world))
    assert names.node("statement/s1") == names.node(DATA + "statement/s1")
    assert WSW.Statement in names.node("statement/s1").classes


def test_an_unknown_record_is_an_unknown_name(world: Store) -> None:
    with pytest.raises(UnknownName):
        Names(Asker(world)).node("statement/s999")


def test_an_empty_graph_knows_no_name() -> None:
    with pytest.raises(UnknownName):
        resolve(OxigraphStore("empty", pyoxigraph.Store()), "anna")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_kind_of_thing_can_be_found() -> None:
    assert {"actor", "issue", "measure", "agreement", "event", "place", "source"} <= set(THINGS)
