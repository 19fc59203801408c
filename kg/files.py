"""A file is replaced whole or not at all.

The new content goes to a temporary file beside the target, reaches the disk, and takes the
target's name in one step. Devices, pipes and ``/dev/stdout`` have no such step and are written
as they are.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

#: What can be written: chunks of text or bytes, or a function that writes to a binary stream.
Content = str | bytes | Iterable[str | bytes] | Callable[[BinaryIO], object]

_DEVICES = ("/dev/fd/", "/dev/std", "/proc/")


def write_atomically(path: str | os.PathLike[str], content: Content) -> None:
    r"""Write ``content`` to ``path``; text becomes UTF-8.

    A symbolic link stays one: what it points to is replaced. An existing file keeps its mode.

    Raises:
        OutputError: the file cannot be written. What stood there before still does, and no
            temporary file is left.
        BrokenPipeError: the reader of a pipe went away.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     target = Path(folder) / "rows.csv"
    ...     write_atomically(target, ["id\r\n", "s1\r\n"])
    ...     target.read_bytes(), len(list(target.parent.iterdir()))
    (b'id\r\ns1\r\n', 1)
    """
    target = Path(path)
    try:
        old = target.stat()
    except FileNotFoundError:
        old = None
    except OSError as error:
        raise _refused(target, error) from error
    if old is not None and stat.S_ISDIR(old.st_mode):
        raise OutputError("is a folder", where=str(target), hint="give the name of a file in it")
    if (old is not None and not stat.S_ISREG(old.st_mode)) or os.path.abspath(target).startswith(_DEVICES):  # noqa: PTH100
        _write_as_it_is(target, content)
    else:
        _replace(Path(os.path.realpath(target)), content, old)


def _write_as_it_is(target: Path, content: Content) -> None:
    try:
        with target.open("wb") as stream:
            _pour(content, stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(target, error) from error


def _replace(target: Path, content: Content, old: os.stat_result | None) -> None:
    beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        try:
            with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666), "wb") as stream:  # noqa: PTH123
                if old is not None:
                    _keep(stream.fileno(), old)
                _pour(content, stream)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(target)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise _refused(target, error) from error


def _keep(handle: int, old: os.stat_result) -> None:
    """Give the new file the old one's owner, where we may, and mode."""
    with suppress(OSError, AttributeError):
        os.fchown(handle, old.st_uid, old.st_gid)
    with suppress(OSError, AttributeError):
        os.fchmod(handle, stat.S_IMODE(old.st_mode))


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
