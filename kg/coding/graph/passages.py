"""Triples that say where a record and its quoted words stand in the source's text."""

from __future__ import annotations

from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.parsing import place
from kg.coding.sheets.sheet import Anchored
from kg.model.ids import content_id
from kg.namespaces import OA, WSW

Keys = tuple[str | int, ...]


def anchor_hint(coded: CodedSource) -> str:
    """What to do with a sheet that has no places yet."""
    return f"run: kg anchor {coded.file.path} --text FILE"


class Passages:
    """Writes the places of one sheet's records; an entry without one becomes a problem.

    Args:
        corpus: gathers problems.
        coded: the sheet.
        out: receives the triples.
    """

    def __init__(self, corpus: Corpus, coded: CodedSource, out: Triples) -> None:
        self.corpus = corpus
        self.coded = coded
        self.out = out

    def write(self, path: str, item: Anchored, keys: Keys) -> None:
        """Write the passage of the record at ``path``; ``keys`` lead to its entry in the sheet."""
        if item.at is None or item.sha256 is None:
            what = place(self.coded.file.data, keys)
            where = self.coded.file.where(*keys)
            self.corpus.problem(f"{what} has no place in the text yet", where, anchor_hint(self.coded))
            return
        passage = self._stretch("passage", item.at, WSW.Passage, OA.TextPositionSelector)
        self.out.plain(passage, WSW.sha256, item.sha256)
        self.out.link(path, WSW.passage, passage)

    def quotes(self, path: str, quotes: list[str], spans: list[str], keys: Keys) -> None:
        """Write the quoted words of the record at ``path``, each with its place."""
        where = self.coded.file.where(*keys, "quotes")
        if len(quotes) != len(spans):
            counted = f"{len(quotes)} {'quote' if len(quotes) == 1 else 'quotes'}"
            problem = f"{counted}, but {len(spans)} in 'quote_at'"
            self.corpus.problem(problem, where, anchor_hint(self.coded))
            return
        for words, span in zip(quotes, spans, strict=True):
            start, end = (int(part) for part in span.split("-"))
            if end - start != len(words):
                problem = f"{span} is {end - start} characters long, the quote {len(words)}"
                self.corpus.problem(problem, where, "take 'quote_at' out and run kg anchor again")
            quotation = self._stretch(
                "quotation", span, WSW.Quotation, OA.TextQuoteSelector, OA.TextPositionSelector
            )
            self.out.text(quotation, OA.exact, words, self.coded.sheet.source.language)
            self.out.link(path, WSW.quotation, quotation)

    def _stretch(self, kind: str, span: str, *classes: str) -> str:
        """A stretch of the text; the same stretch is the same node."""
        start, end = (int(part) for part in span.split("-"))
        path = content_id(kind, self.coded.slug, start, end)
        self.out.types(path, *classes)
        self.out.integer(path, OA.start, start)
        self.out.integer(path, OA.end, end)
        return path
