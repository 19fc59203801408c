"""The store on disk: a folder of generations and a pointer to the current one.

::

    FOLDER/store.json      {"format": 3, "generation": "g000002", "kg": "0.1.0", "triples": 1234,
                            "workspace": "..", ...}
    FOLDER/g000002/graph/  RocksDB; not written to again once store.json names it
    FOLDER/g000002/index.db          words, names and counts of the same graph (kg.store.index)
    FOLDER/g000001/        the previous generation, for readers that still have it open
    FOLDER/g000003.part/   a generation in progress; removed by the next writer if this one was killed
    FOLDER/writer.lock     held by the one writer

RocksDB does not allow reading during a write. So a writer makes a new generation, and one atomic
``os.replace`` of store.json makes it current. Until then, the old generation is current, even after a crash.
This module reads the layout; :mod:`kg.store.draft` writes it.

A store made by ``kg build`` names its workspace by a relative path, so that both can be moved or copied
together. ``kg build`` does not replace any other store unless told to. ``kg load`` removes the name of the
workspace, so loaded data is not lost at the next build.

A store must not have links: engines that open it would follow them.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from kg.containment import inside
from kg.errors import ForeignStore, OutsideWorkspace, StoreDamaged, StoreError, StoreVersion

FORMAT = 3
POINTER = "store.json"
LOCK = "writer.lock"
GRAPH = "graph"
INDEX = "index.db"
PART = ".part"
NEW_POINTER = POINTER + PART
REBUILD = "build it again (kg build), or load the files with kg load --replace"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of the parts of a generation.

    Attributes:
        folder: the folder of the generation.
    """

    folder: Path

    @property
    def graph(self) -> Path:
        """Its RocksDB folder."""
        return self.folder / GRAPH

    @property
    def index(self) -> Path:
        """Its index of words, names and counts."""
        return self.folder / INDEX


@dataclass(frozen=True, slots=True)
class Generation(Layout):
    """The generation that store.json names.

    Attributes:
        triples: number of triples.
        loaded: time of creation in UTC, ISO 8601; None if store.json does not have it.
        kg: version of kg that wrote it.
        rules: hash of the code that derived triples and made the index; see :func:`kg.store.rules.digest`.
    """

    triples: int
    loaded: str | None = None
    kg: str | None = None
    rules: str | None = None


def is_store(folder: Path) -> bool:
    """Return whether ``folder`` is a store of kg, intact or damaged.

    >>> is_store(Path("/"))
    False
    """
    try:
        names = {entry.name for entry in folder.iterdir()}
    except OSError:
        return False
    ours = {name for name in names if is_generation(name) or is_part(name) or name == NEW_POINTER}
    if POINTER not in names:
        return bool(ours) and names <= {*ours, LOCK}
    return bool(ours) or names <= {POINTER, LOCK} or "format" in pointer(folder)


def current(folder: Path) -> Generation:
    """Return the current generation.

    Raises:
        StoreVersion: the store has another format.
        StoreDamaged: store.json is missing or invalid, or names a missing generation.
        StoreError: the store cannot be read.
    """
    refuse_links(folder)
    path = folder / POINTER
    try:
        content = json.loads(path.read_bytes())
        version = content["format"]
        if version != FORMAT:
            raise StoreVersion(
                f"the store has format {version}; this version of kg needs format {FORMAT}",
                where=str(folder),
                hint=f"written by kg {content.get('kg', '?')}; load the files into a new folder",
            )
        name, triples = content["generation"], content["triples"]
        if not (isinstance(name, str) and is_generation(name) and isinstance(triples, int)):
            raise ValueError(f"generation {name!r}")
    except FileNotFoundError:
        raise StoreDamaged(
            "store.json is missing: the first load did not finish", where=str(folder), hint=REBUILD
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"store.json is damaged: {error}", where=str(folder), hint=REBUILD) from None
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path)) from None
    found = Generation(folder / name, triples, content.get("loaded"), content.get("kg"), content.get("rules"))
    refuse_links(found.folder)
    refuse_links(found.graph)
    if not (found.graph / "CURRENT").is_file():
        raise StoreDamaged(f"generation {name} is missing", where=str(folder), hint=REBUILD)
    if not found.index.is_file():
        raise StoreDamaged(f"the index of generation {name} is missing", where=str(folder), hint=REBUILD)
    return found


def is_generation(name: str) -> bool:
    """Return whether a folder with this name is a generation, such as ``g000002``."""
    return len(name) >= 7 and name[0] == "g" and name[1:].isdecimal() and name.isascii()


def is_part(name: str) -> bool:
    """Return whether a folder with this name is a generation in progress, such as ``g000003.part``."""
    return name.endswith(PART) and is_generation(name.removesuffix(PART))


def refuse_links(folder: Path) -> None:
    """Raise an error if a folder of a store has anything except files and folders.

    The lock, which is opened for writing, must not have a second name (hard link) either.

    Raises:
        OutsideWorkspace: the folder has a link, device, pipe or socket, or leads out of its workspace.
        StoreError: the folder cannot be read.
    """
    inside(folder)
    try:
        with os.scandir(folder) as entries:
            found = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
    except (FileNotFoundError, NotADirectoryError):
        return  # reported when it is opened
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(folder)) from None
    for name, entry in found.items():
        second = name == LOCK and entry.st_nlink > 1
        if second or not (stat.S_ISREG(entry.st_mode) or stat.S_ISDIR(entry.st_mode)):
            kind = "link" if second or stat.S_ISLNK(entry.st_mode) else "device, pipe or socket"
            raise OutsideWorkspace(
                f"is a {kind}, but a store may only have files and folders",
                where=str(folder / name),
                hint="nothing was opened; do not use a store of unknown origin",
            )


def maker(folder: Path) -> Path | None:
    """Return the folder of the workspace from which ``kg build`` made a store; None if there is none."""
    path = pointer(folder).get("workspace")
    return Path(os.path.realpath(folder / path)) if isinstance(path, str) else None


def refuse_foreign(folder: Path, workspace: Path) -> None:
    """Raise an error if a store was not built from this workspace.

    Raises:
        ForeignStore: it was built from another workspace or written by ``kg load``, or this is not known.
        OutsideWorkspace: see :func:`refuse_links`.
    """
    refuse_links(folder)
    if not (folder / POINTER).exists():
        return  # no store, or its first load did not finish
    content, made = pointer(folder), maker(folder)
    if content.get("format", FORMAT) != FORMAT or made == Path(os.path.realpath(workspace)):
        return
    who = "written by kg load or an older version of kg" if made is None else f"from the workspace {made}"
    raise ForeignStore(
        f"the store was not built from this workspace, but {who if content else 'by an unknown program'}",
        where=str(folder),
        hint=f"nothing was changed; to replace it anyway: kg build {workspace} --replace-store; "
        "to keep it: set build.store in kg.toml to another folder",
    )


def pointer(folder: Path) -> dict[str, object]:
    """Return the content of store.json; empty if it is missing or damaged."""
    try:
        content = json.loads((folder / POINTER).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
