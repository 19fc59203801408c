"""A YAML file as plain data that still knows its lines.

Sheets are written by hand, so every complaint names ``file:line``. Aliases are refused: a sheet has
no use for them, and a few lines of nested ones grow to gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from kg.errors import SheetError


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of one YAML mapping, and where each part of it stands."""

    path: Path
    data: dict[str, Any]

    def where(self, *keys: str | int) -> str:
        """``file:line`` of the deepest part that ``keys`` reach."""
        node: Any = self.data
        line = 0
        for key in keys:
            try:
                position = node.lc.item(key) if isinstance(key, int) else node.lc.key(key)
                line, node = position[0], node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return f"{self.path}:{line + 1}"


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML mapping.

    Raises:
        SheetError: the file is missing, empty, not UTF-8, not YAML, has tabs as indentation,
            aliases or a key twice, or is not a mapping.
    """
    text = _decode(path)
    if not text.strip():
        raise SheetError("the file is empty", where=str(path), hint="kg init shows what belongs in it")
    yaml = YAML(typ="rt", pure=True)
    try:
        if "*" in text:
            for event in yaml.parse(text):
                if isinstance(event, AliasEvent):
                    raise SheetError(
                        "YAML aliases (*name) are not used in sheets",
                        where=f"{path}:{event.start_mark.line + 1}",
                        hint="write the entry out, or put the text in quotes",
                    )
        data = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        row = next(iter(text.splitlines()[line - 1 :]), "")
        tab = "\t" in row[: len(row) - len(row.lstrip()) + 1]
        problem = "a tab as indentation" if tab else (error.problem or "not valid YAML")
        hint = "indent with spaces" if tab else "texts with ': ' or a leading quote or * go in quotes"
        raise SheetError(problem, where=f"{path}:{line}", hint=hint) from error
    except YAMLError as error:
        raise SheetError(f"not valid YAML: {error}", where=str(path)) from error
    except RecursionError as error:
        raise SheetError("nested too deeply", where=str(path)) from error
    if not isinstance(data, dict):
        raise SheetError(f"expected 'key: value' lines, found a {type(data).__name__}", where=f"{path}:1")
    return YamlFile(path, data)


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SheetError("no such file", where=str(path)) from None
    except OSError as error:
        raise SheetError(f"cannot be read: {error.strerror}", where=str(path)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SheetError(
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            where=f"{path}:{line}",
            hint="save the file as UTF-8 (it looks like Latin-1 or Windows-1252)",
        ) from error
    return text
