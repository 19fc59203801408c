"""``kg export`` from end to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.namespaces import DATA, WSW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A file with 20,000 triples: more than the buffer of a pipe."""
    path = tmp_path / "graph.nt"
    path.write_text("".join(f'<{DATA}person/p{n}> <{WSW.cue}> "said" .\n' for n in range(20_000)))
    return path


def test_a_file_is_written(graph: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "ntriples", "--store", str(graph), "-o", str(tmp_path / "out.nt")]) == 0
    assert sorted((tmp_path / "out.nt").read_text().splitlines()) == sorted(graph.read_text().splitlines())
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("target", [[], ["-o", "-"]])
def test_without_a_file_it_goes_to_standard_output(
    graph: Path, target: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "ntriples", "--store", str(graph), *target]) == 0
    assert capsys.readouterr().out.count("\n") == 20_000


def test_an_unknown_format_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "rdfxml"]) == 2
    assert "turtle" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_target_is_an_error(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "turtle", "--store", str(graph), "-o", "/dev/full"]) == 2
    assert capsys.readouterr().err == "Error: /dev/full: cannot be written: No space left on device\n"


def test_head_may_leave_early(graph: Path) -> None:
    program = [sys.executable, str(ROOT / "cli.py"), "export", "turtle", "--store", str(graph)]
    started = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None and started.stderr is not None
    with started.stdout, started.stderr:
        assert started.stdout.readline().startswith(b"@prefix")
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.wait(30) == 0


def test_export_of_rdf_waits_for_no_library_of_the_building_side(graph: Path) -> None:
    code = (
        f"import sys; from kg.cli.main import run; run(['export', 'turtle', '--store', {str(graph)!r}]); "
        "print(sorted({'rdflib', 'networkx', 'pyvis', 'pydantic', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("terminals, shown", [({"err"}, True), (set(), False), ({"err", "out"}, False)])
def test_progress_is_shown_on_a_terminal_that_does_not_show_the_output(
    terminals: set[str],
    shown: bool,
    graph: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        "kg.cli.export.is_terminal",
        lambda stream: ("err" if stream is sys.stderr else "out") in terminals,
    )
    assert run(["export", "ntriples", "--store", str(graph)]) == 0
    captured = capsys.readouterr()
    assert ("Reading" in captured.err) == shown and captured.out.count("\n") == 20_000
