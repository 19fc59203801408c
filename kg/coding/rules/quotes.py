"""Rules of quotes: the words alone, and one quote for words that stand together."""

from __future__ import annotations

from itertools import pairwise

from kg.coding.adjoining import ADJOIN, TOGETHER, adjoin_plainly, the_quotes
from kg.coding.corpus import Corpus
from kg.coding.diagnosis import few
from kg.coding.entries import anchored
from kg.coding.folding import DOUBLE_MARKS, SINGLE_MARKS

_AFTER = ".,;:!?… "
#: Marks that can stand before quoted words; the other single ones are apostrophes too.
_SINGLE_OPENING = "'‘‚‛‹"
#: What is written with an apostrophe before it.
_CLIPPED = ("tis", "twas", "twere", "em", "til", "cause", "bout", "round", "n", "s")


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


def has_marks(quote: str) -> bool:
    """Whether a quote begins and ends with the marks around it, or has lost the partner of one.

    Marks of a quote within the quote stay.

    >>> has_marks('"working visit"'), has_marks("‘working visit’."), has_marks("“working visit")
    (True, True, True)
    >>> has_marks("‘Yes’ is not ‘no’"), has_marks("’tis the workers’"), has_marks('a 5" pipe')
    (False, False, False)
    """
    ended = quote.rstrip(_AFTER)
    if len(ended) < 2:
        return False
    first, last = ended[0], ended[-1]
    double = sum(sign in DOUBLE_MARKS for sign in ended)
    if double % 2:
        return first in DOUBLE_MARKS or last in DOUBLE_MARKS
    if first in DOUBLE_MARKS and last in DOUBLE_MARKS:
        return double == 2
    if first in _SINGLE_OPENING and last in SINGLE_MARKS and not ended[1].isspace():
        word = ended[1:].split()[0].rstrip(SINGLE_MARKS + _AFTER).casefold()
        inside = sum(sign in _SINGLE_OPENING and sign != first for sign in ended[1:-1])
        opened = ended[1:-1].count(f" {first}")
        return word not in _CLIPPED and not word[:1].isdigit() and not inside and not opened
    return False


def parts(corpus: Corpus) -> None:
    """Two quotes that adjoin are one that was split: between them an ellipsis would be printed."""
    for coded in corpus.sheets:
        for entry in anchored(coded):
            if len(entry.quotes) != len(entry.quote_spans):
                continue
            for (one, span), (other, after) in pairwise(zip(entry.quotes, entry.quote_spans, strict=True)):
                if adjoin_plainly(one, span, after):
                    corpus.problem(f"{the_quotes(one, other)} {ADJOIN}", entry.where("quotes"), TOGETHER)
