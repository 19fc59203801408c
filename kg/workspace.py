"""A workspace: the folder with a kg.toml in which a person's coding sheets live.

::

    kg.toml                 name, base IRI, language, where the graph is built or asked, coders
    actors.yaml issues.yaml measures.yaml agreements.yaml events.yaml places.yaml
    sources/<source-id>.yaml
    exports/graph.ttl, graph.nt      written by kg build
    store/                           written by kg build where the store is on disk
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import WorkspaceError
from kg.namespaces import DATA

FILE = "kg.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """What a kg.toml says.

    Attributes:
        folder: where kg.toml stands.
        name: title of the workspace, shown on pages and in exports.
        base: IRI under which its entities get their names; ends in ``/``.
        language: language tag of labels and texts.
        output: folder that ``kg build`` writes graph.ttl and graph.nt to.
        store: folder of the store on disk; None where the graph is small and read into memory.
        coders: name of each coder by slug.
        endpoint: what [endpoint] says of the SPARQL endpoint that is asked in place of the built graph;
            empty where there is none. It may hold a password: :mod:`kg.store.endpoint.settings` reads it.
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
        """Every YAML file that ``kg build`` reads, in a fixed order."""
        return sorted(self.folder.glob("*.yaml")) + sorted((self.folder / "sources").glob("*.yaml"))

    def is_stale(self) -> bool:
        """Whether a sheet or kg.toml is newer than the built graph."""
        if not self.graph_file.is_file():
            return True
        built = self.graph_file.stat().st_mtime
        return any(path.stat().st_mtime > built for path in [self.folder / FILE, *self.sheets()])


def find(start: Path) -> Workspace | None:
    """The workspace that ``start`` stands in: the nearest kg.toml upward; None where there is none.

    >>> find(Path("/")) is None
    True
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return read(folder)
    return None


def read(folder: Path) -> Workspace:
    """Read ``folder/kg.toml``.

    Raises:
        WorkspaceError: no such file, not TOML, an unknown key, a base that is no IRI.
    """
    path = folder / FILE
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise WorkspaceError(
            "no kg.toml here", where=str(folder), hint=f"start a workspace with: kg init {folder}"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"not valid TOML: {error}", where=str(path)) from error
    except OSError as error:
        raise WorkspaceError(f"cannot be read: {error.strerror}", where=str(path)) from error
    _refuse_unknown(path, table, "", {"workspace", "build", "coders", "endpoint"})
    about, build = _section(path, table, "workspace"), _section(path, table, "build")
    _refuse_unknown(path, about, "workspace.", {"name", "base", "language"})
    _refuse_unknown(path, build, "build.", {"folder", "store"})
    base = _text(path, about, "base", DATA)
    if not base.startswith(("http://", "https://", "urn:")) or not base.endswith(("/", "#", ":")):
        raise WorkspaceError(
            f"workspace.base {base!r} is no base IRI", where=str(path), hint="for example: " + DATA
        )
    store = _text(path, build, "store", "")
    return Workspace(
        folder=folder,
        name=_text(path, about, "name", folder.resolve().name),
        base=base,
        language=_text(path, about, "language", "en"),
        output=_beside(folder, _text(path, build, "folder", "exports")),
        store=_beside(folder, store) if store else None,
        coders={
            slug: _text(path, _section(path, table["coders"], slug), "name", slug)
            for slug in _section(path, table, "coders")
        },
        endpoint=_section(path, table, "endpoint"),
    )


def _beside(folder: Path, name: str) -> Path:
    """A folder as kg.toml names it, without ``data/..`` on the way."""
    return Path(os.path.normpath(folder / name))


def _section(path: Path, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise WorkspaceError(f"[{key}] is a table, not {type(value).__name__}", where=str(path))
    return value


def _text(path: Path, table: Mapping[str, Any], key: str, default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise WorkspaceError(f"{key} is a text in quotes, not {value!r}", where=str(path))
    return value


def _refuse_unknown(path: Path, table: Mapping[str, Any], prefix: str, known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise WorkspaceError(
                f"unknown key {prefix}{key}", where=str(path), hint="known here: " + ", ".join(sorted(known))
            )
