"""Numbers with nouns and verbs that agree with them."""

from __future__ import annotations

from typing import Final

_IRREGULAR: Final = {"people": "person"}


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun, given in the singular.

    Args:
        number: how many.
        one: the noun in the singular.
        many: the plural; default: with an s, or with -ies for a -y after a consonant.

    >>> count(1, "statement"), count(1234, "statement"), count(0, "country"), count(2, "day")
    ('1 statement', '1,234 statements', '0 countries', '2 days')
    """
    return f"{number:,} {form(number, one, many or plural(one))}"


def amount(number: int, many: str) -> str:
    """A number with its noun, given in the plural.

    >>> amount(1, "statements"), amount(12, "statements"), amount(1, "people"), amount(1, "parties")
    ('1 statement', '12 statements', '1 person', '1 party')
    """
    return f"{number:,} {form(number, singular(many), many)}"


def form(number: float, one: str, many: str) -> str:
    """Choose the form of a word that agrees with a number.

    >>> form(1, "is", "are"), form(0, "is", "are"), form(2, "its", "their")
    ('is', 'are', 'their')
    """
    return one if number == 1 else many


def plural(one: str) -> str:
    """The plural of a regular noun.

    >>> plural("party"), plural("position")
    ('parties', 'positions')
    """
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"


def singular(many: str) -> str:
    """The singular of a regular plural.

    >>> singular("parties"), singular("positions"), singular("people")
    ('party', 'position', 'person')
    """
    if many in _IRREGULAR:
        return _IRREGULAR[many]
    return f"{many[:-3]}y" if many.endswith("ies") else many.removesuffix("s")
