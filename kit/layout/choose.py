"""Choose the drawing that suits an artboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.geometry import Box, Size
    from kit.model.layout import Drawing


def stretch_of(live: Size, safe: Size) -> float:
    """Return by which factor, at least 1, the aspects of a live box and a safe box differ."""
    return math.exp(abs(math.log(live.aspect / safe.aspect)))


def choose_drawing(drawings: Iterable[Drawing], safe: Box) -> Drawing:
    """Return the drawing whose live box is nearest to the safe box in aspect, by the ratio."""
    return min(drawings, key=lambda drawing: stretch_of(drawing.live.size, safe.size))
