"""DNA's documents as coding sheets: source, statements and annotations, each at its place in the text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.coding.texts.quotation_marks import bare
from kg.coding.texts.text import Span, Text
from kg.documents.dna.coded_statements import Work, own_fields, read
from kg.documents.dna.database import Coded, Document
from kg.documents.dna.offsets import Offsets
from kg.documents.dna.slugs import line, put, tidy

#: Why a statement has the date that it has.
WHY_DATE = "date of the document; DNA gives its statements none of their own"
WHY_CODED = "DNA keeps no day of coding; it was not done before this one."

#: The words that attribute a statement, which a sheet must have and DNA does not code.
CUE = "not coded"


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet takes from the user.

    Attributes:
        quote: the passages are the speakers' own words.
        language: of the texts.
        coded_on: the day on which the coding was done; None where nobody says.
        not_before: a day before which it was not done.
    """

    quote: bool
    language: str
    coded_on: date | None
    not_before: date


class SheetMaker:
    """Makes the sheet of one document.

    Args:
        work: the database, and how it is mapped.
        told: what the user says.
        document: the document.
        coded: its passages, and those of ``others``.
        others: documents with the same text, which is one source.
    """

    def __init__(
        self,
        work: Work,
        told: Told,
        document: Document,
        coded: Sequence[Coded],
        others: Sequence[Document] = (),
    ) -> None:
        self.work = work
        self.told = told
        self.document = document
        self.others = others
        self.coded = sorted(coded, key=lambda each: (each.start, each.stop, each.id))
        self.text = Text(f"document {document.id}", document.text)
        self.day = document.moment.date() if document.moment is not None else None
        self.coder = self._main_coder()

    def sheet(self) -> dict[str, Any]:
        """The sheet, ready to be written."""
        offsets = Offsets(self.document.text)
        groups: dict[tuple[object, ...], list[Coded]] = {}
        spans: dict[int, Span] = {}
        annotations = []
        for each in self.coded:
            spans[each.id] = Span(*offsets.span(each.start, each.stop))
            if each.type_id in self.work.roles:
                groups.setdefault((spans[each.id], *self.work.speaker(each)), []).append(each)
            else:
                annotations.append(self._annotation(each, spans[each.id]))
        statements = [self._statement(group, spans[group[0].id]) for group in groups.values()]
        merged = len(self.coded) - len(annotations) - len(statements)
        for kind, number in (
            ("statements", len(statements)),
            ("readings", sum(len(statement["about"]) for statement in statements)),
            ("annotations", len(annotations)),
            ("coded passages put together with another of the same speaker and place", merged),
        ):
            if number:
                self.work.report.count(kind, number)
        return {
            "source": self._source(),
            "coding": self._coding(),
            **({"statements": statements} if statements else {}),
            **({"annotations": annotations} if annotations else {}),
        }

    def _main_coder(self) -> int:
        """Who coded most of the document; of one without a passage, who added it."""
        counted = Counter(each.coder for each in self.coded)
        if counted:
            return min(counted, key=lambda coder: (-counted[coder], coder))
        return self.document.coder if self.document.coder is not None else min(self.work.database.coders)

    def _source(self) -> dict[str, Any]:
        document = self.document
        fields: dict[str, Any] = {"DNA document": document.id}
        for name in ("author", "source", "section", "type", "notes"):
            put(fields, name.capitalize(), tidy(getattr(document, name)), document.id)
        if document.coder is not None:
            put(fields, "Coder", line(self.work.database.coders[document.coder].name), document.id)
        for other in self.others:
            fields[f"DNA document (DNA {other.id})"] = other.id
            for name in ("title", "author", "source", "section", "type", "notes"):
                put(fields, name.capitalize(), tidy(getattr(other, name)), other.id)
            if other.moment is not None:
                put(fields, f"Date (DNA {other.id})", other.moment.date().isoformat(), other.id)
        moment = document.moment
        if moment is None:
            fields["Date"] = document.date
            self.work.report.note(
                f"The date of document {document.id} is no day of the calendar: kept as a field."
            )
        elif moment.time().isoformat() != "00:00:00":
            fields["Time"] = moment.time().isoformat()
        return {
            "name": line(document.title) or f"Document {document.id}",
            "kind": "other",
            "authors": [self.work.registries.reporters()],
            **({"published": self.day} if self.day is not None else {}),
            "language": self.told.language,
            "fields": fields,
            "text": {"sha256": self.text.sha256, "length": self.text.length},
        }

    def _coding(self) -> dict[str, Any]:
        coder = self.work.coder(self.coder)
        if self.told.coded_on is not None:
            return {"coder": coder, "on": self.told.coded_on}
        on = max(self.told.not_before, self.day) if self.day is not None else self.told.not_before
        return {"coder": coder, "on": on, "note": WHY_CODED}

    def _statement(self, group: Sequence[Coded], span: Span) -> dict[str, Any]:
        first, found = group[0], read(self.work, group)
        by, behalf = self.work.speaker(first)
        quote = self._quote(span) if self.told.quote else None
        fields = own_fields(self.work, group, found.scores)
        if (first.start, first.stop) != span:
            fields["DNA span"] = f"{first.start}-{first.stop}"
        return {
            "id": f"dna-{min(coded.id for coded in group)}",
            "by": by,
            **({"on_behalf_of": behalf} if behalf is not None else {}),
            **self._other_coder(first),
            **(quote or {"mode": "not-coded", "text": found.words}),
            "cue": CUE,
            **(
                {"when": {"day": self.day, "basis": "inferred", "why": WHY_DATE}}
                if self.day is not None
                else {}
            ),
            **self._place(span),
            **({"about": found.readings} if found.readings else {"about": []}),
            "fields": fields,
        }

    def _annotation(self, coded: Coded, span: Span) -> dict[str, Any]:
        fields = own_fields(self.work, [coded], {})
        if (coded.start, coded.stop) != span:
            fields["DNA span"] = f"{coded.start}-{coded.stop}"
        return {
            "id": f"dna-{coded.id}",
            "kind": line(self.work.database.types[coded.type_id].label) or "unnamed",
            **self._other_coder(coded),
            **self._place(span),
            "fields": fields,
        }

    def _other_coder(self, coded: Coded) -> dict[str, str]:
        return {} if coded.coder == self.coder else {"coder": self.work.coder(coded.coder)}

    def _place(self, span: Span) -> dict[str, str]:
        return {"at": str(span), "sha256": self.text.slice_hash(*span)}

    def _quote(self, span: Span) -> dict[str, Any] | None:
        """The passage as quoted words; None where they could not stand in the graph as they are."""
        words = self.text.content[slice(*span)]
        start = span.start + len(words) - len(words.lstrip())
        begins, words = bare(words.strip())
        start += begins
        if not words or tidy(words) != words or not unicodedata.is_normalized("NFC", words):
            self.work.report.count(
                "passages with characters that no quote can have, left without their words"
            )
            return None
        return {"mode": "direct", "quotes": [words], "quote_at": [str(Span(start, start + len(words)))]}
