"""Kinds of actors, found in their IRI, and of issues, found in their class."""

from __future__ import annotations

from typing import Final

from kg.namespaces import WSW

#: The kinds of actor, as they appear in IRIs.
ACTOR_KINDS: Final = ("person", "organization", "government", "country", "group", "population")
#: Class of an issue to its kind, which an issue's IRI does not have.
ISSUE_KINDS: Final = {WSW.Proposal: "proposal", WSW.Condition: "condition", WSW.Topic: "topic"}


def kind_of(iri: str) -> str:
    """Return the kind in an IRI: its last path segment but one.

    >>> kind_of("https://w3id.org/wsw/id/person/mark-carney")
    'person'
    >>> kind_of("urn:x")
    'other'
    """
    parts = iri.rstrip("/").split("/")
    return parts[-2] if len(parts) > 2 and parts[-2] else "other"
