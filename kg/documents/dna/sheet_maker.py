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

#: Reasons for the date of a statement, and for the day of coding.
WHY_DATE = "date of the document; statements in DNA do not have dates of their own"
WHY_CODED = "DNA does not record the day of coding; it was done on this day or later."

#: The cue of a statement, which a sheet must have and DNA does not code.
CUE = "not coded"


@dataclass(frozen=True, slots=True)
class Given:
    """What a sheet takes from the options of the import.

    Attributes:
        quote: whether the passages are the speakers' own words.
        language: language tag of the texts.
        coded_on: the day of coding; None if unknown.
        not_before: the earliest possible day of coding.
    """

    quote: bool
    language: str
    coded_on: date | None
    not_before: date


class SheetMaker:
    """Maker of the sheet of one document.

    Args:
        work: the database, and how it is mapped.
        given: options of the import.
        document: the document.
        coded: its passages, and those of ``others``.
        others: documents with the same text, which is one source.
    """

    def __init__(
        self,
        work: Work,
        given: Given,
        document: Document,
        coded: Sequence[Coded],
        others: Sequence[Document] = (),
    ) -> None:
        self.work = work
        self.given = given
        self.document = document
        self.others = others
        self.coded = sorted(coded, key=lambda each: (each.start, each.stop, each.id))
        self.text = Text(f"document {document.id}", document.text)
        self.day = document.moment.date() if document.moment is not None else None
        self.coder = self._main_coder()

    def sheet(self) -> dict[str, Any]:
        """Return the sheet as a mapping."""
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
            ("coded passages combined with another of the same speaker and place", merged),
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
        """The coder of most passages; for a document without passages, the coder who added it."""
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
            self.work.report.note(f"The date of document {document.id} is out of range: kept as a field.")
        elif moment.time().isoformat() != "00:00:00":
            fields["Time"] = moment.time().isoformat()
        return {
            "name": line(document.title) or f"Document {document.id}",
            "kind": "other",
            "authors": [self.work.registries.reporters()],
            **({"published": self.day} if self.day is not None else {}),
            "language": self.given.language,
            "fields": fields,
            "text": {"sha256": self.text.sha256, "length": self.text.length},
        }

    def _coding(self) -> dict[str, Any]:
        coder = self.work.coder(self.coder)
        if self.given.coded_on is not None:
            return {"coder": coder, "on": self.given.coded_on}
        on = max(self.given.not_before, self.day) if self.day is not None else self.given.not_before
        return {"coder": coder, "on": on, "note": WHY_CODED}

    def _statement(self, group: Sequence[Coded], span: Span) -> dict[str, Any]:
        first, found = group[0], read(self.work, group)
        by, behalf = self.work.speaker(first)
        quote = self._quote(span) if self.given.quote else None
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
        """The passage as a quote; None if it contains characters that a quote cannot have."""
        words = self.text.content[slice(*span)]
        start = span.start + len(words) - len(words.lstrip())
        begins, words = bare(words.strip())
        start += begins
        if not words or tidy(words) != words or not unicodedata.is_normalized("NFC", words):
            self.work.report.count(
                "passages with characters that a quote cannot have, imported without their words"
            )
            return None
        return {"mode": "direct", "quotes": [words], "quote_at": [str(Span(start, start + len(words)))]}
