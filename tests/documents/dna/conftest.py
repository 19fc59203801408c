from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kg import workspace
from kg.coding.check import CheckReport, check

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("dna_database", Path(__file__).with_name("database.py"))
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
sys.modules["dna_database"] = _module
_spec.loader.exec_module(_module)


@pytest.fixture
def dna(tmp_path: Path) -> Any:
    """A database with one document, the default statement type and two coders; no coded passage yet."""
    return _module.Dna(tmp_path / "bridge.dna")


@pytest.fixture
def scaled(tmp_path: Path) -> Any:
    """The same with a qualifier of integers."""
    return _module.Dna(tmp_path / "scaled.dna", qualifier="integer")


@pytest.fixture
def sample() -> Path:
    """The sample that is part of DNA."""
    path = Path(os.environ.get("KG_DNA_SAMPLE", ROOT.parent / "shared" / "dna" / "sample.dna"))
    if not path.is_file():
        pytest.skip("DNA's sample is not at hand: set KG_DNA_SAMPLE")
    return path


@pytest.fixture(scope="session")
def read() -> Callable[[Path], Any]:
    """A function that reads a YAML file."""
    return lambda path: YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def checked() -> Callable[[Path], CheckReport]:
    """A function that checks an imported workspace with its texts."""
    return lambda folder: check(workspace.read(folder), folder / "texts")
