"""Content sniffing: the format of a file whose name says otherwise."""

from __future__ import annotations

import re

_XML = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<(?:[\w.-]+:)?([\w.-]+)([^>]*)", re.DOTALL)
_NAMED = re.compile(rb"""\b(?:[\w.-]+:)?(?:about|ID|nodeID)\s*=""")
_TURTLE = re.compile(rb"(?im)^\s*(?:@?prefix\s+[\w.-]*:|@?base)\s*<[^>]*>")
_TURTLE_LINE = re.compile(rb"(?m)^\s*<[^<>\s]*>\s+(?:a|<[^<>\s]*>)\s+(?:[<\"'_\[(]|[\w-]*:|\d)")
_QUAD_LINE = re.compile(rb"""(?m)^\s*<[^<>\s]*>\s+<[^<>\s]*>\s+(?:<[^<>\s]*>|".*").*?\s<[^<>\s]*>\s*\.\s*$""")
_GRAPH = re.compile(rb"(?im)(?:^|\bgraph\s|[.}])\s*(?:<[^<>\s]*>|[\w-]*:[\w-]+)\s*\{")
_BEGIN = {
    b"PK\x03\x04": "a ZIP file",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"SQLite format 3": "an SQLite database",
    b"%PDF": "a PDF file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
#: HTML.
PAGE = "a web page"
#: Advice for each kind of content.
_HINTS = {
    "Turtle": "rename it to end in .ttl",
    "N-Triples or Turtle": "rename it to end in .ttl",
    "N-Quads": "rename it to end in .nq",
    "TriG": "rename it to end in .trig",
    "RDF/XML": "rename it to end in .rdf",
    "JSON": "if it is JSON-LD, rename it to end in .jsonld",
    "a gzip file": "add .gz to the end of its name",
    "a ZIP file": "unzip it and load the files",
    "text in UTF-16": "save it as UTF-8",
    PAGE: "download the data that the page shows or links to",
}
_OWN = {
    "Turtle": ("ttl", "turtle", "trig"),
    "N-Triples or Turtle": ("nt", "nq", "ttl", "turtle", "trig"),
    "N-Quads": ("nq",),
    "TriG": ("trig",),
    "RDF/XML": ("rdf", "owl", "xml"),
    "JSON": ("json", "jsonld"),
}


def root(head: bytes) -> str | None:
    """Return the name of the root element of XML that is not RDF/XML; None if it may be.

    RDF/XML has the root ``rdf:RDF``, or a node with ``rdf:about``, ``rdf:ID`` or ``rdf:nodeID``.

    >>> root(b'<?xml version="1.0"?><!-- x --><TEI xmlns="http://www.tei-c.org/ns/1.0"><p/></TEI>')
    'TEI'
    >>> root(b'<rdf:RDF xmlns:rdf="...">'), root(b'<e:Talk rdf:about="..."/>'), root(b"hello")
    (None, None, None)
    """
    found = _XML.match(head)
    if found is None or found[1] == b"RDF" or _NAMED.search(found[2]):
        return None
    return found[1].decode("utf-8", "replace")


def likeness(head: bytes) -> tuple[str, str] | None:
    """Return what a file looks like, and advice; None if unknown.

    >>> likeness(b"@prefix e: <http://e/> .")
    ('Turtle', 'rename it to end in .ttl')
    >>> likeness(b"<!doctype html>")
    ('a web page', 'download the data that the page shows or links to')
    >>> likeness(b"a,b") is None
    True
    """
    what = _likeness(head)
    return None if what is None else (what, _HINTS.get(what, "get the data in an RDF format"))


def is_named_so(what: str, ending: str) -> bool:
    """Return whether a file of this kind may have this extension.

    >>> is_named_so("Turtle", ".ttl"), is_named_so("Turtle", ".owl")
    (True, False)
    """
    return ending.lstrip(".") in _OWN.get(what, ())


def _likeness(head: bytes) -> str | None:
    for begin, what in _BEGIN.items():
        if head.startswith(begin):
            return what
    start = head.lstrip()
    if re.match(rb"(?i)<!doctype html|<html", start):
        return PAGE
    if start.startswith(b"<?xml") or b"<rdf:RDF" in head:
        name = root(head)
        return "RDF/XML" if name is None else f"XML with the root element <{name}>"
    if re.match(rb"(?:Prefix|Ontology)\s*\(", start):
        return "OWL in functional syntax"
    if re.match(rb'\{\s*["}]|\[\s*[{"\]]', start):
        return "JSON"
    if _GRAPH.search(head):
        return "TriG"
    if _TURTLE.search(head):
        return "Turtle"
    if _QUAD_LINE.search(head):
        return "N-Quads"
    return "N-Triples or Turtle" if _TURTLE_LINE.search(head) else None
