"""Logistic regression, for the benches that fit what the daily edition weighs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

__all__ = ["logistic", "weighing"]


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


@contextmanager
def weighing(module: ModuleType, weights: Sequence[float], bias: float) -> Iterator[None]:
    """``module`` as if these, in their order, were the weights and the bias that it has."""
    kept = module._WEIGHTS, module._BIAS
    module._WEIGHTS, module._BIAS = dict(zip(kept[0], weights, strict=True)), bias
    try:
        yield
    finally:
        module._WEIGHTS, module._BIAS = kept
