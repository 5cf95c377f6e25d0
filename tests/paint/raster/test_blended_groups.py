"""What is laid over a ground so that it looks as if a group blended with it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from support.drawings import svg
from support.pictures import premultiplied

from kit.paint.raster.resvg_engine import blended_cutout

SIZE = (8, 8)
GROUND = (200, 160, 80)


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_a_blended_group_over_its_ground_is_the_two_painted_together(opacity: float) -> None:
    group = f'<g opacity="{opacity}" style="mix-blend-mode:multiply"><rect width="8" height="8" fill="#804020"/></g>'
    below = '<rect width="8" height="8" fill="#{:02x}{:02x}{:02x}"/>'.format(*GROUND)
    ground = Image.new("RGBA", SIZE, (*GROUND, 255))
    found = blended_cutout(svg(group, *SIZE), svg(below + group, *SIZE), premultiplied(ground))
    with Image.open(BytesIO(found.png)) as cutout:
        over = Image.alpha_composite(ground, cutout.convert("RGBA")).getpixel((4, 4))
    product = [round(one * other / 255) for one, other in zip(GROUND, (0x80, 0x40, 0x20), strict=True)]
    mixed = [one * (1 - opacity) + other * opacity for one, other in zip(GROUND, product, strict=True)]
    assert over == pytest.approx((*mixed, 255), abs=2)
