from __future__ import annotations

from typing import Any

import pytest

from kg.documents.dna.joins import read_database
from kg.documents.dna.variables import Wanted, find_roles
from kg.errors import LoadError


def names(dna: Any, wanted: Wanted | None = None) -> dict[str, tuple[str, ...]]:
    dna.said(1, (0, 14), "Ann Lee", "A bridge", 1)
    found = find_roles(read_database(dna.path), wanted or Wanted())
    return {roles.type.label: tuple(v.name for v in roles.variables()) for roles in found.values()}


def test_the_default_type_is_known_by_its_variables(dna: Any) -> None:
    assert names(dna) == {"DNA Statement": ("person", "organization", "concept", "agreement")}


def test_a_type_without_a_qualifier_is_not_taken_by_itself(dna: Any) -> None:
    dna.type(2, "Mention", person="short text", concept="short text")
    assert list(names(dna)) == ["DNA Statement"]


def test_a_type_without_a_qualifier_is_taken_where_the_user_names_it(dna: Any) -> None:
    dna.type(2, "Mention", person="short text", concept="short text")
    assert names(dna, Wanted(("Mention",))) == {"Mention": ("person", "concept")}


def test_the_only_boolean_is_the_qualifier(dna: Any) -> None:
    dna.type(2, "Claim", speaker="short text", issue="short text", pro="boolean", tone="integer")
    assert names(dna)["Claim"] == ("speaker", "issue", "pro")


def test_an_actor_may_be_a_person_or_an_organization_so_that_it_is_not_guessed(dna: Any) -> None:
    dna.type(2, "Claim", actor="short text", issue="short text", pro="boolean")
    assert list(names(dna)) == ["DNA Statement"]


def test_an_actor_is_what_the_user_says(dna: Any) -> None:
    dna.type(2, "Claim", actor="short text", issue="short text", pro="boolean")
    found = names(dna, Wanted(("Claim",), organization="actor"))
    assert found == {"Claim": ("actor", "issue", "pro")}


@pytest.mark.parametrize(
    "wanted, message",
    [
        (Wanted(("DNA statement",)), "no statement type is called 'DNA statement'"),
        (Wanted(person="persn"), "no short text variable is called 'persn'"),
        (Wanted(qualifier="concept"), "no boolean or integer variable is called 'concept'"),
    ],
)
def test_an_unknown_name_gets_the_nearest_or_a_list(dna: Any, wanted: Wanted, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        names(dna, wanted)
    assert message in str(caught.value) and caught.value.hint is not None


def test_a_type_that_cannot_be_mapped_says_what_it_has(dna: Any) -> None:
    dna.type(2, "Note", note="long text", colour="short text")
    with pytest.raises(LoadError, match="has no speaker, or no concept") as caught:
        names(dna, Wanted(("Note",)))
    assert "note, colour" in str(caught.value.hint)
