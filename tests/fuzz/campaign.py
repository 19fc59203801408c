"""How long the fuzz tests run, what they keep, and what they report.

In ``make test`` each tries a few fixed examples. ``make fuzz SECONDS=600`` divides that time among them: each
tries new examples in rounds, with one seed a round, until its share is used up. Examples that fail or get
furthest are kept in ``.hypothesis/fuzz``, and the next run starts from them.
"""

from __future__ import annotations

import functools
import inspect
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from hypothesis.strategies import SearchStrategy

from tests.profiles import examples

#: Seconds that all fuzz tests may take together; 0 in ``make test``.
SECONDS = float(os.environ.get("KG_FUZZ_SECONDS") or 0)
#: Seed of the first round: random, or that of the failure to repeat.
SEED = int(os.environ.get("KG_FUZZ_SEED") or 0) or random.SystemRandom().randrange(1, 2**32)
CORPUS = Path(__file__).resolve().parents[2] / ".hypothesis" / "fuzz"
_ROUND = 100


@dataclass(slots=True)
class Tally:
    """What one fuzz test has tried.

    Attributes:
        inputs: examples tried.
        outcomes: how many ended in which way.
        failures: rounds that failed.
        seconds: time taken.
    """

    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: int = 0
    seconds: float = 0.0


TALLIES: dict[str, Tally] = {}
_running: list[Tally] = []


def ended(outcome: str, reached: float | None = None) -> None:
    """Count how an example ended.

    Args:
        outcome: in a word or two.
        reached: how far it got, for example triples built; examples that get furthest are kept and varied.
    """
    _running[-1].outcomes[outcome] += 1
    if reached is not None and SECONDS:
        hypothesis.target(float(reached), label=outcome)


def fuzz(factor: float = 1.0, **strategies: SearchStrategy[Any]) -> Callable[[Any], Callable[..., None]]:
    """Make a fuzz test of a function.

    Args:
        factor: as of :func:`tests.profiles.examples`.
        strategies: what hypothesis gives; the other parameters are fixtures of a session.
    """

    def decorate(test: Any) -> Callable[..., None]:
        tally = TALLIES[test.__name__] = Tally()

        @functools.wraps(test)
        def counted(*args: Any, **drawn: Any) -> None:
            tally.inputs += 1
            _running.append(tally)
            try:
                test(*args, **drawn)
            finally:
                _running.pop()

        if not SECONDS:
            return examples(factor)(given(**strategies)(counted))

        @functools.wraps(test)
        def campaign(**fixtures: Any) -> None:
            start = time.monotonic()
            for seed in range(SEED, SEED + 2**32):
                _round(given(**strategies)(counted), seed, tally)(**fixtures)
                tally.seconds = time.monotonic() - start
                if tally.seconds >= SECONDS / len(TALLIES):
                    break

        parameters = inspect.signature(test).parameters.values()
        campaign.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [parameter for parameter in parameters if parameter.name not in strategies]
        )
        return campaign

    return decorate


def _round(test: Any, seed: int, tally: Tally) -> Callable[..., None]:
    """A test with one seed; a failure says how to repeat it."""
    rounded = settings(
        max_examples=_ROUND,
        derandomize=False,
        database=DirectoryBasedExampleDatabase(CORPUS),
        deadline=None,
        print_blob=True,
        phases=[phase for phase in Phase if phase is not Phase.explain],  # which takes minutes
        suppress_health_check=list(HealthCheck),
    )(hypothesis.seed(seed)(test))

    def run(**fixtures: Any) -> None:
        try:
            rounded(**fixtures)
        except BaseException as error:
            tally.failures += 1
            error.add_note(f"Repeat it with: make fuzz SEED={seed}")
            raise

    return run
