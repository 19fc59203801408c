"""The endings of file names, and the format of a file by its name.

The command line (``-o``) and the Python interface follow the same rules. A given format must not contradict
the ending; without one, the ending decides. An ending that no format here has contradicts nothing, unless it
is in :data:`OTHER`: a page named ``x.png`` is a mistake, one named ``x.draft`` is not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Final

from kg.errors import OutputError

#: Endings of the files of each format, the usual one first.
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": (".txt",),
    "table": (".txt",),
    "csv": (".csv",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "md": (".md", ".markdown"),
    "xlsx": (".xlsx",),
    "html": (".html", ".htm"),
    "turtle": (".ttl",),
    "ntriples": (".nt",),
    "nquads": (".nq",),
    "trig": (".trig",),
    "jsonld": (".jsonld", ".json"),
    "dna-csv": (".csv",),
    "parquet": (".parquet",),
    "matrix": (".csv",),
    "edges": (".csv",),
    "nodes": (".csv",),
    "graphml": (".graphml", ".xml"),
    "gexf": (".gexf", ".xml"),
    "dl": (".dl",),
    "sparql": (".rq", ".sparql", ".txt"),
}

#: Endings of formats that kg does not write.
OTHER: Final = frozenset(
    (
        *(".doc", ".docx", ".odt", ".pdf", ".ppt", ".pptx", ".rtf", ".tex"),
        *(".ods", ".sav", ".tsv", ".xls", ".xlsb", ".xlsm"),
        *(".bmp", ".eps", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
        *(".7z", ".bz2", ".gz", ".tar", ".tgz", ".xz", ".zip", ".zst"),
        *(".db", ".dna", ".n3", ".net", ".owl", ".paj", ".rdf", ".sqlite", ".toml", ".yaml", ".yml"),
    )
)

#: The last full stop or space of a name is not part of it on Windows.
_ENDING = re.compile(r"[^.](\.[A-Za-z0-9]+)[. ]*$")
_KNOWN = OTHER.union(*ENDINGS.values())


def ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a file name in lower case, with its full stop; empty if there is none.

    >>> ending("a/B.CSV"), ending("a.b/rows"), ending(".csv"), ending("Notes on St. Pierre")
    ('.csv', '', '', '')
    >>> ending("x.xlsx. ")
    '.xlsx'
    """
    found = _ENDING.search(os.path.basename(path))  # noqa: PTH119  # of a path that need not be valid
    return found[1].lower() if found else ""


def check(path: str | os.PathLike[str], format: str) -> None:
    """Check that the name of a file does not contradict the format of its content.

    Args:
        path: the file.
        format: a key of :data:`ENDINGS`.

    Raises:
        OutputError: the ending is that of another format.

    >>> check("brief.md", "md"), check("brief.draft", "md"), check("brief", "md")
    (None, None, None)
    >>> check("brief.docx", "md")
    Traceback (most recent call last):
    kg.errors.OutputError: brief.docx: .docx is not an ending of md (expected .md, .markdown)
      change the ending, or choose the format that it stands for
    """
    found, own = ending(path), ENDINGS[format]
    if found in _KNOWN and found not in own:
        raise OutputError(
            f"{found} is not an ending of {format} (expected {', '.join(own)})",
            where=str(path),
            hint="change the ending, or choose the format that it stands for",
        )


def format_of(path: str | os.PathLike[str], formats: Iterable[str]) -> str | None:
    """Return the format that the ending of a file stands for; None for a name without an ending.

    Args:
        path: the file.
        formats: keys of :data:`ENDINGS`; of two with the same ending, the first counts.

    Raises:
        OutputError: none of these formats has the ending.

    >>> format_of("rows.CSV", ["text", "csv", "edges"]), format_of("rows", ["text", "csv"])
    ('csv', None)
    >>> format_of("brief.png", ["html", "md"])
    Traceback (most recent call last):
    kg.errors.OutputError: brief.png: unknown ending .png (expected .html, .htm, .md, .markdown)
      change the ending
    """
    found, known = ending(path), list(formats)
    if not found:
        return None
    for format in known:
        if found in ENDINGS[format]:
            return format
    endings = dict.fromkeys(each for format in known for each in ENDINGS[format])
    raise OutputError(
        f"unknown ending {found} (expected {', '.join(endings)})",
        where=str(path),
        hint="change the ending" + ("" if found in _KNOWN else ", or choose the format with -f"),
    )
