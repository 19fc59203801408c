"""Rules for quotes: no quotation marks around them, and one quote for adjacent words."""

from __future__ import annotations

from itertools import pairwise

from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.entries import anchored
from kg.coding.texts.diagnosis import few
from kg.coding.texts.quotation_marks import has_marks
from kg.coding.texts.split_quotes import ADJOIN, TOGETHER, adjoin_plainly, the_quotes


def marks(corpus: Corpus) -> None:
    """Quotation marks are not part of a quote: they are added when it is shown."""
    for coded in corpus.sheets:
        for entry in anchored(coded):
            for quote in entry.quotes:
                if has_marks(quote):
                    corpus.problem(
                        f"the quote {few(quote)} includes the quotation marks around it",
                        entry.where("quotes"),
                        "remove them from 'quotes:'; they are added when a quote is shown",
                    )


def parts(corpus: Corpus) -> None:
    """Two adjacent quotes are one that was split: they would be shown with an ellipsis between them."""
    for coded in corpus.sheets:
        for entry in anchored(coded):
            if len(entry.quotes) != len(entry.quote_spans):
                continue
            for (one, span), (other, after) in pairwise(zip(entry.quotes, entry.quote_spans, strict=True)):
                if adjoin_plainly(one, span, after):
                    corpus.problem(f"{the_quotes(one, other)} {ADJOIN}", entry.where("quotes"), TOGETHER)
