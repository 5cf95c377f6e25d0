"""Lines that nobody drew: what the rule finds is what is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from test_rules import project_of

from kit.compose import Composer
from kit.judge import judge
from kit.paint.raster.painter import paint
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

#: The drawing is placed at this scale.
SCALE = 1080 * 0.88 / 950
WHITE, BLACK, PLATE, INK = "#ffffff", "#000000", "#fffffe", "#7f3804"


def shapes(y: float, upper: str, lower: str, reach: float = 0.0) -> str:
    """Return two rects that meet at a height of the picture, the lower one reaching below the upper one by some px."""
    top = (y - reach) / SCALE - 540 / SCALE + 540
    middle = y / SCALE - 540 / SCALE + 540
    return (
        f'<rect id="sky" x="500" y="620" width="300" height="{middle - 620:.4f}" fill="{upper}"/>\n'
        f'<rect x="500" y="{top:.4f}" width="300" height="200" fill="{lower}"/>'
    )


@pytest.mark.parametrize(
    ("y", "colours", "reach", "seen"),
    [
        (700.5, (BLACK, INK), 0.0, True),
        (700.5, (BLACK, BLACK), 0.0, True),
        (700.5, (BLACK, INK), 1.0, False),
        (700.0, (BLACK, INK), 0.0, False),
        (700.5, (WHITE, BLACK), 0.0, False),
        (700.5, (PLATE, WHITE), 0.0, False),
    ],
)
def test_a_line_is_found_where_one_is_painted(
    tmp_path: Path, y: float, colours: tuple[str, str], reach: float, *, seen: bool
) -> None:
    project = project_of(tmp_path, ("square.svg", "<!-- here -->", shapes(y, *colours, reach)))
    artwork = Composer(project).compose(plan(project)[0])
    found = [finding for finding in judge(artwork) if finding.rule == "seam"]
    pixels = paint(artwork.tree)
    column = np.frombuffer(pixels.rgba, np.uint8).reshape(pixels.height, pixels.width, 4)[:, 650, :3].astype(int)
    above, line, below = column[int(y) - 3], column[int(y)], column[int(y) + 3]
    outside = np.maximum(np.minimum(above, below) - line, line - np.maximum(above, below)).max()
    assert (outside >= 6) == seen
    assert [finding.fault.code for finding in found] == ["hairline-at-seam"] * seen
    assert [finding.severity for finding in found] == ["warning"] * seen
    assert all(finding.fault.message.startswith("the <rect> and 'sky' in line ") for finding in found)
