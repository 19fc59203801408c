"""The command line and Python give the same answer to the same question."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.cli.main import run

ROWS: dict[str, tuple[Sequence[str], Callable[[kg.KnowledgeGraph], Any]]] = {
    "said": (
        ["said", "--about", "tariffs", "--since", "2025-10", "--stance", "oppose"],
        lambda graph: graph.said(about="tariffs", since="2025-10", stance="oppose"),
    ),
    "said with holders": (
        ["said", "--by", "Canada", "--with-holders", "--all-versions"],
        lambda graph: graph.said(by="Canada", with_holders=True, all_versions=True),
    ),
    "said of nothing": (
        ["said", "--grep", "nonesuch"],
        lambda graph: graph.said(grep="nonesuch"),
    ),
    "positions": (
        ["positions", "--about", "tariffs", "--dates", "stated", "--until", "2025-12"],
        lambda graph: graph.positions("tariffs", dates="stated", until="2025-12"),
    ),
    "ask": (
        ["ask", "who-opposes", "issue=digital services tax"],
        lambda graph: graph.ask("who-opposes", issue="digital services tax"),
    ),
    "ask with a word of Python": (
        ["ask", "events", "with=Carney", "--all-versions"],
        lambda graph: graph.ask("events", with_="Carney", all_versions=True),
    ),
    "query": (
        ["query", "SELECT * { ?tariff wsw:rate ?rate } ORDER BY ?tariff"],
        lambda graph: graph.query("SELECT * { ?tariff wsw:rate ?rate } ORDER BY ?tariff"),
    ),
    "network two-mode": (
        ["network", "two-mode", "--about", "tariffs", "--draws", "0"],
        lambda graph: graph.network.two_mode(about="tariffs", draws=0),
    ),
    "network in time": (
        ["network", "congruence", "--window", "months", "--size", "2", "--dates", "counted"],
        lambda graph: graph.network.congruence(window="months", size=2),
    ),
    "network conflict": (
        ["network", "conflict", "--neutral", "between", "--draws", "40", "--seed", "1"],
        lambda graph: graph.network.conflict(neutral="between", draws=40, seed=1),
    ),
    "network subtract": (
        ["network", "subtract", "--of", "issues", "--draws", "0", "--no-evidence"],
        lambda graph: graph.network.subtract(of="issues", draws=0, evidence=False),
    ),
    "network cooccurrence": (
        ["network", "cooccurrence", "--level", "1", "--draws", "0"],
        lambda graph: graph.network.cooccurrence(level=1, draws=0),
    ),
    "network centrality": (
        ["network", "centrality", "--draws", "40", "--kind", "cooccurrence"],
        lambda graph: graph.network.centrality(draws=40, kind="cooccurrence"),
    ),
    "network communities": (
        ["network", "communities", "--draws", "0", "--kind", "cooccurrence", "--resolution", "1.5"],
        lambda graph: graph.network.communities(draws=0, kind="cooccurrence", resolution=1.5),
    ),
    "network backbone": (
        ["network", "backbone", "--method", "fixed", "--issues", "2"],
        lambda graph: graph.network.backbone(method="fixed", size=2),
    ),
    "network polarisation": (
        ["network", "polarisation", "--draws", "0", "--measure", "dna"],
        lambda graph: graph.network.polarisation(draws=0, measure="dna"),
    ),
    "network phases": (
        ["network", "phases", "--kind", "cooccurrence", "--window", "years"],
        lambda graph: graph.network.phases(kind="cooccurrence", window="years"),
    ),
    "network scaling": (
        ["network", "scaling", "--method", "correspondence"],
        lambda graph: graph.network.scaling(method="correspondence"),
    ),
    "network sweep": (
        ["network", "sweep", "--table", "choices", "--by", "LeBlanc", "--by", "Poilievre"],
        lambda graph: graph.network.sweep(table="choices", by=["LeBlanc", "Poilievre"]),
    ),
}

DOCUMENTS: dict[str, tuple[Sequence[str], Callable[[kg.KnowledgeGraph], Any]]] = {
    "explain": (["explain", "trump", "51st state"], lambda graph: graph.explain("trump", "51st state")),
    "explain two actors": (
        ["explain", "LeBlanc", "Poilievre", "--until", "2025"],
        lambda graph: graph.explain("LeBlanc", "Poilievre", until="2025"),
    ),
    "show": (["show", "carney"], lambda graph: graph.show("carney")),
    "status": (["status"], lambda graph: graph.status()),
    "network explain": (
        ["network", "explain", "LeBlanc", "Poilievre", "--kind", "subtract"],
        lambda graph: graph.network.explain("LeBlanc", "Poilievre", kind="subtract"),
    ),
}

TEXTS: dict[str, tuple[Sequence[str], Callable[[kg.KnowledgeGraph], kg.Document]]] = {
    "brief": (
        ["brief", "--about", "tariffs", "--since", "2025", "-f", "md"],
        lambda graph: graph.brief(about="tariffs", since="2025", format="md"),
    ),
    "export": (
        ["export", "trig", "--graph-per-source"],
        lambda graph: graph.export("trig", graph_per_source=True),
    ),
    "network": (
        ["network", "congruence", "-f", "graphml", "--draws", "0"],
        lambda graph: graph.network.congruence(draws=0).export("graphml"),
    ),
    "network page": (
        ["network", "congruence", "-f", "html", "--draws", "0", "--about", "tariffs", "-o", "-"],
        lambda graph: graph.network.congruence(draws=0, about="tariffs").export("html"),
    ),
}


@pytest.fixture(scope="module")
def graph() -> Any:
    with kg.open() as opened:
        yield opened


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in no workspace."""
    monkeypatch.chdir(tmp_path)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("question", ROWS)
def test_the_rows_are_the_same(
    question: str, graph: kg.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, ask = ROWS[question]
    lines = printed(capsys, *arguments, "-f", "jsonl").splitlines()
    answer = ask(graph)
    assert [json.loads(line) for line in lines] == list(answer) == list(answer.rows)
    assert len(answer) == len(lines)


@pytest.mark.parametrize("question", ["said", "positions", "ask", "query"])
def test_the_notes_are_the_same(
    question: str, graph: kg.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the command line says beside the rows is in the answer, not made up by the command."""
    arguments, ask = ROWS[question]
    assert run([*arguments, "-f", "jsonl"]) == 0
    said = capsys.readouterr().err
    assert all(note in said for note in ask(graph).notes)


def test_an_empty_answer_has_the_note_on_whole_words(graph: kg.KnowledgeGraph) -> None:
    assert any("nonesuch*" in note for note in graph.said(grep="nonesuch").notes)
    assert not any("**" in note for note in graph.said(grep="nonesuch*").notes)


@pytest.mark.parametrize("question", DOCUMENTS)
def test_the_fields_are_the_same(
    question: str, graph: kg.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, ask = DOCUMENTS[question]
    expected = json.loads(printed(capsys, *arguments, "-f", "json"))
    assert json.loads(json.dumps(asdict(ask(graph)), default=str)) == expected


@pytest.mark.parametrize("question", TEXTS)
def test_the_texts_are_the_same(
    question: str, graph: kg.KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, make = TEXTS[question]
    assert make(graph).text == printed(capsys, *arguments)
