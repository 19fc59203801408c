"""What the rules about several sheets need to know about one: its text, and what it attests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office that a sheet reports as held, by a record that is neither corrected nor retracted.

    Attributes:
        holder: path of the actor.
        office: path of the office.
        body: path of the body or country.
        former: whether it is reported as a past office.
        since: first day, if the sheet gives it.
        until: last day, if the sheet gives it.
        line: line of the role in the sheet.
        reported_from: first day on which the source may have been published.
        reported_until: last of these days.
    """

    holder: str
    office: str
    body: str
    former: bool
    since: date | None
    until: date | None
    line: int
    reported_from: date | None
    reported_until: date | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet in the rules about several sheets.

    Attributes:
        slug: slug of its source.
        file: path of the sheet, as shown in messages.
        text: sha256 of the source's text; None if the sheet is not anchored.
        text_line: line of the sha256.
        attested: paths of the entities that its records attest.
        tenures: the offices that it reports.
    """

    slug: str
    file: str
    text: str | None
    text_line: int
    attested: tuple[str, ...]
    tenures: tuple[Tenure, ...]

    def where(self, line: int) -> str:
        """``file:line`` of a line of the sheet."""
        return f"{self.file}:{line}"
