"""Whoever calls ``kg`` sees its types, under ``mypy --strict`` and as installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="needs the extra `test`")

ROOT = Path(__file__).resolve().parent.parent
CALLER = """\
from pathlib import Path

import kg

with kg.open(Path("topic")) as graph:
    for row in graph.said(about="tariffs").rows:
        words: str = row["text"]
        speaker: int = row["speaker"]
kg.graph().serialise()
kg.open(1)
"""
#: What the caller does not touch need not be read: it takes mypy most of its time.
CONFIG = """\
[mypy]
[mypy-pandas.*,numpy.*,scipy.*,networkx.*,igraph.*,rich.*,httpx.*,pydantic.*]
follow_imports = skip
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has ``kg`` as an installed package, and this environment's other packages."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True, timeout=60)
    paths = sysconfig.get_paths("venv", {"base": str(folder), "platbase": str(folder)})
    packages = Path(paths["purelib"])
    shutil.copytree(ROOT / "kg", packages / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Path(paths["scripts"]) / Path(sys.executable).name


def test_a_caller_under_mypy_strict_sees_types(python: Path, tmp_path: Path) -> None:
    caller = tmp_path / "caller.py"
    caller.write_text(CALLER, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text(CONFIG, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--no-pretty", "--python-executable", str(python)),
            *("--cache-dir", str(tmp_path / "cache"), str(caller)),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    found = [line.partition(": error: ") for line in done.stdout.splitlines() if ": error: " in line]
    assert [(Path(place).name, problem.rpartition("[")[2]) for place, _, problem in found] == [
        ("caller.py:8", "assignment]"),
        ("caller.py:9", "attr-defined]"),
        ("caller.py:10", "arg-type]"),
    ], done.stdout
