"""What a release says of itself in several places agrees, and its workflow runs only what was reviewed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda p: p.stem
)
def test_every_action_is_pinned_to_a_commit(workflow: Path) -> None:
    used = re.findall(r"uses: (\S+)", workflow.read_text("utf-8"))
    assert used
    assert [name for name in used if not re.search(r"^\./|@[0-9a-f]{40}$", name)] == []


def test_the_citation_names_the_version_and_the_licences() -> None:
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in citation
    for licence in PROJECT["license"].split(" AND "):
        assert f"  - {licence}\n" in citation


def test_the_repository_has_one_address() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    address = PROJECT["urls"]["Repository"]
    assert all(url.startswith(address) for url in PROJECT["urls"].values())
    assert all(
        found.startswith(address) for found in re.findall(r"\(?(https://[^\s\"'()]+/(?:raw|blob)/)", text)
    )


@pytest.mark.parametrize("place", ["Dockerfile", "docs/install.md"])
def test_what_asking_needs_is_what_pyproject_allows(place: str) -> None:
    text = (ROOT / place).read_text("utf-8")
    named = re.findall(r'"([a-z]+[<>=][^"\s]*)"', text)
    assert {"click", "pyoxigraph"} <= {re.split(r"[<>=]", each)[0] for each in named}
    assert set(named) - set(PROJECT["dependencies"]) == set()


def test_each_python_that_is_claimed_is_tested() -> None:
    claimed = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)]
    workflow = (ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8")
    assert f"python: {claimed}".replace("'", '"') in workflow
    assert PROJECT["requires-python"] == f">={claimed[0]}"
