"""The distinct values of an array, as `np.unique` finds them, but without what that imports for arrays with masks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)


def distinct(values: NDArray[T]) -> NDArray[T]:
    """Return the distinct values of a flat array, the least first."""
    ordered = np.sort(values)
    return ordered[_begins(ordered)]


def numbered(values: NDArray[T]) -> tuple[NDArray[T], NDArray[np.intp]]:
    """Return the distinct values of a flat array, the least first, and which of them each value is."""
    order = np.argsort(values)
    ordered = values[order]
    begins = _begins(ordered)
    number = np.empty(len(values), np.intp)
    number[order] = np.cumsum(begins) - 1
    return ordered[begins], number


def _begins(ordered: NDArray[T]) -> NDArray[np.bool_]:
    """Tell of each of some values in order whether it is another than the one before."""
    begins = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:])
    return begins
