"""A small town: who said what on which day, as a list that a test can count, and as a graph that kg reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.namespaces import DATA, PREFIXES


class Said(NamedTuple):
    """One statement with its one reading."""

    who: str
    source: str
    day: str | None
    target: str
    value: str

    @property
    def score(self) -> float | None:
        """Its score between -1 and 1; None if unclear."""
        return {"support": 1.0, "positive": 1.0, "oppose": -1.0, "negative": -1.0, "neutral": 0.0}.get(
            self.value
        )


TOWN = (
    Said("ann", "gazette", "2025-01-10", "toll", "support"),
    Said("ann", "gazette", "2025-01-20", "toll", "support"),
    Said("ann", "herald", "2025-02-10", "ferry", "oppose"),
    Said("ann", "mirror", "2025-03-10", "bridge", "support"),
    Said("ann", "gazette", "2025-01-10", "trust", "negative"),
    Said("bo", "gazette", "2025-01-11", "toll", "support"),
    Said("bo", "mirror", "2025-02-11", "ferry", "oppose"),
    Said("bo", "herald", "2025-03-11", "bridge", "neutral"),
    Said("cem", "gazette", "2025-01-12", "toll", "oppose"),
    Said("cem", "herald", "2025-02-12", "ferry", "support"),
    Said("cem", "mirror", "2025-03-12", "bridge", "support"),
    Said("cem", "mirror", "2025-03-12", "trust", "positive"),
    Said("dee", "herald", "2025-01-13", "toll", "oppose"),
    Said("dee", "mirror", None, "ferry", "support"),
    Said("dee", "herald", "2025-01-13", "trust", "unclear"),
    Said("eve", "mirror", "2025-03-14", "zoo", "support"),
)
LABELS = {who: f"{who.capitalize()} Berg" for who in ("ann", "bo", "cem", "dee", "eve")}
ISSUES = {"toll": "A toll", "ferry": "A ferry", "bridge": "A bridge", "zoo": "A zoo", "trust": "Trust"}
BROADER = {"toll": "traffic", "ferry": "traffic", "bridge": "traffic"}
NAMES = {**LABELS, **ISSUES, "red": "Red Party", "blue": "Blue Party", "traffic": "Traffic"}
PARTY = {"ann": "red", "bo": "red", "cem": "blue"}
#: The first day on which a party's members are known to have been in it.
SINCE = {"red": "2025-01-01", "blue": "2025-03-01"}


def turtle(town: Iterable[Said] = TOWN) -> str:
    """The town as a graph."""
    lines = [f"@prefix {prefix}: <{base}> ." for prefix, base in PREFIXES.items()]
    kinds = ("person", "organization", "issue", "source", "statement", "reading", "coder", "relation", "role")
    lines += [f"@prefix {kind}: <{DATA}{kind}/> ." for kind in (*kinds, "claim", "passage")]
    lines += [f'person:{who} a wsw:Person, wsw:Actor ; rdfs:label "{name}" .' for who, name in LABELS.items()]
    for issue, name in ISSUES.items():
        cls = "Condition" if issue == "trust" else "Proposal"
        broader = BROADER.get(issue)
        above = f" ; skos:broader issue:{broader} ; skos:broaderTransitive issue:{broader}" if broader else ""
        lines.append(f'issue:{issue} a wsw:{cls}, wsw:Issue, skos:Concept ; rdfs:label "{name}"{above} .')
    lines.append('issue:traffic a wsw:Topic, wsw:Issue, skos:Concept ; rdfs:label "Traffic" .')
    lines.append('coder:one a wsw:Coder ; rdfs:label "Coder One" .')
    lines += [f'source:{each} a wsw:Source ; rdfs:label "The {each}" .' for each in ("gazette", "herald")]
    lines.append('source:mirror a wsw:Source ; rdfs:label "The mirror" .')
    lines.append(
        'claim:c1 a wsw:NarratedClaim, wsw:Record ; wsw:text "Who is in which party."@en ; '
        "wsw:reportedIn source:gazette ; wsw:passage passage:p-claim . "
        'passage:p-claim oa:start "0"^^xsd:integer ; oa:end "5"^^xsd:integer .'
    )
    for party, since in SINCE.items():
        lines.append(
            f"organization:{party} a wsw:Party, wsw:Organization, wsw:Actor ; "
            f'rdfs:label "{party.capitalize()} Party" .'
        )
        for who in (who for who, each in PARTY.items() if each == party):
            lines.append(
                f"role:{who} a wsw:RoleHolding ; org:member person:{who} ; org:organization "
                f'organization:{party} ; wsw:former "false"^^xsd:boolean ; wsw:backedBy claim:c1 ; '
                f"org:memberDuring role:{who}-during . "
                f"role:{who}-during time:hasBeginning role:{who}-from ; time:hasEnd role:{who}-to . "
                f'role:{who}-from time:inXSDDate "{since}"^^xsd:date . '
                f'role:{who}-to time:inXSDDate "2025-12-31"^^xsd:date .'
            )
    for number, said in enumerate(town):
        days = [("earliest", "latest"), ("countsFrom", "countsUntil")] if said.day else []
        day = "".join(f'; wsw:{name} "{said.day}"^^xsd:date ' for pair in days for name in pair)
        day += f"; wsw:countsBy basis:{'stated' if said.day else 'unknown'}"
        judged = "evaluation" if said.value in ("positive", "negative") else "stance"
        lines.append(
            f"passage:p{number:012x} a wsw:Passage, oa:TextPositionSelector ; "
            f'oa:start "{number * 10}"^^xsd:integer ; oa:end "{number * 10 + 5}"^^xsd:integer .'
        )
        lines.append(
            f"statement:s{number:012x} a wsw:Statement, wsw:Record ; wsw:speaker person:{said.who} ; "
            f'wsw:text "Words {number}."@en ; wsw:mode mode:indirect ; wsw:reportedIn source:{said.source} '
            f"; wsw:passage passage:p{number:012x} ; prov:wasAttributedTo coder:one {day} ."
        )
        lines.append(
            f"reading:r{number:012x} a wsw:Reading ; wsw:readingOf statement:s{number:012x} ; "
            f"wsw:target issue:{said.target} ; wsw:{judged} {judged}:{said.value} ; "
            f"wsw:confidence confidence:{'high' if number % 2 else 'low'} ; prov:wasAttributedTo coder:one ."
        )
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as a Turtle file."""
    path = tmp_path_factory.mktemp("town") / "town.ttl"
    path.write_text(turtle(), encoding="utf-8")
    return path


@pytest.fixture
def town_of(tmp_path: Path) -> Callable[[Iterable[Said]], Path]:
    """Write the graph of another town."""

    def write(said: Iterable[Said]) -> Path:
        path = tmp_path / "other.ttl"
        path.write_text(turtle(said), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def spoken() -> tuple[Said, ...]:
    """The statements of the town."""
    return TOWN


Ties = dict[tuple[str, ...], float]
Formula = Callable[..., Ties]


@pytest.fixture(scope="session")
def formula() -> Formula:
    """The weights of the ties by the formula, computed for each pair of readings."""

    def ties(said: Iterable[Said], kind: str = "congruence", of: str = "who") -> Ties:
        shared = "target" if of == "who" else "who"
        counted = [one for one in said if kind == "cooccurrence" or one.score not in (None, 0.0)]
        found: Ties = {}
        for one, other in combinations(counted, 2):
            if getattr(one, shared) == getattr(other, shared) and getattr(one, of) != getattr(other, of):
                key = tuple(sorted(NAMES[getattr(each, of)] for each in (one, other)))
                adds = _near(one.score or 0.0, other.score or 0.0, kind)
                found[key] = found.get(key, 0.0) + adds
        # Actors who agree as often as they disagree have a tie of weight 0.
        return {key: weight for key, weight in found.items() if weight or kind == "subtract"}

    return ties


def _near(one: float, other: float, kind: str) -> float:
    apart = abs(one - other) / 2
    by = {"congruence": 1 - apart, "conflict": apart, "subtract": 1 - 2 * apart, "cooccurrence": 1.0}
    return by[kind]


@pytest.fixture(scope="session")
def read() -> Callable[[str], list[dict[str, str]]]:
    """The rows of a CSV answer."""
    return lambda text: list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="session")
def weights(read: Callable[[str], list[dict[str, str]]]) -> Callable[[str], Ties]:
    """The ties of a CSV answer."""
    return lambda text: {
        tuple(sorted((row["a_label"], row["b_label"]))): float(row["weight"]) for row in read(text)
    }
