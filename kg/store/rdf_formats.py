"""RDF input formats: detection by file name, and parsing with checks.

Files are streamed, never read whole. Errors that a parser would accept silently are reported here, with file
and, if known, line.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.containment import open_file
from kg.errors import LoadError
from kg.store import decoding, sniffing, typed_literals

#: The format of each file name extension; ``.gz`` after it means compressed with gzip.
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
_HEAD = 8192
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BAD_IRI = re.compile(
    r"(?:parsing IRI '(.*)': )?Invalid IRI (?:code point '(.)'|percent encoding '(.*?)')", re.DOTALL
)


def detect(path: Path) -> RdfFormat:
    """Return the format of ``path`` by its extension.

    Raises:
        LoadError: the extension is not in :data:`FORMATS`.

    >>> detect(Path("talks.TTL.gz")).name
    'Turtle'
    """
    found = FORMATS.get(_ending(path))
    if found is None:
        raise LoadError(
            "unknown file name extension for RDF",
            where=str(path),
            hint="expected one of: " + ", ".join(FORMATS),
        )
    return found


def quads(
    path: Path,
    *,
    base_iri: str | None = None,
    on_read: Callable[[int], None] | None = None,
    content: bytes | None = None,
) -> Iterator[Quad]:
    """Yield the checked quads of a file; those of named graphs are repeated in the default graph.

    Blank nodes get new labels, so that ``_:a`` in two files stays two nodes.

    Args:
        path: the file.
        base_iri: base of relative IRIs.
        on_read: called with the number of bytes after each read.
        content: content of the file, if it is not written yet.

    Raises:
        LoadError: the file cannot be read or does not parse; has an ill-typed literal, a DOCTYPE, a remote
            context or a feature of RDF 1.2; or is nested too deeply.
        OutsideWorkspace: see :mod:`kg.containment`.
    """
    format = detect(path)
    file = _File(path, content)
    try:
        with file.open() as raw:
            reader = decoding.Reader(path, raw, format, on_read)
            is_json = format == RdfFormat.JSON_LD
            parsed: Iterator[Quad] = parse(
                reader,  # type: ignore[arg-type]
                format=format,
                base_iri=base_iri,
                lenient=is_json,
                rename_blank_nodes=True,
            )
            if is_json:
                parsed = _json_ld(file, reader, parsed)
            yield from _checked(file, reader, parsed, has_graphs=format.supports_datasets)
    except SyntaxError as error:
        raise _syntax_error(file, format, error) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise LoadError(f"damaged gzip file: {error}", where=str(path)) from None
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror or error}", where=str(path)) from None
    except ValueError as error:
        raise LoadError(f"invalid base IRI {base_iri!r}: {error}", where=str(path)) from None


def _json_ld(file: _File, reader: decoding.Reader, parsed: Iterator[Quad]) -> Iterator[Quad]:
    """The quads of a JSON-LD file, without those of keys that its context does not define."""
    empty = True
    for quad in parsed:
        if _SCHEME.match(quad.predicate.value) is not None:
            _check_lenient(file, quad)
            empty = False
            yield quad
    if empty and not reader.has_keywords:
        raise LoadError(
            "JSON, but not JSON-LD: it has neither @context nor @id",
            where=str(file.path),
            hint="get the same data in JSON-LD or Turtle",
        )


def _checked(
    file: _File, reader: decoding.Reader, parsed: Iterator[Quad], *, has_graphs: bool
) -> Iterator[Quad]:
    """The quads with checked values, and those of named graphs once more in the default graph."""
    default, open_triples = DefaultGraph(), reader.triples
    checks = {NamedNode(datatype): check for datatype, check in typed_literals.checks().items()}
    for quad in parsed:
        open_triples.depth = 0  # between two quads, none is open
        value = quad.object
        if isinstance(value, Literal):
            check = checks.get(value.datatype)
            if check is not None and not check(value.value):
                raise _ill_typed(file, quad)
            if value.direction is not None:
                raise _not_rdf11(file.path, "a text with a base direction", quad)
        elif isinstance(value, Triple):
            raise _not_rdf11(file.path, "a triple inside a triple", quad)
        yield quad
        if has_graphs and quad.graph_name != default:
            yield Quad(quad.subject, quad.predicate, quad.object)


class _File(NamedTuple):
    """A file, or its content before it is written."""

    path: Path
    content: bytes | None

    def open(self) -> BinaryIO:
        """Open it."""
        return open_file(self.path) if self.content is None else BytesIO(self.content)

    def place(self, text: str) -> str:
        """Return its name and the first line with ``text`` in quotes or between tags, if there is one.

        The parser does not give the line.
        """
        needle = re.compile(rb"[\"'>]" + re.escape(text.encode()) + rb"[\"'<]")
        with self.open() as raw:
            lines = decoding.unpacked(self.path, raw)
            line = next((number for number, line in enumerate(lines, 1) if needle.search(line)), None)
        return str(self.path) if line is None else f"{self.path}:{line}"


def _syntax_error(file: _File, format: RdfFormat, error: SyntaxError) -> LoadError:
    path = file.path
    message = re.sub(r"^Parser error at line \d+ (?:between columns \d+ and \d+|column \d+): ", "", error.msg)
    where = str(path) if error.lineno is None else f"{path}:{error.lineno}"
    if "No scheme found" in message:
        return _relative(where)
    with file.open() as raw:
        looks = sniffing.likeness(decoding.unpacked(path, raw).read(_HEAD))
    if looks is not None and not sniffing.is_named_so(looks[0], _ending(path)):
        return LoadError(f"not {format.name}: it looks like {looks[0]}", where=where, hint=looks[1])
    if found := _BAD_IRI.search(message):
        where = where if error.lineno or not found[1] else file.place(found[1])
        return _bad_iri(where, found[2], found[3])
    if "UTF-8" in message:
        return LoadError("not UTF-8", where=where, hint="save the file as UTF-8")
    if "LoadDocumentCallback" in message:
        return LoadError(
            "JSON-LD with a remote context, which kg does not fetch",
            where=where,
            hint="replace the address of the context by the context itself",
        )
    return LoadError(f"does not parse: {message}", where=where)


def _relative(where: str) -> LoadError:
    return LoadError(
        "relative IRI in a file without a base",
        where=where,
        hint="give the base: --base https://example.org/",
    )


def _bad_iri(where: str, sign: str | None, coded: str | None) -> LoadError:
    if sign is None:
        return LoadError(f"invalid IRI with {coded!r}: % must be written %25", where=where)
    written = "".join(f"%{byte:02X}" for byte in sign.encode())
    return LoadError(f"invalid IRI with {sign!r}, which must be written {written}", where=where)


def _check_lenient(file: _File, quad: Quad) -> None:
    """Raise an error for terms that the parser of JSON-LD drops silently unless it is lenient."""
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        try:
            if isinstance(term, NamedNode):
                NamedNode(term.value)
            elif isinstance(term, Literal):
                if term.language is not None:
                    Literal(term.value, language=term.language)
                NamedNode(term.datatype.value)
        except ValueError as error:
            value = term.language if isinstance(term, Literal) and term.language else str(term).strip("<>")
            where, problem = file.place(value), str(error)
            if isinstance(term, Literal) and term.language is not None:
                raise LoadError(
                    f"{value!r} is not a valid language tag", where=where, hint="for example en or de-AT"
                ) from None
            if "No scheme found" in problem:
                raise _relative(where) from None
            found = _BAD_IRI.search(problem)
            if found is None:
                raise LoadError(f"{value!r} is not a valid IRI: {problem}", where=where) from None
            raise _bad_iri(where, found[2], found[3]) from None


def _ending(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _ill_typed(file: _File, quad: Quad) -> LoadError:
    value = quad.object
    assert isinstance(value, Literal)
    return LoadError(
        f'"{value.value[:80]}" is not a valid {typed_literals.expected(value.datatype.value)}',
        where=file.place(value.value),
        hint=f"value of {quad.predicate} of {quad.subject}",
    )


def _not_rdf11(path: Path, what: str, quad: Quad) -> LoadError:
    return LoadError(
        f"{what} needs RDF 1.2, but kg supports only RDF 1.1",
        where=str(path),
        hint=f"value of {quad.predicate} of {quad.subject}",
    )
