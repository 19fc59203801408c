"""Full-text search: the statements that contain given words.

A store with an index of words answers from it. Otherwise the engine filters the texts by a regular
expression for the longest word, and the remaining texts are searched as the index would be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.store.index.words import folded, holding, phrase
from kg.store.terms import literal

if TYPE_CHECKING:
    from kg.questions.answer import Asker

#: Code points with accented letters and ligatures: Latin to Greek, presentation forms.
_LETTERS: Final = (range(0xC0, 0x2000), range(0xFB00, 0xFB07))
#: Maximum number of letters of the word in the pattern: enough to filter texts.
_LENGTH: Final = 8


def worded(asker: Asker, typed: str) -> set[str]:
    """Return the IRIs of the statements whose text or a quotation contains the words as a phrase.

    Args:
        asker: the graph.
        typed: words as for :func:`kg.store.index.words.phrase`.

    Raises:
        QuestionError: the text has no words.
    """
    phrase(typed)
    index = asker.store.index
    if index is not None:
        return set(index.saying(typed))
    found = asker.part("worded", pattern=[literal(pattern(typed))])
    texts = [(row["id"].value, row["words"].value) for row in found if row["id"] and row["words"]]
    return holding(typed, texts)


def pattern(typed: str) -> str:
    """Return a regular expression that matches every text with the longest of the words typed.

    It may match more texts, never fewer. Accented letters are alternatives rather than character classes,
    which some engines read byte by byte.

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
    """The pattern for ``word``; an open-ended one may go on, even within its last letter (ligatures)."""
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
    if open_ended and len(word) > 1:  # one letter for all that is left and more
        several += [
            _any(marks) for spelled, marks in single.items() if spelled != word and spelled.startswith(word)
        ]
    return _any([rest, *several])


def _any(spellings: list[str]) -> str:
    return spellings[0] if len(spellings) == 1 else f"({'|'.join(dict.fromkeys(spellings))})"


@cache
def _spellings() -> dict[str, list[str]]:
    """Letters by their form without case and accents, which may be several letters: ``ss``."""
    found: dict[str, list[str]] = {}
    for code in (code for letters in _LETTERS for code in letters):
        plain = folded(chr(code))
        if plain != chr(code) and plain.isalnum():
            found.setdefault(plain, []).append(chr(code))
    return found
