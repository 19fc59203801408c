"""The example of ``kg init`` as a workspace that can be built."""

from __future__ import annotations

from pathlib import Path

import kg

SHEET, TEXT = "sources/gazette-2025-03-14.yaml", "texts/gazette-2025-03-14.txt"


def without_store(folder: Path) -> Path:
    """Create the example in a folder, anchored, with files for its graph and no store."""
    kg.init(folder)
    kg.anchor(folder / SHEET, text=folder / TEXT)
    config = (folder / "kg.toml").read_text(encoding="utf-8")
    (folder / "kg.toml").write_text(config.replace('store = "store"', ""), encoding="utf-8")
    return folder
