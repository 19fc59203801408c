"""The backbone of targets: the few targets whose network is most like the network of all targets.

Either the number of targets is given, or small backbones get a discount, as in Discourse Network Analyzer
(DNA): the loss is multiplied by exp(-penalty * dropped / all). If there are few enough sets, all are tried
and the result is exact, which DNA does not offer. Otherwise simulated annealing searches for it, starting
also from the nested backbone, so that the result is never worse than that. DNA reports the loss of the last
set that its search visited; here every number is that of the returned set.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from kg.errors import QuestionError
from kg.networks.measures.annealing import anneal, ranked
from kg.networks.measures.losses import Chosen, Losses, Project
from kg.networks.measures.nested_backbone import dropped_in_turn

Search = Literal["auto", "exhaustive", "annealing"]

#: "auto" tries all sets if there are at most ``LIMIT`` (12 targets of any number), and anneals otherwise.
SEARCHES: tuple[Search, ...] = get_args(Search)
LIMIT = 4096


@dataclass(frozen=True, slots=True)
class TargetBackbone:
    """A division of the targets into backbone and redundant ones.

    Attributes:
        kept: the backbone, sorted.
        redundant: the other targets, sorted.
        loss: spectral distance of the network of ``kept`` from that of all (0 to 2).
        redundant_loss: the same for ``redundant``.
        penalised_loss: ``loss * exp(-penalty * dropped / all)``; the loss if ``penalty`` is 0.
        penalty: 0 for a given number of targets.
        spectrum: the spectrum that networks were compared by.
        exact: whether all sets were tried, so that no better one exists.
        evaluated: number of sets evaluated.
    """

    kept: tuple[str, ...]
    redundant: tuple[str, ...]
    loss: float
    redundant_loss: float
    penalised_loss: float
    penalty: float
    spectrum: str
    exact: bool
    evaluated: int


def fixed_backbone(
    project: Project,
    targets: Sequence[str],
    size: int,
    *,
    spectrum: str = "laplacian",
    search: Search = "auto",
    iterations: int = 5000,
    seed: int = 0,
) -> TargetBackbone:
    """Return the best backbone of ``size`` targets.

    Args:
        project: returns the one-mode weights of the targets at these positions alone.
        targets: the targets' names, all different.
        size: number of targets to keep, from 1 to all.
        spectrum: a key of :data:`kg.networks.measures.spectra.SPECTRA`.
        search: one of ``SEARCHES``.
        iterations: moves of annealing in all runs together; a set already evaluated costs nothing.
        seed: of annealing.

    Raises:
        QuestionError: an impossible size, or an unknown spectrum or search.

    >>> import numpy as np
    >>> counts = np.array([[3, 1, 0], [3, 0, 1], [0, 1, 1]])
    >>> def project(kept):
    ...     return counts[:, list(kept)] @ counts[:, list(kept)].T
    >>> found = fixed_backbone(project, ["toll", "tax", "ban"], 2)
    >>> found.kept, found.exact, found.evaluated
    (('ban', 'toll'), True, 4)
    """
    if not 1 <= size <= len(targets):
        raise QuestionError(f"invalid size of backbone {size}", hint=f"expected 1 to {len(targets)} targets")
    return _found(Losses(project, targets, spectrum), {size}, 0.0, search, iterations, seed)


def penalised_backbone(
    project: Project,
    targets: Sequence[str],
    penalty: float,
    *,
    spectrum: str = "laplacian",
    search: Search = "auto",
    iterations: int = 5000,
    seed: int = 0,
) -> TargetBackbone:
    """Return the backbone of least penalised loss: at least one target is kept and one left out.

    The higher the penalty, the smaller the backbone; DNA's manual tries 2.5 to 12. The other arguments are
    the same as for :func:`fixed_backbone`. A single target is its own backbone.

    Raises:
        QuestionError: the penalty is negative, or the spectrum or search is unknown.

    >>> import numpy as np
    >>> counts = np.array([[3, 1, 0], [3, 0, 1], [0, 1, 1]])
    >>> def project(kept):
    ...     return counts[:, list(kept)] @ counts[:, list(kept)].T
    >>> [penalised_backbone(project, ["toll", "tax", "ban"], p).kept for p in (0, 12)]
    [('ban', 'toll'), ('ban',)]
    """
    if not (math.isfinite(penalty) and penalty >= 0):
        raise QuestionError(f"invalid penalty {penalty}", hint="expected 0 or more")
    sizes = range(1, max(len(targets), min(len(targets), 1) + 1))
    return _found(Losses(project, targets, spectrum), sizes, penalty, search, iterations, seed)


def assess(
    project: Project,
    targets: Sequence[str],
    kept: Iterable[str],
    *,
    penalty: float = 0.0,
    spectrum: str = "laplacian",
) -> TargetBackbone:
    """Return the losses of a given backbone.

    Raises:
        QuestionError: a name in ``kept`` is not among the targets.

    >>> import numpy as np
    >>> counts = np.array([[3, 1, 0], [3, 0, 1], [0, 1, 1]])
    >>> def project(kept):
    ...     return counts[:, list(kept)] @ counts[:, list(kept)].T
    >>> found = assess(project, ["toll", "tax", "ban"], ["tax", "toll", "ban"])
    >>> found.loss, found.redundant_loss
    (0.0, 1.0)
    """
    wanted = frozenset(kept)
    if unknown := sorted(wanted.difference(targets)):
        raise QuestionError(f"unknown target {', '.join(map(repr, unknown))}")
    losses = Losses(project, targets, spectrum)
    chosen = frozenset(i for i, name in enumerate(targets) if name in wanted)
    return _described(losses, chosen, penalty, exact=False)


def _found(
    losses: Losses, sizes: Collection[int], penalty: float, search: Search, iterations: int, seed: int
) -> TargetBackbone:
    if search not in SEARCHES:
        raise QuestionError(f"unknown search {search!r}", hint=f"expected one of: {', '.join(SEARCHES)}")
    order = losses.sorted(losses.everything)
    if not order:
        return _described(losses, losses.everything, penalty, exact=True)
    count = sum(math.comb(len(order), size) for size in sizes)
    exact = search == "exhaustive" or (search == "auto" and count <= LIMIT)

    def objective(chosen: Chosen) -> float:
        return _penalised(losses, chosen, penalty)

    if exact:
        every = (frozenset(one) for size in sizes for one in combinations(order, size))
        best = min(every, key=lambda one: ranked(objective, order, one))
    else:
        left, nested = losses.everything, [losses.everything]
        for step in dropped_in_turn(losses):
            left -= {step.dropped}
            nested.append(left)
        starts = sorted(
            (one for one in nested if len(one) in sizes), key=lambda one: ranked(objective, order, one)
        )
        best = anneal(objective, order, sizes, starts[:1], iterations=iterations, seed=seed)
    return _described(losses, best, penalty, exact=exact)


def _penalised(losses: Losses, chosen: Chosen, penalty: float) -> float:
    everything = max(len(losses.everything), 1)
    return losses.of(chosen) * math.exp(-penalty * (everything - len(chosen)) / everything)


def _described(losses: Losses, chosen: Chosen, penalty: float, *, exact: bool) -> TargetBackbone:
    evaluated = losses.evaluated
    return TargetBackbone(
        kept=losses.names(chosen),
        redundant=losses.names(losses.everything - chosen),
        loss=losses.of(chosen),
        redundant_loss=losses.of(losses.everything - chosen),
        penalised_loss=_penalised(losses, chosen, penalty),
        penalty=penalty,
        spectrum=losses.kind,
        exact=exact,
        evaluated=evaluated,
    )
