"""The words of a statement: quotes in quotation marks, all others with a mark that says what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.wording.quotes import quote
from kg.wording.visible import visible

#: Kinds of record whose text is always the coder's wording.
_PARAPHRASED = ("/claim/", "/embedded/")


def mark(mode: str | None) -> str:
    """The mark before words that may not be the speaker's own.

    If a coding does not distinguish quotes from paraphrase, the text may be only the name of the code, so it
    is marked as neither.

    >>> mark("indirect"), mark("not-coded"), mark(None)
    ('[paraphrase]', '[coded as]', '[quoted or paraphrased]')
    """
    if not mode:
        return "[quoted or paraphrased]"
    return "[coded as]" if mode == "not-coded" else "[paraphrase]"


def worded(row: Mapping[str, Any], text: str = "text") -> str:
    """The words of a row with their mark; empty if it has none.

    ``[quoted or paraphrased]`` marks words of unknown mode in a record of unknown kind.

    >>> worded({"text": "We will.", "mode": "direct"}), worded({"text": "He will.", "mode": "indirect"})
    ('“We will.”', '[paraphrase] He will.')
    >>> worded({"text": "They meet.", "record": "https://example.org/id/claim/c1"})
    '[paraphrase] They meet.'
    >>> worded({"text": "We will."})
    '[quoted or paraphrased] We will.'
    >>> worded({"text": "Building the dam", "mode": "not-coded"})
    '[coded as] Building the dam'
    """
    words, mode = row.get(text), row.get("mode")
    if words in (None, ""):
        return ""
    if mode == "direct":
        return quote(visible(str(words)))
    coders = any(kind in str(row.get("record")) for kind in _PARAPHRASED)
    return f"{mark('indirect' if coders else mode)} {visible(str(words))}"
