"""Ids and labels that are valid in a format, and unique if nothing else distinguishes nodes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256

#: UCINET cuts labels at this length and capitalises them; labels are made unique before.
UCINET_LABEL = 18
_LONGEST = 60
_NOT_NMTOKEN = re.compile(r"[^A-Za-z0-9_.:-]")
_DASHES = str.maketrans("‐‑‒–—―−", "-------")


def tokens(keys: Sequence[str]) -> dict[str, str]:
    """Return a short id for each node that is valid in XML: the kind and the slug of its IRI.

    GraphML's schema allows only letters, digits and ``_.:-``. If two IRIs would get the same id, or a
    character was left out, the beginning of a hash of the IRI follows.

    >>> tokens(["https://x.org/id/person/ann", "https://x.org/id/person/ann#target", "urn:é"])
    {'https://x.org/id/person/ann': 'person:ann', 'https://x.org/id/person/ann#target': \
'person:ann.target', 'urn:é': 'urn:.b52b55'}
    """
    plain = {key: _token(key) for key in keys}
    used = Counter(token for token, _ in plain.values())
    return {
        key: token if whole and used[token] == 1 else f"{token}.{sha256(key.encode()).hexdigest()[:6]}"
        for key, (token, whole) in plain.items()
    }


def _token(key: str) -> tuple[str, bool]:
    """Return the id, and whether it includes all of the last two parts of the IRI."""
    iri, _, side = key.partition("#")
    parts = [part for part in iri.rstrip("/").split("/")[-2:] if part]
    tail = ":".join(parts) + (f".{side}" if side else "")
    token = _NOT_NMTOKEN.sub("", tail)[:80]
    return token or "n", token == tail


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by IRI; a label that several IRIs share is followed by the end of the IRI.

    >>> distinct({"https://x.org/person/ann": "Ann", "https://x.org/person/ann-2": "Ann"})
    {'https://x.org/person/ann': 'Ann (person/ann)', 'https://x.org/person/ann-2': 'Ann (person/ann-2)'}
    """
    used = Counter(labels.values())
    told = {
        iri: label if used[label] == 1 and label else f"{label} ({tail(iri)})".strip()
        for iri, label in labels.items()
    }
    again = Counter(told.values())
    return {iri: label if again[label] == 1 else f"{labels[iri]} ({iri})" for iri, label in told.items()}


def tail(iri: str) -> str:
    """Return the last two parts of an IRI.

    >>> tail("https://x.org/id/person/ann"), tail("urn:x")
    ('person/ann', 'urn:x')
    """
    return "/".join(part for part in iri.rstrip("/").split("/")[-2:] if part)


def ucinet(labels: Mapping[str, str]) -> dict[str, str]:
    """Return labels by IRI that UCINET can read.

    UCINET reads ASCII, ends a label at quotation marks, commas, equal signs and line ends, capitalises labels
    and, depending on its version, cuts them after 18 characters. Accents are therefore removed, separators
    become spaces, and labels that would become equal get a number in front. A label that is mostly in another
    script is replaced by the slug of its IRI.

    >>> ucinet({"u:/issue/a": 'A "toll", now', "u:/issue/b": "Tariffs on everything, 2025",
    ...         "u:/issue/c": "Tariffs on everything, 2026", "u:/issue/d": "Квебек"})
    {'u:/issue/a': 'A toll now', 'u:/issue/b': '1 Tariffs on everything 2025', \
'u:/issue/c': '2 Tariffs on everything 2026', 'u:/issue/d': 'd'}
    """
    plain = {iri: _ascii(label, iri) for iri, label in labels.items()}
    taken: set[str] = set()
    same = Counter(_cut(label) for label in plain.values())
    found = {}
    for iri, label in plain.items():
        name, number = label, 0
        while _cut(name) in taken or (number == 0 and same[_cut(label)] > 1):
            number += 1
            name = f"{number} {label}"
        taken.add(_cut(name))
        found[iri] = name
    return found


def _cut(label: str) -> str:
    return label[:UCINET_LABEL].upper().rstrip()


def _ascii(label: str, iri: str) -> str:
    apart = unicodedata.normalize("NFKD", label.translate(_DASHES))
    letters = [c for c in apart if c.isalnum()]
    kept = "".join(c for c in apart if c.isascii())
    if 2 * sum(c.isascii() for c in letters) < len(letters) or not letters:
        kept = iri.rstrip("/").rsplit("/", 1)[-1]
    words = re.sub(r"[,;=\s\x00-\x1f\x7f]+", " ", re.sub(r"[\"'`]", "", kept))
    kept = "".join(c for c in words if c.isascii()).strip()
    return kept[:_LONGEST].rstrip() or "node"
