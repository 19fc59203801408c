"""The made-up archive has rows for every named question, and the same number gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.namespaces import DATA
from kg.questions.ask import ask
from kg.questions.catalogue import find, names
from kg.store import Store, open_store
from kg.store.loading import load

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "archive.py"
#: An issue and a thing that the archive has.
GIVEN = {"issue": f"{DATA}issue/issue-0", "thing": f"{DATA}measure/measure-1"}


def written(statements: int) -> bytes:
    ran = subprocess.run([sys.executable, SCRIPT, str(statements)], check=True, capture_output=True)
    return ran.stdout


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("archive")
    file = folder / "graph.nt"
    file.write_bytes(written(800))
    load(folder / "store", [file])
    with open_store(folder / "store") as store:
        yield store


@pytest.fixture(scope="module")
def given(archive: Store) -> dict[str, Any]:
    """Values of the parameters that must be given, by kind: the busiest speaker, and a day with an event."""
    busiest = ask(archive, "quoted-most", {}).rows[0]["speaker"]
    return {**GIVEN, "actor": busiest, "day": ask(archive, "events", {}).rows[0]["earliest"]}


@pytest.mark.parametrize("name", names())
def test_every_question_has_rows(archive: Store, given: dict[str, Any], name: str) -> None:
    params = {p.name: given[p.kind] for p in find(name).parameters if p.required}
    assert ask(archive, name, params).rows


def test_the_same_number_gives_the_same_bytes() -> None:
    assert written(300) == written(300)
