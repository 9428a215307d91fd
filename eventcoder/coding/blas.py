"""The networks' matrix products by numpy's BLAS, which knows today's processors: several times as fast as thinc's own."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

_ROWS = 128
"""A product is made of so many rows at a time, the last ones filled up with zeros: a BLAS chooses its way by the size of the
matrices, so a word's numbers would depend in their last bits on how many other words are read together with it."""


class BlasOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations on arrays, with `gemm` by `numpy.matmul`; a row of a product depends on no other row."""

    name = "numpy"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return the product of the two-dimensional `x` and `y` (transposed first if so said), in `out` where it is given."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        rows, width = left.shape
        blocks = -(-rows // _ROWS)
        if rows % _ROWS:
            padded = np.zeros((blocks * _ROWS, width), dtype=left.dtype)
            padded[:rows] = left
            left = padded
        product = np.matmul(left.reshape(blocks, _ROWS, width), right).reshape(blocks * _ROWS, right.shape[1])[:rows]
        if out is None:
            return product
        out[:] = product
        return out


def use_blas(nlp: Language) -> None:
    """Let all networks of a pipeline multiply by `BlasOps`."""
    ops = BlasOps()
    for _, component in nlp.pipeline:
        if (model := getattr(component, "model", None)) is not None and isinstance(model.ops, NumpyOps):
            for layer in model.walk():
                layer.ops = ops


def one_thread() -> AbstractContextManager[Any]:
    """Return a context in which products use one core: matrices as small as these gain nothing by more, and workers share the
    machine."""
    context: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return context


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
