"""Search for quotes and passages in a text: exact matches first, no guesses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from kg.coding.texts.diagnosis import Diagnosis, diagnose, in_order, pieces
from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS, folded_occurrences
from kg.coding.texts.text import Span, Text
from kg.errors import AnchorError
from kg.wording.counts import form
from kg.wording.quotes import quote

Search = Callable[[str], list[Span]]

_MARKS = SINGLE_MARKS + DOUBLE_MARKS


def find_quote(text: Text, words: str, within: Span | None = None) -> list[Span]:
    """Find all exact occurrences of ``words``, in order.

    >>> find_quote(Text("t", "a good deal, good for all"), "good", Span(8, 25))
    [Span(start=13, end=17)]
    """
    return text.occurrences(words, within)


def locate(
    text: Text, locator: str, within: Span | None = None, others: Mapping[str, Text] | None = None
) -> Span:
    """Find the passage that a coder describes.

    Args:
        text: the text.
        locator: the passage itself, or its first and last words with an ellipsis between them.
        within: the part of the text to search; None for all of it.
        others: texts of other sources by source id, for the diagnosis.

    Raises:
        AnchorError: it is not found, or found in several places.

    >>> locate(Text("t", "Mr Roe called it fair. He left."), "Mr Roe … fair")
    Span(start=0, end=21)
    """
    found = find_passage(text, locator, within, others)
    if isinstance(found, Diagnosis):
        raise AnchorError(f"{locator!r} {found.message}", where=text.name)
    return found


def find_passage(
    text: Text, locator: str, within: Span | None = None, others: Mapping[str, Text] | None = None
) -> Span | Diagnosis:
    """As :func:`locate`, but return the diagnosis instead of raising it.

    White space, marks and case must match; only if nothing is found are they ignored. A match at word
    boundaries is preferred to one inside a word; first and last words in one line are preferred to others
    in one paragraph, and these to the rest. Several remaining matches are ambiguous.
    """
    searches: tuple[Search, ...] = (
        lambda words: text.occurrences(words, within),
        lambda words: folded_occurrences(text.content, words, within),
    )
    parts = pieces(locator)
    for search in searches:
        found = _places(text, search, locator.strip())
        if not found and len(parts) > 1:
            found = _closest(text, in_order(partial(_places, text, search), parts))
        if len(found) == 1:
            return found[0]
        if found:
            return ambiguous(text, found)
    for part in parts:
        problem = diagnose(part, text, within, others)
        if problem.kind not in {"exact", "differs"}:
            named = f"{quote(part)} {problem.message}" if len(parts) > 1 else problem.message
            return replace(problem, message=named)
    return Diagnosis("not-found", None, None, None, "is not found: its parts are not in this order")


def quotes_span(
    text: Text, quotes: Sequence[str], others: Mapping[str, Text] | None = None
) -> Span | Diagnosis:
    """The passage from the first quote to the last, for an entry without 'find:' and 'at:'."""
    found = _closest(text, in_order(partial(_places, text, text.occurrences), quotes))
    if len(found) == 1:
        return found[0]
    if found:
        return ambiguous(text, found)
    for words in quotes:
        problem = diagnose(words, text, None, others)
        if problem.kind != "exact":
            return problem
    return Diagnosis("not-found", None, None, None, "and the other quotes are not in this order; add 'find:'")


def place_quotes(text: Text, quotes: Sequence[str], passage: Span) -> list[Span | None]:
    """The position of each quote in a passage; None for a quote that is not in it exactly.

    If there are several, one at word boundaries, between quotation marks and after the previous quote is
    preferred.

    >>> place_quotes(Text("t", 'the goods are "good", "good"'), ["good", "good"], Span(0, 28))
    [Span(start=15, end=19), Span(start=23, end=27)]
    """
    placed: list[Span | None] = []
    reached = passage.start
    for words in quotes:
        places = text.occurrences(words, passage)
        ranked = [
            (not _is_whole(text, one), not _is_marked(text, one), one.start < reached, one) for one in places
        ]
        best = min(ranked)[-1] if ranked else None
        placed.append(best)
        reached = reached if best is None else best.end
    return placed


def ambiguous(text: Text, found: Sequence[Span]) -> Diagnosis:
    """The diagnosis of words that are found in several places."""
    lines = sorted({text.line(span.start) for span in found})
    shown = ", ".join(str(line) for line in lines[:5]) + (", …" if len(lines) > 5 else "")
    line = form(len(lines), "line", "lines")
    message = f"is found {len(found)} times in {text.name} ({line} {shown}); give more words"
    return Diagnosis("ambiguous", *found[0], None, message)


def _closest(text: Text, found: Sequence[Span]) -> list[Span]:
    for gap in ("\n", "\n\n"):
        near = [span for span in found if gap not in text.content[span.start : span.end].replace("\r", "")]
        if near:
            return near
    return list(found)


def _places(text: Text, search: Search, words: str) -> list[Span]:
    found = search(words)
    return [span for span in found if _is_whole(text, span)] or found


def _is_whole(text: Text, span: Span) -> bool:
    def joined(at: int) -> bool:
        return 0 < at < text.length and text.content[at - 1].isalnum() and text.content[at].isalnum()

    return not joined(span.start) and not joined(span.end)


def _is_marked(text: Text, span: Span) -> bool:
    before, after = text.content[: span.start][-1:], text.content[span.end : span.end + 2].lstrip(".,")
    return (before != "" and before in _MARKS) or (after != "" and after[0] in _MARKS)
