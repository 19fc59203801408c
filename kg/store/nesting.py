r"""Nesting depth of RDF files, measured before parsing.

pyoxigraph parses JSON-LD and triples inside triples recursively, and overflows the stack at several
thousand levels: the process dies. Its time for RDF/XML grows with the square of the depth: 100,000 nested
elements take minutes. Lists and bracketed nodes in Turtle have neither problem.

A meter reads the bytes of a file block by block, in about a hundredth of the time of parsing.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Protocol

#: Maximum depth of objects and lists in JSON; typical documents have about ten levels.
JSON_DEPTH = 500
#: Maximum depth of elements in XML.
XML_DEPTH = 1_000
#: Maximum depth of triples inside triples. RDF 1.1 has none, but they are only rejected at the end of the
#: outermost.
TRIPLE_DEPTH = 5_000

_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_REST_OF_TEXT = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_OTHERS = bytes(set(range(256)) - set(b"{}[]"))
_STEP = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}

_NOT_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_BEGIN_NOT_MARKUP = re.compile(rb"<!--|<!\[CDATA\[|<\?")
_VALUE = re.compile(rb"""=\s*(?:"[^"<]*"|'[^'<]*')""")
_END_IN_VALUE = re.compile(rb"""=\s*["'][^"'<>]*+>""")
_OPEN_VALUE = re.compile(rb"""=\s*(?:"[^"]*|'[^']*)\Z""")
_LONGEST_TAG = 1 << 20
_EMPTY_ELEMENT = re.compile(rb"<[^<>]*/>")


class Meter(Protocol):
    """A meter for one format.

    Attributes:
        limit: maximum number of levels.
    """

    limit: int

    def feed(self, block: bytes) -> int:
        """Read the next bytes; return the maximum number of open levels in them."""


class OfJson:
    r"""Meter for the open objects and lists of JSON.

    >>> meter = OfJson()
    >>> meter.feed(b'{"a": [{"b[[[": "'), meter.feed(b'{{{ \\" [[["}]}')
    (3, 3)
    >>> meter.feed(b"{}")
    1
    """

    limit = JSON_DEPTH

    def __init__(self) -> None:
        self._depth = 0
        self._kept = b""
        self._in_text = False

    def feed(self, block: bytes) -> int:
        """Read the next bytes; return the maximum number of open levels in them."""
        block = _TEXT.sub(b"", (b'"' if self._in_text else b"") + self._kept + block)
        block, begun, text = block.partition(b'"')
        self._in_text, self._kept = bool(begun), b""
        if begun:
            found = _REST_OF_TEXT.match(text)
            self._kept = text[found.end() :] if found else b""  # nothing, or the first half of an escape
        levels = list(accumulate(map(_STEP.__getitem__, block.translate(None, _OTHERS)), initial=self._depth))
        self._depth = levels[-1]
        return max(levels)


class OfXml:
    """Meter for the open elements of XML.

    >>> meter = OfXml()
    >>> meter.feed(b'<?xml version="1.0"?><a><b c="/>"><!-- <d> --><d/></'), meter.feed(b"b><![CDATA[<e><f>")
    (2, 1)
    >>> meter.feed(b"]]></a>")
    0
    """

    limit = XML_DEPTH

    def __init__(self) -> None:
        self._depth = 0
        self._kept = b""

    def feed(self, block: bytes) -> int:
        """Read the next bytes; return the number of open elements at their end."""
        block, self._kept = self._kept + block, b""
        if b"<!" in block or b"<?" in block:
            block = _NOT_MARKUP.sub(b"", block)
            if found := _BEGIN_NOT_MARKUP.search(block):
                # The end of the comment is still to come and may have begun; its content does not count.
                self._kept = found[0] + block[max(found.end(), len(block) - 2) :]
                block = block[: found.start()]
        if not self._kept:
            start = block.rfind(b"<")
            if start >= 0 and len(block) - start < _LONGEST_TAG and _is_open(block[start:]):
                block, self._kept = block[:start], block[start:]
        if _END_IN_VALUE.search(block):
            block = _VALUE.sub(b"", block)
        closing, empty = block.count(b"</"), len(_EMPTY_ELEMENT.findall(block))
        self._depth += block.count(b"<") - 2 * closing - empty
        return self._depth


def _is_open(tag: bytes) -> bool:
    rest = _VALUE.sub(b"", tag)
    return b">" not in rest or _OPEN_VALUE.search(rest) is not None


class OfTriples:
    """Meter for open triples inside triples in Turtle and related formats; ``<<`` in texts counts as well.

    When the parser returns a triple, none is open, and ``depth`` is reset to 0.

    Attributes:
        depth: number of open triples.

    >>> meter = OfTriples()
    >>> meter.feed(b"<e:a> <e:p> <<( <e:a> <e:p> <"), meter.feed(b"<( <e:a> <e:p> 1 )>> )>> .")
    (1, 2)
    """

    limit = TRIPLE_DEPTH

    def __init__(self) -> None:
        self.depth = 0
        self._kept = b""

    def feed(self, block: bytes) -> int:
        """Read the next bytes; return the maximum number of levels that may be open in them."""
        block = self._kept + block
        last = block[-1:]
        odd = last in (b"<", b">") and (len(block) - len(block.rstrip(last))) % 2 == 1
        block, self._kept = (block[:-1], last) if odd else (block, b"")
        deepest = self.depth = self.depth + block.count(b"<<")
        self.depth = max(0, self.depth - block.count(b">>"))
        return deepest
