"""Small made-up worlds: who says what of what, in which source, in which office, on which days.

A world is plain data, so that the reference can go through it and a failure can be read; ``graph`` writes
it as the workspace that a coder would have written and builds that.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph
from hypothesis import strategies as st

from kg import workspace
from kg.coding.graph.compile import compile_workspace
from kg.store.oxigraph import OxigraphStore
from tests.profiles import examples

#: How many worlds are looked at, and fewer of them where each takes long.
SETTINGS, FEWER = examples(1), examples(0.5)

BASE = "https://example.org/id/"
PEOPLE = ("ann", "bob", "cat")
#: Kind, slug and name of the bodies; they speak as well.
BODIES = (
    ("government", "gov", "Cabinet"),
    ("organization", "greens", "Greens"),
    ("organization", "club", "Club"),
)
PARTY = "greens"
OFFICES = (("warden", "Warden"), ("clerk", "Clerk"))
#: Slug and kind of the issues. Each may stand below those before it.
ISSUES = (
    ("town", "topic"),
    ("dam", "proposal"),
    ("ferry", "proposal"),
    ("toll", "proposal"),
    ("fish", "condition"),
)
KIND = dict(ISSUES)

#: Days are numbers in a world, so that it shrinks to the smallest ones.
START = date(2025, 1, 1)
LAST = 24

Days = tuple[int, int]


def day(number: int) -> date:
    """The day that a number stands for."""
    return START + timedelta(days=number)


@dataclass(frozen=True)
class Reading:
    """How a coder reads a statement toward an issue."""

    target: str
    value: str
    coder: str


@dataclass(frozen=True)
class Statement:
    """What somebody says, with the days that the source gives it, if it gives any."""

    speaker: str
    days: Days | None
    inferred: bool
    readings: tuple[Reading, ...]
    retracted: bool = False


@dataclass(frozen=True)
class Role:
    """An office as a source has it."""

    actor: str
    office: str
    body: str
    former: bool = False
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Source:
    """A document: when it was published, if that is known, and all that it says."""

    published: Days | None
    statements: tuple[Statement, ...] = ()
    roles: tuple[Role, ...] = ()
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class World:
    """Everything there is. ``links`` are narrower issue, key of issues.yaml, broader issue."""

    sources: tuple[Source, ...]
    links: tuple[tuple[str, str, str], ...] = ()


def _days(first: int = 0, last: int = LAST) -> st.SearchStrategy[Days]:
    """A day, or a range of days."""
    one = st.integers(first, last)
    return st.one_of(one.map(lambda n: (n, n)), st.tuples(one, one).map(lambda p: (min(p), max(p))))


#: What is drawn often stands here often: people meet in few offices and on few issues, so that they can
#: differ, fall silent and change their minds.
_SPEAKERS = (*PEOPLE, "ann", "bob", "gov", PARTY)
_HOLDERS = (*PEOPLE, "ann", "bob")
_OF = ("gov", "gov", PARTY, "club")
_TARGETS = ("dam", "dam", "dam", "toll", "toll", "ferry", "fish")
_STANCES = ("support", "oppose", "support", "oppose", "neutral", "mixed", "unclear")
_EVALUATIONS = ("positive", "negative", "neutral", "mixed", "unclear")


@st.composite
def _reported(draw: st.DrawFn, last: int) -> Days:
    """The days of a statement: the first is not after the publication; a vague date may reach beyond it."""
    first, then = draw(_days(0, last))
    return first, LAST if then > first and draw(st.integers(0, 3)) == 3 else then


@st.composite
def _readings(
    draw: st.DrawFn, targets: Sequence[str], coders: Sequence[str], stances: Sequence[str]
) -> tuple[Reading, ...]:
    """Up to two targets, each read by one coder or by both."""
    found = []
    for target in draw(st.lists(st.sampled_from(targets), min_size=1, max_size=2, unique=True)):
        values = _EVALUATIONS if KIND[target] == "condition" else stances
        those = draw(st.sampled_from((coders[:1], coders[:1], coders[:1], coders)))
        found += [Reading(target, draw(st.sampled_from(values)), coder) for coder in those]
    return tuple(found)


@st.composite
def _statement(
    draw: st.DrawFn,
    published: Days | None,
    targets: Sequence[str] = _TARGETS,
    coders: Sequence[str] = ("me", "other"),
    stances: Sequence[str] = _STANCES,
) -> Statement:
    """What a source reports: said by the publication, if some say of it no more than a range beyond that."""
    last = LAST if published is None else published[1]
    dated = draw(st.sampled_from((True, True, True, False)))
    return Statement(
        speaker=draw(st.sampled_from(_SPEAKERS)),
        days=draw(_reported(last)) if dated else None,
        inferred=draw(st.booleans()),
        readings=draw(_readings(targets, coders, stances)) if draw(st.integers(0, 9)) else (),
        retracted=draw(st.integers(0, 9)) == 9,
    )


@st.composite
def _role(draw: st.DrawFn, published: Days | None) -> Role:
    """An office as a source tells it: held or a former one, with days of its own or without.

    A source without a date gives an office only with a day, and no source knows of an end that lies ahead.
    """
    former = draw(st.sampled_from((False, False, True)))
    last = LAST if published is None else published[1]
    shape = draw(
        st.sampled_from(("none", "none", "since", "until", "both") if published else ("since", "both"))
    )
    first, until = draw(_days(0, last))
    if published is not None and not former:
        until = last  # an office that a source gives as held has not ended before it
    return Role(
        actor=draw(st.sampled_from(_HOLDERS)),
        office=draw(st.sampled_from([office for office, _ in OFFICES])),
        body=draw(st.sampled_from(_OF)),
        former=former,
        since=first if shape in ("since", "both") else None,
        until=until if shape in ("until", "both") else None,
    )


def _roles(published: Days | None) -> st.SearchStrategy[list[Role]]:
    """Several of them; a source says of an office once that it is held, and once that it was."""
    return st.lists(
        _role(published), max_size=4, unique_by=lambda one: (one.actor, one.office, one.body, one.former)
    )


@st.composite
def _source(draw: st.DrawFn) -> Source:
    published = draw(_days()) if draw(st.integers(0, 4)) else None
    members = st.tuples(st.sampled_from(_HOLDERS), st.sampled_from(("gov", PARTY)))
    return Source(
        published,
        tuple(draw(st.lists(_statement(published), min_size=1, max_size=6))),
        tuple(draw(_roles(published))),
        tuple(draw(st.lists(members, max_size=2, unique=True))),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Worlds of one to three sources."""
    slugs = [slug for slug, _ in ISSUES]
    links = []
    for place, narrow in enumerate(slugs):
        for broad in slugs[:place]:
            directions = ("furthers", "works_against") if KIND[narrow] == "proposal" else ()
            key = draw(st.sampled_from((None, None, "broader", *directions)))
            if key is not None:
                links.append((narrow, key, broad))
    return World(tuple(draw(st.lists(_source(), min_size=1, max_size=3))), tuple(links))


@st.composite
def meetings(draw: st.DrawFn) -> World:
    """Worlds in which few people of few bodies speak on one issue, so that many differ or fall silent."""
    sources = []
    stances = ("support", "oppose", "support", "oppose", "support", "oppose", "mixed", "neutral")
    for _ in range(draw(st.integers(1, 3))):
        published = draw(_days(LAST // 2)) if draw(st.integers(0, 5)) else None
        roles = draw(st.lists(_role(published), min_size=2, max_size=5, unique_by=lambda role: role.actor))
        members = draw(
            st.lists(st.sampled_from([(who, of) for who in PEOPLE for of in ("gov", PARTY)]), max_size=1)
        )
        one = _statement(published, ("dam",), ("me",), stances)
        said = draw(st.lists(one, min_size=2, max_size=6))
        sources.append(Source(published, tuple(said), tuple(roles), tuple(members)))
    return World(tuple(sources))


# -- as a workspace --------------------------------------------------------------------------------

CONFIG = f"""\
[workspace]
name = "World"
base = "{BASE}"

[build]
folder = "exports"

[coders.me]
name = "Me"

[coders.other]
name = "Other"
"""


def name_of(slug: str) -> str:
    """The name of anything in a world.

    >>> name_of("gov"), name_of("ann"), name_of("dam")
    ('Cabinet', 'Ann', 'The dam')
    """
    names = {slug: name for _, slug, name in BODIES} | dict(OFFICES)
    return names.get(slug, f"The {slug}" if slug in KIND else slug.capitalize())


def source_of(number: int) -> str:
    """The slug of a source."""
    return f"paper-{number}"


def _flow(value: Any) -> str:
    """A value as YAML on one line."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(its)}" for key, its in value.items() if its is not None) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value)


def _range(days: Days, inferred: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {"from": day(days[0]), "to": day(days[1])}
    return found | ({"basis": "inferred", "why": "so it seems"} if inferred else {})


def _registry(world: World) -> str:
    issues: dict[str, dict[str, Any]] = {}
    for slug, kind in ISSUES:
        issues[slug] = {"name": name_of(slug), "kind": kind}
    for narrow, key, broad in world.links:
        issues[narrow].setdefault(key, []).append(broad)
    bodies = {
        slug: {"name": name, "party": slug == PARTY} for kind, slug, name in BODIES if kind == "organization"
    }
    people = (*PEOPLE, "reporter")
    sections = {
        "people": {slug: {"name": name_of(slug)} for slug in people},
        "organizations": bodies,
        "governments": {slug: {"name": name} for kind, slug, name in BODIES if kind == "government"},
        "offices": {slug: {"name": name} for slug, name in OFFICES},
        "issues": issues,
    }
    return "".join(f"{section}: {_flow(entries)}\n" for section, entries in sections.items())


def _sheet(number: int, source: Source) -> str:
    place = 0

    def entry(kind: str, **more: Any) -> dict[str, Any]:
        nonlocal place
        place += 1
        at = {"at": f"{place}0-{place}9", "sha256": "f" * 64}
        return {"id": f"{kind}{place}", "text": f"{kind} {place} of {source_of(number)}", **at, **more}

    statements = [
        entry(
            "said",
            by=one.speaker,
            mode="indirect",
            cue="said",
            when=None if one.days is None else _range(one.days, one.inferred),
            about=[
                {
                    "on": reading.target,
                    "evaluation" if KIND[reading.target] == "condition" else "stance": reading.value,
                    "coder": reading.coder,
                    "confidence": "high",
                    "why": "so",
                }
                for reading in one.readings
            ],
            retracted={"at": date(2026, 1, 1), "why": "wrong"} if one.retracted else None,
        )
        for one in source.statements
    ]
    narrated = [
        entry(
            "told",
            roles=[
                {
                    "who": role.actor,
                    "office": role.office,
                    "of": role.body,
                    "former": role.former,
                    "since": None if role.since is None else day(role.since),
                    "until": None if role.until is None else day(role.until),
                }
            ],
        )
        for role in source.roles
    ]
    narrated += [entry("told", relations=[[who, "member-of", body]]) for who, body in source.members]
    head = {"name": source_of(number).capitalize(), "kind": "report", "authors": ["reporter"]}
    if source.published is not None:
        head["published"] = _range(source.published)  # type: ignore[assignment]
    head["text"] = {"sha256": f"{number:064x}", "length": 999}  # type: ignore[assignment]
    return (
        f"source: {_flow(head)}\ncoding: {{coder: me, on: 2026-01-01}}\n"
        f"statements: {_flow(statements)}\nnarrated: {_flow(narrated)}\n"
    )


def write(world: World, folder: Path) -> None:
    """Write a world as a workspace."""
    (folder / "sources").mkdir(parents=True)
    (folder / "kg.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "registry.yaml").write_text(_registry(world), encoding="utf-8")
    for number, source in enumerate(world.sources):
        (folder / "sources" / f"{source_of(number)}.yaml").write_text(
            _sheet(number, source), encoding="utf-8"
        )


@lru_cache(maxsize=256)
def store(world: World) -> OxigraphStore:
    """The graph of a world, opened."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "world"
        write(world, folder)
        graph = compile_workspace(workspace.read(folder))
    engine = pyoxigraph.Store()
    engine.load(graph.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return OxigraphStore("world", engine)


def statement_text(source: int, place: int) -> str:
    """The text of a statement, by which its rows are known."""
    return f"said {place + 1} of {source_of(source)}"


def slug_of(iri: str) -> str:
    """The last step of an IRI."""
    return iri.rsplit("/", 1)[-1]


def slugs(iris: Sequence[str]) -> list[str]:
    """Of several."""
    return [slug_of(iri) for iri in iris]
