"""Report of an import: counts, what was mapped how, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.wording.counts import amount


@dataclass(slots=True)
class ImportReport:
    r"""What was done with the content of a database.

    Attributes:
        folder: the workspace that was written.
        counts: numbers by kind of thing.
        mapped: sentences on what was mapped how.
        kept: what is kept outside the graph.
        left_out: numbers of what was not imported, by kind.

    >>> report = ImportReport(Path("w"))
    >>> report.count("statements", 2)
    >>> report.leave_out("Passwords")
    >>> print("\n".join(report.lines()))
    2 statements
    Not imported: Passwords (1)
    """

    folder: Path
    counts: dict[str, int] = field(default_factory=dict)
    mapped: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, number: int = 1) -> None:
        """Add to the number of a kind of thing."""
        self.counts[kind] = self.counts.get(kind, 0) + number

    def note(self, sentence: str) -> None:
        """Add a sentence on how something was mapped, unless it is there already."""
        if sentence not in self.mapped:
            self.mapped.append(sentence)

    def keep(self, what: str) -> None:
        """Add something that is kept outside the graph."""
        self.kept.append(what)

    def leave_out(self, what: str, number: int = 1) -> None:
        """Add to the number of a kind of thing that is not imported."""
        self.left_out[what] = self.left_out.get(what, 0) + number

    def lines(self) -> list[str]:
        """The lines of the report."""
        return [
            *(counted(kind, number) for kind, number in self.counts.items()),
            *self.mapped,
            *(f"Kept outside the graph: {what}" for what in self.kept),
            *(f"Not imported: {what} ({number:,})" for what, number in self.left_out.items()),
        ]


def counted(kind: str, number: int) -> str:
    """A number of things; a kind of more than two words precedes its number.

    >>> counted("people", 1), counted("coded passages", 2), counted("passages without a concept", 1)
    ('1 person', '2 coded passages', 'Passages without a concept: 1')
    """
    if len(kind.split()) > 2:
        return f"{kind[0].upper()}{kind[1:]}: {number:,}"
    return amount(number, kind)
