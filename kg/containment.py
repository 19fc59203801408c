"""Files of a workspace are regular files inside it; links that lead out of it are refused.

People exchange workspaces. A link in one was made by its author, not by the person who runs ``kg`` in it,
even when that person types a path that goes through the link. So all code that reads or writes files
opens them here, with these rules:

- A path inside a workspace must still be inside it once all links are resolved.
- It must be a regular file. A device, a pipe or a socket is refused before it is opened.
- A hard link cannot be distinguished from the file itself, with one exception, which is refused: a file
  with several names whose owner is not the owner of the workspace. Writing never changes the other names,
  since files are replaced.

A path outside any workspace is opened as it is. On systems that support it (Linux, macOS), a file is
opened folder by folder without following links, so that a link created between the check and the opening
is not followed either.
"""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from kg.errors import OutsideWorkspace, PathError

#: The file that makes a folder a workspace.
MARK = "kg.toml"

_HAS_DIR_FD = os.open in os.supports_dir_fd
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
#: Opens a folder only to resolve paths in it; with O_PATH that needs no permission to read it.
_STEP = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISLNK, "a broken link"),
)


def workspace_of(path: str | os.PathLike[str]) -> Path | None:
    """The workspace that ``path`` is in, links not resolved; None if it is in none.

    Raises:
        PathError: no file can have this path.

    >>> workspace_of("/actors.yaml") is None
    True
    """
    _check(path)
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the links
    return next((folder for folder in whole.parents if os.path.lexists(folder / MARK)), None)


def inside(path: str | os.PathLike[str], root: Path | None = None) -> Path:
    """Resolve all links of ``path``, and check that it stays in its workspace.

    Args:
        path: a file or folder, which need not exist.
        root: the folder that it must stay in; None for the workspace that contains it.

    Returns:
        The real path; ``path`` itself if it is in no workspace.

    Raises:
        OutsideWorkspace: it leads out of the folder.
        PathError: no file can have this path.
    """
    _check(path)
    root = workspace_of(path) if root is None else root
    if root is None:
        return Path(path)
    real, real_root = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    if not real.is_relative_to(real_root):
        raise OutsideWorkspace(
            f"leads out of the workspace, to {real}",
            where=str(path),
            hint=f"links from {root} to the outside are not followed; copy the file into the workspace, "
            "or give its real path",
        )
    return real


def open_file(path: str | os.PathLike[str], root: Path | None = None) -> BufferedReader:
    """Open a file for reading, as bytes.

    Args:
        path: the file.
        root: as for :func:`inside`; a file in no workspace may be anything that can be opened.

    Raises:
        OutsideWorkspace: it leads out of the folder, or is not a regular file.
        PathError: no file can have this path.
        OSError: it cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "kg.toml").write_text("")
    ...     with open_file(Path(folder) / "kg.toml") as stream:
    ...         stream.read()
    b''
    """
    _check(path)
    root = workspace_of(path) if root is None else root
    if root is None:
        return Path(path).open("rb")
    real = inside(path, root)
    refuse_special(os.lstat(real), path)
    handle = _open_in(Path(os.path.realpath(root)), real, _READ)
    try:
        found = os.fstat(handle)
        refuse_special(found, path)
        _refuse_second_name(found, path, root)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _check(path: str | os.PathLike[str]) -> None:
    if "\0" in os.fspath(path):
        raise PathError("a path cannot contain a null character", where=str(path))


def read_file(path: str | os.PathLike[str], root: Path | None = None) -> bytes:
    """Return all bytes of a file; see :func:`open_file`."""
    with open_file(path, root) as stream:
        return stream.read()


def open_folder(root: Path, real: Path) -> int | None:
    """Open a folder to create and rename files in; None if the system has no handles of folders.

    Args:
        root: as for :func:`inside`.
        real: the folder, as :func:`inside` returns it.

    Raises:
        OSError: it does not exist, or has been replaced by a link.
    """
    if not _HAS_DIR_FD:
        return None
    return _open_in(Path(os.path.realpath(root)), real, _STEP)


def refuse_special(found: os.stat_result, path: str | os.PathLike[str]) -> None:
    """Raise an error unless a path is a regular file.

    Raises:
        OutsideWorkspace: it is a folder, device, pipe or socket.
    """
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(found.st_mode)), "a special file")
        raise OutsideWorkspace(
            f"is {kind}; expected a regular file", where=str(path), hint="replace it by a regular file"
        )


def _refuse_second_name(found: os.stat_result, path: str | os.PathLike[str], root: Path) -> None:
    owner = root.stat().st_uid
    if found.st_nlink > 1 and found.st_uid != owner:
        raise OutsideWorkspace(
            "is a hard link to a file of another user than the owner of the workspace",
            where=str(path),
            hint="replace it by a copy",
        )


def _open_in(real_root: Path, real: Path, flags: int) -> int:
    """Open ``real``, which is below the folder ``real_root``, without following links."""
    if not _HAS_DIR_FD:
        return os.open(real, flags)
    parts = real.relative_to(real_root).parts
    at = os.open(real_root, _STEP)
    try:
        for part in parts[:-1]:
            below = os.open(part, _STEP | _NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        return os.open(parts[-1] if parts else ".", flags | _NOFOLLOW, dir_fd=at)
    finally:
        os.close(at)
