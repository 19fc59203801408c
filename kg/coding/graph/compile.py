"""Compilation of a workspace: of what has changed, put together with what has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.coding import rules
from kg.coding.cache import Cache, digest, program
from kg.coding.graph.derive import Held
from kg.coding.graph.kept_parts import Present
from kg.coding.graph.parts import (
    EntitiesPart,
    SheetPart,
    block_of,
    compile_entities,
    compile_positions,
    compile_sheet,
    entities_conform,
    positions_conform,
    sheets_conform,
)
from kg.coding.sheets.corpus import Corpus
from kg.coding.sheets.yamlfile import read_bytes
from kg.errors import SheetError
from kg.workspace import Workspace

if TYPE_CHECKING:
    from rdflib import Graph

#: Sheets, or holders of positions, whose shapes are checked at once: a query takes little longer for twenty
#: than for one.
TOGETHER = 20


@dataclass(slots=True)
class Sheet:
    """A compiled sheet.

    Attributes:
        path: the file.
        raw: its content; None if it could not be read.
        part: what it contributes.
        key: key of the part in the cache; empty if the file could not be read.
        state: key in the cache of what follows from the part.
        valid: whether its nodes were found to violate no shape.
    """

    path: Path
    raw: bytes | None
    part: SheetPart
    key: bytes
    state: bytes
    valid: bool = False


@dataclass(slots=True)
class Positions:
    """The positions of one holder.

    Attributes:
        readings: all readings that make them.
        state: key in the cache of what follows from the readings.
        block: their N-Triples, each line with its end.
    """

    readings: list[Held]
    state: bytes
    block: bytes


class Compilation:
    """A compiled workspace.

    Args:
        entities: its registry files.
        sheets: its sheets, in the order of their files.
        cache: where what is derived from all parts is kept.

    Attributes:
        corpus: entities, problems and notes of the whole.
    """

    def __init__(self, entities: EntitiesPart, sheets: list[Sheet], cache: Cache) -> None:
        self.workspace: Workspace = entities.directory.workspace
        self.entities = entities
        self.sheets = sheets
        self.corpus: Corpus = entities.corpus
        self.cache = cache
        self._gather()

    def _gather(self) -> None:
        """Collect problems and notes of all parts, and apply the rules about all sheets."""
        corpus = self.corpus
        for sheet in self.sheets:
            corpus.problems += [remark.error() for remark in sheet.part.problems]
            corpus.notes += [remark.error() for remark in sheet.part.notes]
            corpus.unread |= not sheet.part.complete
            corpus.used.update(sheet.part.used)
        self._refuse_shared_ids()
        outlines = [sheet.part.outline for sheet in self.sheets if sheet.part.outline is not None]
        for rule in rules.WORKSPACE_RULES:
            rule(corpus, outlines)

    def _refuse_shared_ids(self) -> None:
        """Report two sheets with an entry of one id: ids are hashes, and two could be equal by chance."""
        seen: dict[str, Sheet] = {}
        for sheet in self.sheets:
            for path in sheet.part.places.keys() & seen.keys():
                where = f"{sheet.path}:{sheet.part.places[path]}"
                other = f"{seen[path].path}:{seen[path].part.places[path]}"
                self.corpus.problem(f"{path} is the id of two entries", where, f"the other is at {other}")
            seen.update(dict.fromkeys(sheet.part.places, sheet))

    @property
    def statements(self) -> int:
        """Number of statements in the sheets."""
        return sum(sheet.part.statements for sheet in self.sheets)

    @property
    def size(self) -> int:
        """Number of triples."""
        own = sum(sheet.part.size for sheet in self.sheets)
        return own + len(self.shared) + sum(each.block.count(b"\n") for each in self.positions)

    @property
    def places(self) -> dict[str, str]:
        """Path of what was compiled to ``file:line`` where it was coded."""
        return self.corpus.places | {
            path: f"{sheet.path}:{line}" for sheet in self.sheets for path, line in sheet.part.places.items()
        }

    @cached_property
    def shared(self) -> list[str]:
        """N-Triples that several parts may have, without repetition, sorted."""
        return sorted({*self.entities.lines, *(line for sheet in self.sheets for line in sheet.part.shared)})

    @cached_property
    def shared_state(self) -> bytes:
        """Key in the cache of what follows from the shared triples."""
        return digest(self.workspace.base, block_of(self.shared))

    @cached_property
    def positions(self) -> list[Positions]:
        """The positions of each holder."""
        readings: dict[str, list[Held]] = defaultdict(list)
        for sheet in self.sheets:
            for one in sheet.part.held:
                readings[one.holder].append(one)
        settings = digest(program(), self.workspace.base)
        states = {
            holder: digest(settings, "\0".join(str(part) for one in several for part in one))
            for holder, several in readings.items()
        }
        kept = self.cache.get(states.values())
        found = []
        for holder, several in readings.items():
            block = kept.get(states[holder])
            if block is None:
                block = block_of(compile_positions(self.workspace, several))
                self.cache.put({states[holder]: block})
            found.append(Positions(several, states[holder], block))
        return found

    def blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the N-Triples of the graph in blocks that share no line, each with its key in the cache."""
        yield self.shared_state, block_of(self.shared)
        for each in self.positions:
            yield each.state, each.block
        load_blocks(self.entities, self.sheets, self.cache)
        for sheet in self.sheets:
            yield sheet.state, sheet.part.block

    def is_valid(self) -> bool:
        """Return whether the graph violates no shape and no rule of :mod:`kg.coding.graph.lint`."""
        if not self.entities.clean or not all(sheet.part.clean and sheet.valid for sheet in self.sheets):
            return False
        whole = digest(program(), b"valid", block_of(self.shared))
        marks = {each.state: _mark(each.state) for each in self.positions}
        kept = self.cache.get([whole, *marks.values()])
        if whole not in kept and not entities_conform(self.entities, self.shared):
            return False
        self.cache.put({whole: b""})
        unchecked = [each for each in self.positions if marks[each.state] not in kept]
        for start in range(0, len(unchecked), TOGETHER):
            several = unchecked[start : start + TOGETHER]
            readings = [one for each in several for one in each.readings]
            if not positions_conform(self.entities.directory, readings):
                return False
            self.cache.put({marks[each.state]: b"" for each in several})
        return True


def compilation(workspace: Workspace, cache: Cache, *, validate: bool = False) -> Compilation:
    """Compile a workspace; what is wrong is in the problems of its corpus.

    Args:
        workspace: the workspace.
        cache: sheets that were compiled before, to which the others are added; the caller saves it.
        validate: whether to check sheets against the shapes.
    """
    entities = compile_entities(workspace)
    present = Present.of(entities.directory)
    read = [(path, _content(path)) for path in workspace.sources()]
    keys = {path: present.key(workspace, path, raw) for path, raw in read if raw is not None}
    kept = cache.get(keys.values())
    sheets = []
    for path, raw in read:
        key = keys.get(path, b"")
        packed = kept.get(key)
        part = present.unpacked(packed, path) if packed is not None else None
        if part is None:
            part = compile_sheet(entities.directory, path, raw)
            if key and not entities.directory.incomplete:
                cache.put({key: present.packed(part), present.state(key, part): part.block})
        sheets.append(Sheet(path, raw, part, key, present.state(key, part)))
    if validate and not any(sheet.part.problems for sheet in sheets):
        _validate(entities, sheets, cache)
    return Compilation(entities, sheets, cache)


def _validate(entities: EntitiesPart, sheets: list[Sheet], cache: Cache) -> None:
    """Check the sheets against the shapes that were not yet found to violate none."""
    known = cache.get(_mark(sheet.state) for sheet in sheets)
    unchecked = []
    for sheet in sheets:
        sheet.valid = _mark(sheet.state) in known
        if not sheet.valid:
            unchecked.append(sheet)
    for start in range(0, len(unchecked), TOGETHER):
        several = unchecked[start : start + TOGETHER]
        load_blocks(entities, several, cache)
        if sheets_conform(entities.directory, [sheet.part for sheet in several]):
            for sheet in several:
                sheet.valid = True
                cache.put({_mark(sheet.state): b""})


def load_blocks(entities: EntitiesPart, sheets: Iterable[Sheet], cache: Cache) -> None:
    """Read the triples of kept sheets; a sheet whose triples are lost is compiled again."""
    missing = [sheet for sheet in sheets if sheet.part.size and not sheet.part.block]
    kept = cache.get(sheet.state for sheet in missing)
    for sheet in missing:
        block = kept.get(sheet.state)
        if block is None:
            block = compile_sheet(entities.directory, sheet.path, sheet.raw).block
            cache.put({sheet.state: block})
        sheet.part.block = block


def _mark(state: bytes) -> bytes:
    """Key of the entry that says that what has this key violates no shape."""
    return digest(b"valid", state)


def _content(path: Path) -> bytes | None:
    """The content of a sheet; None if it cannot be read, which is reported when it is compiled."""
    try:
        return read_bytes(path)
    except SheetError:
        return None


def compile_workspace(workspace: Workspace) -> Graph:
    """Compile a workspace to its graph; the same files always give the same triples.

    Raises:
        SheetError: with every problem of the files, each with its line.
    """
    compiled = compilation(workspace, Cache(None))
    compiled.corpus.raise_problems()
    return graph_of(compiled)


def graph_of(compiled: Compilation) -> Graph:
    """A compiled workspace as a graph of rdflib."""
    from rdflib import Graph

    return Graph().parse(data=b"".join(block for _, block in compiled.blocks()), format="nt")
