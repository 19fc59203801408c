"""Rules of what the registry files name."""

from __future__ import annotations

from collections import defaultdict

from kg.coding.sheets.corpus import Corpus, Known
from kg.coding.sheets.entries import records
from kg.coding.sheets.registry import KINDS
from kg.lexical import seen

#: Kinds of which a record says that they are there, or the entry where that is known from.
_ATTESTED = ("measure", "agreement", "event")


def names(corpus: Corpus) -> None:
    """Two entries of one kind have two names; two people of one name are a problem: who is who?"""
    exact: dict[tuple[str, str], list[Known]] = defaultdict(list)
    alike: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for known in corpus.entities.values():
        name = seen(known.entry.name)
        exact[known.kind, name].append(known)
        alike[known.kind, name.casefold()].append(known)
    for (kind, _), several in exact.items():
        for known in several[1:]:
            told = f"{several[0].path} has the same name, {known.entry.name!r} (at {several[0].where()})"
            hint = "tell them apart in 'name:', and put what they share under 'also:'; or keep one of the two"
            (corpus.problem if kind == "person" else corpus.note)(told, known.where("name"), hint)
    for several in alike.values():
        if len({seen(known.entry.name) for known in several}) > 1:
            first, *rest = several
            for known in rest:
                if seen(known.entry.name) != seen(first.entry.name):
                    told = f"{first.path} has a name that differs in capitals only ({first.where()})"
                    corpus.note(told, known.where("name"))


def attested(corpus: Corpus) -> None:
    """A measure, agreement or event is attested by a record, or says where else it is known from."""
    if corpus.unread:
        return  # what cannot be read may attest it
    found = {corpus.find(ref, KINDS.values()) for entry in records(corpus) for ref in entry.item.attests}
    for known in corpus.entities.values():
        if known.kind in _ATTESTED and known.entry.outside is None and known.path not in found:
            corpus.problem(
                f"nothing attests {known.path}",
                known.where(),
                "list it under 'attests:' of the entry that gives it, or name its source as 'outside:'",
            )


def unused(corpus: Corpus) -> None:
    """What nothing refers to may be a slip; said only of a workspace that is otherwise in order."""
    if corpus.problems:
        return
    for known in corpus.entities.values():
        if known.path not in corpus.used:
            corpus.note(f"nothing uses {known.path}", known.where())
