"""``kg check --texts``: verify the anchors of a sheet against its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.coding.texts.diagnosis import Diagnosis, Kind, Problem, diagnose, few
from kg.coding.texts.quoted_words import are_in, quoted
from kg.coding.texts.split_quotes import ADJOIN, adjoin, adjoin_plainly, the_quotes
from kg.coding.texts.text import Span, Text
from kg.wording.counts import count


@dataclass(frozen=True, slots=True)
class Anchored:
    """The anchor of an entry, as written in a sheet.

    Attributes:
        where: ``file:line`` of the entry, for messages.
        source: id of the source.
        start: first code point of the passage.
        end: the code point after its last.
        sha256: hash of the passage; None if the sheet has none.
        quotes: the quotes.
        quote_spans: position of each quote.
        paraphrase: the coder's paraphrase, which may have words in quotation marks.
    """

    where: str
    source: str
    start: int
    end: int
    sha256: str | None
    quotes: tuple[str, ...] = ()
    quote_spans: tuple[tuple[int, int], ...] = ()
    paraphrase: str | None = None

    @property
    def checks(self) -> int:
        """Number of checks: the passage, each quote, and the words in quotation marks of the paraphrase."""
        return 1 + len(self.quotes) + len(quoted(self.paraphrase or ""))


@dataclass(frozen=True, slots=True)
class AnchorCheck:
    """The number of checks, the anchors that are wrong, and those that a coder should review."""

    performed: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def verify_sheet(
    entries: Iterable[Anchored], text: Text, others: Mapping[str, Text] | None = None
) -> AnchorCheck:
    """Check every anchor of one source against its text.

    One check for each passage (it is in the text and its hash matches), for each quote (it is exactly at
    its position, inside the passage, not adjacent to the previous quote), and for each phrase in quotation
    marks in a paraphrase (it is in the text; a note if it is outside the passage).

    Args:
        entries: the anchors.
        text: the text of their source.
        others: texts of other sources by source id, to report a quote that is in another source.

    >>> text = Text("t", "He said: “I’m right”.")
    >>> good = Anchored("s.yaml:3", "t", 0, 21, text.slice_hash(0, 21), ("I’m right",), ((10, 19),))
    >>> verify_sheet([good], text)
    AnchorCheck(performed=2, problems=(), notes=())
    """
    performed, problems, notes = 0, list[Problem](), list[Problem]()
    for entry in entries:
        performed += entry.checks
        problems += _passage(entry, text)
        problems += _quotes(entry, text, others)
        problems += _adjoining(entry, text)
        for words in quoted(entry.paraphrase or ""):
            if not are_in(words, text):
                problems.append(_in_paraphrase(entry, words, f"are not in {text.name}"))
            elif not are_in(words, text, Span(entry.start, entry.end)):
                notes.append(_in_paraphrase(entry, words, "are in the text, but outside the passage"))
    return AnchorCheck(performed, tuple(problems), tuple(notes))


def _passage(entry: Anchored, text: Text) -> list[Problem]:
    span = f"{entry.start}-{entry.end}"
    if not 0 <= entry.start < entry.end <= text.length:
        return [
            _problem(
                entry, "changed", f"is outside {text.name}, which is {text.length} characters long", span
            )
        ]
    if entry.sha256 is None:
        return [_problem(entry, "no-place", "has no sha256; run kg anchor", span)]
    if entry.sha256 != text.slice_hash(entry.start, entry.end):
        return [_problem(entry, "changed", f"does not match the text of {text.name} any more", span)]
    return []


def _quotes(entry: Anchored, text: Text, others: Mapping[str, Text] | None) -> list[Problem]:
    if len(entry.quotes) != len(entry.quote_spans):
        message = (
            f"has {count(len(entry.quotes), 'quote')} but {count(len(entry.quote_spans), 'position')}; "
            "run kg anchor"
        )
        return [_problem(entry, "no-place", message)]
    passage, problems = Span(entry.start, entry.end), []
    for words, span in zip(entry.quotes, entry.quote_spans, strict=True):
        if passage.holds(Span(*span)) and text.content[slice(*span)] == words:
            continue
        found = diagnose(words, text, passage, others)
        if found.kind == "exact":
            message = f"is at {found.start}-{found.end}, not at {Span(*span)}; run kg anchor"
            found = Diagnosis("elsewhere", found.start, found.end, None, message)
        problems.append(Problem(entry.where, f"quote {few(words)}", found))
    return problems


def _adjoining(entry: Anchored, text: Text) -> list[Problem]:
    """Adjacent quotes, without those that their positions alone show, which a rule of the sheet reports."""
    if len(entry.quotes) != len(entry.quote_spans):
        return []
    spans = [Span(*span) for span in entry.quote_spans]
    return [
        Problem(
            entry.where,
            the_quotes(one, other),
            Diagnosis("adjoining", before.end, after.start, None, ADJOIN),
        )
        for (one, before), (other, after) in pairwise(zip(entry.quotes, spans, strict=True))
        if not adjoin_plainly(one, before, after) and adjoin(text, before, after)
    ]


def _in_paraphrase(entry: Anchored, words: str, message: str) -> Problem:
    return Problem(
        entry.where, f"the words {few(words)} in 'text'", Diagnosis("not-found", None, None, None, message)
    )


def _problem(entry: Anchored, kind: Kind, message: str, span: str = "") -> Problem:
    return Problem(entry.where, f"passage {span}".rstrip(), Diagnosis(kind, None, None, None, message))
