"""The triples of a graph as lines of N-Triples, subject by subject, with terms that every parser accepts.

An engine writes the lines itself if it can. Only lines with a term that needs another spelling
(:mod:`kg.export.spelling`) become terms of Python: reading each triple as such takes longer than all else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

import pyoxigraph

from kg.export.sorted_lines import in_order
from kg.export.spelling import Triples, checked
from kg.store.base import Store
from kg.store.terms import Triple, from_oxigraph

#: What only lines with a term that needs another spelling have: an escaped code point, a blank node, or a
#: term that RDF 1.1 does not have. Other lines may have it within a text.
_ODD: Final = (b"\\u", b" _:", b"\n_:", b"--ltr .", b"--rtl .", b"> <<(")
#: Number of triples in a list of lines.
_TOGETHER: Final = 4_096


def lines(store: Triples, base: str) -> Iterator[str]:
    """Yield every triple as a line without its line break, in any order and perhaps repeated.

    Args:
        store: yields the triples.
        base: the common beginning of the workspace's IRIs.

    Raises:
        OutputError: a literal contains U+0000.
        StoreError: a term is not one of RDF 1.1, or the engine failed.
    """
    for some, _ in _blocks(store, base):
        yield from some


def by_subject(store: Triples, base: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the beginning of the lines of each subject, and its lines, each once, in any order.

    The beginning is the subject and a space. Subjects come once, in any order; arguments and errors are those
    of :func:`lines`.
    """
    if isinstance(store, Store) and store.by_subject:
        blocks = _blocks(store, base)
    else:
        blocks = _together(in_order(lines(store, base)))
    start, group, repeated = "\n", list[str](), False
    for some, odd in blocks:
        repeated = repeated or odd
        for line in some:
            if line.startswith(start):
                group.append(line)
                continue
            if group:
                yield start, list(dict.fromkeys(group)) if repeated else group
            start, group = line[: line.index(" ") + 1], [line]
    if group:
        yield start, list(dict.fromkeys(group)) if repeated else group


#: Some lines, and whether other spellings may have made two of them the same.
_Block = tuple[list[str], bool]


def _together(every: Iterator[str]) -> Iterator[_Block]:
    while some := list(islice(every, _TOGETHER)):
        yield some, False


def _blocks(store: Triples, base: str) -> Iterator[_Block]:
    """The lines, with a report of how many there are so far."""
    report, done, total = None, 0, 0
    if isinstance(store, Store) and store.on_read is not None:
        report, total = store.on_read, store.count()
    for some in _written(store, base):
        yield some
        done += len(some[0])
        if report is not None:
            report(min(done, total), total)


def _written(store: Triples, base: str) -> Iterator[_Block]:
    blocks = store.lines() if isinstance(store, Store) else None
    if blocks is None:
        triples = iter(store.triples())
        while some := [_line(triple, base) for triple in islice(triples, _TOGETHER)]:
            yield some, True
        return
    for block in blocks:
        if _is_odd(block):
            yield [_portable(line, base) for line in block.split(b"\n")[:-1]], True
        else:
            yield block.decode().split("\n")[:-1], False


def _is_odd(block: bytes) -> bool:
    """Whether a block, or a line, may have a term that needs another spelling."""
    if block.startswith(b"_:") or any(mark in block for mark in _ODD):
        return True
    return not block.isascii() and not unicodedata.is_normalized("NFC", block.decode())


def _portable(line: bytes, base: str) -> str:
    if not _is_odd(line):
        return line.decode()
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    subject, predicate, value = map(from_oxigraph, (quad.subject, quad.predicate, quad.object))
    return _line((subject, predicate, value), base)


def _line(triple: Triple, base: str) -> str:
    subject, predicate, value = checked(triple, base)
    return f"{subject.n3()} {predicate.n3()} {value.n3()} ."
