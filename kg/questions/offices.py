"""The offices of actors in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.questions.answer import Asker, grouped
from kg.questions.names import fold
from kg.store.terms import iri

_LITTLE: Final = frozenset(("a", "an", "and", "for", "of", "on", "the", "to"))


def roles_of(asker: Asker, actors: Iterable[str] | None) -> dict[str, list[str]]:
    """The offices of actors in words, by actor: present ones first, former ones marked as such."""
    chosen = {} if actors is None else {"actor": [iri(address) for address in sorted(actors)]}
    roles: dict[str, list[str]] = {}
    current = Asker(asker.store)  # an office whose evidence was taken back is nobody's, whatever was asked
    current.ran = asker.ran
    for actor, found in grouped(current.batched("roles", chosen), "actor").items():
        words = [
            in_words(row["office_label"], row["body_label"], row["former"] is True)
            for row in sorted(found, key=lambda row: row["former"] is True)
        ]
        roles[actor] = [word for word in dict.fromkeys(words) if word]
    return roles


def _names(text: str) -> set[str]:
    """The words of a name that tell it from others."""
    return {word for word in fold(text).split() if word not in _LITTLE}


def in_words(office: str | None, body: str | None, former: bool) -> str:
    """One office in words; the body is left out where the office names it.

    >>> in_words("Mayor", "Eastford", False), in_words("Ambassador to Canada", "US", True)
    ('Mayor of Eastford', 'former Ambassador to Canada (US)')
    >>> in_words("US Trade Representative", "US government", False)
    'US Trade Representative'
    """
    if office is None or body is None:
        words = office or body or ""
    elif _names(office) & _names(body):
        words = office
    elif " of " in office or " to " in office:
        words = f"{office} ({body})"
    else:
        words = f"{office} of {body}"
    return f"former {words}" if former and words else words
