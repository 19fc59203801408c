"""Which statements hold the words that a person looks for.

A store with an index of words is asked there. Elsewhere the engine narrows the texts down by a regular
expression for the longest word, and what is left is searched as the index would be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.store.index.words import folded, holding, phrase
from kg.store.terms import literal

if TYPE_CHECKING:
    from kg.questions.answer import Asker

#: Where letters with accents, and letters that stand for two, are looked for: Latin to Greek, ligatures.
_LETTERS: Final = (range(0xC0, 0x2000), range(0xFB00, 0xFB07))
#: Letters of a word that the pattern has: enough to narrow texts down.
_LENGTH: Final = 8


def worded(asker: Asker, typed: str) -> set[str]:
    """IRIs of the statements whose text or quotations hold the words, one right after the other.

    Args:
        asker: whose store is searched.
        typed: words as :func:`kg.store.index.words.phrase` takes them.

    Raises:
        QuestionError: there is no word in it.
    """
    phrase(typed)
    index = asker.store.index
    if index is not None:
        return set(index.saying(typed))
    found = asker.part("worded", pattern=[literal(pattern(typed))])
    texts = [(row["id"].value, row["words"].value) for row in found if row["id"] and row["words"]]
    return holding(typed, texts)


def pattern(typed: str) -> str:
    """A regular expression that stands in every text which holds the longest word of what was typed.

    It finds too much rather than too little. Letters with accents are written as alternatives and not
    as classes, which some engines read byte by byte.

    >>> bool(re.search(pattern("strasse"), "Straße", re.I)), bool(re.search(pattern("l'Etat"), "l'état"))
    (True, True)
    >>> pattern("42")
    '42'
    """
    words = re.findall(r"\w+", folded(typed))
    at = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[at][:_LENGTH]
    open_ended = len(words[at]) > _LENGTH or (typed.rstrip().endswith("*") and at == len(words) - 1)
    return _rest(word, open_ended=open_ended)


def _rest(word: str, *, open_ended: bool) -> str:
    """The pattern for ``word``; an open-ended one goes on, perhaps within the letter that ends it."""
    if not word:
        return ""
    single = _spellings()
    first = [word[0], *single.get(word[0], ())]
    if len(word) == 1 and open_ended:
        first += [mark for spelled, marks in single.items() if spelled[0] == word for mark in marks]
    rest = _any(first) + _rest(word[1:], open_ended=open_ended)
    several = [
        _any(marks) + _rest(word[len(spelled) :], open_ended=open_ended)
        for spelled, marks in single.items()
        if len(spelled) > 1 and word.startswith(spelled)
    ]
    if open_ended and len(word) > 1:  # a letter that stands for all that is left, and for more
        several += [
            _any(marks) for spelled, marks in single.items() if spelled != word and spelled.startswith(word)
        ]
    return _any([rest, *several])


def _any(spellings: list[str]) -> str:
    return spellings[0] if len(spellings) == 1 else f"({'|'.join(dict.fromkeys(spellings))})"


@cache
def _spellings() -> dict[str, list[str]]:
    """Letters by what they are without case and accents, which may be several letters: ``ss``."""
    found: dict[str, list[str]] = {}
    for code in (code for letters in _LETTERS for code in letters):
        plain = folded(chr(code))
        if plain != chr(code) and plain.isalnum():
            found.setdefault(plain, []).append(chr(code))
    return found
