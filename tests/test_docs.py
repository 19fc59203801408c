"""What README and docs show is what the program prints."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
assert _spec is not None and _spec.loader is not None
refresh = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(refresh)


@pytest.mark.parametrize("name", refresh.PAGES)
def test_every_output_on_a_page_is_what_the_command_prints(name: str) -> None:
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
