"""``kg check --texts``: do the anchors of a sheet still hold in the text?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.coding.diagnosis import Diagnosis, Kind, Problem, diagnose, few
from kg.coding.texts import Span, Text


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
    """

    where: str
    source: str
    start: int
    end: int
    sha256: str | None
    quotes: tuple[str, ...] = ()
    quote_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnchorCheck:
    """How many passages and quotes were checked, and which do not hold."""

    performed: int
    problems: tuple[Problem, ...]


def verify_sheet(
    entries: Iterable[Anchored], text: Text, others: Mapping[str, Text] | None = None
) -> AnchorCheck:
    """Check every anchor of one source against its text.

    A passage is one check (it lies in the text and its hash is right), a quote another (it stands
    exactly at its span, inside the passage).

    Args:
        entries: the anchors.
        text: the text of their source.
        others: texts of other sources by source id, for the diagnosis of quotes gone astray.

    >>> text = Text("t", "He said: “I’m right”.")
    >>> good = Anchored("s.yaml:3", "t", 0, 21, text.slice_hash(0, 21), ("I’m right",), ((10, 19),))
    >>> verify_sheet([good], text)
    AnchorCheck(performed=2, problems=())
    """
    performed, problems = 0, list[Problem]()
    for entry in entries:
        performed += 1 + len(entry.quotes)
        problems += _passage(entry, text)
        problems += _quotes(entry, text, others)
    return AnchorCheck(performed, tuple(problems))


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


def _problem(entry: Anchored, kind: Kind, message: str, span: str = "") -> Problem:
    return Problem(entry.where, f"passage {span}".rstrip(), Diagnosis(kind, None, None, None, message))
