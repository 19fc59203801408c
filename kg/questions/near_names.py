"""Names near to one that matches nothing: they share a word with it, or a word that is spelled similarly.

Similarity depends on the two words alone, so that an index of words can find candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.store.index.words import SMALL, name_words

#: Minimum similarity of two words; 1 means equal.
ALIKE: Final = 0.75
#: Maximum difference in length of similar words, in letters.
LONGER: Final = 2
#: Minimum length of the first of two words that were typed as one.
TOGETHER: Final = 4
_SHORTEST: Final = 3
#: Minimum score of a name, relative to the nearest name.
_CLOSE: Final = 0.7


def nearest(typed: str, names: Mapping[str, Sequence[str]], most: int) -> list[tuple[str, str]]:
    """Return the nearest names, the nearest first; names without any similar word are left out.

    Args:
        typed: the text that matches nothing.
        names: the names of each thing, by key.
        most: maximum number of things.

    Returns:
        The key of each thing with the nearest of its names.

    >>> names = {"us": ["US government", "Trump administration"], "mc": ["Mark Carney"]}
    >>> nearest("trade minister", names, 3), nearest("Marc Karney", names, 3), nearest("tump", names, 3)
    ([], [('mc', 'Mark Carney')], [('us', 'Trump administration')])
    """
    wanted = content(typed)
    if not wanted:
        return []
    vocabulary = {word for its in names.values() for name in its for word in content(name)}
    near = {one: {word for word in vocabulary if is_like(one, word)} for one in wanted}
    scores: dict[str, tuple[float, str]] = {}
    for key, its in names.items():
        score, name = max(((_score(wanted, content(one), near), one) for one in its), default=(0.0, ""))
        if score > 0:
            scores[key] = score, name
    best = sorted(scores, key=lambda key: (-scores[key][0], key))
    return [(key, scores[key][1]) for key in best if scores[key][0] >= scores[best[0]][0] * _CLOSE][:most]


def _score(wanted: Iterable[str], name: Sequence[str], near: Mapping[str, set[str]]) -> float:
    """The score of a name: its share of the words typed, plus the similarity of the whole."""
    each = [max((_ratio(one, word) for word in name if word in near[one]), default=0.0) for one in wanted]
    return sum(each) / len(each) + _ratio("".join(wanted), "".join(name)) / 2 if any(each) else 0.0


def content(text: str) -> list[str]:
    """Return the words of a text except small ones; all words if it has no others."""
    words = name_words(text)
    return [word for word in words if word not in SMALL] or words


def is_like(typed: str, word: str) -> bool:
    """Return whether a typed word may be a misspelling of another word.

    >>> is_like("carny", "carney"), is_like("karney", "carney"), is_like("whitehouse", "white")
    (True, True, True)
    >>> is_like("trade", "trump"), is_like("us", "use"), is_like("housing", "house")
    (False, False, False)
    """
    if typed == word:
        return True
    if min(len(typed), len(word)) < _SHORTEST:
        return False
    if len(word) >= TOGETHER and typed.startswith(word):
        return True
    alike = typed[0] == word[0] or typed[-2:] == word[-2:]
    return alike and abs(len(typed) - len(word)) <= LONGER and _ratio(typed, word) >= ALIKE


def _ratio(one: str, other: str) -> float:
    import difflib  # only where a name is misspelt

    return difflib.SequenceMatcher(None, one, other).ratio()
