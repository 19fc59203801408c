"""The ending of a file and its format agree, for every command with ``-o`` and in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import endings
from kg.cli import options
from kg.cli.main import group, run
from kg.errors import OutputError
from kg.export.formats import BRIEFING, GRAPH, NETWORK
from tests.profiles import examples

#: Arguments that a command cannot do without.
GIVEN = {
    "show": ["trump"],
    "explain": ["trump"],
    "ask": ["tariffs"],
    "query": ["ASK {}"],
    "network explain": ["LeBlanc", "Poilievre"],
}
#: Commands whose ``-o`` names a folder.
FOLDERS = {"build"}
KNOWN = sorted(endings.OTHER.union(*endings.ENDINGS.values()))
#: Endings for the tests of each format of each command; every one is tried without commands.
SOME = [".csv", ".docx", ".html", ".xlsx"]


def writing(command: click.Command = group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Every command with ``-o``, and its formats."""
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from writing(found, (*path, name))
        return
    parameters = {each.name: each for each in command.params}
    if "output" in parameters and " ".join(path) not in FOLDERS:
        choices: Any = parameters["format"].type
        yield " ".join(path), list(choices.choices)


COMMANDS = dict(writing())


@pytest.fixture
def untouched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and no graph that could be opened."""

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the graph was opened")

    monkeypatch.setattr("kg.store.opening.open_store", opened)
    monkeypatch.setattr("kg.cli.graph.open_store", opened)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_format_has_an_ending_and_every_command_that_writes_is_known() -> None:
    formats = {name for choices in COMMANDS.values() for name in choices}
    assert formats | {"sparql"} == set(endings.ENDINGS)
    assert {each.ending for each in (*GRAPH.values(), *NETWORK.values(), *BRIEFING.values())} <= set(KNOWN)
    for table in (GRAPH, NETWORK, BRIEFING):
        for name, each in table.items():
            assert endings.ENDINGS[name][0] == each.ending
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("format", endings.ENDINGS)
def test_an_ending_of_another_format_contradicts(format: str) -> None:
    for ending in KNOWN:
        if ending in endings.ENDINGS[format]:
            endings.check(f"x{ending.upper()}", format)
        else:
            with pytest.raises(OutputError, match=f"{ending} is not an ending of {format}"):
                endings.check(f"x{ending.upper()}", format)


def test_no_command_has_an_output_of_its_own() -> None:
    """``-o`` of :mod:`kg.cli.options` is the one place where the rules are applied."""
    own = []
    for path in sorted(Path(options.__file__).parent.rglob("*.py")):
        strings = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant)
        }
        if {"-o", "--output"} & {text for text in strings if isinstance(text, str)}:
            own.append(path.stem)
    assert own == ["build", "options"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_ending_of_another_format_is_refused_before_anything_is_opened(
    command: str, untouched: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for format in COMMANDS[command]:
        chosen = [format] if command == "export" else [*GIVEN.get(command, []), "-f", format]
        for ending in SOME:
            if ending not in endings.ENDINGS[format]:
                assert run([*command.split(), *chosen, "-o", f"x{ending.upper()}"]) == 2
                assert f"{ending} is not an ending of {format}" in capsys.readouterr().err
    assert list(untouched.iterdir()) == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "export"])
def test_without_a_format_an_ending_that_no_format_has_is_refused(
    command: str, untouched: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {ending for format in COMMANDS[command] for ending in endings.ENDINGS[format]}
    for ending in [*SOME, ".draft", ".v2"]:
        if ending not in own:
            assert run([*command.split(), *GIVEN.get(command, []), "-o", f"x{ending}"]) == 2
            said = capsys.readouterr().err
            assert f"unknown ending {ending}" in said and all(each in said for each in own)
    assert list(untouched.iterdir()) == []


@pytest.mark.parametrize(
    "command, begins",
    [
        ("said -o x.csv", "id,speaker,"),
        ("said -o x.JSONL", '{"id": '),
        ("said -o x.md", "| when |"),
        ("said -o x.txt", ""),
        ("said -o x", ""),
        ("said -f csv -o x.draft", "id,speaker,"),
        ("said -f csv -o x", "id,speaker,"),
        ("said -o x.xlsx", "PK"),
        ("said --show -o x.rq", "# "),
        ("show trump -o x.json", "{"),
        ("brief --about tariffs -o x.md", "# "),
        ("brief --about tariffs -o x.htm", "<!doctype html>"),
        ("network congruence --draws 0 -o x.html", "<!doctype html>"),
        ("network congruence --draws 0 -o x.csv", "a,b,"),
        ("network congruence --draws 0 -o x.graphml", "<?xml"),
        ("network congruence --draws 0 -f edges -o x.csv", ""),
        ("network centrality --draws 0 -o x.json", "["),
        ("export turtle -o x.ttl", "@prefix"),
        ("export jsonld -o x.json", "{"),
        ("export ntriples -o x.draft", "<"),
    ],
)
def test_the_ending_decides_the_format(
    command: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command.split()) == 0
    (path,) = tmp_path.iterdir()
    assert path.read_text("latin-1").lower().startswith(begins.lower())


@pytest.mark.parametrize(
    "command", ["said --show -o x.csv", "ask -o x.csv", "ask tariffs --describe -f xlsx -o x"]
)
def test_what_is_no_answer_is_not_written_in_a_format_of_answers(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command.split()) == 2
    assert list(tmp_path.iterdir()) == []


def test_python_refuses_the_same(tmp_path: Path) -> None:
    with kg.open() as graph:
        for made, path in (
            (graph.brief(about="tariffs", format="md").write, "x.docx"),
            (graph.export("turtle").write, "x.csv"),
            (graph.network.congruence(draws=0).export("dl").write, "x.gexf"),
            (graph.network.congruence(draws=0).xlsx, "x.csv"),
            (graph.said(about="tariffs").xlsx, "x.xls"),
        ):
            with pytest.raises(OutputError, match="is not an ending of"):
                made(tmp_path / path)
        assert list(tmp_path.iterdir()) == []
        assert graph.export("ntriples").write(tmp_path / "x.draft").exists()


@given(name=st.text(max_size=20), format=st.sampled_from(sorted(endings.ENDINGS)))
@examples(2)
def test_any_name_has_an_ending_or_none(name: str, format: str) -> None:
    found = endings.ending(name)
    assert found == "" or (found[0] == "." and name.lower().endswith(found) and len(found) > 1)
    endings.ending("/" + name)
    try:
        endings.check(name, format)
    except OutputError:
        assert found in KNOWN and found not in endings.ENDINGS[format]
