"""Diagnosis of a quote that is not found where it should be, for the coder who corrects it.

A message repeats at most a few words of the text, which belongs to its publisher.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS, differences, fold, folded_occurrences
from kg.coding.texts.text import Span, Text
from kg.wording.lists import conjunction
from kg.wording.quotes import quote

Kind = Literal[
    "exact",
    "differs",
    "ellipsis",
    "elsewhere",
    "other-source",
    "not-found",
    "ambiguous",
    "changed",
    "no-place",
    "adjoining",
]

#: Greatest number of words of a text that a message shows.
WORDS_SHOWN = 8
#: Least similarity, of 100, for a passage to be shown; less similar ones are chance matches.
LIKE_ENOUGH = 60

_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|(?:\.\s){2,}\.)\s*")
_GAP_OR_INSERTION = re.compile(rf"{_GAP.pattern}|\s*\[[^\]]*\]\s*")
_ENDS = re.compile(rf"^[\s{SINGLE_MARKS}{DOUBLE_MARKS}]+|[\s.,;:!?{SINGLE_MARKS}{DOUBLE_MARKS}]+$")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The position of some words, or why they are not found.

    Attributes:
        kind: ``exact``, ``differs`` (in white space, marks or case), ``ellipsis`` (or a bracketed
            insertion), ``elsewhere`` in this text, ``other-source``, ``not-found``; for passages also
            ``ambiguous``, ``changed`` (not what was anchored) and ``no-place`` (not anchored); for two
            quotes ``adjoining``.
        start: first code point of the match, or of the nearest passage; None if there is none.
        end: the code point after its last.
        source: id of the other source, if ``other-source``.
        message: the end of a sentence that begins with the words.
        similarity: similarity of the nearest passage, 0 to 100, if ``not-found``.
    """

    kind: Kind
    start: int | None
    end: int | None
    source: str | None
    message: str
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnosis with its line in a sheet; ``about`` names the entry and the words.

    >>> str(Problem("sheet.yaml:12", "carney-good:", diagnose("fine", Text("t", "good"))))
    'sheet.yaml:12: carney-good: is not in t, and neither is anything similar'
    """

    where: str
    about: str
    diagnosis: Diagnosis

    def __str__(self) -> str:
        return f"{self.where}: {self.about} {self.diagnosis.message}"


def pieces(words: str, *, insertions: bool = False) -> list[str]:
    """Split words at ellipses, and at bracketed insertions if ``insertions`` is true.

    >>> pieces("the price … talks going"), pieces("going [to Washington] to say", insertions=True)
    (['the price', 'talks going'], ['going', 'to say'])
    """
    found = (_GAP_OR_INSERTION if insertions else _GAP).split(words)
    return [piece.strip() for piece in found if piece.strip()]


def in_order(search: Callable[[str], Sequence[Span]], parts: Sequence[str]) -> list[Span]:
    """For each match of the first part, the span up to the nearest following matches of the others.

    >>> in_order(Text("t", "a b a c").occurrences, ["a", "c"])
    [Span(start=0, end=7), Span(start=4, end=7)]
    """
    places = [search(part) for part in parts]
    found: list[Span] = []
    for head in places[0]:
        end: int | None = head.end
        for later in places[1:]:
            end = next((span.end for span in later if end is not None and span.start >= end), None)
        if end is not None:
            found.append(Span(head.start, end))
    return found


def place_name(text: Text, span: Span) -> str:
    """A position for a message."""
    return f"{span} (line {text.line(span.start)} of {text.name})"


def diagnose(
    words: str, text: Text, span: Span | None = None, others: Mapping[str, Text] | None = None
) -> Diagnosis:
    """Find ``words`` that should be exactly inside ``span`` of ``text``, or explain why they are not.

    Args:
        words: the quote.
        text: the text of its source.
        span: the passage that should contain the quote; None for the whole text.
        others: texts of other sources, by source id.

    >>> diagnose("i'm right", Text("t", "He said: “I’m right”.")).message
    'differs in quotation marks or dashes and case from 10-19 (line 1 of t): “I’m right”'
    """
    inside = text.whole if span is None else Span(*span)
    exact = text.occurrences(words, inside)
    if exact:
        return Diagnosis("exact", *exact[0], None, f"is at {place_name(text, exact[0])}")
    near = _nearly(words, text, inside)
    if near is not None:
        kind, place, how = near
        return Diagnosis(
            kind,
            *place,
            None,
            f"{how} {place_name(text, place)}: {few(text.content[place.start : place.end])}",
        )
    elsewhere: list[tuple[str | None, Text]] = [(None, text)] if inside != text.whole else []
    elsewhere += [(source, other) for source, other in (others or {}).items() if other != text]
    return (
        _exactly_in(words, elsewhere)
        or _nearly_in(words, elsewhere)
        or _nearest(words, text, text.whole if span is None else inside)
    )


def _exactly_in(words: str, candidates: Iterable[tuple[str | None, Text]]) -> Diagnosis | None:
    for source, text in candidates:
        for place in text.occurrences(words):
            return _away(source, text, place, "is")
    return None


def _nearly_in(words: str, candidates: Iterable[tuple[str | None, Text]]) -> Diagnosis | None:
    for source, text in candidates:
        near = _nearly(words, text, text.whole)
        # A single word before or after an ellipsis is in any text.
        if near is not None and (near[0] != "ellipsis" or _is_specific(words)):
            return _away(source, text, near[1], "is, with different white space, marks, case or an ellipsis,")
    return None


def _away(source: str | None, text: Text, place: Span, how: str) -> Diagnosis:
    kind: Kind = "elsewhere" if source is None else "other-source"
    where = "outside the passage" if source is None else f"in another source, {source},"
    return Diagnosis(kind, *place, source, f"{how} {where} at {place_name(text, place)}")


def _is_specific(words: str) -> bool:
    return all(len(piece.split()) > 1 for piece in pieces(words, insertions=True))


def _nearly(words: str, text: Text, inside: Span) -> tuple[Literal["differs", "ellipsis"], Span, str] | None:
    for place in folded_occurrences(text.content, words, inside):
        found = text.content[place.start : place.end]
        return "differs", place, f"differs in {conjunction(differences(words.strip(), found))} from"
    bare = _ENDS.sub("", words)
    if bare != words and any(char.isalnum() for char in bare):
        for place in folded_occurrences(text.content, bare, inside):
            return "differs", place, "differs in the punctuation at its ends from"
    parts = pieces(words, insertions=True)
    if parts and parts != [words.strip()]:
        spans = in_order(lambda part: folded_occurrences(text.content, part, inside), parts)
        if spans:
            place = min(spans, key=lambda one: (one.end - one.start, one.start))
            how = "has an ellipsis or an insertion: write each part as a separate quote, from"
            return "ellipsis", place, how
    return None


def _nearest(words: str, text: Text, inside: Span) -> Diagnosis:
    from rapidfuzz import fuzz

    needle = fold(words).text
    for area in (inside, text.whole):
        hay = fold(text.content[area.start : area.end])
        found = fuzz.partial_ratio_alignment(needle, hay.text) if needle and hay.text else None
        if found is None or found.dest_start >= found.dest_end or found.score < LIKE_ENOUGH:
            continue
        place = _whole_words(
            text,
            Span(area.start + hay.starts[found.dest_start], area.start + hay.ends[found.dest_end - 1]),
        )
        message = (
            f"is not in the text; the most similar passage ({found.score:.0f}%) is at "
            f"{place_name(text, place)}: {few(text.content[place.start : place.end])}"
        )
        return Diagnosis("not-found", *place, None, message, found.score)
    message = f"is not in {text.name}, and neither is anything similar"
    return Diagnosis("not-found", None, None, None, message)


def _whole_words(text: Text, span: Span) -> Span:
    start, end = span
    while start and not text.content[start - 1].isspace() and not text.content[start].isspace():
        start -= 1
    while end < text.length and not text.content[end].isspace() and not text.content[end - 1].isspace():
        end += 1
    return Span(start, end)


def few(words: str) -> str:
    """The first few words in quotation marks, for a message.

    >>> few('one two three four five six seven eight nine')
    '“one two three four five six seven eight …”'
    """
    split = words.split()
    return quote(f"{' '.join(split[:WORDS_SHOWN]).strip('“”')}{' …' if len(split) > WORDS_SHOWN else ''}")
