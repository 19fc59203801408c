"""DNA's entities as people, organizations, issues and terms of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.documents.dna.database import Database, Entity
from kg.documents.dna.report import ImportReport
from kg.documents.dna.slugs import Slugs, line, put, tidy
from kg.documents.dna.variables import Roles
from kg.lexical import seen

#: Section of the registry files to the kind in references.
SECTIONS = {"people": "person", "organizations": "organization", "issues": "issue", "terms": "term"}

#: Speaker of statements without person and organization; reporter, since DNA's authors are free text.
NOT_NAMED = "not-named"
REPORTERS = "reporters-not-identified"


class Registries:
    """The entities of a database by section, with their references.

    Entities of one kind with the same value are one entry: DNA has one for each statement type.

    Args:
        database: the database.
        roles: the statement types that make statements.
        report: records what was merged or left out.
    """

    def __init__(self, database: Database, roles: Mapping[int, Roles], report: ImportReport) -> None:
        self.database = database
        self.report = report
        self.sections: dict[str, dict[str, dict[str, Any]]] = {section: {} for section in SECTIONS}
        self.groups: dict[str, dict[str, Any]] = {}
        self.refs: dict[int, str] = {}
        self._section = _sections(roles)
        self._slugs = {section: Slugs(kind) for section, kind in SECTIONS.items()}
        self._by_value: dict[tuple[str, str], str] = {}
        for entity in database.entities.values():
            self._add(entity)
        for entity in database.entities.values():
            self._set_parent(entity)
        for section, entries in self.sections.items():
            report.count(section, len(entries))

    def ref(self, entity: Entity) -> str:
        """``kind/slug`` of an entity that has a value."""
        return self.refs[entity.id]

    def not_named(self) -> str:
        """The speaker of a statement that has none in DNA."""
        self.groups[NOT_NAMED] = {
            "name": "Speaker not named",
            "note": "DNA has neither a person nor an organization for these statements.",
        }
        return f"group/{NOT_NAMED}"

    def reporters(self) -> str:
        """The reporter of all statements, since DNA has authors and papers as free text only."""
        self.groups[REPORTERS] = {
            "name": "Reporters not identified",
            "note": "DNA has author and source of a document as free text: see the fields of each source.",
        }
        return f"group/{REPORTERS}"

    def _add(self, entity: Entity) -> None:
        name = line(entity.value)
        if not name:
            if any(value.strip() for value in entity.attributes.values()) or entity.parent is not None:
                variable = self.database.variables[entity.variable].name
                self.report.leave_out(f"Attributes of the empty value of variable {variable!r}")
            return
        section = self._section.get(entity.variable, "terms")
        key = (section, seen(name))
        if key in self._by_value:
            self.report.count("entities with the name of another, merged with it")
        else:
            self._by_value[key] = self._slugs[section].of(name, entity.id)
            kind = {"kind": "proposal"} if section == "issues" else {}
            self.sections[section][self._by_value[key]] = {"name": name, **kind, "fields": {}}
        slug = self._by_value[key]
        self.refs[entity.id] = f"{SECTIONS[section]}/{slug}"
        self._describe(entity, self.sections[section][slug], section)

    def _describe(self, entity: Entity, entry: dict[str, Any], section: str) -> None:
        fields = entry["fields"]
        known = fields.get("DNA entity")
        fields["DNA entity"] = entity.id if known is None else f"{known} {entity.id}"
        if section == "terms":
            put(fields, "DNA variable", line(self.database.variables[entity.variable].name), entity.id)
        for attribute, raw in entity.attributes.items():
            value = tidy(raw)
            if not value:
                continue
            if attribute.casefold() == "alias":
                also = entry.setdefault("also", [])
                also += [line(raw)] if line(raw) not in (*also, entry["name"]) else []
            elif attribute.casefold() == "notes" and entry.setdefault("note", value) == value:
                continue
            else:
                put(fields, attribute, value, entity.id)

    def _set_parent(self, entity: Entity) -> None:
        """Import the entity that DNA groups another under: as the broader issue, else as a field."""
        if entity.parent is None or entity.id not in self.refs:
            return
        if entity.parent not in self.refs:
            self.report.leave_out(f"The grouping of {entity.value!r} under an empty value")
            return
        own, parent = self.refs[entity.id], self.refs[entity.parent]
        section = self._section.get(entity.variable, "terms")
        entry = self.sections[section][own.partition("/")[2]]
        if section == "issues" and parent.startswith("issue/") and not self._is_below(entity.parent, own):
            if parent not in entry.setdefault("broader", []):
                entry["broader"].append(parent)
        else:
            put(entry["fields"], "Child of", {"is": parent}, entity.id)
            if section == "issues":
                self.report.note(
                    f"{entity.value!r} is grouped in a cycle, or not under a concept: kept as a field."
                )

    def _is_below(self, number: int, ref: str) -> bool:
        """Whether an entity is grouped, at any distance, under the one with this reference."""
        seen: set[int] = set()
        at: int | None = number
        while at is not None and at not in seen:
            if self.refs.get(at) == ref:
                return True
            seen.add(at)
            at = self.database.entities[at].parent if at in self.database.entities else None
        return False


def _sections(roles: Mapping[int, Roles]) -> dict[int, str]:
    """Section of the entities of each variable that has a role."""
    found: dict[int, str] = {}
    for each in roles.values():
        for variable, section in (
            (each.person, "people"),
            (each.organization, "organizations"),
            (each.concept, "issues"),
        ):
            if variable is not None:
                found[variable.id] = section
    return found
