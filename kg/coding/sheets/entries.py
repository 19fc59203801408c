"""The entries of sheets, one by one, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.sheet import Anchored, Embedded, Statement
from kg.coding.sheets.sheet import Record as SheetRecord
from kg.coding.texts.text import Span

Item = TypeVar("Item", bound=Anchored, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[Item]):
    """One entry of a sheet.

    Attributes:
        coded: the sheet.
        item: the content of the entry.
        keys: its path in the sheet.
        around: the statement that embeds it; None if it is not embedded.
    """

    coded: CodedSource
    item: Item
    keys: tuple[str | int, ...]
    around: Statement | None = None

    def where(self, *keys: str | int) -> str:
        """``file:line`` of the entry, or of a part of it."""
        return self.coded.file.where(*self.keys, *keys)

    @property
    def passage(self) -> Span | None:
        """Its passage; an embedded attribution without one has the passage of its statement."""
        at = self.item.at
        if at is None and self.around is not None:
            at = self.around.at
        return None if at is None else Span.parse(at)

    @property
    def passage_sha256(self) -> str | None:
        """The hash of its passage, as written in the sheet."""
        placed = self.item if self.item.at is not None or self.around is None else self.around
        return placed.sha256

    @property
    def quotes(self) -> list[str]:
        """Its quotes."""
        return self.item.quotes if isinstance(self.item, Statement | Embedded) else []

    @property
    def quote_spans(self) -> list[Span]:
        """The positions of its quotes, as written in the sheet."""
        spans = self.item.quote_at if isinstance(self.item, Statement | Embedded) else []
        return [Span.parse(span) for span in spans]


def statements(corpus: Corpus) -> Iterator[Entry[Statement]]:
    """The statements of all sheets."""
    for coded in corpus.sheets:
        for number, statement in enumerate(coded.sheet.statements):
            yield Entry(coded, statement, ("statements", number))


def records(corpus: Corpus) -> Iterator[Entry[SheetRecord]]:
    """The statements and narrated claims of all sheets."""
    for coded in corpus.sheets:
        for number, statement in enumerate(coded.sheet.statements):
            yield Entry(coded, statement, ("statements", number))
        for number, claim in enumerate(coded.sheet.narrated):
            yield Entry(coded, claim, ("narrated", number))


def anchored(coded: CodedSource) -> Iterator[Entry[Anchored]]:
    """The entries of one sheet that have a position in the text."""
    sheet = coded.sheet
    for number, statement in enumerate(sheet.statements):
        yield Entry(coded, statement, ("statements", number))
        for inner, embedded in enumerate(statement.embeds):
            yield Entry(coded, embedded, ("statements", number, "embeds", inner), statement)
    for name, entries in (
        ("narrated", sheet.narrated),
        ("contrasts", sheet.contrasts),
        ("annotations", sheet.annotations),
    ):
        for number, entry in enumerate(entries):
            yield Entry(coded, entry, (name, number))
