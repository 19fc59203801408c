"""What an import made of a database: counts, what was mapped how, and what has no place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class ImportReport:
    r"""What was done with everything that the database holds.

    Attributes:
        folder: the workspace that was written.
        counts: how many of each kind.
        mapped: sentences that say what became what.
        kept: what is kept beside the graph.
        left_out: what is not carried over, and how often.

    >>> report = ImportReport(Path("w"))
    >>> report.count("statements", 2)
    >>> report.leave_out("Passwords")
    >>> print("\n".join(report.lines()))
    2 statements
    Not carried over: Passwords (1)
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
        """Say how something was mapped; once."""
        if sentence not in self.mapped:
            self.mapped.append(sentence)

    def keep(self, what: str) -> None:
        """Say what is kept beside the graph."""
        self.kept.append(what)

    def leave_out(self, what: str, number: int = 1) -> None:
        """Say what is not carried over."""
        self.left_out[what] = self.left_out.get(what, 0) + number

    def lines(self) -> list[str]:
        """The report to read, a line each."""
        return [
            *(counted(kind, number) for kind, number in self.counts.items()),
            *self.mapped,
            *(f"Kept beside the graph: {what}" for what in self.kept),
            *(f"Not carried over: {what} ({number:,})" for what, number in self.left_out.items()),
        ]


def counted(kind: str, number: int) -> str:
    """A number of things; what needs many words to be said stands before it.

    >>> counted("people", 1), counted("coded passages", 2), counted("passages without a concept", 1)
    ('1 person', '2 coded passages', 'Passages without a concept: 1')
    """
    if len(kind.split()) > 2:
        return f"{kind[0].upper()}{kind[1:]}: {number:,}"
    return f"{number:,} {kind if number != 1 else 'person' if kind == 'people' else kind.removesuffix('s')}"
