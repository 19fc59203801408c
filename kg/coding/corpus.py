"""A workspace read whole: every entity, every sheet, every name resolved to one thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kg.coding.registry import KINDS, Registry
from kg.coding.sheet import Sheet
from kg.coding.yamlfile import YamlFile, read_yaml
from kg.errors import SheetError
from kg.workspace import Workspace

M = TypeVar("M", bound=BaseModel)


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
    """A coding sheet: the slug of its source, what it holds, and the file."""

    slug: str
    sheet: Sheet
    file: YamlFile

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
        problems: all that is wrong, not just the first.
        places: path of what was compiled -> ``file:line`` where it was coded.
    """

    workspace: Workspace
    entities: dict[str, Known] = field(default_factory=dict)
    sheets: list[CodedSource] = field(default_factory=list)
    problems: list[SheetError] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def problem(self, message: str, where: str, hint: str | None = None) -> None:
        """Note something wrong and go on."""
        self.problems.append(SheetError(message, where=where, hint=hint))

    def resolve(self, ref: str, kinds: Iterable[str], where: str) -> str | None:
        """The path of what ``ref`` (slug or kind/slug) names among ``kinds``; None after a problem."""
        kinds = tuple(kinds)
        found = [path for path in _paths(ref, kinds) if path in self.entities]
        if len(found) == 1:
            return found[0]
        if found:
            self.problem(f"{ref!r} names several things: {', '.join(found)}", where, "write kind/slug")
            return None
        known = [k for k in self.entities.values() if k.kind in kinds]
        near = get_close_matches(ref, [k.slug for k in known] + [k.path for k in known], n=3)
        wanted = " or ".join(sorted(kinds)) if len(kinds) < 7 else "entry"
        hint = f"did you mean {', '.join(near)}?" if near else f"add it to the {wanted} entries first"
        self.problem(f"no {wanted} is called {ref!r}", where, hint)
        return None

    def raise_problems(self) -> None:
        """Raise one SheetError that names every problem, if there are any."""
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            lines = "\n".join(str(problem) for problem in self.problems)
            raise SheetError(f"{len(self.problems)} problems\n{lines}", hint="nothing was written")


def _paths(ref: str, kinds: Sequence[str]) -> list[str]:
    if "/" in ref:
        return [ref] if ref.split("/")[0] in kinds else []
    return [f"{kind}/{ref}" for kind in kinds]


def read_corpus(workspace: Workspace) -> Corpus:
    """Read every YAML file of a workspace; what is wrong is gathered in ``problems``."""
    corpus = Corpus(workspace)
    for path in sorted(workspace.folder.glob("*.yaml")):
        _read_registry(corpus, path)
    for path in sorted((workspace.folder / "sources").glob("*.yaml")):
        _read_sheet(corpus, path)
    if not workspace.sheets():
        corpus.problem(
            "no YAML files here", str(workspace.folder), "kg init FOLDER starts a workspace with examples"
        )
    return corpus


def parse(model: type[M], file: YamlFile) -> tuple[M | None, list[SheetError]]:
    """Check a file against its model: the content, or every problem with its line and a way out."""
    try:
        return model.model_validate(file.data), []
    except ValidationError as error:
        return None, [_explain(model, file, item) for item in error.errors()]


def _explain(model: type[BaseModel], file: YamlFile, item: Any) -> SheetError:
    keys = [key for key in item["loc"] if not (isinstance(key, str) and "[" in key)]
    place = ".".join(str(key) for key in keys)
    where = file.where(*keys)
    if item["type"] == "extra_forbidden":
        known = _known_keys(model, keys[:-1])
        near = get_close_matches(str(keys[-1]), known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "known here: " + ", ".join(known)
        return SheetError(f"unknown key {place}", where=where, hint=hint)
    if item["type"] == "missing":
        return SheetError(f"{place} is missing", where=where, hint=f"add '{keys[-1]}:'")
    return SheetError(f"{place}: {item['msg'][0].lower()}{item['msg'][1:]}", where=where)


def _known_keys(model: type[BaseModel], keys: Sequence[str | int]) -> list[str]:
    """The keys that the model allows at a place, found in its JSON Schema."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for key in keys:
        node = _deref(schema, node)
        if isinstance(key, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(key) or node.get("additionalProperties") or {}
    return sorted(_deref(schema, node).get("properties", {}))


def _deref(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for option in [node, *node.get("anyOf", [])]:
        if "$ref" in option:
            found: dict[str, Any] = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
            return found
    return node


def _read_registry(corpus: Corpus, path: Path) -> None:
    try:
        file = read_yaml(path)
    except SheetError as error:
        corpus.problems.append(error)
        return
    registry, problems = parse(Registry, file)
    corpus.problems += problems
    if registry is None:
        return
    for section, kind in KINDS.items():
        for slug, entry in getattr(registry, section).items():
            known = Known(kind, slug, entry, file, section)
            if known.path in corpus.entities:
                other = corpus.entities[known.path].where()
                corpus.problem(f"{known.path} stands twice", known.where(), f"the other is at {other}")
            corpus.entities[known.path] = known


def _read_sheet(corpus: Corpus, path: Path) -> None:
    try:
        file = read_yaml(path)
    except SheetError as error:
        corpus.problems.append(error)
        return
    sheet, problems = parse(Sheet, file)
    corpus.problems += problems
    if sheet is not None:
        corpus.sheets.append(CodedSource(path.stem, sheet, file))
