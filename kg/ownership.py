"""Whose kg.toml decides, where the user names no workspace.

The nearest kg.toml from the user's folder upward makes the workspace. Anybody can put one into a folder that
many may write to, such as the one for temporary files, and with it decide where the questions of everyone
below it go. So, as git does it (``safe.directory``):

- one in a folder above is taken only if it and its folder belong to the user, or to root, and nobody
  else may write to them;
- one in the folder that the user stands in is taken unless everybody may write there.

What the user names (``--store FOLDER``, ``kg build FOLDER``) is taken as it is. ``KG_SAFE_FOLDERS`` lists
folders, separated as in PATH, in and under which each kg.toml is taken; it is for machines where owners and
modes say nothing, such as containers and network drives. Windows keeps owners and modes elsewhere, and
nothing is looked at there.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kg.containment import MARK
from kg.errors import WorkspaceError

#: Names the folders that are safe whoever owns them.
SAFE = "KG_SAFE_FOLDERS"


@dataclass(frozen=True, slots=True)
class Found:
    """The workspace that somebody stands in.

    Attributes:
        folder: its folder; None where there is none that may be taken.
        notices: what the user has to know: that it stands above, or that another was not taken.
    """

    folder: Path | None
    notices: tuple[str, ...] = ()


def find(start: Path, *, named: bool = False) -> Found:
    """The folder of the nearest kg.toml from ``start`` upward.

    Args:
        start: where the user stands.
        named: whether the user named it.

    Raises:
        WorkspaceError: there is one in ``start`` itself, and everybody may write there.

    >>> find(Path("/"))
    Found(folder=None, notices=())
    """
    here = start.resolve()
    notices: list[str] = []
    for folder in (here, *here.parents):
        # What is no file either is refused where it is read.
        if not os.path.lexists(folder / MARK) or (folder / MARK).is_dir():
            continue
        above = folder != here
        wrong = None if named and not above else _objection(folder, above=above)
        if wrong is None:
            if above and not named:
                notices.append(f"The workspace is {folder}: its kg.toml stands in a folder above this one.")
            return Found(folder, tuple(notices))
        if not above:
            raise WorkspaceError(
                f"is not taken on its own: {wrong}",
                where=str(folder / MARK),
                hint=f"if it is yours, name the workspace: --store {folder}, or kg build {folder}; "
                f"or name the folder in {SAFE}",
            )
        if not named:
            notices.append(
                f"{folder / MARK} is not taken: {wrong}. If it is yours, name the workspace, "
                f"for example --store {folder}."
            )
    return Found(None, tuple(notices))


def _objection(folder: Path, *, above: bool) -> str | None:
    """Why the kg.toml of a folder is not taken; None where it may be."""
    if not hasattr(os, "getuid") or _is_safe(folder):
        return None
    for path in (folder / MARK, folder):
        found = path.lstat()
        what = "it" if path.name == MARK else "its folder"
        if above and found.st_uid not in _trusted():
            return f"{what} belongs to {_user(found.st_uid)}"
        if stat.S_ISLNK(found.st_mode):
            continue  # what may be written is what it leads to, and that has to stand in the same folder
        if found.st_mode & stat.S_IWOTH:
            return f"everybody may write to {what}"
        if above and found.st_mode & stat.S_IWGRP and not _is_own_group(found.st_gid):
            return f"the group {_group(found.st_gid)} may write to {what}"
    return None


def _is_safe(folder: Path) -> bool:
    named = [Path(name) for name in os.environ.get(SAFE, "").split(os.pathsep) if name]
    return any(folder.is_relative_to(safe.resolve()) for safe in named)


def _trusted() -> set[int]:
    """The users whose files count as one's own: oneself, root, and who became root by sudo."""
    own = os.geteuid()
    sudo = os.environ.get("SUDO_UID", "")
    return {own, 0, int(sudo)} if own == 0 and sudo.isdecimal() else {own, 0}


def _is_own_group(gid: int) -> bool:
    """Whether it is a group of one, called as its user: systems that make these let groups write."""
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
