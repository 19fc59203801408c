"""Verbs that agree with their subjects: verbs of attitude, and of stance."""

from __future__ import annotations

import re
from typing import Final

from kg.model.stances import sense

#: Kinds of actors that may be several people; the names of other kinds are always singular.
_SEVERAL: Final = frozenset(("group", "population"))
#: First words of singular and plural names, and plurals that do not end in -s.
_ONE: Final = frozenset(("a", "an", "one", "each", "every", "another", "this"))
_MANY: Final = frozenset(
    ("some", "many", "most", "several", "few", "both", "all", "others", "these", "those")
)
_NUMBERS: Final = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "half")
)
_PLURALS: Final = frozenset(("people", "men", "women", "children", "police", "elderly", "folk"))
_SINGULAR_ENDINGS: Final = ("ss", "us", "is", "corps")
#: What ends the part of a name that determines the form of the verb.
_REST: Final = re.compile(
    r"\s*[(,;:].*|\s+(?:of|in|from|for|at|on|who|that|with|across|to|by|against)\s.*", re.DOTALL
)
#: Verbs with an irregular plural.
_PLURAL = {"is": "are", "has": "have"}


def attitude(verb: str, holder: str, name: str) -> str:
    """A verb in the third person that agrees with its subject.

    Args:
        verb: the verb in the singular: "says", "wants", "believes", "knows", "expects".
        holder: IRI of the subject.
        name: name of the subject.

    >>> attitude("believes", "https://w3id.org/wsw/id/group/canadians", "Canadians")
    'believe'
    >>> attitude("says", "https://w3id.org/wsw/id/group/ottawa-audience", "An Ottawa audience")
    'says'
    """
    return verb.removesuffix("s") if are_several(holder, name) else verb


def are_several(holder: str, name: str) -> bool:
    """Whether a subject is plural: a group or population whose name is a plural.

    >>> group = "https://w3id.org/wsw/id/group/x"
    >>> [are_several(group, name) for name in ("Critics of Ann", "Experts (not named)", "Six in 10 voters")]
    [True, True, True]
    >>> [are_several(group, name) for name in ("Publisher of the data", "The public", "Press corps of Vale")]
    [False, False, False]
    >>> are_several("https://w3id.org/wsw/id/country/united-states", "United States")
    False
    """
    if holder.rsplit("/", 2)[-2:-1] not in ([kind] for kind in _SEVERAL):
        return False
    words = re.findall(r"[^\W_]+", _REST.sub("", name.strip()).casefold())
    first = re.match(r"[^\W_]+", name.strip().casefold())
    if not words or first is None or first[0] in _ONE:
        return False
    if first[0] in _MANY or first[0] in _NUMBERS or (first[0].isdecimal() and first[0] != "1"):
        return True
    last = words[-1]
    return last in _PLURALS or (
        last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS) and last != "corps"
    )


def verb(scheme: str, code: str, *, several: bool = False) -> str:
    """The verb phrase between a speaker and a target.

    Args:
        scheme: "stance" or "evaluation".
        code: its notation; an unknown code gives "speaks on".
        several: whether the speaker is plural, such as "Teachers".

    >>> verb("stance", "oppose"), verb("evaluation", "mixed"), verb("stance", "loud")
    ('opposes', 'gives a mixed rating of', 'speaks on')
    >>> verb("stance", "oppose", several=True), verb("stance", "neutral", several=True)
    ('oppose', 'are neutral on')
    """
    known = sense(code, scheme)
    words = "speaks on" if known is None else known.verb
    first, space, rest = words.partition(" ")
    return f"{_PLURAL.get(first) or first.removesuffix('s')}{space}{rest}" if several else words
