"""``kg check``: find all problems of a workspace, and count what was checked.

Sheets are validated against their models, names against the registry, the compiled graph against the SHACL
shapes and the rules that SHACL cannot express, and, if texts are given, every passage and quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.coding.graph.compile import compile_corpus
from kg.coding.sheets.corpus import CodedSource, Corpus, read_corpus
from kg.coding.sheets.entries import anchored
from kg.coding.texts.diagnosis import Problem
from kg.coding.texts.split_quotes import TOGETHER
from kg.coding.texts.text import Text, TextFolder
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

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings and not (self.strict and self.missing)


def check(workspace: Workspace, texts: Path | None = None, *, strict: bool = False) -> CheckReport:
    """Check a workspace.

    Args:
        workspace: the workspace.
        texts: folder with the texts of the sources; without it, anchors are counted as unchecked.
        strict: whether a source without a text counts as a problem.

    Raises:
        AnchorError: the folder does not exist, or a text in it is not UTF-8.
    """
    corpus = read_corpus(workspace)
    report = CheckReport(files=len(workspace.sheets()), strict=strict)
    report.statements = sum(len(coded.sheet.statements) for coded in corpus.sheets)
    _check_graph(corpus, report)
    _check_anchors(corpus, TextFolder(texts) if texts is not None else None, report)
    return report


def _check_graph(corpus: Corpus, report: CheckReport) -> None:
    from kg.coding.graph.lint import lint
    from kg.coding.graph.validation import validate

    graph = compile_corpus(corpus)
    report.findings += [Finding(p.where or "", "sheet", p.message, p.hint) for p in corpus.problems]
    report.notes += [Finding(n.where or "", "sheet", n.message, n.hint) for n in corpus.notes]
    if corpus.problems:
        return
    report.triples = len(graph)
    base = corpus.workspace.base
    for violation in (*validate(graph), *lint(graph, base)):
        path = violation.focus.removeprefix(base)
        where = corpus.places.get(path, f"{path} ({violation.label})")
        message = f"{violation.message} [{violation.value}]" if violation.value else violation.message
        report.findings.append(Finding(where, violation.rule, message))


def _check_anchors(corpus: Corpus, folder: TextFolder | None, report: CheckReport) -> None:
    found = {
        coded.slug: folder.find(coded.slug, coded.sheet.source.text.sha256) if folder is not None else None
        for coded in corpus.sheets
    }
    texts: dict[str, Text] = {slug: one.text for slug, one in found.items() if one is not None}
    for coded in corpus.sheets:
        anchors = list(_anchors(coded))
        text = found[coded.slug]
        if text is None:
            report.unchecked += sum(anchor.checks for anchor in anchors)
            report.missing.append(coded.slug)
            continue
        if text.changed:
            message = f"{text.text.name} is not the text that the sheet was anchored in (its sha256 differs)"
            report.findings.append(Finding(str(coded.file.path), "text", message, "run kg anchor again"))
        others = {slug: one for slug, one in texts.items() if slug != coded.slug}
        checked = verify_sheet(anchors, text.text, others)
        report.anchors += checked.performed
        report.findings += map(_finding, checked.problems)
        report.notes += map(_finding, checked.notes)


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
