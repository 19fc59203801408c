"""A corpus: all entities and sheets of a workspace, with names resolved."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.coding.sheets.parsing import parse
from kg.coding.sheets.registry import KINDS, Registry
from kg.coding.sheets.sheet import Sheet
from kg.coding.sheets.yamlfile import YamlFile, parse_yaml, read_bytes, read_yaml
from kg.errors import SheetError
from kg.model.kinds import ACTOR_KINDS
from kg.wording.counts import count
from kg.wording.lists import disjunction
from kg.workspace import Workspace

_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the registry files: its kind, slug and entry, and where it is defined."""

    kind: str
    slug: str
    entry: Any
    file: YamlFile
    section: str

    @property
    def path(self) -> str:
        """The part of its IRI after the base: ``person/mark-carney``."""
        return f"{self.kind}/{self.slug}"

    def where(self, *keys: str | int) -> str:
        """``file:line`` of the entry, or of a part of it."""
        return self.file.where(self.section, self.slug, *keys)


@dataclass(frozen=True, slots=True)
class CodedSource:
    """A coding sheet: the slug of its source, its content and its file.

    ``lost`` has the ids of entries that could not be read, so that references to them are not reported.
    """

    slug: str
    sheet: Sheet
    file: YamlFile
    lost: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The part of the source's IRI after the base."""
        return f"source/{self.slug}"


@dataclass(slots=True)
class Corpus:
    """Entities and sheets of a workspace.

    Attributes:
        workspace: the workspace.
        entities: entities by path (``person/mark-carney``).
        sheets: coding sheets, sorted by name.
        problems: all errors, not just the first; a workspace with problems is not built.
        notes: entries that may be correct but that a coder should review.
        places: path of what was compiled to ``file:line`` where it was coded.
        used: paths of the entities that are referred to.
        asked: slugs that were looked up among the entities, whether they were found or not.
        incomplete: whether an entity could not be read, so that unknown names are not reported.
        unread: whether an entry of a sheet could not be read, so that unused entities are not reported.
    """

    workspace: Workspace
    entities: dict[str, Known] = field(default_factory=dict)
    sheets: list[CodedSource] = field(default_factory=list)
    problems: list[SheetError] = field(default_factory=list)
    notes: list[SheetError] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    incomplete: bool = False
    unread: bool = False

    def problem(self, message: str, where: str, hint: str | None = None) -> None:
        """Add a problem."""
        self.problems.append(SheetError(message, where=where, hint=hint))

    def note(self, message: str, where: str, hint: str | None = None) -> None:
        """Add a note: an entry that may be correct but that a coder should review."""
        self.notes.append(SheetError(message, where=where, hint=hint))

    def coded_at(self, file: YamlFile, *keys: str | int) -> str:
        """The sheet and line of a part of a file, as the graph stores them.

        The path is relative to the workspace, so that a build gives the same bytes in any folder.
        """
        return f"{file.path.relative_to(self.workspace.folder).as_posix()}:{file.line(*keys)}"

    def resolve(self, ref: str, kinds: Iterable[str], where: str) -> str | None:
        """Resolve ``ref`` (slug or kind/slug) among ``kinds`` to a path; None after adding a problem."""
        kinds = tuple(kinds)
        found = self._look_up(ref, kinds)
        self.used.update(found)
        if len(found) == 1:
            return found[0]
        if found:
            self.problem(f"{ref!r} is ambiguous: {', '.join(found)}", where, "write kind/slug")
            return None
        if not self.incomplete:
            known = [k for k in self.entities.values() if k.kind in kinds]
            near = get_close_matches(ref, [k.path if "/" in ref else k.slug for k in known], n=3)
            hint = f"did you mean {disjunction(dict.fromkeys(near))}?" if near else _add_it(kinds)
            self.problem(f"unknown {_wanted(kinds)} {ref!r}", where, hint)
        return None

    def find(self, ref: str, kinds: Iterable[str]) -> str | None:
        """As :meth:`resolve`, without adding a problem if ``ref`` is unknown or ambiguous."""
        found = self._look_up(ref, tuple(kinds))
        return found[0] if len(found) == 1 else None

    def _look_up(self, ref: str, kinds: Sequence[str]) -> list[str]:
        self.asked.add(ref.rpartition("/")[2])
        return [path for path in _paths(ref, kinds) if path in self.entities]

    def raise_problems(self) -> None:
        """Raise one SheetError that names every problem, if there are any."""
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            ordered = sorted(self.problems, key=lambda problem: reading_order(problem.where or ""))
            lines = "\n".join(str(problem) for problem in ordered)
            raise SheetError(f"{count(len(self.problems), 'problem')}\n{lines}", hint="nothing was written")


def reading_order(where: str) -> tuple[str, int]:
    """Sort key for ``file:line``: line 9 before line 10.

    >>> sorted(["a.yaml:10", "a.yaml:9"], key=reading_order)
    ['a.yaml:9', 'a.yaml:10']
    """
    file, _, line = where.rpartition(":")
    return (file, int(line)) if line.isdecimal() else (where, 0)


def _wanted(kinds: Sequence[str]) -> str:
    if set(kinds) == set(ACTOR_KINDS):
        return "actor"
    return disjunction(kinds) if len(kinds) < 7 else "entry"


def _add_it(kinds: Sequence[str]) -> str:
    sections = [section for section, kind in KINDS.items() if kind in kinds]
    if len(sections) > 6:
        return "add it to actors.yaml, issues.yaml or another file beside kg.toml"
    return f"add it under {disjunction(f'{section}:' for section in sections)} in a file beside kg.toml"


def _paths(ref: str, kinds: Sequence[str]) -> list[str]:
    if "/" in ref:
        return [ref] if ref.split("/")[0] in kinds else []
    return [f"{kind}/{ref}" for kind in kinds]


def read_corpus(workspace: Workspace) -> Corpus:
    """Read all YAML files of a workspace; errors are collected in ``problems``."""
    corpus = read_entities(workspace)
    for path in workspace.sources():
        read_sheet(corpus, path)
    return corpus


def read_entities(workspace: Workspace) -> Corpus:
    """Read the registry files of a workspace, and note what is wrong with its folders."""
    corpus = Corpus(workspace)
    for path in workspace.registries():
        _read_registry(corpus, path)
    for path in sorted((*workspace.folder.glob("*.yml"), *(workspace.folder / "sources").glob("*.yml"))):
        corpus.note(f"{path.name} is ignored", str(path), "only files that end in .yaml are read; rename it")
    folder = workspace.folder / "sources"
    if os.path.lexists(folder) and not folder.is_dir():
        corpus.problem(
            "is not a folder", str(folder), "it must contain the coding sheets, one for each source"
        )
    if not workspace.sheets():
        corpus.problem(
            "no YAML files in this folder",
            str(workspace.folder),
            "create a workspace with examples: kg init FOLDER",
        )
    return corpus


def _read_registry(corpus: Corpus, path: Path) -> None:
    try:
        file = read_yaml(path)
    except SheetError as error:
        corpus.problems.append(error)
        corpus.incomplete = True
        return
    parsed = parse(Registry, file)
    corpus.problems += parsed.problems
    corpus.incomplete |= bool(parsed.problems)
    if parsed.content is None:
        return
    for section, kind in KINDS.items():
        for slug, entry in getattr(parsed.content, section).items():
            known = Known(kind, slug, entry, parsed.file, section)
            if known.path in corpus.entities:
                other = corpus.entities[known.path].where()
                corpus.problem(f"{known.path} is defined twice", known.where(), f"the other is at {other}")
            corpus.entities[known.path] = known


def read_sheet(corpus: Corpus, path: Path, raw: bytes | None = None) -> None:
    """Read a coding sheet into a corpus; ``raw`` is the content of the file, if it has been read already."""
    if _SLUG.fullmatch(path.stem) is None:
        hint = "the name of a sheet is the slug of its source: a-z, 0-9 and hyphens, starting with a letter"
        corpus.problem(f"{path.stem!r} is not a valid slug", str(path), f"{hint}; rename the file")
        corpus.unread = True
        return
    try:
        file = parse_yaml(path, read_bytes(path) if raw is None else raw)
    except SheetError as error:
        corpus.problems.append(error)
        corpus.unread = True
        return
    parsed = parse(Sheet, file)
    corpus.problems += parsed.problems
    corpus.unread |= bool(parsed.problems)
    if parsed.content is not None:
        corpus.sheets.append(CodedSource(path.stem, parsed.content, parsed.file, parsed.lost))
