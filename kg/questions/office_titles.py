"""Titles of offices as typed, matched with the names of offices and of their bodies.

:func:`title` parses what was typed: "Canada's trade minister" has the head "Canada trade minister", whose
first word may name the body; "ambassador of the US to Canada" has two phrases. :func:`fit` then compares the
words of the title with those of an office, in any order: all of them; some, including the noun for the office
("trade minister" or "minister", but not "trade"); the initials ("PM"); or the beginnings ("Sen."). If the
title names a body, it must be that of the office: "US trade minister" does not match an office of Canada.

The module contains no list of offices or countries, and of languages only the small words of a few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from kg.store.index.words import PREPOSITIONS, SMALL, initials, name_words

_POSSESSIVE: Final = re.compile(r"['’‘ʼ]s\b|(?<=s)['’ʼ](?=\s|$)", re.IGNORECASE)
#: Words before a title for when it was held, and forms of address before a title or a name.
_PAST: Final = frozenset(("former", "ex", "erstwhile"))
_NOW: Final = frozenset(("current", "incumbent", "sitting", "present", "then"))
_ADDRESS: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "madam", "madame", "mme", "monsieur", "herr", "frau", "senor", "senora")
)
_STYLE: Final = frozenset(
    ("dr", "prof", "sir", "dame", "lord", "lady", "hon", "honourable", "honorable", "rev", "rt", "right")
)
#: Endings that make an adjective of the name of a country or place.
_ENDINGS: Final = ("an", "ian", "ean", "n", "ese", "ish", "i", "ic", "er")
_SHORT: Final = 4
_VOWELS: Final = "aeiouy"
#: Prepositions for where an envoy is sent; other prepositions say who sends the envoy.
_ABROAD: Final = frozenset(("to", "in", "at", "au", "aux"))
#: Minimum number of letters in an abbreviation of a word.
_BEGINNING: Final = 3

#: Returns all names of the bodies with a given name (words in lower case); empty if there is none.
Bodies = Callable[[str], Iterable[str]]


class Fit(IntEnum):
    """How well a title fits an office, the best first."""

    WHOLE = 0
    WORDS = 1
    BEGINNINGS = 2


class Title(NamedTuple):
    """A parsed title.

    Attributes:
        head: the words up to the first preposition, in lower case, without articles.
        phrases: each later preposition, with its words.
        past: whether a former holder is meant: "former", "ex-".
    """

    head: tuple[str, ...]
    phrases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    past: bool = False

    @property
    def abroad(self) -> frozenset[str]:
        """The words for where an envoy is sent."""
        return frozenset(
            word for preposition, words in self.phrases if preposition in _ABROAD for word in words
        )

    @property
    def words(self) -> tuple[str, ...]:
        """All words except small ones."""
        return (*self.head, *(word for _, words in self.phrases for word in words))


def title(typed: str) -> Title:
    """Parse a title.

    >>> title("Canada's trade minister").head, title("the former PM")
    (('canada', 'trade', 'minister'), Title(head=('pm',), phrases=(), past=True))
    >>> title("US ambassador to Canada").phrases
    (('to', ('canada',)),)
    """
    words = name_words(_POSSESSIVE.sub("", typed))
    past = False
    while words and (words[0] in SMALL or words[0] in _PAST or words[0] in _NOW or words[0] in _ADDRESS):
        past = past or words[0] in _PAST
        words = words[1:]
    head, phrases = _segments(words)
    return Title(head, phrases, past)


def _segments(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The words up to the first preposition, and each preposition with the words after it."""
    segments: list[tuple[str, list[str]]] = [("", [])]
    for word in words:
        if word in PREPOSITIONS:
            segments.append((word, []))
        elif word not in SMALL:
            segments[-1][1].append(word)
    return tuple(segments[0][1]), tuple((word, tuple(its)) for word, its in segments[1:] if its)


def apart(typed: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to split a text into a title and a name, longer names first.

    >>> list(apart("PM Mark Carney")), list(apart("Mark Carney, Prime Minister of Canada"))
    ([('PM', 'Mark Carney'), ('PM Mark', 'Carney')], [('Prime Minister of Canada', 'Mark Carney')])
    """
    before, comma, after = typed.partition(",")
    if comma and before.strip() and after.strip():
        yield after.strip(), before.strip()
        return
    words = typed.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


def is_address(typed: str) -> bool:
    """Return whether a text is a form of address, not an office.

    >>> is_address("Mr."), is_address("Rt. Hon."), is_address("President")
    (True, True, False)
    """
    words = [word for word in name_words(typed) if word not in SMALL]
    return bool(words) and all(word in _ADDRESS or word in _STYLE for word in words)


def may_mean(typed: Title, names: Iterable[str]) -> bool:
    """Return whether a title may mean an office with one of these names, in any body.

    >>> office = ["Canada–US Trade Minister"]
    >>> may_mean(title("trade minister"), office), may_mean(title("trade"), office)
    (True, False)
    """
    return any(_noun_of(typed, office) for office in map(_Office, names))


def may_be_titled(typed: Title, offices: Iterable[Iterable[str]]) -> bool:
    """Return whether a title may mean one of some offices, each given by its names."""
    return bool(typed.words) and any(may_mean(typed, names) for names in offices)


def fit(typed: Title, names: Iterable[str], family: Iterable[str], bodies: Bodies) -> Fit | None:
    """Return how well a title fits an office of a body; None if it does not.

    Args:
        typed: the title.
        names: the names of the office.
        family: the names of the body and of its government or country.
        bodies: returns the names of the bodies with a given name.

    >>> def bodies(name):
    ...     return {"us": ["US", "United States"], "canada": ["Canada"]}.get(name, ())
    >>> def how(typed):
    ...     return fit(title(typed), ["Canada–US Trade Minister"], ["Government of Canada", "Canada"], bodies)
    >>> how("Canada-US trade minister"), how("Canadian trade minister"), how("US trade minister")
    (<Fit.WHOLE: 0>, <Fit.WORDS: 1>, None)
    >>> fit(title("ambassador to the US"), ["Ambassador to the United States"], ["Canada"], bodies)
    <Fit.WHOLE: 0>
    """
    its = [name_words(name) for name in family]
    found = [one for name in names if (one := _fit(typed, _Office(name), its, bodies)) is not None]
    return min(found, default=None)


class _Office:
    """The parsed name of an office.

    Attributes:
        words: all words except small ones.
        head: the words before the first preposition.
        noun: the last word of the head that is not a number: what the office is.
        phrases: the words of each phrase, and whether it says where an envoy is sent ("to Canada").
        abroad: the words of such phrases.
        initials: its abbreviations.
    """

    def __init__(self, name: str) -> None:
        self.head, phrases = _segments(name_words(name))
        self.phrases = [(preposition in _ABROAD, frozenset(words)) for preposition, words in phrases]
        self.words = frozenset(self.head).union(*(words for _, words in self.phrases))
        self.abroad = frozenset[str]().union(*(words for abroad, words in self.phrases if abroad))
        self.noun = next((word for word in reversed(self.head) if not word.isdecimal()), "")
        self.initials = initials(name)

    def has(self, preposition: str, words: Iterable[str]) -> bool:
        """Return whether a phrase of the name has these words after an equivalent preposition."""
        wanted, sent = frozenset(words), preposition in _ABROAD
        return any(wanted <= its and sent == abroad for abroad, its in self.phrases)


def _begins(word: str, other: str) -> bool:
    return word == other or (len(word) >= _BEGINNING and other.startswith(word))


def _noun_of(typed: Title, office: _Office) -> bool:
    return bool(office.noun) and (
        any(_begins(word, office.noun) for word in typed.words) or not office.initials.isdisjoint(typed.words)
    )


def _fit(typed: Title, office: _Office, family: list[list[str]], bodies: Bodies) -> Fit | None:
    if not typed.words or not office.noun:
        return None
    if frozenset(typed.words) == office.words and office.abroad <= typed.abroad:
        return Fit.WHOLE
    rest = _without_phrases(typed, office, family, bodies)
    if rest is None:
        return None
    for head in _without_body(typed.head, office, family, bodies):
        if (
            office.abroad.isdisjoint(head)
            and (found := _words_fit([*head, *rest], office, family)) is not None
        ):
            return found
    return None


def _words_fit(words: Sequence[str], office: _Office, family: list[list[str]]) -> Fit | None:
    """How a title without the words for its body fits an office."""
    if not words:
        return None
    if len(words) == 1 and words[0] in office.initials:
        return Fit.WHOLE
    left = frozenset(words)
    core = office.words - {word for name in family for word in name}
    if left == office.words or (left == core and office.noun in core):
        return Fit.WHOLE
    if left <= office.words and office.noun in left:
        return Fit.WORDS
    each = all(any(_begins(word, other) for other in office.words) for word in words)
    return Fit.BEGINNINGS if each and any(_begins(word, office.noun) for word in words) else None


def _without_phrases(
    typed: Title, office: _Office, family: list[list[str]], bodies: Bodies
) -> list[str] | None:
    """The words of the phrases of the office; None if a phrase is neither of the office nor of its body."""
    rest: list[str] = []
    for preposition, words in typed.phrases:
        if office.has(preposition, words):
            rest += words
        elif preposition != "to" and _is_family(words, family):
            continue
        elif same := _other_words(preposition, words, office, bodies):
            rest += same
        elif any(bodies(" ".join(words))) or not frozenset(words) <= office.words - office.abroad:
            return None
        else:
            rest += words
    return rest


def _other_words(preposition: str, words: Sequence[str], office: _Office, bodies: Bodies) -> list[str] | None:
    """The words of a phrase of the office that names the same body by another name."""
    for name in bodies(" ".join(words)):
        other = [word for word in name_words(name) if word not in SMALL]
        if office.has(preposition, other):
            return other
    return None


def _without_body(
    head: tuple[str, ...], office: _Office, family: list[list[str]], bodies: Bodies
) -> Iterator[tuple[str, ...]]:
    """The head with and without leading words for the body; nothing if they name another body."""
    for size in range(len(head) - 1, 0, -1):
        words = head[:size]
        if _is_family(words, family):
            yield head[size:]
            break
        if office.head[:size] != words and any(bodies(" ".join(words))):
            return
    yield head
    for size in range(len(head) - 1, 0, -1):
        if any(frozenset(head[:size]) <= frozenset(name) for name in family):
            yield head[size:]


def _is_family(words: Sequence[str], family: list[list[str]]) -> bool:
    """Whether words are a name of a body, or the adjective of one."""
    plain = [word for word in words if word not in SMALL]
    return any(
        plain == [word for word in name if word not in SMALL]
        or (len(plain) == 1 and len(name) == 1 and is_adjective(plain[0], name[0]))
        for name in family
    )


def is_adjective(word: str, name: str) -> bool:
    """Return whether a word is the adjective of the name of a country or place, by common English endings.

    >>> is_adjective("canadian", "canada"), is_adjective("german", "germany"), is_adjective("us", "usa")
    (True, True, False)
    >>> is_adjective("australian", "australia"), is_adjective("australian", "austria")
    (True, False)
    """
    if len(name) <= _BEGINNING or word == name:
        return False
    stems = [
        stem for stem in (name, name.rstrip(_VOWELS)) if len(stem) >= _BEGINNING and word.startswith(stem)
    ]
    return any(word[len(stem) :] in _ENDINGS or (word == stem and len(stem) > _SHORT) for stem in stems)
