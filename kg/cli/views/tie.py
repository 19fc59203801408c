"""The explanation of a tie as text to read: the sum, and the readings of both sides on what they share."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from kg.cli.views.explanation import explanation
from kg.cli.views.statements import offices, paint, signed
from kg.networks.tie_explanation import PairExplanation, TieExplanation
from kg.questions.answer import Row
from kg.wording.days import counting, iso
from kg.wording.quoted import worded
from kg.wording.visible import visible


def pair_explanation(found: PairExplanation, width: int, color: bool) -> Iterator[str]:
    """The tie, then what either says of the other."""
    yield from tie_explanation(found.tie, width, color)
    for each in found.toward:
        yield "\n"
        yield from explanation(each, width, color)


def tie_explanation(found: TieExplanation, width: int, color: bool) -> Iterator[str]:
    """The weight, the arithmetic, each reading with its words, and what was left out."""
    yield paint(visible(f"Why: {found.about}"), "1", color) + "\n"
    if found.id is None:
        yield from _wrapped("No tie.", width)
    else:
        yield from _wrapped(f"weight {found.weight:.4g}; tie {found.id}", width)
    yield from _heading("Step by step", color)
    for step in found.steps:
        yield from _wrapped(step, width)
    for item, rows in groupby(found.readings, key=lambda row: (row["item_label"], row["item"])):
        yield from _heading(item[0], color)
        for row in rows:
            yield from _reading(row, width, color)
    if found.notes:
        yield from _heading("Left out", color)
        for note in found.notes:
            yield from _wrapped(note, width)


def _reading(row: Row, width: int, color: bool) -> Iterator[str]:
    sign, verb, code = signed(str(row["stance"]))
    day = counting(iso(row["counts_from"], row["counts_until"]), row["counts_by"])
    whose = row["side"] if row["side"] == row["speaker_label"] else f"{row['side']} ({row['speaker_label']})"
    roles = ", ".join(offices(row, "speaker_roles"))
    head = f"  {sign} {verb:<12} "
    line = f"{whose}{f', {roles}' if roles else ''}; {day}"
    if row["carried"]:
        line += f"; {signed(str(row['coded_stance']))[1]} {row['coded_target_label']}"
    if not row["enters"]:
        line += "; does not enter the weight"
    wrapped = textwrap.wrap(
        visible(line), max(width, 30), initial_indent=head, subsequent_indent=" " * len(head)
    )
    yield "  " + paint(head[2:].rstrip(), code, color) + wrapped[0][len(head.rstrip()) :] + "\n"
    yield from (f"{one}\n" for one in wrapped[1:])
    coder = f"{row['coder_label'] or 'a coder'}, {row['confidence'] or 'no'} confidence"
    reason = f": {row['reason']}" if row["reason"] else ""
    for text in (
        worded({"text": row["text"], "mode": row["mode"], "quotes": row["quotes"]}),
        f"read by {coder}{reason}",
        f"{row['source_label']}; {'/'.join(row['statement'].rsplit('/', 2)[-2:])}",
    ):
        for one in textwrap.wrap(
            visible(text), max(width, 30), initial_indent=" " * len(head), subsequent_indent=" " * len(head)
        ):
            yield one + "\n"


def _heading(title: str, color: bool) -> Iterator[str]:
    yield "\n" + paint(visible(title), "1", color) + "\n"


def _wrapped(text: str, width: int) -> Iterator[str]:
    for line in textwrap.wrap(visible(text), max(width, 30), initial_indent="  ", subsequent_indent="    "):
        yield line + "\n"
