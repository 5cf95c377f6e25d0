"""A kit whose drawing has effects: on pages and in the preview too, with and without the engine that paints them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat
from support.campaigns import golden_folder
from support.forked_calls import forked

import kit
from kit.cli.findings import not_looked_at
from kit.paint.raster import resvg_engine

if TYPE_CHECKING:
    from pathlib import Path

SPEC = golden_folder("walk", "late-walk", platforms="x/square, hall") / "kit.yaml"
GROUPS = ("tint", "halo", "lantern", "spark", "card")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> kit.BuildResult:
    return forked(kit.build, kit.load(SPEC), tmp_path_factory.mktemp("out"), jobs=1)


@pytest.mark.ci
def test_the_manifest_names_the_engines_that_painted_effects(built: kit.BuildResult, tmp_path: Path) -> None:
    engines = json.loads((built.folder / "manifest.json").read_bytes())["engines"]
    assert engines["resvg_py"] == resvg_engine.engines()["resvg_py"]
    assert "cairosvg" in engines, "it paints the pictures of the effects"
    plain = forked(kit.build, kit.load(golden_folder("visit", platforms="x/square") / "kit.yaml"), tmp_path, jobs=1)
    assert not {"resvg_py", "cairosvg"} & json.loads((plain.folder / "manifest.json").read_bytes())["engines"].keys()


@pytest.mark.ci
def test_a_check_finds_nothing_and_says_which_effects_no_other_engine_judged(built: kit.BuildResult) -> None:
    project = kit.load(SPEC)
    assert forked(kit.check, project, built=built.folder) == ()
    assert [name.rpartition(" ")[2] for name in kit.unjudged_effects(project)] == [f"'{name}'" for name in GROUPS]
    assert "how resvg paints effects (lamp/square.svg:11 'tint'" in " ".join(not_looked_at(project, built=True))
    assert "effects" not in " ".join(not_looked_at(kit.load(golden_folder() / "kit.yaml"), built=True))


@pytest.mark.ci
def test_a_picture_rendered_by_itself_is_the_one_of_the_kit(built: kit.BuildResult, tmp_path: Path) -> None:
    project = kit.load(SPEC)
    kit.render(project, kit.picture_named(project, "walk x/square")).save(tmp_path / "walk.png")
    assert (tmp_path / "walk.png").read_bytes() == next(built.folder.glob("en/x/walk*.png")).read_bytes()


def test_the_editable_svg_keeps_the_effects_as_they_are() -> None:
    project = kit.load(SPEC)
    svg = kit.render(project, kit.picture_named(project, "late-walk x/square")).editable
    for written in ('filter="url(#shadow)"', 'mask="url(#light)"', "mix-blend-mode:multiply", 'flood-color="#2a1633"'):
        assert written in svg


@pytest.mark.ci
def test_effects_on_a_sheet_have_300_dpi_and_words_stay_outlines(built: kit.BuildResult) -> None:
    (path,) = built.folder.glob("en/hall/*.pdf")
    with pikepdf.open(path) as pdf:
        pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
        widths = {int(item.Width) for item in pictures if "/SMask" in item or item.get("/ColorSpace") == "/DeviceRGB"}
        page = b"".join(bytes(part.read_bytes()) for part in pdf.pages[0].obj.Contents)
    assert 945 in widths  # the tint, over all of the sheet: 80 mm with its bleed
    assert page.count(b" c\n") + page.count(b" c ") > 100


@pytest.mark.ci
def test_a_mirrored_picture_has_its_card_and_its_shadow_on_the_other_side() -> None:
    """In pseudo-copy from right to left the drawing is mirrored."""
    project = kit.load(SPEC)
    other = kit.with_pseudo_copy(project, "rtl")
    shown = [
        Image.open(BytesIO(kit.render(one, kit.picture_named(one, "walk x/square")).png())).convert("RGB")
        for one in (project, other)
    ]
    box = (0, 0, 1080, 560)
    mirrored = shown[1].transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    apart = ImageChops.difference(shown[0].crop(box), mirrored.crop(box))
    assert max(ImageStat.Stat(apart).mean) < 0.5
