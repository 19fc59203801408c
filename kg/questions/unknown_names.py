"""Errors for names that match nothing, with the nearest names as candidates.

There is one error each for an office that nobody held on the days asked about (:func:`unheld`), for a title
and a name that do not agree (:func:`disagreement`), and for any other name (:func:`unknown`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.errors import UnknownName, WrongOffice
from kg.model.ids import short
from kg.questions.answer import Asker
from kg.questions.near_names import content, nearest
from kg.questions.office_holders import Days, Titles, held_by, holders_of
from kg.questions.office_titles import title
from kg.questions.register import Register, fold
from kg.wording.lists import disjunction

#: The named question that lists the names of a kind.
_LISTED_BY: Final = {
    "actor": "actors",
    "issue": "issues",
    "measure": "measures",
    "agreement": "agreements",
    "event": "events",
    "source": "sources",
    "place": "places",
    "office": "roles",
}
#: Maximum number of names suggested.
SUGGESTED: Final = 3


def unheld(asker: Asker, register: Register, titles: Titles, typed: str, when: str) -> WrongOffice:
    """Return the error for an office that nobody held on the days asked about; candidates are its holders.

    Args:
        asker: the graph.
        register: its names.
        titles: the text as the title of an office.
        typed: the text.
        when: the days in words.
    """
    best = min(titles.fits)
    names = ", ".join(register.label(office) for office in titles.offices(best))
    holders = titles.ever(best)
    advice = "Give the name of the holder, or a day on which the office was held (since, until)."
    return WrongOffice(
        f"no known holder of {typed!r} ({names}) {when} in {asker.store.label}",
        candidates=[(str(holder), short(holder.actor)) for holder in holders],
        hint=advice
        if holders
        else "Give the name of a person: no holder of this office is known for any day.",
    )


def disagreement(
    asker: Asker, register: Register, before: str, people: Sequence[str], days: Days
) -> WrongOffice:
    """Return the error for a title and a name that do not agree; candidates are the persons and the holders.

    Args:
        asker: the graph.
        register: its names.
        before: the title.
        people: the persons with the name.
        days: the days asked about.
    """
    titles = Titles(asker, register, title(before), days)
    best = min(titles.fits, default=None)
    own = {one.actor: str(one) for one in held_by(asker, register, people, days)}
    others = {one.actor: str(one) for one in titles.on_the_days(best) or titles.ever(best)}
    labels = {person: register.label(person) for person in people}
    known = {**{person: own.get(person, label) for person, label in labels.items()}, **others}
    return WrongOffice(
        f"{disjunction(labels.values())} is not known to hold or have held {before!r} in {asker.store.label}",
        candidates=[(words, short(address)) for address, words in known.items()],
        hint="Give only the name, or only the title.",
    )


def unknown(asker: Asker, register: Register, typed: str, kinds: Sequence[str], days: Days) -> UnknownName:
    """Return the error for any other name, with the nearest names as candidates."""
    lists = list(dict.fromkeys(_LISTED_BY[kind] for kind in kinds if kind in _LISTED_BY))
    what = kinds[0] if len(kinds) == 1 else "thing"
    near = _near(asker, register, typed, kinds, days)
    return UnknownName(
        f"no {what} named {typed!r} in {asker.store.label}",
        candidates=[(label, short(address)) for address, label in near.items()],
        hint=f"list names with: {', '.join(f'kg ask {name}' for name in lists or ['events'])}",
    )


def _near(
    asker: Asker, register: Register, typed: str, kinds: Sequence[str], days: Days
) -> Mapping[str, str]:
    """Things with a name near the text, in words; for an office, its current or latest holder."""
    looked = [*kinds, *(["office"] if "actor" in kinds and "office" not in kinds else [])]
    known = register.near(content(typed), looked)
    spellings = {one: [*register.every_name(one), *sorted(register.aliases(one))] for one in known}
    found: dict[str, str] = {}
    for near, name in nearest(typed, spellings, SUGGESTED):
        if "office" in kinds or not register.is_of(near, ("office",)):
            label = register.label(near)
            also = name in register.others(near) and fold(name) not in fold(label)
            found.setdefault(near, f"{label}, also {name}" if also else label)
        else:
            for one in holders_of(asker, register, [near], days)[:SUGGESTED]:
                found[one.actor] = str(one)
    return dict(list(found.items())[:SUGGESTED])
