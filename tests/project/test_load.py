"""A project is its folder: its own drawings and fonts come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.faults import LAYOUTS, located, write_breakable

from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path


def test_faults_of_several_files_are_in_the_order_of_file_and_line(tmp_path: Path) -> None:
    layout = LAYOUTS["plain"].replace("support: {}", "suport: {}")
    changes = (
        ("layout: figure", "layout: figur"),
        ("shown: change.org/a", "shown: change.org/b"),
        ("layout: plain, on: [header]", "layout: bare, on: [header]"),
    )
    path = write_breakable(tmp_path, *changes, files={"plain/layout.yaml": layout, "bare/layout.yaml": "title: Bare\n"})
    (tmp_path / "templates" / "svg" / "bare" / "square.svg").unlink()
    assert [code for code, _ in located(path)] == [
        "missing-key", "layout-without-drawing", "shown-address-differs", "unknown-layout", "unknown-slot",
    ]  # fmt: skip


def test_a_layout_of_the_project_wins_over_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    files = {"message/layout.yaml": "title: Our own\nslots: {headline: {}}\n", "message/square.svg": "<svg/>"}
    project = load_project(write_breakable(tmp_path, files=files))
    assert project.layouts["message"].title == "Our own"
    assert "petition" in project.layouts


def test_a_broken_layout_of_the_project_is_not_replaced_by_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    files = {"message/layout.yaml": "titel: Our own\nslots: {headline: {}}\n", "message/square.svg": "<svg/>"}
    taken = ("layout: figure", "layout: message")
    assert located(write_breakable(tmp_path, taken, files=files))[-1] == ("unknown-key", "titel: Our own")


def test_a_message_on_a_broken_layout_is_no_fault_of_its_own(tmp_path: Path) -> None:
    layout = LAYOUTS["plain"].replace("support: {}", "suport: {}")
    path = write_breakable(tmp_path, files={"plain/layout.yaml": layout})
    assert [code for code, _ in located(path)] == ["unknown-slot"]
