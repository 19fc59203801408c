r"""The two-parameter model of support: its posterior, with gradient and Hessian.

Actor i supports issue j with log-odds a_j theta_i - b_j: theta is the actor's position, a the discrimination
of the issue (negative: the other end supports it), b its difficulty, that is, how hard it is to support
(Birnbaum 1968; Clinton, Jackman & Rivers 2004 for ideal points). Repeated readings count as repeated answers.
Priors are normal with mean 0 and standard deviation 1 for theta, :data:`SPREAD` for a and b
(the defaults of rDNA's binary scaling).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Vector = NDArray[np.float64]

#: Standard deviation of the normal priors of discrimination and difficulty.
SPREAD: Final = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Counts of supporting and opposing readings, actors by issues."""

    support: Vector
    oppose: Vector

    def split(self, point: Vector) -> tuple[Vector, Vector, Vector]:
        """Split a vector of parameters into positions, discriminations and difficulties."""
        n, m = self.support.shape
        return point[:n], point[n : n + m], point[n + m :]

    def loss(self, point: Vector) -> tuple[float, Vector]:
        """Return minus the log posterior (up to a constant), and its gradient."""
        theta, a, b = self.split(point)
        eta = np.outer(theta, a) - b
        likelihood = self.support * np.logaddexp(0, -eta) + self.oppose * np.logaddexp(0, eta)
        prior = (theta @ theta + (a @ a + b @ b) / SPREAD**2) / 2
        rest = self._residual(eta)
        gradient = [theta - rest @ a, a / SPREAD**2 - theta @ rest, b / SPREAD**2 + rest.sum(axis=0)]
        return float(likelihood.sum() + prior), np.concatenate(gradient)

    def hessian(self, point: Vector) -> Vector:
        """Return the second derivatives of the loss, parameters by parameters."""
        theta, a, b = self.split(point)
        eta = np.outer(theta, a) - b
        weight = (self.support + self.oppose) * expit(eta) * expit(-eta)
        cross = weight * np.outer(theta, a) - self._residual(eta)
        return np.block(
            [
                [np.diag(1 + weight @ a**2), cross, -weight * a],
                [cross.T, np.diag(1 / SPREAD**2 + theta**2 @ weight), np.diag(-(theta @ weight))],
                [(-weight * a).T, np.diag(-(theta @ weight)), np.diag(1 / SPREAD**2 + weight.sum(axis=0))],
            ]
        )

    def fit(self, start: Vector) -> tuple[Vector, float, bool]:
        """Return the mode reached from ``start``: parameters, loss, whether the gradient vanishes."""
        found = minimize(
            self.loss, start, jac=True, hess=self.hessian, method="trust-ncg", options={"gtol": 1e-6}
        )
        return np.asarray(found.x, dtype=float), float(found.fun), bool(np.abs(found.jac).max() < 1e-3)

    def _residual(self, eta: Vector) -> Vector:
        return np.asarray(self.support * expit(-eta) - self.oppose * expit(eta))
