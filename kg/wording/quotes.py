"""Words in quotation marks."""

from __future__ import annotations


def quote(words: str) -> str:
    """Put words in quotation marks.

    >>> quote("We will.")
    '“We will.”'
    """
    return f"“{words}”"
