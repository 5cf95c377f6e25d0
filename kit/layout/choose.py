"""Choose the drawing that suits an artboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.geometry import Box, Size
    from kit.model.layout import Layout
    from kit.model.placement import Placement


class Sized(Protocol):
    """What has a size: a drawing, or what is known of one."""

    @property
    def size(self) -> Size:
        """Its size in px of its own."""


class Shaped(Sized, Protocol):
    """What is chosen from: a drawing, or what is known of one."""

    @property
    def live(self) -> Box:
        """Its live box."""


N = TypeVar("N", bound=Sized)
S = TypeVar("S", bound=Shaped)

#: From this factor on, the safe area has another shape than the canvas, and counts in its place.
OTHER_SHAPE = 1.5
#: Digits of the logarithm of a ratio to which two drawings suit a canvas equally well: 1 %.
_DIGITS = 2


def stretch_of(one: Size, other: Size) -> float:
    """Return by which factor, at least 1, the aspects of two sizes differ."""
    return math.exp(abs(math.log(one.aspect / other.aspect)))


def named_drawing(layout: Layout, placement: Placement) -> Path | None:
    """Return the drawing that a layout names for a placement or its role; None where it names none."""
    named = layout.serves.get(placement.id) or layout.serves.get(placement.role)
    return layout.drawings[named] if named else None


def nearest_drawings(drawings: Iterable[N], canvas: Size, safe: Box) -> list[N]:
    """Return the drawings between which the live box decides; often there is one, which is chosen whatever that is.

    They are nearest to a canvas in aspect, by the ratio; or all, where the safe box has quite another shape than the
    canvas.
    """
    every = list(drawings)
    if stretch_of(canvas, safe.size) > OTHER_SHAPE:
        return every
    far = [round(math.log(stretch_of(drawing.size, canvas)), _DIGITS) for drawing in every]
    return [drawing for drawing, distance in zip(every, far, strict=True) if distance == min(far)]


def choose_drawing(drawings: Iterable[S], canvas: Size, safe: Box) -> S:
    """Return the drawing that suits a canvas: of those that are nearest, the one whose live box suits the safe box."""
    near = nearest_drawings(drawings, canvas, safe)
    return min(near, key=lambda drawing: stretch_of(drawing.live.size, safe.size))
