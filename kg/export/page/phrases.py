"""How values read on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.model.stances import SENSES, Side
from kg.model.statement import Statement
from kg.wording.attitudes import attitude

#: The colour of each side.
COLOURS = {Side.FOR: "support", Side.AGAINST: "oppose", Side.BOTH: "mixed", Side.OTHER: "other"}
#: The line that a stance or evaluation is drawn with: that of its side, or its own if it is on neither.
SIDES = {one.code: one.code if one.side is Side.OTHER else COLOURS[one.side] for one in SENSES}
#: The lines in order.
LINES = tuple(dict.fromkeys(SIDES.values()))


def texts(value: Any) -> list[str]:
    """Return several texts, one text or none as a list.

    >>> texts(None), texts("a"), texts(("a", "b"))
    ([], ['a'], ['a', 'b'])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(item) for item in value if item]


def embedded(row: Statement) -> list[dict[str, str]]:
    """Return the views that the speaker attributes to others, with a phrase that says so."""
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
    """Return the quoted words; the text itself if the mode is direct and no quotation is recorded."""
    words = texts(row.get("quotes"))
    return words or (texts(row.get("text")) if row.get("mode") == "direct" else [])
