"""Why an actor is said to hold a position, and why two nodes are tied: explanations as text to read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.views.positions import standings
from kg.cli.views.statements import Row, cards, offices, signed
from kg.cli.views.text import heading, led, paragraph, section
from kg.model.ids import short
from kg.wording.days import counting, iso
from kg.wording.quoted import worded

if TYPE_CHECKING:
    from kg.networks.tie_explanation import PairExplanation, TieExplanation
    from kg.questions.explain import Explanation


def explanation(found: Explanation, width: int, color: bool) -> Iterator[str]:
    """Positions, the steps to them, what was left out, and every statement."""
    yield heading(f"Why: {found.about}", color)
    if found.positions:
        yield "\n"
    yield from standings(found.positions, width, color)
    yield from section("Step by step", found.steps, width, color)
    yield from section("Left out", found.left_out, width, color)
    if found.statements:
        yield "\n" + heading("The statements", color)
        yield from cards(found.statements, width, color)


def pair_explanation(found: PairExplanation, width: int, color: bool) -> Iterator[str]:
    """The tie of two nodes, then what either says of the other."""
    yield from tie_explanation(found.tie, width, color)
    for each in found.toward:
        yield "\n"
        yield from explanation(each, width, color)


def tie_explanation(found: TieExplanation, width: int, color: bool) -> Iterator[str]:
    """The weight, the arithmetic, each reading with its words, and what was left out."""
    yield heading(f"Why: {found.about}", color)
    tie = "No tie." if found.id is None else f"weight {found.weight:.4g}; tie {found.id}"
    yield from paragraph(tie, width)
    yield from section("Step by step", found.steps, width, color)
    for item, rows in groupby(found.readings, key=lambda row: (row["item_label"], row["item"])):
        yield "\n" + heading(item[0], color)
        for row in rows:
            yield from _reading(row, width, color)
    yield from section("Left out", found.notes, width, color)


def _reading(row: Row, width: int, color: bool) -> Iterator[str]:
    sign, verb, shade = signed(str(row["stance"]))
    lead = f"  {sign} {verb:<12} "
    yield from led(lead, _whose(row), width, color, fg=shade)
    coder = f"{row['coder_label'] or 'a coder'}, {row['confidence'] or 'no'} confidence"
    reason = f": {row['reason']}" if row["reason"] else ""
    for text in (
        worded(row),
        f"read by {coder}{reason}",
        f"{row['source_label']}; {short(str(row['statement']))}",
    ):
        yield from paragraph(text, width, indent=" " * len(lead), hang=" " * len(lead))


def _whose(row: Row) -> str:
    """Whose reading it is, when the statement counts, and whether the reading enters the weight."""
    whose = row["side"] if row["side"] == row["speaker_label"] else f"{row['side']} ({row['speaker_label']})"
    roles = ", ".join(offices(row, "speaker_roles"))
    day = counting(iso(row["counts_from"], row["counts_until"]), row["counts_by"])
    line = f"{whose}{f', {roles}' if roles else ''}; {day}"
    if row["carried"]:
        line += f"; {signed(str(row['coded_stance']))[1]} {row['coded_target_label']}"
    return line if row["enters"] else f"{line}; does not enter the weight"
