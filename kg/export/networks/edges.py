"""The ties as CSV: one row each, the heaviest first, never all of them in memory at once as text.

Columns: ``id``, ``a``, ``b`` (IRIs), ``a_label``, ``b_label``, ``weight``, ``readings``, ``statements``,
then ``shared`` of a one-mode network or ``stance`` and ``scheme`` of a two-mode one, ``low``, ``high`` and
``survived`` where they are known, and ``evidence``: the IRIs of the readings, a space between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from kg.export.networks.tie_rows import CERTAINTY, columns, number, ties
from kg.export.reading_rows import csv_chunks

if TYPE_CHECKING:
    from kg.networks.network import Network
    from kg.networks.two_mode import TwoMode

_NUMBERS = ("weight", *CERTAINTY)


def chunks(
    network: Network | TwoMode, *, certainty: pd.DataFrame | None = None, evidence: bool = True
) -> Iterator[str]:
    """The ties, a row at a time.

    Args:
        network: of either kind.
        certainty: see :func:`kg.export.networks.tie_rows.ties`.
        evidence: whether the evidence is found; the column is there and empty if not.
    """
    for_text = (
        {
            **tie,
            **{name: _text(tie[name]) for name in _NUMBERS if name in tie},
            "evidence": " ".join(tie["evidence"]),
        }
        for tie in ties(network, certainty, evidence=evidence)
    )
    yield from csv_chunks(columns(network, certainty), for_text)


def _text(value: object) -> str:
    return number(value) if isinstance(value, int | float) or value is None else str(value)
