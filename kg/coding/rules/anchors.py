"""Rules for positions: spans must fit the text, their passage and each other. They need no text."""

from __future__ import annotations

import unicodedata

from kg.coding.graph.passages import anchor_hint
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.entries import Entry, anchored
from kg.coding.sheets.sheet import Anchored
from kg.coding.texts.diagnosis import few
from kg.coding.texts.text import Span

_AGAIN = "replace 'at' and 'sha256' by 'find:' and run kg anchor again"
_QUOTES = "remove 'quote_at' and run kg anchor again"


def places(corpus: Corpus) -> None:
    """Every passage must be in the text, every quote in its passage, and one span has one wording."""
    for coded in corpus.sheets:
        hashes: dict[Span, tuple[str, str]] = {}
        words: dict[Span, tuple[str, str]] = {}
        for entry in anchored(coded):
            if entry.passage is None or entry.passage_sha256 is None:
                continue  # it has been reported as not anchored
            _passage(corpus, coded, entry, hashes)
            _quotes(corpus, coded, entry, words)


def _passage(
    corpus: Corpus, coded: CodedSource, entry: Entry[Anchored], hashes: dict[Span, tuple[str, str]]
) -> None:
    passage, sha256 = entry.passage, entry.passage_sha256
    if passage is None or sha256 is None or entry.item.at is None:
        return
    length = coded.sheet.source.text.length
    if length is not None and length > 0 and passage.end > length:
        corpus.problem(
            f"the passage {passage} ends after the end of the text, which is {length} characters long",
            entry.where("at"),
            anchor_hint(coded),
        )
    where = entry.where("sha256")
    known, other = hashes.setdefault(passage, (sha256, where))
    if known != sha256:
        corpus.problem(f"the sha256 of {passage} differs from the one at {other}", where, _AGAIN)


def _quotes(
    corpus: Corpus, coded: CodedSource, entry: Entry[Anchored], words: dict[Span, tuple[str, str]]
) -> None:
    passage, where = entry.passage, entry.where("quotes")
    for quote in entry.quotes:
        if not unicodedata.is_normalized("NFC", quote):
            message = f"the quote {few(quote)} is not in Unicode's composed form (NFC)"
            corpus.problem(message, where, "save the text in NFC, and anchor the sheet again")
    if len(entry.quotes) != len(entry.quote_spans) or passage is None:
        return
    for quote, span in zip(entry.quotes, entry.quote_spans, strict=True):
        if not passage.holds(span):
            corpus.problem(f"the quote at {span} is outside its passage {passage}", where, _QUOTES)
        known, other = words.setdefault(span, (quote, where))
        if known != quote:
            corpus.problem(f"the words at {span} differ from those at {other}", where, _QUOTES)
