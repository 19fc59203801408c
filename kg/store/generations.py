"""The store on disk: a folder of generations and a pointer to the one that counts.

::

    FOLDER/store.json      {"format": 3, "generation": "g000002", "kg": "0.1.0", "triples": 1234, ...}
    FOLDER/g000002/graph/  RocksDB; never written to again once it is named in store.json
    FOLDER/g000002/index.db          words, names and counts of the same graph (kg.store.index)
    FOLDER/g000001/        the one before, for readers that still have it open
    FOLDER/g000003.part/   what a writer is at; swept by the next writer if this one was killed
    FOLDER/writer.lock     held by the one writer

RocksDB lets nobody read beside a writer. So a writer makes a new generation, and one atomic
``os.replace`` of store.json makes it the store. Until then, and whatever happens, the old one is it.
This module reads the layout; :mod:`kg.store.writing` writes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreDamaged, StoreError, StoreVersion

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


def pointer(folder: Path) -> dict[str, object]:
    """What store.json says; nothing where it is missing or damaged."""
    try:
        content = json.loads((folder / POINTER).read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
