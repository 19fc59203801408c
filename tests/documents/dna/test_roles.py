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


def test_a_type_without_a_qualifier_is_not_chosen_by_default(dna: Any) -> None:
    dna.type(2, "Mention", person="short text", concept="short text")
    assert list(names(dna)) == ["DNA Statement"]


def test_a_type_without_a_qualifier_can_be_named_by_the_user(dna: Any) -> None:
    dna.type(2, "Mention", person="short text", concept="short text")
    assert names(dna, Wanted(("Mention",))) == {"Mention": ("person", "concept")}


def test_the_only_boolean_variable_is_the_qualifier(dna: Any) -> None:
    dna.type(2, "Claim", speaker="short text", issue="short text", pro="boolean", tone="integer")
    assert names(dna)["Claim"] == ("speaker", "issue", "pro")


def test_a_variable_named_actor_is_not_guessed(dna: Any) -> None:
    dna.type(2, "Claim", actor="short text", issue="short text", pro="boolean")
    assert list(names(dna)) == ["DNA Statement"]


def test_the_user_decides_what_an_actor_is(dna: Any) -> None:
    dna.type(2, "Claim", actor="short text", issue="short text", pro="boolean")
    found = names(dna, Wanted(("Claim",), organization="actor"))
    assert found == {"Claim": ("actor", "issue", "pro")}


@pytest.mark.parametrize(
    "wanted, message",
    [
        (Wanted(("DNA statement",)), "unknown statement type 'DNA statement'"),
        (Wanted(person="persn"), "unknown short text variable 'persn'"),
        (Wanted(qualifier="concept"), "unknown boolean or integer variable 'concept'"),
    ],
)
def test_the_error_for_an_unknown_name_has_the_nearest_or_a_list(
    dna: Any, wanted: Wanted, message: str
) -> None:
    with pytest.raises(LoadError) as caught:
        names(dna, wanted)
    assert message in str(caught.value) and caught.value.hint is not None


def test_the_error_for_a_type_that_cannot_be_mapped_lists_its_variables(dna: Any) -> None:
    dna.type(2, "Note", note="long text", colour="short text")
    with pytest.raises(LoadError, match="cannot be guessed") as caught:
        names(dna, Wanted(("Note",)))
    assert "note, colour" in str(caught.value.hint)
