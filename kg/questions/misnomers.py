"""Why a name means nobody and nothing, with what may have been meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.errors import UnknownName, WrongOffice
from kg.questions.answer import Asker
from kg.questions.office_holders import Days, Titles, held_by, holders_of
from kg.questions.register import Register, fold, short
from kg.questions.suggestions import content, nearest
from kg.questions.office_titles import title

#: Which named question lists the names of a kind.
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
#: Names that are suggested.
SUGGESTED: Final = 3


def unheld(asker: Asker, register: Register, titles: Titles, typed: str, when: str) -> WrongOffice:
    """An office that nobody held on the days that are asked about: who did, and when.

    Args:
        asker: the graph.
        register: its names.
        titles: what was typed, as the title of an office.
        typed: as typed.
        when: the days in words.
    """
    best = min(titles.fits)
    names = ", ".join(register.label(office) for office in titles.offices(best))
    holders = titles.ever(best)
    advice = "Give the name, or a day on which it was held (since, until)."
    return WrongOffice(
        f"{typed!r} is an office ({names}) that nobody is known to have held {when} in {asker.store.label}",
        candidates=[(str(holder), short(holder.actor)) for holder in holders],
        hint=advice if holders else "Nobody is known to have held it at all.",
    )


def disagreement(
    asker: Asker, register: Register, before: str, people: Sequence[str], days: Days
) -> WrongOffice:
    """A title and a name that do not agree: what the person is, and who holds the office.

    Args:
        asker: the graph.
        register: its names.
        before: the title.
        people: the persons of that name.
        days: those that are asked about.
    """
    titles = Titles(asker, register, title(before), days)
    best = min(titles.fits, default=None)
    own = {one.actor: str(one) for one in held_by(asker, register, people, days)}
    others = {one.actor: str(one) for one in titles.on_the_days(best) or titles.ever(best)}
    labels = {person: register.label(person) for person in people}
    known = {**{person: own.get(person, label) for person, label in labels.items()}, **others}
    return WrongOffice(
        f"{' or '.join(labels.values())} is not known to be or have been {before!r} in {asker.store.label}",
        candidates=[(words, short(address)) for address, words in known.items()],
        hint="Give the name without the title, or the title without the name.",
    )


def unknown(asker: Asker, register: Register, typed: str, kinds: Sequence[str], days: Days) -> UnknownName:
    """A name that fits nothing: what is near to it, and where names are listed."""
    lists = list(dict.fromkeys(_LISTED_BY[kind] for kind in kinds if kind in _LISTED_BY))
    what = kinds[0] if len(kinds) == 1 else "thing"
    near = _near(asker, register, typed, kinds, days)
    return UnknownName(
        f"no {what} named {typed!r} in {asker.store.label}",
        candidates=[(label, short(address)) for address, label in near.items()],
        hint=f"names are listed by: {', '.join(f'kg ask {name}' for name in lists or ['events'])}",
    )


def _near(
    asker: Asker, register: Register, typed: str, kinds: Sequence[str], days: Days
) -> Mapping[str, str]:
    """What has a name near to the text, in words; of an office, who holds it or held it last."""
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
