"""Ids that are made from content, and kinds that an IRI names."""

from __future__ import annotations

from kg.model.ids import LETTERS, content_id
from kg.model.kinds import ACTOR_KINDS, ISSUE_KINDS, kind_of
from kg.namespaces import WSW


def test_each_kind_has_a_letter_of_its_own() -> None:
    assert LETTERS == {
        **{"statement": "s", "embedded": "e", "claim": "c", "passage": "p", "quotation": "q", "reading": "r"},
        **{"position": "v", "characterization": "h", "contrast": "x", "relation": "t", "role": "o"},
        **{"figure": "n", "coding": "k", "field": "f", "annotation": "a"},
    }
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_an_id_is_its_kind_a_letter_and_twelve_digits() -> None:
    kind, name = content_id("reading", "a", 1).split("/")
    assert (kind, name[0], len(name)) == ("reading", "r", 13)
    assert set(name[1:]) <= set("0123456789abcdef")


def test_an_id_depends_on_every_part_and_on_where_one_ends() -> None:
    ids = {
        content_id("reading", *parts)
        for parts in (("a", "b"), ("b", "a"), ("ab",), ("a", "b", ""), ("a", None))
    }
    assert len(ids) == 5


def test_a_kind_is_the_last_segment_but_one() -> None:
    named = ("https://x.org/id/person/ann/", "https://x.org/id/person/ann", "https://x.org/id/person/X")
    assert {kind_of(iri) for iri in (*named, "id/person/ann")} == {"person"}
    assert {kind_of(iri) for iri in ("urn:x", "a/b", "https://x", "a//b")} == {"other"}


def test_kinds_are_those_of_the_ontology() -> None:
    assert {WSW.Proposal: "proposal", WSW.Condition: "condition", WSW.Topic: "topic"} == ISSUE_KINDS
    assert ACTOR_KINDS == ("person", "organization", "government", "country", "group", "population")
