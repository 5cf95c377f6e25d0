"""The palette of a layout is the nearest `palette.yaml`, and only files that messages use are judged."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from support.campaigns import LAYOUT, PALETTE, write_own_palette
from support.faults import located

from kit.base.errors import SpecError
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.project.layouts.palettes import read_palette
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED_ROLES = {"wall", "floor", "upright", "spread", "plate", "text", "muted", "emphasis", "mark", "ink"}


def test_layouts_of_a_project_have_its_palette_and_shipped_ones_keep_theirs(tmp_path: Path) -> None:
    layouts = load_project(write_own_palette(tmp_path / "own")).layouts
    assert layouts["leaf"].palette == {"paper": "#fdf8ec", "leaf": "#1f6b3a", "sun": "#8a4b00", "soil": "#2b2118"}
    made_in = layouts["message"].made_in
    assert made_in.colours.keys() - made_in.mixes.keys() == SHIPPED_ROLES


def test_a_palette_in_the_folder_of_a_layout_is_nearer_than_the_one_beside_it(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    near = 'paper: "#FFF"\nleaf: "#010101"\nsun: "#020202"\nsoil: "#030303"\n'
    (spec.parent / "templates/svg/leaf/palette.yaml").write_text(near, encoding="utf-8")
    assert load_project(spec).layouts["leaf"].palette["paper"] == "#ffffff"


def test_a_palette_extends_the_one_above_it_by_roles_mixes_and_pairs(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (PALETTE, "distinct:", "stem: {mix: [leaf, soil, 0.5]}\ndistinct:"))
    near = 'extends: yes\nhill: {mix: [paper, stem, 0.25]}\nsun: "#8a4b01"\ndistinct: [[hill, soil]]\n'
    (spec.parent / "templates/svg/leaf/palette.yaml").write_text(near, encoding="utf-8")
    made_in = load_project(spec).layouts["leaf"].made_in
    assert list(made_in.colours) == ["paper", "leaf", "sun", "soil", "stem", "hill"]
    assert made_in.colours["sun"] == "#8a4b01"
    assert list(made_in.mixes) == ["stem", "hill"]
    assert made_in.distinct == (("leaf", "paper"), ("hill", "soil"))
    assert {role: mark.file for role, mark in made_in.marks.items() if role in {"soil", "hill"}} == {
        "soil": "svg/palette.yaml",
        "hill": "leaf/palette.yaml",
    }


def test_a_palette_with_none_above_it_extends_nothing(tmp_path: Path) -> None:
    (tmp_path / "palette.yaml").write_text('extends: yes\npaper: "#fdf8ec"\n', encoding="utf-8")
    with pytest.raises(SpecError) as raised:
        read_palette(tmp_path / "palette.yaml")
    assert [(fault.code, fault.mark and fault.mark.line) for fault in raised.value.faults] == [("nothing-to-extend", 1)]


def test_a_role_of_a_palette_and_one_that_it_extends_share_no_colour(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    near = 'extends: yes\nhill: "#1f6b3a"\n'
    (spec.parent / "templates/svg/leaf/palette.yaml").write_text(near, encoding="utf-8")
    assert located(spec) == [("colours-not-distinct", '"#1f6b3a"')]


def test_a_layout_of_a_project_without_a_palette_has_the_shipped_one(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    (spec.parent / PALETTE).unlink()
    found = located(spec)
    assert {code for code, _ in found} == {"unknown-colour-role", "theme-without-colour"}
    plain = "title: Leaf\nslots: {headline: {}, source: {}, address: {}, qr: {dark: ink, light: plate}, chart: {}}\n"
    (spec.parent / LAYOUT).write_text(plain, encoding="utf-8")
    spec.write_text(spec.read_text(encoding="utf-8").replace("    theme: dusk\n", ""), encoding="utf-8")
    themes = spec.read_text(encoding="utf-8")
    spec.write_text(themes.replace(themes[themes.index("themes:") : themes.index("platforms:")], ""), encoding="utf-8")
    assert load_project(spec).layouts["leaf"].palette.keys() == SHIPPED_ROLES


def test_a_palette_that_calls_roles_distinct_names_roles(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (PALETTE, "[[leaf, paper]]", "[[leef, paper]]"))
    assert located(spec) == [("unknown-colour-role", "leef, paper]]")]


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ("leaf", "wrong-type"),
        ("[leaf, paper]", "wrong-type"),
        ("{leaf: paper}", "wrong-type"),
        ("[[leaf]]", "roles-not-a-pair"),
        ("[[leaf, paper, sun]]", "roles-not-a-pair"),
        ("[[leaf, leaf]]", "roles-not-a-pair"),
    ],
)
def test_pairs_of_roles_are_lists_of_two(pairs: str, code: str, tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (PALETTE, "[[leaf, paper]]", pairs))
    assert {found for found, _ in located(spec)} == {code}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("palette-without-roles", "")]),
        ("# paper\n", [("palette-without-roles", "# paper")]),
        ("{}\n", [("palette-without-roles", "{}")]),
        ("distinct: [[leaf, paper]]\n", [("palette-without-roles", "distinct: [[leaf, paper]]")]),
        ("- paper\n- leaf\n", [("wrong-type", "- paper")]),
        ("paper\n", [("wrong-type", "paper")]),
        ("paper: {hex: 1}\n", [("wrong-type", "{hex: 1}")]),
        ("paper: #fdf8ec\n", [("empty-value", "paper: #fdf8ec")]),
        ('paper: "#fdf8ec"\npaper: "#fdf8ed"\n', [("duplicate-key", 'paper: "#fdf8ed"')]),
        ('paper: "#fff"\nleaf: "#FFFFFF"\n', [("colours-not-distinct", '"#FFFFFF"')]),
        ("paper: white\nleaf: white\n", [("invalid-colour", "white"), ("invalid-colour", "white")]),
        *(
            (f"{role}: '#fdf8ec'\n", [("invalid-role-name", f"{role}: '#fdf8ec'")])
            for role in ("the paper", "'@paper'", "''", "'#paper'", "-paper", "paper;leaf", "'url(#a)'")
        ),
    ],
)
def test_a_palette_without_roles_of_sound_names_and_colours_is_refused_at_its_line(
    text: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    spec = write_own_palette(tmp_path / "own")
    (spec.parent / PALETTE).write_text(text, encoding="utf-8")
    assert located(spec) == found


def test_a_role_has_a_name_of_any_script(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    for file in ("kit.yaml", PALETTE, LAYOUT):
        text = (spec.parent / file).read_text(encoding="utf-8")
        (spec.parent / file).write_text(re.sub(r"\bsoil\b", "föld_1-ж", text), encoding="utf-8")
    assert "föld_1-ж" in load_project(spec).layouts["leaf"].palette


def test_a_colour_where_a_role_is_wanted_is_told_which_role_has_it(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (LAYOUT, "dark: soil", "dark: '#2B2118'"))
    with pytest.raises(SpecError) as caught:
        load_project(spec)
    assert [fault.remedy for fault in caught.value.faults] == [
        "write the role of this colour, 'soil', so that themes can change it"
    ]


@pytest.mark.parametrize(
    ("old", "new"), [("dark: soil, ", "dark: , "), ("colour: leaf", "colour: "), ("kind: field", "kind: ")]
)
def test_an_option_of_a_layout_without_a_value_is_not_taken_for_one_left_out(
    old: str, new: str, tmp_path: Path
) -> None:
    [(code, words)] = located(write_own_palette(tmp_path / "own", (LAYOUT, old, new)))
    assert (code, words.startswith(new.strip(", "))) == ("empty-value", True)


def test_a_fault_of_a_palette_is_reported_once_whatever_layouts_are_made_in_it(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (PALETTE, '"#2b2118"', '"#8A4B00"'))
    for name in ("square.svg", "layout.yaml"):
        path = spec.parent / "templates/svg/twig" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes((spec.parent / "templates/svg/leaf" / name).read_bytes())
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("layout: leaf", "layout: twig", 1), encoding="utf-8")
    assert located(spec) == [("colours-not-distinct", '"#8A4B00"')]


@pytest.mark.parametrize("name", ["other", "message"])
def test_a_broken_layout_that_no_message_uses_is_not_judged(name: str, tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    folder = spec.parent / "templates/svg" / name
    folder.mkdir()
    (folder / "layout.yaml").write_text("titel: Half done\n", encoding="utf-8")
    assert name not in load_project(spec).layouts
    text = spec.read_text(encoding="utf-8")
    spec.write_text(text.replace("layout: leaf", f"layout: {name}", 1), encoding="utf-8")
    assert {code for code, _ in located(spec)} == {"missing-key", "unknown-key", "layout-without-drawing"}


@pytest.mark.parametrize("broken", ["palette.yaml", "message/layout.yaml", "message/square.svg"])
def test_what_is_shipped_is_judged_only_where_a_message_uses_it(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings = tmp_path / "shipped" / "templates" / "svg"
    shutil.copytree(SHIPPED / "templates" / "svg", drawings)
    (drawings / broken).write_text("half: [", encoding="utf-8")
    (tmp_path / "shipped" / "fonts").symlink_to(SHIPPED / "fonts")
    monkeypatch.setattr("kit.project.folders.SHIPPED", tmp_path / "shipped")
    spec = write_own_palette(tmp_path / "own")
    assert list(check_composed(load_project(spec))) == []
    text = spec.read_text(encoding="utf-8").replace("  version:", "  shipped_layouts: [message]\n  version:", 1)
    spec.write_text(text.replace("layout: leaf", "layout: message", 1), encoding="utf-8")
    try:
        found = [str(finding.fault.mark) for finding in check_composed(load_project(spec))]
    except SpecError as error:
        found = [str(fault.mark) for fault in error.faults]
    assert {place.partition(":")[0].rpartition("/")[2] for place in found} == {broken.rpartition("/")[2]}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("dark: soil", "dark: soli", ("unknown-colour-role", "soli, light: paper}")),
        ("colour: leaf", "colour: mark", ("unknown-colour-role", "mark}")),
        ("colour: sun", "colour: emphasis", ("unknown-colour-role", "emphasis}}")),
        ("{align: left bottom}", "{align: left bottom, colour: sun}", ("option-of-another-slot", "colour: sun}")),
        (
            "{dark: soil",
            "{colour: sun, dark: soil",
            ("option-of-another-slot", "colour: sun, dark: soil, light: paper}"),
        ),
    ],
)
def test_colours_in_a_layout_are_roles_in_the_slots_that_have_them(
    old: str, new: str, found: tuple[str, str], tmp_path: Path
) -> None:
    assert located(write_own_palette(tmp_path / "own", (LAYOUT, old, new))) == [found]
