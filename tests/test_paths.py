"""Paths and queries with characters that nothing can be named or asked with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, QuerySyntaxError

NUL = "a\0b"

PATHS: dict[str, Callable[[kg.KnowledgeGraph], object]] = {
    "open": lambda graph: kg.open(NUL),
    "check": lambda graph: kg.check(NUL),
    "build": lambda graph: kg.build(NUL),
    "stale": lambda graph: kg.stale(NUL),
    "init": lambda graph: kg.init(NUL),
    "anchor": lambda graph: kg.anchor([NUL], texts="."),
    "load": lambda graph: kg.load([f"{NUL}.nt"], "store"),
    "load to": lambda graph: kg.load([__file__], NUL),
    "import": lambda graph: kg.import_dna(NUL, "new"),
    "write": lambda graph: graph.brief(about="tariffs", format="md").write(NUL),
    "workbook": lambda graph: graph.said(about="tariffs").xlsx(NUL),
    "query": lambda graph: graph.query(Path(NUL)),
    "note": lambda graph: graph.brief(note=Path(NUL), format="md"),
    "texts": lambda graph: graph.export("dna-csv", texts=NUL).text,
}


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.open()


@pytest.mark.parametrize("name", PATHS)
def test_a_path_with_a_null_character_is_refused_by_name(
    name: str, graph: kg.KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KgError) as caught:
        PATHS[name](graph)
    assert "too large" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_query_that_is_no_unicode_is_called_so(graph: kg.KnowledgeGraph) -> None:
    with pytest.raises(QuerySyntaxError, match=r"half of a surrogate pair, '.udcff'"):
        graph.query("SELECT ('\udcff' AS ?x) {}")


def test_a_byte_order_mark_before_a_query_is_ignored(graph: kg.KnowledgeGraph) -> None:
    assert graph.query("\ufeffASK {}").rows == [{"answer": True}]
