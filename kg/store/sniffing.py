"""What a file is that is not what its name says."""

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
#: What a browser shows.
PAGE = "a web page"
#: What to do with each.
_HINTS = {
    "Turtle": "give its name the ending .ttl",
    "N-Triples or Turtle": "give its name the ending .ttl",
    "N-Quads": "give its name the ending .nq",
    "TriG": "give its name the ending .trig",
    "RDF/XML": "give its name the ending .rdf",
    "JSON": "if it is JSON-LD, give its name the ending .jsonld",
    "a gzip file": "give its name the ending .gz after the other",
    "a ZIP file": "unpack it, and load what is in it",
    "text in UTF-16": "save it as UTF-8",
    PAGE: "save the data that it shows or links to",
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
    """The name of the root element of XML that is no RDF/XML; None where it may be.

    RDF/XML has the root ``rdf:RDF``, or a node that says what it is about.

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
    """What a file looks like, and what to do with it; None where that cannot be said.

    >>> likeness(b"@prefix e: <http://e/> .")
    ('Turtle', 'give its name the ending .ttl')
    >>> likeness(b"<!doctype html>")
    ('a web page', 'save the data that it shows or links to')
    >>> likeness(b"a,b") is None
    True
    """
    what = _likeness(head)
    return None if what is None else (what, _HINTS.get(what, "look for the file with the data"))


def is_named_so(what: str, ending: str) -> bool:
    """Whether a file of that kind may have that ending.

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
