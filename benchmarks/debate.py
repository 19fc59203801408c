"""A synthetic debate of any size, with everything that a page shows; the same numbers give the same triples.

Four nodes in five are actors, one is an issue, and there are two and a half statements per node. Every actor
speaks and every issue is discussed, so that the two-mode network has exactly the requested number of nodes.
The other statements are spread by Zipf's law (exponent 1), limited so that no actor makes more than about 2 %
of them and no issue takes more than about 5 %, since real hubs are smaller than the law predicts; in small
networks, at most three times an even share.

Each actor tends to one of two sides, each issue divides them to some degree, and one statement in ten goes
against the tendency. A statement has a paraphrase of twenty words, in half of the cases a quotation of
sixteen, a place in the text and a mode; its reading has a reason of eight words and one of three degrees of
confidence; one statement in ten has no date. A tenth of the issues are broad, and each other issue is below
one of them. The words are drawn evenly from 192 invented ones, which compress worse than a language. Nothing
here is real.

    python benchmarks/debate.py 1000 > graph.nt
    python benchmarks/debate.py 2500 100000 > graph.nt      as many statements as you want
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kg.namespaces import DATA, OA, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, WSW, XSD

FIRST = date(2023, 1, 1)
DAYS = 731
PER_SOURCE = 20
#: The largest shares of the statements for one actor and one issue.
ACTOR, ISSUE = 0.02, 0.05

#: Kinds of actors and of issues, with their classes, frequencies, and patterns of names.
ACTORS = {
    "person": (WSW.Person, 0.6, ()),
    "organization": (WSW.Organization, 0.2, ("{} Institute", "{} Chamber", "{} Union", "Bank of {}")),
    "government": (WSW.Government, 0.08, ("Government of {}", "{} Ministry")),
    "group": (WSW.Group, 0.07, ("Farmers of {}", "{} Students", "{} Tenants")),
    "country": (WSW.Country, 0.05, ("Republic of {}", "Kingdom of {}")),
}
ISSUES = ((WSW.Proposal, 0.7), (WSW.Condition, 0.15), (WSW.Topic, 0.15))
DOING = ("Closing", "Widening", "Selling", "Taxing", "Rebuilding", "Keeping", "Licensing", "Moving")
WHAT = ("harbour", "railway", "steel tariff", "water law", "land register", "power line", "school fund")
HOW = ("", " before the election", " for ten years", " without a vote", " at once")
PAPERS = ("Courier", "Gazette", "Herald", "Observer")
TOLD = ("enter the third week", "break off again", "divide the cabinet", "come to an end")

STANCES = {1: "support", -1: "oppose"}
MODES = {"indirect": 0.5, "direct": 0.3, "mixed": 0.15, "reported-belief": 0.05}
CONFIDENCE = {"high": 0.6, "medium": 0.3, "low": 0.1}
WORDS = np.array(
    [a + b + c for a in "bdfgklmnprst" for b in ("a", "ei", "o", "u") for c in ("", "n", "ram", "st")]
)


@dataclass(frozen=True, slots=True)
class Debate:
    """The number of nodes of the network, and the seed.

    Attributes:
        nodes: actors and issues together.
        seed: the random seed.
        said: number of statements; None for two and a half per node.
    """

    nodes: int
    seed: int = 1
    said: int | None = None

    @property
    def issues(self) -> int:
        """Number of issues."""
        return self.nodes // 5

    @property
    def actors(self) -> int:
        """Number of actors."""
        return self.nodes - self.issues

    @property
    def statements(self) -> int:
        """Number of statements, with one reading each."""
        return 5 * self.nodes // 2 if self.said is None else self.said


def triples(debate: Debate) -> Iterator[str]:
    """Yield the lines of an N-Triples file."""
    rng = np.random.default_rng(debate.seed)
    actors, issues = [], []
    coder, scheme = f"{DATA}coder/synthetic", f"{DATA}scheme/issues"
    yield from _entity(coder, "Synthetic", WSW.Coder)
    names = _different(lambda: _actor(rng))
    for n in range(debate.actors):
        kind, label = next(names)
        actors.append(f"{DATA}{kind}/actor-{n}")
        yield from _entity(actors[n], label, ACTORS[kind][0], WSW.Actor)
    topics = _different(lambda: _issue(rng))
    for n in range(debate.issues):
        issues.append(f"{DATA}issue/issue-{n}")
        kind, label = next(topics)
        yield from _entity(issues[n], label, kind, WSW.Issue, SKOS.Concept)
        yield f'<{issues[n]}> <{SKOS.prefLabel}> "{label}"@en .\n'
        yield f"<{issues[n]}> <{SKOS.inScheme}> <{scheme}> .\n"
    broad = debate.issues // 10
    for n in range(broad, debate.issues if broad else 0):
        above = issues[int(rng.integers(broad))]
        for term in (SKOS.broader, SKOS.broaderTransitive):
            yield f"<{issues[n]}> <{term}> <{above}> .\n"
    sources = -(-debate.statements // PER_SOURCE)
    for n in range(sources):
        source = f"{DATA}source/source-{n}"
        yield from _entity(source, _title(rng), WSW.Source)
        yield f"<{source}> <{SCHEMA.url}> <https://example.org/report/{n}> .\n"
    yield from _statements(debate, actors, issues, coder, np.sort(rng.integers(0, DAYS, sources)), rng)


def _statements(
    debate: Debate,
    actors: Sequence[str],
    issues: Sequence[str],
    coder: str,
    days: np.ndarray,
    rng: np.random.Generator,
) -> Iterator[str]:
    """Yield every statement with its reading; the days are those of the sources."""
    number = debate.statements
    side = rng.choice([-1, 1], len(actors))
    divides = rng.random(len(issues))
    who, what = _spread(len(actors), number, ACTOR, rng), _spread(len(issues), number, ISSUE, rng)
    leaning = np.where(rng.random(number) < divides[what], side[who], 1)
    taken = leaning * np.where(rng.random(number) < 0.1, -1, 1)
    neutral, undated = rng.random(number) < 0.05, rng.random(number) < 0.1
    modes = rng.choice(list(MODES), number, p=list(MODES.values()))
    sure = rng.choice(list(CONFIDENCE), number, p=list(CONFIDENCE.values()))
    for n in range(number):
        source = n // PER_SOURCE
        statement, reading = f"{DATA}statement/s{n:012x}", f"{DATA}reading/r{n:012x}"
        stance = "neutral" if neutral[n] else STANCES[int(taken[n])]
        yield f"<{statement}> <{RDF.type}> <{WSW.Statement}> .\n"
        yield f"<{statement}> <{RDF.type}> <{WSW.Record}> .\n"
        yield f"<{statement}> <{WSW.speaker}> <{actors[who[n]]}> .\n"
        yield f"<{statement}> <{WSW.mode}> <{PREFIXES['mode']}{modes[n]}> .\n"
        yield f"<{statement}> <{WSW.reportedIn}> <{DATA}source/source-{source}> .\n"
        yield from _date(statement, None if undated[n] else FIRST + timedelta(days=int(days[source])))
        yield f"<{reading}> <{RDF.type}> <{WSW.Reading}> .\n"
        yield f"<{reading}> <{WSW.readingOf}> <{statement}> .\n"
        yield f"<{reading}> <{WSW.target}> <{issues[what[n]]}> .\n"
        yield f"<{reading}> <{WSW.stance}> <{PREFIXES['stance']}{stance}> .\n"
        yield f"<{reading}> <{WSW.confidence}> <{PREFIXES['confidence']}{sure[n]}> .\n"
        yield f"<{reading}> <{PROV.wasAttributedTo}> <{coder}> .\n"
        yield from _words(n, statement, reading, WORDS[rng.integers(0, len(WORDS), 44)])


def _date(statement: str, day: date | None) -> Iterator[str]:
    """Yield the date of a statement, if known, and the days on which it counts, as a load derives them."""
    basis = "unknown" if day is None else "stated"
    for by in (WSW.dateBasis, WSW.countsBy):
        yield f"<{statement}> <{by}> <{PREFIXES['basis']}{basis}> .\n"
    if day is not None:
        for bound in (WSW.earliest, WSW.latest, WSW.countsFrom, WSW.countsUntil):
            yield f'<{statement}> <{bound}> "{day}"^^<{XSD.date}> .\n'


def _words(n: int, statement: str, reading: str, words: np.ndarray) -> Iterator[str]:
    """Yield the words of a statement, their place in the text, and the reason of its reading."""
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


def _spread(number: int, draws: int, limit: float, rng: np.random.Generator) -> np.ndarray:
    """Return each of ``number`` once and the rest by Zipf's law, none above its share, in random order."""
    share = max(limit, 3 / number)
    weights = 1 / np.arange(1, number + 1)
    weights /= weights.sum()
    for _ in range(100):  # the excess goes to the others, some of which then exceed the limit
        weights = np.minimum(weights, share)
        weights /= weights.sum()
    rest = rng.choice(number, draws - number, p=weights)
    return rng.permutation(np.concatenate([np.arange(number), rest]))


def _different(make: Callable[[], tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the results of ``make`` without repeated labels."""
    seen: set[str] = set()
    while True:
        kind, label = make()
        if label not in seen:
            seen.add(label)
            yield kind, label


def _actor(rng: np.random.Generator) -> tuple[str, str]:
    kind = str(rng.choice(list(ACTORS), p=[common for _, common, _ in ACTORS.values()]))
    forms = ACTORS[kind][2]
    form = forms[int(rng.integers(len(forms)))] if forms else f"{_name(rng, 2)} {{}}"
    return kind, form.format(_name(rng, 3))


def _issue(rng: np.random.Generator) -> tuple[str, str]:
    kind = ISSUES[int(rng.choice(len(ISSUES), p=[common for _, common in ISSUES]))][0]
    doing, what, how = (each[int(rng.integers(len(each)))] for each in (DOING, WHAT, HOW))
    return kind, f"{doing} {_name(rng, 2)} {what}{how}"


def _title(rng: np.random.Generator) -> str:
    paper, what, told = (each[int(rng.integers(len(each)))] for each in (PAPERS, WHAT, TOLD))
    return f"{_name(rng, 2)} {paper}: {what} talks {told}"


def _name(rng: np.random.Generator, syllables: int) -> str:
    pieces = [
        "bdfghklmnprstvz"[int(rng.integers(15))] + "aeiou"[int(rng.integers(5))] for _ in range(syllables)
    ]
    return ("".join(pieces) + ("", "n", "r", "l", "s")[int(rng.integers(5))]).capitalize()


if __name__ == "__main__":
    sys.stdout.writelines(triples(Debate(int(sys.argv[1]), said=int(sys.argv[2]) if sys.argv[2:] else None)))
