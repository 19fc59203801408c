"""Words as a person may rely on them: quoted ones in quotation marks, all others marked as what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.wording.quotes import quote
from kg.wording.visible import visible

#: Kinds of record whose text is always the coder's.
_PARAPHRASED = ("/claim/", "/embedded/")


def mark(mode: str | None) -> str:
    """What stands before words that are not known to be the speaker's.

    Where a coding does not tell quoted words from paraphrase, the text may be no more than the name of
    what the passage was coded as: it is not called a paraphrase, let alone a quote.

    >>> mark("indirect"), mark("not-coded"), mark(None)
    ('[paraphrase]', '[coded as]', '[quoted or paraphrased]')
    """
    if not mode:
        return "[quoted or paraphrased]"
    return "[coded as]" if mode == "not-coded" else "[paraphrase]"


def worded(row: Mapping[str, Any], text: str = "text") -> str:
    """The words of a row, marked as what they are; nothing where it has none.

    Where neither the mode nor the kind of record tells whose words they are, it says that too.

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
