"""The pages to print of this campaign look as their pictures do, painted by another engine."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageChops
from support.whole_campaign import REPOSITORY, TRANSLATIONS

import kit
from kit.judge.kit_files import MOST_OF_PAGE, page_by_pdfium, page_difference

#: The most levels of 255 that a page and its picture may be apart, on average and in a square of 16 px. The A4 page is
#: apart by 0.19 and 10, at one long edge, the A5 page by 0.19 and 4.
MOST_MEAN, MOST_IN_SQUARE = 0.3, 11


@pytest.fixture(
    scope="module",
    params=["en", *(pytest.param(tag, marks=pytest.mark.slow) for tag in TRANSLATIONS)],
)
def rendered(request: pytest.FixtureRequest) -> dict[str, list[kit.Rendered]]:
    """Return the pictures that have a page, by the platform of their placement."""
    project = kit.load(REPOSITORY, locale=request.param)
    found: dict[str, list[kit.Rendered]] = {}
    for one in kit.plan(project):
        if project.placements[one.placement].sheet:
            found.setdefault(one.placement.partition("/")[0], []).append(kit.render(project, one))
    return found


@pytest.mark.ci
def test_every_page_looks_as_its_picture_does(rendered: dict[str, list[kit.Rendered]]) -> None:
    assert {*rendered} == {"print", "more"}
    for platform, some in rendered.items():
        for one in some:
            page, picture = one.pdf(), Image.open(BytesIO(one.png())).convert("RGB")
            assert page_difference(page, picture) <= MOST_OF_PAGE / 2
            if platform == "print":
                apart = ImageChops.difference(page_by_pdfium(page, picture.size), picture)
                worst = Image.fromarray(np.asarray(apart).max(axis=2))
                assert np.asarray(worst).mean() <= MOST_MEAN
                assert max(worst.reduce(16).tobytes()) <= MOST_IN_SQUARE
