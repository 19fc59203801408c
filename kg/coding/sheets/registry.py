"""What may stand in actors.yaml, issues.yaml, measures.yaml and the other files at the top of a workspace.

Every entry has its slug as key; sections may be spread over files as the coder likes. The models
are the schema: ``kg init`` writes it out as JSON Schema, which editors use while one types.
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
        raise ValueError(f"the text {wrong}; take it out")
    if not is_visible(text):
        raise ValueError("the text shows nothing; write it out, or leave the key out")
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
    start, end = (int(part) for part in span.split("-"))
    if start >= end:
        raise ValueError(f"{span} ends before it begins; run kg anchor again")
    return span


def _web_address(url: str) -> str:
    wrong = iri_flaw(url)
    if wrong is not None:
        raise ValueError(f"{url!r} is no web address: {wrong}; write the character as %XX")
    return url


def _written_day(value: object) -> object:
    """A day that was put in quotes is a day; what else is none stays what it is."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{value!r} is no day of the calendar ({error})") from error
    return value


#: A day, as YYYY-MM-DD.
Day = Annotated[date, BeforeValidator(_written_day)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$"), AfterValidator(_web_address)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE)]
Span = Annotated[str, StringConstraints(pattern=r"^[0-9]+-[0-9]+$"), AfterValidator(_in_order)]

#: What a text is not if it does not fit a pattern, in words for the person who wrote it.
PATTERNS = {
    r"^[a-z][a-z0-9-]*$": "is no slug; a slug has a-z, 0-9 and hyphens, and begins with a letter",
    r"^([a-z]+/)?[a-z][a-z0-9-]*$": "is neither a slug (mark-carney) nor kind/slug (person/mark-carney)",
    r"^[0-9a-f]{64}$": "is no sha256; take it out and run kg anchor again",
    r"^[0-9]+-[0-9]+$": "is no span such as 10-25; take it out and run kg anchor again",
    r"^Q[1-9][0-9]*$": "is no Wikidata id such as Q3099714",
    r"^https?://\S+$": "is no web address; it begins with https:// or http://",
    LANGUAGE: "is no language tag such as en or pt-br",
    r"^[a-z]+(-[a-z]+)*$": "is no relation such as opposes-in-parliament",
    r"^\S(.*\S)?$": "is no name of a field; a name is one line without spaces around it",
    r"^[0-9]{4}(-[0-9]{2}){0,2}$": "is no date; write 2025, 2025-09 or 2025-09-24",
}


class Model(BaseModel):
    """Base of everything a sheet can hold: an unknown key is an error, not a shrug.

    A value is what it is: no text counts as a number, no number as a day, no word as true or false.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


DateText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")]
Year = Annotated[int, Field(ge=1000, le=9999)]
#: A day, a month or a year.
Stretch = date | DateText | Year


class Dates(Model):
    """A stretch of days where a plain date does not do: ``{from: …, to: …, basis: inferred, why: …}``."""

    day: Stretch | None = Field(None, description="A day, month or year: 2025-10-06, 2025-10, 2025")
    from_: Stretch | None = Field(None, alias="from", description="First day that it can have been")
    to: Stretch | None = Field(None, description="Last day that it can have been")
    basis: Literal["stated", "inferred"] = "stated"
    precision: Literal["day", "week", "month", "year", "range"] | None = None
    why: Words | None = Field(None, description="How the date was arrived at; required if inferred")


WhenInput = Stretch | Dates


class Is(Model):
    """The value of a field that is a thing of the workspace: ``{is: organization/gazette}``."""

    is_: Ref = Field(alias="is", description="An entry of the workspace")


FieldName = Annotated[str, StringConstraints(pattern=r"^\S(.*\S)?$"), AfterValidator(_readable)]
FieldText = Annotated[str, StringConstraints(min_length=1), AfterValidator(_readable)]
FiniteFloat = Annotated[float, Field(allow_inf_nan=False)]
Number = int | FiniteFloat
FieldValue = bool | int | FiniteFloat | FieldText | Is
Fields = dict[FieldName, FieldValue]


class Entry(Model):
    """What every named thing can carry."""

    name: Words = Field(description="The name shown in answers")
    also: list[Words] = Field([], description="Other names under which people look for it")
    formerly: list[Words] = Field([], description="Former spellings; found, not shown")
    note: Words | None = Field(None, description="One or two sentences of explanation, in your own words")
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None
    outside: Words | None = Field(None, description="Source of facts that the coded sources do not give")
    fields: Fields = Field({}, description="Your own variables: name and text, number, true/false or {is: …}")


class Organization(Entry):
    """A named body."""

    party: bool = Field(False, description="Whether it is a political party")


class Group(Entry):
    """People whom the source does not name."""

    unnamed: bool = True


class Population(Entry):
    """The share of a population that answered a poll in one way."""

    share: FiniteFloat | None = Field(None, ge=0, le=100, description="Percent")


class Issue(Entry):
    """A proposal (takes a stance), a condition (takes an evaluation) or a topic (gathers others)."""

    kind: Literal["proposal", "condition", "topic"]
    broader: list[Ref] = Field([], description="Broader issues toward which it has no direction")
    furthers: list[Ref] = Field([], description="Broader issues: whoever supports this one supports them too")
    works_against: list[Ref] = Field([], description="Broader issues: whoever supports this one opposes them")
    concerns: list[Ref] = Field([], description="Measures, agreements, actors or events that it is about")


class Measure(Entry):
    """Something done or decided: a tariff, a tax, a dispute, an exemption."""

    kind: Words
    by: Ref | None = Field(None, description="Who took it; of a tariff, who imposes it")
    against: Ref | None = Field(None, description="At whom it is directed")
    goods: Words | None = None
    rate: FiniteFloat | None = Field(None, ge=0, le=1000, description="Percent; a tariff must have one")
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
    """The sections that a file at the top of a workspace may have."""

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


#: Section of a registry file -> kind, as it stands in IRIs.
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
