"""Which text belongs to which sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.coding.texts.text import Text, TextFolder, read_text
from kg.coding.sheets.yamlfile import read_yaml
from kg.errors import AnchorError


def texts_for(sheets: Sequence[Path], text: Path | None, folder: Path | None) -> Iterator[tuple[Path, Text]]:
    """Each sheet with its text: the one that is named, else the one that the folder has for it.

    Raises:
        AnchorError: the folder has no text for a sheet.
        SheetError: a sheet is not valid YAML.
    """
    if text is not None:
        yield from ((sheet, read_text(text)) for sheet in sheets)
    if folder is None:
        return
    texts = TextFolder(folder)
    for sheet in sheets:
        source = read_yaml(sheet).data.get("source")
        known = source.get("text") if isinstance(source, dict) else None
        digest = known.get("sha256") if isinstance(known, dict) else None
        found = texts.find(sheet.stem, digest)
        if found is None:
            hint = f"put it there as {sheet.stem}.txt"
            raise AnchorError(f"no text for {sheet.name}", where=str(folder), hint=hint)
        yield sheet, found.text
