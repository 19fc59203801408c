"""Coded passages of one speaker at one place, combined to one statement with its readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.documents.dna.database import Coded, Database, Entity, Variable
from kg.documents.dna.registries import Registries
from kg.documents.dna.report import ImportReport
from kg.documents.dna.slugs import line, tidy
from kg.documents.dna.variables import Roles
from kg.wording.counts import form

#: Confidence of every reading, which DNA does not record.
CONFIDENCE = "medium"

#: Stance to the wording of the coded concept.
WORDS = {"support": "{}", "oppose": "Not: {}", "neutral": "Neither for nor against: {}", "unclear": "On: {}"}


@dataclass(frozen=True, slots=True)
class Work:
    """What is needed to make statements.

    Attributes:
        coder: function that gives the slug of a coder by DNA's number.
    """

    database: Database
    roles: Mapping[int, Roles]
    registries: Registries
    report: ImportReport
    coder: Callable[[int], str]

    def speaker(self, coded: Coded) -> tuple[str, str | None]:
        """The speaker, and on whose behalf: the person and the organization, or the organization alone."""
        roles = self.roles[coded.type_id]
        person, organization = (self._entity(coded, each) for each in (roles.person, roles.organization))
        if person is not None:
            return person, organization
        return organization or self.registries.not_named(), None

    def _entity(self, coded: Coded, variable: Variable | None) -> str | None:
        entity = self.database.value(coded, variable)
        return self.registries.ref(entity) if isinstance(entity, Entity) else None


@dataclass(frozen=True, slots=True)
class Read:
    """The content of passages that are combined to one statement.

    Attributes:
        readings: its readings, in the form of a sheet.
        words: the coded concepts as one text.
        scores: scores by DNA's number that differ from the score of the reading that they belong to.
    """

    readings: list[dict[str, Any]]
    words: str
    scores: dict[int, int]


def read(work: Work, group: Sequence[Coded]) -> Read:
    """Return the readings of passages that are combined to one statement.

    Passages with the same coder, concept and value are one reading, whose reason lists them all.
    """
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    numbers: dict[tuple[str, int, str], list[int]] = {}
    words: dict[str, None] = {}
    scores: dict[int, int] = {}
    for coded in group:
        roles = work.roles[coded.type_id]
        concept = work.database.value(coded, roles.concept)
        if not isinstance(concept, Entity):
            work.report.count("coded passages without a concept, imported without a reading")
            continue
        value = work.database.value(coded, roles.qualifier)
        stance, score = stance_of(roles.qualifier, value)
        ref = work.registries.ref(concept)
        words[WORDS[stance].format(line(concept.value))] = None
        if stance == "unclear":
            work.report.count("coded passages without a value for or against, imported as unclear")
        key = (ref, coded.coder, stance)
        if key not in found:
            found[key], numbers[key] = {"on": ref, "stance": stance}, []
            found[key] |= {} if score is None else {"score": score}
            found[key] |= {"confidence": CONFIDENCE, "why": _why(roles.qualifier, value)}
            found[key] |= {} if coded.coder == group[0].coder else {"coder": work.coder(coded.coder)}
        elif score is None or found[key]["score"] == score:
            work.report.count("exact repetitions of a coded passage, combined to one reading")
        else:
            work.report.count("coded passages that differ from another only in the score, kept as fields")
            scores[coded.id] = score
        numbers[key].append(coded.id)
    _settle(work, found, numbers, scores)
    for key, reading in found.items():
        statements = form(len(numbers[key]), "statement", "statements")
        reading["why"] += f" ({statements} {' '.join(map(str, numbers[key]))})."
    return Read(list(found.values()), " / ".join(words) or "No concept is coded.", scores)


def _settle(
    work: Work,
    found: dict[tuple[str, int, str], dict[str, Any]],
    numbers: dict[tuple[str, int, str], list[int]],
    scores: dict[int, int],
) -> None:
    """Combine two readings for and against the same concept at one place by one coder to a mixed one."""
    for ref, coder, stance in list(found):
        against = (ref, coder, "oppose")
        if stance != "support" or against not in found:
            continue
        one, other = found.pop((ref, coder, stance)), found.pop(against)
        for reading, its, value in ((one, numbers[ref, coder, stance], 1), (other, numbers[against], 0)):
            scores |= {number: scores.get(number, reading.get("score", value)) for number in its}
        kept = {key: value for key, value in one.items() if key != "score"}
        why = f"{one['why']} and {other['why'].rpartition(' = ')[2]}"
        found[ref, coder, "mixed"] = kept | {"stance": "mixed", "why": why}
        numbers[ref, coder, "mixed"] = sorted(numbers[ref, coder, stance] + numbers[against])
        work.report.count("readings by one coder for and against one concept at one place, made mixed", 2)


def _why(qualifier: Variable | None, value: object) -> str:
    if qualifier is None or value is None:
        return "Coded in DNA"
    return f"Coded in DNA: {line(qualifier.name)} = {value}"


def stance_of(qualifier: Variable | None, value: object) -> tuple[str, int | None]:
    """Return the stance of a qualifier's value, and its score if the scale is of integers.

    >>> agreement = Variable(4, "agreement", "boolean", 1)
    >>> stance_of(agreement, 1), stance_of(agreement, 0), stance_of(agreement, None)
    (('support', None), ('oppose', None), ('unclear', None))
    >>> stance_of(Variable(4, "scale", "integer", 1), -2)
    ('oppose', -2)
    """
    if qualifier is None or not isinstance(value, int):
        return "unclear", None
    if qualifier.datatype == "boolean":
        return {1: "support", 0: "oppose"}.get(value, "unclear"), None
    return ("support" if value > 0 else "oppose" if value < 0 else "neutral"), value


def own_fields(work: Work, group: Sequence[Coded], scores: Mapping[int, int]) -> dict[str, object]:
    """Return the fields of a statement: DNA's numbers, variables without a role, scores without a reading."""
    fields: dict[str, object] = {
        "DNA statement": joined([coded.id for coded in group]),
        "DNA coder": joined([coded.coder for coded in group]),
    }
    if len(work.roles) > 1 and group[0].type_id in work.roles:
        labels = {coded.id: line(work.database.types[coded.type_id].label) for coded in group}
        _put_each(fields, "DNA statement type", labels, group)
    values: dict[str, dict[int, object]] = {}
    for coded in group:
        roles = work.roles.get(coded.type_id)
        taken = roles.variables() if roles is not None else ()
        for variable in work.database.types[coded.type_id].variables:
            if variable not in taken:
                value = field_value(work, coded, variable)
                values.setdefault(line(variable.name) or f"variable {variable.id}", {})[coded.id] = value
        if coded.id in scores and roles is not None and roles.qualifier is not None:
            fields[f"{line(roles.qualifier.name)} (DNA {coded.id})"] = scores[coded.id]
    for name, its in values.items():
        _put_each(fields, name, its, group)
    return fields


def _put_each(
    fields: dict[str, object], name: str, values: Mapping[int, object], group: Sequence[Coded]
) -> None:
    """Set one field if all passages have the same value, else one for each passage with a value."""
    first, *others = (values.get(coded.id) for coded in group)
    if all(other == first for other in others):
        fields |= {} if first is None or first == "" else {name: first}
        return
    for key, value in values.items():
        if value is not None and value != "":
            fields[f"{name} (DNA {key})"] = value


def field_value(work: Work, coded: Coded, variable: Variable) -> object:
    """Return the value of a variable in the form of a field; None if there is none."""
    value = work.database.value(coded, variable)
    if isinstance(value, Entity):
        return {"is": work.registries.ref(value)}
    if variable.datatype == "boolean" and value in (0, 1):
        return bool(value)
    return tidy(value) if isinstance(value, str) else value


def joined(numbers: Sequence[int]) -> int | str:
    """Return a single number, or several as a text with spaces between them.

    >>> joined([12]), joined([12, 14])
    (12, '12 14')
    """
    return numbers[0] if len(numbers) == 1 else " ".join(map(str, numbers))
