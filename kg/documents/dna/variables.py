"""Roles of the variables of a statement type: person, organization, concept and qualifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.documents.dna.database import Database, StatementType, Variable
from kg.errors import LoadError
from kg.wording.lists import disjunction

#: Role to the names of variables that have it, in any case. "actor" is not one of them: some databases use
#: it for persons, others for organizations.
NAMES = {
    "person": ("person", "people", "speaker", "politician"),
    "organization": ("organization", "organisation", "org", "institution"),
    "concept": ("concept", "issue", "claim", "belief"),
    "qualifier": ("agreement", "qualifier", "stance", "support"),
}
#: Role to the types of variables that can have it.
DATATYPES = {
    "person": ("short text",),
    "organization": ("short text",),
    "concept": ("short text",),
    "qualifier": ("boolean", "integer"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The user's choice of statement types and variables; empty to guess them."""

    statement_types: tuple[str, ...] = ()
    person: str | None = None
    organization: str | None = None
    concept: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """The variables of one statement type that make a statement: at least a speaker and a concept."""

    type: StatementType
    person: Variable | None
    organization: Variable | None
    concept: Variable
    qualifier: Variable | None

    def variables(self) -> tuple[Variable, ...]:
        """The variables that have a role."""
        all_of_them = (self.person, self.organization, self.concept, self.qualifier)
        return tuple(variable for variable in all_of_them if variable is not None)


def find_roles(database: Database, wanted: Wanted) -> dict[int, Roles]:
    """Find the statement types whose passages become statements, by id.

    By default these are the types that have a person or an organization, a concept and a qualifier.

    Raises:
        LoadError: the database does not have a type or variable that the user named.
    """
    labels = [each.label for each in database.types.values()]
    for label in wanted.statement_types:
        if label not in labels:
            raise _unknown(database, "statement type", label, labels)
    for role in NAMES:
        name = getattr(wanted, role)
        fitting = [v.name for v in database.variables.values() if v.datatype in DATATYPES[role]]
        if name is not None and name not in fitting:
            raise _unknown(database, f"{disjunction(DATATYPES[role])} variable", name, fitting)
    found: dict[int, Roles] = {}
    for each in database.types.values():
        if wanted.statement_types and each.label not in wanted.statement_types:
            continue
        roles = _roles_of(each, wanted)
        if roles is not None and (roles.qualifier is not None or wanted.statement_types):
            found[each.id] = roles
        elif wanted.statement_types:
            names = ", ".join(variable.name for variable in each.variables)
            raise LoadError(
                f"the speaker or the concept of statement type {each.label!r} cannot be guessed",
                where=str(database.path),
                hint=f"name them with --person, --organization, --concept; its variables are: {names}",
            )
    return found


def _roles_of(each: StatementType, wanted: Wanted) -> Roles | None:
    person, organization, concept, qualifier = (_find(each, wanted, role) for role in NAMES)
    if concept is None or (person is None and organization is None):
        return None
    return Roles(each, person, organization, concept, qualifier)


def _find(each: StatementType, wanted: Wanted, role: str) -> Variable | None:
    fitting = [variable for variable in each.variables if variable.datatype in DATATYPES[role]]
    name = getattr(wanted, role)
    if name is not None:
        return next((variable for variable in fitting if variable.name == name), None)
    for known in NAMES[role]:
        for variable in fitting:
            if variable.name.casefold() == known:
                return variable
    if role == "qualifier":  # the only variable of its type must be it
        for datatype in DATATYPES[role]:
            alone = [variable for variable in fitting if variable.datatype == datatype]
            if len(alone) == 1:
                return alone[0]
    return None


def _unknown(database: Database, what: str, name: str, names: Iterable[str]) -> LoadError:
    known: Sequence[str] = sorted(set(names))
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "expected one of: " + ", ".join(known)
    return LoadError(f"unknown {what} {name!r}", where=str(database.path), hint=hint)
