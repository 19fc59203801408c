"""Which kg.toml is trusted if the user does not name a workspace.

The nearest kg.toml in the current folder or above defines the workspace. In a folder that many users can
write to, such as the one for temporary files, anybody can create a kg.toml, and with it choose the store
or endpoint for everyone who works below that folder. So, as git does (``safe.directory``):

- a kg.toml in a folder above is used only if it and its folder belong to the user or to root, and no
  other user may write to them;
- a kg.toml in the current folder is used unless every user may write to it or to the folder.

A workspace that the user names (``--store FOLDER``, ``kg build FOLDER``) is not checked. The variable
``KG_SAFE_FOLDERS`` lists folders, separated as in PATH, in and under which every kg.toml is used; it is
for machines where owners and modes mean nothing, such as containers and network drives. Windows manages
owners and permissions in another way, and nothing is checked there.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from kg.containment import MARK
from kg.errors import WorkspaceError

#: Variable that lists the folders that are safe whoever owns them.
SAFE = "KG_SAFE_FOLDERS"


class Found(NamedTuple):
    """The workspace found for a folder.

    Attributes:
        folder: the folder of its kg.toml; None if there is none that may be used.
        notices: what the user should know: that it is a folder above, or that another was not used.
    """

    folder: Path | None
    notices: tuple[str, ...] = ()


def find(start: Path, *, named: bool = False) -> Found:
    """Find the nearest kg.toml in ``start`` or above that may be used.

    Args:
        start: the current folder, or one that the user named.
        named: whether the user named it.

    Raises:
        WorkspaceError: there is one in ``start`` itself, and every user may write to it.

    >>> find(Path("/"))
    Found(folder=None, notices=())
    """
    here = start.resolve()
    notices: list[str] = []
    for folder in (here, *here.parents):
        # A special file is refused when it is read.
        if not os.path.lexists(folder / MARK) or (folder / MARK).is_dir():
            continue
        above = folder != here
        wrong = None if named and not above else _objection(folder, above=above)
        if wrong is None:
            if above and not named:
                notices.append(f"Using the workspace {folder}, a folder above this one.")
            return Found(folder, tuple(notices))
        if not above:
            raise WorkspaceError(
                f"is not trusted: {wrong}",
                where=str(folder / MARK),
                hint=f"if it is yours, name the workspace: --store {folder}, or kg build {folder}; "
                f"or add the folder to {SAFE}",
            )
        if not named:
            notices.append(
                f"{folder / MARK} is not used: {wrong}. If it is yours, name the workspace, "
                f"for example --store {folder}."
            )
    return Found(None, tuple(notices))


def _objection(folder: Path, *, above: bool) -> str | None:
    """Why the kg.toml of a folder is not trusted; None if it is."""
    if sys.platform != "win32" and not _is_safe(folder):
        for path in (folder / MARK, folder):
            found = path.lstat()
            what = "it" if path.name == MARK else "its folder"
            if above and found.st_uid not in _trusted():
                return f"{what} belongs to {_user(found.st_uid)}"
            if stat.S_ISLNK(found.st_mode):
                continue  # modes of a link mean nothing; its target must be in the same folder
            if found.st_mode & stat.S_IWOTH:
                return f"every user may write to {what}"
            if above and found.st_mode & stat.S_IWGRP and not _is_own_group(found.st_gid):
                return f"the group {_group(found.st_gid)} may write to {what}"
    return None


def _is_safe(folder: Path) -> bool:
    named = [Path(name) for name in os.environ.get(SAFE, "").split(os.pathsep) if name]
    return any(folder.is_relative_to(safe.resolve()) for safe in named)


if sys.platform != "win32":  # who owns a file, and by which name, on systems that keep owners and modes

    def _trusted() -> set[int]:
        """The users whose files are trusted: the current one, root, and the one who ran sudo."""
        own = os.geteuid()
        sudo = os.environ.get("SUDO_UID", "")
        return {own, 0, int(sudo)} if own == 0 and sudo.isdecimal() else {own, 0}

    def _is_own_group(gid: int) -> bool:
        """Whether a group is the private group of the user, which often may write by default."""
        import grp
        import pwd

        try:
            name, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(gid)
        except KeyError:
            return False
        return group.gr_name == name and set(group.gr_mem) <= {name}

    def _user(uid: int) -> str:
        import pwd

        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return f"user {uid}"

    def _group(gid: int) -> str:
        import grp

        try:
            return grp.getgrgid(gid).gr_name
        except KeyError:
            return str(gid)
