"""Conversion of a DNA 3 database to a workspace that passes ``kg check``."""

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
from kg.documents.dna.sheet_maker import Given, SheetMaker
from kg.documents.dna.slugs import Slugs, line
from kg.documents.dna.variables import Roles, Wanted, find_roles
from kg.documents.dna.workspace_files import check_target, kept, write_file, yaml_text
from kg.errors import WorkspaceError
from kg.files import write_folder_atomically
from kg.lexical import LANGUAGE, iri_flaw

#: Number of statements from which a store on disk answers faster than one in memory.
MANY = 2_000

_SCHEMA = "yaml-language-server: $schema=schemas/registry.schema.json"
_SHEET_SCHEMA = "yaml-language-server: $schema=../schemas/sheet.schema.json"


@dataclass(frozen=True, slots=True)
class Options:
    """Options of an import.

    Attributes:
        wanted: the statement types and variables that make statements; empty to guess them.
        quote: whether the passages are the speakers' own words, to be stored as quotes.
        language: language tag of texts and labels.
        base: base IRI of the entities; None for the one of ``kg init``.
        name: title of the workspace; None for the name of the file.
        coded_on: the day of coding, which DNA does not record.
        skip_broken: leave out rows with broken references, and report them.
    """

    wanted: Wanted = field(default_factory=Wanted)
    quote: bool = False
    language: str = "en"
    base: str | None = None
    name: str | None = None
    coded_on: date | None = None
    skip_broken: bool = False


def import_dna(path: Path, folder: Path, options: Options | None = None) -> ImportReport:
    """Convert a DNA 3 database to a workspace in a new or empty folder.

    The same file and options give the same bytes.

    Args:
        path: the ``.dna`` file; it is only read.
        folder: the folder of the workspace.
        options: options of the import.

    Raises:
        LoadError: the file is not a DNA 3 database, is damaged or in use, has broken rows, or does not
            have a variable that the user named.
        WorkspaceError: the folder is not empty.
        OutputError: the folder cannot be written; no part of it is left.
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
    given = Given(options.quote, options.language, options.coded_on, _not_before(database))
    by_document: dict[int, list[Coded]] = {}
    for coded in database.statements.values():
        by_document.setdefault(coded.document, []).append(coded)

    def fill(target: Path) -> None:
        names = Slugs("document")
        for document, *others in same_text(database.documents.values(), report):
            slug = names.of(line(document.title), document.id)
            coded = [each for one in (document, *others) for each in by_document.get(one.id, [])]
            sheet = SheetMaker(work, given, document, coded, others).sheet()
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
    """Group documents by their text, the oldest of each group first, since one text is one source.

    Documents without a text are left out.
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
                f"Document {first.id} has the same text as {numbers}: combined to one source, with its date."
            )
    return sorted(groups, key=lambda several: min(one.id for one in several))


def _check_options(options: Options) -> None:
    if re.fullmatch(LANGUAGE, options.language) is None:
        raise WorkspaceError(
            f"{options.language!r} is not a valid language tag", hint="for example: en, de, pt-br"
        )
    if options.base is not None and (
        re.fullmatch(r"(https?://|urn:)\S*[/#:]", options.base) is None or iri_flaw(options.base) is not None
    ):
        hint = "it must begin with http://, https:// or urn: and end in /, # or :"
        raise WorkspaceError(f"{options.base!r} is not a valid base IRI", hint=hint)


def _say_roles(
    database: Database, roles: Mapping[int, Roles], options: Options, report: ImportReport
) -> None:
    for each in database.types.values():
        number = sum(coded.type_id == each.id for coded in database.statements.values())
        its = roles.get(each.id)
        if its is None:
            report.note(f"{each.label!r} ({number:,}): imported as annotations, with variables as fields.")
            continue
        named = {"person": its.person, "organization": its.organization, "concept": its.concept}
        words = [f"{role} = {variable.name!r}" for role, variable in named.items() if variable is not None]
        words += [f"qualifier = {its.qualifier.name!r}"] if its.qualifier is not None else ["no qualifier"]
        report.note(f"{each.label!r} ({number:,}): imported as statements, with {', '.join(words)}.")
        taken = its.variables()
        rest = [repr(variable.name) for variable in each.variables if variable not in taken]
        if rest:
            report.note(f"Other variables of {each.label!r}, imported as fields: {', '.join(rest)}.")
    if not roles:
        report.note(
            "No statement type was imported as statements: name the variables with --person, --organization "
            "and --concept."
        )
    report.note(f"Confidence of every reading: {CONFIDENCE}, since DNA does not record it.")
    report.note("Date of every statement: the date of its document, marked as inferred.")
    if not options.quote:
        report.note(
            "The words of the passages are in texts/ only; use --quote if they are the speakers' own words."
        )


def _not_before(database: Database) -> date:
    """The release day of the version of DNA that made the database; coding cannot be older."""
    try:
        return date.fromisoformat(database.settings.get("date", "")[:10])
    except ValueError:
        return date(1970, 1, 1)


def _registry_files(registries: Registries) -> dict[str, str]:
    sections: dict[str, Mapping[str, Any]] = {**registries.sections, "groups": registries.groups}
    files = {
        "actors.yaml": (("people", "organizations", "groups"), "Speakers in DNA."),
        "issues.yaml": (("issues",), "Concepts in DNA, each imported as a proposal."),
        "terms.yaml": (("terms",), "Values of other variables in DNA."),
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
        "# A workspace of Who Said What, created by kg import dna.",
        "[workspace]",
        f"name = {_quoted(options.name or path.stem)}",
        "# Base IRI of the entities; put a domain of your own here.",
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
