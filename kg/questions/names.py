"""Resolution of typed names to the things in a graph.

The first of these tiers with a match decides:

1. the IRI or ``kind/slug``, or an IRI or Wikidata id from elsewhere;
2. the whole label; else a whole alias, former spelling or family name; else the slug; *and* the whole title
   of an office ("the prime minister", "PM"), which means its holder on the day asked about;
3. a title followed by the name of a person with that title ("President Trump"), or a form of address and a
   name ("Mr Trump");
4. every word is a word of a label, else of another name, *and* of an office ("trade minister");
5. every word begins a word of a label, else of another name, else of an office ("Sen. Smith").

Case, accents, dashes, punctuation and a leading article are ignored. Several matches in the deciding tier
are an error that lists them. An office that nobody held, or that the named person never held, is also an
error. If the kind "office" is allowed, a title means the office itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import AmbiguousName, UnknownName
from kg.model.ids import short
from kg.questions.answer import Asker
from kg.questions.office_titles import Fit, apart, is_address, may_be_titled, title
from kg.questions.periods import first_day, last_day
from kg.questions.register import ADDRESS, CLASSES, ID, Register, fold
from kg.store.index.words import SMALL, name_words
from kg.store.terms import Term, iri
from kg.wording.days import iso

if TYPE_CHECKING:
    from kg.questions.office_holders import Days, Holder, Titles
    from kg.store.base import Store

__all__ = [
    "CLASSES",
    "TARGETS",
    "THINGS",
    "Entity",
    "Names",
    "Node",
    "covered",
    "expand",
    "fold",
    "resolve",
]

#: Kinds of things that a statement can be about.
TARGETS: Final = ("actor", "issue", "measure", "agreement", "event")
#: Kinds of all things with a name.
THINGS: Final = tuple(CLASSES)
#: Maximum number of other holders of an office in a message.
_OTHERS: Final = 3


class Entity(NamedTuple):
    """A thing with a name: its IRI, its label, and the kind in its IRI (``person``)."""

    iri: str
    label: str
    kind: str

    @property
    def id(self) -> str:
        """``kind/slug``: the shortest name that is unique within a workspace."""
        return short(self.iri)

    @property
    def term(self) -> Term:
        """The IRI as a term."""
        return iri(self.iri)


class Node(NamedTuple):
    """A node of the graph: a thing, record, reading or position; ``classes`` are IRIs."""

    iri: str
    classes: frozenset[str]

    @property
    def term(self) -> Term:
        """The IRI as a term."""
        return iri(self.iri)


class Names:
    """Resolves names in one store; reads only the names that may match.

    If a name resolves to something other than the text typed, this is recorded in
    :attr:`kg.store.base.Store.resolved`.

    Args:
        asker: the graph.
        since: the first day, month or year asked about, in which holders of offices are looked up; default:
            the last day asked about.
        until: the last day, month or year asked about; default: today.
    """

    def __init__(self, asker: Asker, *, since: str | None = None, until: str | None = None) -> None:
        self._asker = asker
        self._since, self._until = since, until
        self._register = Register(asker)

    def find(self, text: str, kinds: Sequence[str] = THINGS) -> Entity:
        """Return the one thing that ``text`` means.

        Args:
            text: a name, ``kind/slug``, IRI, Wikidata id, or title of an office, with or without a name.
            kinds: allowed kinds, keys of ``CLASSES``.

        Raises:
            UnknownName: nothing matches, with the nearest names as candidates; or nobody held the office, or
                the named person never did, with holders of the office as candidates.
            AmbiguousName: several things match, with these as candidates.
        """
        typed = text.strip()
        address, words = self._meant(typed, kinds)
        entity = Entity(address, self._register.label(address), short(address).split("/")[0])
        if fold(typed) != fold(entity.label) and typed.lower() not in (entity.iri.lower(), entity.id):
            self._asker.store.resolved.setdefault(typed, words or f"{entity.label} ({entity.id})")
        return entity

    def is_issue(self, entity: Entity) -> bool:
        """Return whether a resolved thing is an issue."""
        return self._register.is_of(entity.iri, ("issue",))

    def node(self, text: str) -> Node:
        """Return a node by IRI or ``kind/id``, or a thing by its name.

        Raises:
            UnknownName: nothing matches, with the nearest names as candidates.
            AmbiguousName: several things match, with these as candidates.
        """
        wanted = text.strip()
        if re.fullmatch(ADDRESS, wanted):
            addresses = [wanted]
        elif re.fullmatch(ID, wanted):
            addresses = [base + wanted for base in self.bases()]
        else:
            addresses = []
        for address in addresses:
            if classes := self._classes(address):
                return Node(address, classes)
        address = self.find(text).iri
        return Node(address, self._classes(address))

    def bases(self) -> list[str]:
        """Return the base IRIs of the things in this store, the most common first."""
        return self._register.bases()

    def _classes(self, address: str) -> frozenset[str]:
        rows = self._asker.part("types", entity=[iri(address)])
        return frozenset(term.value for row in rows if (term := row["class"]) is not None)

    def _days(self) -> Days:
        """The first and the last day asked about."""
        today = date.today()  # where the user is
        since = None if self._since is None else date.fromisoformat(first_day(self._since))
        if self._until is not None:
            until = date.fromisoformat(last_day(self._until))
        else:
            until = today if since is None else max(since, today)
        return (until if since is None else min(since, until)), until

    def _meant(self, typed: str, kinds: Sequence[str]) -> tuple[str, str | None]:
        """The IRI of what was typed and, for the title of an office, the holder in words."""
        known = self._register.likely(typed, kinds)
        exact = [address for address in known if address == typed or short(address) == typed.lower()]
        if exact := exact or self._register.elsewhere(typed, kinds):
            return self._one(typed, exact)
        titles = self._office(typed, kinds) or self._titles(typed, kinds)
        for how in Fit:
            found, holders = self._ordinary(typed, kinds, how), []
            if titles is not None and how in titles.fits and not (found and how is Fit.BEGINNINGS):
                if "office" in kinds:
                    found = sorted({*found, *titles.offices(how)})
                else:
                    holders = titles.on_the_days(how)
            if found or holders:
                address, words = self._one(typed, found, holders)
                return address, words and words + self._others(titles, how, address, words)
            if how is Fit.WHOLE:
                if titles is not None and how in titles.fits:
                    break
                if (person := self._with_a_name(typed, kinds)) is not None:
                    return person
        raise self._problem(typed, kinds, titles)

    def _office(self, typed: str, kinds: Sequence[str]) -> Titles | None:
        """The office whose ``kind/slug`` or IRI was typed; None if it is not one, or the kind is allowed."""
        if "actor" not in kinds or "office" in kinds or not re.search("[/:]", typed):
            return None
        offices = self._register.likely(typed, ("office",))
        exact = [one for one in offices if one == typed or short(one) == typed.lower()]
        if not exact:
            return None
        from kg.questions.office_holders import Titles

        return Titles(self._asker, self._register, exact[0], self._days())

    def _titles(self, typed: str, kinds: Sequence[str]) -> Titles | None:
        """The text as the title of an office; None if it is not one."""
        if not ({"actor", "office"} & set(kinds)) or not may_be_titled(
            taken := title(typed), map(self._register.names, self._register.offices(taken.words))
        ):
            return None
        from kg.questions.office_holders import Titles

        return Titles(self._asker, self._register, taken, self._days())

    def _ordinary(self, typed: str, kinds: Sequence[str], how: Fit) -> list[str]:
        """Things with a name that matches the text, or the text without its leading article, in this way."""
        words = name_words(typed)
        texts = [typed, *([" ".join(words[1:])] if len(words) > 1 and words[0] in SMALL else [])]
        for text in texts:
            known = self._register.likely(text, kinds)
            for found in self._tiers(fold(text), known, how):
                if found:
                    return sorted(set(found))
        return []

    def _tiers(self, wanted: str, known: Sequence[str], how: Fit) -> Iterator[list[str]]:
        if not wanted:
            return
        if how is Fit.WHOLE:
            for names in (self._label, self._register.aliases, self._slug):
                yield [a for a in known if any(fold(name) == wanted for name in names(a))]
            return
        fits = _has_words if how is Fit.WORDS else _has_beginnings
        for names in (self._label, self._register.others):
            yield [a for a in known if any(fits(wanted.split(), fold(name).split()) for name in names(a))]

    def _label(self, address: str) -> set[str]:
        return {self._register.label(address)}

    def _slug(self, address: str) -> set[str]:
        return {address.rsplit("/", 1)[-1]}

    def _with_a_name(self, typed: str, kinds: Sequence[str]) -> tuple[str, str | None] | None:
        """The person named after a form of address, or after a title that the person holds or held."""
        if "actor" not in kinds:
            return None
        for before, people in self._named(typed):
            if is_address(before):
                return self._one(typed, people)
            from kg.questions.office_holders import Titles

            titles = Titles(self._asker, self._register, title(before), self._days(), people)
            if holders := titles.on_the_days() or titles.at_any_time():
                return self._one(typed, [], holders)
        return None

    def _named(self, typed: str) -> Iterator[tuple[str, list[str]]]:
        """Ways to read the text as a title and a name: the title, and the persons with that name."""
        for before, name in apart(typed):
            words = title(before).words
            offices = self._register.offices(words) if words else []
            if is_address(before) or may_be_titled(title(before), map(self._register.names, offices)):
                found = (self._ordinary(name, ("actor",), how) for how in (Fit.WHOLE, Fit.WORDS))
                if people := self._register.persons(next(filter(None, found), [])):
                    yield before, people

    def _one(
        self, typed: str, found: Iterable[str], holders: Sequence[Holder] = ()
    ) -> tuple[str, str | None]:
        """The one match of a tier and, for the holder of an office, the holder in words.

        Raises:
            AmbiguousName: several things match.
        """
        label = self._register.label
        meant: dict[str, str | None] = dict.fromkeys(sorted(found, key=lambda one: (label(one), one)))
        for holder in holders:
            meant.setdefault(holder.actor, str(holder))
        if len(meant) == 1:
            return next(iter(meant.items()))
        candidates = [(words or label(address), short(address)) for address, words in meant.items()]
        of = f"holders of an office {self._when()}" if len(holders) == len(meant) else "things"
        hint = f"Give the id, for example: {candidates[0][1]}"
        if len(holders) > 1:
            hint = "Give the name or id of one, or a day on which only one of them held the office."
        raise AmbiguousName(f"{typed!r} matches {len(meant)} {of}", candidates=candidates, hint=hint)

    def _others(self, titles: Titles | None, how: Fit, address: str, words: str) -> str:
        """The other actors who hold or held an office of this title, each with the office if it differs."""
        meant = words.replace(", former ", ", ") + " ("  # of a holder without days, the words end here
        holders = [] if titles is None else [one for one in titles.ever(how) if one.actor != address]
        others = [
            f"{one.label} ({one.known})" if f", {one.office} (" in meant else str(one) for one in holders
        ]
        more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
        return f"; other holders: {', '.join(others[:_OTHERS])}{more}" if others else ""

    def _when(self) -> str:
        first, last = self._days()
        return f"on {first}" if first == last else f"from {iso(first, last)}"

    def _problem(self, typed: str, kinds: Sequence[str], titles: Titles | None) -> UnknownName:
        """The error for a text that matches nothing."""
        from kg.questions.unknown_names import disagreement, unheld, unknown

        if titles is not None and titles.fits and "office" not in kinds:
            return unheld(self._asker, self._register, titles, typed, self._when())
        if "actor" in kinds:
            for before, people in self._named(typed):
                return disagreement(self._asker, self._register, before, people, self._days())
        return unknown(self._asker, self._register, typed, kinds, self._days())


def _has_words(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(word in name for word in words)


def _has_beginnings(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(other.startswith(word) for other in name) for word in words)


def resolve(store: Store, text: str, kinds: Sequence[str] = THINGS) -> Entity:
    """Return the one thing that ``text`` means; arguments and errors as for :meth:`Names.find`."""
    return Names(Asker(store)).find(text, kinds)


def expand(store: Store, entity: Entity) -> list[Term]:
    """Return the targets that a question about ``entity`` covers.

    These are the entity and its narrower issues; for a thing that is not an issue, also the issues that
    concern it and their narrower issues.
    """
    return covered(Asker(store), entity)


def covered(asker: Asker, entity: Entity) -> list[Term]:
    """As :func:`expand`, for a caller that records the queries that run."""
    rows = asker.part("covered", thing=[entity.term])
    return [entity.term] + [term for row in rows if (term := row["covered"]) and term != entity.term]
