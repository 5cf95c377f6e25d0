"""The file to edit of a picture: the same pixels in two engines, and the names that the drawing has."""

from __future__ import annotations

import os
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from support.campaigns import DRAWING, write_own_palette
from support.photos import write_pictured
from support.pictures import by_cairosvg, straight

import kit

if TYPE_CHECKING:
    from pathlib import Path

LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
LAYER = "{http://www.inkscape.org/namespaces/inkscape}groupmode"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> kit.Rendered:
    named = (DRAWING, 'id="slot-address"', 'id="g7" data-name="Slot Address"')
    project = kit.load(write_own_palette(tmp_path_factory.mktemp("editable") / "own", named))
    return kit.render(project, kit.picture_named(project, "visit x/square"))


def inkscape(home: Path, *arguments: str | Path) -> str:
    """Run Inkscape with a home of its own; return what it prints."""
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    return subprocess.run(["inkscape", *arguments], env=env, capture_output=True, text=True, check=True).stdout


def test_it_paints_the_very_pixels_of_the_picture(rendered: kit.Rendered) -> None:
    assert straight(by_cairosvg(rendered.editable)) == straight(by_cairosvg(rendered.svg))


def test_inkscape_opens_it_with_its_layers_and_paints_it_as_the_build_does(
    rendered: kit.Rendered, tmp_path: Path
) -> None:
    path, exported = tmp_path / "picture.svg", tmp_path / "exported.png"
    rendered.save(path)
    rows = [line.split(",") for line in inkscape(tmp_path, "--query-all", path).splitlines()]
    boxes = {name: [*map(float, ends)] for name, *ends in rows}
    assert boxes["slot-headline"][2] > 100, "the outlines of the words have a width"
    inkscape(tmp_path, "--export-type=png", f"--export-filename={exported}", path)
    theirs, ours = (
        np.asarray(Image.open(file).convert("RGB")).astype(int) for file in (exported, BytesIO(rendered.png()))
    )
    assert theirs.shape == ours.shape
    assert np.mean(np.abs(theirs - ours).max(axis=2) > 48) < 0.002, "they differ at the rims of letters at most"


def test_photos_and_logos_are_inside_it_under_the_names_of_their_slots(tmp_path: Path) -> None:
    project = kit.load(write_pictured(tmp_path / "pictured"))
    rendered = kit.render(project, kit.picture_named(project, "bus x/square"))
    assert straight(by_cairosvg(rendered.editable)) == straight(by_cairosvg(rendered.svg))
    root = ET.fromstring(rendered.editable)  # noqa: S314  (our own)
    photo, logo = (next(n for n in root.iter() if n.get(LABEL) == name) for name in ("slot-photo", "slot-logo"))
    assert photo.get("{http://www.w3.org/1999/xlink}href", "").startswith("data:image/png;")
    assert logo.find(f".//{SVG}circle") is not None, "a logo of vectors stays one"


def test_elements_have_the_names_of_the_drawing_and_ids_of_their_own(rendered: kit.Rendered) -> None:
    root = ET.fromstring(rendered.editable)  # noqa: S314  (our own)
    labels = {node.get(LABEL): node for node in root.iter() if node.get(LABEL)}
    assert {"slot-headline", "slot-address", "slot-qr"} <= labels.keys()
    assert "slot-chart" not in labels, "an empty slot is not there"
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len({*ids})
    assert {"slot-headline", "slot-address"} <= {*ids}
    groups = [node for node in root if node.tag == f"{SVG}g"]
    assert groups
    assert all(node.get(LAYER) == "layer" for node in groups)


def test_it_states_its_title_and_its_alternative_text(rendered: kit.Rendered) -> None:
    root = ET.fromstring(rendered.editable)  # noqa: S314  (our own)
    assert root.findtext(f"{SVG}title") == rendered.description.title
    assert root.findtext(f"{SVG}desc") == rendered.alt_long
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_sheet_is_as_large_as_its_paper(tmp_path: Path) -> None:
    section = "placements: {hall/card: {size: A6, bleed: 5 mm}}\nmessages:"
    changes = [("kit.yaml", "messages:", section), ("kit.yaml", "on: [feed]", "on: [print]")]
    project = kit.load(write_own_palette(tmp_path / "own", *changes, ("kit.yaml", "[x/square]", "[hall]")))
    root = ET.fromstring(kit.render(project, kit.picture_named(project, "visit hall/card")).editable)  # noqa: S314
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("115mm", "158mm", "0 0 1358 1866")


def test_elements_of_one_name_have_the_name_and_ids_of_their_own(tmp_path: Path) -> None:
    twin = '<g data-name="7 Leaves!"><path d="M0 0h9v9z" fill="#1f6b3a"/></g>'
    spec = write_own_palette(
        tmp_path / "own", (DRAWING, '  <g id="slot-headline"', f'  {twin}{twin}<g id="slot-headline"')
    )
    project = kit.load(spec)
    root = ET.fromstring(kit.render(project, kit.picture_named(project, "visit x/square")).editable)  # noqa: S314
    twins = [node for node in root if node.get(LABEL) == "7 Leaves!"]
    assert [node.get("id") for node in twins] == ["layer-7-Leaves", "layer-7-Leaves-2"]
