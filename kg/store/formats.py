"""The RDF formats that kg takes in: how a file is told, opened and parsed.

A file is streamed, never held whole. Everything that a parser would take silently and that no user
wants is refused here, with file and line where they are known.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, parse

from kg.containment import open_file
from kg.errors import LoadError
from kg.store import lexical

#: The format of each ending; ``.gz`` after it means packed with gzip.
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".turtle": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
_BOM = b"\xef\xbb\xbf"
_DOCTYPE = b"<!DOCTYPE"


def detect(path: Path) -> RdfFormat:
    """The format of ``path`` by its ending.

    Raises:
        LoadError: an ending that is not in :data:`FORMATS`.

    >>> detect(Path("talks.TTL.gz")).name
    'Turtle'
    """
    name = path.name.lower().removesuffix(".gz")
    found = FORMATS.get(Path(name).suffix)
    if found is None:
        raise LoadError(
            "the ending names no RDF format", where=str(path), hint="known endings: " + ", ".join(FORMATS)
        )
    return found


def quads(
    path: Path,
    *,
    base_iri: str | None = None,
    on_read: Callable[[int], None] | None = None,
    content: bytes | None = None,
) -> Iterator[Quad]:
    """Every quad of a file, checked; a quad of a named graph comes again as one of the default graph.

    Blank nodes get new labels, so that ``_:a`` of two files stays two nodes.

    Args:
        path: the file.
        base_iri: what relative IRIs are relative to.
        on_read: called with the number of bytes each time that some of the file have been read.
        content: what the file is to hold, where it has not been written yet.

    Raises:
        LoadError: it cannot be read or does not parse, or holds an ill-typed literal, a DOCTYPE, a
            remote context, or what RDF 1.1 does not have.
        OutsideWorkspace: see :mod:`kg.containment`.
    """
    format = detect(path)
    default, checks = DefaultGraph(), lexical.checks()
    try:
        with open_file(path) if content is None else BytesIO(content) as raw:
            reader = _Reader(path, raw, on_read, forbid_doctype=format == RdfFormat.RDF_XML)
            for quad in parse(reader, format=format, base_iri=base_iri, rename_blank_nodes=True):  # type: ignore[arg-type]
                value = quad.object
                kind = type(value)
                if kind is Literal:
                    check = checks.get(value.datatype.value)
                    if check is not None and not check(value.value):
                        raise _ill_typed(path, quad, content)
                    if value.direction is not None:
                        raise _not_rdf11(path, "a text with a base direction", quad)
                elif kind is Triple:
                    raise _not_rdf11(path, "a triple inside a triple", quad)
                yield quad
                if quad.graph_name != default:
                    yield Quad(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        raise _syntax_error(path, error) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise LoadError(f"not a whole gzip file: {error}", where=str(path)) from None
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror or error}", where=str(path)) from None
    except ValueError as error:
        raise LoadError(f"the base IRI {base_iri!r} is none: {error}", where=str(path)) from None


class _Reader:
    """What pyoxigraph reads from: counts bytes, unpacks gzip, drops a BOM, stops at a DOCTYPE."""

    def __init__(
        self, path: Path, raw: BinaryIO, on_read: Callable[[int], None] | None, *, forbid_doctype: bool
    ) -> None:
        self._path = path
        self._raw = raw
        self._source: BinaryIO | gzip.GzipFile = (
            gzip.GzipFile(fileobj=raw, mode="rb") if path.name.lower().endswith(".gz") else raw
        )
        self._on_read = on_read
        self._position = 0
        self._tail: bytes | None = b"" if forbid_doctype else None
        self._started = False

    def read(self, size: int) -> bytes:
        chunk = self._source.read(size)
        if not self._started:
            self._started = True
            if chunk.startswith(_BOM):
                chunk = chunk[len(_BOM) :] or self._source.read(size)
        if self._tail is not None:
            # The parser compares without regard to case, although XML has capitals only.
            seen = self._tail + chunk.upper()
            if _DOCTYPE in seen:
                raise LoadError(
                    "RDF/XML with a DOCTYPE is refused: its entities can fill the memory",
                    where=str(self._path),
                    hint="convert it first, for example: rapper -o turtle FILE > FILE.ttl",
                )
            self._tail = seen[-len(_DOCTYPE) :]
        if self._on_read is not None:
            position = self._raw.tell()
            if position > self._position:
                self._on_read(position - self._position)
                self._position = position
        return chunk


def _syntax_error(path: Path, error: SyntaxError) -> LoadError:
    message = re.sub(r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): ", "", error.msg)
    where = str(path) if error.lineno is None else f"{path}:{error.lineno}"
    if "No scheme found" in message:
        return LoadError(
            "a relative IRI, and the file names no base",
            where=where,
            hint="say what it is relative to: --base https://example.org/",
        )
    if "UTF-8" in message:
        return LoadError("not UTF-8", where=where, hint="save the file as UTF-8")
    if "LoadDocumentCallback" in message:
        return LoadError(
            "JSON-LD with a context on the web, and kg fetches nothing",
            where=where,
            hint="put the context itself into the file in place of its address",
        )
    return LoadError(f"does not parse: {message}", where=where)


def _ill_typed(path: Path, quad: Quad, content: bytes | None) -> LoadError:
    value = quad.object
    assert isinstance(value, Literal)
    with open_file(path) if content is None else BytesIO(content) as raw:
        line = _line_of(raw, path, value.value)
    return LoadError(
        f'"{value.value[:80]}" is no {lexical.expected(value.datatype.value)}',
        where=str(path) if line is None else f"{path}:{line}",
        hint=f"it is {quad.predicate} of {quad.subject}",
    )


def _not_rdf11(path: Path, what: str, quad: Quad) -> LoadError:
    return LoadError(
        f"{what} belongs to RDF 1.2, and kg keeps to RDF 1.1",
        where=str(path),
        hint=f"it is {quad.predicate} of {quad.subject}",
    )


def _line_of(raw: BinaryIO, path: Path, text: str) -> int | None:
    """The first line on which ``text`` stands in quotes or between tags; the parser does not tell."""
    needle = re.compile(rb"[\"'>]" + re.escape(text.encode()) + rb"[\"'<]")
    lines = gzip.GzipFile(fileobj=raw) if path.name.lower().endswith(".gz") else raw
    return next((number for number, line in enumerate(lines, 1) if needle.search(line)), None)
