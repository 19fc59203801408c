"""Opening a graph: a workspace, a store, a file, an endpoint or the bundled graph."""

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
        where: a workspace, a store folder, an RDF file or the URL of a SPARQL endpoint; by default, the
            workspace that contains ``cwd`` or, if there is none, the graph that comes with kg.
        cwd: the current folder; by default, that of the process.

    Raises:
        WorkspaceError: the workspace has not been built; or its kg.toml is invalid, may not be used
            (:mod:`kg.ownership`) or leads out of the workspace (:mod:`kg.containment`).
        StoreError: nothing can be opened; StoreVersion and StoreDamaged are subclasses.
        EndpointError: the URL is invalid, or the password may not be sent there.
        LoadError: the RDF file does not parse.
    """
    here = Path.cwd() if cwd is None else cwd
    if where is None:
        found = ownership.find(here)
        if found.folder is None:
            store = _open_bundled()
        else:
            from kg import workspace  # the bundled graph needs no TOML parser

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
        "not a regular file or folder" if path.exists() else "no such file or folder",
        where=str(where),
        hint="expected a workspace (with kg.toml), a folder written by kg load, an RDF file or a URL",
    )


def is_url(where: str | Path) -> bool:
    """Return whether ``--store`` is an endpoint, also if a path has merged its two slashes.

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
        raise StoreError(
            "the graph that comes with kg is missing", where=str(path), hint="build it with: make exports"
        )
    return oxigraph.in_memory(path, _BUNDLED)


def _open_folder(path: Path, label: str) -> Store:
    if (path / MARK).is_file():
        from kg import workspace

        return _open_workspace(workspace.read(path))
    from kg.store import generations

    if generations.is_store(path):
        return _open_generation(path, label)
    raise StoreError(
        "not a workspace (no kg.toml) and not a store (no store.json)",
        where=label,
        hint="create a workspace with kg init, or a store with kg load",
    )


def _open_generation(folder: Path, label: str) -> Store:
    from kg.store import generations
    from kg.store.index.lookup import Index

    inside(folder)
    # A writer may remove the generation after the pointer was read.
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
    return _derived(oxigraph.OxigraphStore(label, memory))


def _derived(store: oxigraph.OxigraphStore) -> oxigraph.OxigraphStore:
    """A graph in memory with its derived triples, even if another program or version wrote it."""
    graph = store.engine
    has_statements, has_days = (_has(graph, term) for term in (WSW.speaker, WSW.countsBy))
    if has_statements and not has_days:
        from kg.store.derived import derive_in_memory

        derive_in_memory(graph)
    return store


def _has(graph: pyoxigraph.Store, term: str) -> bool:
    """Whether a graph has a triple with a property."""
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
        store.base = workspace.base
        store.notices.append(
            f"Using the endpoint {kg_toml.address_of(workspace)} from {workspace.folder / MARK}."
        )
        return store
    if workspace.store is not None:
        if not workspace.store.is_dir():
            raise WorkspaceError(
                "the store has not been built", where=str(workspace.folder), hint=f"run {build}"
            )
        store = _open_generation(workspace.store, label)
    else:
        if not workspace.graph_file.is_file():
            raise WorkspaceError(
                "the graph has not been built", where=str(workspace.folder), hint=f"run {build}"
            )
        store = _snapshot(workspace, label) or _derived(oxigraph.in_memory(workspace.graph_file, label))
    store.base = workspace.base
    if not _is_installed(workspace) and workspace.is_stale():
        store.notices.append(f"The sheets are newer than the graph; to update it, run {build}")
    return store


def _snapshot(workspace: Workspace, label: str) -> Store | None:
    """The graph of a workspace from the user's cache, if it is large and ``kg build`` has kept it there."""
    if workspace.graph_file.stat().st_size < oxigraph.LARGE:
        return None
    from kg.store import snapshot

    place = snapshot.find(workspace.graph_file, workspace.folder)
    return None if place is None else snapshot.open_found(place, label)


def _is_installed(workspace: Workspace) -> bool:
    """Whether this is the copy in an installed wheel, where the times of files mean nothing."""
    return workspace.folder.resolve() == resources.bundled_workspace() and resources.root().name == "_bundled"
