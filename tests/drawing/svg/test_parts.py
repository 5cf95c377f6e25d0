"""Copies of parts in drawings: compared with the part, and written anew without changing anything else in the file."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.faults import refused

from kit.base.errors import DrawingError
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.part_copies import old_copies, part_faults, with_parts
from kit.drawing.svg.part_form import read_part
from kit.drawing.svg.source.xml import SourceFile, parse_drawing

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 100 100">'
)
#: A lamp as Inkscape saves one: a gradient to which it refers, ids of its own, metadata.
LAMP = (
    HEAD
    + """
  <title>Lamp</title>
  <defs id="defs1"><linearGradient id="glow"><stop id="stop1" stop-color="#abc"/></linearGradient></defs>
  <inkscape:grid id="grid1"/>
  <path id="path1" inkscape:label="dome" d="M0 0
    h9" fill="url(#glow)" />
  <use xlink:href="#glass"/><circle id="glass" r="2" fill="#abc"/>
</svg>"""
)
LIVE = '<rect id="live" width="100" height="100"/>'
#: What stands in a first copy of the lamp.
COPY = """
    <defs>
      <linearGradient id="lamp-1-glow">
        <stop stop-color="#abc"/>
      </linearGradient>
    </defs>
    <path data-name="dome" d="M0 0 h9" fill="url(#lamp-1-glow)"/>
    <use href="#lamp-1-glass"/>
    <circle id="lamp-1-glass" r="2" fill="#abc"/>
  """


class Drawn:
    """A drawing and some parts in a folder of a test."""

    def __init__(self, folder: Path, body: str | bytes, **parts: str) -> None:
        """Write them; a body in bytes is the whole file."""
        self.path = folder / "scene" / "square.svg"
        self.path.parent.mkdir()
        self.path.write_bytes(body if isinstance(body, bytes) else f"{HEAD}\n  {body}\n  {LIVE}\n</svg>\n".encode())
        self.parts: dict[str, Path] = {}
        for name, text in parts.items():
            self.parts[name] = folder / f"{name}.svg"
            self.parts[name].write_text(text, encoding="utf-8")

    @property
    def faults(self) -> list[str]:
        return [fault.code for fault in part_faults(self.path, self.parts)]

    def update(self) -> str:
        """Write the parts into the drawing; return what it holds now."""
        file = SourceFile(self.path)
        old, faults = old_copies(file, parse_drawing(file), self.parts, read_part)
        assert faults == []
        self.path.write_bytes(with_parts(file.data, old))
        return self.path.read_bytes().decode()


@pytest.mark.parametrize(
    ("group", "opened"),
    [
        ('<g data-part="lamp" transform="scale(2)"/>', '<g data-part="lamp" transform="scale(2)">'),
        ('<g id="a>b"\n data-part="lamp"   />', '<g id="a>b"\n data-part="lamp">'),
        (
            '<g data-part="lamp" data-pin="left top"><rect width="1"/><g/></g>',
            '<g data-part="lamp" data-pin="left top">',
        ),
        ("<g data-part='lamp' class='x'></g>", "<g data-part='lamp' class='x'>"),
    ],
)
def test_a_copy_is_written_between_the_tags_of_its_group_and_nothing_else_changes(
    tmp_path: Path, group: str, opened: str
) -> None:
    drawn = Drawn(tmp_path, f"<!-- é -->\n  {group}  <!-- behind -->", lamp=LAMP)
    assert drawn.faults == ["part-outdated"]
    assert drawn.update() == f"{HEAD}\n  <!-- é -->\n  {opened}{COPY}</g>  <!-- behind -->\n  {LIVE}\n</svg>\n"
    assert drawn.faults == []
    assert drawn.update() == drawn.path.read_text("utf-8")
    read_drawing(drawn.path, {})


def test_files_keep_their_ends_of_lines_their_mark_of_unicode_and_their_prefix(tmp_path: Path) -> None:
    namespace = "http://www.w3.org/2000/svg"
    text = f'\ufeff<s:svg xmlns:s="{namespace}">\r\n<s:g data-part="lamp"/>\r\n</s:svg>'
    drawn = Drawn(tmp_path, text.encode(), lamp=f'<svg xmlns="{namespace}"><g><path d="M0 0"/></g></svg>')
    copy = '\r\n  <s:g>\r\n    <s:path d="M0 0"/>\r\n  </s:g>\r\n'
    assert drawn.update() == text.replace("/>", f">{copy}</s:g>")
    assert drawn.faults == []


def test_every_copy_has_ids_of_its_own_and_keeps_them(tmp_path: Path) -> None:
    group = '<g data-part="lamp"/>\n  '
    drawn = Drawn(tmp_path, f'{group * 2}<rect id="lamp-3-x" width="1" height="1"/>{group}', lamp=LAMP)
    text = drawn.update()
    assert [text.count(f'id="lamp-{number}-glow"') for number in range(1, 6)] == [1, 1, 0, 1, 0]
    drawn.path.write_text(text.replace('<g data-part="lamp">', f'{group}<g data-part="lamp">', 1), encoding="utf-8")
    assert drawn.faults == ["part-outdated"]
    after = drawn.update()
    assert after.count('id="lamp-5-glow"') == 1
    assert after.replace("lamp-5-", "lamp-1-").count(COPY.replace("\n", "\n")) == 2


def test_a_copy_that_was_duplicated_with_its_ids_gets_others(tmp_path: Path) -> None:
    group = f'<g data-part="lamp">{COPY}</g>'
    drawn = Drawn(tmp_path, f"{group}\n  {group}", lamp=LAMP)
    assert drawn.faults == ["part-outdated"]
    assert drawn.update() == f"{HEAD}\n  {group}\n  {group.replace('lamp-1-', 'lamp-2-')}\n  {LIVE}\n</svg>\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<stop ", '<stop id="stop77" '),
        ("\n      <linear", "<linear"),
        ("<use href", '<use xlink:href="#lamp-1-glass" href'),
        ('d="M0 0 h9"', 'd="M0 0\n h9" inkscape:original-d="M0 0"'),
        ('id="lamp-1-glow"', 'id="glow9"'),
        ("<circle", "<title>Glass</title><inkscape:grid/><!-- here --><circle"),
    ],
)
def test_what_editors_write_anew_is_no_difference(tmp_path: Path, old: str, new: str) -> None:
    assert old in COPY
    copy = COPY.replace(old, new).replace("url(#lamp-1-glow)", "url(#glow9)" if "glow9" in new else "url(#lamp-1-glow)")
    assert Drawn(tmp_path, f'<g data-part="lamp">{copy}</g>', lamp=LAMP).faults == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('fill="#abc"', 'fill="#abd"'),
        ("dome", "roof"),
        ("<use", '<rect width="1" height="1"/><use'),
        ('<use href="#lamp-1-glass"/>', ""),
        ("url(#lamp-1-glow)", "url(#lamp-1-glass)"),
    ],
)
def test_what_people_change_in_a_copy_is_a_difference(tmp_path: Path, old: str, new: str) -> None:
    assert old in COPY
    drawn = Drawn(tmp_path, f'<g data-part="lamp">{COPY.replace(old, new, 1)}</g>', lamp=LAMP)
    assert drawn.faults == ["part-outdated"]
    drawn.update()
    assert drawn.faults == []


def test_slots_and_their_words_are_copied_as_they_are_drawn(tmp_path: Path) -> None:
    words = '<text font-family="A" font-size="9"><tspan x="1" y="9">Sign <tspan>now</tspan> please</tspan></text>'
    foot = f'<g id="slot-button_pin-left-top"><rect width="9" height="9"/>{words}</g><g id="layer1"/>'
    drawn = Drawn(tmp_path, '<g data-part="foot"/>', foot=f"{HEAD}{foot}</svg>")
    copy = f"""
    <g data-name="slot-button pin-left-top">
      <rect width="9" height="9"/>
      {words}
    </g>
    <g/>
  """
    assert f'<g data-part="foot">{copy}</g>' in drawn.update()
    assert drawn.faults == []
    assert [*read_drawing(drawn.path, {}).slots] == ["button"]


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("slot_x2D_qr_1_", "slot-qr 1"),
        ("hug-headline_emphasis", "hug-headline emphasis"),
        ("glow_pin-left", "glow pin-left"),
        ("sign_frame-2", "sign frame-2"),
        ("Layer_1", ""),
        ("path77", ""),
    ],
)
def test_an_id_that_says_what_an_element_is_or_how_it_is_placed_is_its_name_in_copies(
    tmp_path: Path, id_: str, name: str
) -> None:
    drawn = Drawn(tmp_path, '<g data-part="a"/>', a=f'{HEAD}<g id="{id_}"><path d="M0 0"/></g></svg>')
    assert (f'<g data-name="{name}">' if name else "\n    <g>") in drawn.update()
    assert drawn.faults == []


@pytest.mark.parametrize("way", ["--export-plain-svg", "--export-type=svg"])
def test_a_drawing_that_inkscape_saves_anew_holds_the_same_copies(tmp_path: Path, way: str) -> None:
    words = '<text font-size="9"><tspan x="1" y="9">Sign <tspan font-weight="700">now</tspan> please</tspan></text>'
    foot = f'{HEAD}<g id="slot-button"><rect width="9" height="9"/>{words}</g></svg>'
    groups = '<g data-part="lamp" transform="translate(3 4)"/><g data-part="lamp"/><g data-part="foot"/>'
    drawn = Drawn(tmp_path, groups, lamp=LAMP, foot=foot)
    before = drawn.update()
    command = ["inkscape", str(drawn.path), way, "-o", str(drawn.path)]
    home = {"INKSCAPE_PROFILE_DIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run(command, env={**os.environ, **home}, capture_output=True, check=True)
    assert drawn.path.read_text("utf-8") != before
    assert drawn.faults == []


def test_what_a_part_says_of_everything_in_it_is_said_in_its_copies(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path, '<g data-part="lamp"/>', lamp=LAMP.replace("<svg ", '<svg fill="none" version="1.1" ', 1))
    assert '\n    <g fill="none">\n      <defs>' in drawn.update()
    assert drawn.faults == []


@pytest.mark.parametrize(
    ("body", "code", "remedy"),
    [
        ('<g data-part="lmap"/>', "part-unknown", "did you mean 'lamp'?"),
        ('<g id="sun" data-part="star"/>', "part-unknown", "known here: lamp"),
        ('<path d="M0 0" data-part="lamp"/>', "part-not-group", "put it on a group"),
    ],
)
def test_what_asks_for_a_part_wrongly_is_named_with_its_line(tmp_path: Path, body: str, code: str, remedy: str) -> None:
    drawn = Drawn(tmp_path, body, lamp=LAMP)
    [fault] = part_faults(drawn.path, drawn.parts)
    assert (fault.code, fault.remedy) == (code, remedy)
    assert fault.mark
    assert (fault.mark.file, fault.mark.line) == ("scene/square.svg", 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<style>.a{fill:#fff}</style><path/>", "part-style"),
        ('<g data-part="dome"/>', "part-in-part"),
        ("<title>Nothing</title>", "part-empty"),
    ],
)
def test_a_part_that_no_copy_can_hold_is_refused_at_its_own_place(tmp_path: Path, content: str, code: str) -> None:
    drawn = Drawn(tmp_path, '<g data-part="lamp"/>', lamp=f"{HEAD}{content}</svg>")
    with refused(DrawingError, code) as faults:
        read_part(drawn.parts["lamp"])
    assert part_faults(drawn.path, drawn.parts) == tuple(faults)
    assert faults[0].mark
    assert faults[0].mark.file.endswith("/lamp.svg")
