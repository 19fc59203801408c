"""``kg check``: find all problems of a workspace, and count what was checked.

Sheets are validated against their models, names against the registry, the compiled graph against the SHACL
shapes and the rules that SHACL cannot express, and, if texts are given, every passage and quote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.coding.cache import Cache, cache_of, digest
from kg.coding.graph.compile import Compilation, Sheet, compilation, graph_of
from kg.coding.sheets.corpus import CodedSource, read_sheet
from kg.coding.sheets.entries import anchored
from kg.coding.texts.diagnosis import Problem
from kg.coding.texts.split_quotes import TOGETHER
from kg.coding.texts.text import Located, Text, TextFolder
from kg.coding.texts.verification import Anchored, verify_sheet
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a note: where, by which rule, what, and what to do next."""

    where: str
    rule: str
    message: str
    hint: str | None = None


@dataclass(slots=True)
class CheckReport:
    """Result of a check.

    Attributes:
        findings: the problems; ``kg build`` fails with all of those that can be found without texts.
        notes: entries that may be correct but that a coder should review.
        files: number of YAML files read.
        statements: number of statements in the sheets.
        triples: number of triples in the compiled graph; 0 if the sheets cannot be compiled.
        anchors: number of passages and quotes checked against a text.
        unchecked: number of passages and quotes without a text to check against.
        missing: ids of sources without a text.
        strict: whether a source without a text counts as a problem.
        cache: why the cache could not be used or written; None if it could.
    """

    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    files: int = 0
    statements: int = 0
    triples: int = 0
    anchors: int = 0
    unchecked: int = 0
    missing: list[str] = field(default_factory=list)
    strict: bool = False
    cache: str | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings and not (self.strict and self.missing)


def check(
    workspace: Workspace, texts: Path | None = None, *, strict: bool = False, fresh: bool = False
) -> CheckReport:
    """Check a workspace.

    Args:
        workspace: the workspace.
        texts: folder with the texts of the sources; without it, anchors are counted as unchecked.
        strict: whether a source without a text counts as a problem.
        fresh: whether to check every sheet again, also those that have not changed (:mod:`kg.coding.cache`).

    Raises:
        AnchorError: the folder does not exist, or a text in it is not UTF-8.
    """
    cache = Cache(None) if fresh else cache_of(workspace.folder)
    compiled = compilation(workspace, cache, validate=True)
    report = CheckReport(files=len(workspace.sheets()), strict=strict)
    report.statements = compiled.statements
    _check_graph(compiled, report)
    _check_anchors(compiled, TextFolder(texts) if texts is not None else None, report)
    cache.save()
    report.cache = cache.trouble
    return report


def _check_graph(compiled: Compilation, report: CheckReport) -> None:
    corpus = compiled.corpus
    report.findings += [Finding(p.where or "", "sheet", p.message, p.hint) for p in corpus.problems]
    report.notes += [Finding(n.where or "", "sheet", n.message, n.hint) for n in corpus.notes]
    if corpus.problems:
        return
    report.triples = compiled.size
    if not compiled.is_valid():
        report.findings += _violations(compiled)


def _violations(compiled: Compilation) -> Iterator[Finding]:
    """What is wrong with a graph that is known to violate a shape or a rule: the whole graph is checked."""
    from kg.coding.graph.lint import lint
    from kg.coding.graph.validation import report

    graph, places, base = graph_of(compiled), compiled.places, compiled.workspace.base
    for violation in (*report(graph), *lint(graph, base)):
        path = violation.focus.removeprefix(base)
        where = places.get(path, f"{path} ({violation.label})")
        message = f"{violation.message} [{violation.value}]" if violation.value else violation.message
        yield Finding(where, violation.rule, message)


def _check_anchors(compiled: Compilation, folder: TextFolder | None, report: CheckReport) -> None:
    readable = [sheet for sheet in compiled.sheets if sheet.part.outline is not None]
    if folder is None:
        report.unchecked = sum(sheet.part.anchors for sheet in readable)
        report.missing = [sheet.path.stem for sheet in readable]
        return
    _AnchorCheck(compiled, folder, report).run(readable)


@dataclass(slots=True)
class _AnchorCheck:
    """The check of all anchors against a folder of texts. A sheet without problems is not checked again."""

    compiled: Compilation
    folder: TextFolder
    report: CheckReport
    read: dict[str, Text] = field(default_factory=dict)

    def run(self, sheets: Sequence[Sheet]) -> None:
        """Check the anchors of sheets, and add what is wrong to the report."""
        report, located = self.report, dict[str, Located]()
        for sheet in sheets:
            found = self.folder.locate(sheet.path.stem, _text_hash(sheet))
            if found is None:
                report.unchecked += sheet.part.anchors
                report.missing.append(sheet.path.stem)
            else:
                located[sheet.path.stem] = found
        states = {slug: digest(b"anchors", found.name, found.sha256) for slug, found in located.items()}
        present = [sheet for sheet in sheets if sheet.path.stem in located]
        keys = {sheet.path: digest(states[sheet.path.stem], sheet.key) for sheet in present}
        kept = self.compiled.cache.get(keys.values())
        unchecked = [sheet for sheet in present if keys[sheet.path] not in kept]
        if unchecked:
            self.read = {slug: self.folder.read(found) for slug, found in located.items()}
        for sheet in present:
            place = located[sheet.path.stem]
            if place.changed:
                message = f"{place.name} is not the text that the sheet was anchored in (its sha256 differs)"
                report.findings.append(Finding(str(sheet.path), "text", message, "run kg anchor again"))
            known = kept.get(keys[sheet.path])
            if known is not None:
                self._add(sheet, json.loads(known))
            else:
                self._check(sheet, place, keys[sheet.path])

    def _add(self, sheet: Sheet, known: dict[str, Any]) -> None:
        """Add the kept result of a sheet without problems."""
        self.report.anchors += known["performed"]
        self.report.notes += [
            Finding(f"{sheet.path}:{line}", "anchor", message) for line, message in known["notes"]
        ]

    def _check(self, sheet: Sheet, located: Located, key: bytes) -> None:
        corpus = self.compiled.entities.directory.corpus()
        read_sheet(corpus, sheet.path, sheet.raw)
        for coded in corpus.sheets:
            others = {slug: text for slug, text in self.read.items() if slug != coded.slug}
            checked = verify_sheet(_anchors(coded), self.read[coded.slug], others)
            self.report.anchors += checked.performed
            self.report.findings += map(_finding, checked.problems)
            notes = [_finding(note) for note in checked.notes]
            self.report.notes += notes
            same = self.read[coded.slug].sha256 == located.sha256  # the text may have changed since
            if same and not checked.problems and sheet.key:
                lines = [[int(note.where.rpartition(":")[2]), note.message] for note in notes]
                known = json.dumps({"performed": checked.performed, "notes": lines})
                self.compiled.cache.put({key: known.encode("utf-8", "surrogatepass")})


def _text_hash(sheet: Sheet) -> str | None:
    return None if sheet.part.outline is None else sheet.part.outline.text


def _finding(problem: Problem) -> Finding:
    hint = TOGETHER if problem.diagnosis.kind == "adjoining" else None
    return Finding(problem.where, "anchor", f"{problem.about} {problem.diagnosis.message}", hint)


def _anchors(coded: CodedSource) -> Iterator[Anchored]:
    """The anchors of a sheet; an entry without one is reported as a problem of the sheet."""
    for entry in anchored(coded):
        if entry.passage is not None:
            yield Anchored(
                where=entry.where(),
                source=coded.slug,
                start=entry.passage.start,
                end=entry.passage.end,
                sha256=entry.passage_sha256,
                quotes=tuple(entry.quotes),
                quote_spans=tuple(entry.quote_spans),
                paraphrase=getattr(entry.item, "text", None),
            )
