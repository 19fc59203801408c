from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.store.loading import load

ROOT = Path(kg.__file__).resolve().parent.parent
TURTLE = """@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:says "hello"@en ; ex:on "2025-10-07"^^xsd:date .
ex:b ex:says "say \\"no\\"" ; ex:knows ex:a .
"""


@pytest.fixture
def turtle(tmp_path: Path) -> Path:
    """A file of four triples."""
    path = tmp_path / "talks.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    return path


@pytest.fixture
def disk(tmp_path: Path, turtle: Path) -> Path:
    """A store folder that holds the four triples."""
    load(tmp_path / "store", [turtle])
    return tmp_path / "store"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a store that matters: no logs, no lock files."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("LOG", "LOCK", "writer.lock"))
    }


@pytest.fixture(name="snapshot")
def snapshot_fixture() -> Callable[[Path], dict[str, bytes]]:
    return snapshot


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python code in a process of its own; ``args`` become ``sys.argv[1:]``."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *args: object, **options: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
