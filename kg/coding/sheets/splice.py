"""Edits of a few keys of a YAML file that keep every other byte.

Rewriting a whole file, even with a library that keeps comments, changes indentation, alignment and
line ends. Here the parser only locates keys and values, and the text is edited at these positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping of the file, with the positions of its keys."""

    node: MappingNode

    def pair(self, key: str) -> tuple[Node, Node] | None:
        """The nodes of a key and its value."""
        return next((pair for pair in self.node.value if pair[0].value == key), None)

    def line(self, key: str | None = None) -> int:
        """The line, from 1, of a key; of the mapping if it does not have the key."""
        pair = None if key is None else self.pair(key)
        mark = (self.node if pair is None else pair[0]).start_mark
        return int(mark.line) + 1

    def words(self, key: str) -> str | None:
        """A scalar value as written, stripped; None if there is none."""
        pair = self.pair(key)
        return pair[1].value.strip() or None if pair and isinstance(pair[1], ScalarNode) else None

    def items(self, key: str) -> list[tuple[str, int]]:
        """The scalars of a list, stripped, each with its line."""
        pair = self.pair(key)
        found = pair[1].value if pair and isinstance(pair[1], SequenceNode) else []
        return [
            (node.value.strip(), int(node.start_mark.line) + 1)
            for node in found
            if isinstance(node, ScalarNode)
        ]

    def mapping(self, key: str) -> Mapping | None:
        """A value that is itself a mapping."""
        pair = self.pair(key)
        return Mapping(pair[1]) if pair and isinstance(pair[1], MappingNode) else None

    def mappings(self, key: str) -> Iterator[Mapping]:
        """The mappings of a list."""
        pair = self.pair(key)
        if pair and isinstance(pair[1], SequenceNode):
            yield from (Mapping(node) for node in pair[1].value if isinstance(node, MappingNode))


@dataclass(slots=True)
class Splice:
    r"""The text of a YAML file, and edits to apply to it.

    >>> sheet = Splice("- find: a … b  # where\n  by: x\n")
    >>> sheet.replace(Mapping(sheet.root().value[0]), "find", [("at", "1-2"), ("length", "1")])
    >>> print(sheet.result(), end="")
    - at: 1-2
      length: 1  # where
      by: x
    """

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def root(self) -> Node:
        """The root node of the file, which must be valid YAML."""
        root: Node = YAML(typ="safe", pure=True).compose(self.text)
        return root

    def replace(self, mapping: Mapping, key: str, pairs: Pairs) -> None:
        """Replace a key and its value by other pairs; without any, remove it."""
        pair = mapping.pair(key)
        assert pair is not None
        start, end = pair[0].start_mark.index, self._end(*pair)
        if not pairs:
            start, end = self._with_surroundings(mapping, pair, start, end)
        self.edits.append((start, end, self._written(mapping, pairs)))

    def append(self, mapping: Mapping, key: str, pairs: Pairs) -> None:
        """Insert pairs after a key and its value."""
        pair = mapping.pair(key)
        if pair is None or not pairs:
            return
        at = self._end(*pair)
        if not mapping.node.flow_style:
            at = self._line_end(at)
        self.edits.append((at, at, self._between(mapping) + self._written(mapping, pairs)))

    def set(self, mapping: Mapping, key: str, value: str) -> None:
        """Replace the value of a key."""
        pair = mapping.pair(key)
        assert pair is not None
        end = self._end(*pair)
        if _is_empty(pair[1]):
            self.edits.append((end, end, f" {value}"))
        else:
            self.edits.append((pair[1].start_mark.index, end, value))

    def result(self) -> str:
        """The text with all edits applied."""
        text = self.text
        for start, end, written in sorted(self.edits, reverse=True):
            text = text[:start] + written + text[end:]
        return text

    def newline(self, column: int) -> str:
        """A line end in the file's style, and spaces up to a column."""
        return ("\r\n" if "\r\n" in self.text else "\n") + " " * column

    def _between(self, mapping: Mapping) -> str:
        if mapping.node.flow_style:
            return ", "
        return self.newline(mapping.node.value[0][0].start_mark.column)

    def _written(self, mapping: Mapping, pairs: Pairs) -> str:
        lines = [f"{key}:{value}" if value[0].isspace() else f"{key}: {value}" for key, value in pairs]
        return self._between(mapping).join(lines)

    def _end(self, key: Node | None, value: Node) -> int:
        """The end of a value, without the comments and blank lines that the parser includes in it."""
        if _is_empty(value):
            if key is not None:
                return self.text.index(":", key.end_mark.index) + 1
            return len(self.text[: value.end_mark.index].rstrip())
        if isinstance(value, MappingNode) and not value.flow_style:
            return self._end(*value.value[-1])
        if isinstance(value, SequenceNode) and not value.flow_style:
            return self._end(None, value.value[-1])
        return len(self.text[: value.end_mark.index].rstrip())

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" else end

    def _with_surroundings(
        self, mapping: Mapping, pair: tuple[Node, Node], start: int, end: int
    ) -> tuple[int, int]:
        pairs = mapping.node.value
        at = pairs.index(pair)
        if not mapping.node.flow_style and at > 0:
            return self._line_end(self.text.rindex("\n", 0, start)), self._line_end(end)
        if at + 1 < len(pairs):
            return start, pairs[at + 1][0].start_mark.index
        return self._end(*pairs[at - 1]), end


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index
