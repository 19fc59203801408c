"""Rules of quotes: the words alone, and one quote for words that stand together."""

from __future__ import annotations

from itertools import pairwise

from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.entries import anchored
from kg.coding.texts.diagnosis import few
from kg.coding.texts.quotation_marks import has_marks
from kg.coding.texts.split_quotes import ADJOIN, TOGETHER, adjoin_plainly, the_quotes


def marks(corpus: Corpus) -> None:
    """The marks that stand around a quote are no part of it: whoever shows a quote puts them there."""
    for coded in corpus.sheets:
        for entry in anchored(coded):
            for quote in entry.quotes:
                if has_marks(quote):
                    corpus.problem(
                        f"the quotation marks around {few(quote)} are typed into the quote",
                        entry.where("quotes"),
                        "take them out of 'quotes:'; they are printed around every quote",
                    )


def parts(corpus: Corpus) -> None:
    """Two quotes that adjoin are one that was split: between them an ellipsis would be printed."""
    for coded in corpus.sheets:
        for entry in anchored(coded):
            if len(entry.quotes) != len(entry.quote_spans):
                continue
            for (one, span), (other, after) in pairwise(zip(entry.quotes, entry.quote_spans, strict=True)):
                if adjoin_plainly(one, span, after):
                    corpus.problem(f"{the_quotes(one, other)} {ADJOIN}", entry.where("quotes"), TOGETHER)
