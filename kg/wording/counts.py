"""A number with its noun."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    Args:
        number: how many.
        one: the noun in the singular.
        many: in the plural; without it, the singular with an s, or with -ies for a -y after a consonant.

    >>> count(1, "statement"), count(1234, "statement"), count(0, "country"), count(2, "day")
    ('1 statement', '1,234 statements', '0 countries', '2 days')
    """
    return f"{number:,} {one if number == 1 else many or plural(one)}"


def plural(one: str) -> str:
    """The plural of a regular noun.

    >>> plural("party"), plural("position")
    ('parties', 'positions')
    """
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
