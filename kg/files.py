"""Files and folders written atomically: the whole content, or no change.

The new content is written to a temporary file beside the target, flushed to disk and renamed to the
target's name. Devices, pipes and ``/dev/stdout`` cannot be renamed to and are written directly.

A writer that is killed leaves its temporary file behind. Each writer holds a lock on its own temporary
file, which the system releases when the process ends, so the next writer of the same target recognises
abandoned files and removes them. On Windows an open file cannot be removed, which has the same effect;
abandoned folders are not removed there.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.containment import inside, open_folder, refuse_special, workspace_of
from kg.errors import OutputError

#: What can be written: text, bytes, chunks of either, or a function that writes to a binary stream.
Content = str | bytes | Iterable[str | bytes] | Callable[[BinaryIO], object]

_DEVICES = ("/dev/fd/", "/dev/std", "/proc/")
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
#: Whether an open file can be renamed and removed: on every system but Windows.
_RENAMES_OPEN = sys.platform != "win32"


def write_atomically(path: str | os.PathLike[str], content: Content) -> None:
    r"""Write ``content`` to ``path``; text becomes UTF-8.

    A symbolic link is kept and its target is replaced, unless the link leads out of its workspace. An
    existing file keeps its owner, if the user may set it, and its mode as far as the umask allows; its
    other hard links keep the old content.

    Raises:
        OutputError: the file cannot be written. Its previous content is unchanged, and no temporary
            file is left.
        OutsideWorkspace: see :mod:`kg.containment`.
        BrokenPipeError: the reader of a pipe has closed it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "rows.csv"
    ...     write_atomically(target, ["id\r\n", "s1\r\n"])
    ...     target.read_bytes(), len(list(target.parent.iterdir()))
    (b'id\r\ns1\r\n', 1)
    """
    target, root = Path(path), workspace_of(path)
    real = inside(target, root)
    try:
        old = real.stat()
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise _refused(target, error) from error
    if old is not None and stat.S_ISDIR(old.st_mode):
        raise OutputError("is a folder, not a file", where=str(target), hint="name a file in it")
    if old is not None and root is not None:
        refuse_special(old, target)
    if (old is not None and not stat.S_ISREG(old.st_mode)) or os.path.abspath(target).startswith(_DEVICES):  # noqa: PTH100
        _write_as_it_is(target, content)
    else:
        _replace(target, Path(os.path.realpath(real)), content, old, root)


def write_folder_atomically(folder: Path, fill: Callable[[Path], None]) -> None:
    """Write a new or empty folder with all of its files, or nothing.

    Args:
        folder: path of the folder.
        fill: function that writes the files into the folder it is given.

    Raises:
        OutputError: the folder cannot be written; no part of it is left.
        OutsideWorkspace: the folder is in a workspace, and a link in its path leads out.

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
            folder.rmdir()  # it is empty, and not every system can rename to an existing folder
        beside.rename(folder)
    except BaseException as error:
        if beside != home:
            shutil.rmtree(beside, ignore_errors=True)
        for parent in reversed(made):
            with suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            message = f"cannot be written: {error.strerror or error}"
            hint = "no part of it was kept; free some space or choose another folder, and try again"
            raise OutputError(message, where=str(folder), hint=hint) from error
        raise
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def scratch(path: str | os.PathLike[str] | None) -> Iterator[Path]:
    """Create a folder for temporary files beside a target, and remove it after the ``with`` block.

    Args:
        path: the file to be written; None for standard output, whose folder is the system's.

    Raises:
        OutputError: the folder cannot be created.
        OutsideWorkspace: see :mod:`kg.containment`.

    >>> with scratch(None) as folder:
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    import tempfile  # rarely needed

    beside = None if path is None else _to_replace(Path(path))
    home, name = (Path(tempfile.gettempdir()), "kg") if beside is None else (beside.parent, beside.name)
    try:
        _clear(home, name, None)
        folder = home / _beside(name)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise _refused(home / name if path is None else Path(path), error) from error
    handle = _held(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _to_replace(target: Path) -> Path | None:
    """The file that a write to ``target`` replaces; None if that is a device or a pipe."""
    real = inside(target, workspace_of(target))
    special = real.exists() and not real.is_file()
    if special or os.path.abspath(target).startswith(_DEVICES):  # noqa: PTH100
        return None
    return Path(os.path.realpath(real))


def _write_as_it_is(target: Path, content: Content) -> None:
    try:
        with target.open("wb") as stream:
            _pour(content, stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error


def _replace(
    target: Path, real: Path, content: Content, old: os.stat_result | None, root: Path | None
) -> None:
    at = None
    try:
        at = open_folder(root, real.parent) if root is not None else None
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
                if _RENAMES_OPEN:  # while the lock is held, so that no other writer removes it
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
    """A new file beside the target, open and locked, and its name relative to the folder ``at``."""
    while True:
        name = _beside(real.name)
        beside = name if at is not None else str(real.with_name(name))
        handle = os.open(beside, _NEW, 0o666, dir_fd=at)
        if _lock(handle, wait=True) and os.fstat(handle).st_nlink == 0:
            os.close(handle)  # removed by another writer before it was locked
            continue
        return handle, beside


def _keep(handle: int, old: os.stat_result) -> None:
    """Give the new file the owner of the old one, if permitted, and its mode within the umask."""
    if sys.platform == "win32":
        return  # a new file takes the rights of its folder there
    allowed = os.fstat(handle).st_mode  # of a new file: what the umask allows
    with suppress(OSError):
        os.fchown(handle, old.st_uid, old.st_gid)
    with suppress(OSError):
        os.fchmod(handle, stat.S_IMODE(old.st_mode & allowed))


def _beside(name: str) -> str:
    """The name of a temporary file or folder for the target ``name``."""
    return f".{name[:80]}.{os.getpid()}.{os.urandom(4).hex()}.tmp"


def _clear(folder: Path, name: str, at: int | None) -> None:
    """Remove temporary files of ``name`` that killed writers left in a folder."""
    left = re.compile(re.escape(f".{name[:80]}.") + r"[0-9]+\.[0-9a-f]{8}\.tmp")
    try:
        found = [entry for entry in folder.iterdir() if left.fullmatch(entry.name)]
    except OSError:
        return  # a folder that cannot be listed can still be writable
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
            os.unlink(name)  # noqa: PTH108  # fails while another process has it open
        elif stat.S_ISREG(os.fstat(handle).st_mode) and _lock(handle, wait=False):
            os.unlink(name, dir_fd=at)
    finally:
        if handle >= 0:
            os.close(handle)


def _held(folder: Path, *, wait: bool = True) -> int | None:
    """A locked handle of a folder; None if another process holds the lock or the system has no such lock."""
    if not _RENAMES_OPEN:
        return None
    handle = os.open(folder, _LOOK)
    if _lock(handle, wait=wait):
        return handle
    os.close(handle)
    return None


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed or the process ends; return whether that succeeded."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False  # another process has it, or the file system has no locks
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
        hint = f"if the folder does not exist, create it: mkdir -p {target.parent}"
    return OutputError(f"cannot be written: {error.strerror or error}", where=str(target), hint=hint)
