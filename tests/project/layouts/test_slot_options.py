"""The options of slots in `layout.yaml` are held to the slots that they are for, and to what can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import LAYOUTS, refused, write_breakable

from kit.base.errors import SpecError
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("emphasis", "code", "remedy"),
    [
        ("{size: 0}", "emphasis-out-of-range", "write a factor of the size of the other words"),
        ("{size: nan}", "emphasis-out-of-range", "write a factor of the size of the other words"),
        ("{size: 40}", "emphasis-out-of-range", "write a factor of the size of the other words"),
        ("{gap: -0.1}", "emphasis-out-of-range", "write a space in em of the other words"),
        ("{size: large}", "wrong-type", "write it in digits"),
        ("{sise: 2}", "unknown-key", "did you mean 'size'?"),
    ],
)
def test_emphasis_that_can_not_be_set_is_refused_at_its_place(
    tmp_path: Path, emphasis: str, code: str, remedy: str
) -> None:
    layout = LAYOUTS["plain"].replace("support: {}", f"support: {{emphasis: {emphasis}}}")
    with refused(SpecError, code) as faults:
        load_project(write_breakable(tmp_path, files={"plain/layout.yaml": layout}))
    assert faults[0].remedy.startswith(remedy)
    assert faults[0].mark
    assert (faults[0].mark.file, faults[0].mark.line) == ("plain/layout.yaml", 4)


@pytest.mark.parametrize(
    ("slot", "code", "at"),
    [
        ("support: {gap: {least: 0.03, reason: tight}}", "line-gap-out-of-range", "0.03"),
        ("support: {gap: {least: -2, reason: tight}}", "line-gap-out-of-range", "-2"),
        ("support: {gap: {least: nan, reason: tight}}", "line-gap-out-of-range", "nan"),
        ("support: {gap: {least: 0.01}}", "missing-key", "gap"),
        ("support: {gap: 0.01}", "wrong-type", "0.01"),
        ("support: {gap: {least: 0.01, reason: ''}}", "empty-text", "''"),
        ("support: {gap: {least: 0.01, reason: …}}", "empty-text", "…"),
        ("qr: {gap: {least: 0.01, reason: tight}}", "option-of-another-slot", "gap"),
    ],
)
def test_a_smaller_gap_of_lines_is_for_words_and_has_a_reason(tmp_path: Path, slot: str, code: str, at: str) -> None:
    layout = LAYOUTS["plain"].replace(f"{slot.split(':', maxsplit=1)[0]}: {{}}", slot)
    with refused(SpecError, code) as faults:
        load_project(write_breakable(tmp_path, files={"plain/layout.yaml": layout}))
    assert faults[0].mark
    assert faults[0].mark.snippet[faults[0].mark.column - 1 :].startswith(at)


@pytest.mark.parametrize(
    ("slot", "code", "at"),
    [
        ("qr: {optical: yes}", "option-of-another-slot", "optical"),
        ("support: {optical: yes, align: center top}", "optical-without-edge", "optical"),
        ("support: {optical: maybe}", "wrong-type", "maybe"),
    ],
)
def test_an_optical_edge_is_for_words_that_have_one(tmp_path: Path, slot: str, code: str, at: str) -> None:
    layout = LAYOUTS["plain"].replace(f"{slot.split(':', maxsplit=1)[0]}: {{}}", slot)
    with refused(SpecError, code) as faults:
        load_project(write_breakable(tmp_path, files={"plain/layout.yaml": layout}))
    assert faults[0].mark
    assert faults[0].mark.snippet[faults[0].mark.column - 1 :].startswith(at)
