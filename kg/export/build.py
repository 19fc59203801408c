"""``kg build``: compile a workspace's sheets to the exported files and the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal
from rdflib.term import Node

from kg.coding.graph.compile import compile_workspace
from kg.errors import OutputError, StoreError
from kg.export import ntriples, turtle
from kg.files import write_atomically
from kg.store import generations, loading
from kg.store.opening import open_store
from kg.store.terms import Term
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled graph as input of the formats."""

    graph: Graph

    def triples(self) -> Iterator[tuple[Term, Term, Term]]:
        """Yield every triple, in no particular order."""
        for subject, predicate, value in self.graph:
            yield _term(subject), _term(predicate), _term(value)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The files and the store that a build wrote."""

    triples: int
    files: tuple[Path, ...]
    store: Path | None


def build(workspace: Workspace, *, replace_store: bool = False) -> BuildReport:
    """Compile a workspace, and write graph.ttl, graph.nt and, if it has one, its store.

    Nothing is written until everything has compiled; each file is replaced as a whole or not at all.

    Args:
        workspace: the workspace.
        replace_store: whether to replace its store even if another workspace or ``kg load`` made it.

    Raises:
        SheetError: the sheets have problems; each is listed with its line.
        OutputError: a file cannot be written.
        ForeignStore: the store was not made by the workspace; nothing is written.
        StoreError: the store cannot be written.
    """
    if workspace.store is not None and not replace_store:
        generations.refuse_foreign(workspace.store, workspace.folder)
    compiled = Compiled(compile_workspace(workspace))
    try:
        workspace.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be created: {error.strerror}", where=str(workspace.output)) from error
    rendered = _render(workspace, compiled)
    if workspace.store is not None:
        # First, since the files' modification time shows whether the sheets are newer.
        loading.build(
            workspace.store,
            rendered[workspace.graph_file].encode(),
            workspace.folder,
            name=workspace.graph_file,
            replace_foreign=replace_store,
        )
    for path, text in rendered.items():
        write_atomically(path, text)
    return BuildReport(len(compiled.graph), tuple(_files(workspace)), workspace.store)


def stale_files(workspace: Workspace) -> list[Path]:
    """Return the files and the store that differ from what the sheets would give now.

    Raises:
        SheetError: the sheets have problems.
    """
    rendered = _render(workspace, Compiled(compile_workspace(workspace)))
    stale = [
        path
        for path, text in rendered.items()
        if not path.is_file() or path.read_bytes() != text.encode("utf-8")
    ]
    if workspace.store is not None and not _holds(workspace.store, rendered[workspace.graph_file]):
        stale.append(workspace.store)
    return stale


def _holds(folder: Path, ntriples_text: str) -> bool:
    """Return whether a store holds exactly these triples."""
    try:
        with open_store(folder) as store:
            return "".join(ntriples.chunks(store)) == ntriples_text
    except StoreError:
        return False


def _files(workspace: Workspace) -> list[Path]:
    return [workspace.output / "graph.ttl", workspace.graph_file]


def _render(workspace: Workspace, compiled: Compiled) -> dict[Path, str]:
    writers = (turtle.chunks, ntriples.chunks)
    return {
        path: "".join(chunks(compiled, base=workspace.base))
        for path, chunks in zip(_files(workspace), writers, strict=True)
    }


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        datatype = str(node.datatype) if node.datatype is not None else None
        return Term("literal", str(node), datatype, node.language)
    return Term("iri", str(node))
