"""Lines of the synthetic archive (``archive.py``): functions shared by all of its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import debate
import numpy as np

from kg.namespaces import DATA, OA, PREFIXES, PROV, RDF, RDFS, WSW, XSD

#: Frequency of each kind, as a share of the statements.
SHARE: Final = {
    **{"addressee": 0.1, "place": 0.15, "occasion": 0.05, "behalf": 0.05, "cue": 0.3, "field": 0.01},
    **{"mention": 0.4, "thing": 0.1, "embedded": 0.05, "elsewhere": 0.03, "unnamed": 0.005},
    **{"second": 0.05, "evaluation": 0.08, "superseded": 0.003, "retracted": 0.003},
    **{"claim": 0.1, "role": 0.01, "relation": 0.03, "figure": 0.01, "name": 0.02, "contrast": 0.001},
    **{"measure": 0.002, "agreement": 0.0005, "event": 0.003, "poll": 0.002},
}
TAKEN_BACK: Final = "2025-03-01T09:00:00Z"


@dataclass(slots=True)
class Found:
    """Contents of the debate, from its lines: IRIs by class, and the first day said in each source."""

    of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    days: dict[int, str] = field(default_factory=dict)


def of(subject: str, classes: Iterable[str], label: str = "", /, **values: object) -> Iterator[str]:
    """Yield the lines of a thing: classes, a label, and values of properties; None is left out."""
    for name in classes:
        yield f"<{subject}> <{RDF.type}> <{WSW[name]}> .\n"
    if label:
        yield f'<{subject}> <{RDFS.label}> "{label}"@en .\n'
    for name, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield f"<{subject}> <{WSW[name]}> {written(each)} .\n"


def written(value: object) -> str:
    """Return a value in N-Triples; text without a scheme is English."""
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD.boolean}>'
    if isinstance(value, int | np.integer):
        return f'"{value}"^^<{XSD.decimal}>'
    if isinstance(value, date):
        return f'"{value}"^^<{XSD.date}>'
    return f"<{value}>" if str(value).startswith("http") else f'"{value}"@en'


def code(scheme: str, name: str) -> str:
    """Return the IRI of a code."""
    return PREFIXES[scheme] + name


def identity(kind: str, number: int) -> str:
    """Return the IRI of the record with this number."""
    return f"{DATA}{kind}/{kind[0]}{number:012x}"


def drawn(of: list[str], rng: np.random.Generator) -> str:
    """Draw one of some IRIs."""
    return of[int(rng.integers(len(of)))]


def wording(rng: np.random.Generator, number: int) -> str:
    """Return this number of invented words."""
    return " ".join(debate.WORDS[rng.integers(0, len(debate.WORDS), number)]).capitalize()


def recorded(n: int, subject: str, source: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield words, passage, source and coder of a record that is not a statement of the debate."""
    passage, start = (
        f"{subject.replace('/claim/', '/passage/').replace('/embedded/', '/passage/')}",
        200 * (n % 50),
    )
    yield from of(
        subject,
        ("Record",),
        text=f"{wording(rng, 12)} ({n}).",
        passage=passage,
        reportedIn=f"{DATA}source/source-{source}",
    )
    yield f"<{subject}> <{PROV.wasAttributedTo}> <{DATA}coder/synthetic> .\n"
    for bound, at in ((OA.start, start), (OA.end, start + 90)):
        yield f'<{passage}> <{bound}> "{at}"^^<{XSD.integer}> .\n'


def taken_back(node: str, reason: str) -> Iterator[str]:
    """Yield the lines that retract a record or reading."""
    yield f'<{node}> <{PROV.invalidatedAtTime}> "{TAKEN_BACK}"^^<{XSD.dateTime}> .\n'
    yield from of(node, (), retractionReason=reason)
