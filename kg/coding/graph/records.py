"""Triples of a coding sheet: its statements, narrated claims, contrasts and annotations."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import partial

from kg.coding.graph.annotations import write_annotation
from kg.coding.graph.coders import Work, write_work
from kg.coding.graph.entities import write_when
from kg.coding.graph.evidence import BODIES, Evidence
from kg.coding.graph.passages import Keys, Passages
from kg.coding.graph.readings import write_readings
from kg.coding.graph.sources import write_source
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.fields import read_fields, write_fields
from kg.coding.sheets.registry import KINDS
from kg.coding.sheets.sheet import Annotation, Contrast, Embedded, Narrated, Record, Statement
from kg.model.ids import content_id
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import ATTITUDE, DCTERMS, MODE, PROV, WSW


class SheetWriter:
    """Writer of one sheet.

    Args:
        corpus: resolves names and collects problems.
        coded: the sheet.
        out: receives the triples.
    """

    def __init__(self, corpus: Corpus, coded: CodedSource, out: Triples) -> None:
        self.corpus = corpus
        self.coded = coded
        self.out = out
        self.language = coded.sheet.source.language
        self.source = write_source(corpus, coded, out)
        self.passages = Passages(corpus, coded, out)
        self.evidence = Evidence(corpus, coded, out, self.source.published, self.source.reporters)
        self.handles: dict[str, str] = {}

    def write(self) -> None:
        """Write all entries of the sheet."""
        sheet = self.coded.sheet
        for number, statement in enumerate(sheet.statements):
            self._statement(statement, ("statements", number))
        for number, claim in enumerate(sheet.narrated):
            self._narrated(claim, ("narrated", number))
        for number, contrast in enumerate(sheet.contrasts):
            self._contrast(contrast, ("contrasts", number))
        handles = {handle: self.corpus.places[path] for handle, path in self.handles.items()}
        for number, annotation in enumerate(sheet.annotations):
            self._annotation(annotation, ("annotations", number), handles)

    def _begin(
        self, kind: str, record: Record, speaker: str, keys: Keys, work: Work, extra: Sequence[str] = ()
    ) -> str:
        """Write what every record has: id, passage, source, reporters, coder, revision, evidence."""
        out, where = self.out, self.coded.file.where(*keys)
        # An entry that is not anchored is reported as such, and not as a duplicate of another one.
        parts = [self.coded.slug, record.at or f"{kind} {keys[-1]} without a position", speaker]
        parts += [self.handles.get(record.revises, record.revises)] if record.revises is not None else []
        parts += extra
        path = content_id(kind, *parts)
        if path in self.corpus.places:
            self.corpus.problem(
                "the same passage is coded twice for the same speaker",
                where,
                f"the other is at {self.corpus.places[path]}; if this one corrects it, add 'revises:'",
            )
        if record.id in self.handles:
            self._twice(record.id, where, self.corpus.places[self.handles[record.id]])
        self.corpus.places[path] = where
        out.plain(path, WSW.codedAt, self.corpus.coded_at(self.coded.file, *keys))
        self.handles[record.id] = path
        out.types(path, WSW.Record)
        self.passages.write(path, record, keys)
        out.link(path, WSW.reportedIn, self.coded.path)
        reporters = [
            self.corpus.resolve(ref, ACTOR_KINDS, self.coded.file.where(*keys, "reported_by", number))
            for number, ref in enumerate(record.reported_by)
        ]
        for reporter in reporters or self.source.reporters:
            out.link(path, WSW.reportedBy, reporter)
        for number, ref in enumerate(record.mentions):
            at = self.coded.file.where(*keys, "mentions", number)
            out.link(path, WSW.mentions, self.corpus.resolve(ref, KINDS.values(), at))
        out.text(path, DCTERMS.description, record.note)
        work.attribute(path, out)
        if record.revises is not None:
            self._revision(path, kind, record, record.revises, where)
        elif record.because is not None:
            hint = "add 'revises:' with the id of the entry that it corrects"
            self.corpus.problem("'because' without 'revises'", where, hint)
        if record.retracted is not None:
            out.moment(path, PROV.invalidatedAtTime, record.retracted.at)
            out.text(path, WSW.retractionReason, record.retracted.why)
        return path

    def _revision(self, path: str, kind: str, record: Record, revises: str, where: str) -> None:
        revised = self.handles.get(revises)
        if revises in self.coded.lost:
            return
        if revised is None or revised == path:
            hint = "a correction must be in the same sheet, after the entry that it corrects"
            self.corpus.problem(f"'revises': no earlier entry has the id {revises!r}", where, hint)
            return
        if revised.partition("/")[0] != kind:
            kinds = {"statement": "a statement", "claim": "a narrated claim"}
            self.corpus.problem(
                f"{record.id} is {kinds[kind]}, but {revises}, which it corrects, is not",
                where,
                "a correction must be of the same kind; retract the one and add the other",
            )
        self.out.link(path, PROV.wasRevisionOf, revised)
        self.out.text(path, WSW.revisionReason, record.because)

    def _twice(self, handle: str, where: str, other: str) -> None:
        self.corpus.problem(f"duplicate id {handle!r} in this sheet", where, f"the other is at {other}")

    def _once(self, path: str, what: str, keys: Keys) -> None:
        """Record where an entry was coded; a second entry with the same id is a problem."""
        where = self.coded.file.where(*keys)
        if path in self.corpus.places:
            hint = f"the other is at {self.corpus.places[path]}; keep one of the two"
            self.corpus.problem(f"duplicate {what}", where, hint)
        self.corpus.places[path] = where

    def _work(self, coder: str | None, keys: Keys) -> Work:
        """The work of the coder that an entry names, else of the sheet's coder."""
        if coder is None:
            return self.source.work
        return write_work(self.corpus, self.coded, self.out, coder, self.coded.file.where(*keys, "coder"))

    def _statement(self, statement: Statement, keys: Keys) -> None:
        out, where = self.out, self.coded.file.where
        speaker = self.corpus.resolve(statement.by, ACTOR_KINDS, where(*keys, "by"))
        work = self._work(statement.coder, keys)
        behalf = statement.on_behalf_of
        if behalf is not None:
            behalf = self.corpus.resolve(behalf, BODIES, where(*keys, "on_behalf_of"))
            if behalf is not None and behalf == speaker:
                at = where(*keys, "on_behalf_of")
                self.corpus.problem(f"{behalf} speaks on behalf of itself", at, "remove 'on_behalf_of:'")
        extra = [*([behalf] if behalf is not None else []), *work.parts]
        path = self._begin("statement", statement, speaker or statement.by, keys, work, extra)
        out.types(path, WSW.Statement)
        out.link(path, WSW.speaker, speaker)
        out.link(path, WSW.onBehalfOf, behalf)
        out.link(path, WSW.mode, MODE[statement.mode])
        self._check_mode(statement, where(*keys))
        if statement.mode == "direct":
            out.text(path, WSW.text, " … ".join(statement.quotes), self.language)
        else:
            out.text(path, WSW.text, statement.text)
        if statement.at is not None:  # else it has been reported as not anchored
            self.passages.quotes(path, statement.quotes, statement.quote_at, keys)
        out.plain(path, WSW.cue, statement.cue)
        out.text(path, WSW.occasion, statement.occasion)
        for key, ref, predicate, kinds in (
            ("to", statement.to, WSW.addressee, ACTOR_KINDS),
            ("place", statement.place, WSW.place, ("place", "country")),
            ("event", statement.event, WSW.atEvent, ("event",)),
        ):
            if ref is not None:
                out.link(path, predicate, self.corpus.resolve(ref, kinds, where(*keys, key)))
        write_when(self.corpus, out, path, statement.when, where(*keys, "when"))
        self.evidence.write(path, statement, keys, speaker)
        write_readings(self.corpus, self.coded, out, path, statement, keys=keys, work=work)
        fields = read_fields(self.corpus, statement.fields, partial(where, *keys, "fields"))
        write_fields(self.corpus, out, path, fields)
        for number, embedded in enumerate(statement.embeds):
            self._embedded(path, statement, embedded, (*keys, "embeds", number), work)

    def _check_mode(self, statement: Statement, where: str) -> None:
        if statement.mode in ("direct", "mixed") and not statement.quotes:
            self.corpus.problem(
                f"mode {statement.mode} requires 'quotes'", where, "add quotes, or write mode: indirect"
            )
        if statement.mode == "indirect" and statement.quotes:
            self.corpus.problem(
                "an indirect statement cannot have quotes", where, "write mode: mixed, or remove them"
            )
        if statement.mode == "direct" and statement.text is not None:
            hint = "the quoted words are its text; explain in 'occasion' or in a reading's 'why'"
            self.corpus.problem("a direct statement cannot have 'text'", where, hint)
        if statement.mode != "direct" and statement.text is None:
            self.corpus.problem("'text' is missing", where, "add a paraphrase of what was said")

    def _embedded(
        self, statement_path: str, statement: Statement, item: Embedded, keys: Keys, work: Work
    ) -> None:
        out, where = self.out, self.coded.file.where
        attributee = self.corpus.resolve(item.of, ACTOR_KINDS, where(*keys, "of"))
        path = content_id("embedded", statement_path, attributee, item.attitude, item.text)
        self._once(path, "embedded attribution", keys)
        out.types(path, WSW.EmbeddedAttribution, WSW.Record)
        out.plain(path, WSW.codedAt, self.corpus.coded_at(self.coded.file, *keys))
        out.link(path, WSW.within, statement_path)
        out.link(path, WSW.attributee, attributee)
        out.link(path, WSW.attitude, ATTITUDE[item.attitude])
        out.text(path, WSW.text, item.text)
        self.passages.write(path, item if item.at is not None else statement, keys)
        self.passages.quotes(path, item.quotes, item.quote_at, keys)
        out.link(path, WSW.reportedIn, self.coded.path)
        for number, ref in enumerate(item.mentions):
            mention = self.corpus.resolve(ref, KINDS.values(), where(*keys, "mentions", number))
            out.link(path, WSW.mentions, mention)
        work.attribute(path, out)

    def _narrated(self, claim: Narrated, keys: Keys) -> None:
        path = self._begin("claim", claim, "", keys, self.source.work)
        self.out.types(path, WSW.NarratedClaim)
        self.out.text(path, WSW.text, claim.text)
        if claim.when is not None:
            where = self.coded.file.where(*keys, "when")
            write_when(self.corpus, self.out, path, claim.when, where)
        self.evidence.write(path, claim, keys, None)

    def _contrast(self, contrast: Contrast, keys: Keys) -> None:
        at = contrast.at or f"{keys[-1]} without a position"
        path = content_id("contrast", self.coded.slug, at, *contrast.between)
        self._once(path, "contrast", keys)
        if len(set(contrast.between)) < len(contrast.between):
            where = self.coded.file.where(*keys, "between")
            self.corpus.problem(
                "an entry is contrasted with itself", where, "list each entry once under 'between:'"
            )
        self.out.types(path, WSW.Contrast)
        self.out.plain(path, WSW.codedAt, self.corpus.coded_at(self.coded.file, *keys))
        for number, handle in enumerate(contrast.between):
            if handle not in self.handles and handle not in self.coded.lost:
                where = self.coded.file.where(*keys, "between", number)
                near = get_close_matches(handle, self.handles, n=1)
                hint = f"did you mean {near[0]}?" if near else "expected ids of statements or narrated claims"
                self.corpus.problem(f"no entry of this sheet has the id {handle!r}", where, hint)
            self.out.link(path, WSW.contrasts, self.handles.get(handle))
        self.out.plain(path, WSW.cue, contrast.cue)
        self.out.text(path, WSW.text, contrast.text)
        self.passages.write(path, contrast, keys)
        self.out.link(path, WSW.reportedIn, self.coded.path)
        self.source.work.attribute(path, self.out)

    def _annotation(self, annotation: Annotation, keys: Keys, handles: dict[str, str]) -> None:
        """Write an annotation; its id must be unique in the sheet, but no entry can refer to it."""
        where = self.coded.file.where(*keys)
        if annotation.id in handles:
            self._twice(annotation.id, where, handles[annotation.id])
        handles[annotation.id] = where
        work = self._work(annotation.coder, keys)
        write_annotation(self.corpus, self.coded, self.out, annotation, keys, work)
