"""A DNA 3 database to a workspace that checks and builds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg import workspace
from kg.coding.sheets.schemas import write_schemas
from kg.coding.start import STARTER
from kg.documents.dna.coded_statements import CONFIDENCE, Work
from kg.documents.dna.database import Coded, Database, Document
from kg.documents.dna.joins import read_database
from kg.documents.dna.registries import Registries
from kg.documents.dna.report import ImportReport
from kg.documents.dna.sheet_maker import SheetMaker, Told
from kg.documents.dna.slugs import Slugs, line
from kg.documents.dna.variables import Roles, Wanted, find_roles
from kg.documents.dna.workspace_files import check_target, kept, write_file, yaml_text
from kg.errors import WorkspaceError
from kg.files import write_folder_atomically
from kg.lexical import LANGUAGE, iri_flaw

#: From this number of statements on, a graph answers quicker from a store on disk.
MANY = 2_000

_SCHEMA = "yaml-language-server: $schema=schemas/registry.schema.json"
_SHEET_SCHEMA = "yaml-language-server: $schema=../schemas/sheet.schema.json"


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can say of an import.

    Attributes:
        wanted: which statement types and variables make statements; guessed where nothing is said.
        quote: each passage is its speaker's own words, and is stored as a quote.
        language: of texts and labels.
        base: IRI under which the entities get their names; None for the one of ``kg init``.
        name: title of the workspace; None for the name of the file.
        coded_on: the day on which the coding was done, which DNA does not keep.
        skip_broken: leave out rows that lead nowhere, and report them.
    """

    wanted: Wanted = field(default_factory=Wanted)
    quote: bool = False
    language: str = "en"
    base: str | None = None
    name: str | None = None
    coded_on: date | None = None
    skip_broken: bool = False


def import_dna(path: Path, folder: Path, options: Options | None = None) -> ImportReport:
    """Turn a DNA 3 database into a workspace in a new or empty folder.

    The same file and options give the same bytes.

    Args:
        path: the ``.dna`` file; it is only read.
        folder: where the workspace is to be.
        options: what the user says.

    Raises:
        LoadError: the file is no DNA 3 database, is damaged or in use, has broken rows, or has no variable
            by a name that the user gave.
        WorkspaceError: there is something in the folder.
        OutputError: the folder cannot be written; nothing is left of it.
    """
    options = options or Options()
    _check_options(options)
    check_target(folder)
    database = read_database(path, skip_broken=options.skip_broken)
    roles = find_roles(database, options.wanted)
    report = ImportReport(folder)
    report.count("documents", len(database.documents))
    report.count("coded passages", len(database.statements))
    _say_roles(database, roles, options, report)
    for row in database.broken:
        report.leave_out(row)
    slugs = Slugs("coder")
    coders = {key: slugs.of(line(coder.name), key) for key, coder in database.coders.items()}
    report.count("coders", len(coders))
    registries = Registries(database, roles, report)
    work = Work(database, roles, registries, report, coders.__getitem__)
    told = Told(options.quote, options.language, options.coded_on, _not_before(database))
    by_document: dict[int, list[Coded]] = {}
    for coded in database.statements.values():
        by_document.setdefault(coded.document, []).append(coded)

    def fill(target: Path) -> None:
        names = Slugs("document")
        for document, *others in same_text(database.documents.values(), report):
            slug = names.of(line(document.title), document.id)
            coded = [each for one in (document, *others) for each in by_document.get(one.id, [])]
            sheet = SheetMaker(work, told, document, coded, others).sheet()
            write_file(target / "sources" / f"{slug}.yaml", yaml_text(sheet, _SHEET_SCHEMA))
            write_file(target / "texts" / f"{slug}.txt", document.text)
        for name, content in _registry_files(registries).items():
            write_file(target / name, content)
        write_file(target / "kg.toml", _kg_toml(path, options, database, coders))
        write_file(target / ".gitignore", "store/\ntexts/\n")
        write_file(target / "dna" / "database.yaml", yaml_text(kept(database, registries, report)))
        write_file(target / "dna" / "report.txt", "\n".join(report.lines()) + "\n")
        write_schemas(target / "schemas")

    write_folder_atomically(folder, fill)
    return report


def same_text(documents: Iterable[Document], report: ImportReport) -> list[list[Document]]:
    """Documents by their text, the oldest of each first: one text is one source, or all in it counts twice.

    A document without a text is left out.
    """
    found: dict[str, list[Document]] = {}
    for document in documents:
        if document.text:
            found.setdefault(document.text, []).append(document)
        else:
            report.leave_out("Documents without a text")
    groups = [sorted(several, key=lambda one: (one.date, one.id)) for several in found.values()]
    for first, *others in groups:
        if others:
            numbers = ", ".join(str(one.id) for one in others)
            report.note(
                f"Document {first.id} has the same text as {numbers}: one source, of the day of the first."
            )
    return sorted(groups, key=lambda several: min(one.id for one in several))


def _check_options(options: Options) -> None:
    if re.fullmatch(LANGUAGE, options.language) is None:
        raise WorkspaceError(f"{options.language!r} is no language tag", hint="for example: en, de, pt-br")
    if options.base is not None and (
        re.fullmatch(r"(https?://|urn:)\S*[/#:]", options.base) is None or iri_flaw(options.base) is not None
    ):
        hint = "it begins with https:// or urn: and ends in / or # or :"
        raise WorkspaceError(f"{options.base!r} is no base IRI", hint=hint)


def _say_roles(
    database: Database, roles: Mapping[int, Roles], options: Options, report: ImportReport
) -> None:
    for each in database.types.values():
        number = sum(coded.type_id == each.id for coded in database.statements.values())
        its = roles.get(each.id)
        if its is None:
            report.note(f"{each.label!r} ({number:,}): annotations, with their variables as fields.")
            continue
        named = {"person": its.person, "organization": its.organization, "concept": its.concept}
        words = [f"{role} = {variable.name!r}" for role, variable in named.items() if variable is not None]
        words += [f"qualifier = {its.qualifier.name!r}"] if its.qualifier is not None else ["no qualifier"]
        report.note(f"{each.label!r} ({number:,}): statements, {', '.join(words)}.")
        taken = its.variables()
        rest = [repr(variable.name) for variable in each.variables if variable not in taken]
        if rest:
            report.note(f"Other variables of {each.label!r}: fields of the statements: {', '.join(rest)}.")
    if not roles:
        report.note("No statement type was taken for statements: name its variables with --person and so on.")
    report.note(
        f"Confidence of every reading: {CONFIDENCE}, since DNA does not ask its coders how sure they are."
    )
    report.note("Date of every statement: the day of its document, marked as inferred.")
    if not options.quote:
        report.note(
            "The words of the passages: in texts/ only; --quote says that they are the speakers' own."
        )


def _not_before(database: Database) -> date:
    """The day of the version of DNA that made the database; coding cannot be older."""
    try:
        return date.fromisoformat(database.settings.get("date", "")[:10])
    except ValueError:
        return date(1970, 1, 1)


def _registry_files(registries: Registries) -> dict[str, str]:
    sections: dict[str, Mapping[str, Any]] = {**registries.sections, "groups": registries.groups}
    files = {
        "actors.yaml": (("people", "organizations", "groups"), "Who speaks, as DNA has it."),
        "issues.yaml": (("issues",), "What is spoken about: DNA's concepts, each a proposal."),
        "terms.yaml": (("terms",), "Values of DNA's other variables."),
    }
    return {
        name: yaml_text(
            {section: sections[section] for section in held if sections[section]}, _SCHEMA, comment
        )
        for name, (held, comment) in files.items()
        if any(sections[section] for section in held)
    }


def _kg_toml(path: Path, options: Options, database: Database, coders: Mapping[int, str]) -> str:
    store = 'store = "store"' if len(database.statements) >= MANY else '# store = "store" # for a large graph'
    lines = [
        "# A workspace of Who Said What, made by kg import dna.",
        "[workspace]",
        f"name = {_quoted(options.name or path.stem)}",
        "# The IRI under which the entities get their names; put a domain of your own here.",
        f"base = {_quoted(options.base or workspace.read(STARTER).base)}",
        f"language = {_quoted(options.language)}",
        "",
        "[build]",
        'folder = "exports"',
        store,
    ]
    for key, slug in coders.items():
        lines += ["", f"[coders.{slug}]", f"name = {_quoted(line(database.coders[key].name) or slug)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(line(text), ensure_ascii=False)
