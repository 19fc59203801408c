"""What may be opened in a workspace: plain files that stand in it, and nothing that a link leads out to.

Workspaces are handed from one person to another. A link in one is therefore the word of whoever made the
workspace, not of the person who runs ``kg`` in it, and that also holds where this person types a path that
goes through it. So every reader and writer of a file comes through here:

- A path that stands in a workspace, by its name, must also stand in it once all links are followed.
- It is a regular file. A device, a pipe or a socket is refused before it is opened.
- A hard link cannot be told from the file itself, but for one kind: a file with several names that belongs to
  somebody else than the workspace does. Writing never reaches the other names, since files are replaced.

A path that stands in no workspace is the user's own affair, and is opened as it is. Where the system can
(Linux, macOS), a file is opened folder by folder without following links, so that a link which is put
there between the look and the opening is not followed either.
"""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from kg.errors import OutsideWorkspace

#: The file that makes a folder a workspace.
MARK = "kg.toml"

_HAS_DIR_FD = os.open in os.supports_dir_fd
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
#: Opens a folder only to go on from it, which takes no right to read it where the system knows of that.
_STEP = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISLNK, "a link that leads nowhere"),
)


def room_of(path: str | os.PathLike[str]) -> Path | None:
    """The workspace that ``path`` stands in by its name; None where it stands in none.

    >>> room_of("/actors.yaml") is None
    True
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow the links
    return next((folder for folder in whole.parents if os.path.lexists(folder / MARK)), None)


def inside(path: str | os.PathLike[str], room: Path | None = None) -> Path:
    """Where ``path`` really stands, all links followed.

    Args:
        path: a file or folder, which need not be there.
        room: the folder that it may not leave; None for the workspace that it stands in by its name.

    Returns:
        The real path; ``path`` itself where there is no room to leave.

    Raises:
        OutsideWorkspace: it leads out.
    """
    room = room_of(path) if room is None else room
    if room is None:
        return Path(path)
    real, walls = Path(os.path.realpath(path)), Path(os.path.realpath(room))
    if not real.is_relative_to(walls):
        raise OutsideWorkspace(
            f"leads out of the workspace, to {real}",
            where=str(path),
            hint=f"nothing outside {room} is read or written because something in it says so; "
            "put the file itself there, or name it where it is",
        )
    return real


def open_file(path: str | os.PathLike[str], room: Path | None = None) -> BufferedReader:
    """Open a file for reading, as bytes.

    Args:
        path: the file.
        room: as for :func:`inside`; without one the file may be anything that can be opened.

    Raises:
        OutsideWorkspace: it leads out of the room, or is no regular file in it.
        OSError: it cannot be opened.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "kg.toml").write_text("")
    ...     with open_file(Path(folder) / "kg.toml") as stream:
    ...         stream.read()
    b''
    """
    room = room_of(path) if room is None else room
    if room is None:
        return Path(path).open("rb")
    real = inside(path, room)
    refuse_special(os.lstat(real), path)
    handle = _open_in(Path(os.path.realpath(room)), real, _READ)
    try:
        found = os.fstat(handle)
        refuse_special(found, path)
        _refuse_second_name(found, path, room)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_file(path: str | os.PathLike[str], room: Path | None = None) -> bytes:
    """All bytes of a file; see :func:`open_file`."""
    with open_file(path, room) as stream:
        return stream.read()


def open_folder(room: Path, real: Path) -> int | None:
    """A handle of a folder in a room, to make and rename files in; None where the system has no such thing.

    Args:
        room: as for :func:`inside`.
        real: the folder, as :func:`inside` gives it.

    Raises:
        OSError: it is not there, or a link has taken its place.
    """
    if not _HAS_DIR_FD:
        return None
    return _open_in(Path(os.path.realpath(room)), real, _STEP)


def refuse_special(found: os.stat_result, path: str | os.PathLike[str]) -> None:
    """Refuse what is no regular file.

    Raises:
        OutsideWorkspace: it is a folder, device, pipe or socket.
    """
    if not stat.S_ISREG(found.st_mode):
        kind = next((name for is_kind, name in _KINDS if is_kind(found.st_mode)), "no regular file")
        raise OutsideWorkspace(
            f"is {kind}, where a workspace has files", where=str(path), hint="put a regular file there"
        )


def _refuse_second_name(found: os.stat_result, path: str | os.PathLike[str], room: Path) -> None:
    owner = room.stat().st_uid
    if found.st_nlink > 1 and found.st_uid != owner:
        raise OutsideWorkspace(
            "is a second name (hard link) of a file that belongs to somebody else than the workspace does",
            where=str(path),
            hint="put a copy there in its place",
        )


def _open_in(walls: Path, real: Path, flags: int) -> int:
    """Open ``real`` from the folder ``walls`` on, following no link."""
    if not _HAS_DIR_FD:
        return os.open(real, flags)
    parts = real.relative_to(walls).parts
    at = os.open(walls, _STEP)
    try:
        for part in parts[:-1]:
            below = os.open(part, _STEP | _NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        return os.open(parts[-1] if parts else ".", flags | _NOFOLLOW, dir_fd=at)
    finally:
        os.close(at)
