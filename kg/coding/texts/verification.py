"""``kg check --texts``: do the anchors of a sheet still hold in the text?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.coding.texts.diagnosis import Diagnosis, Kind, Problem, diagnose, few
from kg.coding.texts.quoted_words import quoted, stand_in
from kg.coding.texts.split_quotes import ADJOIN, adjoin, adjoin_plainly, the_quotes
from kg.coding.texts.text import Span, Text


@dataclass(frozen=True, slots=True)
class Anchored:
    """An anchor as a sheet has it.

    Attributes:
        where: ``file:line`` of the entry, for complaints.
        source: id of the source.
        start: first code point of the passage.
        end: the code point after its last.
        sha256: of the passage; None if the sheet has none.
        quotes: the quoted words.
        quote_spans: where each of them stands.
        paraphrase: the coder's own words, and what they put in quotation marks.
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
        """How many things there are to check: the passage, each quote, and the words quoted in passing."""
        return 1 + len(self.quotes) + len(quoted(self.paraphrase or ""))


@dataclass(frozen=True, slots=True)
class AnchorCheck:
    """How many passages and quotes were checked, which do not hold, and which a coder should look at."""

    performed: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def verify_sheet(
    entries: Iterable[Anchored], text: Text, others: Mapping[str, Text] | None = None
) -> AnchorCheck:
    """Check every anchor of one source against its text.

    A passage is one check (it lies in the text and its hash is right), a quote another (it stands
    exactly at its span, inside the passage, apart from the quote before it), and so are words that a
    paraphrase puts in quotation marks (they stand in the text; it is worth a note if outside the passage).

    Args:
        entries: the anchors.
        text: the text of their source.
        others: texts of other sources by source id, for the diagnosis of quotes gone astray.

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
            if not stand_in(words, text):
                problems.append(_in_passing(entry, words, f"do not stand in {text.name}"))
            elif not stand_in(words, text, Span(entry.start, entry.end)):
                notes.append(_in_passing(entry, words, "stand in the text outside the passage"))
    return AnchorCheck(performed, tuple(problems), tuple(notes))


def _passage(entry: Anchored, text: Text) -> list[Problem]:
    span = f"{entry.start}-{entry.end}"
    if not 0 <= entry.start < entry.end <= text.length:
        return [
            _problem(entry, "changed", f"is outside {text.name}, which has {text.length} characters", span)
        ]
    if entry.sha256 is None:
        return [_problem(entry, "no-place", "has no sha256: run kg anchor", span)]
    if entry.sha256 != text.slice_hash(entry.start, entry.end):
        return [_problem(entry, "changed", f"of {text.name} has not the words that were anchored", span)]
    return []


def _quotes(entry: Anchored, text: Text, others: Mapping[str, Text] | None) -> list[Problem]:
    if len(entry.quotes) != len(entry.quote_spans):
        message = (
            f"has {len(entry.quotes)} quotes and {len(entry.quote_spans)} places for them: run kg anchor"
        )
        return [_problem(entry, "no-place", message)]
    passage, problems = Span(entry.start, entry.end), []
    for words, span in zip(entry.quotes, entry.quote_spans, strict=True):
        if passage.holds(Span(*span)) and text.content[slice(*span)] == words:
            continue
        found = diagnose(words, text, passage, others)
        if found.kind == "exact":
            message = f"stands at {found.start}-{found.end}, not at {Span(*span)}: run kg anchor"
            found = Diagnosis("elsewhere", found.start, found.end, None, message)
        problems.append(Problem(entry.where, f"quote {few(words)}", found))
    return problems


def _adjoining(entry: Anchored, text: Text) -> list[Problem]:
    """Quotes between which the text has neither words nor marks; what is plain from the spans is known."""
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


def _in_passing(entry: Anchored, words: str, message: str) -> Problem:
    return Problem(
        entry.where, f"the words {few(words)} in 'text'", Diagnosis("not-found", None, None, None, message)
    )


def _problem(entry: Anchored, kind: Kind, message: str, span: str = "") -> Problem:
    return Problem(entry.where, f"passage {span}".rstrip(), Diagnosis(kind, None, None, None, message))
