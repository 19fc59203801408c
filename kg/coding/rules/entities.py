"""Rules for the entities of the registry files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.coding.sheets.corpus import Corpus, Known
from kg.coding.sheets.outline import Outline
from kg.lexical import seen

#: Kinds that must be attested by a record, or by the entry's 'outside:'.
_ATTESTED = ("measure", "agreement", "event")


def names(corpus: Corpus) -> None:
    """Two people must not have the same name; two other entries of one kind should not."""
    exact: dict[tuple[str, str], list[Known]] = defaultdict(list)
    alike: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for known in corpus.entities.values():
        name = seen(known.entry.name)
        exact[known.kind, name].append(known)
        alike[known.kind, name.casefold()].append(known)
    for (kind, _), several in exact.items():
        for known in several[1:]:
            message = f"{several[0].path} has the same name, {known.entry.name!r} (at {several[0].where()})"
            hint = "give them different names and put the shared one under 'also:', or keep one of the two"
            (corpus.problem if kind == "person" else corpus.note)(message, known.where("name"), hint)
    for several in alike.values():
        if len({seen(known.entry.name) for known in several}) > 1:
            first, *rest = several
            for known in rest:
                if seen(known.entry.name) != seen(first.entry.name):
                    message = f"the name of {first.path} differs only in capitals ({first.where()})"
                    corpus.note(message, known.where("name"))


def attested(corpus: Corpus, outlines: Sequence[Outline]) -> None:
    """A measure, agreement or event must be attested by a record, or have an 'outside:' source."""
    if corpus.unread:
        return  # an entry that could not be read may attest it
    found = {path for outline in outlines for path in outline.attested}
    for known in corpus.entities.values():
        if known.kind in _ATTESTED and known.entry.outside is None and known.path not in found:
            corpus.problem(
                f"no record attests {known.path}",
                known.where(),
                "list it under 'attests:' of the entry that is evidence for it, or add 'outside:' with its "
                "source",
            )


def unused(corpus: Corpus, outlines: Sequence[Outline]) -> None:
    """Note entities that nothing refers to, if the workspace has no problems."""
    if corpus.problems:
        return
    for known in corpus.entities.values():
        if known.path not in corpus.used:
            corpus.note(f"{known.path} is not used", known.where())
