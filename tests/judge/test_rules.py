"""Each rule has a tiny kit that breaks it and one, as near to it as can be, that just passes."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageChops, ImageFilter
from PIL.PngImagePlugin import PngInfo
from support.campaigns import HEADER
from support.forked_calls import forked
from support.pictures import straight

from kit.base.errors import SpecError
from kit.compose import Composer
from kit.compose.content.summary import summarise
from kit.judge import PIXEL_RULES, RULES, Built, Painted, judge
from kit.judge.kit_files import manifest, summary_differences
from kit.judge.pixels import least_contrast, qr_quiet_zone, ratios
from kit.model.asset import EncodedFile, Pixels
from kit.model.placement import Sheet
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan
from kit.publish.store.contents import sums_of_folder
from kit.publish.store.manifest_file import asset_of, format_manifest, parse_manifest
from kit.run.pipeline.building import build
from kit.run.pipeline.judging.checking import check, check_composed
from kit.run.pipeline.judging.checking_built import check_built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.asset import Asset
    from kit.model.finding import Finding
    from kit.model.project import Project

SPEC = (
    HEADER
    + """\
  theme: plain
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}
statistics:
  reports: {text: 82 reports, counts: were made, source: letter, as_of: "2020"}
  vote: {value: 2020-12-07, text: 7 December, counts: is the day of the vote, source: letter, as_of: "2020"}
themes:
  plain: {wall: "#ffffff", plate: "#fffffe", ink: "#000000", text: "#000001", emphasis: "#7f3804"}
platforms: [x/square]
voice: [horror]
messages:
  tools:
    images: [{layout: notice, on: [feed, header]}]
    link: petition
    copy: {headline: Keep the tools, support: Keep them on}
    caption: {short: Keep the tools on., long: Keep the tools on.}
    shows: A plain wall.
  share:
    images: [{layout: notice, on: [feed, header]}]
    link: petition
    copy: {headline: Pass it on, support: Tell three people}
    caption: {short: Pass it on., long: Pass it on.}
    shows: A plain wall.
"""
)
LAYOUT = """\
title: Notice
slots:
  headline: {required: yes, lines: 3, emphasis: {colour: emphasis}}
  support: {fit: keep, lines: 1}
  address: {lines: 1}
  source: {lines: 1}
  qr: {dark: ink, light: plate}
"""
PALETTE = 'wall: "#ffffff"\nplate: "#fffffe"\nink: "#000000"\ntext: "#000001"\nemphasis: "#7f3804"\n'

#: How large the words of slots are drawn that are not of 40 px.
SIZES = {"headline": 50, "address": 44}


def words(  # noqa: PLR0913  (what a slot is drawn with)
    slot: str, x: int, y: int, height: int = 60, *, size: float | None = None, pins: str = "stretch top"
) -> str:
    size = SIZES.get(slot, 40) if size is None else size
    return (
        f'<g id="slot-{slot}" data-pin="{pins}"><rect x="{x}" y="{y}" width="880" height="{height}" fill="none"/>'
        f'<text fill="#000001" style="font-family: \'Source Sans 3\'; font-size: {size}px; line-height: 1.2">'
        f'<tspan x="{x}" y="{y + 40}">Words</tspan></text></g>\n'
    )


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">\n'
    '<rect id="wall" data-pin="stretch stretch" width="1080" height="1080" fill="#ffffff"/>\n'
    + words("headline", 65, 65, 180)
    + words("support", 65, 300)
    + words("address", 65, 400)
    + words("source", 65, 500)
    + '<rect id="plate" data-pin="left bottom" x="65" y="715" width="300" height="300" fill="#fffffe"/>\n'
    '<g id="slot-qr" data-pin="left bottom"><rect x="65" y="715" width="300" height="300" fill="none"/></g>\n'
    '<!-- here -->\n<rect id="live" x="65" y="65" width="950" height="950" fill="none"/>\n</svg>\n'
)
FILES = {"kit.yaml": SPEC, "layout.yaml": LAYOUT, "square.svg": DRAWING, "palette.yaml": PALETTE}


@dataclass(frozen=True)
class Case:
    """What to write in place of what, in one of the files, so that a rule is broken and so that it just passes."""

    rule: str
    file: str
    old: str
    breaks: str
    passes: str
    also: dict[str, tuple[str, str]] = field(default_factory=dict)


SUPPORT = "support: Keep them on"
HEADLINE = "headline: Keep the tools,"
LONG = "caption: {short: Keep the tools on., long: Keep the tools on.}"
QR_BOX = '<g id="slot-qr" data-pin="left bottom"><rect x="65" y="715" width="300" height="300"'
SUPPORT_RECT = '<rect x="65" y="300" width="880"'
#: A placement whose words begin 46 px from the edge at which a crop cuts.
CROPPED = """\
placements:
  x/own: {{size: 1080 x 1080, safe: 65, crops: [{{name: profile, box: [20, 0, 1080, 1080], margin: {}}}]}}
platforms: [x/own]"""
#: A placement of which the platform covers a corner.
COVERED = """\
placements:
  x/own: {size: 1080 x 1080, safe: 65, qr: no, keep_out: [{box: [0, 780, 400, 1080], why: a photo}]}
platforms: [x/own]"""
#: At 40 px, 72 letters of this width are 888 px long and 71 are 876; the box has 880.
CASES = [
    Case("overflow", "kit.yaml", SUPPORT, f"support: {'n' * 41}", f"support: {'n' * 40}"),
    Case("tofu", "kit.yaml", SUPPORT, "support: Keep 漢 on", "support: Keep é on"),
    Case("too-small", "square.svg", words("support", 65, 300), words("support", 65, 300, size=33),
         words("support", 65, 300, size=33.2)),
    Case("safe-area", "square.svg", words("support", 65, 300), words("support", 61, 300), words("support", 65, 300)),
    Case("keep-out", "square.svg", words("support", 65, 300), words("support", 65, 900, pins="left bottom"),
         words("support", 65, 300, pins="right top"), {"kit.yaml": ("platforms: [x/square]", COVERED)}),
    Case("ink", "square.svg", words("support", 65, 300), words("support", 65, 80), words("support", 65, 110)),
    Case("widow", "kit.yaml", HEADLINE, '"headline": "Keep the tools that find abuse\\non",',
         '"headline": "Keep the tools that find abuse\\nswitched on",'),
    Case("qr-module", "square.svg", QR_BOX, QR_BOX.replace('"300"', '"258"'), QR_BOX.replace('"300"', '"260"')),
    Case("qr-inverted", "kit.yaml", 'ink: "#000000"', 'ink: "#777777"', 'ink: "#767676"'),
    Case("shape", "square.svg", 'id="live" x="65" y="65" width="950" height="950"',
         'id="live" x="65" y="65" width="950" height="630"', 'id="live" x="65" y="65" width="950" height="640"'),
    Case("collision", "square.svg", words("headline", 65, 65, 180),
         words("headline", 65, 65, 180, pins="stretch stretch"), words("headline", 65, 65, 180),
         {"kit.yaml": ("x/square", "x/portrait")}),
    Case("canvas", "square.svg", '<rect id="wall" data-pin="stretch stretch"', '<rect id="wall"',
         '<rect id="wall" data-pin="stretch"', {"kit.yaml": ("x/square", "x/portrait")}),
    Case("face", "square.svg", words("support", 65, 300),
         words("support", 65, 300).replace("font-size", "font-weight: 901; font-size"),
         words("support", 65, 300).replace("font-size", "font-weight: 900; font-size")),
    Case("hidden-slot", "square.svg", '<g id="slot-support"', '<g id="slot-support" display="none"',
         '<g id="slot-support" display="inline"'),
    Case("crop", "kit.yaml", "platforms: [x/square]", CROPPED.format(48), CROPPED.format(40)),
    Case("part", "square.svg", "<!-- here -->", '<g data-part="star"/>', "<g/>"),
    Case("hierarchy", "square.svg", words("support", 65, 300), words("support", 65, 300, size=50.5),
         words("support", 65, 300, size=50)),
    Case("colour-role", "square.svg", "<!-- here -->", '<rect width="9" height="9" fill="#123456"/>',
         '<rect width="9" height="9" fill="#ffffff"/>'),
    Case("caption", "kit.yaml", LONG, f"caption: {{short: {'a' * 256}, long: {'a' * 256}}}",
         f"caption: {{short: {'a' * 255}, long: {'a' * 255}}}"),
    Case("alt-text", "kit.yaml", "shows: A plain wall.\n  share", "shows: It is wall.png\n  share",
         "shows: It is a wall\n  share"),
    Case("voice", "kit.yaml", SUPPORT, "support: No Horrors here", "support: No abhorror here"),
    Case("never-in-a-line", "kit.yaml", "voice: [horror]", "voice: {never_in_a_line: [the Tools — keep]}",
         "voice: {never_in_a_line: [tools kee]}"),
    Case("never-on-pictures", "kit.yaml", SUPPORT, "support: Keep it lawful", "support: Not unlawful",
         {"kit.yaml": ("voice: [horror]", "voice: {never_on_pictures: [lawful]}")}),
    Case("apart", "kit.yaml", SUPPORT, "support: A yes to abuse", "support: A yes to no abuse",
         {"kit.yaml": ("voice: [horror]", "voice: {apart: [{words: [yes], from: [abuse], by: 2}]}")}),
    Case("never-emphasised", "kit.yaml", SUPPORT, 'support: "Stop **abuse** now"', 'support: "Stop abuse **now**"',
         {"kit.yaml": ("voice: [horror]", "voice: {never_emphasised: [abuse]}")}),
    Case("licence", "kit.yaml", "licence: CC BY 4.0", "licence: CC BY 4.1", "licence: cc-by-4.0"),
    Case("placeholder", "kit.yaml", SUPPORT, "support: TODO write more", "support: The todo list"),
    Case("markup", "kit.yaml", SUPPORT, "support: Keep <b>them</b> on", "support: Keep 3 < 4 and 5 > 4 on"),
    Case("doubled-word", "kit.yaml", SUPPORT, "support: Keep the the tools", "support: They had had it"),
    Case("double-space", "kit.yaml", LONG, LONG.replace("long: Keep the", "long: Keep  the"),
         LONG.replace("long: Keep the", "long: Keep   \n      the")),
    Case("quotes", "kit.yaml", SUPPORT, "support: Keep them on“", "support: Keep “them” on"),
    Case("shows", "kit.yaml", "shows: A plain wall.\n  share", "shows: An image of a wall.\n  share",
         "shows: A wall that is an image of calm.\n  share"),
    Case("palette", "kit.yaml", 'emphasis: "#7f3804"', 'emphasis: "#2a1a08"', 'emphasis: "#4f2c08"'),
    Case("language", "kit.yaml", "copy: {headline: Pass it on, support: Tell three people}\n"
         "    caption: {short: Pass it on., long: Pass it on.}\n    shows: A plain wall.",
         "copy: {headline: Υπογράψτε τώρα, support: Πείτε το σε τρεις}\n"
         "    caption: {short: Υπογράψτε τώρα., long: Υπογράψτε τώρα.}\n    shows: Ένας τοίχος.",
         "copy: {headline: Pass it on, support: Tell Ένας τοίχος}\n"
         "    caption: {short: Pass it on., long: Pass it on.}\n    shows: A plain wall."),
    Case("contrast", "kit.yaml", 'text: "#000001"', 'text: "#777777"', 'text: "#767676"'),
    Case("qr-quiet-zone", "square.svg", "<!-- here -->",
         '<rect data-pin="left bottom" x="340" y="800" width="30" height="30" fill="#000000"/>',
         '<rect data-pin="left bottom" x="366" y="800" width="30" height="30" fill="#000000"/>'),
]  # fmt: skip


def project_of(folder: Path, *changes: tuple[str, str, str]) -> Project:
    """Write the tiny kit with some changes, each (file, old text, new text), and load it."""
    files = dict(FILES)
    for file, old, new in changes:
        assert old in files[file], old
        files[file] = files[file].replace(old, new, 1)
    drawings = folder / "templates" / "svg"
    (drawings / "notice").mkdir(parents=True)
    (folder / "kit.yaml").write_text(files["kit.yaml"], encoding="utf-8")
    (drawings / "palette.yaml").write_text(files["palette.yaml"], encoding="utf-8")
    for name in ("layout.yaml", "square.svg"):
        (drawings / "notice" / name).write_text(files[name], encoding="utf-8")
    return load_project(folder / "kit.yaml")


def painted(project: Project) -> list[Finding]:
    """Return what the rules on pixels find in every picture of a project."""
    composer = Composer(project)
    artworks = [composer.compose(artboard) for artboard in plan(project)]
    subjects = [Painted(artwork, paint(artwork.tree), paint(artwork.ground)) for artwork in artworks]
    return [finding for subject in subjects for finding in judge(subject, (), PIXEL_RULES)]


def rules_broken(project: Project) -> set[str]:
    return {finding.rule for finding in (*check_composed(project, advice=True), *painted(project))}


def test_the_tiny_kit_breaks_no_rule(tmp_path: Path) -> None:
    assert rules_broken(project_of(tmp_path)) == set()


@pytest.mark.parametrize("case", CASES, ids=[case.rule for case in CASES])
def test_a_tiny_kit_breaks_the_rule_and_one_just_passes(case: Case, tmp_path: Path) -> None:
    also = [(file, *texts) for file, texts in case.also.items()]
    broken = project_of(tmp_path / "broken", *also, (case.file, case.old, case.breaks))
    passing = project_of(tmp_path / "passing", *also, (case.file, case.old, case.passes))
    assert case.rule in rules_broken(broken)
    assert case.rule not in rules_broken(passing)


# Rules that ask for more than a table -------------------------------------------------------------------------------


def test_a_message_is_stale_from_the_day_after_the_one_it_speaks_of(tmp_path: Path) -> None:
    project = project_of(tmp_path, ("kit.yaml", SUPPORT, "support: Before 7 December"))
    on = {day: check_composed(project, day=dt.date(2020, 12, day)) for day in (7, 8)}
    assert on[7] == []
    assert [(f.rule, f.severity, f.where) for f in on[8]] == [("stale", "warning", "tools")]
    assert check_composed(project) == []


def test_a_rule_is_turned_off_by_its_former_name_with_a_warning_that_shows_the_new_one(tmp_path: Path) -> None:
    alone = ("kit.yaml", HEADLINE, '"headline": "Keep the tools that find abuse\\non",')
    named = "checks: [{off: NAME, reason: it must end the line}]\nmessages:"
    assert rules_broken(project_of(tmp_path / "on", alone)) == {"widow"}
    former = project_of(tmp_path / "former", alone, ("kit.yaml", "messages:", named.replace("NAME", "lonely-word")))
    [finding] = check_composed(former, advice=True)
    assert (finding.rule, finding.severity, finding.fault.code) == ("former-name", "warning", "former-rule-name")
    assert "'widow'" in finding.fault.remedy
    new = project_of(tmp_path / "new", alone, ("kit.yaml", "messages:", named.replace("NAME", "widow")))
    assert check_composed(new, advice=True) == []


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("CC-BY-SA 4.O", "did you mean 'CC BY-SA 4.0'?"),
        ("Creative Comons Attribution 4.0", "did you mean 'CC BY 4.0'?"),
        ("all rights reservd", "did you mean 'All rights reserved'?"),
        ("free", "write its name or SPDX identifier, such as CC BY 4.0"),
        ("MIT", None),
        ("etalab-2.0", None),
        ("CC-BY-3.0-DE OR MIT", None),
        ("Public domain", None),
    ],
)
def test_a_licence_that_does_not_exist_is_a_warning(tmp_path: Path, written: str, remedy: str | None) -> None:
    project = project_of(tmp_path, ("kit.yaml", "licence: CC BY 4.0", f"licence: {written}"))
    found = [(finding.rule, finding.severity, finding.fault.remedy) for finding in check_composed(project)]
    assert found == ([("licence", "warning", remedy)] if remedy else [])


def test_a_rule_that_does_not_exist_can_not_be_turned_off(tmp_path: Path) -> None:
    unknown = "checks: [{off: widows, reason: they are fine}]\nmessages:"
    with pytest.raises(SpecError) as caught:
        check_composed(project_of(tmp_path, ("kit.yaml", "messages:", unknown)))
    [fault] = caught.value.faults
    assert fault.code == "unknown-rule"
    assert "'widow'" in fault.remedy
    assert fault.mark
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith("widows")


@pytest.mark.parametrize(
    ("grey", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#949494", 3.03), ("#595959", 7.0), ("#000001", 21.0)]
)
def test_contrast_is_measured_to_a_tenth_on_flat_pairs(tmp_path: Path, grey: str, ratio: float) -> None:
    project = project_of(tmp_path, ("kit.yaml", 'text: "#000001"', f'text: "{grey}"'))
    composer = Composer(project)
    artwork = composer.compose(plan(project)[0])
    subject = Painted(artwork, paint(artwork.tree), paint(artwork.ground))
    assert ratios(subject)["support"] == pytest.approx(ratio, abs=0.1)


@pytest.mark.parametrize(("away", "ratio"), [(2, 1.0), (3, 21.0)])
def test_what_is_two_px_from_a_letter_is_behind_it_and_what_is_farther_is_not(
    tmp_path: Path, away: int, ratio: float
) -> None:
    project = project_of(tmp_path)
    artwork = Composer(project).compose(plan(project)[0])
    whole, ground = (straight(paint(tree)) for tree in (artwork.tree, artwork.ground))
    ink = ImageChops.difference(whole, ground).convert("RGB").convert("L").point(lambda step: 255 if step else 0)
    inner, outer = (ink.filter(ImageFilter.MaxFilter(2 * px + 1)) for px in (away - 1, away))
    for picture in (whole, ground):
        picture.paste("#000001", mask=ImageChops.subtract(outer, inner))
    subject = Painted(artwork, *(Pixels(*picture.size, picture.tobytes()) for picture in (whole, ground)))
    assert ratios(subject)["support"] == pytest.approx(ratio, abs=0.1)


def slots_too_faint(project: Project) -> set[str]:
    """Return the slots whose letters the rule on contrast finds too faint, each by its line of the drawing."""
    marks = [finding.fault.mark for finding in painted(project) if finding.fault.code == "contrast-too-low"]
    slots = {placed.slot.mark: placed.slot.name for placed in Composer(project).compose(plan(project)[0]).placed}
    return {slots[mark] for mark in marks if mark}


#: px of the picture at which words are large as a phone shows it: 24 and 18.66 CSS px (18 pt, and 14 pt in bold) of
#: its 375, on a picture of 1080 (https://www.w3.org/TR/WCAG22/#dfn-large-scale).
LARGE, LARGE_BOLD = 24 * 1080 / 375, 18.66 * 1080 / 375


@pytest.mark.parametrize(
    ("size", "weight", "grey", "faint"),
    [
        (LARGE + 1, 400, "#949494", {"support"}),
        (LARGE + 1, 400, "#969696", {"support", "headline"}),
        (LARGE - 1, 400, "#949494", {"support", "headline"}),
        (LARGE_BOLD + 1, 700, "#949494", {"support"}),
        (LARGE_BOLD + 1, 700, "#969696", {"support", "headline"}),
        (LARGE_BOLD - 1, 700, "#949494", {"support", "headline"}),
        (LARGE_BOLD + 1, 600, "#949494", {"support", "headline"}),
    ],
)
def test_large_words_need_a_contrast_of_3_and_all_others_of_4_5(
    tmp_path: Path, size: float, weight: int, grey: str, faint: set[str]
) -> None:
    headline = words("headline", 65, 65, 180, size=size).replace("font-size", f"font-weight: {weight}; font-size")
    project = project_of(
        tmp_path,
        ("square.svg", words("headline", 65, 65, 180), headline),
        ("kit.yaml", 'text: "#000001"', f'text: "{grey}"'),
    )
    assert slots_too_faint(project) & {"support", "headline"} == faint


@pytest.mark.parametrize(("size", "least"), [(61.0, 4.5), (63.5, 3.0)])
def test_words_on_paper_are_large_by_their_size_on_a_sheet_with_its_bleed_on_both_sides(
    tmp_path: Path, size: float, least: float
) -> None:
    """18 pt, 6.35 mm, are 62.3 of the 1080 px that are printed on 90 mm and 10 mm of bleed on both sides."""
    project = project_of(tmp_path)
    artwork = Composer(project).compose(plan(project)[0])
    placement = replace(artwork.picture.placement, sheet=Sheet(trim=(90.0, 90.0), bleed=10.0, safe=5.0))
    assert least_contrast(replace(artwork.words["headline"], size=size), placement) == least


def test_a_mark_in_any_of_the_four_modules_around_a_code_is_in_its_quiet_zone(tmp_path: Path) -> None:
    project = project_of(tmp_path)
    artwork = Composer(project).compose(plan(project)[0])
    picture, code = straight(paint(artwork.tree)), artwork.code
    assert code is not None
    (left, top, right, bottom), module, middle = code.box, code.module, code.box.center
    found: dict[int, list[list[str]]] = {}
    for row in (0, 3, 4):
        away = (row + 0.5) * module
        places = (left + away, middle.y), (right - away, middle.y), (middle.x, top + away), (middle.x, bottom - away)
        for x, y in places:
            marked = picture.copy()
            marked.putpixel((int(x), int(y)), (128, 128, 128, 255))
            subject = Painted(artwork, *[Pixels(*marked.size, marked.tobytes())] * 2)
            found.setdefault(row, []).append([fault.code for fault in qr_quiet_zone(subject)])
    assert found == {row: [["quiet-zone-not-clear"] if row < 4 else []] * 4 for row in (0, 3, 4)}


WALL = '<rect id="wall" data-pin="stretch stretch" width="1080" height="1080" fill="#ffffff"/>\n'


@pytest.mark.parametrize(("grey", "is_faint"), [("#000001", True), ("#fffffd", True), ("#767676", False)])
def test_words_on_a_transparent_picture_must_be_read_on_light_pages_and_on_dark_ones(
    tmp_path: Path, grey: str, *, is_faint: bool
) -> None:
    project = project_of(tmp_path, ("square.svg", WALL, ""), ("kit.yaml", 'text: "#000001"', f'text: "{grey}"'))
    assert ("support" in slots_too_faint(project)) == is_faint


@pytest.mark.parametrize(
    ("emphasis", "text", "eye"),
    [
        ("#116677", "#ff0066", "protanopia"),
        ("#ff1144", "#11dd33", "deuteranopia"),
        ("#77ee00", "#11bbff", "tritanopia"),
    ],
)
def test_colours_that_one_kind_of_colour_vision_cannot_tell_apart_are_found(
    tmp_path: Path, emphasis: str, text: str, eye: str
) -> None:
    project = project_of(
        tmp_path,
        ("kit.yaml", 'emphasis: "#7f3804"', f'emphasis: "{emphasis}"'),
        ("kit.yaml", 'text: "#000001"', f'text: "{text}"'),
    )
    [finding] = [finding for finding in check_composed(project) if finding.rule == "palette"]
    assert finding.fault.code == "colours-too-alike"
    assert eye in finding.fault.message


def headlines_too_small(project: Project) -> list[tuple[str, str]]:
    """Return the code and the message of each picture whose headline is smaller than other words."""
    found = [finding for finding in check_composed(project) if finding.rule == "hierarchy"]
    assert {finding.severity for finding in found} <= {"warning"}
    return [(finding.fault.code, finding.fault.message) for finding in found]


def test_a_headline_of_so_many_words_that_it_shrinks_below_others_is_found_in_kit_yaml(tmp_path: Path) -> None:
    long = f'"headline": "{"Keep the tools that find them on. " * 5}",'
    [finding] = [f for f in check_composed(project_of(tmp_path, ("kit.yaml", HEADLINE, long))) if f.rule == "hierarchy"]
    assert (finding.where, finding.fault.code) == ("tools x/square", "headline-shrunk")
    assert finding.fault.message.endswith(" px, the address at 44.0 px: its words had to shrink")
    assert finding.fault.mark
    assert finding.fault.mark.file == "kit.yaml"


def test_a_headline_that_is_drawn_too_small_is_one_fault_of_the_drawing_for_all_its_pictures(tmp_path: Path) -> None:
    project = project_of(tmp_path, ("square.svg", words("address", 65, 400), words("address", 65, 400, size=60)))
    message = "'slot-headline' is 50.0 px large, 'slot-address' 60.0 px"
    assert headlines_too_small(project) == [("headline-drawn-small", message)] * 2


def test_two_short_words_on_the_last_line_are_no_widow(tmp_path: Path) -> None:
    lines = '"headline": "Keep the tools that find the abuse of children everywhere in the world\\nwe do",'
    assert "widow" not in rules_broken(project_of(tmp_path, ("kit.yaml", HEADLINE, lines)))


# Files of a kit that was built --------------------------------------------------------------------------------------


def built(project: Project) -> Path:
    """Build a project and return the file of its first picture."""
    forked(build, project, project.root / "dist", jobs=1)
    return project.root / "dist" / "tiny-1.0.0" / "en" / "x" / "tools-square-1080x1080.png"


def enlarge(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def shrink(path: Path) -> None:
    with Image.open(path) as picture:
        picture.crop((0, 0, 1080, 1079)).save(path)


def disguise(path: Path) -> None:
    with Image.open(path) as picture:
        picture.convert("RGB").save(path, "JPEG")


def strip(path: Path) -> None:
    with Image.open(path) as picture:
        Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes()).save(path)


def blot(path: Path) -> None:
    with Image.open(path) as file:
        picture = file.convert("RGB")
    picture.paste("#ffffff", (65, 715, 240, 890))
    picture.save(path)


TAMPER: dict[str, Callable[[Path], None]] = {
    "bytes": enlarge,
    "size": shrink,
    "format": disguise,
    "metadata": strip,
    "qr-scan": blot,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path, bytes]:
    project = project_of(tmp_path_factory.mktemp("built"))
    path = built(project)
    return project, path, path.read_bytes()


@pytest.mark.few(3)
@pytest.mark.parametrize("rule", TAMPER)
def test_a_file_that_was_tampered_with_breaks_the_rule(whole: tuple[Project, Path, bytes], rule: str) -> None:
    project, path, sound = whole
    path.write_bytes(sound)
    assert forked(check_built, project, project.root / "dist" / project.kit_name) == []
    TAMPER[rule](path)
    findings = forked(check_built, project, project.root / "dist" / project.kit_name)
    path.write_bytes(sound)
    assert rule in {finding.rule for finding in findings}
    assert all(str(finding.fault).startswith("en/x/tools-square-1080x1080.png") for finding in findings)


@pytest.mark.parametrize("key", ["Software", "Creation Time", "date", "comment"])
def test_a_picture_that_says_where_or_when_it_was_made_breaks_the_rule(
    whole: tuple[Project, Path, bytes], key: str
) -> None:
    project, path, sound = whole
    said = PngInfo()
    said.add_text(key, "anything")
    with Image.open(path) as picture:
        picture.save(path, pnginfo=said)
    findings = forked(check_built, project, project.root / "dist" / project.kit_name)
    path.write_bytes(sound)
    found = [finding.fault.message for finding in findings if finding.fault.code == "telltale-metadata"]
    assert any(f"'{key}'" in message for message in found)


def test_a_kit_that_was_built_of_other_words_is_told(whole: tuple[Project, Path, bytes], tmp_path: Path) -> None:
    changed = project_of(
        tmp_path, ("kit.yaml", "short: Pass it on., long: Pass it on.", "short: Share it., long: Share.")
    )
    findings = forked(check_built, changed, whole[0].root / "dist" / changed.kit_name)
    assert {(finding.rule, finding.where) for finding in findings} == {("manifest", "share x/square")}


@pytest.mark.ci
@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ("title: Tiny", "title: Small", "title"),
        ("creator: The contributors", "creator: Others", "creator"),
        ("licence: CC BY 4.0", "licence: CC0 1.0", "licence"),
        ("licence: CC BY 4.0", "licence: CC BY 4.0\n  site: https://www.change.org/", "site"),
        ("publisher: NCMEC", "publisher: Somebody", "sources"),
        ('NCMEC, as_of: "2020"', 'NCMEC, as_of: "2019"', "sources"),
        ("text: 82 reports", "text: 83 reports", "figures"),
    ],
)
def test_a_kit_is_out_of_date_when_what_it_says_as_a_whole_is_said_otherwise(
    whole: tuple[Project, Path, bytes], tmp_path: Path, old: str, new: str, stale: str
) -> None:
    changed, kit = project_of(tmp_path, ("kit.yaml", old, new)), whole[0].root / "dist" / "tiny-1.0.0"
    [finding] = forked(check, changed, built=kit)
    assert (finding.rule, finding.fault.code, finding.where) == ("manifest", "kit-out-of-date", "")
    assert f": {stale} would change" in finding.fault.message
    assert forked(check, changed, built=kit, only=("tools x/square",)) == ()


def test_everything_that_is_out_of_date_as_a_whole_is_named_in_one_finding(
    whole: tuple[Project, Path, bytes], tmp_path: Path
) -> None:
    changed = project_of(
        tmp_path, ("kit.yaml", "title: Tiny", "title: Small"), ("kit.yaml", "publisher: NCMEC", "publisher: Somebody")
    )
    [finding] = forked(check, changed, built=whole[0].root / "dist" / changed.kit_name)
    assert ": title, sources would change" in finding.fault.message


def test_a_site_that_only_the_build_was_given_is_no_difference(whole: tuple[Project, Path, bytes]) -> None:
    said = summarise(whole[0].campaign, whole[0].placements)
    elsewhere = replace(said, site="https://example.org/")
    assert list(summary_differences(elsewhere, said)) == []
    [finding] = summary_differences(elsewhere, replace(said, site="https://example.org/other/"))
    assert ": site would change" in finding.fault.message


@pytest.mark.parametrize("field", ["platform", "placement", "role", "drawing", "theme", "partner"])
def test_a_file_is_out_of_date_when_its_entry_would_be_another(whole: tuple[Project, Path, bytes], field: str) -> None:
    project, path, sound = whole
    path.write_bytes(sound)
    artwork = Composer(project).compose(plan(project)[0])
    wanted = asset_of(artwork, EncodedFile("image/png", sound, None))
    other: dict[str, Any] = {field: "another"}
    found = list(manifest(Built(path, replace(wanted, **other), wanted, artwork)))
    assert [finding.fault.code for finding in found] == ["kit-out-of-date"]
    assert f": {field} would change" in found[0].fault.message


PICTURE = "en/x/tools-square-1080x1080.png"


def drop_line(kit: Path) -> None:
    sums = kit / "SHA256SUMS"
    sums.write_bytes(b"".join(line for line in sums.read_bytes().splitlines(keepends=True) if PICTURE not in str(line)))


def drop_entry(kit: Path) -> None:
    reseal(kit, lambda assets: [asset for asset in assets if asset.path != PICTURE])


def retype_entry(kit: Path) -> None:
    reseal(kit, lambda assets: [replace(asset, media_type="image/tiff") for asset in assets if asset.path == PICTURE])


def reseal(kit: Path, change: Callable[[tuple[Asset, ...]], list[Asset]]) -> None:
    """Write the manifest with other entries, and the sums anew, as one would who wants a change not to be seen."""
    listed = parse_manifest((kit / "manifest.json").read_bytes())
    assets = tuple(change(listed.assets))
    shown = {asset.thumbnail for asset in assets}
    thumbnails = tuple(thumbnail for thumbnail in listed.thumbnails if thumbnail.path in shown)
    for thumbnail in {*listed.thumbnails} - {*thumbnails}:
        (kit / thumbnail.path).unlink()
    (kit / "manifest.json").write_bytes(format_manifest(replace(listed, assets=assets, thumbnails=thumbnails)))
    (kit / "SHA256SUMS").write_bytes(sums_of_folder(kit))


@pytest.mark.ci
@pytest.mark.parametrize(
    ("damage", "codes"),
    [
        (lambda kit: (kit / "extra.txt").write_bytes(b"1"), ["file-not-listed"]),
        (lambda kit: (kit / "LICENSE.txt").unlink(), ["listed-file-missing"]),
        (lambda kit: (kit / "LICENSE.txt").write_bytes(b"1"), ["digest-differs"]),
        (lambda kit: (kit / "SHA256SUMS").unlink(), ["sums-missing"]),
        (lambda kit: (kit / PICTURE).unlink(), ["file-unreadable"]),
        (drop_line, ["file-not-listed"]),
        (drop_entry, ["picture-missing"]),
        (retype_entry, ["unknown-media-type", "picture-missing"]),
    ],
)
def test_a_kit_that_is_not_as_it_was_listed_breaks_a_rule(
    whole: tuple[Project, Path, bytes], tmp_path: Path, damage: Callable[[Path], object], codes: list[str]
) -> None:
    project, path, sound = whole
    path.write_bytes(sound)
    kit = shutil.copytree(project.root / "dist" / project.kit_name, tmp_path / project.kit_name)
    damage(kit)
    findings = forked(check_built, project, kit)
    assert [finding.fault.code for finding in findings] == codes
    assert {finding.rule for finding in findings} <= {"manifest", "format"}
    assert all(finding.fault.remedy == "run `kit build` again" for finding in findings)


def test_a_picture_that_no_message_makes_breaks_a_rule(whole: tuple[Project, Path, bytes], tmp_path: Path) -> None:
    project = project_of(tmp_path, ("kit.yaml", SPEC[SPEC.index("  share:") :], ""))
    findings = forked(check_built, project, whole[0].root / "dist" / project.kit_name)
    assert [finding.fault.code for finding in findings] == ["kit-out-of-date", "picture-not-asked-for"]


def test_every_rule_is_broken_by_a_kit_here() -> None:
    # `link` and `source` judge what the generator itself puts together: kit.yaml can't break them, and
    # test_checks.py does. Those on photos are broken in test_images.py, those on numbers in test_typed_numbers.py,
    # those on calls to action in test_call_to_action.py, that on feeds in test_feed_order.py, those on sizes in
    # test_type_sizes.py, that on seams in test_hairlines.py, that on what engines paint in test_engine_agreement.py,
    # that on pages in tests/paint/raster/test_pages.py and tests/paint/encode/test_pdf.py,
    # that on translations in tests/run/pipeline/test_translated_kits.py, that on their voice in test_voice_rules.py,
    # and those on what is left of the sample,
    # addresses, dates, fonts, doubles and lengths of captions in test_single_mistakes.py, those on logos in
    # test_logos_and_focus.py, those on gaps in tests/compose/test_leading.py and test_word_gaps.py,
    # those on codes and names of partners in test_partner_codes.py and test_partner_names.py of tests/project/partners.
    covered = {case.rule for case in CASES} | set(TAMPER) | {"stale", "former-name", "manifest", "link", "source"}
    covered |= {"enlarged", "photo-alt", "typed-number", "as-of", "engines-agree", "ask", "fold", "scan", "feed"}
    covered |= {"levels", "source-smallest", "headline-height", "headline-gap", "seam", "translation", "catalogue"}
    covered |= {"language-voice", "sample", "address", "dates", "font", "doubles", "caption-length"}
    covered |= {"focus", "logo", "logo-cut", "page", "line-gap", "translated-facts", "word-gap"}
    covered |= {"letters", "straight-quotes", "translated-emphasis", "other-language", "partner-code", "partner-name"}
    assert covered == set(RULES)
