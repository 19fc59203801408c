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
from typing import BinaryIO, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.containment import open_file
from kg.errors import LoadError
from kg.store import decoding, sniffing, typed_literals

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
_HEAD = 8192
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BAD_IRI = re.compile(
    r"(?:parsing IRI '(.*)': )?Invalid IRI (?:code point '(.)'|percent encoding '(.*?)')", re.DOTALL
)


def detect(path: Path) -> RdfFormat:
    """The format of ``path`` by its ending.

    Raises:
        LoadError: an ending that is not in :data:`FORMATS`.

    >>> detect(Path("talks.TTL.gz")).name
    'Turtle'
    """
    found = FORMATS.get(_ending(path))
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
            remote context, or what RDF 1.1 does not have; or it is nested too deeply.
        OutsideWorkspace: see :mod:`kg.containment`.
    """
    format = detect(path)
    default, checks, is_json = DefaultGraph(), typed_literals.checks(), format == RdfFormat.JSON_LD
    file = _File(path, content)
    given = False
    try:
        with file.open() as raw:
            reader = decoding.Reader(path, raw, format, on_read)
            open_triples = reader.triples
            for quad in parse(
                reader,  # type: ignore[arg-type]
                format=format,
                base_iri=base_iri,
                lenient=is_json,
                rename_blank_nodes=True,
            ):
                open_triples.depth = 0  # between two quads none is open
                if is_json:
                    if _SCHEME.match(quad.predicate.value) is None:
                        continue  # a key that the context does not know says nothing in JSON-LD
                    _check_lenient(file, quad)
                    given = True
                value = quad.object
                kind = type(value)
                if kind is Literal:
                    check = checks.get(value.datatype.value)
                    if check is not None and not check(value.value):
                        raise _ill_typed(file, quad)
                    if value.direction is not None:
                        raise _not_rdf11(path, "a text with a base direction", quad)
                elif kind is Triple:
                    raise _not_rdf11(path, "a triple inside a triple", quad)
                yield quad
                if quad.graph_name != default:
                    yield Quad(quad.subject, quad.predicate, quad.object)
            if is_json and not given and not reader.has_keywords:
                raise LoadError(
                    "JSON, but not JSON-LD: it has neither @context nor @id",
                    where=str(path),
                    hint="look for the same data in JSON-LD or Turtle",
                )
    except SyntaxError as error:
        raise _syntax_error(file, format, error) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise LoadError(f"not a whole gzip file: {error}", where=str(path)) from None
    except OSError as error:
        raise LoadError(f"cannot be read: {error.strerror or error}", where=str(path)) from None
    except ValueError as error:
        raise LoadError(f"the base IRI {base_iri!r} is none: {error}", where=str(path)) from None


class _File(NamedTuple):
    """A file, or what is to become one."""

    path: Path
    content: bytes | None

    def open(self) -> BinaryIO:
        """Open it."""
        return open_file(self.path) if self.content is None else BytesIO(self.content)

    def place(self, text: str) -> str:
        """Its name, and the first line on which ``text`` stands in quotes or between tags, if it does.

        The parser does not tell.
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
        return LoadError(f"this is no {format.name}: it looks like {looks[0]}", where=where, hint=looks[1])
    if found := _BAD_IRI.search(message):
        where = where if error.lineno or not found[1] else file.place(found[1])
        return _bad_iri(where, found[2], found[3])
    if "UTF-8" in message:
        return LoadError("not UTF-8", where=where, hint="save the file as UTF-8")
    if "LoadDocumentCallback" in message:
        return LoadError(
            "JSON-LD with a context on the web, and kg fetches nothing",
            where=where,
            hint="put the context itself into the file in place of its address",
        )
    return LoadError(f"does not parse: {message}", where=where)


def _relative(where: str) -> LoadError:
    return LoadError(
        "a relative IRI, and the file names no base",
        where=where,
        hint="say what it is relative to: --base https://example.org/",
    )


def _bad_iri(where: str, sign: str | None, coded: str | None) -> LoadError:
    if sign is None:
        return LoadError(f"an IRI has {coded!r} in it, and % must be written %25", where=where)
    written = "".join(f"%{byte:02X}" for byte in sign.encode())
    return LoadError(f"an IRI has {sign!r} in it, which must be written {written}", where=where)


def _check_lenient(file: _File, quad: Quad) -> None:
    """Refuse what the parser of JSON-LD would drop without a word, were it not told to keep it."""
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
                    f"{value!r} is no language tag", where=where, hint="write en, or de-AT"
                ) from None
            if "No scheme found" in problem:
                raise _relative(where) from None
            found = _BAD_IRI.search(problem)
            if found is None:
                raise LoadError(f"{value!r} is no IRI: {problem}", where=where) from None
            raise _bad_iri(where, found[2], found[3]) from None


def _ending(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _ill_typed(file: _File, quad: Quad) -> LoadError:
    value = quad.object
    assert isinstance(value, Literal)
    return LoadError(
        f'"{value.value[:80]}" is no {typed_literals.expected(value.datatype.value)}',
        where=file.place(value.value),
        hint=f"it is {quad.predicate} of {quad.subject}",
    )


def _not_rdf11(path: Path, what: str, quad: Quad) -> LoadError:
    return LoadError(
        f"{what} belongs to RDF 1.2, and kg keeps to RDF 1.1",
        where=str(path),
        hint=f"it is {quad.predicate} of {quad.subject}",
    )
