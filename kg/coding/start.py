"""``kg init``: create a workspace with a commented example that can be checked, built and queried."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.coding.sheets.schemas import write_schemas
from kg.containment import inside
from kg.errors import WorkspaceError
from kg.files import write_folder_atomically

STARTER = Path(__file__).parent / "starter"


def start(folder: Path) -> list[Path]:
    """Write the example workspace to an empty or new folder, and return its files.

    Raises:
        WorkspaceError: the folder exists and is not empty; it is not changed.
        OutputError: the folder cannot be written.
        OutsideWorkspace: it is in another workspace, and a link in its path leads out of that.
    """
    inside(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(
            "already exists and is not an empty folder",
            where=str(folder),
            hint="choose a new folder; nothing was changed",
        )
    try:
        if folder.exists():
            _fill(folder)  # filled in place: it may be the current folder of a shell
        else:
            write_folder_atomically(folder, _fill)
    except OSError as error:
        raise WorkspaceError(f"cannot be written: {error.strerror}", where=str(folder)) from error
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fill(folder: Path) -> None:
    for path in sorted(STARTER.rglob("*")):
        target = folder / path.relative_to(STARTER)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        else:
            shutil.copyfile(path, target)
    write_schemas(folder / "schemas")
    (folder / ".gitignore").write_text("store/\n", encoding="utf-8", newline="\n")
