"""Words that a coder puts in quotation marks inside a paraphrase, which readers take for the source's own."""

from __future__ import annotations

from kg.coding.texts.diagnosis import pieces
from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS, folded_occurrences
from kg.coding.texts.text import Span, Text

#: What opens quoted words, and what closes them. Straight single marks are apostrophes too often.
_PAIRS = {'"': '"', "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‘": "’", "‹": "›"}
_ENDS = " \t\n.,;:!?" + DOUBLE_MARKS + SINGLE_MARKS


def quoted(paraphrase: str) -> list[str]:
    """The words between quotation marks, in order; what stands in marks inside them is part of them.

    >>> quoted('The plan is "a gift"; he calls it “the people’s plan”, and ‘don’t’ is no answer.')
    ['a gift', 'the people’s plan', 'don’t']
    >>> quoted('The workers’ 5" pipe and the bosses’ rules'), quoted("» genau so «")
    ([], ['genau so'])
    """
    found: list[str] = []
    at = 0
    while at < len(paraphrase):
        closing = _PAIRS.get(paraphrase[at])
        end = None
        if closing is not None and not paraphrase[at - 1 : at].isalnum():
            end = _end(paraphrase, at + 1, closing)
        if end is None:
            at += 1
            continue
        words = paraphrase[at + 1 : end].strip()
        found += [words] if any(sign.isalnum() for sign in words) else []
        at = end + 1
    return found


def _end(text: str, start: int, closing: str) -> int | None:
    """Where quoted words end; an apostrophe inside a word ends nothing."""
    for at in range(start, len(text)):
        if text[at] in closing and not (text[at] in SINGLE_MARKS and text[at + 1 : at + 2].isalnum()):
            return at
    return None


def stand_in(words: str, text: Text, within: Span | None = None) -> bool:
    """Whether quoted words stand in a text, whatever its marks, white space and capitals are.

    What an ellipsis leaves out and what brackets put in need not stand there, nor the marks at the ends.

    >>> text = Text("t", "He called it “a Gift to the Shopping centre” then.")
    >>> stand_in("a gift … centre,", text), stand_in("gifts", text), stand_in("gif", text)
    (True, False, False)
    """
    wanted = [bare for piece in pieces(words, insertions=True) if (bare := piece.strip(_ENDS))]
    return all(
        any(_is_whole(text, span) for span in folded_occurrences(text.content, piece, within))
        for piece in wanted
    )


def _is_whole(text: Text, span: Span) -> bool:
    """Whether a stretch begins and ends with a word, as far as its writing parts words."""

    def joined(at: int) -> bool:
        return 0 < at < text.length and _parts_words(text.content[at - 1]) and _parts_words(text.content[at])

    return not joined(span.start) and not joined(span.end)


def _parts_words(sign: str) -> bool:
    return sign.isdigit() or sign.lower() != sign.upper()
