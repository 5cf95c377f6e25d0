"""What an editor writes and can't be painted is refused with what to choose in that editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import LIVE, TESTS

from kit.base.errors import DrawingError
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.source.editor_remedies import editor_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

CONSTRUCTS = TESTS / "drawing" / "svg" / "constructs"


@pytest.mark.parametrize(
    ("name", "message", "remedy"),
    [
        ("figma/angular-gradient", "an angular gradient can't be painted", "choose Linear, Radial or Diamond"),
        ("figma/background-blur", "a blurred background can't be painted", "take Background blur off under Effects"),
        (
            "illustrator/preserved-editing",
            "the drawing declares XML entities",
            "choose File, Save As, SVG, and turn off",
        ),
    ],
)
def test_the_remedy_names_the_menu_of_the_editor(name: str, message: str, remedy: str, tmp_path: Path) -> None:
    (fault,) = faults_of((CONSTRUCTS / f"{name}.svg").read_text(encoding="utf-8"), tmp_path)
    assert message in fault.message
    assert fault.remedy.startswith(remedy)


def test_the_rest_of_what_illustrator_keeps_for_itself_has_the_same_remedy(tmp_path: Path) -> None:
    text = (CONSTRUCTS / "illustrator" / "preserved-editing.svg").read_text(encoding="utf-8")
    plain = (text.partition("[")[0] + text.partition("]")[2]).replace("&ns_ai;", "http://ns.adobe.com/ai/")
    remedies = {fault.remedy for fault in faults_of(plain.replace("&ns_extend;", "http://ns.adobe.com/"), tmp_path)}
    assert "choose File, Save As, SVG, and turn off 'Preserve Illustrator Editing Capabilities'" in remedies


@pytest.mark.parametrize("editor", ["Affinity", "Canva", "Figma", "Illustrator", "Inkscape"])
def test_every_file_of_an_editor_is_known_to_be_of_it(editor: str) -> None:
    files = sorted((CONSTRUCTS / editor.lower()).glob("*.svg"))
    known = [editor_of(path.read_text(encoding="utf-8")) for path in files]
    assert set(known) <= {editor, None}
    assert sum(one is not None for one in known) > len(files) / 2


def test_a_file_of_batik_is_not_one_of_canva() -> None:
    assert editor_of('<svg contentScriptType="text/ecmascript" width="9" zoomAndPan="magnify">') is None


def faults_of(text: str, tmp_path: Path) -> tuple[Fault, ...]:
    path = tmp_path / "square.svg"
    before, end, after = text.rpartition("</svg>")
    path.write_text(before + LIVE.replace("00", "0") + end + after, encoding="utf-8")
    with pytest.raises(DrawingError) as caught:
        read_drawing(path, {})
    return caught.value.faults
