r"""How deep the brackets and elements of an RDF file go, measured before a parser sees them.

pyoxigraph reads JSON-LD and triples inside triples by calling itself, and overflows the stack at some
thousand levels: the process dies. RDF/XML costs it time that grows with the square of the depth: 100,000
elements inside each other take minutes. Turtle's lists and nodes in brackets do neither.

A meter is fed the bytes of a file, block after block, and costs some hundredth of the time of parsing.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Protocol

#: Objects and lists of JSON that may be open at once; documents that people write have some ten.
JSON_DEPTH = 500
#: Elements of XML that may be open at once.
XML_DEPTH = 1_000
#: Triples inside triples that may be open at once. RDF 1.1 has none: this is for those whose refusal
#: waits for the end of the outermost.
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
    """What measures one format.

    Attributes:
        limit: how many levels there may be.
    """

    limit: int

    def feed(self, block: bytes) -> int:
        """Take the next bytes; how many levels have been open at once in them."""


class OfJson:
    r"""Objects and lists of JSON that are open.

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
        """Take the next bytes; how many levels have been open at once in them."""
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
    """Elements of XML that are open.

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
        """Take the next bytes; how many elements are open at their end."""
        block, self._kept = self._kept + block, b""
        if b"<!" in block or b"<?" in block:
            block = _NOT_MARKUP.sub(b"", block)
            if found := _BEGIN_NOT_MARKUP.search(block):
                # Its end is still to come, and may have begun; what stands before that does not count.
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
    """Triples inside triples that are open in Turtle and its like, counting ``<<`` in texts as well.

    A parser that has given a triple is outside all of them: ``depth`` is 0 then.

    Attributes:
        depth: how many are open.

    >>> meter = OfTriples()
    >>> meter.feed(b"<e:a> <e:p> <<( <e:a> <e:p> <"), meter.feed(b"<( <e:a> <e:p> 1 )>> )>> .")
    (1, 2)
    """

    limit = TRIPLE_DEPTH

    def __init__(self) -> None:
        self.depth = 0
        self._kept = b""

    def feed(self, block: bytes) -> int:
        """Take the next bytes; how many levels may have been open at once in them."""
        block = self._kept + block
        last = block[-1:]
        odd = last in (b"<", b">") and (len(block) - len(block.rstrip(last))) % 2 == 1
        block, self._kept = (block[:-1], last) if odd else (block, b"")
        deepest = self.depth = self.depth + block.count(b"<<")
        self.depth = max(0, self.depth - block.count(b">>"))
        return deepest
