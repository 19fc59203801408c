"""The models of actors.yaml, issues.yaml, measures.yaml and the other registry files of a workspace.

The key of an entry is its slug; sections may be distributed over files in any way. The models are also
the schema: ``kg init`` writes it as JSON Schema, which editors use for completion.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from kg.lexical import LANGUAGE, flaw, iri_flaw, is_visible


def _readable(text: str) -> str:
    wrong = flaw(text)
    if wrong is not None:
        raise ValueError(f"the text {wrong}; remove the character")
    if not is_visible(text):
        raise ValueError("the text has no visible character; write a text, or remove the key")
    return text


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
Ref = Annotated[str, StringConstraints(pattern=r"^([a-z]+/)?[a-z][a-z0-9-]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_readable)]
Status = Literal[
    "in-force",
    "ended",
    "reduced",
    "withdrawn",
    "planned",
    "held",
    "missed",
    "under-negotiation",
    "under-review",
    "under-way",
    "hoped-for",
    "not-reached",
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _in_order(span: str) -> str:
    if len(span) > 30:
        raise ValueError("the span is longer than any text; run kg anchor again")
    start, end = (int(part) for part in span.split("-"))
    if start >= end:
        what = "is empty" if start == end else "ends before it begins"
        raise ValueError(f"the span {span} {what}; run kg anchor again")
    return span


def _web_address(url: str) -> str:
    wrong = iri_flaw(url)
    if wrong is not None:
        raise ValueError(f"{url!r} is not a valid web address: {wrong}; write the character as %XX")
    return url


def _written_day(value: object) -> object:
    """Convert a day in quotes to a date; leave any other value as it is."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value!r} is not a valid date ({error})") from error
    return value


#: A day, as YYYY-MM-DD.
Day = Annotated[date, BeforeValidator(_written_day)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$"), AfterValidator(_web_address)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE)]
Span = Annotated[str, StringConstraints(pattern=r"^[0-9]+-[0-9]+$"), AfterValidator(_in_order)]

#: Pattern to the message for a text that does not match it; a hint follows after a semicolon.
PATTERNS = {
    r"^[a-z][a-z0-9-]*$": "is not a valid slug; a slug has a-z, 0-9 and hyphens, and starts with a letter",
    r"^([a-z]+/)?[a-z][a-z0-9-]*$": "is not a valid reference (expected a slug such as mark-carney, or "
    "kind/slug such as person/mark-carney)",
    r"^[0-9a-f]{64}$": "is not a valid sha256; remove it and run kg anchor again",
    r"^[0-9]+-[0-9]+$": "is not a valid span (expected start-end, for example 10-25); remove it and run kg "
    "anchor again",
    r"^Q[1-9][0-9]*$": "is not a valid Wikidata id (expected an id such as Q3099714)",
    r"^https?://\S+$": "is not a valid web address; it must begin with https:// or http://",
    LANGUAGE: "is not a valid language tag (expected lower case, for example en or pt-br)",
    r"^[a-z]+(-[a-z]+)*$": "is not a valid relation (expected a name such as opposes-in-parliament)",
    r"^\S(.*\S)?$": "is not a valid field name (expected one line without spaces around it)",
    r"^[0-9]{4}(-[0-9]{2}){0,2}$": "is not a valid date (expected YYYY-MM-DD, YYYY-MM or YYYY)",
}


class Model(BaseModel):
    """Base class of all models: unknown keys are errors, and values are not converted between types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


DateText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")]
Year = Annotated[int, Field(ge=1000, le=9999)]
#: A day, a month or a year.
DayMonthOrYear = date | DateText | Year


class Dates(Model):
    """A date with more than a plain day, month or year: ``{from: …, to: …, basis: inferred, why: …}``."""

    day: DayMonthOrYear | None = Field(None, description="A day, month or year: 2025-10-06, 2025-10, 2025")
    from_: DayMonthOrYear | None = Field(None, alias="from", description="First possible day")
    to: DayMonthOrYear | None = Field(None, description="Last possible day")
    basis: Literal["stated", "inferred"] = "stated"
    precision: Literal["day", "week", "month", "year", "range"] | None = None
    why: Words | None = Field(None, description="How the date was derived; required if inferred")


WhenInput = DayMonthOrYear | Dates


class Is(Model):
    """A field value that is an entity of the workspace: ``{is: organization/gazette}``."""

    is_: Ref = Field(alias="is", description="An entry of the workspace")


FieldName = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$"), AfterValidator(_readable)]
FieldText = Annotated[str, StringConstraints(min_length=1), AfterValidator(_readable)]
FiniteFloat = Annotated[float, Field(allow_inf_nan=False)]
Number = int | FiniteFloat
FieldValue = bool | int | FiniteFloat | FieldText | Is
Fields = dict[FieldName, FieldValue]


class Entry(Model):
    """The keys that every entity can have."""

    name: Words = Field(description="The name shown in answers")
    also: list[Words] = Field([], description="Other names under which people look for it")
    formerly: list[Words] = Field([], description="Former spellings; found, not shown")
    note: Words | None = Field(None, description="One or two sentences of explanation, in your own words")
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None
    outside: Words | None = Field(None, description="Source of facts that are not in the coded sources")
    fields: Fields = Field({}, description="Your own variables: name and text, number, true/false or {is: …}")


class Organization(Entry):
    """A named body."""

    party: bool = Field(False, description="Whether it is a political party")


class Group(Entry):
    """People that the source does not name."""

    unnamed: bool = True


class Population(Entry):
    """The share of a population that answered a poll in one way."""

    share: FiniteFloat | None = Field(None, ge=0, le=100, description="Percent")


class Issue(Entry):
    """A proposal (takes a stance), a condition (takes an evaluation) or a topic (gathers others)."""

    kind: Literal["proposal", "condition", "topic"]
    broader: list[Ref] = Field([], description="Broader issues without a direction")
    furthers: list[Ref] = Field([], description="Broader issues: whoever supports this one supports them too")
    works_against: list[Ref] = Field([], description="Broader issues: whoever supports this one opposes them")
    concerns: list[Ref] = Field([], description="Measures, agreements, actors or events that it is about")


class Measure(Entry):
    """Something done or decided: a tariff, a tax, a dispute, an exemption."""

    kind: Words
    by: Ref | None = Field(None, description="Who took it; for a tariff, who imposes it")
    against: Ref | None = Field(None, description="Who it is directed at")
    goods: Words | None = None
    rate: FiniteFloat | None = Field(None, ge=0, le=1000, description="Percent; required for a tariff")
    status: Status | None = None


class Agreement(Entry):
    """An agreement, reached or not."""

    status: Status


class Event(Entry):
    """Something that happened or is planned at a time."""

    when: WhenInput | None = None
    place: Ref | None = None
    participants: list[Ref] = []
    status: Status


class Registry(Model):
    """The sections that a registry file may have."""

    people: dict[Slug, Entry] = {}
    organizations: dict[Slug, Organization] = {}
    governments: dict[Slug, Entry] = {}
    countries: dict[Slug, Entry] = {}
    groups: dict[Slug, Group] = {}
    populations: dict[Slug, Population] = {}
    offices: dict[Slug, Entry] = {}
    places: dict[Slug, Entry] = {}
    issues: dict[Slug, Issue] = {}
    measures: dict[Slug, Measure] = {}
    agreements: dict[Slug, Agreement] = {}
    events: dict[Slug, Event] = {}
    terms: dict[Slug, Entry] = {}


#: Section of a registry file to the kind in IRIs.
KINDS = {
    "people": "person",
    "organizations": "organization",
    "governments": "government",
    "countries": "country",
    "groups": "group",
    "populations": "population",
    "offices": "office",
    "places": "place",
    "issues": "issue",
    "measures": "measure",
    "agreements": "agreement",
    "events": "event",
    "terms": "term",
}
