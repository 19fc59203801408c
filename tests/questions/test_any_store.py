"""The same question gives the same rows, whichever store holds the graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import resources
from kg.questions import statements as statements_module
from kg.questions.ask import ask
from kg.questions.explain import explain
from kg.questions.positions import positions
from kg.questions.said import said
from kg.questions.show import show
from kg.store import Store, open_store
from kg.store.loading import load

ASKED: dict[str, Callable[[Store], Any]] = {
    "all": said,
    "all versions": lambda store: said(store, all_versions=True),
    "by and about": lambda store: said(store, by="trump", about="51st state"),
    "a phrase": lambda store: said(store, grep="51st state"),
    "a beginning": lambda store: said(store, grep="tarif*"),
    "a phrase of somebody": lambda store: said(store, grep="canada", by="trump"),
    "no such words": lambda store: said(store, grep="no such words"),
    "positions": positions,
    "positions of one": lambda store: positions(store, by="carney"),
    "a named question": lambda store: ask(store, "who-opposes", {"issue": "tariffs"}),
    "an empty answer": lambda store: ask(store, "who-opposes", {"issue": "golden dome", "by": "carney"}),
    "a card": lambda store: show(store, "carney"),
    "why": lambda store: explain(store, "trump", "tariffs"),
}


def _comparable(found: Any) -> Any:
    """Without the texts that ran, which an index makes fewer."""
    return replace(found, sparql=())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("any") / "store"
    load(path, [resources.bundled_graph()])
    return path


@pytest.mark.parametrize("question", ASKED)
def test_a_folder_and_a_file_answer_as_the_bundled_graph_does(
    folder: Path, bundled: Store, question: str
) -> None:
    asked = ASKED[question]
    with open_store(folder) as disk, open_store(resources.bundled_graph()) as file:
        expected = _comparable(asked(bundled))
        assert _comparable(asked(disk)) == expected
        assert _comparable(asked(file)) == expected


def test_many_statements_are_fetched_in_batches_with_the_same_result(
    bundled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(bundled).rows
    monkeypatch.setattr("kg.questions.answer.BATCH", 7)
    monkeypatch.setattr(statements_module, "BATCH", 7)
    monkeypatch.setattr(statements_module, "SHARE", 2.0)
    assert json.dumps(said(bundled).rows) == json.dumps(whole)
