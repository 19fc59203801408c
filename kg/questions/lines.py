"""Where in the sheets a row comes from, so that what is wrong can be mended in one step."""

from __future__ import annotations


def place(coded_at: object) -> tuple[str | None, int | None]:
    """The file and the line of ``wsw:codedAt``; None for both where it is missing.

    >>> place("sources/gazette-2025-03-14.yaml:12"), place(None)
    (('sources/gazette-2025-03-14.yaml', 12), (None, None))
    """
    sheet, _, line = str(coded_at or "").rpartition(":")
    return (sheet, int(line)) if sheet and line.isdecimal() else (None, None)
