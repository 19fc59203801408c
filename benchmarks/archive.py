"""A full archive for benchmarks: the synthetic debate with everything else that a graph may contain.

The statements, readings, actors and issues are those of ``debate.py``. Added are reporters, publishers and
dates of sources, addressees, places, occasions, mentions, second readings, evaluations of conditions,
embedded attributions, narrated claims, offices and their holders, relations with their records, measures,
tariffs, agreements, events, figures, characterizations, contrasts, polls, fields of the coder's own, and
superseded or retracted records and readings. Each has rows in the named question about it. ``lines.py`` gives
their frequencies, as shares of the statements. The same number gives the same triples; nothing here is real.

    python benchmarks/archive.py 100000 > graph.nt
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import debate
import numpy as np
from lines import SHARE, Found, code, drawn, identity, of, recorded, taken_back, wording, written
from surroundings import people, sources, things

from kg.namespaces import DATA, OA, ORG, PREFIXES, PROV, RDF, TIME, WSW, XSD

TIES: Final = (
    *("leads", "memberOf", "represents", "worksFor", "met", "isToMeet", "visited", "spokeTo", "wroteTo"),
    *("allyOf", "negotiatesWith", "criticizes"),
)
NAMES: Final = ("a concession", "the price of admission", "a first step", "no serious plan", "a folly")
#: Statements per actor or issue on average, and the maximum.
PER_NODE, MOST = 40, 10_000


def triples(statements: int, seed: int = 2) -> Iterator[str]:
    """Yield the lines of an N-Triples file with this number of statements."""
    found = Found()
    yield from _debate(debate.Debate(min(MOST, max(50, statements // PER_NODE)), said=statements), found)
    rng = np.random.default_rng(seed)
    yield from people(found, statements, rng)
    yield from things(found, statements, rng)
    yield from sources(found, statements, rng)
    yield from _added(found, statements, rng)
    yield from _readings(found, statements, rng)
    yield from _claims(found, statements, rng)
    yield from _attested(found, statements, rng)


def _debate(made: debate.Debate, found: Found) -> Iterator[str]:
    """Yield the lines of the debate, with the precision of dates and the ends of quotations."""
    typed, earliest = f"> <{RDF.type}> <{WSW.base}", f"> <{WSW.earliest}> "
    quoted, derived = f"> <{OA.exact}> ", f"> <{WSW.base}counts"
    for line in debate.triples(made):
        if derived in line:  # sources have dates here, and a load derives what counts
            continue
        yield line
        if earliest in line:
            subject, _, value = line.partition(earliest)
            found.days.setdefault(int(subject[-12:], 16) // debate.PER_SOURCE, value[1:11])
            yield f"{subject}> <{WSW.datePrecision}> <{PREFIXES['precision']}day> .\n"
        elif quoted in line:
            subject = line.partition(quoted)[0]
            end = 200 * (int(subject[-12:], 16) % 50) + 140
            yield f'{subject}> <{OA.end}> "{end}"^^<{XSD.integer}> .\n'
        elif typed in line and "/statement/" not in line and "/reading/" not in line:
            subject, _, name = line.partition(typed)
            found.of[name.removesuffix("> .\n")].append(subject[1:])


def _added(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield what statements have in addition to those of the debate, and what they say of others."""
    chance = {name: rng.random(statements) < share for name, share in SHARE.items()}
    actors, bodies = found.of["Actor"], found.of["body"]
    things = [*found.of["measure"], *found.of["agreement"], *found.of["event"]]
    for n in range(statements):
        statement, its = identity("statement", n), {name for name, yes in chance.items() if yes[n]}
        yield f"<{statement}> <{PROV.wasAttributedTo}> <{DATA}coder/synthetic> .\n"
        reporters = found.of[f"authors {n // debate.PER_SOURCE}"]
        if "elsewhere" in its:
            reporters = [drawn(found.of["unnamed"] if "unnamed" in its else found.of["reporter"], rng)]
        mentions = [drawn(actors, rng)] if "mention" in its else []
        mentions += [drawn(things, rng)] if "thing" in its else []
        mentions += [drawn(found.of["poll"], rng)] if "poll" in its else []
        yield from of(
            statement,
            (),
            reportedBy=reporters,
            mentions=mentions,
            addressee=drawn(actors, rng) if "addressee" in its else None,
            place=drawn(found.of["place"], rng) if "place" in its else None,
            occasion=f"at the {wording(rng, 1).lower()} meeting" if "occasion" in its else None,
            onBehalfOf=drawn(bodies, rng) if "behalf" in its else None,
            cue="said" if "cue" in its else None,
        )
        if "field" in its:
            yield from of(statement, (), field=identity("field", n))
            yield from of(identity("field", n), ("Field",), "tone", fieldValue=("calm", "sharp")[n % 2])
        if "embedded" in its:
            embedded = identity("embedded", n)
            yield from of(embedded, ("EmbeddedAttribution",), within=statement, attributee=drawn(actors, rng))
            yield from of(embedded, (), attitude=code("attitude", ("wants", "believes", "says")[n % 3]))
            yield from recorded(n, embedded, n // debate.PER_SOURCE, rng)
        if "superseded" in its and n:
            yield f"<{statement}> <{PROV.wasRevisionOf}> <{identity('statement', n - 1)}> .\n"
        elif "retracted" in its:
            yield from taken_back(statement, "somebody else said it")


def _readings(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield second readings, some of which replace the first; evaluations; retracted readings."""
    issues = [*found.of["Proposal"], *found.of["Topic"]]
    conditions = found.of["Condition"] or issues
    for n in range(statements):
        kind = rng.random()
        if kind < SHARE["second"] + SHARE["evaluation"]:
            second, judged = kind < SHARE["second"], rng.integers(4)
            reading = f"{DATA}reading/x{n:012x}"
            yield from of(
                reading,
                ("Reading",),
                readingOf=identity("statement", n),
                target=drawn(issues if second else conditions, rng),
                stance=code("stance", ("support", "oppose", "neutral", "unclear")[judged])
                if second
                else None,
                evaluation=None if second else code("evaluation", ("positive", "negative")[judged % 2]),
                confidence=code("confidence", ("high", "medium", "low")[judged % 3]),
                reason=f"{wording(rng, 5)}.",
            )
            yield f"<{reading}> <{PROV.wasAttributedTo}> <{DATA}coder/second> .\n"
            if second and kind < SHARE["superseded"]:
                yield f"<{reading}> <{PROV.wasRevisionOf}> <{identity('reading', n)}> .\n"
        elif kind > 1 - SHARE["retracted"]:
            yield from taken_back(identity("reading", n), "nothing in the words")


def _claims(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield what reporters say in their own voice; one in a hundred claims replaces the previous one."""
    actors, issues = found.of["Actor"], found.of["Issue"]
    for n in range(max(1, round(SHARE["claim"] * statements))):
        claim, source = (
            identity("claim", n),
            min(n * 10 // debate.PER_SOURCE, (statements - 1) // debate.PER_SOURCE),
        )
        yield from of(claim, ("NarratedClaim",), mentions=[drawn(actors, rng), drawn(issues, rng)])
        yield from of(claim, (), reportedBy=found.of[f"authors {source}"])
        if n % 2 and source in found.days:
            day = date.fromisoformat(found.days[source])
            yield from of(claim, (), earliest=day, latest=day, datePrecision=code("precision", "day"))
            yield from of(claim, (), dateBasis=code("basis", "stated"))
        yield from recorded(n, claim, source, rng)
        if n % 100 == 99:
            yield f"<{claim}> <{PROV.wasRevisionOf}> <{identity('claim', n - 1)}> .\n"


def _attested(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield what claims and statements attest: offices held, relations, figures, names given, contrasts."""
    many = {name: max(2, round(SHARE[name] * statements)) for name in SHARE}
    people, actors = found.of["Person"], found.of["Actor"]

    def claim() -> str:
        return identity("claim", int(rng.integers(many["claim"])))

    for n in range(many["role"]):
        role, office, ended = identity("role", n), drawn(found.of["office"], rng), n % 4 == 0
        yield from of(role, ("RoleHolding",), former=ended, backedBy=claim())
        body = drawn(found.of["body"], rng)
        for name, value in ((ORG.member, drawn(people, rng)), (ORG.organization, body), (ORG.role, office)):
            yield f"<{role}> <{name}> <{value}> .\n"
        day = debate.FIRST + timedelta(days=int(rng.integers(debate.DAYS)))
        if n % 3:
            yield from of(role, (), attestedOn=day)
        else:
            time, bound = f"{DATA}interval/i{n}", TIME.hasEnd if ended else TIME.hasBeginning
            yield f"<{role}> <{ORG.memberDuring}> <{time}> .\n<{time}> <{bound}> <{time}-day> .\n"
            yield f"<{time}-day> <{TIME.inXSDDate}> {written(day)} .\n"
    ties = [(tie, people if tie in TIES[:4] else actors) for tie in TIES]
    for n in range(many["relation"]):
        tie, subjects = ties[n % len(ties)]
        objects = found.of["body"] if subjects is people else actors
        yield from _relation(n, drawn(subjects, rng), tie, drawn(objects, rng), claim())
    for n, event in enumerate(found.of["event"]):
        tie = ("setDeadline", "missedDeadline")[n % 2]
        yield from _relation(many["relation"] + n, drawn(actors, rng), tie, event, claim())
    for n, place in enumerate(found.of["place"][1::3]):
        inside = found.of["place"][0]
        yield from _relation(many["relation"] + many["event"] + n + 9, place, "locatedIn", inside, claim())
    for n in range(many["figure"]):
        figure, value = identity("figure", n), int(rng.integers(1, 1000))
        record = claim() if n % 2 else identity("statement", int(rng.integers(statements)))
        yield from of(
            figure, ("Figure",), f"{wording(rng, 2)} {n}", backedBy=record, givenBy=drawn(actors, rng)
        )
        yield from of(
            figure, (), value=value, unit="jobs", asStated=f"{value} jobs", counts="jobs at the harbour"
        )
    for n in range(many["name"]):
        named = drawn([*found.of["measure"], *found.of["Issue"]], rng)
        record = identity("statement", int(rng.integers(statements)))
        name = NAMES[int(rng.integers(len(NAMES)))]
        node = identity("characterization", n)
        yield from of(
            node, ("Characterization",), characterizes=named, describedAs=name, characterizedIn=record
        )
    for n in range(many["contrast"]):
        contrast = f"{DATA}contrast/x{n:012x}"
        yield from of(
            contrast, ("Contrast",), contrasts=[claim(), identity("statement", int(rng.integers(statements)))]
        )
        yield from of(
            contrast, (), text=f"{wording(rng, 8)}.", cue="But", reportedIn=f"{DATA}source/source-0"
        )


def _relation(n: int, subject: str, tie: str, value: str, record: str) -> Iterator[str]:
    """A relation and its record."""
    relation = f"{DATA}relation/t{n:012x}"
    yield f"<{subject}> <{WSW[tie]}> <{value}> .\n"
    yield from of(relation, ("RelationRecord",), backedBy=record)
    for name, term in ((RDF.subject, subject), (RDF.predicate, WSW[tie]), (RDF.object, value)):
        yield f"<{relation}> <{name}> <{term}> .\n"


if __name__ == "__main__":
    sys.stdout.writelines(triples(int(sys.argv[1])))
