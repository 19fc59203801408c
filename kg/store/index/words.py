"""Words and phrases as a search takes them: whole words, without case and accents.

One tokeniser decides what a word is, SQLite's ``unicode61``, be it in the index beside a store or in
memory for a graph that has none, so that the same search finds the same statements everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from kg.errors import QuestionError

#: How SQLite cuts a text into words; accents are gone before it sees the text.
TOKENISER: Final = "unicode61 remove_diacritics 0"
_APART = re.compile(r"[\W_]+")
#: Marks inside a word of a name that nobody types.
_SILENT: Final = str.maketrans(dict.fromkeys(".'’‘ʼ", ""))
#: Letters of the longest word in capitals that stands in an abbreviation as it is.
_SHORT: Final = 4
#: Prepositions in names of offices, in the languages in which sources mostly are; none that is also short for
#: a place or an office.
PREPOSITIONS: Final = frozenset(
    (
        "of",
        "for",
        "to",
        "in",
        "at",
        "on",
        "from",
        "de",
        "du",
        "des",
        "pour",
        "au",
        "aux",
        "von",
        "fur",
        "del",
        "della",
    )
)
#: Words of a name that tell it from no other.
SMALL: Final = PREPOSITIONS | frozenset(("a", "an", "and", "the"))


def folded(text: str) -> str:
    """``text`` in lower case and without accents.

    >>> folded("Éfé – STRASSE, Straße")
    'efe – strasse, strasse'
    """
    return _bare(text, "NFD").casefold()


def unaccented(text: str) -> str:
    """``text`` without accents, and with its letters and digits in their plain form.

    >>> unaccented("Éfé ½")
    'Efe 1⁄2'
    """
    return _bare(text, "NFKD")


def _bare(text: str, form: Literal["NFD", "NFKD"]) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize(form, text) if not unicodedata.combining(c))


def name_words(text: str) -> list[str]:
    """The words of a name without case, accents, dashes and punctuation, as a person may type them.

    >>> name_words("Jean-Luc  O’Brien"), name_words("U.S. Trade")
    (['jean', 'luc', 'obrien'], ['us', 'trade'])
    """
    return _APART.sub(" ", unaccented(text).casefold().translate(_SILENT)).split()


def initials(name: str) -> frozenset[str]:
    """What the name of an office may be shortened to: its first letters, with and without small words.

    A word in capitals stands as it is or for its first letter; what follows a preposition may be left out.

    >>> sorted(initials("Prime Minister of Canada")), sorted(initials("US Trade Representative"))
    (['pm', 'pmc', 'pmoc'], ['ustr', 'utr'])
    >>> sorted(initials("Secretary of State")), initials("Mayor")
    (['sos', 'ss'], frozenset())
    """
    words = _APART.sub(" ", unaccented(name).translate(_SILENT)).split()
    small = [word.casefold() in SMALL for word in words]
    first = next((at for at, word in enumerate(words) if at and word.casefold() in PREPOSITIONS), len(words))
    plain = [word for word, is_small in zip(words, small, strict=True) if not is_small]
    head = [word for word, is_small in zip(words[:first], small, strict=False) if not is_small]
    found = {"".join(word[0] for word in some) for some in (words, plain, head)}
    found |= {"".join(word if _is_short(word) else word[0] for word in some) for some in (plain, head)}
    return frozenset(letters.casefold() for letters in found if _is_initials(letters, words))


def _is_short(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= _SHORT


def _is_initials(letters: str, words: list[str]) -> bool:
    return len(letters) > 1 and letters.isalpha() and letters not in words


def phrase(typed: str) -> str:
    """What a person typed as an FTS5 query: its words, one right after the other.

    A ``*`` at the end stands for any ending of the last word.

    Raises:
        QuestionError: it has no word, or a ``*`` elsewhere.

    >>> phrase("51st State"), phrase("tarif*")
    ('"51st state"', '"tarif" *')
    """
    text = folded(typed).replace("\0", " ").strip()
    beginning = text.endswith("*")
    text = text.removesuffix("*")
    if "*" in text or (beginning and not text[-1:].isalnum()):
        raise QuestionError(
            f"the * in {typed!r} has no word before it, or words after it",
            hint="it stands for any ending of the last word: tarif*",
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError(f"{typed!r} has no word to look for", hint='for example --grep "51st state"')
    quoted = '"' + text.replace('"', " ") + '"'
    return f"{quoted} *" if beginning else quoted


def holding(typed: str, texts: Iterable[tuple[str, str]]) -> set[str]:
    """The keys of the texts that hold what was typed.

    Args:
        typed: words, as for :func:`phrase`.
        texts: pairs of key and text; a key may have several texts.

    >>> sorted(holding("état", [("a", "L'État, c'est moi"), ("b", "statement")]))
    ['a']
    """
    import sqlite3  # a question without --grep has no need of it

    query = phrase(typed)
    keys: list[str] = []
    with sqlite3.connect(":memory:") as memory:
        memory.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='{TOKENISER}')")
        for key, text in texts:
            keys.append(key)
            memory.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (len(keys), folded(text)))
        found = {
            keys[row - 1] for (row,) in memory.execute("SELECT rowid FROM words WHERE words MATCH ?", [query])
        }
    memory.close()
    return found
