"""The documentation site builds strictly and without a network, and its reference is made from the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.cli.main import COMMANDS
from kg.questions import catalogue

pytest.importorskip("material", reason="needs the extra `docs`")
pytest.importorskip("mkdocstrings", reason="needs the extra `docs`")

ROOT = Path(__file__).resolve().parent.parent
#: MkDocs, in a process that reaches nobody.
OFFLINE = """
import socket
def refuse(*_, **__): raise AssertionError("the site asks the network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from mkdocs.__main__ import cli
cli()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_every_page_of_docs_is_on_the_site(site: Path) -> None:
    written = {path.stem for path in (ROOT / "docs").glob("*.md")}
    assert written - {path.stem for path in site.glob("*.html")} == set()
    assert not list(site.glob("*.py"))


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r'<(?:script|img|iframe)[^>]*\ssrc="([^"]*)"|<link[^>]*rel="stylesheet"[^>]*href="([^"]*)"'
    )
    for path in site.glob("*.html"):
        found = [first or second for first, second in loads.findall(path.read_text(encoding="utf-8"))]
        assert [target for target in found if target.startswith(("http", "//"))] == [], path.name


def test_every_command_has_its_help_on_the_site(site: Path) -> None:
    text = unescape(page(site, "commands"))
    for name in COMMANDS:
        assert re.search(rf"Usage: kg {name}\b", text), name
    assert "Usage: kg network congruence" in text


def test_every_named_question_is_described_on_the_site(site: Path) -> None:
    text = unescape(page(site, "questions"))
    for question in catalogue.catalogue():
        assert f'<h2 id="{question.name}"' in text and question.title in text, question.name


@pytest.mark.parametrize("name", [*kg.__all__, "KnowledgeGraph", "KnowledgeGraph.said", "Answer.frame"])
def test_every_public_name_of_the_package_is_on_the_site(site: Path, name: str) -> None:
    thing: Any = kg
    for part in name.split("."):
        home, thing = thing, getattr(thing, part)
    place = thing if hasattr(thing, "__module__") and hasattr(thing, "__qualname__") else None
    known = f"{place.__module__}.{place.__qualname__}" if place else f"{home.__module__}.{name}"
    assert f'id="{known}"' in page(site, "api")


def test_a_link_that_leads_out_of_the_site_leads_to_the_repository(site: Path) -> None:
    assert "/blob/main/CHANGELOG.md" in page(site, "versioning")
    assert 'href="../' not in page(site, "versioning")
