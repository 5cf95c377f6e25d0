"""What templates/IDENTITY.md says of the colours is computed again from kit.yaml."""

from __future__ import annotations

import pytest
from support.whole_campaign import REPOSITORY, campaign

from kit.model.colour import contrast, parse_hex

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (REPOSITORY / "templates" / "IDENTITY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith(("| theme |", "| night |", "| day |", "| morning |", "| moon |", "| black |"))
]
CASES = [
    (row[0], *column.split(" on "), float(value))
    for row in ROWS[1:]
    for column, value in zip(ROWS[0][1:], row[1:], strict=True)
]


@pytest.mark.parametrize(("theme", "role", "ground", "said"), CASES)
def test_the_contrasts_of_the_identity_are_those_of_the_themes(theme: str, role: str, ground: str, said: float) -> None:
    colours = campaign().campaign.themes[theme]
    one, other = parse_hex(colours[role]), parse_hex(colours[ground])
    assert one is not None
    assert other is not None
    assert contrast(one, other) == pytest.approx(said, abs=0.005)
    assert said >= 4.5
    assert role != "text" or said >= 7


def test_every_theme_stands_in_the_identity() -> None:
    assert {case[0] for case in CASES} == set(campaign().campaign.themes)
