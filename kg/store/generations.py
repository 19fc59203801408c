"""The store on disk: a folder of generations and a pointer to the one that counts.

::

    FOLDER/store.json      {"format": 3, "generation": "g000002", "kg": "0.1.0", "triples": 1234,
                            "workspace": "..", ...}
    FOLDER/g000002/graph/  RocksDB; never written to again once it is named in store.json
    FOLDER/g000002/index.db          words, names and counts of the same graph (kg.store.index)
    FOLDER/g000001/        the one before, for readers that still have it open
    FOLDER/g000003.part/   what a writer is at; swept by the next writer if this one was killed
    FOLDER/writer.lock     held by the one writer

RocksDB lets nobody read beside a writer. So a writer makes a new generation, and one atomic
``os.replace`` of store.json makes it the store. Until then, and whatever happens, the old one is it.
This module reads the layout; :mod:`kg.store.draft` writes it.

A store that ``kg build`` makes names its workspace, by the way there from the store, so that both can be
moved or copied together. ``kg build`` replaces no other store, unless it is told to; so what ``kg load``
puts into a store, which then names no workspace, is not lost at the next build.

There are no links in a store: it is opened as a whole, by engines that would follow them.
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
    """Where the parts of a generation are.

    Attributes:
        folder: where it stands.
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
        triples: how many triples it has.
        loaded: when it was made, as an ISO 8601 moment in UTC; None where store.json does not say.
        kg: version of kg that made it.
    """

    triples: int
    loaded: str | None = None
    kg: str | None = None


def is_store(folder: Path) -> bool:
    """Whether ``folder`` is a store of kg, be it whole or damaged.

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
    """The generation that counts.

    Raises:
        StoreVersion: written in another format.
        StoreDamaged: store.json is missing or no JSON, or what it names is not there.
        StoreError: it cannot be read.
    """
    refuse_links(folder)
    path = folder / POINTER
    try:
        content = json.loads(path.read_bytes())
        version = content["format"]
        if version != FORMAT:
            raise StoreVersion(
                f"the store has format {version}, this kg reads and writes format {FORMAT}",
                where=str(folder),
                hint=f"written by kg {content.get('kg', '?')}; load the files into a new folder",
            )
        name, triples = content["generation"], content["triples"]
        if not (isinstance(name, str) and is_generation(name) and isinstance(triples, int)):
            raise ValueError(f"generation {name!r}")
    except FileNotFoundError:
        raise StoreDamaged(
            "store.json is missing: a first load never finished", where=str(folder), hint=REBUILD
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"store.json is damaged: {error}", where=str(folder), hint=REBUILD) from None
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(path)) from None
    found = Generation(folder / name, triples, content.get("loaded"), content.get("kg"))
    refuse_links(found.folder)
    refuse_links(found.graph)
    if not (found.graph / "CURRENT").is_file():
        raise StoreDamaged(f"generation {name} is not there", where=str(folder), hint=REBUILD)
    if not found.index.is_file():
        raise StoreDamaged(f"the index of generation {name} is not there", where=str(folder), hint=REBUILD)
    return found


def is_generation(name: str) -> bool:
    """Whether a folder of this name is a generation, such as ``g000002``."""
    return len(name) >= 7 and name[0] == "g" and name[1:].isdecimal() and name.isascii()


def is_part(name: str) -> bool:
    """Whether a folder of this name is one that a writer is at, such as ``g000003.part``."""
    return name.endswith(PART) and is_generation(name.removesuffix(PART))


def refuse_links(folder: Path) -> None:
    """Refuse a folder of a store in which there is anything but files and folders.

    The lock, which is opened for writing, may also have no second name (hard link).

    Raises:
        OutsideWorkspace: there is a link, device, pipe or socket in it; or the folder stands in a workspace
            and leads out of it.
        StoreError: it cannot be looked at.
    """
    inside(folder)
    try:
        with os.scandir(folder) as entries:
            found = {entry.name: entry.stat(follow_symlinks=False) for entry in entries}
    except (FileNotFoundError, NotADirectoryError):
        return  # whoever opens it says so
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(folder)) from None
    for name, entry in found.items():
        second = name == LOCK and entry.st_nlink > 1
        if second or not (stat.S_ISREG(entry.st_mode) or stat.S_ISDIR(entry.st_mode)):
            kind = "link" if second or stat.S_ISLNK(entry.st_mode) else "device, pipe or socket"
            raise OutsideWorkspace(
                f"is a {kind}, and a store has only files and folders",
                where=str(folder / name),
                hint="nothing was opened; do not use this store if you do not know where it comes from",
            )


def maker(folder: Path) -> Path | None:
    """The folder of the workspace whose ``kg build`` made a store; None where nothing else did."""
    way = pointer(folder).get("workspace")
    return Path(os.path.realpath(folder / way)) if isinstance(way, str) else None


def refuse_foreign(folder: Path, workspace: Path) -> None:
    """Refuse to replace a store that a workspace has not made.

    Raises:
        ForeignStore: another workspace made it, or ``kg load``, or store.json does not say.
        OutsideWorkspace: see :func:`refuse_links`.
    """
    refuse_links(folder)
    if not (folder / POINTER).exists():
        return  # there is none, or its first load never finished
    content, made = pointer(folder), maker(folder)
    if content.get("format", FORMAT) != FORMAT or made == Path(os.path.realpath(workspace)):
        return
    who = (
        "kg load (or an older kg), or files were loaded into it" if made is None else f"the workspace {made}"
    )
    raise ForeignStore(
        f"the store was not made by this workspace, but by {who if content else 'somebody unknown'}",
        where=str(folder),
        hint=f"nothing was changed; to replace it all the same: kg build {workspace} --replace-store; "
        "to keep it: name another folder as build.store in kg.toml",
    )


def pointer(folder: Path) -> dict[str, object]:
    """What store.json says; nothing where it is missing or damaged."""
    try:
        content = json.loads((folder / POINTER).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
