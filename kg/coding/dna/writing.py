"""The files of a workspace: written beside the folder, and given its name when all are there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kg.errors import OutputError, WorkspaceError

#: Writes the files of a workspace into the folder that it is given.
Fill = Callable[[Path], None]


def yaml_text(content: Mapping[str, Any], *comments: str) -> str:
    """A mapping as YAML, in the order that it has, after lines of comment.

    >>> print(yaml_text({"people": {"ann": {"name": "Ann: the first"}}}, "Who speaks."), end="")
    # Who speaks.
    people:
      ann:
        name: 'Ann: the first'
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # typed as None
    yaml.representer.ignore_aliases = lambda _: True
    text = StringIO()
    yaml.dump(dict(content), text)
    return "".join(f"# {comment}\n" for comment in comments) + text.getvalue()


def check_target(folder: Path) -> None:
    """Refuse a folder in which there is something.

    Raises:
        WorkspaceError: it is there already and not empty, or is no folder.
    """
    try:
        free = (
            not folder.is_symlink() if not folder.exists() else folder.is_dir() and not any(folder.iterdir())
        )
    except OSError as error:
        raise WorkspaceError(f"cannot be read: {error.strerror}", where=str(folder)) from error
    if not free:
        raise WorkspaceError(
            "is there already and not an empty folder",
            where=str(folder),
            hint="name a new folder; nothing was changed",
        )


def write_folder(folder: Path, fill: Fill) -> None:
    """Write a folder whole or not at all.

    Raises:
        OutputError: it cannot be written; no part of it is left.
    """
    beside = folder.with_name(f".{folder.name[:80]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    made = _missing_above(folder)
    try:
        beside.mkdir(parents=True)
        fill(beside)
        if folder.exists():
            folder.rmdir()  # it is empty, and not every system renames to a folder that is there
        beside.rename(folder)
    except BaseException as error:
        shutil.rmtree(beside, ignore_errors=True)
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            message = f"cannot be written: {error.strerror or error}"
            hint = "nothing is left of it; make room or name another folder, and import again"
            raise OutputError(message, where=str(folder), hint=hint) from error
        raise


def write_file(path: Path, content: str) -> None:
    """Write one file as UTF-8, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))


def _missing_above(folder: Path) -> list[Path]:
    """The folders above that are not there yet, the nearest first."""
    return [parent for parent in folder.absolute().parents if not parent.exists()]
