"""The files of a workspace that is made from a database."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from kg.errors import WorkspaceError


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


def write_file(path: Path, content: str) -> None:
    """Write one file as UTF-8, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8"))
