"""The extension of Inkscape, run as Inkscape runs it: with its own library, and the kit in a process of its own."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from lxml import etree
from support.forked_calls import run_kit

import kit
from kit.drawing.svg.drawing_reader import read_drawing
from kit.model.slot import SLOTS
from kit.tools.scaffold import install_inkscape_extension

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.base.geometry import Box

#: Where Inkscape has its library, and the system what this needs.
EXTENSIONS = Path("/usr/share/inkscape/extensions")
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="1080" height="1080" viewBox="0 0 1080 1080">
<sodipodi:namedview id="view" inkscape:current-layer="words"/>
<rect id="ground" data-pin="stretch" width="1080" height="1080" fill="#ffffff"/>
<rect id="live" x="80" y="80" width="920" height="920" fill="none"/>
<g id="words" inkscape:groupmode="layer" inkscape:label="Words" transform="translate(20 10)">
<rect id="area" x="80" y="90" width="700" height="200" fill="#eeeeee"/>
<text id="mine" x="80" y="500" style="font-size:60px;font-family:'Source Serif 4'">My own words</text>
</g></svg>
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Install the extension into a folder, by the command."""
    ran = run_kit("inkscape", "install", "--folder", tmp_path / "extensions", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "installed kit_check.inx, kit_drawing.py, kit_slot.inx" in ran.stdout
    return tmp_path / "extensions"


@pytest.fixture
def effect(installed: Path, tmp_path: Path) -> Callable[..., tuple[Path, str]]:
    """Run an effect on a drawing as Inkscape does; return the file of what it writes, and what it says."""

    def run(drawing: Path, *arguments: str, document: Path | None = None) -> tuple[Path, str]:
        settings = {"PYTHONPATH": str(EXTENSIONS), "INKSCAPE_PROFILE_DIR": str(tmp_path)}
        settings |= {"DOCUMENT_PATH": str(document)} if document else {}
        command = [sys.executable, "-W", "ignore", str(installed / "kit_drawing.py"), *arguments, str(drawing)]
        ran = subprocess.run(
            command, env={**os.environ, **settings}, capture_output=True, timeout=120, check=False, cwd=tmp_path
        )
        assert ran.returncode == 0, ran.stderr.decode()
        out = drawing.with_name(f"{drawing.stem}+.svg")
        out.write_bytes(ran.stdout or drawing.read_bytes())
        return out, ran.stderr.decode()

    return run


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    (tmp_path / "poster").mkdir()
    path = tmp_path / "poster" / "square.svg"
    path.write_text(DRAWING, encoding="utf-8")
    return path


def box_of(path: Path, name: str) -> Box:
    return read_drawing(path, {}).slots[name].box


def test_slots_are_added_around_what_is_selected_and_read_by_the_kit(
    drawing: Path, effect: Callable[..., tuple[Path, str]]
) -> None:
    first, said = effect(drawing, "--effect=slot", "--slot=headline", "--across=stretch", "--down=top", "--id=area")
    assert said == ""
    second, said = effect(first, "--effect=slot", "--slot=support", "--down=bottom", "--id=mine")
    assert said == ""
    assert box_of(second, "headline") == pytest.approx((100, 100, 800, 300))
    x0, y0, x1, y1 = box_of(second, "support")
    assert (x0, y1) == pytest.approx((100, 515), abs=12)
    assert (200 < x1 - x0 < 500, 30 < y1 - y0 < 120) == (True, True)
    groups = {str(one.get("id")): one for one in etree.parse(second).iter() if str(one.get("id")).startswith("slot-")}
    assert [one.get("data-pin") for one in groups.values()] == ["stretch top", "start bottom"]
    assert "My own words" in "".join(map(str, groups["slot-support"].itertext()))
    _, said = effect(second, "--effect=slot", "--slot=support", "--id=mine")
    assert "already has a 'slot-support'" in said


@pytest.mark.ci
def test_a_drawing_is_checked_from_the_menu_as_the_file_that_it_is(
    drawing: Path, effect: Callable[..., tuple[Path, str]], tmp_path: Path
) -> None:
    (drawing.parent / "layout.yaml").write_text("title: One\nslots: {headline: {required: yes}}\n", encoding="utf-8")
    copy = tmp_path / "ink_ext_1.svg"
    copy.write_text(DRAWING.replace('id="live"', 'id="life"'), encoding="utf-8")
    _, said = effect(copy, "--effect=check", document=drawing)
    assert "the drawing has no 'slot-headline', which layout.yaml requires" in said
    assert "square.svg:5:1: the rectangle 'life' is not recognised as 'live'" in said
    assert "ink_ext" not in said
    assert drawing.with_name("square.check.png").is_file()
    _, said = effect(drawing, "--effect=slot", "--slot=qr")
    assert said.startswith("Select a text first")


def test_the_menu_names_every_slot_of_the_generator_and_nothing_else(installed: Path) -> None:
    menu = etree.parse(installed / "kit_slot.inx")
    options = menu.findall('.//{*}param[@name="slot"]/{*}option')
    assert {str(one.get("value")) for one in options} == {*SLOTS}
    assert [str(one.text) for one in options][:2] == [
        "headline (the main words)",
        "kicker (the line above the headline)",
    ]
    for path in installed.glob("*.inx"):
        assert [str(one.text) for one in etree.parse(path).iter("{*}command")] == ["kit_drawing.py"]


def test_the_installed_script_starts_the_kit_that_installed_it(installed: Path) -> None:
    script = ast.parse((installed / "kit_drawing.py").read_text(encoding="utf-8"))
    set_ = [one for one in script.body if isinstance(one, ast.Assign)]
    values = {ast.unparse(one.targets[0]): ast.literal_eval(one.value) for one in set_}
    assert values["SAMPLES"]["unit"] == "million reports"
    assert {name for name, kind in SLOTS.items() if kind.holds == "words"} == values["SAMPLES"].keys()
    assert values["KIT"] == [sys.executable, "-m", "kit"]
    assert Path(values["FOLDER"], "kit", "__init__.py").samefile(TESTS.parent / "kit" / "__init__.py")


def test_inkscape_is_asked_for_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSCAPE_PROFILE_DIR", str(tmp_path / "profile"))
    files = install_inkscape_extension()
    assert {path.parent for path in files} == {tmp_path / "profile" / "extensions"}


def test_without_inkscape_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("APPDATA", raising=False)
    with pytest.raises(kit.OutputError) as caught:
        install_inkscape_extension()
    assert [fault.code for fault in caught.value.faults] == ["inkscape-not-found"]
    assert list(tmp_path.iterdir()) == []


def test_no_inkscape_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = tmp_path / "clone"
    for name in ("bin", ".git", "work"):
        (clone / name).mkdir(parents=True)
    (clone / "bin" / "inkscape").write_text(f"#!/bin/sh\necho >'{tmp_path}/was run'\necho '{tmp_path}/profile'\n")
    (clone / "bin" / "inkscape").chmod(0o755)
    monkeypatch.chdir(clone / "work")
    monkeypatch.setenv("PATH", f"{clone / 'bin'}{os.pathsep}../bin")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with pytest.raises(kit.OutputError):
        install_inkscape_extension()
    assert not (tmp_path / "was run").exists()
