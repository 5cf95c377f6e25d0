"""Families name font files of the project or those that are shipped, and fall back on families that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.document import parse_yaml
from kit.project.sections import read_families

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """Return a folder of fonts with `own.ttf` in it and a file beside it."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "own.ttf").touch()
    (tmp_path / "beside.ttf").touch()
    return folder


def codes(families: str, *folders: Path) -> list[str]:
    document = parse_yaml(families, "kit.yaml", lambda _: ())
    return [fault.code for fault in read_families(document, folders, folders[0].parent)[1]]


def family(*, file: str = "own.ttf", fallbacks: str = "[]") -> str:
    return f'families:\n  own: {{names: [Own], faces: [{{file: "{file}", weight: 400}}], fallbacks: {fallbacks}}}\n'


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("own.ttf", []),
        ("none.ttf", ["font-missing"]),
        ("9" * 5000, ["font-missing"]),
        ("", ["font-missing"]),
        ("../beside.ttf", ["font-outside-folder"]),
        ("/etc/hosts", ["font-outside-folder"]),
        ("C:\\\\a.ttf", ["font-outside-folder"]),
    ],
)
def test_a_font_is_a_file_in_a_folder_of_fonts(file: str, found: list[str], fonts: Path) -> None:
    assert codes(family(file=file), fonts) == found


def test_a_family_has_faces(fonts: Path) -> None:
    assert codes("families: {own: {names: [Own], faces: []}}", fonts) == ["family-without-faces"]


def test_fallbacks_are_families_declared_in_kit_yaml_or_beside_the_fonts(fonts: Path) -> None:
    assert codes(family(fallbacks="[arabic]"), fonts) == ["unknown-family"]
    (fonts / "families.yaml").write_text(
        "arabic: {names: [Arabic], faces: [{file: own.ttf, weight: 400}]}\n", encoding="utf-8"
    )
    assert codes(family(fallbacks="[arabic]"), fonts) == []


def test_a_family_of_kit_yaml_wins_over_those_beside_the_fonts_and_the_first_folder_over_the_second(
    fonts: Path, tmp_path: Path
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for folder, name in ((shipped, "shipped"), (fonts, "beside")):
        row = f"{{names: [{name}], faces: [{{file: own.ttf, weight: 400}}]}}"
        (folder / "families.yaml").write_text(f"own: {row}\nother: {row}\n", encoding="utf-8")
    families, faults = read_families(parse_yaml(family(), "kit.yaml", lambda _: ()), (fonts, shipped), tmp_path)
    assert faults == []
    assert {id_: found.names for id_, found in families.items()} == {"own": ("Own",), "other": ("beside",)}
