"""``kg init``: a workspace with a commented example that checks, builds and answers at once."""

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
        WorkspaceError: something stands there already. What was there stays as it was.
        OutputError: the folder cannot be written.
        OutsideWorkspace: it stands in another workspace, and a link on the way leads out of that.
    """
    inside(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(
            "is there already and not an empty folder",
            where=str(folder),
            hint="name a new folder; nothing was changed",
        )
    try:
        if folder.exists():
            _fill(folder)  # somebody may stand in it
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
