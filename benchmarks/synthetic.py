"""Any number of synthetic statements in our own vocabulary, with a skewed distribution.

Few actors speak often and few issues are discussed often (Zipf's law, exponent 1); each actor tends to one of
two sides, each issue divides them to some degree, and one statement in ten goes against the tendency.
Sources, dates (two years), stances and confidence depend only on the seed: the same numbers give the same
triples. Nothing here is a real statement.

    python benchmarks/synthetic.py 100000 > graph.nt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kg.namespaces import DATA, PREFIXES, RDF, RDFS, SKOS, WSW, XSD

FIRST = date(2023, 1, 1)
DAYS = 731


@dataclass(frozen=True, slots=True)
class World:
    """The numbers of things."""

    statements: int
    actors: int = 2000
    issues: int = 500
    per_source: int = 20
    seed: int = 1


def triples(world: World) -> Iterator[str]:
    """Yield the lines of an N-Triples file."""
    rng = np.random.default_rng(world.seed)
    actors = [f"{DATA}person/actor-{n}" for n in range(world.actors)]
    issues = [f"{DATA}issue/issue-{n}" for n in range(world.issues)]
    for n, actor in enumerate(actors):
        yield from _entity(actor, f"Actor {n}", WSW.Person, WSW.Actor)
    for n, issue in enumerate(issues):
        yield from _entity(issue, f"Issue {n}", WSW.Proposal, WSW.Issue, SKOS.Concept)
    coder = f"{DATA}coder/synthetic"
    yield from _entity(coder, "Synthetic", WSW.Coder)
    sources = -(-world.statements // world.per_source)
    days = np.sort(rng.integers(0, DAYS, sources))
    for n in range(sources):
        yield from _entity(f"{DATA}source/source-{n}", f"Source {n}", WSW.Source)
    side = rng.choice([-1, 1], world.actors)
    divides = rng.random(world.issues)
    who = rng.choice(world.actors, world.statements, p=_zipf(world.actors))
    what = rng.choice(world.issues, world.statements, p=_zipf(world.issues))
    leaning = np.where(rng.random(world.statements) < divides[what], side[who], 1)
    stance = leaning * np.where(rng.random(world.statements) < 0.1, -1, 1)
    neutral = rng.random(world.statements) < 0.05
    stances = {1: f"{PREFIXES['stance']}support", -1: f"{PREFIXES['stance']}oppose"}
    for n in range(world.statements):
        source = n // world.per_source
        said = FIRST + timedelta(days=int(days[source]))
        statement, reading = f"{DATA}statement/s{n:012x}", f"{DATA}reading/r{n:012x}"
        taken = f"{PREFIXES['stance']}neutral" if neutral[n] else stances[int(stance[n])]
        day = f'"{said}"^^<{XSD.date}>'
        yield f"<{statement}> <{RDF.type}> <{WSW.Statement}> .\n"
        yield f"<{statement}> <{RDF.type}> <{WSW.Record}> .\n"
        yield f"<{statement}> <{WSW.speaker}> <{actors[who[n]]}> .\n"
        yield f"<{statement}> <{WSW.mode}> <{PREFIXES['mode']}indirect> .\n"
        yield f'<{statement}> <{WSW.text}> "Synthetic statement {n}."@en .\n'
        yield f"<{statement}> <{WSW.reportedIn}> <{DATA}source/source-{source}> .\n"
        yield f"<{statement}> <{WSW.earliest}> {day} .\n"
        yield f"<{statement}> <{WSW.latest}> {day} .\n"
        yield f"<{reading}> <{RDF.type}> <{WSW.Reading}> .\n"
        yield f"<{reading}> <{WSW.readingOf}> <{statement}> .\n"
        yield f"<{reading}> <{WSW.target}> <{issues[what[n]]}> .\n"
        yield f"<{reading}> <{WSW.stance}> <{taken}> .\n"
        yield f"<{reading}> <{WSW.confidence}> <{PREFIXES['confidence']}high> .\n"
        yield f"<{reading}> <{PREFIXES['prov']}wasAttributedTo> <{coder}> .\n"


def _entity(iri: str, label: str, *classes: str) -> Iterator[str]:
    for each in classes:
        yield f"<{iri}> <{RDF.type}> <{each}> .\n"
    yield f'<{iri}> <{RDFS.label}> "{label}"@en .\n'


def _zipf(number: int) -> np.ndarray:
    weights = 1 / np.arange(1, number + 1)
    return weights / weights.sum()


if __name__ == "__main__":
    sys.stdout.writelines(triples(World(int(sys.argv[1]))))
