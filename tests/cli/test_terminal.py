"""What a person and a shell script see: in a terminal, in a pipe, on a full or closed output."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
termios = pytest.importorskip("termios", reason="needs a pseudo-terminal")

ROOT = Path(__file__).parents[2]
KG = [sys.executable, "-m", "kg"]


def environment(**extra: str) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("COLUMNS", "NO_COLOR", "TERM", "LC_ALL")
    }
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **extra}


def terminal(*arguments: str, cwd: Path, width: int = 80, **extra: str) -> tuple[int, str]:
    """Run ``kg`` in its own terminal, and return the exit code and the output."""
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, width))
    with subprocess.Popen(
        [*KG, *arguments], cwd=cwd, env=environment(**extra), stdin=follower, stdout=follower, stderr=follower
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                chunk = os.read(leader, 1 << 16)
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                break
            if not chunk:
                break
            shown += chunk
    os.close(leader)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def pipe(*arguments: str, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    extra = options.pop("extra", {})
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [*KG, *arguments],
        cwd=cwd,
        env=environment(**extra),
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
        encoding="utf-8",
        **options,
    )


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_listing_fits_the_terminal(tmp_path: Path, width: int) -> None:
    code, shown = terminal("said", "--by", "Donald Trump", cwd=tmp_path, width=width)
    assert code == 0
    assert max(map(len, plain(shown).splitlines())) <= min(width, 100)


def test_messages_are_broken_at_spaces_in_a_terminal(tmp_path: Path) -> None:
    code, shown = terminal("network", "centrality", "-o", "c.csv", cwd=tmp_path, width=60)
    assert code == 0
    lines = plain(shown).splitlines()
    assert len(lines) > 3 and max(map(len, lines)) <= 60
    message = pipe("network", "centrality", "-o", "c.csv", cwd=tmp_path).stderr
    assert max(map(len, message.splitlines())) > 60
    assert shown.split() == message.split()


def test_colour_is_for_terminals_and_no_color_holds(tmp_path: Path) -> None:
    arguments = ("positions", "--about", "us-tariffs")
    assert "\x1b[" in terminal(*arguments, cwd=tmp_path)[1]
    for none in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b[" not in terminal(*arguments, cwd=tmp_path, **none)[1]
    assert "\x1b[" not in pipe(*arguments, cwd=tmp_path).stdout


def test_a_stance_is_shown_by_sign_and_word_and_not_by_colour_alone(tmp_path: Path) -> None:
    shown = pipe("positions", "--by", "trump", cwd=tmp_path).stdout
    assert re.search(r"^  \+ supports ", shown, re.M)
    assert re.search(r"^  − opposes ", shown, re.M)


def test_a_terminal_gets_50_rows_and_a_pipe_all(tmp_path: Path) -> None:
    query = "SELECT ?s ?p { ?s ?p ?o } LIMIT 60"
    shown = terminal("query", query, cwd=tmp_path, width=200)[1]
    assert shown.endswith("10 more; -n 0 shows all.\n")
    done = pipe("query", query, cwd=tmp_path)
    assert len(done.stdout.splitlines()) == 62
    assert done.stderr == ""


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<a:s> <a:p> <a:o> .\n", encoding="utf-8")
    assert "Reading" in terminal("load", "store", "a.nt", cwd=tmp_path)[1]
    assert pipe("load", "other", "a.nt", cwd=tmp_path).stderr == ""


@pytest.mark.parametrize("extra", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}])
def test_the_locale_changes_no_byte(tmp_path: Path, extra: dict[str, str]) -> None:
    arguments = ("said", "--mode", "direct", "-f", "csv")
    assert pipe(*arguments, cwd=tmp_path, extra=extra).stdout == pipe(*arguments, cwd=tmp_path).stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = (
        f"{KG[0]} -m kg query 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' -f csv | head -1; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=30
    )
    assert done.stdout.split() == ["s,p,o", "0"]
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_an_error_of_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = pipe("said", "-f", "csv", cwd=tmp_path, stdout=full)
    assert (done.returncode, done.stderr) == (2, "Error: standard output: No space left on device\n")


def test_a_closed_standard_output_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"exec {KG[0]} -m kg said >&-"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
    )
    assert done.returncode == 2
    assert "standard output is closed" in done.stderr


def test_a_target_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_text("old\n", encoding="utf-8")
    done = pipe("said", "--by", "nobody at all", "-f", "csv", "-o", "old.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert target.read_text(encoding="utf-8") == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["old.csv"]


def test_a_read_only_folder_is_an_error_that_names_it(
    tmp_path: Path, without_power: Callable[[], None]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    for command in (("said", "-f", "csv", "-o", "closed/x"), ("init", "closed/topic")):
        done = pipe(*command, cwd=tmp_path, preexec_fn=without_power)
        assert done.returncode == 2
        assert "closed" in done.stderr
    assert not list(closed.iterdir())


def test_ctrl_c_while_a_query_runs_ends_it_at_once(tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        [*KG, "query", query], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.8)
    process.send_signal(2)
    out, err = process.communicate(timeout=5)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def test_no_command_needs_the_network(tmp_path: Path) -> None:
    """With sockets forbidden, every command that asks the bundled graph still answers."""
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('a socket')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from kg.cli.main import run\n"
        "for command in (['said'], ['positions'], ['ask', 'tariffs'], ['show', 'carney'], ['ask']):\n"
        "    assert run(command) == 0, command\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr


def test_python_m_kg_and_cli_py_are_the_same_program(tmp_path: Path) -> None:
    arguments = ("said", "--about", "tariffs", "-f", "jsonl")
    module = pipe(*arguments, cwd=tmp_path).stdout
    script = subprocess.run(
        [sys.executable, ROOT / "cli.py", *arguments],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (script.returncode, script.stdout) == (0, module)
