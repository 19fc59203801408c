from __future__ import annotations

from pathlib import Path

import pytest

from kg import resources
from kg.questions.status import status
from kg.store import Store, open_store
from kg.store.loading import load


def test_a_folder_and_memory_have_the_same_counts(tmp_path: Path, bundled: Store) -> None:
    load(tmp_path / "s", [resources.bundled_graph()])
    with open_store(tmp_path / "s") as disk:
        here, there = status(disk), status(bundled)
    same = ("triples", "counts", "revised", "said_earliest", "said_latest")
    assert [getattr(here, name) for name in same] == [getattr(there, name) for name in same]
    assert here.counts["statements"] == 37 and here.indexed and not there.indexed and there.disk is None


def test_superseded_and_retracted_things_are_counted_separately(world: Store) -> None:
    found = status(world)
    assert found.revised == 4 and found.counts["statements"] == 10


def test_sizes_on_disk_are_listed_separately(tmp_path: Path) -> None:
    for _ in range(2):
        load(tmp_path / "s", [resources.bundled_graph()])
    (tmp_path / "s" / "g000003.part").mkdir()
    (tmp_path / "s" / "g000003.part" / "left").write_bytes(b"x" * 1000)
    with open_store(tmp_path / "s") as disk:
        state = status(disk).disk
    assert state is not None and state.unfinished == 1000 and state.earlier > 0
    assert (state.generation, state.graph > 1000, state.index > 1000) == ("g000002", True, True)
    assert state.loaded is not None and state.loaded.endswith("+00:00")


def test_an_empty_graph_has_a_status(tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    load(tmp_path / "s", [tmp_path / "empty.ttl"])
    for path in (tmp_path / "s", tmp_path / "empty.ttl"):
        with open_store(path) as store:
            found = status(store)
        assert (found.triples, found.said_earliest, set(found.counts.values())) == (0, None, {0})


@pytest.mark.parametrize("name", ["bundled", "world"])
def test_the_counts_are_those_of_the_graph(name: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(name)
    for kind, cls in (("places", "Place"), ("sources", "Source")):
        rows = store.select(f"SELECT DISTINCT ?s {{ ?s a <https://w3id.org/wsw/ns#{cls}> }}").rows
        assert status(store).counts[kind] == len(rows)
