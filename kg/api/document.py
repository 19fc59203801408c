"""A page, a briefing or an export: text in chunks, to write to a file or to hold; or a folder of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.api.arguments import FilePath


class Document:
    """Text in a format, which is made as it is read.

    Iterating over it gives the text in chunks, so that a large export need not fit into memory. The graph
    must be open when it is read. A notebook shows a page as it looks in a browser.

    Args:
        title: what it is, in a few words.
        format: its format, as ``-f`` or ``kg export`` name it.
        make: gives the chunks, anew each time.

    Raises:
        kg.errors.KgError: whatever ``make`` raises before its first chunk.

    >>> document = Document("a note", "md", lambda: iter(["one ", "two"]))
    >>> document, document.text
    (<a note (md)>, 'one two')
    """

    def __init__(self, title: str, format: str, make: Callable[[], Iterable[str]]) -> None:
        self.title = title
        self.format = format
        self._make = make
        chunks = iter(make())
        self._begun: Iterator[str] | None = chain([next(chunks, "")], chunks)

    def __iter__(self) -> Iterator[str]:
        begun, self._begun = self._begun, None
        return iter(self._make()) if begun is None else begun

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self)

    def write(self, path: FilePath) -> Path:
        """Write it to a file as UTF-8, whole or not at all, and return the file's path.

        Raises:
            kg.errors.OutputError: the file cannot be written, or its ending is that of another format.
        """
        from kg import endings
        from kg.files import write_atomically

        endings.check(path, self.format)
        write_atomically(path, self)
        return Path(path)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.title} ({self.format})>"

    def _repr_html_(self) -> str | None:
        """A page inside a frame that cannot reach the notebook; None for other formats."""
        if self.format != "html":
            return None
        from html import escape

        return (
            '<iframe sandbox="allow-scripts allow-downloads" style="width:100%;height:40em;border:0" '
            f'srcdoc="{escape(self.text)}"></iframe>'
        )


class TableFolder(Document):
    """Typed tables, one file each, to write to a folder: there is no text.

    Args:
        title: what it is, in a few words.
        format: its format, as ``kg export`` names it.
        fill: writes the files to a folder.

    >>> TableFolder("graph", "parquet", lambda folder: None)
    <graph (parquet)>
    """

    def __init__(self, title: str, format: str, fill: Callable[[Path], None]) -> None:
        self._fill = fill
        super().__init__(title, format, lambda: ())

    def __iter__(self) -> Iterator[str]:
        from kg.errors import OutputError

        raise OutputError(f"{self.format} has no text", hint="write it to a folder: .write(FOLDER)")

    def write(self, path: FilePath) -> Path:
        """Write the files to a folder, and return its path.

        Raises:
            kg.errors.OutputError: the folder cannot be written, or a library is not installed.
        """
        self._fill(Path(path))
        return Path(path)
