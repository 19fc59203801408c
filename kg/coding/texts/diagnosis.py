"""Why a quote does not stand where it should: what a coder needs to mend it.

A message repeats a few words of the text at most; the text is its publisher's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS, differences, fold, folded_occurrences
from kg.coding.texts.text import Span, Text

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

#: At most so many words of a text are ever shown.
WORDS_SHOWN = 8
#: Below this similarity, of 100, nothing is shown: what chance finds would only mislead.
LIKE_ENOUGH = 60

_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,}|(?:\.\s){2,}\.)\s*")
_GAP_OR_INSERTION = re.compile(rf"{_GAP.pattern}|\s*\[[^\]]*\]\s*")
_ENDS = re.compile(rf"^[\s{SINGLE_MARKS}{DOUBLE_MARKS}]+|[\s.,;:!?{SINGLE_MARKS}{DOUBLE_MARKS}]+$")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Where words stand, or why they stand nowhere.

    Attributes:
        kind: ``exact``, ``differs`` (in white space, marks or case), ``ellipsis`` (or a bracketed
            insertion), ``elsewhere`` in this text, ``other-source``, ``not-found``; of passages also
            ``ambiguous``, ``changed`` (not what was anchored) and ``no-place`` (none given); of two
            quotes ``adjoining``.
        start: first code point of the place, or of the nearest one; None where there is none.
        end: the code point after its last.
        source: the other source, if ``other-source``.
        message: one sentence for the coder.
        similarity: of the nearest place, 0 to 100, if ``not-found``.
    """

    kind: Kind
    start: int | None
    end: int | None
    source: str | None
    message: str
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnosis with its place in a sheet; ``about`` names the entry and the words.

    >>> str(Problem("sheet.yaml:12", "carney-good:", diagnose("fine", Text("t", "good"))))
    'sheet.yaml:12: carney-good: does not stand in t, nor anything like it'
    """

    where: str
    about: str
    diagnosis: Diagnosis

    def __str__(self) -> str:
        return f"{self.where}: {self.about} {self.diagnosis.message}"


def pieces(words: str, *, insertions: bool = False) -> list[str]:
    """The stretches between ellipses, and between bracketed insertions if asked for.

    >>> pieces("the price … talks going"), pieces("going [to Washington] to say", insertions=True)
    (['the price', 'talks going'], ['going', 'to say'])
    """
    found = (_GAP_OR_INSERTION if insertions else _GAP).split(words)
    return [piece.strip() for piece in found if piece.strip()]


def in_order(search: Callable[[str], Sequence[Span]], parts: Sequence[str]) -> list[Span]:
    """For each place of the first part, the span to the nearest following places of the others.

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
    """How a message names a place."""
    return f"{span} (line {text.line(span.start)} of {text.name})"


def diagnose(
    words: str, text: Text, span: Span | None = None, others: Mapping[str, Text] | None = None
) -> Diagnosis:
    """Say where ``words`` stand that should stand exactly inside ``span`` of ``text``.

    Args:
        words: the quote.
        text: the text of its source.
        span: where in it the quote should stand; None for anywhere.
        others: texts of other sources, by source id.

    >>> diagnose("i'm right", Text("t", "He said: “I’m right”.")).message
    'differs in quotation marks or dashes and case from 10-19 (line 1 of t): “I’m right”'
    """
    inside = text.whole if span is None else Span(*span)
    exact = text.occurrences(words, inside)
    if exact:
        return Diagnosis("exact", *exact[0], None, f"stands at {place_name(text, exact[0])}")
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
            return _away(source, text, place, "stands")
    return None


def _nearly_in(words: str, candidates: Iterable[tuple[str | None, Text]]) -> Diagnosis | None:
    for source, text in candidates:
        near = _nearly(words, text, text.whole)
        # A lone short piece before or after an ellipsis stands in any text.
        if near is not None and (near[0] != "ellipsis" or _telling(words)):
            return _away(
                source, text, near[1], "with other white space, marks, case or an ellipsis it stands"
            )
    return None


def _away(source: str | None, text: Text, place: Span, how: str) -> Diagnosis:
    kind: Kind = "elsewhere" if source is None else "other-source"
    where = "outside the passage" if source is None else f"in another source, {source},"
    return Diagnosis(kind, *place, source, f"{how} {where} at {place_name(text, place)}")


def _telling(words: str) -> bool:
    return all(len(piece.split()) > 1 for piece in pieces(words, insertions=True))


def _nearly(words: str, text: Text, inside: Span) -> tuple[Literal["differs", "ellipsis"], Span, str] | None:
    for place in folded_occurrences(text.content, words, inside):
        found = text.content[place.start : place.end]
        return "differs", place, f"differs in {' and '.join(differences(words.strip(), found))} from"
    bare = _ENDS.sub("", words)
    if bare != words and any(char.isalnum() for char in bare):
        for place in folded_occurrences(text.content, bare, inside):
            return "differs", place, "differs in the marks at its ends from"
    parts = pieces(words, insertions=True)
    if parts and parts != [words.strip()]:
        spans = in_order(lambda part: folded_occurrences(text.content, part, inside), parts)
        if spans:
            place = min(spans, key=lambda one: (one.end - one.start, one.start))
            how = "has an ellipsis or an insertion; write each piece as a quote of its own, from"
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
            f"does not stand in the text; the nearest ({found.score:.0f} of 100 alike) is at "
            f"{place_name(text, place)}: {few(text.content[place.start : place.end])}"
        )
        return Diagnosis("not-found", *place, None, message, found.score)
    return Diagnosis("not-found", None, None, None, f"does not stand in {text.name}, nor anything like it")


def _whole_words(text: Text, span: Span) -> Span:
    start, end = span
    while start and not text.content[start - 1].isspace() and not text.content[start].isspace():
        start -= 1
    while end < text.length and not text.content[end].isspace() and not text.content[end - 1].isspace():
        end += 1
    return Span(start, end)


def few(words: str) -> str:
    """The first few words, in quotation marks, for a message.

    >>> few('one two three four five six seven eight nine')
    '“one two three four five six seven eight …”'
    """
    split = words.split()
    return f"“{' '.join(split[:WORDS_SHOWN]).strip('“”')}{' …' if len(split) > WORDS_SHOWN else ''}”"
