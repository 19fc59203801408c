"""Statements as a listing to read: who, when, the words, toward what, from where.

Quoted words stand in curly quotes; what is the coder's own wording is marked ``[paraphrase]``, or
``[coded as]`` where the coding does not tell quoted words from paraphrase.
A stance has a sign before it, so that colour is not the only difference: :mod:`kg.model.stances` has them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from kg.model.stances import sense
from kg.wording.attitudes import attitude
from kg.wording.coders import differ
from kg.wording.days import counting, iso
from kg.wording.lists import conjunction
from kg.wording.passages import characters
from kg.wording.quoted import mark
from kg.wording.quotes import quote
from kg.wording.visible import visible

Row = Mapping[str, Any]

#: Colour (ANSI) of each sign.
COLORS = {"+": "32", "−": "31", "~": "35", "=": "36", "?": "33"}


def cards(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
    """One block of lines per row of ``kg said``, a blank line between two.

    >>> row = {"id": "s1", "speaker_label": "Mark Carney", "mode": "direct", "quotes": ["We will."],
    ...        "text": "We will.", "source_label": "A report", "start": 3, "end": 11}
    >>> print("".join(cards([row], width=60)), end="")
    Mark Carney                                          no date
      “We will.”                                          direct
      A report, characters 3–11
      kg explain s1
    """
    for number, row in enumerate(rows):
        yield ("\n" if number else "") + "\n".join(_card(row, width, color)) + "\n"


def _card(row: Row, width: int, color: bool) -> Iterator[str]:
    speaker = _text(row, "speaker_label") or _text(row, "speaker")
    roles = "; ".join(offices(row, "speaker_roles"))
    bodies = conjunction(_texts(row, "on_behalf_of_labels") or _texts(row, "on_behalf_of"))
    who = speaker + (f" for {bodies}" if bodies else "") + (f", {roles}" if roles else "")
    first, *rest = _aside(who, _when(row), width, indent="", hang="    ")
    yield paint(first[: len(speaker)], "1", color) + first[len(speaker) :]
    yield from rest
    quotes = [quote(words) for words in _texts(row, "quotes")]
    yield from _aside(_words(row, quotes), _mode(row), width, indent="  ", hang="  ")
    if _text(row, "mode") != "direct" and quotes:
        yield from _wrapped(f"in these words: {', '.join(quotes)}", width, hang="    ")
    yield from _wrapped(_circumstances(row), width)
    for reading in row.get("about") or ():
        yield from _reading(reading, width, color)
    yield from _wrapped(_coders(row), width, hang="    ")
    for inner in row.get("embeds") or ():
        holder = _text(inner, "attributee_label") or _text(inner, "attributee")
        says = attitude("says", _text(row, "speaker"), speaker)
        held = attitude(_text(inner, "attitude"), _text(inner, "attributee"), holder)
        says = f"{says} that {holder} {held}: {_text(inner, 'text')}"
        yield from _wrapped(says, width, hang="    ")
    if row.get("note"):
        yield from _wrapped(f"note: {_text(row, 'note')}", width, hang="    ")
    yield from _wrapped(_origin(row), width)
    yield from _wrapped(_responsible(row), width)


def _words(row: Row, quotes: Sequence[str]) -> str:
    if quotes and _text(row, "mode") == "direct":
        return " … ".join(quotes)
    return f"{mark(_text(row, 'mode'))} {_text(row, 'text')}" if row.get("text") else ""


def _mode(row: Row) -> str:
    mode = _text(row, "mode")
    return f"mode {mode}" if mode == "not-coded" else mode


def _when(row: Row) -> str:
    when = counting(iso(_text(row, "counts_from"), _text(row, "counts_until")), _text(row, "counts_by"))
    status = _text(row, "status")
    return when + (f" [{status}]" if status not in ("", "current") else "")


def offices(row: Row, key: str) -> list[str]:
    """The offices of a row, each with how it is known.

    >>> offices({"roles": ["Mayor"], "roles_known": ["since 2024-01-01"]}, "roles")
    ['Mayor (since 2024-01-01)']
    """
    words, known = _texts(row, key), row.get(f"{key}_known") or ()
    pairs = zip_longest(words, map(str, known), fillvalue="")
    return [f"{word} ({visible(how)})" if how else word for word, how in pairs]


def _circumstances(row: Row) -> str:
    named = [
        ("", _text(row, "occasion")),
        ("to ", _label(row, "addressee")),
        ("in ", _label(row, "place")),
        ("cue: ", _text(row, "cue")),
    ]
    return "; ".join(before + value for before, value in named if value)


def _reading(reading: Row, width: int, color: bool) -> Iterator[str]:
    code = _text(reading, "stance") or _text(reading, "evaluation")
    sign, verb, shade = signed(code)
    score, reason = _text(reading, "score"), _text(reading, "reason")
    sure = ", ".join([*([f"score {score}"] if score else []), *_texts(reading, "confidence")])
    target = _text(reading, "target_label") or _text(reading, "label") or _text(reading, "target")
    line = f"{sign} {verb} {target}" + (f" ({sure})" if sure else "")
    first, *rest = _wrapped(line + (f": {reason}" if reason else ""), width, hang="    ")
    end = len(f"  {sign} {verb}")
    yield first[:2] + paint(first[2:end], shade, color) + first[end:]
    yield from rest


def signed(code: str) -> tuple[str, str, str]:
    """Sign, wording and colour of a stance or evaluation.

    >>> signed("oppose"), signed("")
    (('−', 'opposes', '31'), (' ', 'on', '0'))
    """
    found = sense(code)
    return (" ", code or "on", "0") if found is None else (found.sign, found.short, COLORS[found.sign])


def _coders(row: Row) -> str:
    """Who reads what toward which target, where coders differ."""
    on: dict[str, list[tuple[str, str, str]]] = {}
    for reading in row.get("about") or ():
        if reading.get("status") in (None, "current"):
            code = _text(reading, "stance") or _text(reading, "evaluation")
            target = _text(reading, "target_label") or _text(reading, "label")
            on.setdefault(target, []).append((target, _label(reading, "coder"), code))
    return "; ".join(f"{found} on {target}" for target, its in on.items() if (found := differ(its)))


def _origin(row: Row) -> str:
    parts = [_label(row, "source")]
    if where := characters(row.get("start"), row.get("end")):
        parts.append(where)
    reporters = _texts(row, "reported_by_labels") or _texts(row, "reported_by")
    if reporters:
        parts.append(f"reported by {', '.join(reporters)}")
    return ", ".join(part for part in parts if part)


def _responsible(row: Row) -> str:
    coded = [_label(each, "coder") for each in (row, *(row.get("about") or ()))]
    coders = [coder for coder in dict.fromkeys(coded) if coder]
    explain = f"kg explain {'/'.join(_text(row, 'id').rsplit('/', 2)[-2:])}"
    line = f"{_text(row, 'sheet')}:{_text(row, 'line')}" if row.get("sheet") else ""
    coded_by = f"coded by {', '.join(coders)}" if coders else ""
    return "; ".join(filter(None, (coded_by, line, explain)))


def _label(row: Row, key: str) -> str:
    return _text(row, f"{key}_label") or _text(row, key)


def _text(row: Row, key: str) -> str:
    return ", ".join(_texts(row, key))


def _texts(row: Row, key: str) -> list[str]:
    """The value of ``key`` as a list of harmless texts, whether it holds one, several or none."""
    value = row.get(key)
    values: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    return [visible(str(one)) for one in values if one not in (None, "")]


def _wrapped(text: str, width: int, *, indent: str = "  ", hang: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, max(width, 20), initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False
    )


def _aside(text: str, aside: str, width: int, *, indent: str, hang: str) -> list[str]:
    """``text`` wrapped, with ``aside`` at the right end of its first line."""
    room = width - len(aside) - 2
    if room < 30:
        return _wrapped(f"{text} · {aside}", width, indent=indent, hang=hang)
    lines = _wrapped(text, room, indent=indent, hang=hang) or [indent]
    lines[0] = f"{lines[0]:{width - len(aside)}}{aside}".rstrip()
    return lines


def paint(text: str, code: str, color: bool) -> str:
    """Text in an ANSI colour, if colour is wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if color and code != "0" else text
