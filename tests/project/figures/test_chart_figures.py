"""A chart shows what its layout promises, and never a child as a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import LAYOUTS, located, write_breakable

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("kind", "value", "codes"),
    [
        ("field", "value: 1", []),
        ("field", "value: 0", ["field-below-one"]),
        ("field", "value: 2020-12-07", ["date-as-marks"]),
        ("field", "value: 1, people: yes", ["people-as-marks"]),
        ("bar", "value: 1, people: yes", ["people-as-marks"]),
        ("bar", "value: 1", ["bar-without-whole"]),
        ("bar", "value: 0, of: 1", []),
        ("bar", "value: 1, of: 1", []),
        ("bar", "value: 2, of: 1", ["bar-beyond-whole"]),
        ("bar", "value: -1, of: 1", ["bar-beyond-whole"]),
        ("bar", "value: 0, of: 0", ["bar-beyond-whole"]),
        ("bar", "value: 2020-12-07", ["date-as-marks"]),
        ("days", "value: 1", ["number-as-days"]),
        ("days", "value: 2020-12-07", []),
        ("days", "value: 1, people: yes", []),
    ],
)
def test_a_chart_draws_only_what_its_kind_can_show(kind: str, value: str, codes: list[str], tmp_path: Path) -> None:
    layout = LAYOUTS["figure"].replace("chart: {}", f"chart: {{kind: {kind}}}")
    changes = (("value: 82000000", value), ("text: 82 million", "text: so many"))
    path = write_breakable(tmp_path, *changes, files={"figure/layout.yaml": layout})
    assert located(path) == [(code, "reports}") for code in codes]
