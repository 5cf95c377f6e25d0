"""A campaign with a palette, roles and a layout of its own, in a folder without anything else, is built clean."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, LAYOUT, write_own_palette
from support.faults import refused
from support.forked_calls import forked

import kit
from kit.base.errors import DrawingError
from kit.compose import Composer
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.ci
def test_a_campaign_of_its_own_is_built_and_checked_clean(tmp_path: Path) -> None:
    project = kit.load(write_own_palette(tmp_path / "own"))
    result = forked(kit.build, project, tmp_path / "out", jobs=1)
    assert (result.failures, result.warnings) == ((), ())
    assert forked(kit.check, project, built=result.folder) == ()
    assert {(asset.drawing, asset.theme) for asset in result.assets} == {
        ("leaf/square.svg", "drawn"),
        ("leaf/square.svg", "dusk"),
    }


#: Sizes of the campaign's own: two to post, of which one takes short texts, and a card and a poster to print.
PLACEMENTS = """placements:
  board/shop_window: 1200 x 1500
  board/slim: {size: 800 x 800, formats: [webp], max_bytes: 60000, caption: {max: 60}, alt_text: {max: 100}}
  hall/card: {size: A6 landscape, bleed: 5 mm}
  hall/poster: {size: 50 x 70 cm, bleed: 5 mm}

messages:
"""


@pytest.mark.ci
def test_sizes_of_the_campaign_itself_are_built_checked_and_shown(tmp_path: Path) -> None:
    only = ("kit.yaml", "platforms: [x/square]", "platforms: [board, hall]")
    added = ("kit.yaml", "messages:\n", PLACEMENTS)
    spec = write_own_palette(tmp_path / "own", only, added, ("kit.yaml", "on: [feed]", "on: [feed, print]"))
    project = kit.load(spec)
    result = forked(kit.build, project, tmp_path / "out", only="visit *", jobs=1)
    assert (result.failures, result.warnings) == ((), ())
    assert forked(kit.check, project, built=result.folder, only="visit *") == ()
    assert kit.verify(result.folder) == ()
    by_path = {asset.path: asset for asset in result.assets}
    assert sorted(by_path) == [
        "en/board/visit-shop_window-1200x1500.png",
        "en/board/visit-slim-800x800.webp",
        "en/hall/visit-card-1866x1358.pdf",
        "en/hall/visit-card-1866x1358.png",
        "en/hall/visit-poster-2586x3600.pdf",
        "en/hall/visit-poster-2586x3600.png",
    ]
    slim, window = by_path["en/board/visit-slim-800x800.webp"], by_path["en/board/visit-shop_window-1200x1500.png"]
    assert slim.bytes <= 60_000
    assert len(slim.alt) <= 100 < len(window.alt)
    page = (result.folder / "index.html").read_text(encoding="utf-8")
    assert '{"id":"board/shop_window","role":"feed","width":1200,"height":1500}' in page
    assert "en,board,board/slim,en/board/visit-slim-800x800.webp," in (result.folder / "captions.csv").read_text()
    sheet = result.folder / "en/hall/visit-card-1866x1358.pdf"
    boxes = subprocess.run(["pdfinfo", "-box", sheet], capture_output=True, text=True, check=True).stdout
    sizes = {
        line[0]: [(float(line[i + 2]) - float(line[i])) / 72 * 25.4 for i in (1, 2)]
        for line in (row.split() for row in boxes.splitlines())
        if line[0] in {"TrimBox:", "BleedBox:"}
    }
    assert sizes["TrimBox:"] == pytest.approx([148, 105], abs=0.01)
    assert sizes["BleedBox:"] == pytest.approx([158, 115], abs=0.01)


#: Figures for charts of other kinds: a part of a whole, as a bar and as a ring, and the days between two dates.
CHARTS = """\
  share: {value: 40, of: 140, text: 40 of 140, counts: are rare, source: count, as_of: "2025"}
  many: {value: 60, of: 140, text: 60 of 140, counts: are common, source: count, as_of: "2025"}
  opens: {value: 2026-06-01, text: 1 June, counts: it opens, source: count, as_of: "2025"}
  closes: {value: 2026-06-12, text: 12 June, counts: it closes, source: count, as_of: "2025"}
"""
MESSAGE = """\
  {id}:
    images: [{{layout: {layout}, on: [feed, print]}}]
    statistic: {id}
    theme: {theme}
    copy: {{headline: "**{{{id}}}** now."}}
    caption: {{short: "Come and see: {{{id}}}.", long: "Come to the meadow: {{{id}}}."}}
    shows: A leaf above a line of words.
"""


@pytest.mark.ci
def test_every_kind_of_chart_sheet_and_zip_is_made_with_four_roles_of_any_name(tmp_path: Path) -> None:
    spec = write_own_palette(
        tmp_path / "own",
        ("kit.yaml", "platforms: [x/square]", "platforms: [x/square, print/a5_flyer]"),
        ("kit.yaml", "on: [feed]", "on: [feed, print]"),
        ("kit.yaml", "themes:", f"{CHARTS}themes:"),
    )
    for kind in ("bar", "ring", "days"):
        folder = spec.parent / "templates/svg" / kind
        shutil.copytree(folder.with_name("leaf"), folder)
        rules = (folder / "layout.yaml").read_text(encoding="utf-8")
        (folder / "layout.yaml").write_text(rules.replace("kind: field", f"kind: {kind}"), encoding="utf-8")
    added = [
        ("share", "bar", "dusk"),
        ("many", "ring", "drawn"),
        ("opens", "days", "drawn"),
        ("closes", "days", "dusk"),
    ]
    with spec.open("a", encoding="utf-8") as file:
        file.writelines(MESSAGE.format(id=id_, layout=layout, theme=theme) for id_, layout, theme in added)
    project = kit.load(spec)
    result = forked(kit.build, project, tmp_path / "out", jobs=1)
    assert (result.failures, result.warnings) == ((), ())
    assert len(kit.contact_sheets(project, result, tmp_path / "sheets")) == 4
    zips = forked(kit.pack, result.folder, tmp_path / "out", project=project)
    assert len(zips) > 2
    assert {kit.verify(path) for path in zips} == {()}
    drawn = {(asset.message, asset.layout, asset.theme) for asset in result.assets if asset.placement == "x/square"}
    assert drawn > set(added)


def test_a_code_is_black_on_white_where_the_layout_names_no_roles(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (LAYOUT, "{dark: soil, light: paper}", "{}"))
    project = kit.load(spec)
    code = Composer(project).compose(plan(project, "evening *")[0]).code
    assert code
    assert (code.dark, code.light) == ("#000000", "#ffffff")


CHART = '<rect x="65" y="540" width="950" height="330" fill="none"/>'


@pytest.mark.parametrize(("fill", "painted"), [("#8a4b00", "#8a4b00"), ("#123456", "#123456")])
def test_a_chart_has_the_colour_of_its_box_where_the_layout_names_none(fill: str, painted: str, tmp_path: Path) -> None:
    filled = (DRAWING, CHART, CHART.replace('"none"', f'"{fill}"'))
    spec = write_own_palette(tmp_path / "own", (LAYOUT, ", colour: leaf", ""), filled)
    project = kit.load(spec)
    assert f'fill="{painted}" d="M' in Composer(project).compose(plan(project, "species *")[0]).svg


def test_a_chart_without_any_colour_is_refused_at_its_box(tmp_path: Path) -> None:
    project = kit.load(write_own_palette(tmp_path / "own", (LAYOUT, ", colour: leaf", "")))
    with refused(DrawingError, "chart-without-colour"):
        Composer(project).compose(plan(project, "species *")[0])
