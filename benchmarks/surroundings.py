"""The actors and things of the synthetic archive (``archive.py``) that the debate does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import debate
import numpy as np
from lines import SHARE, Found, code, drawn, identity, of, wording

from kg.namespaces import DATA, SCHEMA

OFFICES: Final = ("Chair", "Minister", "Secretary", "Envoy", "Treasurer", "Spokesperson", "Director")
STATUSES: Final = ("in-force", "planned", "ended", "under-negotiation")


def people(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield reporters, publishers, parties, unnamed sources, polled populations, a second coder."""
    yield from of(f"{DATA}coder/second", ("Coder",), "Second coder")
    for n, paper in enumerate(debate.PAPERS):
        found.of["publisher"].append(f"{DATA}organization/paper-{n}")
        yield from of(found.of["publisher"][n], ("Organization", "Actor"), f"The {paper}")
    for n in range(max(4, statements // 2000)):
        found.of["reporter"].append(f"{DATA}person/reporter-{n}")
        yield from of(found.of["reporter"][n], ("Person", "Actor"), f"{wording(rng, 1)} Reporter {n}")
    for n, group in enumerate(found.of["Group"]):
        yield from of(group, (), unnamed=n % 4 == 0)
    found.of["unnamed"] = found.of["Group"][::4]
    for body in found.of["Organization"][::8]:
        yield from of(body, ("Party",))
        found.of["party"].append(body)
    countries = found.of["Country"]
    for n, body in enumerate(found.of["Government"] if countries else ()):
        yield from of(body, ("Organization",), governs=countries[n % len(countries)])
    found.of["body"] = [*found.of["party"], *found.of["Government"]]
    for n in range(max(2, round(SHARE["poll"] * statements))):
        population = f"{DATA}population/poll-{n}"
        found.of["poll"].append(population)
        share, by = int(rng.integers(5, 95)), drawn(found.of["Organization"], rng)
        yield from of(population, ("PolledPopulation", "Group", "Actor"), f"{share} in 100 of poll {n}")
        yield from of(population, (), unnamed=False, share=share, foundByPoll=by)


def things(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield places, offices, measures, agreements and events, and issues that concern some of them."""
    for n in range(max(10, min(500, statements // 500))):
        found.of["place"].append(f"{DATA}place/place-{n}")
        yield from of(found.of["place"][n], ("Place",), f"{wording(rng, 1)} Square {n}")
    for n in range(len(OFFICES) * 10):
        found.of["office"].append(f"{DATA}office/office-{n}")
        yield from of(found.of["office"][n], ("Office",), f"{OFFICES[n % len(OFFICES)]} {n}")
    actors, issues = found.of["Actor"], found.of["Issue"]
    for kind in ("measure", "agreement", "event"):
        for n in range(max(4, round(SHARE[kind] * statements))):
            thing = f"{DATA}{kind}/{kind}-{n}"
            found.of[kind].append(thing)
            status = code("status", STATUSES[int(rng.integers(len(STATUSES)))])
            yield from of(thing, (kind.capitalize(),), f"{wording(rng, 2)} {kind} {n}", status=status)
            claim = identity("claim", int(rng.integers(max(1, round(SHARE["claim"] * statements)))))
            yield from of(thing, (), backedBy=claim)
            yield from of(drawn(issues, rng), (), concerns=thing if n % 10 == 0 else None)
            one, other = drawn(actors, rng), drawn(actors, rng)
            if kind == "measure":
                yield from of(
                    thing, (), takenBy=one, directedAt=other, measureKind="tariff" if n % 2 else "tax"
                )
                if n % 2:
                    yield from of(thing, ("Tariff",), rate=int(rng.integers(1, 60)), goods="harbour cranes")
            elif kind == "agreement":
                yield from (line for party in (one, other) for line in of(party, (), partyTo=thing))
            else:
                day = debate.FIRST + timedelta(days=int(rng.integers(debate.DAYS)))
                yield from of(thing, (), earliest=day, latest=day, datePrecision=code("precision", "day"))
                yield from of(thing, (), place=drawn(found.of["place"], rng), participant=[one, other])


def sources(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield author, publisher and date of each source: the day after what it reports was said."""
    for n in range(-(-statements // debate.PER_SOURCE)):
        source = f"{DATA}source/source-{n}"
        if n in found.days:
            day = date.fromisoformat(found.days[n]) + timedelta(days=1)
            yield from of(source, (), earliest=day, latest=day, dateBasis=code("basis", "stated"))
        authors = dict.fromkeys(drawn(found.of["reporter"], rng) for _ in range(1 + n % 2))
        found.of[f"authors {n}"] = list(authors)
        for author in authors:
            yield f"<{source}> <{SCHEMA.author}> <{author}> .\n"
        yield f"<{source}> <{SCHEMA.publisher}> <{found.of['publisher'][n % len(found.of['publisher'])]}> .\n"
