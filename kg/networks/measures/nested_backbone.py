"""The nested backbone: the order in which targets can be dropped with the least change to the network.

From the network of all targets, the target whose absence changes the network least is dropped, and so on
until none is left. Each backbone is thus part of the next larger one; a set that is not nested may have a
smaller loss (see :mod:`kg.networks.measures.annealing`). The method is Discourse Network Analyzer's, with one
difference: DNA drops all targets with the same loss at once and records for each the loss of dropping it
alone; here one is dropped at a time, the last by label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from kg.errors import QuestionError
from kg.networks.measures.losses import Losses, Project, same


@dataclass(frozen=True, slots=True, eq=False)
class NestedBackbone:
    """The order in which targets are dropped.

    Attributes:
        steps: one row per target, the first dropped first. Columns: ``step`` (from 1), ``target``,
            ``position`` (in the targets given), ``size`` (targets left), ``loss`` (of the targets left),
            ``redundant_loss`` (of those dropped so far), ``tied`` (the number of others that could have been
            dropped at the same loss).
        spectrum: the spectrum that networks were compared by.
    """

    steps: pd.DataFrame
    spectrum: str

    def kept(self, size: int) -> tuple[str, ...]:
        """Return the backbone of that many targets, the most important (last dropped) first.

        Raises:
            QuestionError: there are fewer targets.
        """
        if not 0 <= size <= len(self.steps):
            raise QuestionError(
                f"invalid size of backbone {size}", hint=f"expected 0 to {len(self.steps)} targets"
            )
        return tuple(reversed(self.steps["target"].tolist()[len(self.steps) - size :]))


def nested_backbone(
    project: Project, targets: Sequence[str], *, spectrum: str = "laplacian"
) -> NestedBackbone:
    """Drop targets one by one.

    Args:
        project: returns the one-mode weights of the targets at these positions alone; nodes are always the
            same, in the same order.
        targets: the targets' names, all different; they decide between equal losses.
        spectrum: a key of :data:`kg.networks.measures.spectra.SPECTRA`.

    n targets need n (n + 1) / 2 projections.

    Raises:
        QuestionError: the spectrum is unknown.
        ValueError: a name occurs twice, or the weights are not symmetric.

    >>> import numpy as np
    >>> counts = np.array([[3, 1, 0], [3, 0, 1], [0, 1, 1]])
    >>> def project(kept):
    ...     return counts[:, list(kept)] @ counts[:, list(kept)].T
    >>> found = nested_backbone(project, ["toll", "tax", "ban"])
    >>> found.steps[["step", "target", "size", "tied"]].values.tolist()
    [[1, 'tax', 2, 1], [2, 'toll', 1, 1], [3, 'ban', 0, 0]]
    >>> found.kept(2)
    ('ban', 'toll')
    """
    losses = Losses(project, targets, spectrum)
    left = losses.everything
    rows: list[tuple[int, str, int, int, float, float, int]] = []
    for step in dropped_in_turn(losses):
        left -= {step.dropped}
        redundant = losses.of(losses.everything - left)
        rows.append(
            (
                len(rows) + 1,
                targets[step.dropped],
                step.dropped,
                len(left),
                losses.of(left),
                redundant,
                step.tied,
            )
        )
    names = ["step", "target", "position", "size", "loss", "redundant_loss", "tied"]
    return NestedBackbone(pd.DataFrame(rows, columns=names), spectrum)


class Step(NamedTuple):
    """The position dropped, and the number of others with the same loss."""

    dropped: int
    tied: int


def dropped_in_turn(losses: Losses) -> Iterator[Step]:
    """Yield positions in the order in which they are dropped."""
    left = losses.everything
    while left:
        without = [(losses.of(left - {i}), i) for i in losses.sorted(left)]
        least = min(loss for loss, _ in without)
        equal = [i for loss, i in without if same(loss, least)]
        yield Step(equal[-1], len(equal) - 1)
        left -= {equal[-1]}
