"""A built graph as a database in the user's cache, so that a question does not parse a large file.

::

    CACHE/<workspace>.graphs/<sha256 of graph.nt>-<number of triples>/    RocksDB; not written to again

``kg build`` makes it from the one before and the lines that came and went. A snapshot belongs to the content
of graph.nt, so it is never used for another graph; without one, or if it cannot be opened, graph.nt is read.
The snapshot before the newest is kept for questions that have it open.

The hash of graph.nt is kept with its size, times and inode, and is not computed again while these are the
same. As in the index of git, they decide only if the file had been left alone for some seconds when its hash
was taken: an edit in the same tick of the clock changes neither.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path

import pyoxigraph

from kg import cache_folder
from kg.containment import open_file
from kg.store import oxigraph

#: Seconds after which an unfinished snapshot is that of a process that was killed.
_ABANDONED = 86_400
_PORTION = 8_000_000
#: Seconds that a file must have been left alone; some file systems only have times of two seconds.
_SETTLED = 3


def find(graph_file: Path, workspace: Path) -> Path | None:
    """Return the snapshot of a workspace's graph.nt; None if there is none, or the file is small.

    Raises:
        OutsideWorkspace: the file leads out of the workspace.
    """
    try:
        if graph_file.stat().st_size < oxigraph.LARGE:
            return None
        folder = _folder(workspace)
        if folder is None or not folder.is_dir():
            return None
        with open_file(graph_file) as stream:
            digest = _digest(stream, folder.with_suffix(".hash"))
    except OSError:
        return None
    return _of(folder, digest)


def _digest(stream: BufferedReader, kept: Path) -> str:
    """Return the sha256 of a file, which ``kept`` may hold from an earlier question."""
    state, now = _state(stream), time.time()
    with suppress(OSError, ValueError):
        before, taken, digest = kept.read_text(encoding="ascii").split("\n")
        # An earlier time than that of the hash means that the clock went backwards.
        if before == state and float(taken) <= now:
            return digest
    digest = file_digest(stream, "sha256").hexdigest()
    found = os.fstat(stream.fileno())
    if _state(stream) == state and max(found.st_mtime, found.st_ctime) + _SETTLED < now:
        part = kept.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            part.write_text(f"{state}\n{now}\n{digest}", encoding="ascii", newline="\n")
            part.replace(kept)
    return digest


def _state(stream: BufferedReader) -> str:
    """What changes if a file is edited or replaced."""
    found = os.fstat(stream.fileno())
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_dev} {found.st_ino}"


def open_found(place: Path, label: str) -> oxigraph.OxigraphStore | None:
    """Open a snapshot; None if it is damaged or was just removed."""
    try:
        engine = pyoxigraph.Store.read_only(str(place))
    except (OSError, RuntimeError):
        return None
    store = oxigraph.OxigraphStore(label, engine, _size_of(place))
    store.by_subject = True
    return store


def renew(
    workspace: Path,
    before: str | None,
    after: str,
    size: int,
    changes: tuple[bytes, bytes] | None,
    whole: bytes,
) -> None:
    """Make the snapshot of a new graph, and remove those before the last; do nothing if that fails.

    Args:
        workspace: folder of the workspace.
        before: sha256 of the graph before; None if it is not known.
        after: sha256 of the new graph.
        size: its number of triples.
        changes: N-Triples that the graph before had and the new one has not, and the reverse; None if they
            are not known.
        whole: the new graph as N-Triples.
    """
    folder = _folder(workspace)
    if folder is None or len(whole) < oxigraph.LARGE or _of(folder, after) is not None:
        return
    part = folder / f"{after}.{os.getpid()}.part"
    try:
        cache_folder.create(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        old = None if before is None or changes is None else _of(folder, before)
        if old is None or changes is None or not _change(old, part, changes, size):
            shutil.rmtree(part, ignore_errors=True)
            store = pyoxigraph.Store(str(part))
            for lines in _portions(whole):
                store.bulk_load(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
            store.optimize()
            store.flush()
            del store
        part.rename(folder / f"{after}-{size}")
        _sweep(folder, keep={before, after})
    except (OSError, RuntimeError, ValueError):
        pass  # a question reads graph.nt instead
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _folder(workspace: Path) -> Path | None:
    place = cache_folder.folder()
    if place is None or cache_folder.objection(place) is not None:
        return None
    return place / f"{cache_folder.name_of(workspace)}.graphs"


def _of(folder: Path, digest: str) -> Path | None:
    """The snapshot of the graph with a hash."""
    return next(folder.glob(f"{digest}-*"), None)


def _change(old: Path, part: Path, changes: tuple[bytes, bytes], size: int) -> bool:
    """Make a snapshot from another one; return whether it has the expected number of triples."""
    gone, come = (list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS)) for lines in changes)
    if _size_of(old) - len(gone) + len(come) != size:
        return False
    pyoxigraph.Store.read_only(str(old)).backup(str(part))
    store = pyoxigraph.Store(str(part))
    for quad in gone:
        store.remove(quad)
    store.extend(come)
    store.flush()
    return True


def _size_of(place: Path) -> int:
    """The number of triples of a snapshot."""
    return int(place.name.rpartition("-")[2])


def _portions(whole: bytes) -> Iterator[bytes]:
    """Whole lines, about so many bytes at a time that loading them takes little memory."""
    start = 0
    while start < len(whole):
        end = whole.find(b"\n", start + _PORTION) + 1 or len(whole)
        yield whole[start:end]
        start = end


def _sweep(folder: Path, keep: set[str | None]) -> None:
    for entry in folder.iterdir():
        digest = entry.name.partition("-")[0]
        if entry.suffix == ".part":
            with suppress(OSError):
                if entry.stat().st_mtime > time.time() - _ABANDONED:
                    continue
        elif digest in keep:
            continue
        shutil.rmtree(entry, ignore_errors=True)
