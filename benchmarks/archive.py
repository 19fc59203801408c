"""A full archive for benchmarks: the made-up debate with all else that a graph may hold.

The statements, readings, actors and issues are those of ``debate.py``. Added are reporters, publishers and
dates of sources, addressees, places, occasions, mentions, second readings, evaluations of conditions,
embedded attributions, narrated claims, offices and who held them, relations with their records, measures,
tariffs, agreements, events, figures, characterizations, contrasts, polls, fields of the coder's own, and
records and readings that were superseded or retracted. Each has rows in the named question that asks for
it. How common each is stands in ``SHARE``, as a share of the statements. The same number gives the same
triples; nothing here is real.

    python benchmarks/archive.py 100000 > graph.nt
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import debate
import numpy as np

from kg.namespaces import DATA, OA, ORG, PREFIXES, PROV, RDF, RDFS, SCHEMA, TIME, WSW, XSD

#: How many there are of each, as a share of the statements.
SHARE: Final = {
    **{"addressee": 0.1, "place": 0.15, "occasion": 0.05, "behalf": 0.05, "cue": 0.3, "field": 0.01},
    **{"mention": 0.4, "thing": 0.1, "embedded": 0.05, "elsewhere": 0.03, "unnamed": 0.005},
    **{"second": 0.05, "evaluation": 0.08, "superseded": 0.003, "retracted": 0.003},
    **{"claim": 0.1, "role": 0.01, "relation": 0.03, "figure": 0.01, "name": 0.02, "contrast": 0.001},
    **{"measure": 0.002, "agreement": 0.0005, "event": 0.003, "poll": 0.0002},
}
TIES: Final = (
    *("leads", "memberOf", "represents", "worksFor", "met", "isToMeet", "visited", "spokeTo", "wroteTo"),
    *("allyOf", "negotiatesWith", "criticizes"),
)
NAMES: Final = ("a concession", "the price of admission", "a first step", "no serious plan", "a folly")
OFFICES: Final = ("Chair", "Minister", "Secretary", "Envoy", "Treasurer", "Spokesperson", "Director")
STATUSES: Final = ("in-force", "planned", "ended", "under-negotiation")
TAKEN_BACK: Final = "2025-03-01T09:00:00Z"
#: How many statements there are for each actor or issue, and the most of these.
PER_NODE, MOST = 40, 10_000


@dataclass(slots=True)
class Found:
    """What the debate has, as its lines go by: IRIs by class, and the first day said in each source."""

    of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[int, str] = field(default_factory=dict)


def triples(statements: int, seed: int = 2) -> Iterator[str]:
    """The lines of an N-Triples file with so many statements."""
    found = Found()
    yield from _debate(debate.Debate(min(MOST, max(50, statements // PER_NODE)), said=statements), found)
    rng = np.random.default_rng(seed)
    yield from _people(found, statements, rng)
    yield from _things(found, statements, rng)
    yield from _sources(found, statements, rng)
    yield from _added(found, statements, rng)
    yield from _readings(found, statements, rng)
    yield from _claims(found, statements, rng)
    yield from _attested(found, statements, rng)


def _debate(made: debate.Debate, found: Found) -> Iterator[str]:
    """The lines of the debate; what is dated gets the precision of its date, a quotation its end."""
    typed, earliest = f"> <{RDF.type}> <{WSW.base}", f"> <{WSW.earliest}> "
    quoted = f"> <{OA.exact}> "
    for line in debate.triples(made):
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


def _of(subject: str, classes: Iterable[str], label: str = "", /, **values: object) -> Iterator[str]:
    """The lines on one thing: classes, a label, and values of properties; None is left out."""
    for name in classes:
        yield f"<{subject}> <{RDF.type}> <{WSW[name]}> .\n"
    if label:
        yield f'<{subject}> <{RDFS.label}> "{label}"@en .\n'
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield f"<{subject}> <{WSW[name]}> {_term(each)} .\n"


def _term(value: object) -> str:
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD.boolean}>'
    if isinstance(value, int | np.integer):
        return f'"{value}"^^<{XSD.decimal}>'
    if isinstance(value, date):
        return f'"{value}"^^<{XSD.date}>'
    return f"<{value}>" if str(value).startswith("http") else f'"{value}"@en'


def _code(scheme: str, name: str) -> str:
    return PREFIXES[scheme] + name


def _id(kind: str, number: int) -> str:
    return f"{DATA}{kind}/{kind[0]}{number:012x}"


def _any(of: list[str], rng: np.random.Generator) -> str:
    return of[int(rng.integers(len(of)))]


def _words(rng: np.random.Generator, number: int) -> str:
    return " ".join(debate.WORDS[rng.integers(0, len(debate.WORDS), number)]).capitalize()


def _record(n: int, subject: str, source: int, rng: np.random.Generator) -> Iterator[str]:
    """Words, passage, source and coder of a record that is no statement of the debate."""
    passage, start = (
        f"{subject.replace('/claim/', '/passage/').replace('/embedded/', '/passage/')}",
        200 * (n % 50),
    )
    yield from _of(
        subject,
        ("Record",),
        text=f"{_words(rng, 12)} ({n}).",
        passage=passage,
        reportedIn=f"{DATA}source/source-{source}",
    )
    yield f"<{subject}> <{PROV.wasAttributedTo}> <{DATA}coder/synthetic> .\n"
    for bound, at in ((OA.start, start), (OA.end, start + 90)):
        yield f'<{passage}> <{bound}> "{at}"^^<{XSD.integer}> .\n'


def _people(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Reporters, publishers, parties, who remains unnamed, what polls found, a second coder."""
    yield from _of(f"{DATA}coder/second", ("Coder",), "Second coder")
    for n, paper in enumerate(debate.PAPERS):
        found.of["publisher"].append(f"{DATA}organization/paper-{n}")
        yield from _of(found.of["publisher"][n], ("Organization", "Actor"), f"The {paper}")
    for n in range(max(4, statements // 2000)):
        found.of["reporter"].append(f"{DATA}person/reporter-{n}")
        yield from _of(found.of["reporter"][n], ("Person", "Actor"), f"{_words(rng, 1)} Reporter {n}")
    for n, group in enumerate(found.of["Group"]):
        yield from _of(group, (), unnamed=n % 4 == 0)
    found.of["unnamed"] = found.of["Group"][::4]
    for body in found.of["Organization"][::8]:
        yield from _of(body, ("Party",))
        found.of["party"].append(body)
    countries = found.of["Country"]
    for n, body in enumerate(found.of["Government"] if countries else ()):
        yield from _of(body, ("Organization",), governs=countries[n % len(countries)])
    found.of["body"] = [*found.of["party"], *found.of["Government"]]
    for n in range(max(2, round(SHARE["poll"] * statements))):
        population = f"{DATA}population/poll-{n}"
        found.of["poll"].append(population)
        share, by = int(rng.integers(5, 95)), _any(found.of["Organization"], rng)
        yield from _of(population, ("PolledPopulation", "Group", "Actor"), f"{share} in 100 of poll {n}")
        yield from _of(population, (), unnamed=False, share=share, foundByPoll=by)


def _things(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Places, offices, measures, agreements and events, and the issues that concern some."""
    for n in range(max(10, min(500, statements // 500))):
        found.of["place"].append(f"{DATA}place/place-{n}")
        yield from _of(found.of["place"][n], ("Place",), f"{_words(rng, 1)} Square {n}")
    for n in range(len(OFFICES) * 10):
        found.of["office"].append(f"{DATA}office/office-{n}")
        yield from _of(found.of["office"][n], ("Office",), f"{OFFICES[n % len(OFFICES)]} {n}")
    actors, issues = found.of["Actor"], found.of["Issue"]
    for kind in ("measure", "agreement", "event"):
        for n in range(max(4, round(SHARE[kind] * statements))):
            thing = f"{DATA}{kind}/{kind}-{n}"
            found.of[kind].append(thing)
            status = _code("status", STATUSES[int(rng.integers(len(STATUSES)))])
            yield from _of(thing, (kind.capitalize(),), f"{_words(rng, 2)} {kind} {n}", status=status)
            claim = _id("claim", int(rng.integers(max(1, round(SHARE["claim"] * statements)))))
            yield from _of(thing, (), backedBy=claim)
            yield from _of(_any(issues, rng), (), concerns=thing if n % 10 == 0 else None)
            one, other = _any(actors, rng), _any(actors, rng)
            if kind == "measure":
                yield from _of(
                    thing, (), takenBy=one, directedAt=other, measureKind="tariff" if n % 2 else "tax"
                )
                if n % 2:
                    yield from _of(thing, ("Tariff",), rate=int(rng.integers(1, 60)), goods="harbour cranes")
            elif kind == "agreement":
                yield from (line for party in (one, other) for line in _of(party, (), partyTo=thing))
            else:
                day = debate.FIRST + timedelta(days=int(rng.integers(debate.DAYS)))
                yield from _of(thing, (), earliest=day, latest=day, datePrecision=_code("precision", "day"))
                yield from _of(thing, (), place=_any(found.of["place"], rng), participant=[one, other])


def _sources(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Who wrote each source, who published it, and when: the day after what it reports was said."""
    for n in range(-(-statements // debate.PER_SOURCE)):
        source = f"{DATA}source/source-{n}"
        if n in found.days:
            day = date.fromisoformat(found.days[n]) + timedelta(days=1)
            yield from _of(source, (), earliest=day, latest=day, dateBasis=_code("basis", "stated"))
        authors = dict.fromkeys(_any(found.of["reporter"], rng) for _ in range(1 + n % 2))
        found.of[f"authors {n}"] = list(authors)
        for author in authors:
            yield f"<{source}> <{SCHEMA.author}> <{author}> .\n"
        yield f"<{source}> <{SCHEMA.publisher}> <{found.of['publisher'][n % len(found.of['publisher'])]}> .\n"


def _added(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """What statements have beside that of the debate, and what was said in them of others."""
    chance = {name: rng.random(statements) < share for name, share in SHARE.items()}
    actors, bodies = found.of["Actor"], found.of["body"]
    things = [*found.of["measure"], *found.of["agreement"], *found.of["event"]]
    for n in range(statements):
        statement, its = _id("statement", n), {name for name, yes in chance.items() if yes[n]}
        yield f"<{statement}> <{PROV.wasAttributedTo}> <{DATA}coder/synthetic> .\n"
        reporters = found.of[f"authors {n // debate.PER_SOURCE}"]
        if "elsewhere" in its:
            reporters = [_any(found.of["unnamed"] if "unnamed" in its else found.of["reporter"], rng)]
        mentions = [_any(actors, rng)] if "mention" in its else []
        mentions += [_any(things, rng)] if "thing" in its else []
        mentions += [_any(found.of["poll"], rng)] if "poll" in its else []
        yield from _of(
            statement,
            (),
            reportedBy=reporters,
            mentions=mentions,
            addressee=_any(actors, rng) if "addressee" in its else None,
            place=_any(found.of["place"], rng) if "place" in its else None,
            occasion=f"at the {_words(rng, 1).lower()} meeting" if "occasion" in its else None,
            onBehalfOf=_any(bodies, rng) if "behalf" in its else None,
            cue="said" if "cue" in its else None,
        )
        if "field" in its:
            yield from _of(statement, (), field=_id("field", n))
            yield from _of(_id("field", n), ("Field",), "tone", fieldValue=("calm", "sharp")[n % 2])
        if "embedded" in its:
            embedded = _id("embedded", n)
            yield from _of(embedded, ("EmbeddedAttribution",), within=statement, attributee=_any(actors, rng))
            yield from _of(embedded, (), attitude=_code("attitude", ("wants", "believes", "says")[n % 3]))
            yield from _record(n, embedded, n // debate.PER_SOURCE, rng)
        if "superseded" in its and n:
            yield f"<{statement}> <{PROV.wasRevisionOf}> <{_id('statement', n - 1)}> .\n"
        elif "retracted" in its:
            yield from _taken_back(statement, "somebody else said it")


def _taken_back(node: str, reason: str) -> Iterator[str]:
    yield f'<{node}> <{PROV.invalidatedAtTime}> "{TAKEN_BACK}"^^<{XSD.dateTime}> .\n'
    yield from _of(node, (), retractionReason=reason)


def _readings(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """Second readings, some of which replace the first; evaluations; readings that were taken back."""
    issues = [*found.of["Proposal"], *found.of["Topic"]]
    conditions = found.of["Condition"] or issues
    for n in range(statements):
        kind = rng.random()
        if kind < SHARE["second"] + SHARE["evaluation"]:
            second, judged = kind < SHARE["second"], rng.integers(4)
            reading = f"{DATA}reading/x{n:012x}"
            yield from _of(
                reading,
                ("Reading",),
                readingOf=_id("statement", n),
                target=_any(issues if second else conditions, rng),
                stance=_code("stance", ("support", "oppose", "neutral", "unclear")[judged])
                if second
                else None,
                evaluation=None if second else _code("evaluation", ("positive", "negative")[judged % 2]),
                confidence=_code("confidence", ("high", "medium", "low")[judged % 3]),
                reason=f"{_words(rng, 5)}.",
            )
            yield f"<{reading}> <{PROV.wasAttributedTo}> <{DATA}coder/second> .\n"
            if second and kind < SHARE["superseded"]:
                yield f"<{reading}> <{PROV.wasRevisionOf}> <{_id('reading', n)}> .\n"
        elif kind > 1 - SHARE["retracted"]:
            yield from _taken_back(_id("reading", n), "nothing in the words")


def _claims(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """What the reporters say in their own voice; one in a hundred claims replaces the one before."""
    actors, issues = found.of["Actor"], found.of["Issue"]
    for n in range(max(1, round(SHARE["claim"] * statements))):
        claim, source = (
            _id("claim", n),
            min(n * 10 // debate.PER_SOURCE, (statements - 1) // debate.PER_SOURCE),
        )
        yield from _of(claim, ("NarratedClaim",), mentions=[_any(actors, rng), _any(issues, rng)])
        yield from _of(claim, (), reportedBy=found.of[f"authors {source}"])
        if n % 2 and source in found.days:
            day = date.fromisoformat(found.days[source])
            yield from _of(claim, (), earliest=day, latest=day, datePrecision=_code("precision", "day"))
            yield from _of(claim, (), dateBasis=_code("basis", "stated"))
        yield from _record(n, claim, source, rng)
        if n % 100 == 99:
            yield f"<{claim}> <{PROV.wasRevisionOf}> <{_id('claim', n - 1)}> .\n"


def _attested(found: Found, statements: int, rng: np.random.Generator) -> Iterator[str]:
    """What claims and statements attest: offices held, relations, figures, names given, contrasts."""
    many = {name: max(2, round(SHARE[name] * statements)) for name in SHARE}
    people, actors = found.of["Person"], found.of["Actor"]

    def claim() -> str:
        return _id("claim", int(rng.integers(many["claim"])))

    for n in range(many["role"]):
        role, office, ended = _id("role", n), _any(found.of["office"], rng), n % 4 == 0
        yield from _of(role, ("RoleHolding",), former=ended, backedBy=claim())
        body = _any(found.of["body"], rng)
        for name, value in ((ORG.member, _any(people, rng)), (ORG.organization, body), (ORG.role, office)):
            yield f"<{role}> <{name}> <{value}> .\n"
        day = debate.FIRST + timedelta(days=int(rng.integers(debate.DAYS)))
        if n % 3:
            yield from _of(role, (), attestedOn=day)
        else:
            time, bound = f"{DATA}interval/i{n}", TIME.hasEnd if ended else TIME.hasBeginning
            yield f"<{role}> <{ORG.memberDuring}> <{time}> .\n<{time}> <{bound}> <{time}-day> .\n"
            yield f"<{time}-day> <{TIME.inXSDDate}> {_term(day)} .\n"
    ties = [(tie, people if tie in TIES[:4] else actors) for tie in TIES]
    for n in range(many["relation"]):
        tie, subjects = ties[n % len(ties)]
        objects = found.of["body"] if subjects is people else actors
        yield from _relation(n, _any(subjects, rng), tie, _any(objects, rng), claim())
    for n, event in enumerate(found.of["event"]):
        tie = ("setDeadline", "missedDeadline")[n % 2]
        yield from _relation(many["relation"] + n, _any(actors, rng), tie, event, claim())
    for n, place in enumerate(found.of["place"][1::3]):
        inside = found.of["place"][0]
        yield from _relation(many["relation"] + many["event"] + n + 9, place, "locatedIn", inside, claim())
    for n in range(many["figure"]):
        figure, value = _id("figure", n), int(rng.integers(1, 1000))
        record = claim() if n % 2 else _id("statement", int(rng.integers(statements)))
        yield from _of(
            figure, ("Figure",), f"{_words(rng, 2)} {n}", backedBy=record, givenBy=_any(actors, rng)
        )
        yield from _of(
            figure, (), value=value, unit="jobs", asStated=f"{value} jobs", counts="jobs at the harbour"
        )
    for n in range(many["name"]):
        named = _any([*found.of["measure"], *found.of["Issue"]], rng)
        record = _id("statement", int(rng.integers(statements)))
        name = NAMES[int(rng.integers(len(NAMES)))]
        node = _id("characterization", n)
        yield from _of(
            node, ("Characterization",), characterizes=named, describedAs=name, characterizedIn=record
        )
    for n in range(many["contrast"]):
        contrast = f"{DATA}contrast/x{n:012x}"
        yield from _of(
            contrast, ("Contrast",), contrasts=[claim(), _id("statement", int(rng.integers(statements)))]
        )
        yield from _of(
            contrast, (), text=f"{_words(rng, 8)}.", cue="But", reportedIn=f"{DATA}source/source-0"
        )


def _relation(n: int, subject: str, tie: str, value: str, record: str) -> Iterator[str]:
    """A relation and its record."""
    relation = f"{DATA}relation/t{n:012x}"
    yield f"<{subject}> <{WSW[tie]}> <{value}> .\n"
    yield from _of(relation, ("RelationRecord",), backedBy=record)
    for name, term in ((RDF.subject, subject), (RDF.predicate, WSW[tie]), (RDF.object, value)):
        yield f"<{relation}> <{name}> <{term}> .\n"


if __name__ == "__main__":
    sys.stdout.writelines(triples(int(sys.argv[1])))
