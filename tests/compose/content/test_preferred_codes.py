"""A placement never takes a QR code, takes that of its layout, or takes one where the drawing has a slot for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER

from kit.base.errors import DrawingError
from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Studio = Callable[[str, dict[str, str]], Path]

WORDS = '<text x="60" y="300" font-family="Source Serif 4" font-size="60" fill="#fff4dc">Sign</text>'
HEADLINE = f'<g id="slot-headline"><rect x="60" y="250" width="600" height="80"/>{WORDS}</g>'
CODE = '<g id="slot-qr"><rect x="600" y="600" width="300" height="300"/></g>'
KIT = (
    HEADER
    + """\
links: {petition: {url: "https://www.change.org/childsafetyfirst", shown: change.org/childsafetyfirst}}
placements:
  board/never: {size: 1000 x 1000, qr: no}
  board/as_drawn: {size: 1000 x 1000, qr: prefer}
  board/always: {size: 1000 x 1000, qr: yes}
platforms: [board]
messages:
  ask:
    images: [{layout: page, on: [feed]}]
    copy: {headline: Sign}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A wall.
    link: petition
"""
)


def files(slots: str, rule: str) -> dict[str, str]:
    ground = '<rect width="1000" height="1000" fill="#0f2a2e"/><rect id="live" x="60" y="60" width="880" height="880"/>'
    return {
        "page/layout.yaml": f"title: Page\nslots: {{headline: {{required: yes}}, qr: {rule}}}\n",
        "page/square.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">{ground}{slots}</svg>',
    }


def codes(studio: Studio, slots: str, rule: str) -> dict[str, str | None]:
    """Return what each placement has: a code, none, or the code of the fault for which there is no picture."""
    project = load_project(studio(KIT, files(slots, rule)))
    composer = Composer(project)
    found: dict[str, str | None] = {}
    for artboard in plan(project):
        try:
            code = composer.compose(artboard).code
        except DrawingError as error:
            found[artboard.placement.name] = error.faults[0].code
        else:
            found[artboard.placement.name] = "code" if code else None
    return found


@pytest.mark.parametrize("rule", ["{}", "{required: yes}"])
def test_a_code_stands_where_the_placement_takes_one_and_the_drawing_has_its_slot(rule: str, studio: Studio) -> None:
    assert codes(studio, HEADLINE + CODE, rule) == {"never": None, "as_drawn": "code", "always": "code"}


def test_a_drawing_without_a_slot_for_the_code_that_its_layout_requires_serves_all_but_who_insists_on_one(
    studio: Studio,
) -> None:
    assert codes(studio, HEADLINE, "{required: yes}") == {
        "never": None,
        "as_drawn": None,
        "always": "drawing-without-slot",
    }
    assert codes(studio, HEADLINE, "{}") == dict.fromkeys(("never", "as_drawn", "always"))
