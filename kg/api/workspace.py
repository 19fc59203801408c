"""What needs no opened graph: to start, anchor, check, build and load, and to import."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.api.arguments import Day, FilePath, Names, day, names, path
from kg.errors import AnchorError, LoadError, QuestionError

if TYPE_CHECKING:
    from kg.coding.anchor import AnchorReport
    from kg.coding.check import CheckReport
    from kg.documents.dna.report import ImportReport
    from kg.export.build import BuildReport
    from kg.export.watching import Round
    from kg.store.endpoint.publishing import Published
    from kg.store.loading import LoadReport
    from kg.workspace import Workspace

#: One file or several.
FilePaths = FilePath | Iterable[FilePath]
#: Called with how much is done, and how much there is.
Progress = Callable[[int, int], None]


def init(folder: FilePath) -> list[Path]:
    """Start a workspace with a commented example that builds at once, and return its files.

    Args:
        folder: a new or empty folder.

    Raises:
        WorkspaceError: the folder is not empty; nothing was changed.
        OutputError: it cannot be written.

    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in kg.init(folder) if file.suffix == ".toml"]
    ['kg.toml']
    """
    from kg.coding.start import start

    return start(Path(folder))


def anchor(
    sheets: FilePaths,
    *,
    text: FilePath | None = None,
    texts: FilePath | None = None,
    dry_run: bool = False,
) -> list[AnchorReport]:
    """Find each passage and quote of coding sheets in their texts, write its place, and report on each sheet.

    If any problem is found in a sheet, that sheet is left unchanged.

    Args:
        sheets: one sheet or several.
        text: the text of the one sheet.
        texts: the folder with the texts of several sheets; give either ``text`` or ``texts``.
        dry_run: report only; write nothing.

    Raises:
        SheetError: a sheet is not valid YAML or has no source.
        AnchorError: a text was not found, or is not UTF-8; or neither or both of ``text`` and ``texts`` are
            given.
        OutputError: a sheet cannot be written.

    >>> import kg, tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = kg.init(folder)
    ...     sheets = sorted(Path(folder, "sources").glob("*.yaml"))
    ...     reports = kg.anchor(sheets, texts=Path(folder, "texts"))
    >>> [(report.anchored, len(report.problems)) for report in reports]
    [(4, 0)]
    """
    from kg.coding.anchor import anchor_sheet
    from kg.coding.texts.text import texts_for

    listed = _files(sheets)
    if (text is None) == (texts is None) or (text is not None and len(listed) > 1):
        raise AnchorError("expected one sheet with its text, or sheets with the folder of their texts")
    return [
        anchor_sheet(sheet, found, rewrite=not dry_run)
        for sheet, found in texts_for(listed, path(text), path(texts))
    ]


def check(
    folder: FilePath | None = None,
    *,
    texts: FilePath | None = None,
    strict: bool = False,
    fresh: bool = False,
) -> CheckReport:
    """Check a workspace: its sheets, the graph that they make, and their quotes.

    Args:
        folder: the workspace; None for the one that the process's working folder is in.
        texts: folder with the texts of the sources: check that every quote is where the sheet says.
        strict: a source whose text was not found is a problem too.
        fresh: check every sheet again, also those that have not changed since the last check.

    Returns:
        A report: ``passed``, ``findings`` (what is wrong), ``notes``, and how much was checked.

    Raises:
        WorkspaceError: the workspace was not found, or its kg.toml is wrong.
        AnchorError: the folder of texts was not found, or a text is not UTF-8.

    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = kg.init(folder)
    ...     report = kg.check(folder)
    >>> report.passed, report.statements, report.findings[0].rule
    (False, 3, 'sheet')
    """
    from kg.coding.check import check

    return check(_workspace(folder), path(texts), strict=strict, fresh=fresh)


def build(
    folder: FilePath | None = None,
    *,
    output: FilePath | None = None,
    replace_store: bool = False,
    fresh: bool = False,
) -> BuildReport:
    """Compile the coding sheets of a workspace to a graph, and report what was written.

    The same sheets give the same bytes. If a sheet has a problem, nothing is written.

    Args:
        folder: the workspace; None for the one that the process's working folder is in.
        output: the folder for graph.ttl and graph.nt, in place of the one in kg.toml.
        replace_store: replace the workspace's store even if another workspace or a load made it.
        fresh: compile every sheet again, also those that have not changed since the last build.

    Raises:
        WorkspaceError: the workspace was not found, or its kg.toml is wrong.
        SheetError: the sheets have problems.
        StoreError: the store cannot be written; ForeignStore if the workspace did not make it.
        OutputError: a file cannot be written.

    >>> import kg, tempfile
    >>> from kg import resources
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [file.name for file in kg.build(resources.bundled_workspace(), output=folder).files]
    ['graph.ttl', 'graph.nt']
    """
    from kg.export.build import build

    return build(_workspace(folder, output), replace_store=replace_store, fresh=fresh)


def watch(folder: FilePath | None = None, *, texts: FilePath | None = None) -> Iterator[Round]:
    """Check and build a workspace, and again whenever one of its files is saved; yield the result each time.

    The first result is that of the whole workspace. The iteration has no end of its own: leave the loop.

    Args:
        folder: the workspace; None for the one that the process's working folder is in.
        texts: folder with the texts of the sources: check that every quote is where the sheet says.

    Raises:
        WorkspaceError: the workspace was not found, or its kg.toml is wrong.

    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = kg.init(folder)
    ...     first = next(kg.watch(folder))
    >>> first.check.statements, first.build is None, first.findings[0].rule
    (3, True, 'sheet')
    """
    from kg.export.watching import watch

    return watch(_workspace(folder).folder, path(texts))


def stale(
    folder: FilePath | None = None, *, output: FilePath | None = None, fresh: bool = False
) -> list[Path]:
    """Return the built files, and the store, that are not what the sheets would make now.

    Args:
        folder: the workspace; None for the one that the process's working folder is in.
        output: the folder of graph.ttl and graph.nt, in place of the one in kg.toml.
        fresh: compile every sheet again, also those that have not changed since the last build.

    Raises:
        WorkspaceError: the workspace was not found, or its kg.toml is wrong.
        SheetError: the sheets have problems.

    >>> import kg
    >>> from kg import resources
    >>> kg.stale(resources.bundled_workspace())
    []
    """
    from kg.export.build import stale_files

    return stale_files(_workspace(folder, output), fresh=fresh)


@overload
def load(
    files: FilePaths,
    store: FilePath,
    *,
    replace: bool = False,
    base: str | None = None,
    progress: Progress | None = None,
) -> LoadReport: ...


@overload
def load(
    files: FilePaths,
    *,
    to: str | Path,
    graph: str | None = None,
    keep_graphs: bool = False,
    replace: bool = False,
    start_over: bool = False,
    base: str | None = None,
    progress: Progress | None = None,
) -> Published: ...


def load(
    files: FilePaths,
    store: FilePath | None = None,
    *,
    to: str | Path | None = None,
    graph: str | None = None,
    keep_graphs: bool = False,
    replace: bool = False,
    start_over: bool = False,
    base: str | None = None,
    progress: Progress | None = None,
) -> LoadReport | Published:
    """Load RDF files into a store on disk, all or nothing; or send them to a graph store.

    Args:
        files: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, also packed with gzip.
        store: the folder of the store, which is made if it does not exist; open it with ``kg.open(store)``.
        to: in place of a folder, the URL of a graph store (SPARQL 1.1 Graph Store Protocol), or a workspace
            whose kg.toml names one.
        graph: with ``to``: load into this named graph, not into the default graph.
        keep_graphs: with ``to``: load into the graphs that TriG and N-Quads name.
        replace: drop what the store or the graph holds.
        start_over: with ``to``: send everything, including what an earlier load has sent.
        base: what relative IRIs in the files are relative to.
        progress: called with the bytes read, or the parts sent, and how many there are.

    Raises:
        LoadError: a file cannot be loaded.
        StoreError: the store cannot be written.
        EndpointError: the graph store cannot be reached, or refuses.
        QuestionError: the arguments do not go together.

    >>> import kg, tempfile
    >>> from kg import resources
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = kg.load(resources.bundled_graph(), folder)
    ...     with kg.open(folder) as graph:
    ...         graph.status().triples == report.triples_after
    True
    """
    listed = _files(files)
    if not listed:
        raise LoadError("no files given", hint="name at least one RDF file")
    if (store is None) == (to is None):
        raise QuestionError("expected either the folder of a store or to=, the address of a graph store")
    if store is not None:
        if graph is not None or keep_graphs or start_over:
            raise QuestionError("graph, keep_graphs and start_over go with to=")
        from kg.store.loading import load

        return load(Path(store), listed, replace=replace, base_iri=base, progress=progress)
    if graph is not None and keep_graphs:
        raise QuestionError("give either graph or keep_graphs: graph puts all triples into one graph")
    from kg.store.endpoint.publishing import destination, publish

    url, settings = destination(str(to))
    how: dict[str, Any] = {"graph": graph, "keep_graphs": keep_graphs, "start_over": start_over}
    return publish(url, listed, replace=replace, base_iri=base, settings=settings, sending=progress, **how)


def import_dna(
    file: FilePath,
    folder: FilePath,
    *,
    statement_type: Names = (),
    person: str | None = None,
    organization: str | None = None,
    concept: str | None = None,
    qualifier: str | None = None,
    quote: bool = False,
    language: str = "en",
    base: str | None = None,
    name: str | None = None,
    coded_on: Day | None = None,
    skip_broken: bool = False,
) -> ImportReport:
    """Turn a database of Discourse Network Analyzer 3 into a workspace, and report what became of it.

    Args:
        file: the database; it is only read.
        folder: a new or empty folder; it is written whole or not at all.
        statement_type: labels of the statement types whose passages become statements; by default each that
            has a speaker, a concept and a qualifier. The others become annotations.
        person: the variable that says which person speaks.
        organization: the one that says for which organization.
        concept: the one that says about what.
        qualifier: the one that says for or against: boolean or integer.
        quote: each passage is the speaker's own words: store it as a quote.
        language: language of the texts.
        base: IRI under which the entities get their names; by default that of :func:`init`.
        name: title of the workspace; by default the name of the file.
        coded_on: the day on which the coding was done, which the database does not keep.
        skip_broken: leave out rows that lead nowhere, and report them.

    Raises:
        LoadError: the file is not such a database, is damaged or in use, has broken rows, or has no variable
            of a given name.
        WorkspaceError: the folder is not empty.
        OutputError: the folder cannot be written.
        QuestionError: ``coded_on`` is not one day.

    >>> import kg
    >>> kg.import_dna("no-such-file.dna", "folder")
    Traceback (most recent call last):
    kg.errors.LoadError: no-such-file.dna: cannot be read: No such file or directory
    """
    from datetime import date

    from kg.documents.dna.conversion import Options, import_dna
    from kg.documents.dna.variables import Wanted
    from kg.questions.periods import one_day

    types = tuple(names(statement_type, "statement_type"))
    wanted = Wanted(types, person, organization, concept, qualifier)
    typed = day(coded_on, "coded_on")
    coded = None if typed is None else date.fromisoformat(one_day(typed))
    options = Options(wanted, quote, language, base, name, coded, skip_broken)
    return import_dna(Path(file), Path(folder), options)


def _files(given: FilePaths) -> list[Path]:
    from os import PathLike

    return [Path(given)] if isinstance(given, str | PathLike) else [Path(each) for each in given]


def _workspace(folder: FilePath | None, output: FilePath | None = None) -> Workspace:
    """The workspace of a folder, or of the working folder, with a warning where it is above that."""
    from dataclasses import replace

    from kg.workspace import current

    found, notices = current(path(folder))
    for notice in notices:
        warnings.warn(notice, stacklevel=3)
    return found if output is None else replace(found, output=Path(output))
