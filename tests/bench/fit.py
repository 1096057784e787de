"""Logistic regression, for the benches that fit what the daily edition weighs."""

from collections.abc import Sequence

__all__ = ["logistic"]


def logistic(rows: Sequence[Sequence[float]], right: Sequence[bool], strength: float) -> tuple[list[float], float]:
    """Weights and bias of a logistic regression with a ridge of 1/``strength``, by Newton's method."""
    import numpy as np

    x = np.array([[*row, 1.0] for row in rows])
    y = np.array(right, dtype=float)
    ridge = np.diag([1.0] * (x.shape[1] - 1) + [1e-9]) / strength
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (p - y) + ridge @ w)
    return w[:-1].tolist(), float(w[-1])
