"""A workspace read whole: every entity, every sheet, every name resolved to one thing."""

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
from kg.coding.sheets.yamlfile import YamlFile, read_yaml
from kg.errors import SheetError
from kg.model.kinds import ACTOR_KINDS
from kg.workspace import Workspace

_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the registry files: its kind, its slug, its entry, and where it stands."""

    kind: str
    slug: str
    entry: Any
    file: YamlFile
    section: str

    @property
    def path(self) -> str:
        """What follows the base in its IRI: ``person/mark-carney``."""
        return f"{self.kind}/{self.slug}"

    def where(self, *keys: str | int) -> str:
        """``file:line`` of the entry or of a part of it."""
        return self.file.where(self.section, self.slug, *keys)


@dataclass(frozen=True, slots=True)
class CodedSource:
    """A coding sheet: the slug of its source, what it holds, and the file.

    ``lost`` has the ids of entries that could not be read, so that nothing is said of who refers to them.
    """

    slug: str
    sheet: Sheet
    file: YamlFile
    lost: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """What follows the base in the source's IRI."""
        return f"source/{self.slug}"


@dataclass(slots=True)
class Corpus:
    """Entities and sheets of a workspace.

    Attributes:
        workspace: whose files these are.
        entities: by path (``person/mark-carney``).
        sheets: in the order of their names.
        problems: all that is wrong, not just the first; nothing is built while there is one.
        notes: what is worth a look and may be right as it is.
        places: path of what was compiled -> ``file:line`` where it was coded.
        used: paths of the entities that something refers to.
        incomplete: an entity could not be read, so that an unknown name says nothing.
        unread: an entry of a sheet could not be read, so that it says nothing that an entity is not used.
    """

    workspace: Workspace
    entities: dict[str, Known] = field(default_factory=dict)
    sheets: list[CodedSource] = field(default_factory=list)
    problems: list[SheetError] = field(default_factory=list)
    notes: list[SheetError] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    incomplete: bool = False
    unread: bool = False

    def problem(self, message: str, where: str, hint: str | None = None) -> None:
        """Note something wrong and go on."""
        self.problems.append(SheetError(message, where=where, hint=hint))

    def note(self, message: str, where: str, hint: str | None = None) -> None:
        """Note something that may be right, and that a coder should look at."""
        self.notes.append(SheetError(message, where=where, hint=hint))

    def coded_at(self, file: YamlFile, *keys: str | int) -> str:
        """The sheet and line of a part of a file, as the graph stores them.

        The path is relative to the workspace, so that a build gives the same bytes in every folder.
        """
        return f"{file.path.relative_to(self.workspace.folder).as_posix()}:{file.line(*keys)}"

    def resolve(self, ref: str, kinds: Iterable[str], where: str) -> str | None:
        """The path of what ``ref`` (slug or kind/slug) names among ``kinds``; None after a problem."""
        kinds = tuple(kinds)
        found = [path for path in _paths(ref, kinds) if path in self.entities]
        self.used.update(found)
        if len(found) == 1:
            return found[0]
        if found:
            self.problem(f"{ref!r} names several things: {', '.join(found)}", where, "write kind/slug")
            return None
        if not self.incomplete:
            known = [k for k in self.entities.values() if k.kind in kinds]
            near = get_close_matches(ref, [k.path if "/" in ref else k.slug for k in known], n=3)
            hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else _add_it(kinds)
            self.problem(f"no {_wanted(kinds)} is called {ref!r}", where, hint)
        return None

    def find(self, ref: str, kinds: Iterable[str]) -> str | None:
        """As :meth:`resolve`, without a word where ``ref`` names nothing or several things."""
        found = [path for path in _paths(ref, tuple(kinds)) if path in self.entities]
        return found[0] if len(found) == 1 else None

    def raise_problems(self) -> None:
        """Raise one SheetError that names every problem, if there are any."""
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            ordered = sorted(self.problems, key=lambda problem: reading_order(problem.where or ""))
            lines = "\n".join(str(problem) for problem in ordered)
            raise SheetError(f"{len(self.problems)} problems\n{lines}", hint="nothing was written")


def reading_order(where: str) -> tuple[str, int]:
    """Sorts ``file:line`` as one reads: line 9 before line 10.

    >>> sorted(["a.yaml:10", "a.yaml:9"], key=reading_order)
    ['a.yaml:9', 'a.yaml:10']
    """
    file, _, line = where.rpartition(":")
    return (file, int(line)) if line.isdecimal() else (where, 0)


def _wanted(kinds: Sequence[str]) -> str:
    if set(kinds) == set(ACTOR_KINDS):
        return "actor"
    return " or ".join(kinds) if len(kinds) < 7 else "entry"


def _add_it(kinds: Sequence[str]) -> str:
    sections = [section for section, kind in KINDS.items() if kind in kinds]
    if len(sections) > 6:
        return "add it to actors.yaml, issues.yaml or another file beside kg.toml"
    return f"add it under {' or '.join(f'{section}:' for section in sections)} in a file beside kg.toml"


def _paths(ref: str, kinds: Sequence[str]) -> list[str]:
    if "/" in ref:
        return [ref] if ref.split("/")[0] in kinds else []
    return [f"{kind}/{ref}" for kind in kinds]


def read_corpus(workspace: Workspace) -> Corpus:
    """Read every YAML file of a workspace; what is wrong is gathered in ``problems``."""
    corpus = Corpus(workspace)
    for path in workspace.registries():
        _read_registry(corpus, path)
    for path in workspace.sources():
        _read_sheet(corpus, path)
    for path in sorted((*workspace.folder.glob("*.yml"), *(workspace.folder / "sources").glob("*.yml"))):
        corpus.note(f"{path.name} is not read", str(path), "files of a workspace end in .yaml; rename it")
    folder = workspace.folder / "sources"
    if os.path.lexists(folder) and not folder.is_dir():
        corpus.problem("is no folder", str(folder), "the coding sheets stand in it, one a source")
    if not workspace.sheets():
        corpus.problem(
            "no YAML files here", str(workspace.folder), "kg init FOLDER starts a workspace with examples"
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
                corpus.problem(f"{known.path} stands twice", known.where(), f"the other is at {other}")
            corpus.entities[known.path] = known


def _read_sheet(corpus: Corpus, path: Path) -> None:
    if _SLUG.fullmatch(path.stem) is None:
        hint = "the name of a sheet is the id of its source: a-z, 0-9 and hyphens, a letter first; rename it"
        corpus.problem(f"{path.name!r} is named by no slug", str(path), hint)
        corpus.unread = True
        return
    try:
        file = read_yaml(path)
    except SheetError as error:
        corpus.problems.append(error)
        corpus.unread = True
        return
    parsed = parse(Sheet, file)
    corpus.problems += parsed.problems
    corpus.unread |= bool(parsed.problems)
    if parsed.content is not None:
        corpus.sheets.append(CodedSource(path.stem, parsed.content, parsed.file, parsed.lost))
