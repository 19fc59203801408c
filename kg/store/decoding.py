"""Input of an RDF parser: the bytes of a file, decompressed, in UTF-8, and safe to parse.

XML may have any encoding that it declares, but pyoxigraph reads only UTF-8; all other formats are UTF-8 by
definition. Input that could fill the memory or overflow the stack is rejected before the parser reads it.
"""

from __future__ import annotations

import codecs
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.errors import LoadError
from kg.store import nesting, sniffing

_BLOCK = 1 << 16
_BOM = b"\xef\xbb\xbf"
_DOCTYPE = b"<!DOCTYPE"
_DECLARATION = re.compile(rb"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["'][^>]*>""")
# First bytes of UTF-16 and UTF-32: a byte order mark, or the start of XML without one.
_WIDE = {
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"<\x00\x00\x00": "utf-32-le",
    b"\x00\x00\x00<": "utf-32-be",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_ENCODINGS = re.compile(
    r"ascii|iso8859-\d+|cp\d+|utf-(?:16|32)(?:-[lb]e)?|koi8-[rut]|mac-roman|shift_jis|euc_(?:jp|kr)|gb\w+|big5"
)
_METERS: dict[RdfFormat, Callable[[], nesting.Meter]] = {
    RdfFormat.JSON_LD: nesting.OfJson,
    RdfFormat.RDF_XML: nesting.OfXml,
}


class Reader:
    """The input that pyoxigraph reads.

    Args:
        path: the file; if its name ends in ``.gz``, it is decompressed.
        raw: the open file.
        format: the expected format.
        on_read: called with the number of bytes after each read.

    Attributes:
        triples: the meter of open triples inside triples; the caller resets it when the parser returns one.
        has_keywords: whether a JSON-LD keyword was found, or the document is empty.
    """

    def __init__(
        self, path: Path, raw: BinaryIO, format: RdfFormat, on_read: Callable[[int], None] | None
    ) -> None:
        self._path = path
        self._raw = raw
        self._source: BinaryIO | gzip.GzipFile = unpacked(path, raw)
        self._on_read = on_read
        self._position = 0
        self._is_xml = format == RdfFormat.RDF_XML
        self._meter = _METERS[format]() if format in _METERS else None
        self.triples = nesting.OfTriples()
        self._tail = b""
        self._block, self._at = b"", 0
        self._decoder: codecs.IncrementalDecoder | None = None
        self._encoding = ""
        self._line = 1
        self._started = False
        self.has_keywords = True

    def read(self, size: int) -> bytes:
        """Return more bytes; none at the end.

        Raises:
            LoadError: the input is not safe to parse.
        """
        if self._at >= len(self._block):
            self._block, self._at = self._next(), 0
        piece = self._block[self._at : self._at + size]
        self._at += len(piece)
        if self._meter is None:
            self._measure(self.triples, piece)
        return piece

    def _measure(self, meter: nesting.Meter, piece: bytes) -> None:
        if meter.feed(piece) > meter.limit:
            raise LoadError(
                f"nested too deeply: more than {meter.limit:,} levels",
                where=str(self._path),
                hint="check where the file comes from: programs do not normally write such files",
            )

    def _next(self) -> bytes:
        block, first = self._source.read(_BLOCK), False
        if not self._started:
            self._started = True
            block = self._detect_encoding(block)
            first = True
        if self._decoder is not None:
            block = self._decoded(block)
            while not block and (more := self._source.read(_BLOCK)):
                block = self._decoded(more)
        if self._is_xml:
            self._check_xml(block, first)
        if first:
            self.has_keywords = len(block.strip()) < 3
        self.has_keywords = self.has_keywords or b'"@' in block
        if self._meter is not None:
            self._measure(self._meter, block)
        if self._on_read is not None:
            position = self._raw.tell()
            if position > self._position:
                self._on_read(position - self._position)
                self._position = position
        return block

    def _detect_encoding(self, block: bytes) -> bytes:
        """Set up decoding from the first block; return the block without a byte order mark."""
        if block.startswith(_BOM):
            block = block[len(_BOM) :] or self._source.read(_BLOCK)
        if not self._is_xml:
            return block
        wide = next((_WIDE[mark] for mark in _WIDE if block.startswith(mark)), None)
        declared = _DECLARATION.match(block)
        if wide is not None:
            self._encoding = wide.upper()
            self._decoder = codecs.getincrementaldecoder(wide)()
        elif declared is not None:
            self._encoding = declared[1].decode("ascii")
            self._decoder = self._decoder_of(self._encoding)
        return block

    def _decoder_of(self, name: str) -> codecs.IncrementalDecoder | None:
        """The decoder for an encoding; None for UTF-8."""
        try:
            found = codecs.lookup(name).name
        except LookupError:
            found = ""
        if found == "utf-8":
            return None
        if _ENCODINGS.fullmatch(found) is None:
            raise LoadError(
                f"unknown encoding {name!r}", where=f"{self._path}:1", hint="save the file as UTF-8"
            )
        return codecs.getincrementaldecoder(found)()

    def _decoded(self, block: bytes) -> bytes:
        """A block in UTF-8, without the declaration of its original encoding."""
        assert self._decoder is not None
        try:
            text = self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line = self._line + block[: error.start].count(b"\n")
            byte = error.object[error.start]
            raise LoadError(
                f"invalid {self._encoding}: byte 0x{byte:02X}",
                where=f"{self._path}:{line}",
                hint='declare the actual encoding in the first line, for example encoding="UTF-8"',
            ) from None
        self._line += text.count("\n")
        coded = text.encode("utf-8", "surrogatepass")
        if found := _DECLARATION.match(coded):
            coded = b'<?xml version="1.0"?>' + b"\n" * found[0].count(b"\n") + coded[found.end() :]
        return coded

    def _check_xml(self, block: bytes, first: bool) -> None:
        # The parser ignores case here, although XML only has DOCTYPE in capitals.
        if first and (looks := sniffing.likeness(block)) is not None and looks[0] == sniffing.PAGE:
            raise LoadError(f"not RDF/XML: it looks like {looks[0]}", where=str(self._path), hint=looks[1])
        seen = self._tail + block.upper()
        if _DOCTYPE in seen:
            raise LoadError(
                "RDF/XML with a DOCTYPE is not accepted: its entities can fill the memory",
                where=str(self._path),
                hint="convert it first, for example: rapper -o turtle FILE > FILE.ttl",
            )
        self._tail = seen[-len(_DOCTYPE) :]
        if first and (name := sniffing.root(block)) is not None:
            raise LoadError(
                f"XML, but not RDF/XML: the root element is <{name}>, expected rdf:RDF",
                where=str(self._path),
                hint="get the same data in RDF/XML or Turtle",
            )


def unpacked(path: Path, raw: BinaryIO) -> BinaryIO | gzip.GzipFile:
    """Return the open file, decompressed if its name ends in ``.gz``."""
    return gzip.GzipFile(fileobj=raw, mode="rb") if path.name.lower().endswith(".gz") else raw
