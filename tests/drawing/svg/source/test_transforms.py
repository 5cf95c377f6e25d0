"""Transforms as SVG defines them, each by what it does to points."""

from __future__ import annotations

import pytest

from kit.base.geometry import IDENTITY, Matrix, Point
from kit.drawing.svg.source.values import read_transform, write_transform


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("translate(10)", (1, 1), (11, 1)),
        ("translate(10 20)", (1, 1), (11, 21)),
        ("scale(2)", (3, 4), (6, 8)),
        ("scale(2,-1)", (3, 4), (6, -4)),
        ("rotate(90)", (1, 0), (0, 1)),
        ("rotate(90 5 5)", (5, 0), (10, 5)),
        ("rotate(180, 5, 7)", (5, 7), (5, 7)),
        ("skewX(45)", (0, 1), (1, 1)),
        ("skewY(45)", (1, 0), (1, 1)),
        ("matrix(2 0 0 3 10 20)", (1, 1), (12, 23)),
        ("translate(10) scale(2)", (1, 1), (12, 2)),
        ("scale(2),translate(10)", (1, 1), (22, 2)),
        ("scale (2) translate (10)", (1, 1), (22, 2)),
        (" SCALE( 2 ) /* twice */ ", (1, 1), (2, 2)),
    ],
)
def test_a_transform_moves_points_as_svg_says(
    text: str, before: tuple[float, float], after: tuple[float, float]
) -> None:
    matrix = read_transform(text)
    assert matrix is not None
    assert matrix.apply(Point(*before)) == pytest.approx(after)


def test_no_transform_is_the_identity() -> None:
    assert read_transform("") == IDENTITY


@pytest.mark.parametrize(
    "text",
    ["scale", "scale()", "rotate(1 2)", "matrix(1 2 3)", "skewX(1 2)", "explode(9)", "scale(2) none", "2", "scale(٣)"],
)
def test_what_svg_does_not_know_is_no_transform(text: str) -> None:
    assert read_transform(text) is None


def test_a_matrix_is_written_to_six_digits_and_read_again() -> None:
    matrix = Matrix(1 / 3, 0, -1e-7, 2, 1234567, 0.5)
    assert write_transform(matrix) == "matrix(0.333333 0 -1e-07 2 1.23457e+06 0.5)"
    assert read_transform(write_transform(matrix)) == pytest.approx(matrix, rel=1e-5)
