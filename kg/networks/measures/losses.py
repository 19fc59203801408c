"""The loss from building a network from some of its targets only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kg.networks.measures.spectra import distance, spectrum

#: Positions of targets to the one-mode weights (nodes x nodes, symmetric) of these targets alone.
Project = Callable[[Sequence[int]], npt.NDArray[np.float64]]

Chosen = frozenset[int]

_ROUNDING = 1e-9


def same(first: float, second: float) -> bool:
    """Return whether two losses are equal, up to rounding.

    >>> same(0.1 + 0.2, 0.3), same(0.3, 0.31)
    (True, False)
    """
    return abs(first - second) <= _ROUNDING


class Losses:
    """Spectral distance of the network of some targets from the network of all, each computed once.

    >>> weights = np.array([[[0.0, 1], [1, 0]], [[0.0, 0], [0, 0]]])
    >>> losses = Losses(lambda kept: weights[list(kept)].sum(axis=0), ["toll", "tax"])
    >>> losses.of({0}), losses.of({1})
    (0.0, 1.0)
    """

    def __init__(self, project: Project, targets: Sequence[str], kind: str = "laplacian") -> None:
        if len(set(targets)) != len(targets):
            raise ValueError("expected targets with different names")
        self.targets = tuple(targets)
        self.kind = kind
        self._project = project
        self._order = sorted(range(len(targets)), key=self.targets.__getitem__)
        self.everything: Chosen = frozenset(self._order)
        self._full = spectrum(project(self._order), kind)
        self._known: dict[Chosen, float] = {self.everything: 0.0}

    def sorted(self, chosen: Iterable[int]) -> tuple[int, ...]:
        """Return the positions in order of the targets' names."""
        wanted = frozenset(chosen)
        return tuple(i for i in self._order if i in wanted)

    def names(self, chosen: Iterable[int]) -> tuple[str, ...]:
        """Return the targets at these positions, sorted."""
        return tuple(self.targets[i] for i in self.sorted(chosen))

    def of(self, chosen: Iterable[int]) -> float:
        """Return the loss if only these targets are kept: 0 for all of them."""
        key = frozenset(chosen)
        if key not in self._known:
            values = spectrum(self._project(self.sorted(key)), self.kind)
            if values.shape != self._full.shape:
                raise ValueError("expected weights of the same nodes for all sets of targets")
            self._known[key] = distance(self._full, values)
        return self._known[key]

    @property
    def evaluated(self) -> int:
        """The number of sets of targets evaluated."""
        return len(self._known)
