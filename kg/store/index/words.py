"""Words and phrases for search: whole words, without case and accents.

SQLite's tokeniser ``unicode61`` splits texts into words, both in the index of a store and in memory for a
graph without one, so that a search finds the same statements everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from kg.errors import QuestionError

#: The tokeniser of SQLite; accents are removed before.
TOKENISER: Final = "unicode61 remove_diacritics 0"
_APART = re.compile(r"[\W_]+")
#: Punctuation inside words of names that users do not type.
_SILENT: Final = str.maketrans(dict.fromkeys(".'’‘ʼ", ""))
#: Maximum length of a word in capitals that is kept whole in an abbreviation.
_SHORT: Final = 4
#: Prepositions in names of offices, in common languages of sources, without those that also abbreviate a
#: place or an office.
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
#: Words that do not distinguish names.
SMALL: Final = PREPOSITIONS | frozenset(("a", "an", "and", "the"))


def folded(text: str) -> str:
    """Return ``text`` in lower case and without accents.

    >>> folded("Éfé – STRASSE, Straße")
    'efe – strasse, strasse'
    """
    return _bare(text, "NFD").casefold()


def unaccented(text: str) -> str:
    """Return ``text`` without accents, with letters and digits in their plain form.

    >>> unaccented("Éfé ½")
    'Efe 1⁄2'
    """
    return _bare(text, "NFKD")


def _bare(text: str, form: Literal["NFD", "NFKD"]) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize(form, text) if not unicodedata.combining(c))


def name_words(text: str) -> list[str]:
    """Return the words of a name without case, accents, dashes and punctuation.

    >>> name_words("Jean-Luc  O’Brien"), name_words("U.S. Trade")
    (['jean', 'luc', 'obrien'], ['us', 'trade'])
    """
    return _APART.sub(" ", unaccented(text).casefold().translate(_SILENT)).split()


def initials(name: str) -> frozenset[str]:
    """Return the abbreviations of the name of an office: its initials, with and without small words.

    A word in capitals is kept whole or abbreviated; words after a preposition may be left out.

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
    """Return the FTS5 query for a phrase as typed.

    A ``*`` at the end matches any ending of the last word.

    Raises:
        QuestionError: the text has no word, or a ``*`` elsewhere.

    >>> phrase("51st State"), phrase("tarif*")
    ('"51st state"', '"tarif" *')
    """
    text = folded(typed).replace("\0", " ").strip()
    beginning = text.endswith("*")
    text = text.removesuffix("*")
    if "*" in text or (beginning and not text[-1:].isalnum()):
        raise QuestionError(
            f"misplaced * in {typed!r}",
            hint="expected only at the end of the last word, for any ending: tarif*",
        )
    if not any(character.isalnum() for character in text):
        raise QuestionError(f"{typed!r} has no word to search for", hint='for example --grep "51st state"')
    quoted = '"' + text.replace('"', " ") + '"'
    return f"{quoted} *" if beginning else quoted


def holding(typed: str, texts: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys of the texts that contain a phrase.

    Args:
        typed: the phrase, as for :func:`phrase`.
        texts: pairs of key and text; a key may have several texts.

    >>> sorted(holding("état", [("a", "L'État, c'est moi"), ("b", "statement")]))
    ['a']
    """
    import sqlite3  # only needed for --grep

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
