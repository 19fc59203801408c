"""``kg build``: compile a workspace's sheets to the exported files and the store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.coding.cache import Cache, cache_of, digest, program
from kg.coding.graph.compile import Compilation, compilation
from kg.errors import OutputError, StoreError
from kg.export import ntriples, turtle
from kg.files import write_atomically
from kg.store import generations, loading, oxigraph, snapshot
from kg.store.opening import open_store
from kg.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The files and the store that a build wrote.

    Attributes:
        triples: number of triples.
        files: the files.
        store: the store; None if the workspace has none.
        cache: why the cache could not be used or written; None if it could.
    """

    triples: int
    files: tuple[Path, ...]
    store: Path | None
    cache: str | None = None


def build(workspace: Workspace, *, replace_store: bool = False, fresh: bool = False) -> BuildReport:
    """Compile a workspace, and write graph.ttl, graph.nt and, if it has one, its store.

    Nothing is written until everything has compiled; each file is replaced as a whole or not at all.

    Args:
        workspace: the workspace.
        replace_store: whether to replace its store even if another workspace or ``kg load`` made it.
        fresh: whether to compile every sheet again, also those that have not changed
            (:mod:`kg.coding.cache`).

    Raises:
        SheetError: the sheets have problems; each is listed with its line.
        OutputError: a file cannot be written.
        ForeignStore: the store was not made by the workspace; nothing is written.
        StoreError: the store cannot be written.
    """
    if workspace.store is not None and not replace_store:
        generations.refuse_foreign(workspace.store, workspace.folder)
    cache = Cache(None) if fresh else cache_of(workspace.folder)
    compiled = compilation(workspace, cache)
    compiled.corpus.raise_problems()
    try:
        workspace.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be created: {error.strerror}", where=str(workspace.output)) from error
    rendered = _render(compiled)
    if workspace.store is not None:
        # First, since the files' modification time shows whether the sheets are newer.
        loading.build(
            workspace.store,
            rendered[workspace.graph_file],
            workspace.folder,
            name=workspace.graph_file,
            replace_foreign=replace_store,
        )
    for path, content in rendered.items():
        write_atomically(path, content)
    if workspace.store is None and not fresh:
        _keep_snapshot(compiled, rendered[workspace.graph_file])
    cache.save()
    return BuildReport(compiled.size, tuple(_files(workspace)), workspace.store, cache.trouble)


def _keep_snapshot(compiled: Compilation, content: bytes) -> None:
    """Keep the graph as a database in the user's cache, made from that of the last build."""
    if len(content) < oxigraph.LARGE:
        return
    cache, after = compiled.cache, sha256(content).hexdigest()
    blocks = dict(compiled.blocks())
    cache.put({state: block for state, block in blocks.items() if state == compiled.shared_state})
    last = digest(b"last build")
    known = cache.get([last]).get(last)
    before = json.loads(known) if known is not None else {"sha256": None, "states": []}
    changes = _changes(cache, {bytes.fromhex(state) for state in before["states"]}, blocks)
    size = content.count(b"\n")
    snapshot.renew(compiled.workspace.folder, before["sha256"], after, size, changes, content)
    now = {"sha256": after, "states": sorted(state.hex() for state in blocks)}
    cache.put({last: json.dumps(now).encode()})


def _changes(cache: Cache, before: set[bytes], blocks: dict[bytes, bytes]) -> tuple[bytes, bytes] | None:
    """The lines that went and came since the last build, whose blocks had the keys ``before``."""
    went, came = before - blocks.keys(), blocks.keys() - before
    lost = cache.get(went)
    if not before or len(lost) != len(went):
        return None
    old = {line for block in lost.values() for line in block.splitlines(keepends=True)}
    new = {line for state in came for line in blocks[state].splitlines(keepends=True)}
    return b"".join(sorted(old - new)), b"".join(sorted(new - old))


def stale_files(workspace: Workspace, *, fresh: bool = False) -> list[Path]:
    """Return the files and the store that differ from what the sheets would give now.

    Args:
        workspace: the workspace.
        fresh: whether to compile every sheet again, also those that have not changed.

    Raises:
        SheetError: the sheets have problems.
    """
    cache = Cache(None) if fresh else cache_of(workspace.folder)
    compiled = compilation(workspace, cache)
    compiled.corpus.raise_problems()
    rendered = _render(compiled)
    cache.save()
    stale = [path for path, content in rendered.items() if not path.is_file() or path.read_bytes() != content]
    if workspace.store is not None and not _holds(workspace.store, rendered[workspace.graph_file]):
        stale.append(workspace.store)
    return stale


def _holds(folder: Path, content: bytes) -> bool:
    """Return whether a store holds exactly these triples."""
    try:
        with open_store(folder) as store:
            return "".join(ntriples.chunks(store)).encode() == content
    except StoreError:
        return False


def _files(workspace: Workspace) -> list[Path]:
    return [workspace.output / "graph.ttl", workspace.graph_file]


def _render(compiled: Compilation) -> dict[Path, bytes]:
    """The content of each file."""
    blocks = dict(compiled.blocks())
    turtle_path, ntriples_path = _files(compiled.workspace)
    rendered = {ntriples_path: _in_order(blocks.values())}
    return {turtle_path: _turtle(compiled, blocks), **rendered}


def _in_order(blocks: Iterable[bytes]) -> bytes:
    """The lines of blocks, sorted; they have no line in common, and their bytes sort as their characters."""
    lines = [line for block in blocks for line in block.splitlines(keepends=True)]
    lines.sort()
    return b"".join(lines)


def _turtle(compiled: Compilation, blocks: dict[bytes, bytes]) -> bytes:
    """The graph as Turtle; what a block becomes is kept in the cache."""
    base, settings = compiled.workspace.base, digest(b"turtle", program())
    keys = {state: digest(settings, state) for state in blocks}
    kept = compiled.cache.get(keys.values())
    prefixes: dict[str, str] = {}
    written: list[bytes] = []
    for state, block in blocks.items():
        known = kept.get(keys[state])
        if known is None:
            names = turtle.Abbreviations(base)
            lines = turtle.from_ntriples(block.decode().split("\n")[:-1], names)
            body = "".join(f"{line}\n" for line in lines)
            known = f"{json.dumps(names.used)}\n{body}".encode()
            compiled.cache.put({keys[state]: known})
        head, _, content = known.partition(b"\n")
        prefixes |= json.loads(head)
        written.append(content)
    return turtle.heading(prefixes).encode() + _in_order(written)
