"""A workspace: a folder with a kg.toml and coding sheets.

::

    kg.toml                 name, base IRI, language, build folder, store or endpoint, coders
    actors.yaml issues.yaml measures.yaml agreements.yaml events.yaml places.yaml
    sources/<source-id>.yaml
    exports/graph.ttl, graph.nt      written by kg build
    store/                           written by kg build if the store is on disk
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from kg import ownership, resources
from kg.containment import MARK, inside, open_file, refuse_special, workspace_of
from kg.errors import OutsideWorkspace, WorkspaceError
from kg.lexical import LANGUAGE, flaw, iri_flaw, is_visible
from kg.namespaces import DATA

FILE = MARK

#: Keys of [endpoint]; :mod:`kg.store.endpoint.kg_toml` reads them and documents their values.
ENDPOINT_KEYS = frozenset(
    (
        "answer-bytes",
        "auth",
        "ca",
        "connect",
        "graph-store",
        "graphs",
        "headers",
        "password",
        "plain-http",
        "rows",
        "token",
        "tries",
        "url",
        "user",
    )
)
_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The content of a kg.toml.

    Attributes:
        folder: the folder of kg.toml.
        name: title of the workspace, shown on pages and in exports.
        base: base IRI of its entities; ends in ``/``, ``#`` or ``:``.
        language: language tag of labels and texts.
        output: folder that ``kg build`` writes graph.ttl and graph.nt to.
        store: folder of the store on disk; None if the graph is read into memory.
        coders: name of each coder by slug.
        endpoint: the table [endpoint], for a SPARQL endpoint queried in place of the built graph; empty if
            there is none. It may contain a password: :mod:`kg.store.endpoint.connection` reads it.
    """

    folder: Path
    name: str
    base: str = DATA
    language: str = "en"
    output: Path = field(default_factory=Path)
    store: Path | None = None
    coders: Mapping[str, str] = field(default_factory=dict)
    endpoint: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def graph_file(self) -> Path:
        """The built graph as N-Triples."""
        return self.output / "graph.nt"

    def sheets(self) -> list[Path]:
        """All YAML files that ``kg build`` reads, in a fixed order."""
        return [*self.registries(), *self.sources()]

    def registries(self) -> list[Path]:
        """The files beside kg.toml that name actors, issues and other entities."""
        return _yaml_files(self.folder)

    def sources(self) -> list[Path]:
        """The coding sheets, one for each source."""
        return _yaml_files(self.folder / "sources")

    def is_stale(self) -> bool:
        """Whether a sheet or kg.toml is newer than the built graph."""
        if not self.graph_file.is_file():
            return True
        built = self.graph_file.stat().st_mtime
        if _changed(self.folder / FILE) > built:
            return True
        return any(_newest(folder) > built for folder in (self.folder, self.folder / "sources"))


def _newest(folder: Path) -> float:
    """Time of the last change of a YAML file of a folder; 0 without any."""
    try:
        with os.scandir(folder) as entries:
            return max((_changed(entry) for entry in entries if _is_sheet(entry.name)), default=0.0)
    except OSError:
        return 0.0  # as if it were empty


def _changed(path: Path | os.DirEntry[str]) -> float:
    """Time of the last change of a file; a broken link counts as always changed."""
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")


def _is_sheet(name: str) -> bool:
    """Whether a file is a sheet by its name, and not a hidden file such as an editor's ``._a.yaml``."""
    return os.path.normcase(name).endswith(".yaml") and not name.startswith(".")


def _yaml_files(folder: Path) -> list[Path]:
    """The sheets of a folder."""
    return sorted(path for path in folder.glob("*.yaml") if _is_sheet(path.name))


def find(start: Path, *, named: bool = False) -> Workspace | None:
    """Find the workspace of a folder: the nearest kg.toml in it or above; None if there is none.

    Args:
        start: a folder.
        named: whether the user named the folder; see :func:`kg.ownership.find`.

    >>> find(Path("/")) is None
    True
    """
    found = ownership.find(start, named=named)
    return None if found.folder is None else read(found.folder)


def current(folder: Path | None = None) -> tuple[Workspace, tuple[str, ...]]:
    """Return a workspace, and notices on why it is this one.

    Args:
        folder: of the workspace; None for the one that the process's working folder is in. That one is named
            from there, so that what is printed is short and can be pasted.

    Raises:
        WorkspaceError: there is none, or its kg.toml is wrong.
    """
    if folder is not None:
        return read(folder), ()
    found = ownership.find(Path.cwd())
    if found.folder is None:
        none = "no kg.toml in this folder or any folder above"
        raise WorkspaceError(
            f"{none} that can be trusted" if found.notices else none,
            where=str(Path.cwd()),
            hint="\n".join([*found.notices, "name a workspace, or start one with: kg init FOLDER"]),
        )
    return read(Path(os.path.relpath(found.folder))), found.notices


def read(folder: Path) -> Workspace:
    """Read ``folder/kg.toml``.

    Raises:
        WorkspaceError: the file does not exist, is not TOML, or has an unknown key or an invalid value.
        OutsideWorkspace: kg.toml, or a folder that it names for the graph, is not in the workspace.
    """
    path = folder / FILE
    try:
        with open_file(path, folder) as stream:
            text = stream.read().decode("utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        raise WorkspaceError(
            "no kg.toml in this folder", where=str(folder), hint=f"create a workspace: kg init {folder}"
        ) from None
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            f"is not UTF-8 (byte {error.start + 1:,})", where=str(path), hint="save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"not valid TOML: {error}", where=str(path)) from error
    except ValueError as error:
        raise WorkspaceError(
            "a number is too large (expected at most 308 digits)", where=str(path)
        ) from error
    except RecursionError:
        raise WorkspaceError("nested too deeply", where=str(path)) from None
    except OSError as error:
        raise WorkspaceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    _refuse_unknown(path, table, "", {"workspace", "build", "coders", "endpoint"})
    about, build = _section(path, table, "workspace"), _section(path, table, "build")
    _refuse_unknown(path, about, "workspace.", {"name", "base", "language"})
    _refuse_unknown(path, build, "build.", {"folder", "store"})
    endpoint = _section(path, table, "endpoint")
    _refuse_unknown(path, endpoint, "endpoint.", ENDPOINT_KEYS)
    output = _text(path, build, "folder", "exports", "build.")
    store = _text(path, build, "store", "", "build.")
    targets = _Targets(path, text)
    return Workspace(
        folder=folder,
        name=_shown(path, about, "name", folder.resolve().name, "workspace."),
        base=_base(path, about),
        language=_language(path, about),
        output=targets.files(output),
        store=targets.store(store) if store else None,
        coders=_coders(path, table),
        endpoint=endpoint,
    )


def _base(path: Path, about: Mapping[str, Any]) -> str:
    base = _text(path, about, "base", DATA, "workspace.")
    wrong: str | None = "it must begin with http://, https:// or urn: and end in /, # or :"
    if base.startswith(("http://", "https://", "urn:")) and base.endswith(("/", "#", ":")):
        # What follows the base becomes part of the IRI.
        wrong = iri_flaw(base + "person/x")
    if wrong is not None:
        raise WorkspaceError(
            f"workspace.base: {base!r} is not a valid base IRI: {wrong}",
            where=str(path),
            hint="for example: " + DATA,
        )
    return base


def _language(path: Path, about: Mapping[str, Any]) -> str:
    language = _text(path, about, "language", "en", "workspace.")
    if re.fullmatch(LANGUAGE, language) is None:
        hint = "expected lower-case letters, with hyphens between parts: en, de, pt-br"
        raise WorkspaceError(
            f"workspace.language: {language!r} is not a valid language tag", where=str(path), hint=hint
        )
    return language


def _coders(path: Path, table: Mapping[str, Any]) -> dict[str, str]:
    """Name of each coder by slug."""
    found = {}
    for slug in _section(path, table, "coders"):
        if _SLUG.fullmatch(slug) is None:
            hint = "a slug has a-z, 0-9 and hyphens, and starts with a letter"
            raise WorkspaceError(f"coders.{slug}: {slug!r} is not a valid slug", where=str(path), hint=hint)
        coder = _section(path, table["coders"], slug, "coders.")
        _refuse_unknown(path, coder, f"coders.{slug}.", {"name"})
        found[slug] = _shown(path, coder, "name", slug, f"coders.{slug}.")
    return found


@dataclass(frozen=True, slots=True)
class _Targets:
    """The folders that kg.toml names for the graph: inside the workspace, and not inside another one.

    Attributes:
        path: the kg.toml.
        text: its content, to find the line of an error.
    """

    path: Path
    text: str

    def files(self, name: str) -> Path:
        """Folder of the built files."""
        folder = self._inside("folder", name)
        for file in (folder / "graph.ttl", folder / "graph.nt"):
            real = inside(file, self._root)
            if os.path.lexists(real):
                refuse_special(real.stat(), file)
        return folder

    def store(self, name: str) -> Path:
        """Folder of the store."""
        return self._inside("store", name)

    def _inside(self, key: str, name: str) -> Path:
        """A folder that kg.toml names, with ``..`` resolved."""
        folder = Path(os.path.normpath(self.path.parent / name))
        where = f"{self.path}:{self._line(key)}"
        try:
            real = inside(folder, self._root)
        except OutsideWorkspace as error:
            hint = "name a folder in the workspace" + (
                "; to write the files elsewhere: kg build --output FOLDER" if key == "folder" else ""
            )
            raise OutsideWorkspace(f"build.{key}: {name!r} {error.message}", where=where, hint=hint) from None
        other = workspace_of(real / FILE)
        if self._root == self.path.parent and other is not None and not other.samefile(self._root):
            raise OutsideWorkspace(
                f"build.{key}: {name!r} belongs to another workspace, {other}",
                where=where,
                hint="name a folder outside that workspace",
            )
        return folder

    @property
    def _root(self) -> Path:
        """The workspace's folder; for the bundled one, also ``exports/`` beside it, which is part of kg."""
        folder = self.path.parent
        return resources.root() if folder.resolve() == resources.bundled_workspace() else folder

    def _line(self, key: str) -> int:
        """Line of a key of [build]."""
        lines = self.text.splitlines()
        table = next((n for n, line in enumerate(lines) if re.match(r"\s*\[\s*build\s*\]", line)), 0)
        named = re.compile(rf"[^#]*\b{key}\b[\"']?\s*=")
        return next((n for n, line in enumerate(lines[table:], table + 1) if named.match(line)), 1)


def _section(path: Path, table: Mapping[str, Any], key: str, prefix: str = "") -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise WorkspaceError(
            f"[{prefix}{key}]: expected a table, got {type(value).__name__}", where=str(path)
        )
    return value


def _written(value: object) -> str:
    """A value of kg.toml as it can be written there.

    >>> _written(date(2025, 1, 1)), _written(True), _written(5)
    ('2025-01-01', 'true', '5')
    """
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _text(path: Path, table: Mapping[str, Any], key: str, default: str, prefix: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        shown = "a number that is too large" if _is_huge(value) else _written(value)
        raise WorkspaceError(f"{prefix}{key}: expected a text in quotes, got {shown}", where=str(path))
    wrong = flaw(value)
    if wrong is not None and key in table:
        raise WorkspaceError(f"{prefix}{key} {wrong}", where=str(path), hint="remove the character")
    return value


def _is_huge(value: object) -> bool:
    """Whether a value is a number that is too long to show."""
    return isinstance(value, int) and value.bit_length() > 1024


def _shown(path: Path, table: Mapping[str, Any], key: str, default: str, prefix: str) -> str:
    """A name for people: visible, and without white space around it."""
    value = _text(path, table, key, default, prefix).strip()
    if key in table and not is_visible(value):
        raise WorkspaceError(
            f"{prefix}{key} has no visible character", where=str(path), hint="write a name, or remove the key"
        )
    return value


def _refuse_unknown(path: Path, table: Mapping[str, Any], prefix: str, known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            raise WorkspaceError(
                f"unknown key {prefix}{key}",
                where=str(path),
                hint="expected one of: " + ", ".join(sorted(known)),
            )
