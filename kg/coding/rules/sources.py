"""Rules for sources: their texts, and who reports them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.coding.graph.passages import anchor_hint
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.entries import records
from kg.coding.sheets.outline import Outline


def same_text(corpus: Corpus, outlines: Sequence[Outline]) -> None:
    """One text must be coded in one sheet; otherwise its statements would count twice."""
    found: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.text is not None:
            found[outline.text].append(outline)
    for several in found.values():
        for one in several if len(several) > 1 else ():
            others = ", ".join(other.where(other.text_line) for other in several if other is not one)
            corpus.problem(
                f"the text of {one.slug} is also coded at {others}",
                one.where(one.text_line),
                "keep one sheet for a text; add the readings of a second coder there, with 'coder:'",
            )


def _text_line(coded: CodedSource) -> str:
    return coded.file.where("source", "text", "sha256")


def text_length(corpus: Corpus) -> None:
    """A text must have a length, and must not be empty."""
    for coded in corpus.sheets:
        text = coded.sheet.source.text
        if text.sha256 is not None and text.length is None:
            corpus.problem("the length of the text is missing", _text_line(coded), anchor_hint(coded))
        elif text.length is not None and text.length < 1:
            where = coded.file.where("source", "text", "length")
            corpus.problem("the text is empty", where, "anchor the sheet in the text of its source")


def reporters(corpus: Corpus) -> None:
    """Every statement and narrated claim must have a reporter."""
    reported = set()
    for entry in records(corpus):
        source = entry.coded.sheet.source
        if (
            not (entry.item.reported_by or source.authors or source.publisher)
            and entry.coded.slug not in reported
        ):
            reported.add(entry.coded.slug)
            corpus.problem(
                f"{entry.item.id} has no reporter: the source has neither 'authors' nor 'publisher'",
                entry.coded.file.where("source"),
                "add 'authors:' or 'publisher:' to the source, or 'reported_by:' to each entry",
            )
