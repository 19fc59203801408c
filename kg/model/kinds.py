"""What kind of thing something is: actors by their IRI, issues by their class."""

from __future__ import annotations

from typing import Final

from kg.namespaces import WSW

#: The kinds of actor; an IRI of a workspace names one of them.
ACTOR_KINDS: Final = ("person", "organization", "government", "country", "group", "population")
#: The kind of issue that each class is. An issue's IRI says only that it is one.
ISSUE_KINDS: Final = {WSW.Proposal: "proposal", WSW.Condition: "condition", WSW.Topic: "topic"}


def kind_of(iri: str) -> str:
    """The kind that an IRI names: its last path segment but one.

    >>> kind_of("https://w3id.org/wsw/id/person/mark-carney")
    'person'
    >>> kind_of("urn:x")
    'other'
    """
    parts = iri.rstrip("/").split("/")
    return parts[-2] if len(parts) > 2 and parts[-2] else "other"
