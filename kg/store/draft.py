"""Writing a store on disk: one writer, a new generation, one step that makes it count.

The layout is that of :mod:`kg.store.generations`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.containment import inside
from kg.errors import StoreDamaged, StoreError, StoreInUse
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
        folder: the store; made if it is not there.
        replace: start from nothing, even if the old state is damaged, rather than from a copy of it.
        workspace: replace only what was made by the workspace in this folder.

    Raises:
        StoreInUse: somebody else is writing.
        ForeignStore: another one made it, or ``kg load``.
        OutsideWorkspace: there are links in it, or it leads out of a workspace.
        StoreError: no store and not empty, not writable, or no room.
        StoreVersion, StoreDamaged: see :func:`kg.store.generations.current`.
    """
    inside(folder)
    made = not folder.exists()
    if not made and not folder.is_dir():
        raise StoreError("a file, and a store is a folder", where=str(folder), hint="name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_store(folder) and any(entry.name != LOCK for entry in folder.iterdir()):
            raise StoreError(
                "the folder holds other things and is no store", where=str(folder), hint="name a new folder"
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
    """A generation that is being written; its graph is a copy of that of ``before`` if there is one.

    Attributes:
        store: the folder of the store.
        before: the generation that counts until ``commit``; None for a new or replaced store.
        maker: the workspace whose ``kg build`` made what is there until then; None where none did.
    """

    store: Path
    before: Generation | None
    maker: Path | None = None

    def commit(self, triples: int, workspace: Path | None = None) -> None:
        """Make this the generation that counts. RocksDB and the index must have been closed.

        Args:
            triples: how many there are.
            workspace: the folder of the workspace that made all of them; None where they were loaded.

        Raises:
            OSError: the disk is full or broken; the old generation still counts.
        """
        final = self.folder.with_suffix("")
        for path in [*self.graph.iterdir(), self.index]:
            if path.stat().st_nlink == 1:  # what is linked from the old generation is on disk already
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
            }
            if workspace is not None:
                content["workspace"] = _way(self.store, workspace)
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


def _way(store: Path, workspace: Path) -> str:
    """The way from a store to its workspace, which stays right when both are moved."""
    to, start = os.path.realpath(workspace), os.path.realpath(store)
    try:
        return Path(os.path.relpath(to, start)).as_posix()
    except ValueError:  # on different drives
        return to


def _failed_write(folder: Path, error: OSError) -> StoreError:
    """What the user is told when the disk does not take it."""
    return StoreError(
        f"cannot be written: {error.strerror or error}",
        where=str(folder),
        hint="the store is as it was; see that the disk has room and the folder is yours to write",
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
    """A copy of a generation; what RocksDB never changes is linked, not copied."""
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
            "somebody else is writing to the store", where=str(folder), hint="try again when they are done"
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
    descriptor = os.open(path, os.O_RDONLY)
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
