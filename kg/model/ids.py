"""Ids made from content, so that changing one entry does not change the ids of others.

An id is one letter for the kind and 12 hexadecimal digits of a SHA-256: with a million statements
the probability that any two share an id is about 1 in 500; a build that finds such a pair stops.
"""

from __future__ import annotations

#: First letter of the id of each kind of thing.
LETTERS = {
    "statement": "s",
    "embedded": "e",
    "claim": "c",
    "passage": "p",
    "quotation": "q",
    "reading": "r",
    "position": "v",
    "characterization": "h",
    "contrast": "x",
    "relation": "t",
    "role": "o",
    "figure": "n",
    "coding": "k",
    "field": "f",
    "annotation": "a",
}


def content_id(kind: str, *parts: object) -> str:
    """Return the path of a thing under the base IRI.

    >>> content_id("statement", "bbc-2025", 10, 20, "person/mark-carney")
    'statement/s60dc3f5e9aa5'
    """
    from hashlib import sha256  # takes 3 ms, and only build and load need it

    digest = sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{kind}/{LETTERS[kind]}{digest[:12]}"


def short(address: str) -> str:
    """Return the last two segments of an IRI, which name a thing within its workspace.

    >>> short("https://w3id.org/wsw/id/person/mark-carney")
    'person/mark-carney'
    """
    return "/".join(address.rsplit("/", 2)[-2:])
