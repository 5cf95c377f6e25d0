"""Boxes and maps."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kit.base.geometry import IDENTITY, Box, Insets, Matrix, Point, Size

NUMBERS = st.integers(-50, 50)
MATRICES = st.builds(Matrix, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
POINTS = st.builds(Point, NUMBERS, NUMBERS)
BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), NUMBERS, NUMBERS, st.integers(1, 40), st.integers(1, 40))


def test_a_box_knows_its_measures() -> None:
    box = Box(10, 20, 40, 80)
    assert (box.width, box.height, box.size, box.center) == (30, 60, Size(30, 60), Point(25, 50))
    assert box.corners == (Point(10, 20), Point(40, 20), Point(40, 80), Point(10, 80))
    assert box.size.aspect == 0.5


def test_insets_move_each_side_inwards_in_the_order_of_css() -> None:
    assert Box(0, 0, 100, 200).inset(Insets(1, 2, 3, 4)) == Box(4, 1, 98, 197)


def test_a_box_grows_on_every_side_and_moves_without_growing() -> None:
    assert Box(0, 0, 10, 10).grown(2) == Box(-2, -2, 12, 12)
    assert Box(0, 0, 10, 10).moved(3, -4) == Box(3, -4, 13, 6)
    assert Box(1, 2, 3, 4).placed(2.0, 3, -4) == Box(1, 2, 3, 4).scaled(2.0).moved(3, -4)


def test_a_union_holds_every_box() -> None:
    assert Box.union([Box(0, 0, 1, 1), Box(5, -2, 6, 0)]) == Box(0, -2, 6, 1)
    assert Box.union([]) is None


@given(matrix=MATRICES, point=POINTS)
def test_the_inverse_of_a_map_leads_back(matrix: Matrix, point: Point) -> None:
    assume(matrix.scale)
    assert matrix.inverse.apply(matrix.apply(point)) == pytest.approx(point, abs=1e-6)


@given(points=st.lists(POINTS, min_size=1))
def test_a_box_around_points_holds_them_and_touches_the_outermost(points: list[Point]) -> None:
    box = Box.around(points)
    assert all(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for x, y in points)
    assert {box.x0, box.x1} <= {x for x, _ in points}
    assert {box.y0, box.y1} <= {y for _, y in points}


def test_a_box_contains_another_but_for_the_tolerance() -> None:
    box = Box(0, 0, 10, 10)
    assert box.contains(box)
    assert not box.contains(Box(0, 0, 10, 11))
    assert box.contains(Box(0, 0, 10, 11), 1)
    assert not box.contains(Box(-2, 0, 10, 10), 1)


def test_boxes_that_share_an_edge_do_not_overlap() -> None:
    box = Box(0, 0, 10, 10)
    assert not box.overlaps(Box(10, 0, 20, 10))
    assert box.overlaps(Box(9, 0, 20, 10))
    assert not box.overlaps(Box(9, 0, 20, 10), 1)
    assert not box.overlaps(Box(0, 10, 10, 20))


@given(one=BOXES, other=BOXES)
def test_overlap_is_mutual_and_what_is_contained_overlaps(one: Box, other: Box) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert not one.contains(other) or one.overlaps(other)


@given(outer=MATRICES, inner=MATRICES, point=POINTS)
def test_a_product_of_matrices_applies_the_right_one_first(outer: Matrix, inner: Matrix, point: Point) -> None:
    assert (outer @ inner).apply(point) == outer.apply(inner.apply(point))


@given(one=MATRICES, two=MATRICES, three=MATRICES)
def test_products_of_matrices_are_associative(one: Matrix, two: Matrix, three: Matrix) -> None:
    assert (one @ two) @ three == one @ (two @ three)


@given(matrix=MATRICES)
def test_the_identity_changes_nothing(matrix: Matrix) -> None:
    assert matrix @ IDENTITY == IDENTITY @ matrix == matrix


def test_a_matrix_maps_as_svg_does() -> None:
    """matrix(2 0 0 3 10 20) doubles x, trebles y, then moves; matrix(0 1 -1 0 0 0) turns right by a quarter."""
    assert Matrix(2, 0, 0, 3, 10, 20).apply(Point(1, 1)) == Point(12, 23)
    assert Matrix(0, 1, -1, 0, 0, 0).apply(Point(1, 0)) == Point(0, 1)


def test_the_scale_of_a_matrix_is_the_root_of_the_growth_of_areas() -> None:
    assert Matrix(2, 0, 0, 8, 5, 5).scale == 4
    assert Matrix(0, -3, 3, 0).scale == 3
    assert Matrix(1, 0, 0, -1).scale == pytest.approx(1)
