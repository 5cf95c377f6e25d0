"""The plan: every message on every placement that it is for, in the order of the files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.faults import write_breakable

from kit.base.errors import SpecError
from kit.project import load_project
from kit.project.plan import chosen, chosen_placements, plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project

SERIES = ["series-01 x/square", "series-02 x/square", "series-01 telegram/square", "series-02 telegram/square"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Load the small project for two feed placements, x before telegram in the table."""
    return load_project(write_breakable(tmp_path, ("[x/square, telegram]", "[telegram/square, x/square]")))


def names(project: Project, *only: str) -> list[str]:
    return [str(artboard) for artboard in plan(project, *only)]


def test_messages_are_in_the_order_of_kit_yaml_and_placements_in_that_of_the_table(project: Project) -> None:
    table = [id_ for id_ in project.placements if id_ in {"x/square", "telegram/square"}]
    feed = sorted(SERIES, key=lambda name: table.index(name.partition(" ")[2]))
    assert names(project) == [*(f"sign {id_}" for id_ in table), *feed]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (("sign",), ["sign x/square", "sign telegram/square"]),
        (("sign x/*",), ["sign x/square"]),
        (("x/square",), ["sign x/square", "series-01 x/square", "series-02 x/square"]),
        (("figure",), SERIES),
        (("en/x/sign*",), ["sign x/square"]),
        (("sign x/*", "series-02 x/*"), ["sign x/square", "series-02 x/square"]),
        (("Sign",), []),
    ],
)
def test_a_glob_names_pictures_by_message_placement_layout_or_path(
    project: Project, only: tuple[str, ...], expected: list[str]
) -> None:
    assert sorted(names(project, *only)) == sorted(expected)


def test_no_picture_at_all_is_a_fault(project: Project) -> None:
    assert len(chosen(project, "sign", "nobody")) == 2
    with pytest.raises(SpecError) as caught:
        chosen(project, "nobody")
    assert [fault.code for fault in caught.value.faults] == ["no-picture-chosen"]


def test_where_no_message_is_translated_the_nearest_says_what_it_lacks(tmp_path: Path) -> None:
    spec = write_breakable(tmp_path)
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / "de.yaml").write_text("messages: {sign: {shows: Eine Wand.}}\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        chosen(load_project(spec).without({"en"}))
    [fault] = caught.value.faults
    assert (fault.code, str(fault.mark).partition(":")[0]) == ("not-translated", "locales/de.yaml")
    assert fault.message.startswith("no message is translated: '")


def test_a_placement_that_waits_for_artwork_is_left_out(project: Project) -> None:
    waiting = {**project.placements, "x/square": replace(project.placements["x/square"], waits="its artwork")}
    assert [placement.id for placement in chosen_placements(project.campaign, waiting)] == ["telegram/square"]


@pytest.mark.parametrize("platforms", ["all", "[telegram]", "[telegram/square]"])
def test_platforms_are_all_or_those_named_by_placement_or_platform(platforms: str, tmp_path: Path) -> None:
    project = load_project(write_breakable(tmp_path, ("[x/square, telegram]", platforms)))
    found = {placement.platform for placement in chosen_placements(project.campaign, project.placements)}
    assert found == (
        {placement.platform for placement in project.placements.values()} if platforms == "all" else {"telegram"}
    )


def test_a_theme_is_that_of_the_message_else_of_the_kit_else_that_of_the_drawings(tmp_path: Path) -> None:
    day = '  day: {wall: "#ffffff", text: "#000000", emphasis: "#000000"}\nplatforms:'
    both = ("platforms:", day)
    own = load_project(write_breakable(tmp_path / "own", both, ("theme: night\n    copy", "theme: day\n    copy")))
    assert {artboard.message.id: artboard.theme for artboard in plan(own)} == {"sign": "day", "series": "night"}
    kits = load_project(write_breakable(tmp_path / "kit", both, ("theme: night\nlinks", "theme: day\nlinks")))
    assert {artboard.message.id: artboard.theme for artboard in plan(kits)} == {"sign": "night", "series": "day"}
    none = load_project(write_breakable(tmp_path / "none", both, ("  theme: night\nlinks", "links")))
    assert {artboard.message.id: artboard.theme for artboard in plan(none)} == {"sign": "night", "series": "drawn"}
    named = load_project(write_breakable(tmp_path / "named", ("theme: night\n    copy", "theme: drawn\n    copy")))
    assert {artboard.message.id: artboard.theme for artboard in plan(named)} == {"sign": "drawn", "series": "night"}


def test_placements_and_platforms_are_left_out_of_the_kit_and_of_a_message(tmp_path: Path) -> None:
    whole = load_project(write_breakable(tmp_path / "whole", ("platforms: [x/square, telegram]", "platforms: all")))
    less = load_project(
        write_breakable(
            tmp_path / "less",
            ("platforms: [x/square, telegram]", "platforms: {without: [telegram, x/square]}"),
            ("  sign:\n", "  sign:\n    not_at: [instagram, x/portrait]\n"),
        )
    )
    left_out = {name for name in names(whole) if " telegram/" in name or name.endswith(" x/square")}
    left_out |= {name for name in names(whole) if name.startswith(("sign instagram/", "sign x/portrait"))}
    assert names(less) == [name for name in names(whole) if name not in left_out]
    assert {name.partition("/")[0] for name in left_out} > {"sign instagram", "series-01 telegram"}


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("platforms: [x/square, telegram]", "platforms: {without: [x/sqare]}", "unknown-platform", "x/sqare"),
        ("platforms: [x/square, telegram]", "platforms: {witout: [x/square]}", "unknown-key", "witout"),
        ("  sign:\n", "  sign:\n    not_at: [instagrm]\n", "unknown-platform", "instagrm"),
        ("  sign:\n", "  sign:\n    not_at: [email]\n", "nothing-to-leave-out", "email"),
    ],
)
def test_what_is_left_out_is_a_placement_that_would_have_a_picture(
    old: str, new: str, code: str, at: str, tmp_path: Path
) -> None:
    with pytest.raises(SpecError) as caught:
        load_project(write_breakable(tmp_path / "own", (old, new)))
    found = {fault.code: fault.mark for fault in caught.value.faults}
    mark = found[code]
    assert mark
    assert mark.snippet[mark.column - 1 :].startswith(at)


def test_what_is_left_out_of_another_message_may_have_no_picture_here(tmp_path: Path) -> None:
    like = "  sign:\n    not_at: [x/square]\n"
    again = "  again:\n    like: sign\n    images: [{layout: plain, on: [feed], at: [telegram/square]}]\n  sign:\n"
    path = write_breakable(tmp_path / "like", ("  sign:\n", like), ("  sign:\n", again))
    assert [name for name in names(load_project(path)) if name.startswith("again")] == ["again telegram/square"]
