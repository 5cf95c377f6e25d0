"""The rules on what was placed, each broken on a picture that is otherwise sound."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from conftest import PALETTE
from PIL import Image, ImageDraw
from support.campaigns import golden_folder

from kit.base.geometry import Box
from kit.compose import Composer
from kit.compose.artwork_svg import tree_of
from kit.compose.fill import place_code
from kit.judge import ARTWORK_RULES, RULES, WORD_RULES
from kit.judge import judge as judge_by
from kit.judge.scanned_codes import scan_faults
from kit.model.artwork import Artwork, PlacedChart, PlacedCode, PlacedWords
from kit.model.picture import Code
from kit.model.placement import Crop, KeepOut, SafeArea, Sheet
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kit.judge import Rule
    from kit.model.finding import Finding
    from kit.model.layout import Drawing
    from kit.model.project import Project

GOLDEN = golden_folder()
LINK = "https://www.change.org/childsafetyfirst"
#: Rules on sizes that the golden drawings do not keep; tests/judge/test_type_sizes.py tries them.
NOT_KEPT = ("levels", "headline-height")


def judge(
    artwork: Artwork, off: tuple[str, ...] = NOT_KEPT, table: Mapping[str, Rule] = ARTWORK_RULES
) -> Iterator[Finding]:
    return judge_by(artwork, off, table)


def found_in(project: Project, only: tuple[str, ...] = ()) -> list[Finding]:
    return [finding for finding in check_composed(project, only) if finding.rule not in NOT_KEPT]


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(GOLDEN / "kit.yaml")


@pytest.fixture(scope="module")
def artwork(project: Project) -> Artwork:
    """A picture that no rule has anything to say of."""
    found = Composer(project).compose(plan(project, "tools x/square")[0])
    assert list(judge(found)) == []
    return found


def with_words(artwork: Artwork, **changes: object) -> Artwork:
    """Return the picture with its headline placed otherwise."""
    words = replace(artwork.words["headline"], **changes)  # type: ignore[arg-type]
    return replace(artwork, placed=(words, *(item for item in artwork.placed if item.slot.name != "headline")))


def with_code(artwork: Artwork, **changes: object) -> Artwork:
    assert artwork.code is not None
    code = replace(artwork.code, **changes)  # type: ignore[arg-type]
    return replace(artwork, placed=(*artwork.words.values(), code))


def with_placement(artwork: Artwork, **changes: object) -> Artwork:
    placement = replace(artwork.picture.placement, **changes)  # type: ignore[arg-type]
    return replace(artwork, picture=replace(artwork.picture, placement=placement))


def only(artwork: Artwork, rule: str) -> Finding:
    """Return the one finding of a picture, which must be of one rule and name the picture."""
    findings = list(judge(artwork))
    assert [finding.rule for finding in findings] == [rule]
    assert findings[0].where == "tools x/square"
    return findings[0]


def place_of(finding: Finding) -> str:
    mark = finding.fault.mark
    assert mark is not None
    return f"{mark.file}:{mark.line}"


def slot_place(artwork: Artwork, slot: str) -> str:
    mark = artwork.scene.slots[slot].mark
    return f"{mark.file}:{mark.line}"


# One broken picture a rule; the whole one is the fixture -----------------------------------------------------------


def test_words_too_long_for_their_box_overflow(artwork: Artwork) -> None:
    finding = only(with_words(artwork, overflow=7), "overflow")
    assert finding.severity == "error"
    assert place_of(finding).startswith("kit.yaml:")
    assert "cut about 7 of its 43 characters" in finding.fault.remedy


def test_long_copy_overflows_for_real_and_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "templates", tmp_path / "templates")
    text = (
        (GOLDEN / "kit.yaml").read_text(encoding="utf-8").replace("Keep the tools **on.**", "Keep the tools on. " * 60)
    )
    (tmp_path / "kit.yaml").write_text(text, encoding="utf-8")
    findings = found_in(load_project(tmp_path / "kit.yaml"), ("tools-by-day x/square",))
    assert [finding.rule for finding in findings] == ["overflow", "alt-text"]
    line = next(n for n, line in enumerate(text.splitlines(), 1) if "on. Keep the tools on." in line)
    assert place_of(findings[0]) == f"kit.yaml:{line}"


def test_a_box_too_low_for_one_line_is_told_with_the_height_that_it_needs(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path, dirs_exist_ok=True)
    drawing = tmp_path / "templates" / "svg" / "notice" / "square.svg"
    text = drawing.read_text(encoding="utf-8")

    def findings(height: str) -> list[Finding]:
        drawing.write_text(text.replace('width="560" height="100"', f'width="560" height="{height}"'), encoding="utf-8")
        return found_in(load_project(tmp_path / "kit.yaml"), ("tools x/square",))

    [finding] = findings("20")
    assert (finding.rule, finding.severity) == ("overflow", "error")
    assert place_of(finding).startswith("notice/square.svg:")
    assert finding.fault.code == "slot-too-low"
    assert "'slot-address'" in finding.fault.message
    assert "33.1 px" in finding.fault.message
    needed = re.fullmatch(r"draw the box at least (\d+) px high", finding.fault.remedy)
    assert needed
    assert findings(needed[1]) == []
    assert [finding.rule for finding in findings(str(int(needed[1]) - 2))] == ["overflow"]


def test_a_character_that_no_font_has_is_tofu(artwork: Artwork) -> None:
    finding = only(with_words(artwork, missing="字"), "tofu")
    assert (finding.severity, finding.fault.code) == ("error", "missing-glyph")
    assert "U+5B57" in finding.fault.message
    assert place_of(finding).startswith("kit.yaml:")
    assert len(list(judge(with_words(artwork, missing="字母")))) == 2


def test_words_under_the_floor_are_too_small(artwork: Artwork) -> None:
    floor = artwork.picture.placement.floor
    assert floor == pytest.approx(11.5 * 1080 / 375)
    finding = only(with_words(artwork, size=floor - 0.1), "too-small")
    assert finding.severity == "error"
    assert place_of(finding) == slot_place(artwork, "headline")
    assert "too-small" not in {finding.rule for finding in judge(with_words(artwork, size=floor))}


def test_ink_outside_what_the_platform_leaves_visible_is_told_in_px(artwork: Artwork) -> None:
    finding = only(with_placement(artwork, safe=SafeArea(top=0, right=0, bottom=0, left=90)), "safe-area")
    assert finding.severity == "error"
    assert finding.fault.code == "outside-safe-area"
    assert " 25 px " in finding.fault.message
    assert place_of(finding) == slot_place(artwork, "headline")


def test_a_code_outside_the_safe_area_is_told_too(artwork: Artwork) -> None:
    assert artwork.code is not None
    moved = artwork.code.box.moved(0, 200)
    assert only(with_code(artwork, box=moved), "safe-area").fault.code == "outside-safe-area"


def test_words_under_an_avatar_are_told_with_what_covers_them(artwork: Artwork) -> None:
    zone = KeepOut(box=(0, 0, 300, 300), why="the avatar")
    finding = only(with_placement(artwork, keep_out=(zone,)), "keep-out")
    assert (finding.severity, finding.fault.code) == ("error", "in-keep-out-box")
    assert "the avatar" in finding.fault.message
    assert place_of(finding) == slot_place(artwork, "headline")
    clear = KeepOut(box=(0, 0, 60, 1080), why="the avatar")
    assert list(judge(with_placement(artwork, keep_out=(clear,)))) == []


#: Crops of a picture whose headline has its ink from (65, 86) to (744, 225) px, their margins, and what is found.
CROPS = [
    ((0, 0, 1080, 1080), 900, None),
    ((65, 0, 745, 1080), 0, None),
    ((67, 0, 745, 1080), 0, "words-cut-by-crop"),
    ((0, 0, 700, 1080), 0, "words-cut-by-crop"),
    ((0, 150, 1080, 1080), 0, "words-cut-by-crop"),
    ((17, 0, 1080, 1080), 48, None),
    ((19, 0, 1080, 1080), 48, "words-near-crop"),
    ((0, 0, 1080, 260), 48, "words-near-crop"),
    ((0, 0, 1080, 275), 48, None),
    ((0, 0, 790, 1080), 48, "words-near-crop"),
    ((0, 0, 794, 1080), 48, None),
    ((760, 0, 1080, 1080), 0, None),
    ((760, 0, 1080, 1080), 48, "words-near-crop"),
    ((800, 0, 1080, 1080), 48, None),
]


@pytest.mark.parametrize(("box", "margin", "code"), CROPS)
def test_words_are_whole_in_a_crop_or_not_in_it_at_all_and_keep_from_the_edges_at_which_it_cuts(
    artwork: Artwork, box: tuple[int, int, int, int], margin: int, code: str | None
) -> None:
    crop = Crop(name="profile", box=box, margin=margin)
    placed = with_words(artwork, ink=Box(65, 86, 744, 225)).words["headline"]
    alone = replace(artwork, placed=(placed,))
    found = list(judge(with_placement(alone, crops=(crop,)), (), {"crop": ARTWORK_RULES["crop"]}))
    assert [finding.fault.code for finding in found] == ([code] if code else [])
    assert {finding.severity for finding in found} <= {"warning"}


@pytest.mark.parametrize(
    ("lines", "lonely"),
    [
        (("Keep the tools that find abuse", "on."), True),
        (("Keep the tools that find abuse", "switched on."), False),
        (("Keep the tools that find abuse", "switched"), False),
        (("Keep the tools that find abuse,", "children"), False),
        (("Keep the tools that find abuse,", "online."), True),
        (("on.",), False),
    ],
)
def test_advice_is_given_on_a_short_word_alone_on_the_last_line(
    artwork: Artwork, lines: tuple[str, ...], *, lonely: bool
) -> None:
    findings = list(judge(with_words(artwork, lines=lines)))
    assert [(finding.rule, finding.severity) for finding in findings] == [("widow", "advice")] * lonely


@pytest.mark.parametrize(("module", "severity"), [(7, None), (6, "warning"), (5, "warning"), (4, "error")])
def test_modules_too_small_for_a_phone_are_a_warning_then_an_error(
    artwork: Artwork, module: int, severity: str | None
) -> None:
    findings = list(judge(with_code(artwork, module=module)))
    assert [(finding.rule, finding.severity) for finding in findings] == ([("qr-module", severity)] if severity else [])
    assert all(place_of(finding) == slot_place(artwork, "qr") for finding in findings)


@pytest.mark.parametrize(("module", "small"), [(3, True), (4, False)])
def test_modules_in_print_are_measured_in_millimetres(artwork: Artwork, module: int, *, small: bool) -> None:
    printed = with_placement(artwork, sheet=Sheet(trim=(138, 138), bleed=3, safe=8))
    printed = with_code(printed, module=module)
    assert ["qr-module" for finding in judge(printed) if finding.rule == "qr-module"] == ["qr-module"] * small


@pytest.mark.parametrize(
    ("dark", "light", "bad"),
    [
        ("#0f2a2e", "#fff4dc", False),
        ("#fff4dc", "#0f2a2e", True),
        ("#999999", "#fff4dc", True),
        ("#000", "#fff", False),
    ],
)
def test_a_code_light_on_dark_or_faint_is_refused(artwork: Artwork, dark: str, light: str, *, bad: bool) -> None:
    findings = list(judge(with_code(artwork, dark=dark, light=light)))
    assert [(finding.rule, finding.severity) for finding in findings] == [("qr-inverted", "error")] * bad
    assert all(place_of(finding) == slot_place(artwork, "qr") for finding in findings)


@pytest.mark.parametrize(("stretch", "severity"), [(1.5, None), (1.51, "warning"), (2.0, "warning"), (2.01, "error")])
def test_a_drawing_far_from_the_proportions_is_a_warning_then_an_error(
    artwork: Artwork, stretch: float, severity: str | None
) -> None:
    far = replace(artwork, scene=replace(artwork.scene, stretch=stretch))
    findings = list(judge(far))
    assert [(finding.rule, finding.severity) for finding in findings] == ([("shape", severity)] if severity else [])
    assert all(place_of(finding) == "notice/square.svg:1" for finding in findings)


def test_slots_that_overlap_only_here_collide_if_both_are_filled(artwork: Artwork) -> None:
    over = replace(artwork, scene=replace(artwork.scene, collisions=(("headline", "support"),)))
    finding = only(over, "collision")
    assert finding.severity == "error"
    assert place_of(finding) == slot_place(artwork, "headline")
    alone = replace(over, placed=tuple(item for item in over.placed if item.slot.name != "support"))
    assert list(judge(alone)) == []


def test_ink_that_overlaps_other_ink_by_more_than_a_px_is_told_with_both_slots(artwork: Artwork) -> None:
    support, words = artwork.words["support"].ink, artwork.words["headline"]
    assert support is not None
    assert words.ink is not None
    apart = support.y0 - words.ink.y1
    assert apart > 0
    assert list(judge(with_words(artwork, ink=words.ink.moved(0, apart + 0.9)))) == []
    finding = only(with_words(artwork, ink=words.ink.moved(0, apart + 12)), "ink")
    assert finding.severity == "error"
    assert finding.fault.code == "ink-overlap"
    assert "'slot-support'" in finding.fault.message
    assert finding.fault.message.endswith(" 12 px")
    assert place_of(finding) == slot_place(artwork, "headline")


def test_words_in_the_quiet_zone_of_a_code_overlap_it(artwork: Artwork) -> None:
    assert artwork.code is not None
    address = artwork.words["address"].ink
    assert address is not None
    box = artwork.code.box
    over = box.moved(address.x1 - box.x0 - 9, 0)
    fault = only(with_code(artwork, box=over), "ink").fault
    assert fault.code == "ink-overlap"
    assert "'slot-qr'" in fault.message
    assert fault.message.endswith(" 9 px")


@pytest.mark.parametrize(("across", "found"), [(79.0, []), (83.0, ["ink"])])
def test_a_number_in_the_hole_of_a_ring_does_not_meet_it(artwork: Artwork, across: float, found: list[str]) -> None:
    """A box of 79 x 112 px, with a diagonal of 137 px, stands in a hole of 137 px; one of 83 x 112 px does not."""
    chart = PlacedChart(
        replace(artwork.words["support"].slot, name="chart"), Box(0, 0, 300, 300), Box(80, 80, 217, 217)
    )
    words = replace(artwork.words["headline"], ink=Box(148.5 - across / 2, 92.5, 148.5 + across / 2, 204.5))
    drawn = replace(artwork, placed=(chart, words))
    assert [finding.rule for finding in judge(drawn) if finding.rule == "ink"] == found


def test_slots_drawn_over_each_other_are_told_only_when_their_words_meet(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path, dirs_exist_ok=True)
    drawing = tmp_path / "templates" / "svg" / "notice" / "square.svg"
    text = drawing.read_text(encoding="utf-8")

    def rules(top: int) -> list[str]:
        moved = text.replace('<rect x="80" y="480" width="920"', f'<rect x="80" y="{top}" width="920"')
        drawing.write_text(moved, encoding="utf-8")
        return [finding.rule for finding in found_in(load_project(tmp_path / "kit.yaml"), ("tools x/square",))]

    assert rules(400) == []
    assert rules(100) == ["ink"]


def test_a_colour_without_a_role_is_a_warning_at_its_line(artwork: Artwork, draw: Callable[..., Drawing]) -> None:
    drawing = draw('\n<rect width="9" height="9" fill="#123456"/>')
    strange = replace(artwork, scene=replace(artwork.scene, drawing=drawing))
    finding = only(strange, "colour-role")
    assert (finding.severity, place_of(finding)) == ("warning", "plain/square.svg:2")
    assert "#123456" in finding.fault.message


# The words beside a picture -----------------------------------------------------------------------------------------


def composed(project: Project, glob: str) -> Artwork:
    return Composer(project).compose(plan(project, glob)[0])


def described(artwork: Artwork, **changes: str) -> Artwork:
    """Return the picture with other words beside it."""
    about = replace(artwork.picture.description, **changes)
    return replace(artwork, picture=replace(artwork.picture, description=about))


def test_a_picture_and_its_caption_lead_to_one_address(project: Project) -> None:
    artwork = composed(project, "tools x/square")
    assert list(judge(artwork, (), WORD_RULES)) == []
    elsewhere = with_code(artwork, address="https://www.change.org/other")
    address = replace(artwork.words["address"], text="change.org/other")
    others = tuple(item for item in artwork.placed if item.slot.name != "address")
    shown = replace(artwork, placed=(*others, address))
    silent = described(artwork, caption="Keep the tools on.")
    asked = replace(artwork.words["address"], text=f"Sign: {artwork.words['address'].text}")
    findings = list(judge(replace(artwork, placed=(*others, asked)), (), WORD_RULES))
    assert "link" not in {finding.rule for finding in findings}
    for broken, code in (
        (elsewhere, "qr-leads-elsewhere"),
        (shown, "address-on-picture-differs"),
        (silent, "caption-without-link"),
    ):
        findings = [finding for finding in judge(broken, (), WORD_RULES) if finding.rule == "link"]
        assert [finding.fault.code for finding in findings] == [code]
        assert place_of(findings[0]).startswith("kit.yaml:")


def test_a_figure_stands_with_its_source(project: Project) -> None:
    artwork = composed(project, "reports x/square")
    assert list(judge(artwork, (), WORD_RULES)) == []
    bare = tuple(item for item in artwork.placed if item.slot.name != "source")
    findings = list(judge(replace(artwork, placed=bare), (), WORD_RULES))
    assert [finding.rule for finding in findings] == ["source"]
    assert findings[0].fault.code == "figure-without-source"
    assert "'more than 82 million reports'" in findings[0].fault.message


# The table ---------------------------------------------------------------------------------------------------------


def test_every_rule_says_in_one_sentence_what_it_requires() -> None:
    assert set(RULES) == {
        "overflow", "tofu", "too-small", "safe-area", "keep-out", "widow", "qr-module", "qr-inverted", "shape",
        "collision", "colour-role", "ink", "caption", "alt-text", "link", "source", "stale", "voice", "palette",
        "language", "former-name", "contrast", "qr-quiet-zone", "bytes", "size", "format", "metadata", "manifest",
        "qr-scan", "face", "canvas", "hierarchy", "placeholder", "markup", "doubled-word", "double-space", "quotes",
        "shows", "licence", "hidden-slot", "enlarged", "photo-alt", "typed-number", "as-of", "part", "crop",
        "never-in-a-line", "engines-agree", "ask", "fold", "scan", "feed", "seam", "levels", "source-smallest",
        "headline-height", "headline-gap", "translation", "catalogue", "never-on-pictures", "apart", "never-emphasised",
        "language-voice", "sample", "address", "dates", "font", "doubles", "caption-length", "focus",
        "logo", "logo-cut", "page", "line-gap", "translated-facts", "word-gap", "letters",
        "straight-quotes", "translated-emphasis", "other-language", "partner-code", "partner-name",
    }  # fmt: skip
    assert all(rule.requires.endswith(".") for rule in RULES.values())


def test_a_rule_that_kit_yaml_turns_off_is_silent(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "templates", tmp_path / "templates")
    text = (GOLDEN / "kit.yaml").read_text(encoding="utf-8")
    (tmp_path / "kit.yaml").write_text(text, encoding="utf-8")
    project = load_project(tmp_path / "kit.yaml")
    assert {finding.rule for finding in found_in(project, ("*in_stream",))} == {"shape", "qr-module"}
    off = "\nchecks: [{off: shape, reason: the wide drawing is still being made}]\n"
    (tmp_path / "kit.yaml").write_text(text + off, encoding="utf-8")
    assert {f.rule for f in found_in(load_project(tmp_path / "kit.yaml"), ("*in_stream",))} == {"qr-module"}


def test_rules_judge_words_and_codes_of_every_picture_of_the_golden_project(project: Project) -> None:
    composer = Composer(project)
    artworks = [composer.compose(artboard) for artboard in plan(project)]
    assert {type(item) for found in artworks for item in found.placed} == {PlacedWords, PlacedCode}
    assert [str(f) for found in artworks for f in judge(found) if f.severity == "error"] == []


# Reading the codes of finished files -------------------------------------------------------------------------------


def picture_of(artwork: Artwork, path: Path) -> Image.Image:
    pixels = paint(artwork.tree)
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
    image.save(path)
    return image


def test_a_code_is_read_whole_recompressed_and_as_small_as_shown(artwork: Artwork, tmp_path: Path) -> None:
    picture_of(artwork, tmp_path / "a.png")
    assert list(scan_faults(tmp_path / "a.png", LINK, 375)) == []


def test_a_damaged_code_is_an_error_in_every_condition(artwork: Artwork, tmp_path: Path) -> None:
    image = picture_of(artwork, tmp_path / "a.png")
    assert artwork.code is not None
    box = artwork.code.box
    middle = Box(
        box.x0 + 0.3 * box.width, box.y0 + 0.3 * box.height, box.x1 - 0.2 * box.width, box.y1 - 0.2 * box.height
    )
    ImageDraw.Draw(image).rectangle(tuple(middle), fill="#0f2a2e")
    image.save(tmp_path / "a.png")
    faults = list(scan_faults(tmp_path / "a.png", LINK, 375))
    assert len(faults) == 3
    assert faults[0] == f"as it is its code reads nothing, not {LINK}"
    assert "at 375 px and q40" in faults[2]


def test_a_code_that_leads_elsewhere_is_an_error(artwork: Artwork, tmp_path: Path) -> None:
    picture_of(artwork, tmp_path / "a.png")
    faults = list(scan_faults(tmp_path / "a.png", "https://www.change.org/other", 375))
    assert len(faults) == 3
    assert f"reads ['{LINK}'], not https://www.change.org/other" in faults[0]


def test_a_code_where_none_should_be_is_an_error(artwork: Artwork, tmp_path: Path) -> None:
    picture_of(artwork, tmp_path / "a.png")
    faults = list(scan_faults(tmp_path / "a.png", None, 375))
    assert faults == [f"as it is its code reads ['{LINK}'], not nothing"]
    Image.new("RGB", (1080, 1080), "#0f2a2e").save(tmp_path / "b.png")
    assert list(scan_faults(tmp_path / "b.png", None, 375)) == []


def test_a_micro_code_which_no_camera_reads_is_not_read_as_well(artwork: Artwork, tmp_path: Path) -> None:
    """Readers see one now and then in the corner of a code."""
    image = picture_of(artwork, tmp_path / "a.png")
    micro = zxingcpp.create_barcode("7168", zxingcpp.BarcodeFormat.MicroQRCode).to_image(scale=8)
    image.paste(Image.fromarray(micro), (0, 0))
    assert {code.text for code in zxingcpp.read_barcodes(image)} == {LINK, "7168"}
    image.save(tmp_path / "a.png")
    assert list(scan_faults(tmp_path / "a.png", LINK, 375)) == []


def test_a_code_too_small_to_be_read_as_shown_is_found_only_there(artwork: Artwork, tmp_path: Path) -> None:
    slot = artwork.scene.slots["qr"]
    content = Code(LINK, "#0f2a2e", PALETTE["plate"], slot.mark)
    small, code = place_code(content, replace(slot, box=Box(900, 900, 990, 990)))
    assert code.module == 2
    placement = artwork.picture.placement
    tiny = replace(artwork, tree=tree_of((small,), placement.canvas, {**PALETTE, "ink": "#0f2a2e"}))
    picture_of(tiny, tmp_path / "a.png")
    messages = list(scan_faults(tmp_path / "a.png", LINK, 375))
    assert messages
    assert all(" as it is reads" not in message for message in messages)
