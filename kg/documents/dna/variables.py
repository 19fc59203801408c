"""Which variable of a statement type says who speaks, for whom, about what, and for or against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kg.documents.dna.database import Database, StatementType, Variable
from kg.errors import LoadError

#: Role to the names by which a variable is known to have it, in any case. "actor" is not among them:
#: DNA's users call persons so, and organizations.
NAMES = {
    "person": ("person", "people", "speaker", "politician"),
    "organization": ("organization", "organisation", "org", "institution"),
    "concept": ("concept", "issue", "claim", "belief"),
    "qualifier": ("agreement", "qualifier", "stance", "support"),
}
#: Role to the types of variable that can have it.
DATATYPES = {
    "person": ("short text",),
    "organization": ("short text",),
    "concept": ("short text",),
    "qualifier": ("boolean", "integer"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of it: labels of statement types, and names of variables; empty for a guess."""

    statement_types: tuple[str, ...] = ()
    person: str | None = None
    organization: str | None = None
    concept: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Roles:
    """The variables of one statement type that make a statement; at least a speaker and a concept."""

    type: StatementType
    person: Variable | None
    organization: Variable | None
    concept: Variable
    qualifier: Variable | None

    def variables(self) -> tuple[Variable, ...]:
        """Those that have a role."""
        all_of_them = (self.person, self.organization, self.concept, self.qualifier)
        return tuple(variable for variable in all_of_them if variable is not None)


def find_roles(database: Database, wanted: Wanted) -> dict[int, Roles]:
    """The statement types whose passages become statements, by id.

    Without a word from the user these are the types that have a person or an organization, a concept and
    a qualifier.

    Raises:
        LoadError: a type or variable that the user names is not there.
    """
    labels = [each.label for each in database.types.values()]
    for label in wanted.statement_types:
        if label not in labels:
            raise _unknown(database, "statement type", label, labels)
    for role in NAMES:
        name = getattr(wanted, role)
        fitting = [v.name for v in database.variables.values() if v.datatype in DATATYPES[role]]
        if name is not None and name not in fitting:
            raise _unknown(database, f"{' or '.join(DATATYPES[role])} variable", name, fitting)
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
                f"statement type {each.label!r} has no speaker, or no concept, that is known by its name",
                where=str(database.path),
                hint=f"say which it is with --person, --organization, --concept; it has: {names}",
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
    if role == "qualifier":  # the only one can be nothing else
        for datatype in DATATYPES[role]:
            alone = [variable for variable in fitting if variable.datatype == datatype]
            if len(alone) == 1:
                return alone[0]
    return None


def _unknown(database: Database, what: str, name: str, names: Iterable[str]) -> LoadError:
    known: Sequence[str] = sorted(set(names))
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "there are: " + ", ".join(known)
    return LoadError(f"no {what} is called {name!r}", where=str(database.path), hint=hint)
