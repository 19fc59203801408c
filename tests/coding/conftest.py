from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from kg import workspace
from kg.coding.anchor import anchor_sheet
from kg.coding.graph.compile import compile_workspace
from kg.coding.start import start
from kg.coding.texts.text import Text, read_text

SHEET = "sources/gazette-2025-03-14.yaml"


def find_article() -> Path | None:
    """The article of the bundled sheet, if it is available: in KG_SOURCE_TEXTS, or beside the checkout."""
    root = Path(__file__).resolve().parents[2]
    named = os.environ.get("KG_SOURCE_TEXTS")
    folders = [Path(named)] if named else []
    names = ["article", *(sheet.stem for sheet in sorted((root / "data" / "sources").glob("*.yaml")))]
    for folder in [*folders, root.parent / "shared" / "seed"]:
        for name in names:
            if (folder / f"{name}.txt").is_file():
                return folder / f"{name}.txt"
    return None


@pytest.fixture(scope="session")
def article() -> Text:
    path = find_article()
    if path is None:
        pytest.skip("the article's text is not here (set KG_SOURCE_TEXTS to the folder that holds it)")
    return read_text(path)


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of kg init, anchored, with a second coder and a term; do not change it."""
    folder = tmp_path_factory.mktemp("starter") / "topic"
    start(folder)
    assert anchor_sheet(folder / SHEET, read_text(folder / "texts/gazette-2025-03-14.txt")).written
    with (folder / "kg.toml").open("a", encoding="utf-8") as config:
        config.write('\n[coders.other]\nname = "Other"\n')
    (folder / "terms.yaml").write_text("terms:\n  old-town:\n    name: Old town\n", encoding="utf-8")
    return folder


@pytest.fixture
def edited(starter: Path, tmp_path: Path) -> Callable[..., Path]:
    """A function that copies that workspace and replaces texts, given as file, old and new."""

    def copy(*changes: tuple[str, str, str]) -> Path:
        folder = Path(shutil.copytree(starter, tmp_path / f"copy{len(list(tmp_path.iterdir()))}"))
        for file, old, new in changes:
            text = (folder / file).read_text(encoding="utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return copy


@pytest.fixture
def graph_of(edited: Callable[..., Path]) -> Callable[..., Graph]:
    """A function that compiles that workspace with changes as for ``edited``."""
    return lambda *changes: compile_workspace(workspace.read(edited(*changes)))
