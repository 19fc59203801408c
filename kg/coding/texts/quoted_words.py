"""Words in quotation marks inside a paraphrase, which readers take for the words of the source."""

from __future__ import annotations

from kg.coding.texts.diagnosis import pieces
from kg.coding.texts.folding import DOUBLE_MARKS, SINGLE_MARKS, folded_occurrences
from kg.coding.texts.text import Span, Text

#: Opening marks to closing marks. Straight single marks are not included: most are apostrophes.
_PAIRS = {'"': '"', "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‘": "’", "‹": "›"}
_ENDS = " \t\n.,;:!?" + DOUBLE_MARKS + SINGLE_MARKS


def quoted(paraphrase: str) -> list[str]:
    """The words between quotation marks, in order; nested quotes are part of the outer one.

    >>> quoted('The plan is "a gift"; he calls it “the people’s plan”, and ‘don’t’ is not an answer.')
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
        found += [words] if any(char.isalnum() for char in words) else []
        at = end + 1
    return found


def _end(text: str, start: int, closing: str) -> int | None:
    """The end of quoted words; an apostrophe inside a word does not end them."""
    for at in range(start, len(text)):
        if text[at] in closing and not (text[at] in SINGLE_MARKS and text[at + 1 : at + 2].isalnum()):
            return at
    return None


def are_in(words: str, text: Text, within: Span | None = None) -> bool:
    """Whether quoted words are in a text, ignoring marks, white space and case.

    Ellipses, bracketed insertions and punctuation at the ends are ignored too.

    >>> text = Text("t", "He called it “a Gift to the Shopping centre” then.")
    >>> are_in("a gift … centre,", text), are_in("gifts", text), are_in("gif", text)
    (True, False, False)
    """
    wanted = [bare for piece in pieces(words, insertions=True) if (bare := piece.strip(_ENDS))]
    return all(
        any(_is_whole(text, span) for span in folded_occurrences(text.content, piece, within))
        for piece in wanted
    )


def _is_whole(text: Text, span: Span) -> bool:
    """Whether a span begins and ends at word boundaries, in scripts that separate words."""

    def joined(at: int) -> bool:
        return 0 < at < text.length and _separates(text.content[at - 1]) and _separates(text.content[at])

    return not joined(span.start) and not joined(span.end)


def _separates(char: str) -> bool:
    """Whether a letter belongs to a script that separates words: those with upper and lower case."""
    return char.isdigit() or char.lower() != char.upper()
