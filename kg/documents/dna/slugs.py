"""Slugs for what DNA numbers, and its texts in a form that every store accepts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from kg.characters import CONTROLS, NONCHARACTERS, OVERRIDES, SURROGATES
from kg.lexical import is_visible

_LONGEST = 60
_UNSAFE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, CONTROLS), " "),
    **dict.fromkeys(map(ord, OVERRIDES | SURROGATES | NONCHARACTERS)),
}


def tidy(text: str) -> str:
    r"""A text in Unicode's composed form, with lines ended by ``\n`` and without unsafe characters.

    A text without a visible character becomes empty.

    >>> tidy("Cafe\u0301\r\n\x07open ")
    'Café\n open'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = composed.translate(_UNSAFE).strip()
    return kept if is_visible(kept) else ""


def line(text: str) -> str:
    r"""A text as one line: :func:`tidy`, with each run of white space as one space.

    >>> line(" Ministry of\n Trade ")
    'Ministry of Trade'
    """
    return " ".join(tidy(text).split())


@dataclass(slots=True)
class Slugs:
    """Unique slugs for one kind of thing.

    >>> slugs = Slugs("person")
    >>> slugs.of("Ana Müller", 1), slugs.of("Ana Muller", 2), slugs.of("Анна", 3), slugs.of("3M", 4)
    ('ana-muller', 'ana-muller-2', 'person-3', 'person-3m')
    """

    kind: str
    given: set[str] = field(default_factory=set)

    def of(self, name: str, number: int) -> str:
        """Return a new slug, from a name or, if it has no Latin letter or digit, from DNA's number."""
        ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", ascii_only)).strip("-")
        if len(words) > _LONGEST:
            words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
        if not words:
            words = f"{self.kind}-{number}"
        elif not words[0].isalpha():
            words = f"{self.kind}-{words}"
        slug, again = words, 1
        while slug in self.given:
            again += 1
            slug = f"{words}-{again}"
        self.given.add(slug)
        return slug


def put(fields: dict[str, object], name: str, value: object, number: int) -> None:
    """Set a field; if the name has another value already, add DNA's number to the name.

    >>> fields = {"Type": "NGO"}
    >>> put(fields, "Type", "Business", 12)
    >>> fields
    {'Type': 'NGO', 'Type (DNA 12)': 'Business'}
    """
    if value == "" or value is None:
        return
    name = line(name) or "unnamed"
    if name in fields and (fields[name] != value or type(fields[name]) is not type(value)):
        name = f"{name} (DNA {number})"
    fields[name] = value
