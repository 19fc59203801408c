"""Parts of a text for a terminal: coloured words, headings, paragraphs, lists.

Colour is Click's. Wrapping is not: ``click.wrap_text`` breaks at hyphens, and so breaks dates and ids.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from kg.wording.visible import visible

#: Columns below which text is not wrapped more narrowly.
_LEAST = 30


def paint(text: str, color: bool, *, fg: str | None = None, bold: bool | None = None) -> str:
    r"""Text in a colour or in bold, if colour is wanted.

    >>> paint("opposes", True, fg="red"), paint("opposes", False, fg="red"), paint("on", True)
    ('\x1b[31mopposes\x1b[0m', 'opposes', 'on')
    """
    return click.style(text, fg=fg, bold=bold) if color and (fg or bold) else text


def wrapped(text: str, width: int, *, indent: str = "  ", hang: str = "    ") -> list[str]:
    """Lines of at most ``width`` columns, broken at spaces, without characters that a terminal acts on.

    Args:
        text: what to wrap.
        width: in columns; a width below 30 counts as 30.
        indent: what the first line begins with.
        hang: what every other line begins with.

    >>> wrapped("as reported on 2025-10-06 in Washington", 30)
    ['  as reported on 2025-10-06 in', '    Washington']
    """
    return textwrap.wrap(
        visible(text),
        max(width, _LEAST),
        initial_indent=indent,
        subsequent_indent=hang,
        break_on_hyphens=False,
    )


def paragraph(text: str, width: int, *, indent: str = "  ", hang: str = "    ") -> Iterator[str]:
    """The lines of :func:`wrapped`, each with its line break."""
    yield from (f"{line}\n" for line in wrapped(text, width, indent=indent, hang=hang))


def led(
    lead: str, text: str, width: int, color: bool, *, fg: str | None, hang: str | None = None
) -> Iterator[str]:
    """A paragraph after a coloured lead, such as a stance.

    Args:
        lead: what the first line begins with, indented by two.
        text: what follows it.
        width: in columns.
        color: whether colour is wanted.
        fg: the colour of the lead.
        hang: what every other line begins with; None for as many spaces as the lead has.

    >>> print("".join(led("  + supports ", "A toll on trucks and on vans", 30, False, fg=None)), end="")
      + supports A toll on trucks
                 and on vans
    """
    hang = " " * len(lead) if hang is None else hang
    first, *rest = paragraph(text, width, indent=lead, hang=hang)
    shown = lead.rstrip()
    yield shown[:2] + paint(shown[2:], color, fg=fg) + first[len(shown) :]
    yield from rest


def heading(title: str, color: bool) -> str:
    """A line in bold."""
    return paint(visible(title), color, bold=True) + "\n"


def section(title: str, lines: Iterable[str], width: int, color: bool) -> Iterator[str]:
    """A blank line, a heading and one paragraph for each line; nothing without lines.

    >>> print("".join(section("Readings", ["2 support", "1 oppose"], 80, False)), end="")
    <BLANKLINE>
    Readings
      2 support
      1 oppose
    """
    for number, line in enumerate(lines):
        if not number:
            yield "\n" + heading(title, color)
        yield from paragraph(line, width)
