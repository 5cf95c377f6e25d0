"""What charts are made of: marks in a box, and how strongly each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.geometry import Box

#: How strongly marks at an edge that fades are drawn; the last is also how what is not counted is drawn.
FADING = (0.55, 0.3, 0.12)


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One mark: its box, and how strongly it is drawn, from 0 to 1; a hollow one is an outline."""

    box: Box
    strength: float = 1.0
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The marks of a chart. Of a field, `shape` is what people see and `per_shape` how much one of them is."""

    marks: tuple[ChartMark, ...]
    shape: str = ""
    per_shape: int = 0
