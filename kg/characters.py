r"""Characters that control a program, or make a text read differently from how it is stored.

==================  =====================================================  ==========================
set                 characters                                             why they are named
==================  =====================================================  ==========================
CONTROLS            C0, DEL and C1 without tab, line feed and return       terminals obey them, XML 1.0
                                                                           and YAML forbid most
LAYOUT              tab, line feed, carriage return                        allowed in a text, but not
                                                                           in a line
LINE_BREAKS         what some program treats as the end of a line          a line must remain one line
OVERRIDES           embeddings, overrides, isolates and their ends         words read in another order
                                                                           than they are stored in
DIRECTION_MARKS     left-to-right, right-to-left and Arabic letter mark    normal in Hebrew and Arabic;
                                                                           in a label they move the
                                                                           words around it
INVISIBLE           zero-width space, word joiner, byte order mark, ...    names that look alike differ
JOINERS             zero-width joiner and non-joiner                       part of words in Persian and
                                                                           Indic scripts, and of emoji
SURROGATES          halves of a character                                  cannot be encoded
NONCHARACTERS       U+FFFE and U+FFFF                                      XML and YAML forbid them
TAGS                tag characters                                         hide a text in a text; also
                                                                           part of three flags
==================  =====================================================  ==========================

What each use does, and why the uses differ:

===========================  ========================================================================
use                          what it does
===========================  ========================================================================
:mod:`kg.lexical`            refuses in sheets: CONTROLS, a lone carriage return, OVERRIDES, SURROGATES
``visible`` (terminal)       shows as escapes: all but LAYOUT, DIRECTION_MARKS and JOINERS, since what
                             cannot be seen must not hide in what is read; line breaks become spaces
``clean`` (page data)        replaces what no file format takes: UNSAFE. OVERRIDES stay in quotes, which
                             are evidence; the page isolates each text
``harmless`` (Markdown,      ``clean``, and removes OVERRIDES, since nothing isolates a cell or a
workbooks, labels in         paragraph of a file
network files)
``one_line`` (page label)    ``harmless``, and removes DIRECTION_MARKS, since a label is set among others
slugs and texts from DNA     turns CONTROLS into spaces, removes OVERRIDES, SURROGATES, NONCHARACTERS:
                             sheets cannot contain them, and an import should not fail because of one
===========================  ========================================================================

>>> "\x1b" in CONTROLS, "\n" in CONTROLS, "\u202e" in OVERRIDES
(True, False, True)
"""

from __future__ import annotations

from typing import Final


def _range(first: int, last: int) -> frozenset[str]:
    return frozenset(map(chr, range(first, last + 1)))


LAYOUT: Final = frozenset("\t\n\r")
CONTROLS: Final = (_range(0x00, 0x1F) | _range(0x7F, 0x9F)) - LAYOUT
LINE_BREAKS: Final = frozenset("\t\n\v\f\r\x85\u2028\u2029")
OVERRIDES: Final = _range(0x202A, 0x202E) | _range(0x2066, 0x2069)
DIRECTION_MARKS: Final = frozenset("\u061c\u200e\u200f")
INVISIBLE: Final = frozenset("\u180e\u200b\ufeff") | _range(0x2060, 0x2064) | _range(0xFFF9, 0xFFFB)
JOINERS: Final = frozenset("\u200c\u200d")
SURROGATES: Final = _range(0xD800, 0xDFFF)
NONCHARACTERS: Final = frozenset("\ufffe\uffff")
TAGS: Final = _range(0xE0000, 0xE007F)

#: What no text may hold that is written to a file.
UNSAFE: Final = CONTROLS | SURROGATES | NONCHARACTERS


def character_class(characters: frozenset[str]) -> str:
    r"""A class of a regular expression that matches one of some characters.

    >>> character_class(frozenset("\x01\x02\x03\u202e"))
    '[\\u0001-\\u0003\\u202e]'
    """
    points = sorted(map(ord, characters))
    starts = [point for at, point in enumerate(points) if at == 0 or points[at - 1] != point - 1]
    ends = [point for at, point in enumerate(points) if at + 1 == len(points) or points[at + 1] != point + 1]
    runs = zip(starts, ends, strict=True)
    return f"[{''.join(_escaped(a) if a == b else f'{_escaped(a)}-{_escaped(b)}' for a, b in runs)}]"


def _escaped(point: int) -> str:
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
