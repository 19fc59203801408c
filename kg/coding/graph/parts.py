"""The parts of a workspace's graph, each compiled by itself: the registry files, every sheet, positions.

What a sheet contributes depends on the sheet, on which entities have the slugs that it names, and on
kg.toml. So a :class:`SheetPart` lists the slugs that it looked up, and is kept until one of these changes.
Entities are described and relations asserted by several sheets, and positions follow from all of them:
:mod:`kg.coding.graph.compile` puts the parts together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from kg.coding import rules
from kg.coding.graph.conformance import violating
from kg.coding.graph.derive import (
    Held,
    held,
    write_closure,
    write_counting,
    write_directions,
    write_positions,
    write_relations,
)
from kg.coding.graph.entities import CLASSES, ISSUE_CLASSES, write_entities
from kg.coding.graph.lint import is_clean
from kg.coding.graph.records import SheetWriter
from kg.coding.graph.triples import Triples
from kg.coding.rules.roles import tenures
from kg.coding.sheets.corpus import Corpus, Known, read_entities, read_sheet
from kg.coding.sheets.entries import anchored, records
from kg.coding.sheets.outline import Outline
from kg.coding.sheets.registry import KINDS
from kg.coding.sheets.yamlfile import YamlFile
from kg.coding.texts.quoted_words import quoted
from kg.errors import SheetError
from kg.namespaces import PROV, RDF, RDFS, WSW
from kg.rdf import iri
from kg.workspace import Workspace

_TYPE, _LABEL = (iri(term).n3() for term in (RDF.type, RDFS.label))
_RELATION = "relation/"
#: Positions are checked in portions of about so many readings.
_PORTION = 200


class Remark(NamedTuple):
    """A problem or note of a part: message, ``file:line``, hint."""

    message: str
    where: str
    hint: str | None

    def error(self) -> SheetError:
        """The remark as an error."""
        return SheetError(self.message, where=self.where, hint=self.hint)


@dataclass(slots=True)
class Directory:
    """What sheets need to know about the entities of the registry files.

    Attributes:
        workspace: the workspace.
        kinds: path of each entity to the kind of issue; empty for others.
        incomplete: whether an entity could not be read.
    """

    workspace: Workspace
    kinds: Mapping[str, str]
    incomplete: bool
    _entities: dict[str, Known] = field(default_factory=dict, repr=False)

    def slugs(self) -> dict[str, str]:
        """Each slug with the paths of its entities and the kinds of issues, as one text to compare."""
        found: dict[str, list[str]] = {}
        for path, kind in self.kinds.items():
            found.setdefault(path.partition("/")[2], []).append(f"{path} {kind}")
        return {slug: ", ".join(sorted(several)) for slug, several in found.items()}

    def corpus(self) -> Corpus:
        """An empty corpus with these entities, for one sheet."""
        if not self._entities:
            for path, issue in self.kinds.items():
                kind, _, slug = path.partition("/")
                self._entities[path] = Known(kind, slug, _Entry(issue), _NO_FILE, "")
        return Corpus(self.workspace, self._entities, incomplete=self.incomplete)


@dataclass(frozen=True, slots=True)
class _Entry:
    """The only key of an entry of the registry that a sheet depends on."""

    kind: str


_NO_FILE = YamlFile(Path(), {})


@dataclass(slots=True)
class EntitiesPart:
    """The registry files and kg.toml, compiled.

    Attributes:
        corpus: the entities, with the problems and notes of their files.
        directory: the entities as sheets see them.
        lines: N-Triples, sorted; empty if there are problems.
        clean: whether :mod:`kg.coding.graph.lint` has nothing to report.
    """

    corpus: Corpus
    directory: Directory
    lines: list[str]
    clean: bool


@dataclass(slots=True)
class SheetPart:
    """A coding sheet, compiled.

    Attributes:
        outline: the sheet in the rules about several sheets; None if it could not be read.
        problems: what is wrong; a part with problems has no triples.
        notes: entries that a coder should review.
        statements: number of statements.
        anchors: number of passages and quotes that a text would be checked for.
        complete: whether every entry could be read.
        slugs: slugs of entities that were looked up.
        used: paths of the entities that are referred to.
        held: the readings that make positions.
        places: path of what was compiled to the line where it was coded.
        block: N-Triples of nodes that only this sheet describes, sorted, each line with its end.
        size: number of these lines.
        shared: N-Triples of entities and relations, which other sheets may describe too, sorted.
        clean: whether :mod:`kg.coding.graph.lint` has nothing to report.
    """

    outline: Outline | None = None
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    statements: int = 0
    anchors: int = 0
    complete: bool = True
    slugs: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    block: bytes = b""
    size: int = 0
    shared: list[str] = field(default_factory=list)
    clean: bool = True


def compile_entities(workspace: Workspace) -> EntitiesPart:
    """Compile the registry files of a workspace."""
    corpus = read_entities(workspace)
    out = Triples(workspace.base, workspace.language)
    write_entities(corpus, out)
    for rule in rules.ENTITY_RULES:
        rule(corpus)
    kinds = {
        known.path: known.entry.kind if known.kind == "issue" else "" for known in corpus.entities.values()
    }
    directory = Directory(workspace, kinds, corpus.incomplete)
    if corpus.problems:
        return EntitiesPart(corpus, directory, [], clean=True)
    write_closure(out)
    write_directions(out)
    return EntitiesPart(corpus, directory, out.lines(), is_clean(out))


def compile_sheet(directory: Directory, path: Path, raw: bytes | None = None) -> SheetPart:
    """Compile one sheet.

    Args:
        directory: the entities that it may refer to.
        path: the sheet.
        raw: its content, if it has been read already.
    """
    corpus = directory.corpus()
    read_sheet(corpus, path, raw)
    out = Triples(directory.workspace.base, directory.workspace.language)
    for coded in corpus.sheets:
        SheetWriter(corpus, coded, out).write()
    for rule in rules.SHEET_RULES:
        rule(corpus)
    part = SheetPart(
        problems=[Remark(each.message, each.where or "", each.hint) for each in corpus.problems],
        notes=[Remark(each.message, each.where or "", each.hint) for each in corpus.notes],
        complete=not corpus.unread,
    )
    for coded in corpus.sheets:
        part.statements = len(coded.sheet.statements)
        entries = [entry for entry in anchored(coded) if entry.passage is not None]
        part.anchors = sum(
            1 + len(entry.quotes) + len(quoted(getattr(entry.item, "text", None) or "")) for entry in entries
        )
        attested = {
            corpus.find(ref, KINDS.values()) for entry in records(corpus) for ref in entry.item.attests
        }
        part.outline = Outline(
            slug=coded.slug,
            file=str(path),
            text=coded.sheet.source.text.sha256,
            text_line=coded.file.line("source", "text", "sha256"),
            attested=tuple(sorted(each for each in attested if each is not None)),
            tenures=tuple(tenures(corpus)),
        )
    part.slugs, part.used = sorted(corpus.asked), sorted(corpus.used)
    part.places = {name: int(where.rpartition(":")[2]) for name, where in corpus.places.items()}
    if not part.problems:
        write_counting(out)
        write_relations(out)
        part.held, part.clean = held(out), is_clean(out)
        _divide(part, directory, out.lines())
    return part


def _divide(part: SheetPart, directory: Directory, lines: Iterable[str]) -> None:
    """Divide the triples of a sheet into its own and those that other sheets may have too."""
    base = directory.workspace.base
    relation = f"<{base}{_RELATION}"
    shared = {f"<{base}{path}>" for path in part.used}
    own: list[str] = []
    for line in lines:
        common = line.startswith(relation) or line.partition(" ")[0] in shared
        (part.shared if common else own).append(line)
    part.block, part.size = block_of(own), len(own)


def block_of(lines: Iterable[str]) -> bytes:
    r"""Lines as bytes, each with its end.

    >>> block_of(["a", "b"])
    b'a\nb\n'
    """
    return "".join(f"{line}\n" for line in lines).encode()


def compile_positions(workspace: Workspace, readings: Iterable[Held]) -> list[str]:
    """Return the positions of some holders as N-Triples, sorted; ``readings`` must be all of theirs."""
    out = Triples(workspace.base, workspace.language)
    write_positions(out, readings)
    return out.lines()


def context(directory: Directory, paths: Iterable[str]) -> set[str]:
    """What a part may assume of entities and coders: that they exist and have their classes."""
    base = directory.workspace.base
    known = [path for path in paths if path in directory.kinds]
    lines = {line for path in known for line in _description(base, path, directory.kinds[path])}
    for slug in directory.workspace.coders:
        lines |= {f"<{base}coder/{slug}> {_TYPE} <{name}> ." for name in (WSW.Coder, PROV.Agent)}
    return lines


def _description(base: str, path: str, issue: str) -> Iterable[str]:
    classes = CLASSES[path.partition("/")[0]]
    for name in (*classes, ISSUE_CLASSES[issue]) if issue else classes:
        yield f"<{base}{path}> {_TYPE} <{name}> ."
    yield f'<{base}{path}> {_LABEL} "x"@en .'


def sheets_conform(directory: Directory, parts: Iterable[SheetPart]) -> bool:
    """Return whether sheets violate no shape, as far as the nodes that they describe are concerned.

    Entities and the triples from them to others are left to :func:`entities_conform`.
    """
    blocks: list[bytes] = []
    shared: set[str] = set()
    used: set[str] = set()
    for part in parts:
        blocks.append(part.block)
        shared.update(part.shared)
        used.update(part.used)
    found = violating(b"".join((*blocks, block_of(shared | context(directory, used)))))
    return not found - {f"{directory.workspace.base}{path}" for path in directory.kinds} - _coders(directory)


def _coders(directory: Directory) -> set[str]:
    return {f"{directory.workspace.base}coder/{slug}" for slug in directory.workspace.coders}


def entities_conform(entities: EntitiesPart, shared: Iterable[str]) -> bool:
    """Return whether the nodes of the registry files violate no shape.

    Args:
        entities: the registry files.
        shared: the shared triples of all sheets.
    """
    backing = f" <{WSW.backedBy}> <"
    lines = {*entities.lines, *shared}
    records_ = {line.partition(backing)[2].partition(">")[0] for line in lines if backing in line}
    lines |= {f"<{record}> {_TYPE} <{WSW.Record}> ." for record in records_}
    own = {line.partition(" ")[0][1:-1] for line in entities.lines}
    return not violating(block_of(lines)) & {*own, ""}


def positions_conform(directory: Directory, readings: Iterable[Held]) -> bool:
    """Return whether the positions that follow from readings violate no shape.

    They are checked in portions, each with all readings of some holders on some targets: a query follows some
    properties from both ends, which takes long where a holder has thousands of readings.
    """
    groups: dict[tuple[str, str], list[Held]] = {}
    for one in readings:
        groups.setdefault((one.holder, one.target), []).append(one)
    portion: list[Held] = []
    for group in groups.values():
        portion += group
        if len(portion) >= _PORTION:
            if not _portion_conforms(directory, portion):
                return False
            portion = []
    return _portion_conforms(directory, portion)


def _portion_conforms(directory: Directory, readings: Sequence[Held]) -> bool:
    base = directory.workspace.base
    lines = compile_positions(directory.workspace, readings)
    about: set[str] = set()
    entities: set[str] = set()
    for one in readings:
        entities |= {one.holder.removeprefix(base), one.target.removeprefix(base)}
        about |= {
            f"<{one.reading}> {_TYPE} <{WSW.Reading}> .",
            f"<{one.reading}> <{WSW.readingOf}> <{one.statement}> .",
            f"<{one.reading}> <{WSW.target}> <{one.target}> .",
            f"<{one.reading}> <{one.judging}> <{one.value}> .",
            f"<{one.statement}> <{WSW.speaker}> <{one.holder}> .",
        }
    found = violating(block_of({*lines, *about, *context(directory, entities)}))
    own = {line.partition(" ")[0][1:-1] for line in lines}
    return not found & {*own, ""}
