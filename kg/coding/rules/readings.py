"""Rules for readings: one coder has one reading of a statement toward a target."""

from __future__ import annotations

from collections import defaultdict

from kg.coding.graph.readings import TARGET_KINDS
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.entries import Entry, statements
from kg.coding.sheets.sheet import Reading, Statement
from kg.model.stances import OPPOSITE


def opposites(corpus: Corpus) -> None:
    """A coder must not read one statement as for and against the same target; that is ``mixed``."""
    for entry in statements(corpus):
        for (_, ref), found in sorted(_live(corpus, entry).items()):
            values = [reading.stance or reading.evaluation or "" for _, reading in found]
            if len(set(values)) < 2:
                continue
            number = next(
                at for at, (_, value) in enumerate(zip(found, values, strict=True)) if value != values[0]
            )
            where = entry.where("about", found[number][0])
            both = next((value for value in values if OPPOSITE.get(value) in values), None)
            if both is not None:
                corpus.problem(
                    f"one coder reads one statement as {both!r} and as {OPPOSITE[both]!r} toward {ref}",
                    where,
                    "code one reading as 'mixed', or add 'revises:' to the reading that corrects the other",
                )
            else:
                corpus.note(
                    f"one coder reads one statement as {values[0]!r} and as {values[number]!r} toward {ref}",
                    where,
                )


def _live(corpus: Corpus, entry: Entry[Statement]) -> dict[tuple[str, str], list[tuple[int, Reading]]]:
    """The readings that count, with their indices in the sheet, by coder and target."""
    found: dict[tuple[str, str], list[tuple[int, Reading]]] = defaultdict(list)
    revised = {reading.revises for reading in entry.item.about}
    usual = entry.item.coder or entry.coded.sheet.coding.coder
    for number, reading in enumerate(entry.item.about):
        if reading.retracted is None and (reading.id is None or reading.id not in revised):
            target = corpus.find(reading.on, TARGET_KINDS) or reading.on
            found[reading.coder or usual, target.partition("/")[2] or target].append((number, reading))
    return found
