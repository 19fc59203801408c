"""Which graph is asked, and the one way to open it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg import ownership, resources
from kg.containment import MARK, inside
from kg.errors import StoreDamaged, StoreError, WorkspaceError
from kg.namespaces import DATA, WSW
from kg.store import oxigraph
from kg.store.base import Store

if TYPE_CHECKING:
    import pyoxigraph

    from kg.workspace import Workspace

_BUNDLED = "the bundled graph"


def open_store(where: str | Path | None = None, *, cwd: Path | None = None) -> Store:
    """Open a graph for reading.

    Args:
        where: a workspace, a store folder, an RDF file or the URL of a SPARQL endpoint; None for the
            workspace that ``cwd`` stands in or, if it stands in none, the graph that comes with kg.
        cwd: the folder that the user is in; the process's own by default.

    Raises:
        WorkspaceError: the workspace has not been built, or its kg.toml is wrong, or may not be taken
            (:mod:`kg.ownership`), or leads out of it (:mod:`kg.containment`).
        StoreError: there is nothing that can be opened; StoreVersion and StoreDamaged among them.
        EndpointError: no URL of an endpoint, or a password that may not be sent there.
        LoadError: the RDF file does not parse.
    """
    here = Path.cwd() if cwd is None else cwd
    if where is None:
        found = ownership.find(here)
        if found.folder is None:
            store = _open_bundled()
        else:
            from kg import workspace  # asking the bundled graph does not wait for a TOML parser

            store = _open_workspace(workspace.read(found.folder))
        store.notices[:0] = found.notices
        return store
    if is_url(where):
        from kg.store import endpoint

        return endpoint.connect(str(where))
    path = here / where
    if path.is_dir():
        return _open_folder(path, str(where))
    if path.is_file():
        return _open_file(path, str(where))
    raise StoreError(
        "not a file" if path.exists() else "no such folder or file",
        where=str(where),
        hint="a store is a workspace (with kg.toml), a folder written by kg load, or an RDF file",
    )


def is_url(where: str | Path) -> bool:
    """Whether ``--store`` means an endpoint, also where a path has made one slash of two.

    >>> is_url("https://example.org/query"), is_url(Path("http://localhost/")), is_url("talks.ttl")
    (True, True, False)
    """
    return str(where).lower().startswith(("http:/", "https:/"))


def place_of(where: str | Path | None) -> tuple[str, str]:
    """Return the base IRI and the name of the workspace that :func:`open_store` opens for ``where``.

    A graph that is not in a workspace has the default base and no name.

    >>> place_of(None)[0]
    'https://w3id.org/wsw/id/'
    """
    from kg import workspace  # a question has no need of it, nor of a TOML parser

    if where is not None and is_url(where):
        return DATA, ""
    place = workspace.find(Path(where or "."), named=where is not None)
    if place is None and where is None:
        place = workspace.read(resources.bundled_workspace())
    return (DATA, "") if place is None else (place.base, place.name)


def _open_bundled() -> Store:
    path = resources.bundled_graph()
    if not path.is_file():
        raise StoreError("the graph that comes with kg is missing", where=str(path), hint="make exports")
    return oxigraph.in_memory(path, _BUNDLED)


def _open_folder(path: Path, label: str) -> Store:
    if (path / MARK).is_file():
        from kg import workspace

        return _open_workspace(workspace.read(path))
    from kg.store import generations

    if generations.is_store(path):
        return _open_generation(path, label)
    raise StoreError(
        "neither a workspace (no kg.toml) nor a store (no store.json)",
        where=label,
        hint="start a workspace with kg init, or a store with kg load",
    )


def _open_generation(folder: Path, label: str) -> Store:
    from kg.store import generations
    from kg.store.index.lookup import Index

    inside(folder)
    # A writer may remove the generation between the look at the pointer and the opening.
    for _ in range(3):
        try:
            generation = generations.current(folder)
            store = oxigraph.on_disk(generation.graph, label, generation.triples)
            store.index = Index(generation.index, label)
            store.folder = folder
            return store
        except FileNotFoundError as error:
            problem = error
    raise StoreDamaged(
        f"a file of the database is missing: {problem}",
        where=label,
        hint="build it again (kg build), or load the files with kg load --replace",
    )


def _open_file(path: Path, label: str) -> Store:
    import pyoxigraph

    from kg.store import rdf_formats as formats

    memory = pyoxigraph.Store()
    memory.bulk_extend(formats.quads(path))
    return _in_step(oxigraph.OxigraphStore(label, memory))


def _in_step(store: oxigraph.OxigraphStore) -> oxigraph.OxigraphStore:
    """A graph in memory with all that is derived from it, also where another program or version made it."""
    graph = store.engine
    speaks, counts = (_first(graph, term) for term in (WSW.speaker, WSW.countsBy))
    if speaks and not counts:
        from kg.store.derived import derive_in_memory

        derive_in_memory(graph)
    return store


def _first(graph: pyoxigraph.Store, term: str) -> bool:
    import pyoxigraph

    found = graph.quads_for_pattern(None, pyoxigraph.NamedNode(term), None, pyoxigraph.DefaultGraph())
    return next(iter(found), None) is not None


def _open_workspace(workspace: Workspace) -> Store:
    build = f"kg build {workspace.folder}"
    label = f"{workspace.name} ({workspace.folder})"
    store: Store
    if workspace.endpoint:
        from kg.store.endpoint import kg_toml

        store = kg_toml.connect(workspace)
        store.notices.append(
            f"Questions go to {kg_toml.address_of(workspace)}, as {workspace.folder / MARK} says."
        )
        return store
    if workspace.store is not None:
        if not workspace.store.is_dir():
            raise WorkspaceError("the store has not been built", where=str(workspace.folder), hint=build)
        store = _open_generation(workspace.store, label)
    else:
        if not workspace.graph_file.is_file():
            raise WorkspaceError("the graph has not been built", where=str(workspace.folder), hint=build)
        store = _in_step(oxigraph.in_memory(workspace.graph_file, label))
    if not _is_installed(workspace) and workspace.is_stale():
        store.notices.append(f"The sheets are newer than the built graph; run: {build}")
    return store


def _is_installed(workspace: Workspace) -> bool:
    """Whether it is the copy inside an installed wheel, where times of files mean nothing."""
    return workspace.folder.resolve() == resources.bundled_workspace() and resources.root().name == "_bundled"
