"""Words as a person may rely on them: quoted words in quotation marks, the coder's own marked as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.cli.visible import visible

#: Kinds of record whose text is always the coder's.
_PARAPHRASED = ("/claim/", "/embedded/")


def worded(row: Mapping[str, Any], text: str = "text") -> str:
    """The words of a row, marked as what they are; nothing where it has none.

    Where a row does not tell its mode, it says that too.

    >>> worded({"text": "We will.", "mode": "direct"}), worded({"text": "He will.", "mode": "indirect"})
    ('“We will.”', '[paraphrase] He will.')
    >>> worded({"text": "They meet.", "record": "https://example.org/id/claim/c1"})
    '[paraphrase] They meet.'
    >>> worded({"text": "We will."})
    '[quoted or paraphrased] We will.'
    """
    words, mode = row.get(text), row.get("mode")
    if words in (None, ""):
        return ""
    if mode == "direct":
        return f"“{visible(str(words))}”"
    known = mode or any(kind in str(row.get("record")) for kind in _PARAPHRASED)
    return f"[{'paraphrase' if known else 'quoted or paraphrased'}] {visible(str(words))}"
