"""The text of a source, exactly as in its file, and the folder of texts.

Positions count Unicode code points of the file decoded as UTF-8. Line ends are not translated and nothing
is normalised, so a position means the same in every program. Hashes are SHA-256 of the UTF-8 bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

from kg.coding.sheets.yamlfile import read_yaml
from kg.containment import open_file, read_file, workspace_of
from kg.errors import AnchorError


class Span(NamedTuple):
    """A part of a text, ``[start, end)``, in code points.

    >>> str(Span(10, 20)), Span.parse("10-20")
    ('10-20', Span(start=10, end=20))
    """

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    @classmethod
    def parse(cls, written: str) -> Span:
        """Read a span as it is written in sheets.

        Raises:
            ValueError: the text is not two numbers with a hyphen between them, the second one greater.
        """
        start, hyphen, end = written.partition("-")
        if not (hyphen and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            raise ValueError(f"{written!r} is not a valid span (expected start-end, for example 120-310)")
        return cls(int(start), int(end))

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Text:
    """A source's text.

    >>> text = Text("note.txt", "I’m right")
    >>> text.length, text.occurrences("right"), text.slice_hash(4, 9)[:8]
    (9, [Span(start=4, end=9)], '27042f4e')
    """

    name: str
    content: str
    sha256: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", sha256(self.content.encode()).hexdigest())

    @property
    def length(self) -> int:
        """Length in code points."""
        return len(self.content)

    @property
    def whole(self) -> Span:
        """The span of the whole text."""
        return Span(0, len(self.content))

    def slice_hash(self, start: int, end: int) -> str:
        """SHA-256 of the UTF-8 bytes of ``[start, end)``."""
        return sha256(self.content[start:end].encode()).hexdigest()

    def line(self, position: int) -> int:
        """The line, from 1, of a position."""
        return self.content.count("\n", 0, position) + 1

    def occurrences(self, words: str, within: Span | None = None) -> list[Span]:
        """Find all exact occurrences of ``words``, including overlapping ones."""
        start, end = self.whole if within is None else within
        found: list[Span] = []
        at = self.content.find(words, start, end) if words else -1
        while at >= 0:
            found.append(Span(at, at + len(words)))
            at = self.content.find(words, at + 1, end)
        return found


def read_text(path: Path, root: Path | None = None) -> Text:
    """Read a text file; the text gets the name of the file.

    A byte order mark is kept: it is a code point of the file like any other.

    Args:
        path: the file.
        root: the folder that it must be in, as for :func:`kg.containment.inside`.

    Raises:
        AnchorError: the file cannot be read, or is not UTF-8.
        OutsideWorkspace: it leads out of the folder, or is not a regular file.
    """
    try:
        raw = read_file(path, root)
    except OSError as error:
        raise AnchorError(f"the text cannot be read: {error.strerror}", where=str(path)) from error
    try:
        return Text(path.name, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise AnchorError(
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            where=f"{path}:{line}",
            hint="save the text as UTF-8 (it looks like Latin-1 or Windows-1252)",
        ) from error


@dataclass(frozen=True, slots=True)
class FoundText:
    """The text of a source; ``changed`` if it is not the text in which the sheet was anchored."""

    text: Text
    changed: bool


@dataclass(frozen=True, slots=True)
class Located:
    """The file of a text: its path and hash, and whether the sheet was anchored in another text."""

    path: Path
    sha256: str
    changed: bool

    @property
    def name(self) -> str:
        """The name of the text."""
        return self.path.name


class TextFolder:
    """A folder of texts, which are read on demand.

    A file that leads out of the workspace of the folder, or out of a folder in no workspace, is not read.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise AnchorError(
                "no such folder of texts",
                where=str(folder),
                hint="expected a folder with a text <source-id>.txt for each source",
            )
        self.folder = folder
        self._root = workspace_of(folder / "text") or folder
        self._hashes: dict[Path, str] = {}

    def find(self, source_id: str, sha256: str | None = None) -> FoundText | None:
        """Find the text of a source: the file with this hash, else the file ``<source-id>.txt``.

        Args:
            source_id: name of the source's sheet, without ``.yaml``.
            sha256: hash of the text in the sheet; None if the sheet is not anchored.

        Returns:
            The text; None if the folder does not have it.

        Raises:
            AnchorError: the file is not UTF-8 or cannot be read.
            OutsideWorkspace: a file that was read leads out of the folder, or is not a regular file.
        """
        found = self.locate(source_id, sha256)
        return None if found is None else FoundText(self.read(found), found.changed)

    def locate(self, source_id: str, sha256: str | None = None) -> Located | None:
        """Find the file of a text, as :meth:`find` does, without reading the text.

        Raises:
            AnchorError: a file cannot be read.
            OutsideWorkspace: a file leads out of the folder, or is not a regular file.
        """
        named = self.folder / f"{source_id}.txt"
        for path in self._files(first=named) if sha256 is not None else ():
            if self._hash(path) == sha256:
                return Located(path, sha256, changed=False)
        if not os.path.lexists(named):
            return None
        return Located(named, self._hash(named), changed=sha256 is not None)

    def read(self, found: Located) -> Text:
        """Read a text that was located.

        Raises:
            AnchorError: the file is not UTF-8 or cannot be read.
            OutsideWorkspace: it leads out of the folder, or is not a regular file.
        """
        return read_text(found.path, self._root)

    def _files(self, first: Path) -> Iterator[Path]:
        if os.path.lexists(first):
            yield first
        for path in sorted(self.folder.iterdir()):
            if path != first and not path.is_dir() and not path.name.startswith("."):
                yield path

    def _hash(self, path: Path) -> str:
        if path not in self._hashes:
            try:
                with open_file(path, self._root) as stream:
                    self._hashes[path] = file_digest(stream, "sha256").hexdigest()
            except OSError as error:
                raise AnchorError(f"the text cannot be read: {error.strerror}", where=str(path)) from error
        return self._hashes[path]


def texts_for(sheets: Sequence[Path], text: Path | None, folder: Path | None) -> Iterator[tuple[Path, Text]]:
    """Pair each sheet with its text: ``text`` if it is given, else its text in ``folder``.

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
            hint = f"add it to the folder as {sheet.stem}.txt"
            raise AnchorError(f"no text for {sheet.name}", where=str(folder), hint=hint)
        yield sheet, found.text
