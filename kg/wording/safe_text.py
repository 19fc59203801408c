"""Texts of a graph made safe to write to a page, a Markdown file or a table.

A text of a graph is material, not markup. Templates escape markup; these functions remove or replace what
escaping does not reach. Which characters, and why, is in :mod:`kg.characters`. Text for a terminal is in
:mod:`kg.wording.visible`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from kg.characters import DIRECTION_MARKS, OVERRIDES, UNSAFE, character_class

_UNSAFE = re.compile(character_class(UNSAFE))
_OVERRIDES = re.compile(character_class(OVERRIDES))
_MARKS = re.compile(character_class(DIRECTION_MARKS))
#: UNSAFE in JSON text, where controls below the space are written as escapes.
_SUSPECT = re.compile(
    character_class(frozenset(char for char in UNSAFE if char > "\x20")) + r"|\\u00[01]|\\[bf]"
)


def clean(value: Any) -> Any:
    r"""Return the value with control characters and lone surrogates in its texts replaced by U+FFFD.

    >>> clean({"a": ["one" + chr(0), None, 3]})
    {'a': ['one\ufffd', None, 3]}
    """
    if isinstance(value, str):
        return _UNSAFE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {str(clean(key)): clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value


def suspect(value: Any) -> bool:
    r"""Whether :func:`clean` may change the value: one search over all of it, quicker than cleaning it.

    >>> suspect({"a": ["one" + chr(0)]}), suspect({"a": [chr(0xd800)]}), suspect({"a": ["one", 2, "\n"]})
    (True, True, False)
    """
    return _SUSPECT.search(json.dumps(value, ensure_ascii=False, default=str)) is not None


def harmless(text: str) -> str:
    """A text without control characters and without characters that reverse the words around them.

    Marks that only say which way a word runs stay.

    >>> harmless("a" + chr(0x202E) + "b" + chr(0)) == "ab" + chr(0xFFFD)
    True
    """
    return _OVERRIDES.sub("", _UNSAFE.sub("\ufffd", text))


def one_line(text: str) -> str:
    """A text without any direction marks and with single spaces, for labels and captions.

    >>> one_line(" a  " + chr(0x202E) + "b ")
    'a b'
    """
    return " ".join(_MARKS.sub("", harmless(text)).split())
