"""Coded passages of one speaker at one place, put together as one statement with its readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.documents.dna.database import Coded, Database, Entity, Variable
from kg.documents.dna.registries import Registries
from kg.documents.dna.report import ImportReport
from kg.documents.dna.slugs import line, tidy
from kg.documents.dna.variables import Roles

#: How sure DNA's coders were, which it does not ask them.
CONFIDENCE = "medium"

#: Stance to how the coded concept is put into words.
WORDS = {"support": "{}", "oppose": "Not: {}", "neutral": "Neither for nor against: {}", "unclear": "On: {}"}


@dataclass(frozen=True, slots=True)
class Work:
    """What the making of statements needs.

    Attributes:
        coder: gives the slug of a coder by DNA's number.
    """

    database: Database
    roles: Mapping[int, Roles]
    registries: Registries
    report: ImportReport
    coder: Callable[[int], str]

    def speaker(self, coded: Coded) -> tuple[str, str | None]:
        """Who speaks, and for whom: the person, for the organization; or the organization itself."""
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
    """What passages that are one statement say.

    Attributes:
        readings: as a sheet has them.
        words: the coded concepts as one text.
        scores: by DNA's number, scores that no reading can have, since another has its stance and coder.
    """

    readings: list[dict[str, Any]]
    words: str
    scores: dict[int, int]


def read(work: Work, group: Sequence[Coded]) -> Read:
    """The readings of passages that are one statement.

    Passages of the same coder, concept and value are one reading, whose reason names them all.
    """
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    numbers: dict[tuple[str, int, str], list[int]] = {}
    words: dict[str, None] = {}
    scores: dict[int, int] = {}
    for coded in group:
        roles = work.roles[coded.type_id]
        concept = work.database.value(coded, roles.concept)
        if not isinstance(concept, Entity):
            work.report.count("coded passages without a concept, which have no reading")
            continue
        value = work.database.value(coded, roles.qualifier)
        stance, score = stance_of(roles.qualifier, value)
        ref = work.registries.ref(concept)
        words[WORDS[stance].format(line(concept.value))] = None
        if stance == "unclear":
            work.report.count("coded passages without a value for or against, read as unclear")
        key = (ref, coded.coder, stance)
        if key not in found:
            found[key], numbers[key] = {"on": ref, "stance": stance}, []
            found[key] |= {} if score is None else {"score": score}
            found[key] |= {"confidence": CONFIDENCE, "why": _why(roles.qualifier, value)}
            found[key] |= {} if coded.coder == group[0].coder else {"coder": work.coder(coded.coder)}
        elif score is None or found[key]["score"] == score:
            work.report.count("exact repetitions of a coded passage, each one reading with the first")
        else:
            work.report.count("coded passages that differ from another in the score alone, kept as fields")
            scores[coded.id] = score
        numbers[key].append(coded.id)
    _settle(work, found, numbers, scores)
    for key, reading in found.items():
        counted = "statements" if len(numbers[key]) > 1 else "statement"
        reading["why"] += f" ({counted} {' '.join(map(str, numbers[key]))})."
    return Read(list(found.values()), " / ".join(words) or "No concept is coded.", scores)


def _settle(
    work: Work,
    found: dict[tuple[str, int, str], dict[str, Any]],
    numbers: dict[tuple[str, int, str], list[int]],
    scores: dict[int, int],
) -> None:
    """Make one mixed reading of two, for and against the same concept at one place by one coder."""
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
        work.report.count("readings by one coder for and against one concept at one place, taken as mixed", 2)


def _why(qualifier: Variable | None, value: object) -> str:
    if qualifier is None or value is None:
        return "Coded in DNA"
    return f"Coded in DNA: {line(qualifier.name)} = {value}"


def stance_of(qualifier: Variable | None, value: object) -> tuple[str, int | None]:
    """The stance that a qualifier's value stands for, and the place on a scale of integers.

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
    """DNA's numbers of the passages, the variables that have no role, and scores without a reading."""
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
    """Set a field once where all passages have the same value, else once for each that has one."""
    first, *others = (values.get(coded.id) for coded in group)
    if all(other == first for other in others):
        fields |= {} if first is None or first == "" else {name: first}
        return
    for key, value in values.items():
        if value is not None and value != "":
            fields[f"{name} (DNA {key})"] = value


def field_value(work: Work, coded: Coded, variable: Variable) -> object:
    """The value of a variable as a field has it; None where there is none."""
    value = work.database.value(coded, variable)
    if isinstance(value, Entity):
        return {"is": work.registries.ref(value)}
    if variable.datatype == "boolean" and value in (0, 1):
        return bool(value)
    return tidy(value) if isinstance(value, str) else value


def joined(numbers: Sequence[int]) -> int | str:
    """One number as itself, several with spaces between.

    >>> joined([12]), joined([12, 14])
    (12, '12 14')
    """
    return numbers[0] if len(numbers) == 1 else " ".join(map(str, numbers))
