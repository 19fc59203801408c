"""Statements as a listing to read: speaker, date, words, target, source.

Quotes are in curly quotation marks. The coder's wording is marked ``[paraphrase]``, or ``[coded as]`` if the
coding does not distinguish quotes from paraphrase. A stance has a sign (see :mod:`kg.model.stances`), so that
colour is not the only difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from kg.cli.views.text import led, paint, paragraph, wrapped
from kg.model.ids import short
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

#: Colour of each sign.
COLORS = {"+": "green", "−": "red", "~": "magenta", "=": "cyan", "?": "yellow"}


def cards(rows: Iterable[Row], width: int = 80, color: bool = False) -> Iterator[str]:
    """One block of lines per row of ``kg said``, a blank line between two.

    >>> row = {"id": "s1", "speaker_label": "Mark Carney", "mode": "direct", "quotes": ["We will."],
    ...        "text": "We will.", "source_label": "A report", "start": 3, "end": 11}
    >>> print("".join(cards([row], width=60)), end="")
    Mark Carney                                          no date
      “We will.”                                          direct
      A report, characters 3 to 11
      kg explain s1
    """
    for number, row in enumerate(rows):
        if number:
            yield "\n"
        yield from _card(row, width, color)


def _card(row: Row, width: int, color: bool) -> Iterator[str]:
    speaker = _text(row, "speaker_label") or _text(row, "speaker")
    roles = "; ".join(offices(row, "speaker_roles"))
    bodies = conjunction(_texts(row, "on_behalf_of_labels") or _texts(row, "on_behalf_of"))
    who = speaker + (f" for {bodies}" if bodies else "") + (f", {roles}" if roles else "")
    first, *rest = _aside(who, _when(row), width, indent="", hang="    ")
    yield paint(first[: len(speaker)], color, bold=True) + first[len(speaker) :]
    yield from rest
    quotes = [quote(words) for words in _texts(row, "quotes")]
    yield from _aside(_words(row, quotes), _mode(row), width, indent="  ", hang="  ")
    if _text(row, "mode") != "direct" and quotes:
        yield from paragraph(f"in these words: {', '.join(quotes)}", width)
    yield from paragraph(_circumstances(row), width, hang="  ")
    for reading in row.get("about") or ():
        yield from _reading(reading, width, color)
    yield from paragraph(_coders(row), width)
    for inner in row.get("embeds") or ():
        yield from paragraph(_embedded(row, inner), width)
    if row.get("note"):
        yield from paragraph(f"note: {_text(row, 'note')}", width)
    yield from paragraph(_origin(row), width, hang="  ")
    yield from paragraph(_responsible(row), width, hang="  ")


def _embedded(row: Row, inner: Row) -> str:
    """What the speaker says that another says, wants or believes."""
    speaker = _text(row, "speaker_label") or _text(row, "speaker")
    holder = _text(inner, "attributee_label") or _text(inner, "attributee")
    says = attitude("says", _text(row, "speaker"), speaker)
    held = attitude(_text(inner, "attitude"), _text(inner, "attributee"), holder)
    return f"{says} that {holder} {held}: {_text(inner, 'text')}"


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
    """The offices of a row, each with how it is known that it was held.

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
    line = target + (f" ({sure})" if sure else "") + (f": {reason}" if reason else "")
    yield from led(f"  {sign} {verb} ", line, width, color, fg=shade, hang="    ")


def signed(code: str) -> tuple[str, str, str | None]:
    """Sign, verb and colour of a stance or evaluation.

    >>> signed("oppose"), signed("")
    (('−', 'opposes', 'red'), (' ', 'on', None))
    """
    found = sense(code)
    return (" ", code or "on", None) if found is None else (found.sign, found.short, COLORS[found.sign])


def _coders(row: Row) -> str:
    """Who reads what toward which target, if coders differ."""
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
    explain = f"kg explain {short(_text(row, 'id'))}"
    line = f"{_text(row, 'sheet')}:{_text(row, 'line')}" if row.get("sheet") else ""
    coded_by = f"coded by {', '.join(coders)}" if coders else ""
    return "; ".join(filter(None, (coded_by, line, explain)))


def _label(row: Row, key: str) -> str:
    return _text(row, f"{key}_label") or _text(row, key)


def _text(row: Row, key: str) -> str:
    return ", ".join(_texts(row, key))


def _texts(row: Row, key: str) -> list[str]:
    """The value of ``key`` as a list of texts without control characters; empty if there is none."""
    value = row.get(key)
    values: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
    return [visible(str(one)) for one in values if one not in (None, "")]


def _aside(text: str, aside: str, width: int, *, indent: str, hang: str) -> list[str]:
    """The lines of ``text``, with ``aside`` at the right end of the first."""
    room = width - len(aside) - 2
    if room < 30:
        return list(paragraph(f"{text} · {aside}", width, indent=indent, hang=hang))
    first, *rest = wrapped(text, room, indent=indent, hang=hang) or [indent]
    return [f"{line}\n" for line in (f"{first:{width - len(aside)}}{aside}".rstrip(), *rest)]
