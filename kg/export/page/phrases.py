"""How values read on a page, and text that is safe to show anywhere.

Text of a graph is material, not markup. Templates escape it; what escaping does not reach is taken out here:
control characters, lone surrogates, and, in labels of the picture, marks that turn the writing direction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.model.stances import SENSES, Side
from kg.model.statement import Statement
from kg.wording.attitudes import attitude

_LINES = {Side.FOR: "support", Side.AGAINST: "oppose"}
#: The line that a stance or evaluation is drawn with: an evaluation looks like the stance of its side.
SIDES = {one.code: _LINES.get(one.side, one.code) for one in SENSES}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: The same in JSON text, where what stands before the space is written as an escape.
_SUSPECT = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]|\\\\u00[01]|\\\\[bf]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(value: Any) -> Any:
    r"""The same value with control characters and lone surrogates in its texts replaced by U+FFFD.

    >>> clean({"a": ["one" + chr(0), None, 3]})
    {'a': ['one\ufffd', None, 3]}
    """
    if isinstance(value, str):
        return _CONTROL.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {str(clean(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


def suspect(value: Any) -> bool:
    r"""Whether :func:`clean` may have something to do: a look at the whole, quicker than at each part.

    >>> suspect({"a": ["one" + chr(0)]}), suspect({"a": [chr(0xd800)]}), suspect({"a": ["one", 2, "\n"]})
    (True, True, False)
    """
    return _SUSPECT.search(json.dumps(value, ensure_ascii=False, default=str)) is not None


def one_line(text: str) -> str:
    """A text without marks of direction and with single spaces, for labels and captions.

    >>> one_line(" a  " + chr(0x202E) + "b ")
    'a b'
    """
    return " ".join(_DIRECTION.sub("", clean(text)).split())


def texts(value: Any) -> list[str]:
    """Several texts, one text or none, as a list.

    >>> texts(None), texts("a"), texts(("a", "b"))
    ([], ['a'], ['a', 'b'])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value if item]


def span(row: Statement) -> str:
    """Where the statement stands in its source's text.

    >>> span({"start": 10, "end": 1250})
    'characters 10 to 1,250'
    """
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return ""
    return f"characters {start:,} to {end:,}"


def embedded(row: Statement) -> list[dict[str, str]]:
    """What the speaker says that others want, say or believe, worded as the speaker's."""
    found = []
    speaker = str(row.get("speaker_label") or "the speaker")
    says = attitude("says", str(row.get("speaker") or ""), speaker)
    for item in row.get("embeds") or ():
        if not isinstance(item, Mapping):
            found.append({"lead": f"{speaker} {says}:", "text": str(item), "whose": ""})
            continue
        whose = str(item.get("attributee_label") or item.get("attributee") or "somebody")
        code = str(item.get("attitude") or "says").rsplit("#", 1)[-1]
        held = attitude(code, str(item.get("attributee") or ""), whose)
        found.append(
            {
                "lead": f"{speaker} {says} that {whose} {held}:",
                "text": str(item.get("text") or ""),
                "whose": whose,
            }
        )
    return found


def quoted(row: Statement) -> Sequence[str]:
    """The quoted words; the text itself where the mode is direct and no quotation is recorded."""
    words = texts(row.get("quotes"))
    return words or (texts(row.get("text")) if row.get("mode") == "direct" else [])
