"""Triples of passages and quotations: the positions of a record and its quotes in the source's text."""

from __future__ import annotations

from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.parsing import place
from kg.coding.sheets.sheet import Anchored
from kg.model.ids import content_id
from kg.namespaces import OA, WSW
from kg.wording.counts import count

Keys = tuple[str | int, ...]


def anchor_hint(coded: CodedSource) -> str:
    """What to do with a sheet that is not anchored."""
    return f"run: kg anchor {coded.file.path} --text FILE"


class Passages:
    """Writer of the positions of one sheet's records; an entry without one is a problem.

    Args:
        corpus: collects problems.
        coded: the sheet.
        out: receives the triples.
    """

    def __init__(self, corpus: Corpus, coded: CodedSource, out: Triples) -> None:
        self.corpus = corpus
        self.coded = coded
        self.out = out

    def write(self, path: str, item: Anchored, keys: Keys) -> None:
        """Write the passage of the record at ``path``; ``keys`` is the path of its entry in the sheet."""
        if item.at is None or item.sha256 is None:
            what = place(self.coded.file.data, keys)
            where = self.coded.file.where(*keys)
            self.corpus.problem(f"{what} is not anchored", where, anchor_hint(self.coded))
            return
        passage = self._span("passage", item.at, WSW.Passage, OA.TextPositionSelector)
        self.out.plain(passage, WSW.sha256, item.sha256)
        self.out.link(path, WSW.passage, passage)

    def quotes(self, path: str, quotes: list[str], spans: list[str], keys: Keys) -> None:
        """Write the quotes of the record at ``path``, each with its position."""
        where = self.coded.file.where(*keys, "quotes")
        if len(quotes) != len(spans):
            problem = f"{count(len(quotes), 'quote')}, but {count(len(spans), 'position')} in 'quote_at'"
            self.corpus.problem(problem, where, anchor_hint(self.coded))
            return
        for words, span in zip(quotes, spans, strict=True):
            start, end = (int(part) for part in span.split("-"))
            if end - start != len(words):
                length = count(end - start, "character")
                problem = f"the position {span} is {length} long, but the quote is {len(words)}"
                self.corpus.problem(problem, where, "remove 'quote_at' and run kg anchor again")
            quotation = self._span(
                "quotation", span, WSW.Quotation, OA.TextQuoteSelector, OA.TextPositionSelector
            )
            self.out.text(quotation, OA.exact, words, self.coded.sheet.source.language)
            self.out.link(path, WSW.quotation, quotation)

    def _span(self, kind: str, span: str, *classes: str) -> str:
        """Write a span of the text; the same span is the same node."""
        start, end = (int(part) for part in span.split("-"))
        path = content_id(kind, self.coded.slug, start, end)
        self.out.types(path, *classes)
        self.out.integer(path, OA.start, start)
        self.out.integer(path, OA.end, end)
        return path
