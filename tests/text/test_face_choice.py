"""Which face of a family is taken, and what it lacks of what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.errors import Mark
from kit.model.campaign import Face, Family
from kit.text.font_book import FontBook, FontRequest, describe_faces, lacking, nearest_face

if TYPE_CHECKING:
    from pathlib import Path

LIGHT, BOLD, SLANTED = (
    Face(file="light.ttf", weight=300),
    Face(file="bold.ttf", weight=700),
    Face(file="slanted.ttf", weight=300, italic=True),
)
STATIC = Family(id="plain", names=("Plain Sans",), faces=(LIGHT, BOLD, SLANTED))
VARIABLE = Family(id="wide", names=("Wide Sans",), faces=(Face(file="wide.ttf", weight=(200, 900)),))


@pytest.mark.parametrize(
    ("family", "weight", "style", "lacks"),
    [
        (STATIC, 300, "upright", ""),
        (STATIC, 700, "upright", ""),
        (STATIC, 400, "upright", "weight 400"),
        (STATIC, 300, "italic", ""),
        (STATIC, 700, "italic", "weight 700"),
        (VARIABLE, 480, "upright", ""),
        (VARIABLE, 950, "upright", "weight 950"),
        (VARIABLE, 400, "italic", "italic"),
        (VARIABLE, 100, "italic", "weight 100 italic"),
    ],
)
def test_a_face_lacks_a_weight_beyond_its_range_and_a_slant_that_is_not_its_own(
    family: Family, weight: int, style: str, lacks: str
) -> None:
    assert lacking(family, FontRequest("any", weight, style == "italic")) == lacks


def test_a_slant_is_nearer_than_a_weight() -> None:
    assert nearest_face(STATIC.faces, FontRequest("any", 700, italic=True)) == SLANTED


def test_faces_are_described_by_weight_and_slant() -> None:
    assert describe_faces(STATIC) == "300, 700 and 300 italic"
    assert describe_faces(VARIABLE) == "200-900"


def nowhere(_file: str) -> Path:
    """Find no font file, as nothing is set."""
    raise AssertionError


def test_a_book_says_what_a_family_has_and_asks_for_the_file() -> None:
    book = FontBook({"plain": STATIC}, nowhere)
    mark = Mark("plain/square.svg", 3)
    fault = book.missing_face(FontRequest("PlainSans-Black"), mark)
    assert fault is not None
    assert (fault.code, fault.mark) == ("missing-face", mark)
    assert "weight 900" in fault.message
    assert "300, 700 and 300 italic" in fault.remedy
    assert book.missing_face(FontRequest("Plain Sans", 700)) is None
    assert book.missing_face(FontRequest("Another")) is None


@pytest.mark.parametrize(
    ("name", "hint"), [("Plane Sans", "did you mean 'Plain Sans'?"), ("Gotham", "known here: Plain Sans, Wide Sans")]
)
def test_an_unknown_family_is_told_what_is_near_or_known_and_where_fonts_are_declared(name: str, hint: str) -> None:
    fault = FontBook({"plain": STATIC, "wide": VARIABLE}, nowhere).unknown_family(name)
    assert fault.remedy.startswith(hint)
    assert "'families' in kit.yaml" in fault.remedy
