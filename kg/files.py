"""A file or folder is written whole or not at all.

The new content goes to a temporary file beside the target, reaches the disk, and takes the
target's name in one step. Devices, pipes and ``/dev/stdout`` have no such step and are written
as they are.

A writer that is killed leaves its temporary file. Each writer holds a lock on its own, which ends with
the process, so that the next one who writes the same target sees that it is left over and removes it. On
Windows a file that is open cannot be removed, which does as well; folders that are left there stay.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kg.containment import inside, open_folder, refuse_special, room_of
from kg.errors import OutputError

#: What can be written: chunks of text or bytes, or a function that writes to a binary stream.
Content = str | bytes | Iterable[str | bytes] | Callable[[BinaryIO], object]

_DEVICES = ("/dev/fd/", "/dev/std", "/proc/")
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
#: Whether an open file can be renamed and removed; everywhere but on Windows.
_RENAMES_OPEN = os.name != "nt"


def write_atomically(path: str | os.PathLike[str], content: Content) -> None:
    r"""Write ``content`` to ``path``; text becomes UTF-8.

    A symbolic link stays one: what it points to is replaced, unless it leads out of the workspace that it
    stands in. An existing file keeps its owner, where we may give it, and its mode as far as the umask
    allows; all of its other names (hard links) keep the old content.

    Raises:
        OutputError: the file cannot be written. What stood there before still does, and no
            temporary file is left.
        OutsideWorkspace: see :mod:`kg.containment`.
        BrokenPipeError: the reader of a pipe went away.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "rows.csv"
    ...     write_atomically(target, ["id\r\n", "s1\r\n"])
    ...     target.read_bytes(), len(list(target.parent.iterdir()))
    (b'id\r\ns1\r\n', 1)
    """
    target, room = Path(path), room_of(path)
    real = inside(target, room)
    try:
        old = real.stat()
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise _refused(target, error) from error
    if old is not None and stat.S_ISDIR(old.st_mode):
        raise OutputError("is a folder", where=str(target), hint="give the name of a file in it")
    if old is not None and room is not None:
        refuse_special(old, target)
    if (old is not None and not stat.S_ISREG(old.st_mode)) or os.path.abspath(target).startswith(_DEVICES):  # noqa: PTH100
        _write_as_it_is(target, content)
    else:
        _replace(target, Path(os.path.realpath(real)), content, old, room)


def write_folder_atomically(folder: Path, fill: Callable[[Path], None]) -> None:
    """Write a new or empty folder whole or not at all.

    Args:
        folder: what it is to be called.
        fill: writes the files into the folder that it is given.

    Raises:
        OutputError: it cannot be written; no part of it is left.
        OutsideWorkspace: it stands in a workspace, and a link on the way leads out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as there:
    ...     write_folder_atomically(Path(there) / "a" / "b", lambda new: write_atomically(new / "c", "d"))
    ...     [path.name for path in Path(there).rglob("*")]
    ['a', 'b', 'c']
    """
    folder = Path(os.path.abspath(inside(folder)))  # noqa: PTH100  # resolve() would follow a link
    above = [parent for parent in folder.parents if not parent.exists()]
    home = above[-1].parent if above else folder.parent
    made: list[Path] = []
    beside, handle = home, None
    try:
        _clear(home, folder.name, None)
        beside = home / _beside(folder.name)
        beside.mkdir()
        handle = _held(beside)
        fill(beside)
        for parent in reversed(above):
            parent.mkdir()
            made.append(parent)
        if folder.exists():
            folder.rmdir()  # it is empty, and not every system renames to a folder that is there
        beside.rename(folder)
    except BaseException as error:
        if beside != home:
            shutil.rmtree(beside, ignore_errors=True)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            message = f"cannot be written: {error.strerror or error}"
            hint = "nothing is left of it; make room or name another folder, and try again"
            raise OutputError(message, where=str(folder), hint=hint) from error
        raise
    finally:
        if handle is not None:
            os.close(handle)


def _write_as_it_is(target: Path, content: Content) -> None:
    try:
        with target.open("wb") as stream:
            _pour(content, stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error


def _replace(
    target: Path, real: Path, content: Content, old: os.stat_result | None, room: Path | None
) -> None:
    at = None
    try:
        at = open_folder(room, real.parent) if room is not None else None
        final = real.name if at is not None else str(real)
        _clear(real.parent, real.name, at)
        handle, beside = _temporary(real, at)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123
                if old is not None:
                    _keep(handle, old)
                _pour(content, stream)
                stream.flush()
                os.fsync(handle)
                if _RENAMES_OPEN:  # while the lock is held, so that nobody takes it for left over
                    os.replace(beside, final, src_dir_fd=at, dst_dir_fd=at)
            if not _RENAMES_OPEN:
                os.replace(beside, final)  # noqa: PTH105
        except BaseException:
            with suppress(OSError):
                os.unlink(beside, dir_fd=at)
            raise
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        if at is not None:
            os.close(at)


def _temporary(real: Path, at: int | None) -> tuple[int, str]:
    """A new file beside the target, open and locked, and what it is called from the folder ``at``."""
    while True:
        name = _beside(real.name)
        beside = name if at is not None else str(real.with_name(name))
        handle = os.open(beside, _NEW, 0o666, dir_fd=at)
        if _lock(handle, wait=True) and os.fstat(handle).st_nlink == 0:
            os.close(handle)  # cleared away before it was locked
            continue
        return handle, beside


def _keep(handle: int, old: os.stat_result) -> None:
    """Give the new file the old one's owner, where we may, and of its mode what the umask allows."""
    allowed = os.fstat(handle).st_mode  # that of a file made just now
    with suppress(OSError, AttributeError):
        os.fchown(handle, old.st_uid, old.st_gid)
    with suppress(OSError, AttributeError):
        os.fchmod(handle, stat.S_IMODE(old.st_mode & allowed))


def _beside(name: str) -> str:
    """What the temporary file or folder of ``name`` is called."""
    return f".{name[:80]}.{os.getpid()}.{os.urandom(4).hex()}.tmp"


def _clear(folder: Path, name: str, at: int | None) -> None:
    """Remove what killed writers of ``name`` have left in a folder."""
    left = re.compile(re.escape(f".{name[:80]}.") + r"[0-9]+\.[0-9a-f]{8}\.tmp")
    try:
        found = [entry for entry in folder.iterdir() if left.fullmatch(entry.name)]
    except OSError:
        return  # a folder that cannot be listed may be written to all the same
    for entry in found:
        with suppress(OSError):
            _clear_one(entry, at)


def _clear_one(entry: Path, at: int | None) -> None:
    if entry.is_dir() and not entry.is_symlink():
        handle = _held(entry, wait=False)
        if handle is not None:
            try:
                shutil.rmtree(entry, ignore_errors=True)
            finally:
                os.close(handle)
        return
    name = entry.name if at is not None else str(entry)
    handle = os.open(name, _LOOK, dir_fd=at)
    try:
        if not _RENAMES_OPEN:
            os.close(handle)
            handle = -1
            os.unlink(name)  # noqa: PTH108  # fails where somebody has it open
        elif stat.S_ISREG(os.fstat(handle).st_mode) and _lock(handle, wait=False):
            os.unlink(name, dir_fd=at)
    finally:
        if handle >= 0:
            os.close(handle)


def _held(folder: Path, *, wait: bool = True) -> int | None:
    """A handle with a lock on a folder; None where somebody else has it, or the system has no such lock."""
    if not _RENAMES_OPEN:
        return None
    handle = os.open(folder, _LOOK)
    if _lock(handle, wait=wait):
        return handle
    os.close(handle)
    return None


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock what is open, until it is closed or the process ends; False where that cannot be had."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False  # somebody else has it, or the file system has no locks
    return True


def _pour(content: Content, stream: BinaryIO) -> None:
    if callable(content):
        content(stream)
        return
    for chunk in [content] if isinstance(content, str | bytes) else content:
        stream.write(chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "backslashreplace"))


def _refused(target: Path, error: OSError) -> OutputError:
    hint = None
    if isinstance(error, FileNotFoundError):
        hint = f"is there no such folder? make it first: mkdir -p {target.parent}"
    return OutputError(f"cannot be written: {error.strerror or error}", where=str(target), hint=hint)
