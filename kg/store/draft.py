"""Writing to a store on disk: one writer fills a new generation and makes it current in one step.

The layout is described in :mod:`kg.store.generations`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.containment import inside
from kg.errors import StoreDamaged, StoreError, StoreInUse
from kg.store import rules
from kg.store.generations import (
    FORMAT,
    GRAPH,
    LOCK,
    NEW_POINTER,
    PART,
    POINTER,
    REBUILD,
    Generation,
    Layout,
    current,
    is_generation,
    is_part,
    is_store,
    maker,
    pointer,
    refuse_foreign,
    refuse_links,
)


@contextmanager
def writing(folder: Path, *, replace: bool, workspace: Path | None = None) -> Iterator[Draft]:
    """Hold the writer's lock and a new generation; nothing changes unless ``commit`` is called.

    Args:
        folder: the store; created if it does not exist.
        replace: start from an empty graph, even if the old one is damaged, instead of a copy.
        workspace: replace the store only if it was built from the workspace in this folder.

    Raises:
        StoreInUse: another process is writing.
        ForeignStore: the store was built from another workspace, or written by ``kg load``.
        OutsideWorkspace: the store has links, or is outside the workspace.
        StoreError: the folder is neither a store nor empty, cannot be written, or the disk is full.
        StoreVersion, StoreDamaged: see :func:`kg.store.generations.current`.
    """
    inside(folder)
    made = not folder.exists()
    if not made and not folder.is_dir():
        raise StoreError("a store must be a folder, not a file", where=str(folder), hint="name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_store(folder) and any(entry.name != LOCK for entry in folder.iterdir()):
            raise StoreError(
                "the folder is not a store and not empty", where=str(folder), hint="name a new folder"
            )
        refuse_links(folder)
        with _locked(folder):
            draft = None
            try:
                if workspace is not None:
                    refuse_foreign(folder, workspace)
                draft = _begin(folder, replace=replace)
                yield draft
            finally:
                if draft is not None:
                    shutil.rmtree(draft.folder, ignore_errors=True)
                if made and not (folder / POINTER).exists():
                    _unmake(folder)
    except OSError as error:
        raise _failed_write(folder, error) from error


@dataclass(frozen=True, slots=True)
class Draft(Layout):
    """A generation in progress; its graph starts as a copy of that of ``before``, if there is one.

    Attributes:
        store: the folder of the store.
        before: the generation that is current until ``commit``; None for a new or replaced store.
        maker: the workspace from which ``kg build`` made the current generation; None if there is none.
    """

    store: Path
    before: Generation | None
    maker: Path | None = None

    def commit(self, triples: int, workspace: Path | None = None) -> None:
        """Make this the current generation. RocksDB and the index must be closed.

        Args:
            triples: number of triples.
            workspace: the folder of the workspace from which they were built; None if files were loaded.

        Raises:
            OSError: the disk is full or broken; the old generation stays current.
        """
        final = self.folder.with_suffix("")
        for path in [*self.graph.iterdir(), self.index]:
            if path.stat().st_nlink == 1:  # files linked from the old generation are on disk already
                _sync(path)
        _sync(self.graph)
        _sync(self.folder)
        new = self.store / NEW_POINTER
        try:
            self.folder.rename(final)
            old = pointer(self.store).get("generation")
            content = {
                "format": FORMAT,
                "generation": final.name,
                "kg": _version(),
                "triples": triples,
                "loaded": datetime.now(UTC).isoformat(timespec="seconds"),
                "rules": rules.digest(),
            }
            if workspace is not None:
                content["workspace"] = _relative(self.store, workspace)
            new.write_text(json.dumps(content) + "\n", encoding="utf-8")
            _sync(new)
            new.replace(self.store / POINTER)
        except BaseException:
            if pointer(self.store).get("generation") != final.name:
                new.unlink(missing_ok=True)
                shutil.rmtree(final, ignore_errors=True)
            raise
        _sync(self.store)
        _sweep(self.store, keep={final.name, old})


def _relative(store: Path, workspace: Path) -> str:
    """The path of a workspace relative to its store, which stays valid if both are moved."""
    to, start = os.path.realpath(workspace), os.path.realpath(store)
    try:
        return Path(os.path.relpath(to, start)).as_posix()
    except ValueError:  # on different drives
        return to


def _failed_write(folder: Path, error: OSError) -> StoreError:
    """The error for a failed write."""
    return StoreError(
        f"cannot be written: {error.strerror or error}",
        where=str(folder),
        hint="the store is unchanged; check for space on the disk and permission to write to the folder",
    )


def _begin(folder: Path, *, replace: bool) -> Draft:
    before: Generation | None = None
    try:
        if (folder / POINTER).exists() or any(is_generation(entry.name) for entry in folder.iterdir()):
            before = current(folder)
    except StoreDamaged:
        if not replace:
            raise
    _sweep_parts(folder)
    numbers = [int(entry.name[1:]) for entry in folder.iterdir() if is_generation(entry.name)]
    part = folder / f"g{max(numbers, default=0) + 1:06}{PART}"
    made_by = maker(folder)
    try:
        part.mkdir()
        if replace or before is None:
            return Draft(part, folder, None, made_by)
        _copy(before.graph, part / GRAPH)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Draft(part, folder, before, made_by)


def _copy(source: Path, target: Path) -> None:
    """Copy a generation; files that RocksDB never changes are linked instead."""
    import pyoxigraph

    try:
        pyoxigraph.Store.read_only(str(source)).backup(str(target))
    except RuntimeError as error:
        raise StoreDamaged(f"the database is damaged: {error}", where=str(source), hint=REBUILD) from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise StoreInUse(
            "another process is writing to the store", where=str(folder), hint="try again when it is done"
        ) from None
    try:
        yield
    finally:
        lock.release()


def _sweep(folder: Path, *, keep: set[object]) -> None:
    for entry in folder.iterdir():
        if is_generation(entry.name) and entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)


def _sweep_parts(folder: Path) -> None:
    (folder / NEW_POINTER).unlink(missing_ok=True)
    for entry in folder.iterdir():
        if is_part(entry.name):
            shutil.rmtree(entry)


def _unmake(folder: Path) -> None:
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        folder.rmdir()


def _sync(path: Path) -> None:
    """Wait until a file, or the list of names in a folder, is on the disk."""
    flags = os.O_RDONLY
    if sys.platform == "win32":
        if path.is_dir():
            return  # Windows opens no folder
        flags = os.O_RDWR | os.O_BINARY  # and flushes only what may be written
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("whosaidwhat")
    except PackageNotFoundError:
        return "0"
