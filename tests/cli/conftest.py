"""Commands run in this process, and workspaces to run them in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli.main import run

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"


class Ran(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


Call = Callable[..., Ran]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """Call ``kg`` from an empty folder, 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def called(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return called


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of ``kg init``, anchored and built with its store on disk; read-only."""
    folder = tmp_path_factory.mktemp("built") / "topic"
    assert run(["init", str(folder)]) == 0
    assert run(["anchor", str(folder / SHEET), "--text", str(folder / TEXT)]) == 0
    assert run(["build", str(folder)]) == 0
    return folder


@pytest.fixture
def workspace(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "topic", copy_function=shutil.copy2))
