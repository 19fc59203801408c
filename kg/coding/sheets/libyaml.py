"""YAML read by libyaml, which takes a tenth of the time of the parser in Python.

libyaml reads YAML 1.1: ``on`` is true, ``012`` is ten, ``12:30`` is 750. So it only splits a file into
scalars, lists and mappings with their lines; the values follow the rules of YAML 1.2, as in ruamel.yaml, the
parser in Python. A file that the two might read differently, or in which anything is wrong, is left to the
parser in Python, which also words the errors.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any

#: Nested lists and mappings in deeper files are left to the parser in Python, which has the limit.
DEEPEST = 12
#: Numbers with more characters are left to it as well.
LONGEST = 300
#: What the two parsers may read differently, or one of them refuses: directives and several documents;
#: anchors, aliases, tags and marked keys; a quoted key without a space after its colon; line breaks other
#: than LF and CRLF; tabs, and characters that YAML does not allow.
_DOUBTFUL = re.compile(
    r"^(?:%|---|\.\.\.)"
    r"|(?:^|[\s,\[\]{}:?-])(?:[!&*](?:[^\s&]|$|(?<=!))|\?)"
    r"|[\"']:\S"
    r"|\r(?!\n)"
    r"|[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]",
    re.MULTILINE,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
_WHOLE = re.compile(r"-?[1-9][0-9]*|0")
_CONSTANTS = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Doubtful(Exception):
    """The file is left to the parser in Python."""


class LineMap(dict[Any, Any]):
    """A mapping with the line of each key, counted from 0."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines: dict[Any, int] = {}


class LineList(list[Any]):
    """A list with the line of each item, counted from 0."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines: list[int] = []


def load(text: str) -> Any:
    r"""Return the data of a YAML text.

    Raises:
        Doubtful: libyaml is not installed, or the text is to be read by the parser in Python.

    >>> data = load("a: 1\nb:\n  - on\n  - 2025-03-14\n")
    >>> data, data.lines, data["b"].lines
    ({'a': 1, 'b': ['on', datetime.date(2025, 3, 14)]}, {'a': 0, 'b': 1}, [2, 3])
    """
    if _DOUBTFUL.search(text) is not None:
        raise Doubtful
    import yaml

    reader = _reader()(text)
    try:
        node = reader.get_single_node()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Doubtful from error
    finally:
        reader.dispose()
    return _data(node)


@cache
def _reader() -> Any:
    """The parser, which marks each scalar as plain or quoted in place of resolving it."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        raise Doubtful from None

    class Reader(CParser):
        depth = 0

        def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
            return "plain" if isinstance(implicit, tuple) and implicit[0] else "other"

        def descend_resolver(self, parent: Any, index: Any) -> None:
            self.depth += 1
            if self.depth > DEEPEST:
                raise Doubtful

        def ascend_resolver(self) -> None:
            self.depth -= 1

    return Reader


def _data(node: Any) -> Any:
    if node is None or node.tag not in ("plain", "other"):
        raise Doubtful
    value = node.value
    if isinstance(value, str):
        return _plain(value) if node.tag == "plain" else value
    if node.id == "sequence":
        items = LineList()
        for item in value:
            items.append(_data(item))
            items.lines.append(item.start_mark.line)
        return items
    mapping = LineMap()
    for key_node, value_node in value:
        key = _data(key_node)
        if not isinstance(key, str | int) or key in mapping or key_node.value == "<<":
            raise Doubtful  # not a text, a duplicate or a merge key
        mapping[key] = _data(value_node)
        mapping.lines[key] = key_node.start_mark.line
    return mapping


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> Any:
    """The value of a plain scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "-+.0123456789=<":
        return text
    if len(text) <= LONGEST and _WHOLE.fullmatch(text) is not None:
        return int(text)
    if _DECIMAL.fullmatch(text) is not None:
        return float(text)
    if _DAY.fullmatch(text) is not None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Doubtful from None
    if any(pattern.match(text) for pattern in _patterns()):
        raise Doubtful
    return text


@cache
def _patterns() -> tuple[Any, ...]:
    """The patterns of YAML 1.2 for numbers, times and what else is not a text, as ruamel.yaml has them."""
    from ruamel.yaml.resolver import implicit_resolvers

    return tuple(pattern for versions, _, pattern, _ in implicit_resolvers if (1, 2) in versions)
