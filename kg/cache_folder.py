"""The folder of the user's cache, and what of it belongs to a workspace.

It is the system's cache folder (``~/.cache/whosaidwhat`` on Linux), or ``KG_CACHE``. It is not in the
workspace: people exchange workspaces, and a stranger's cache could put anything into a graph. For the same
reason a folder that other users may write to is not used. What is in it is found by hashes of all that it
follows from, so no clock matters, and deleting it is always safe.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

#: Variable that names another folder.
VARIABLE = "KG_CACHE"
NAME = "whosaidwhat"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# The cache of kg; it can be deleted at any time.\n"


def folder() -> Path | None:
    """The cache folder, which need not exist; None if the user has no home.

    The rules of the systems are few, and questions need no library for them.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / NAME / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / NAME
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else home / ".cache") / NAME


def name_of(workspace: Path) -> str:
    """The name of what belongs to the workspace in a folder, without suffix."""
    from hashlib import blake2b

    real = os.path.realpath(workspace).encode("utf-8", "surrogateescape")
    return blake2b(real, digest_size=16).hexdigest()


def objection(place: Path) -> str | None:
    """Why a cache folder is not used: other users may write to it. None if it may be used."""
    if sys.platform == "win32":
        return None  # it is in the user's profile
    try:
        found = place.stat()
    except OSError:
        return None  # it is created when something is kept
    if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"the cache {place} is not used: other users may write to it"
    return None


def create(place: Path) -> None:
    """Create the cache folder, with the mark by which backups leave it out.

    Raises:
        OSError: it cannot be created.
    """
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    tag = place / "CACHEDIR.TAG"
    if not tag.exists():
        tag.write_text(_TAG, encoding="utf-8", newline="\n")
