"""Readings and ties are the same from the columns of the index, from queries, and counted pair by pair."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kg.namespaces import DATA, EVALUATION, STANCE
from kg.networks.fetch import fetch
from kg.networks.network import Network
from kg.networks.projection import project
from kg.networks.settings import Settings
from kg.store import Store, open_store
from kg.store.loading import load
from kg.store.terms import iri

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "archive.py"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = tmp_path_factory.mktemp("archive")
    with (made / "archive.nt").open("wb") as file:
        subprocess.run([sys.executable, SCRIPT, "400"], check=True, stdout=file)
    load(made / "store", [made / "archive.nt"])
    with open_store(made / "store") as opened:
        yield opened


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"about": [iri(f"{DATA}issue/issue-1"), iri(f"{DATA}issue/issue-0")]},
        {"by": [iri(f"{DATA}person/actor-0")]},
        {"source": [iri(f"{DATA}source/source-2")]},
        {"value": [iri(STANCE.support), iri(EVALUATION.negative)]},
    ],
    ids=str,
)
def test_the_columns_give_the_readings_of_the_queries(
    store: Store, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    assert store.index is not None and store.index.records is not None
    found = fetch(store, **asked)
    monkeypatch.setattr(store.index, "_records", None)
    assert store.index.records is None
    whole = fetch(store, **asked)
    assert len(found.frame) > 0
    pd.testing.assert_frame_equal(plain(found.frame), plain(whole.frame))
    assert (found.scale, found.notes) == (whole.scale, whole.notes)
    for name in ("labels", "kinds", "broader", "directions", "behalf"):
        assert getattr(found.background, name) == getattr(whole.background, name)


def test_evaluations_make_ties_as_stances_do(store: Store) -> None:
    """A positive reading agrees with support of the same target: a count of stances alone has fewer ties."""
    readings = fetch(store)
    agreeing: dict[str, set[tuple[str, str]]] = {}
    for name, counted in (
        ("all", ["support", "oppose", "positive", "negative"]),
        ("stances", ["support", "oppose"]),
    ):
        sides: dict[tuple[str, float], set[str]] = defaultdict(set)
        for row in readings.frame[readings.frame["value"].isin(counted)].itertuples():
            sides[str(row.target), float(str(row.score))].add(str(row.actor))
        agreeing[name] = {pair for actors in sides.values() for pair in combinations(sorted(actors), 2)}
    assert ties(store) == agreeing["all"]
    assert ties(store, value=[iri(STANCE.support), iri(STANCE.oppose)]) == agreeing["stances"]
    assert agreeing["stances"] < agreeing["all"]


def ties(store: Store, **asked: Any) -> set[tuple[str, str]]:
    """The pairs of actors with a tie of congruence."""
    network = project(fetch(store, **asked), Settings(kind="congruence"))
    assert isinstance(network, Network)
    edges = network.edges()
    return {(min(a, b), max(a, b)) for a, b in zip(edges["a"], edges["b"], strict=True)}


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with text in place of categories, whose unused values may differ."""
    categories = [name for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(categories, object))
