"""The models of a coding sheet, ``sources/<source-id>.yaml``, which codes one source.

``statements`` are what actors are reported to have said, ``narrated`` what the reporters say themselves,
``contrasts`` records that the source contrasts, ``annotations`` passages coded in the coder's own
variables. A passage is first written as ``find: first words … last words``; ``kg anchor`` replaces that by
``at``, ``sha256`` and ``quote_at``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from kg.coding.sheets.registry import (
    Day,
    Fields,
    LanguageTag,
    Model,
    Number,
    Ref,
    Sha256,
    Slug,
    Span,
    WebAddress,
    WhenInput,
    Words,
)


def _three_parts(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError("a relation must have three parts; write [subject, relation, object]")
    return tuple(value)


RelationName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$")]
Relation = Annotated[tuple[Ref, RelationName, Ref], BeforeValidator(_three_parts)]


class Retraction(Model):
    """Why an entry no longer counts; it is kept in the graph and left out of answers."""

    at: datetime | Day
    why: Words


class Reading(Model):
    """A coder's reading of the statement toward one target."""

    id: Slug | None = None
    on: Ref = Field(description="An issue; or an actor, measure, agreement or event with an evaluation")
    stance: Literal["support", "oppose", "neutral", "mixed", "unclear"] | None = None
    evaluation: Literal["positive", "negative", "neutral", "mixed", "unclear"] | None = None
    score: Number | None = Field(
        None, description="Position on your own scale; not below 0 for support, not above 0 for oppose"
    )
    confidence: Literal["high", "medium", "low"]
    why: Words = Field(description="Reason for this reading")
    coder: Slug | None = Field(None, description="If not the statement's coder")
    revises: Slug | None = Field(None, description="id of the reading of this statement that it corrects")
    because: Words | None = Field(None, description="Why it was corrected; beside 'revises'")
    retracted: Retraction | None = None


class Anchored(Model):
    """An entry with a position in the source's text."""

    find: Words | None = Field(
        None, description="The passage, or its first … last words; kg anchor replaces it"
    )
    at: Span | None = Field(None, description="Written by kg anchor: start-end in code points")
    sha256: Sha256 | None = Field(None, description="Written by kg anchor")


class Embedded(Anchored):
    """What the speaker says that another actor says, wants, believes, knows or expects."""

    of: Ref = Field(description="The actor who is said to say, want, ... it")
    attitude: Literal["says", "wants", "believes", "knows", "expects"]
    text: Words = Field(description="The content, in your own words")
    quotes: list[Words] = []
    quote_at: list[Span] = []
    mentions: list[Ref] = []


class Call(Model):
    """A name that the speaker gives to an entity."""

    what: Ref
    as_: Words = Field(alias="as")


class Role(Model):
    """An office that the passage attests."""

    who: Ref
    office: Ref
    of: Ref = Field(description="The body or country in which the office is held")
    former: bool = False
    since: Day | None = None
    until: Day | None = None


class Figure(Model):
    """A number that the passage gives."""

    name: Words
    stated: Words = Field(description="The number as printed")
    value: Number | None = None
    unit: Words | None = None
    counts: Words
    by: Ref | None = Field(None, description="Who gave it; default: the speaker of the statement")


class Record(Anchored):
    """The keys that statements and narrated claims have in common."""

    id: Slug = Field(description="An id, unique within this sheet")
    reported_by: list[Ref] = Field([], description="If not the authors of the source")
    mentions: list[Ref] = Field([], description="Other actors and entities that it names")
    relations: list[Relation] = Field([], description="[subject, relation, object] that it asserts")
    roles: list[Role] = []
    figures: list[Figure] = []
    attests: list[Ref] = Field([], description="Measures, agreements, events, actors that it is evidence for")
    when: WhenInput | None = Field(None, description="A day, or {from, to, basis, why}; leave out if unknown")
    note: Words | None = Field(None, description="What a reader of this record should know about the coding")
    revises: Slug | None = Field(None, description="id of the entry that this one corrects")
    because: Words | None = Field(None, description="Why it was corrected; beside 'revises'")
    retracted: Retraction | None = None


class Statement(Record):
    """What an actor is reported to have said."""

    by: Ref = Field(description="The speaker")
    on_behalf_of: Ref | None = Field(
        None, description="The organization, government, country or group that the speaker speaks for"
    )
    coder: Slug | None = Field(None, description="If not the sheet's coder")
    mode: Literal["direct", "mixed", "indirect", "reported-belief", "not-coded"]
    quotes: list[Words] = Field([], description="The quoted words, exactly as printed, without the marks")
    quote_at: list[Span] = Field([], description="Written by kg anchor")
    text: Words | None = Field(None, description="Your paraphrase; left out if direct")
    cue: Words = Field(description="The words that attribute it: said, told, wrote")
    to: Ref | None = None
    place: Ref | None = None
    occasion: Words | None = None
    event: Ref | None = None
    about: list[Reading] = []
    embeds: list[Embedded] = []
    calls: list[Call] = []
    fields: Fields = Field({}, description="Your own variables: name and text, number, true/false or {is: …}")


class Narrated(Record):
    """What the reporters say in their own voice."""

    text: Words = Field(description="Your paraphrase")


class Contrast(Anchored):
    """Records of this sheet that the source contrasts."""

    id: Slug = Field(description="An id, unique within this sheet")
    between: Annotated[list[Slug], Field(min_length=2)]
    cue: Words = Field(description="The word that contrasts them: but, however, instead")
    text: Words = Field(description="The contrast in your own words")


class Annotation(Anchored):
    """A passage coded in the coder's own variables; it does not record who said what."""

    id: Slug = Field(description="An id, unique within this sheet")
    kind: Words = Field(description="Your own kind of coded passage")
    fields: Fields = Field({}, description="Your own variables: name and text, number, true/false or {is: …}")
    coder: Slug | None = Field(None, description="If not the sheet's coder")
    note: Words | None = Field(None, description="What a reader should know about the coding")


class TextOf(Model):
    """The text that the spans count in; written by kg anchor."""

    sha256: Sha256 | None = None
    length: int | None = None


class Source(Model):
    """The source itself."""

    name: Words = Field(description="A title of your own if the text has none")
    kind: Literal["news-article", "report", "press-release", "speech", "other"] = "news-article"
    authors: list[Ref] = []
    publisher: Ref | None = None
    published: WhenInput | None = None
    url: WebAddress | None = None
    language: LanguageTag = "en"
    rights: Words | None = None
    note: Words | None = None
    fields: Fields = Field({}, description="Your own variables: name and text, number, true/false or {is: …}")
    text: TextOf = TextOf()


class Coding(Model):
    """Who coded the source, and when."""

    coder: Slug
    on: Day
    note: Words | None = None


class Sheet(Model):
    """A coding sheet."""

    source: Source
    coding: Coding
    statements: list[Statement] = []
    narrated: list[Narrated] = []
    contrasts: list[Contrast] = []
    annotations: list[Annotation] = []
