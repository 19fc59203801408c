"""What README and docs show is what the program prints."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import shlex
from pathlib import Path

import pytest

from kg.cli.main import run

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
assert _spec is not None and _spec.loader is not None
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)


def in_this_process(command: str, folder: Path = ROOT) -> str:
    """What a command prints; one of kg alone needs no shell and no new process."""
    words = shlex.split(command)
    if words[0] != "kg" or set(command) & set("|&;<>$*`"):
        return str(in_a_shell(command, folder))
    printed = io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("COLUMNS", "80")
        patch.setenv("NO_COLOR", "1")
        run(words[1:])
    return printed.getvalue()


in_a_shell = refresh.run


@pytest.mark.parametrize("name", refresh.PAGES)
def test_every_output_on_a_page_is_what_the_command_prints(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "run", in_this_process)
    page = (ROOT / name).read_text(encoding="utf-8")
    assert refresh.refreshed(page) == page, "make docs"


@pytest.mark.parametrize("name", [*refresh.PAGES, "CONTRIBUTING.md", "data/README.md", "ontology/README.md"])
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_each_dependency_has_its_reason_in_contributing() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    assert listed is not None
    for name in re.findall(r'"([A-Za-z0-9_.-]+?)[><=~]', listed[1]):
        assert f"| {name} |" in reasons, name


def test_every_module_of_the_road_is_named_in_contributing() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for package in sorted(path.parent.name for path in (ROOT / "kg").glob("*/__init__.py")):
        assert f"`{package}/`" in reasons, package
