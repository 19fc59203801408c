"""Synthetic statements in our own vocabulary, as many as asked for, with a skewed spread.

Few actors speak often and few issues are spoken on often (Zipf's law, exponent 1); each actor leans to one
of two sides, each issue divides them more or less, and one statement in ten goes against the leaning.
Sources, dates (two years), stances and confidence follow from the seed alone: the same numbers give the same
triples. Nothing here is a real statement.

A world that is ``worded`` has what a page shows besides: a paraphrase of twenty words, in half of the
statements a quotation, places in the text, kinds of actors, a reason for each reading, addresses of sources.

    python benchmarks/synthetic.py 100000 > graph.nt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kg.namespaces import DATA, OA, PREFIXES, RDF, RDFS, SCHEMA, SKOS, WSW, XSD

FIRST = date(2023, 1, 1)
DAYS = 731

#: Kinds of actors in a world that is worded, and their classes.
_KINDS = {
    "person": WSW.Person,
    "organization": WSW.Organization,
    "government": WSW.Government,
    "group": WSW.Group,
}
#: Made-up words, as frequent as each other: harder to compress than a language is.
WORDS = np.array(
    [a + b + c for a in "bdfgklmnprst" for b in ("a", "ei", "o", "u") for c in ("", "n", "ram", "st")]
)


@dataclass(frozen=True, slots=True)
class World:
    """How many there are of each thing."""

    statements: int
    actors: int = 2000
    issues: int = 500
    per_source: int = 20
    seed: int = 1
    worded: bool = False


def triples(world: World) -> Iterator[str]:
    """The lines of an N-Triples file."""
    rng = np.random.default_rng(world.seed)
    kinds = list(_KINDS) if world.worded else ["person"]
    actors = [f"{DATA}{kinds[n % len(kinds)]}/actor-{n}" for n in range(world.actors)]
    issues = [f"{DATA}issue/issue-{n}" for n in range(world.issues)]
    for n, actor in enumerate(actors):
        yield from _entity(actor, f"Actor {n}", _KINDS[kinds[n % len(kinds)]], WSW.Actor)
    for n, issue in enumerate(issues):
        yield from _entity(issue, f"Issue {n}", WSW.Proposal, WSW.Issue, SKOS.Concept)
    coder = f"{DATA}coder/synthetic"
    yield from _entity(coder, "Synthetic", WSW.Coder)
    sources = -(-world.statements // world.per_source)
    days = np.sort(rng.integers(0, DAYS, sources))
    for n in range(sources):
        yield from _entity(f"{DATA}source/source-{n}", f"Source {n}", WSW.Source)
        if world.worded:
            yield f"<{DATA}source/source-{n}> <{SCHEMA.url}> <https://example.org/report/{n}> .\n"
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
        if world.worded:
            yield from _worded(n, statement, reading, WORDS[rng.integers(0, len(WORDS), 44)])
        else:
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


def _worded(n: int, statement: str, reading: str, words: np.ndarray) -> Iterator[str]:
    """The words of a statement, their place in the text, and why a reading reads them so."""
    passage, start = f"{DATA}passage/p{n:012x}", 200 * (n % 50)
    yield f'<{statement}> <{WSW.text}> "{" ".join(words[:20]).capitalize()} ({n})."@en .\n'
    yield f"<{statement}> <{WSW.passage}> <{passage}> .\n"
    for bound, at in ((OA.start, start), (OA.end, start + 180)):
        yield f'<{passage}> <{bound}> "{at}"^^<{XSD.integer}> .\n'
    yield f'<{reading}> <{WSW.reason}> "{" ".join(words[36:]).capitalize()}."@en .\n'
    if n % 2:
        quotation = f"{DATA}quotation/q{n:012x}"
        yield f"<{statement}> <{WSW.quotation}> <{quotation}> .\n"
        yield f'<{quotation}> <{OA.exact}> "{" ".join(words[20:36])}"@en .\n'
        yield f'<{quotation}> <{OA.start}> "{start + 40}"^^<{XSD.integer}> .\n'


def _entity(iri: str, label: str, *classes: str) -> Iterator[str]:
    for each in classes:
        yield f"<{iri}> <{RDF.type}> <{each}> .\n"
    yield f'<{iri}> <{RDFS.label}> "{label}"@en .\n'


def _zipf(number: int) -> np.ndarray:
    weights = 1 / np.arange(1, number + 1)
    return weights / weights.sum()


if __name__ == "__main__":
    sys.stdout.writelines(triples(World(int(sys.argv[1]))))
