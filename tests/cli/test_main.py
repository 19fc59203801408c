"""The entry point of the program: help, errors, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

from kg.cli.main import COMMANDS, run
from kg.cli.views import errors
from kg.errors import AmbiguousName, KgError, OutOfTime, UnknownName

ROOT = Path(__file__).parents[2]

# A replacement for `kg ask` in its own process; {body} is the body of the command.
PROGRAM = """
import sys, types, click
module = types.ModuleType("kg.cli.ask")
@click.command()
@click.argument("words", nargs=-1)
def command(words):
    {body}
module.command = command
sys.modules["kg.cli.ask"] = module
from kg.cli.main import main
main()
"""


def program(body: str, **environment: str) -> dict[str, Any]:
    code = PROGRAM.format(body=textwrap.indent(body, "    ").strip())
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return {"args": [sys.executable, "-c", code, "ask"], "env": env}


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make ``kg ask`` fail with the given error, and return the exit code."""

    def with_error(error: BaseException) -> int:
        @click.command()
        def command() -> None:
            raise error

        module = ModuleType("kg.cli.ask")
        module.command = command  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "kg.cli.ask", module)
        return run(["ask"])

    return with_error


def test_help_imports_no_command_and_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli.main import run; run(['--help']); "
        "heavy = {'rich', 'tomllib', 'pyoxigraph', 'rdflib', 'networkx', 'pydantic', 'json', 'csv'}; "
        "print(sorted(m for m in sys.modules if m in heavy or m.startswith('kg.cli.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = ["kg.cli.lazy", "kg.cli.main", "kg.cli.views", "kg.cli.views.errors"]
    assert done.stdout.splitlines()[-1] == str(loaded)


def test_no_arguments_give_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "kg said --by trump --about tariffs" in capsys.readouterr().out


def test_help_fits_80_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run(["--help"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_a_command_whose_module_is_missing_is_not_listed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "kg.cli.load" else real(name, *a)
    )
    assert run(["--help"]) == 0
    assert "\n  load " not in capsys.readouterr().out


@pytest.mark.parametrize("line", COMMANDS.values())
def test_a_short_help_is_one_sentence_of_at_most_72_characters(line: str) -> None:
    assert line.endswith(".") and len(line) <= 72


def test_a_misspelt_command_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["positionss"]) == 2
    assert "Did you mean 'positions'?" in capsys.readouterr().err


def test_an_error_shows_where_what_and_what_to_do(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert fails(KgError("no speaker", where="sheet.yaml:12", hint="add 'by:'")) == 2
    assert capsys.readouterr() == ("", "Error: sheet.yaml:12: no speaker\n  add 'by:'\n")


def test_an_ambiguous_name_lists_what_it_could_be(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    candidates = [("Donald Trump", "person/donald-trump"), ("Trump team", "group/trump-team")]
    assert fails(AmbiguousName("'trump' fits 2 actors", candidates=candidates)) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: 'trump' fits 2 actors",
        "  Matches:",
        "    Donald Trump  person/donald-trump",
        "    Trump team    group/trump-team",
        "  Give the id, for example: person/donald-trump",
    ]


def test_an_unknown_name_lists_the_nearest(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    fails(UnknownName("no actor 'carny'", candidates=[("Mark Carney", "person/mark-carney")]))
    assert "  Nearest names:\n    Mark Carney  person/mark-carney\n" in capsys.readouterr().err


def test_a_defect_is_one_line_and_asks_for_a_report(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert fails(ZeroDivisionError("division by zero")) == errors.DEFECT
    shown = capsys.readouterr().err
    assert shown.startswith("Error: ZeroDivisionError: division by zero\n") and "Traceback" not in shown


def test_kg_debug_shows_the_traceback(
    fails: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_DEBUG", "1")
    fails(ZeroDivisionError())
    assert "Traceback" in capsys.readouterr().err


def test_an_error_cannot_send_escapes_to_the_terminal(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    fails(KgError("no actor '\x1b]0;owned\x07'"))
    assert "\x1b" not in capsys.readouterr().err


def test_ctrl_c_says_that_nothing_was_changed(fails: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert fails(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "Interrupted; nothing was changed.\n"


def test_out_of_time_exits_at_once_while_the_engine_is_still_running() -> None:
    body = (
        "import threading, time\n"
        "from kg.errors import OutOfTime\n"
        "threading.Thread(target=time.sleep, args=(30,)).start()\n"
        "print('a row')\n"
        "raise OutOfTime('the query took longer than 1 s')"
    )
    done = subprocess.run(**program(body), capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout) == (OutOfTime.exit_code, "a row\n")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """``kg ... | head -1`` prints one line, nothing on standard error, and exits 0."""
    lines = "for number in range(200_000):\n    sys.stdout.write(f'{number}\\n')"
    started = subprocess.Popen(**program(lines), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None and started.stderr is not None
    with started.stdout, started.stderr:
        assert started.stdout.readline() == b"0\n"
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.wait(20) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_on_standard_output_is_an_error() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(**program("print('a row')"), stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "Error: standard output: No space left on device\n")


def test_output_is_utf8_whatever_the_locale() -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    body = "print('\\u201cQu\\u00e9bec\\u201d \\ud800')"
    done = subprocess.run(**program(body, **environment), capture_output=True, check=True)
    assert done.stdout == "“Québec” \\ud800\n".encode()


@pytest.mark.parametrize("way", [["-m", "kg"], [str(ROOT / "cli.py")]], ids=["python -m kg", "cli.py"])
def test_kg_runs_without_being_installed(way: list[str]) -> None:
    done = subprocess.run([sys.executable, *way, "--version"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("kg ")


@pytest.mark.parametrize("command", ["said", "positions", "brief", "network congruence"])
def test_a_name_without_an_option_is_answered_with_the_option(call: Any, command: str) -> None:
    ended = call(*command.split(), "tariffs")
    assert ended.code == 2 and "--about NAME" in ended.err
