from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.coding.texts import Text, read_text


def find_article() -> Path | None:
    """The article of the bundled sheet, where it is at hand: in KG_SOURCE_TEXTS, or beside the checkout."""
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
