"""A made-up workspace of any number of coding sheets; the same numbers give the same files.

A sheet has six statements with a reading each: two have a quotation, one has a second reading, one an
embedded attribution, one a role and one a relation. There is one actor for every two sheets (at least 20) and
one issue for every ten (at least 10), both spread by Zipf's law. The words are invented.

    python benchmarks/sheets.py FOLDER 1000
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np

STATEMENTS = 6
FIRST = date(2023, 1, 1)
DAYS = 731
_SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("a", "ei", "o", "u")]
_CONFIG = """[workspace]
name = "Synthetic sheets"
base = "https://example.org/id/"

[build]
folder = "exports"
{store}
[coders.ann]
name = "Ann"

[coders.ben]
name = "Ben"
"""


def write(folder: Path, sheets: int, *, store: bool = False, seed: int = 1) -> None:
    """Write a workspace into a new folder.

    Args:
        folder: the folder.
        sheets: number of coding sheets.
        store: whether ``kg build`` also writes a store.
        seed: of the random numbers.
    """
    actors, issues = max(20, sheets // 2), max(10, sheets // 10)
    (folder / "sources").mkdir(parents=True)
    config = _CONFIG.format(store='store = "store"\n' if store else "")
    (folder / "kg.toml").write_text(config, encoding="utf-8")
    (folder / "actors.yaml").write_text("".join(_actors(actors)), encoding="utf-8")
    (folder / "issues.yaml").write_text("".join(_issues(issues)), encoding="utf-8")
    for number in range(sheets):
        path = folder / "sources" / f"report-{number:05}.yaml"
        path.write_text("".join(_sheet(number, actors, issues, seed)), encoding="utf-8")


def _actors(count: int) -> Iterator[str]:
    yield "people:\n"
    for number in range(count):
        yield f"  actor-{number}: {{name: Actor {number}}}\n"
    yield "organizations:\n  paper: {name: The Paper}\n  council: {name: The Council}\n"
    yield "offices:\n  mayor: {name: Mayor}\nplaces:\n  town: {name: Town}\n"


def _issues(count: int) -> Iterator[str]:
    yield "issues:\n  all: {name: All issues, kind: topic}\n"
    for number in range(count):
        yield f"  issue-{number}: {{name: Issue {number}, kind: proposal, broader: [all]}}\n"


def _zipf(rng: np.random.Generator, count: int, size: int) -> list[int]:
    weights = 1 / np.arange(1, count + 1)
    return [int(each) for each in rng.choice(count, size, p=weights / weights.sum())]


def _words(rng: np.random.Generator, count: int) -> str:
    chosen = rng.choice(len(_SYLLABLES), (count, 2))
    return " ".join(_SYLLABLES[a] + _SYLLABLES[b] for a, b in chosen)


def _sheet(number: int, actors: int, issues: int, seed: int) -> Iterator[str]:
    rng = np.random.default_rng((seed, number))
    day = FIRST + timedelta(days=int(rng.integers(DAYS)))
    digest = sha256(f"{seed} {number}".encode()).hexdigest()
    yield f"source:\n  name: Report {number}\n  kind: news-article\n  publisher: paper\n  published: {day}\n"
    yield f"  text: {{sha256: {digest}, length: 4000}}\n\n"
    yield "coding:\n  coder: ann\n  on: 2025-01-15\n\nstatements:\n"
    speakers, targets = _zipf(rng, actors, STATEMENTS), _zipf(rng, issues, STATEMENTS)
    for place in range(STATEMENTS):
        yield from _statement(place, speakers[place], targets[place], day, digest, rng)
    yield f"\nnarrated:\n  - id: claim\n    text: {_words(rng, 10)}.\n    at: 3900-3950\n"
    yield f"    sha256: {digest}\n    mentions: [actor-{speakers[0]}]\n"


def _statement(
    place: int, speaker: int, target: int, day: date, digest: str, rng: np.random.Generator
) -> Iterator[str]:
    start = place * 500
    stance = ("support", "oppose")[(speaker + target + int(rng.random() < 0.1)) % 2]
    yield f"  - id: said-{place}\n    by: actor-{speaker}\n"
    if place < 2:
        quote = _words(rng, 8)
        at = f"{start + 10}-{start + 10 + len(quote)}"
        yield f"    mode: mixed\n    quotes:\n      - {quote}\n    quote_at: [{at}]\n"
    else:
        yield "    mode: indirect\n"
    yield f"    text: {_words(rng, 20)}.\n    cue: said\n"
    yield f"    at: {start}-{start + 200}\n    sha256: {digest}\n"
    if place != 3:
        yield f"    when: {day - timedelta(days=int(rng.integers(5)))}\n"
    yield f"    about:\n      - on: issue-{target}\n        stance: {stance}\n        confidence: high\n"
    yield f"        why: {_words(rng, 8)}.\n"
    if place == 2:
        yield f"      - on: issue-{target}\n        stance: {stance}\n        confidence: low\n"
        yield f"        coder: ben\n        why: {_words(rng, 8)}.\n"
    elif place == 4:
        yield "    to: council\n    place: town\n    embeds:\n      - of: council\n"
        yield f"        attitude: wants\n        text: {_words(rng, 6)}.\n"
    elif place == 5:
        yield f"    roles:\n      - {{who: actor-{speaker}, office: mayor, of: council}}\n"
        yield f"    relations:\n      - [actor-{speaker}, works-for, council]\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), store="--store" in sys.argv)
