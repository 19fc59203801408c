"""Offices and titles are names of whoever held them on the day, and nobody is picked silently."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import AmbiguousName, UnknownName, WrongOffice
from kg.questions.answer import Asker
from kg.questions.ask import ask
from kg.questions.names import THINGS, Names, resolve
from kg.questions.office_titles import Fit, fit, title
from kg.questions.show import show
from kg.store import Store, open_store
from kg.store.index.words import initials
from kg.store.loading import load


def meant(store: Store, typed: str, since: str | None = None, until: str | None = "2024-06-30") -> str:
    return Names(Asker(store), since=since, until=until).find(typed, ("actor",)).id


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("the prime minister", "bob-hill"),
        ("Prime Minister", "bob-hill"),
        ("PM", "bob-hill"),
        ("prime minister of Vale", "bob-hill"),
        ("Vale's prime minister", "bob-hill"),
        ("the PM of Vale", "bob-hill"),
        ("PM Hill", "bob-hill"),
        ("Prime Minister Bob Hill", "bob-hill"),
        ("Bob Hill, Prime Minister of Vale", "bob-hill"),
        ("office/prime-minister", "bob-hill"),
        ("Mr Hill", "bob-hill"),
        ("President Ford", "gus-ford"),
        ("the president", "gus-ford"),
        ("Pres. Ford", "gus-ford"),
        ("PM Ford", "ann-ford"),
        ("former Prime Minister Ford", "ann-ford"),
        ("the former prime minister", "ann-ford"),
        ("ex-PM", "ann-ford"),
        ("trade minister", "cat-mill"),
        ("Vale’s trade minister", "cat-mill"),
        ("trade minister of Vale", "cat-mill"),
        ("trade min.", "cat-mill"),
        ("EL ambassador to Vale", "eve-lake"),
        ("ambassador of Eastland to Vale", "eve-lake"),
        ("Ambassador Lake", "eve-lake"),
        ("former treasurer", "dan-pond"),
        ("http://www.wikidata.org/entity/Q4242", "cat-mill"),
        ("https://www.wikidata.org/wiki/Q4242", "cat-mill"),
        ("wd:Q4242", "cat-mill"),
        ("q4242", "cat-mill"),
    ],
)
def test_a_title_means_its_holder(vale: Store, typed: str, person: str) -> None:
    assert meant(vale, typed) == f"person/{person}"


@pytest.mark.parametrize(
    ("since", "until", "person"),
    [
        (None, "2024-03-14", "ann-ford"),
        (None, "2024-03-15", "bob-hill"),
        (None, "2019", "ann-ford"),
        ("2020", "2021", "ann-ford"),
        ("2024-04", None, "bob-hill"),
        (None, None, "bob-hill"),
    ],
)
def test_the_day_asked_about_decides(vale: Store, since: str | None, until: str | None, person: str) -> None:
    assert meant(vale, "the prime minister", since, until) == f"person/{person}"


def test_successive_holders_are_listed_with_their_dates(vale: Store) -> None:
    with pytest.raises(
        AmbiguousName, match="'PM' matches 2 holders of an office from 2024-01-01 to 2024-12-31"
    ) as caught:
        meant(vale, "PM", "2024", "2024")
    assert caught.value.candidates == (
        ("Ann Ford, Prime Minister of Vale (2015-11-04 to 2024-03-14)", "person/ann-ford"),
        ("Bob Hill, Prime Minister of Vale (since 2024-03-15)", "person/bob-hill"),
    )


def test_concurrent_holders_are_listed(vale: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        meant(vale, "chair of the Rowing Club")
    assert [name for _, name in caught.value.candidates] == ["person/dan-pond", "person/eve-lake"]


def test_matching_offices_are_listed_with_their_holders(vale: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        meant(vale, "minister")
    assert [label for label, _ in caught.value.candidates] == [
        "Office of the Prime Minister",  # which has the word as well
        "Bob Hill, Prime Minister of Vale (since 2024-03-15)",
        "Cat Mill, Vale–EL Trade Minister (attested 2024-05-01)",
    ]


def test_an_office_and_a_person_of_one_name_are_both_shown(vale: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        meant(vale, "speaker")
    assert {name for _, name in caught.value.candidates} == {"person/sam-speaker", "person/dan-pond"}


def test_an_office_without_a_holder_on_the_day_lists_its_holders(vale: Store) -> None:
    with pytest.raises(WrongOffice, match=r"no known holder of .* on 2010-12-31") as caught:
        meant(vale, "prime minister", until="2010")
    assert [name for _, name in caught.value.candidates] == ["person/ann-ford", "person/bob-hill"]


def test_an_office_without_any_holder_is_an_error(vale: Store) -> None:
    with pytest.raises(WrongOffice, match="no known holder of") as caught:
        meant(vale, "archivist")
    assert caught.value.candidates == () and "for any day" in str(caught.value)


def test_a_former_office_has_no_current_holder(vale: Store) -> None:
    with pytest.raises(WrongOffice) as caught:
        meant(vale, "treasurer")
    assert caught.value.candidates == (
        ("Dan Pond, Treasurer of Rowing Club (over by 2024-05-01)", "person/dan-pond"),
    )


@pytest.mark.parametrize(
    "typed", ["President Hill", "Prime Minister Mill", "Ambassador Bob Hill", "former PM Hill"]
)
def test_a_title_and_a_name_must_agree(vale: Store, typed: str) -> None:
    with pytest.raises(WrongOffice, match="is not known to hold or have held"):
        meant(vale, typed)


def test_a_title_that_does_not_agree_lists_the_offices_and_holders(vale: Store) -> None:
    with pytest.raises(WrongOffice) as caught:
        meant(vale, "President Hill")
    assert caught.value.candidates == (
        ("Bob Hill, Prime Minister of Vale (since 2024-03-15)", "person/bob-hill"),
        ("Gus Ford, President of Eastland (attested 2024-05-01)", "person/gus-ford"),
    )


@pytest.mark.parametrize(
    "typed",
    ["Eastland trade minister", "trade minister of EL", "Vale ambassador", "ambassador of Vale", "trade"],
)
def test_the_title_of_an_office_of_another_body_does_not_match(vale: Store, typed: str) -> None:
    with pytest.raises(UnknownName) as caught:
        meant(vale, typed)
    assert not isinstance(caught.value, WrongOffice)


def test_suggestions_for_a_title_are_holders(vale: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        meant(vale, "Tade Minster of Eastland")
    assert caught.value.candidates[0] == (
        "Cat Mill, Vale–EL Trade Minister (attested 2024-05-01)",
        "person/cat-mill",
    )
    assert "government/eastland-government" not in [name for _, name in caught.value.candidates[:1]]


def test_a_name_without_a_similar_word_is_not_suggested(bundled: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        resolve(bundled, "trade misconduct", ("actor",))
    assert "government/us-government" not in [name for _, name in caught.value.candidates]
    assert "in the bundled graph" in str(caught.value)


def test_if_offices_are_allowed_a_title_means_the_office(vale: Store) -> None:
    names = Names(Asker(vale))
    assert names.find("the prime minister", THINGS).id == "office/prime-minister"
    assert names.find("PM Hill", THINGS).id == "person/bob-hill"
    assert names.find("the prime minister", ("actor", "issue")).id == "person/bob-hill"


def test_ordinary_names_keep_their_meaning(vale: Store) -> None:
    assert meant(vale, "Office of the Prime Minister") == "organization/office-of-pm"
    assert meant(vale, "the Rowing Club") == "organization/club"
    assert meant(vale, "vale") == "country/vale"
    assert meant(vale, "speaker, sam") == "person/sam-speaker"


def test_a_name_that_resolves_to_another_is_noted(vale: Store) -> None:
    vale.resolved.clear()
    for typed in ("bob hill", "person/bob-hill", "Vale", "hill", "hill", "the pm", "Q4242"):
        meant(vale, typed)
    assert vale.resolved == {
        "hill": "Bob Hill (person/bob-hill)",
        "the pm": "Bob Hill, Prime Minister of Vale (since 2024-03-15); "
        "other holders: Ann Ford (2015-11-04 to 2024-03-14)",
        "Q4242": "Cat Mill (person/cat-mill)",
    }


def test_other_holders_are_named_with_their_office_if_it_differs(vale: Store) -> None:
    """Somebody in another office of that title may hold it at the same time."""
    vale.resolved.clear()
    Names(Asker(vale), until="2024-03").find("the minister of Vale", ("actor",))
    assert vale.resolved["the minister of Vale"] == (
        "Bob Hill, Prime Minister of Vale (since 2024-03-15); other holders: Ann Ford (2015-11-04 to "
        "2024-03-14), Cat Mill, Vale–EL Trade Minister (attested 2024-05-01)"
    )


def test_an_index_is_enough_to_find_a_name(graph: Path, tmp_path: Path) -> None:
    """No query asks for all names of a kind; only a few are read."""
    load(tmp_path / "store", [graph])
    with open_store(tmp_path / "store") as store:
        asker = Asker(store)
        for typed in ("PM Hill", "the prime minister", "hill", "Vale's trade minister"):
            Names(asker, until="2024-06-30").find(typed, ("actor",))
        asked = [sparql for sparql in asker.ran if "# The names of entities" in sparql]
        assert asked and all("VALUES ?entity" in sparql for sparql in asked)


WORDS = st.sampled_from(
    ["Minister", "Deputy", "Trade", "Secretary", "Chair", "Board", "Harbour", "Vale", "Eastland", "Envoy"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(" ".join)
OFFICES = st.one_of(NAMES, st.tuples(NAMES, st.sampled_from(["of", "to", "for"]), NAMES).map(" ".join))


@given(OFFICES, NAMES)
def test_an_office_fits_its_own_name_whatever_the_case_and_the_article(office: str, body: str) -> None:
    for typed in (office, office.upper(), f"the {office}", f"{office}."):
        assert fit(title(typed), [office], [body], lambda _: []) is Fit.WHOLE


@given(NAMES, OFFICES, NAMES)
def test_a_title_needs_the_noun_or_initials_of_the_office(typed: str, office: str, body: str) -> None:
    noun = re.split(" (?:of|to|for) ", office)[0].split()[-1].lower()
    words = typed.lower().split()
    if fit(title(typed), [office], [body], lambda _: []) is not None:
        assert noun in words or any(word in initials(office) for word in words)


@given(OFFICES, NAMES, st.sampled_from(["Northland", "Vale", "Eastland"]))
def test_an_office_of_a_body_is_never_meant_by_the_name_of_another(
    office: str, body: str, other: str
) -> None:
    def bodies(name: str) -> list[str]:
        return [name] if name in ("northland", "vale", "eastland") else []

    if other not in office and other not in body:
        assert fit(title(f"{other}'s {office}"), [office], [body], bodies) is None


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("Member of Parliament", Fit.WHOLE),
        ("MP", Fit.WHOLE),
        ("member", Fit.WORDS),
        ("Vale MP", Fit.WHOLE),
        ("memb. of parl.", None),
        ("parliament", None),
    ],
)
def test_a_phrase_of_the_office_is_not_a_body(typed: str, how: Fit | None) -> None:
    """Even where a body goes by the name that stands in the phrase."""

    def bodies(name: str) -> list[str]:
        return {"parliament": ["Parliament"], "vale": ["Vale"]}.get(name, [])

    assert fit(title(typed), ["Member of Parliament"], ["Vale"], bodies) is how


def test_a_parameter_given_by_title_means_the_holder(vale: Store) -> None:
    """Offices themselves are asked for by their ids."""
    vale.resolved.clear()
    ask(vale, "mentions", {"thing": "the former prime minister"})
    assert vale.resolved["the former prime minister"].startswith("Ann Ford, ")
    vale.resolved.clear()
    ask(vale, "mentions", {"thing": "office/prime-minister"})
    assert vale.resolved == {}


def test_the_card_of_an_office_lists_its_holders_latest_first(vale: Store) -> None:
    card = show(vale, "the prime minister")
    assert (card.id, [(row["role"], row["held"]) for row in card.roles]) == (
        "office/prime-minister",
        [
            ("Bob Hill, Prime Minister of Vale", "since 2024-03-15"),
            ("Ann Ford, Prime Minister of Vale", "2015-11-04 to 2024-03-14"),
        ],
    )
