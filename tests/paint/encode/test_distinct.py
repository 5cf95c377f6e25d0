"""Distinct values are those that numpy finds, without what it imports for that."""

from __future__ import annotations

import numpy as np
import pytest

from kit.paint.encode.colour_counts import distinct, numbered

RANDOM = np.random.default_rng(20)


@pytest.mark.parametrize(
    "values",
    [
        np.zeros(0, np.uint32),
        np.array([7], np.intp),
        RANDOM.integers(0, 9, 100).astype(np.uint32),
        RANDOM.integers(0, 1 << 32, 5000).astype(np.uint32),
        RANDOM.integers(-3, 3, 70_000),
    ],
    ids=len,
)
def test_distinct_values_and_which_each_value_is_are_those_of_numpy(values: np.ndarray) -> None:
    unique, inverse = np.unique(values, return_inverse=True)
    assert distinct(values).dtype == unique.dtype
    assert np.array_equal(distinct(values), unique)
    found, number = numbered(values)
    assert np.array_equal(found, unique)
    assert np.array_equal(number, inverse)
    assert np.array_equal(found[number], values)
