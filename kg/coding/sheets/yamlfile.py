"""A YAML file as plain data with line numbers.

Sheets are written by hand, so every error names ``file:line``. Aliases are refused: sheets do not need
them, and a few lines of nested aliases expand to gigabytes. So are tags, and deep nesting, for which the
parser takes exponential time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import RoundTripScanner, ScannerError

from kg.coding.sheets import libyaml
from kg.coding.sheets.libyaml import LineList, LineMap
from kg.containment import read_file
from kg.errors import OutsideWorkspace, SheetError

#: Greatest depth of nested lists and mappings. Sheets need about six.
DEEPEST = 30
#: Greatest number of bits of a whole number: that of the largest floating-point number.
LONGEST = 1024
_SHORTER = "expected at most 308 digits; put it in quotes if it is a text"
_QUOTE = "put texts with ': ' or a leading quotation mark, *, ! or & in quotes"
_ALIAS = "YAML aliases (*name) are not supported in sheets"
_TAG = "YAML tags (!name) are not supported in sheets"
_DEEP = "nested too deeply"
_HINTS = {
    _ALIAS: "write the entry in full, or put the text in quotes",
    _TAG: "remove the tag, or put the text in quotes",
    _DEEP: f"lists and mappings may be nested {DEEPEST} levels deep",
}


class _Scanner(RoundTripScanner):
    """Scanner that refuses aliases, tags and deep nesting before they are parsed."""

    def fetch_alias(self) -> None:
        self._stop(_ALIAS)

    def fetch_tag(self) -> None:
        self._stop(_TAG)

    def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:
        super().fetch_flow_collection_start(TokenClass, to_push)
        self._check_depth()

    def add_indent(self, column: int) -> bool:
        added = bool(super().add_indent(column))
        self._check_depth()
        return added

    def _check_depth(self) -> None:
        if len(self.indents) + len(self.flow_context) > DEEPEST:
            self._stop(_DEEP)

    def _stop(self, problem: str) -> NoReturn:
        raise ScannerError(None, None, problem, self.reader.get_mark())


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a YAML mapping, with the line of each part.

    Attributes:
        path: the file.
        data: its content.
        text: its text if libyaml read it; empty if ruamel.yaml did.
    """

    path: Path
    data: dict[str, Any]
    text: str = field(default="", repr=False)

    def exactly(self) -> YamlFile:
        """The file as ruamel.yaml reads it, whose values say more about how they are written."""
        return parse_exactly(self.path, self.text) if self.text else self

    def where(self, *keys: str | int) -> str:
        """``file:line`` of the deepest existing part along ``keys``."""
        return f"{self.path}:{self.line(*keys)}"

    def line(self, *keys: str | int) -> int:
        """The line, from 1, of the deepest existing part along ``keys``."""
        node: Any = self.data
        line = 0
        for key in keys:
            try:
                if isinstance(node, LineMap | LineList):
                    lines: Any = node.lines
                    at = lines[key]
                else:
                    at = (node.lc.item(key) if isinstance(key, int) else node.lc.key(key))[0]
                line, node = at, node[key]
            except (AttributeError, KeyError, IndexError, TypeError):
                break
        return int(line) + 1


def without(data: Any, places: Collection[tuple[str | int, ...]]) -> Any:
    """Copy YAML data without some of its parts, keeping line numbers.

    Args:
        data: a mapping, list or value.
        places: keys that lead to the parts to leave out.

    >>> without({"a": [1, 2], "b": 3}, [("a", 0), ("b",)])
    {'a': [2]}
    """
    if not isinstance(data, dict | list):
        return data
    mapping = isinstance(data, dict)
    items = list(data.items() if isinstance(data, dict) else enumerate(data))
    found: Any = CommentedMap() if mapping else CommentedSeq()
    lines = getattr(data.lc, "data", None) or {} if isinstance(data, CommentedBase) else {}
    kept: dict[Any, Any] = {}
    for key, value in items:
        if (key,) in places:
            continue
        inner = [place[1:] for place in places if len(place) > 1 and place[0] == key]
        if mapping:
            found[key] = without(value, inner) if inner else value
        else:
            found.append(without(value, inner) if inner else value)
        if key in lines:
            kept[key if mapping else len(found) - 1] = lines[key]
    found.lc.data = kept
    return found


def read_yaml(path: Path) -> YamlFile:
    """Read a YAML mapping.

    Raises:
        SheetError: the file is missing, empty, not UTF-8, not YAML, is indented with tabs, has aliases or
            duplicate keys, is not a mapping, or leads out of its workspace.
    """
    return parse_yaml(path, read_bytes(path))


def parse_yaml(path: Path, raw: bytes) -> YamlFile:
    """Parse the content of a YAML file; for arguments and errors see :func:`read_yaml`."""
    text = _decode(path, raw)
    if not text.strip():
        raise SheetError("the file is empty", where=str(path), hint="kg init writes an example")
    try:
        data = libyaml.load(text)
    except libyaml.Doubtful:
        data = None
    return YamlFile(path, data, text) if isinstance(data, LineMap) else parse_exactly(path, text)


def parse_exactly(path: Path, text: str) -> YamlFile:
    """Parse a YAML mapping with ruamel.yaml, whose errors say where they are.

    Raises:
        SheetError: as for :func:`read_yaml`.
    """
    yaml = YAML(typ="rt", pure=True)
    yaml.Scanner = _Scanner
    try:
        data = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        row = next(iter(text.splitlines()[line - 1 :]), "")
        tab = "\t" in row[: len(row) - len(row.lstrip()) + 1]
        problem = error.problem or "not valid YAML"
        hint = _HINTS.get(problem, _QUOTE)
        if tab:
            problem, hint = "indented with a tab", "indent with spaces"
        elif "duplicate key" in problem:
            problem, hint = problem.removeprefix("found ").split(" with value")[0], "keep one of the two"
        raise SheetError(problem, where=f"{path}:{line}", hint=hint) from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        problem = f"the character U+{code:04X} is not allowed in YAML"
        raise SheetError(problem, where=f"{path}:{line}", hint="remove the character") from error
    except YAMLError as error:
        raise SheetError(f"not valid YAML: {error}", where=str(path)) from error
    except ValueError as error:
        raise _wrong_value(path, text, error) from error
    except NotImplementedError:  # ruamel.yaml cannot keep some comments between a key and its value
        hint = "move comments between a key and its value to lines of their own"
        raise SheetError("the comments cannot be read", where=str(path), hint=hint) from None
    directive = re.match(r"(?:\s|#[^\n]*\n)*(%[A-Z]+)", text)
    if directive is not None:
        line = text.count("\n", 0, directive.start(1)) + 1
        hint = "remove it; sheets are YAML 1.2"
        raise SheetError(
            f"the directive {directive[1]} is not supported in sheets", where=f"{path}:{line}", hint=hint
        )
    if not isinstance(data, dict):
        found = "a list" if isinstance(data, list) else "a text" if isinstance(data, str) else repr(data)
        raise SheetError(
            f"expected 'key: value' lines, got {found}",
            where=f"{path}:1",
            hint="kg init writes an example",
        )
    file = YamlFile(path, data)
    _check_values(file, data)
    return file


def _check_values(file: YamlFile, part: Any, *way: str | int) -> None:
    """Refuse keys that are not texts, as in ``? [a, b]`` or ``2025: x``, and numbers that are too large."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(key, tuple | Mapping):
            raise SheetError(
                "a list or mapping cannot be a key",
                where=file.where(*way),
                hint="expected 'key: value' lines",
            )
        if any(isinstance(each, int) and each.bit_length() > LONGEST for each in (key, value)):
            raise SheetError("the number is too large", where=file.where(*way, key), hint=_SHORTER)
        if isinstance(part, dict) and not isinstance(key, str | int):
            shown = "an empty key" if key is None else f"the key {key}"
            raise SheetError(
                f"{shown} is not a text", where=file.where(*way), hint="write a name, or put it in quotes"
            )
        if isinstance(value, dict | list):
            _check_values(file, value, *way, key)


def _wrong_value(path: Path, text: str, error: ValueError) -> SheetError:
    """The error for a date that does not exist, or a number longer than Python reads."""
    line = _line_of_impossible_day(text)
    if line is not None:
        return SheetError(f"invalid date ({error})", where=f"{path}:{line}", hint="correct the date")
    longest = max(re.finditer(r"\S+", text), key=lambda found: len(found[0]))
    line = text.count("\n", 0, longest.start()) + 1
    return SheetError("the number is too large", where=f"{path}:{line}", hint=_SHORTER)


def _line_of_impossible_day(text: str) -> int | None:
    r"""The line of the first date that does not exist.

    >>> _line_of_impossible_day("on: 2025-02-28\nwhen: 2025-02-30\n")
    2
    """
    for found in re.finditer(r"\b(\d{4})-(\d\d?)-(\d\d?)\b", text):
        try:
            date(*(int(part) for part in found.groups()))
        except ValueError:
            return text.count("\n", 0, found.start()) + 1
    return None


def read_bytes(path: Path) -> bytes:
    """Return the content of a YAML file.

    Raises:
        SheetError: the file is missing, cannot be read, or leads out of its workspace.
    """
    try:
        return read_file(path)
    except FileNotFoundError:
        raise SheetError("no such file", where=str(path)) from None
    except OutsideWorkspace as error:
        raise SheetError(error.message, where=f"{path}:1", hint=error.hint) from None
    except OSError as error:
        raise SheetError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _decode(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SheetError(
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            where=f"{path}:{line}",
            hint="save the file as UTF-8 (it looks like Latin-1 or Windows-1252)",
        ) from error
