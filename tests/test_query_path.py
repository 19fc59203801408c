"""What a question at the terminal waits for: the modules that it loads, the threads that it starts."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import resources
from kg.cli.main import SECTIONS
from kg.errors import OutOfTime
from kg.questions.said import said
from kg.store import open_store
from kg.store.deadline import within

#: What sheets, networks, pictures and endpoints are made with; no question waits for it.
HEAVY = [
    *("rdflib", "pyshacl", "pydantic", "ruamel", "rapidfuzz", "filelock"),
    *("networkx", "igraph", "pyvis", "jinja2", "httpx"),
    *("numpy", "scipy", "pandas", "pyarrow"),
]

#: Of the section "Ask", what counts rather than looks up, and so waits for the libraries that count.
COUNTING = {"network"}

#: A question for each other command of that section.
ASKED = {
    "said": ["--about", "tariffs"],
    "positions": ["--about", "tariffs"],
    "explain": ["trump", "tariffs"],
    "ask": ["tariffs"],
    "query": ["SELECT ?s { ?s a wsw:Statement } LIMIT 3"],
    "show": ["trump"],
}

#: Runs commands one after another, and says of each what is loaded after it.
_LOADED = """
import io, json, sys
from kg.cli.main import run
out, found = sys.stdout, []
for arguments in json.loads(sys.argv[1]):
    sys.stdout = io.StringIO()
    code = run(arguments)
    found.append({"code": code, "wrote": sys.stdout.getvalue(), "modules": sorted(sys.modules)})
json.dump(found, out)
"""


def _formats(command: str) -> list[str]:
    options = importlib.import_module(f"kg.cli.{command}").command.params
    return next(list(option.type.choices) for option in options if option.name == "format")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1]), "PYTHONUNBUFFERED": ""}


def _ask(folder: Path, *commands: list[str]) -> tuple[list[dict[str, Any]], str]:
    child = subprocess.run(
        [sys.executable, "-c", _LOADED, json.dumps(commands)],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return json.loads(child.stdout), child.stderr


@pytest.mark.parametrize("command", [name for name in SECTIONS["Ask"] if name not in COUNTING])
def test_a_question_loads_no_more_than_it_needs(tmp_path: Path, command: str) -> None:
    assert command in ASKED, f"give ASKED a question for kg {command}"
    # Formats with a library of their own come last.
    needs = {"table": "rich", "xlsx": "xlsxwriter"}
    forms = sorted(_formats(command), key=lambda form: ["", *needs].index(form if form in needs else ""))
    outputs = {"xlsx": ["-o", "rows.xlsx"]}
    each, told = _ask(
        tmp_path, *([command, *ASKED[command], "-f", form, *outputs.get(form, [])] for form in forms)
    )
    unwanted = {*HEAVY, *needs.values()}
    for form, found in zip(forms, each, strict=True):
        wrote = bool(found["wrote"]) or (form in outputs and list(tmp_path.iterdir()) != [])
        assert (found["code"], wrote) == (0, True), (form, told)
        unwanted -= {needs.get(form)}
        assert sorted(unwanted & set(found["modules"])) == [], form


@pytest.mark.parametrize("command", [*ASKED, "status"])
def test_asking_needs_click_and_pyoxigraph_alone(tmp_path: Path, command: str) -> None:
    """docs/install.md promises it to whoever installs these two only."""
    arguments = (command, *ASKED.get(command, []), *(["-f", "json"] if command in ASKED else []))
    child = _without_libraries(tmp_path, *arguments)
    assert (child.returncode, child.stderr.count("Error")) == (0, 0) and child.stdout, child.stderr


def test_what_needs_a_library_that_is_not_installed_names_it_and_how_to_install_it(tmp_path: Path) -> None:
    child = _without_libraries(tmp_path, "export", "html", "-o", "page.html")
    assert child.returncode == 2 and "this library is not installed" in child.stderr
    assert "pip install whosaidwhat" in child.stderr


@pytest.mark.parametrize(
    "command, unwanted",
    [
        (["brief", "-o", "page.html"], {"pandas", "scipy", "IPython", "rdflib"}),
        (["network", "congruence"], {"scipy", "networkx", "igraph", "jinja2", "rdflib"}),
    ],
)
def test_a_page_and_a_small_network_load_no_library_that_they_do_not_use(
    tmp_path: Path, command: list[str], unwanted: set[str]
) -> None:
    (found,), told = _ask(tmp_path, command)
    assert found["code"] == 0, told
    assert unwanted.isdisjoint(found["modules"])


def _without_libraries(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``kg`` as if click and pyoxigraph were all that it had been installed with."""
    code = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in here:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
here = {*sys.stdlib_module_names, "click", "pyoxigraph", "kg"}
sys.meta_path.insert(0, Missing())
from kg.cli.main import main
main()
"""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_the_help_of_the_program_loads_no_command_and_no_engine(tmp_path: Path) -> None:
    [found], _ = _ask(tmp_path, ["--help"])
    commands = {f"kg.cli.{name}" for section in SECTIONS.values() for name in section}
    assert (commands | {"pyoxigraph", *HEAVY}).isdisjoint(found["modules"])


@pytest.mark.parametrize("command", sorted(COUNTING))
def test_the_help_of_a_group_loads_none_of_its_commands(tmp_path: Path, command: str) -> None:
    [found], told = _ask(tmp_path, [command, "--help"])
    assert (found["code"], bool(found["wrote"])) == (0, True), told
    assert {"pyoxigraph", *HEAVY}.isdisjoint(found["modules"])


def test_a_process_ends_with_all_rows_written_and_its_exit_code(tmp_path: Path) -> None:
    """The program ends without taking Python apart; nothing may stay in a buffer."""
    command = [sys.executable, "-m", "kg", "said", "-f", "jsonl"]
    child = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, timeout=60)
    with open_store(resources.bundled_graph()) as store:
        assert (child.stdout.count(b"\n"), child.returncode) == (len(said(store).rows), 0)
    child = subprocess.run(
        [*command, "--by", "nobody-at-all"], cwd=tmp_path, env=_environment(), capture_output=True, timeout=60
    )
    assert child.returncode == 2


def test_the_queries_of_one_answer_run_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(threading.Thread, "start", _noting(threading.Thread.start, started))
    with open_store(resources.bundled_graph()) as store:
        assert len(said(store, about="tariffs").sparql) > 2
    assert len(started) <= 1  # none where another test has left one that waits


def _noting(
    start: Callable[[threading.Thread], None], names: list[str]
) -> Callable[[threading.Thread], None]:
    def noted(thread: threading.Thread) -> None:
        names.append(thread.name)
        start(thread)

    return noted


def test_a_query_does_not_wait_for_one_that_was_given_up() -> None:
    release = threading.Event()
    with pytest.raises(OutOfTime):
        within(0.02, lambda _: release.wait(20))
    assert within(5, lambda _: "answered") == "answered"
    release.set()


def test_two_queries_at_a_time_do_not_wait_for_each_other() -> None:
    both = threading.Barrier(2, timeout=5)
    threads = [threading.Thread(target=within, args=(5, lambda _: both.wait())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not both.broken
