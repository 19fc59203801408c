"""Rules of sources: their texts, and who reports them."""

from __future__ import annotations

from collections import defaultdict

from kg.coding.graph.passages import anchor_hint
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.entries import records


def same_text(corpus: Corpus) -> None:
    """One text is coded in one sheet, or everything that it says counts twice."""
    found: dict[str, list[CodedSource]] = defaultdict(list)
    for coded in corpus.sheets:
        if coded.sheet.source.text.sha256 is not None:
            found[coded.sheet.source.text.sha256].append(coded)
    for several in found.values():
        for coded in several if len(several) > 1 else ():
            others = ", ".join(_text_line(other) for other in several if other is not coded)
            corpus.problem(
                f"the text of {coded.slug} is coded a second time, at {others}",
                _text_line(coded),
                "keep one sheet of a text; what a second coder reads in it goes there too, with 'coder:'",
            )


def _text_line(coded: CodedSource) -> str:
    return coded.file.where("source", "text", "sha256")


def text_length(corpus: Corpus) -> None:
    """A text that passages are counted in has a length, and it is not empty."""
    for coded in corpus.sheets:
        text = coded.sheet.source.text
        if text.sha256 is not None and text.length is None:
            corpus.problem("the text has no length", _text_line(coded), anchor_hint(coded))
        elif text.length is not None and text.length < 1:
            where = coded.file.where("source", "text", "length")
            corpus.problem("the text is empty", where, "anchor the sheet in a text that says something")


def reporters(corpus: Corpus) -> None:
    """Somebody reports every statement and narrated claim."""
    told = set()
    for entry in records(corpus):
        source = entry.coded.sheet.source
        if (
            not (entry.item.reported_by or source.authors or source.publisher)
            and entry.coded.slug not in told
        ):
            told.add(entry.coded.slug)
            corpus.problem(
                f"nobody reports {entry.item.id}: the source has neither 'authors' nor 'publisher'",
                entry.coded.file.where("source"),
                "add one of them, or 'reported_by:' to each entry",
            )
