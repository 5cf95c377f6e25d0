"""Pages to print: what poppler and a reader of PDFs see in them, and what a build makes of a placement with a sheet."""

from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from support.campaigns import DOCUMENTS, SPEC, make_project
from support.commands import assert_whole, contents
from support.forked_calls import forked
from support.pictures import tree_of

from kit.base.errors import SpecError
from kit.base.geometry import Point, Size
from kit.model.asset import Description, PrintPage
from kit.model.placement import Placement, SafeArea, Sheet
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.raster.painter import paint_pdf
from kit.project import load_project
from kit.publish.gallery.contact_sheet import write_contact_sheets
from kit.run.pipeline.building import build
from kit.run.pipeline.judging.checking_built import check_built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.project import Project
    from kit.run.pipeline.build_result import BuildResult

ALT = "Text: Schützt Kinder zuerst – “now”. 子供 first."
A4 = PrintPage((210, 297), 3, dt.datetime(2020, 12, 1, tzinfo=dt.UTC))
ABOUT = Description(
    title="Plakat für alle",
    caption="Zum Aufhängen.",
    alt="Text: Schützt Kinder zuerst.",
    alt_long=ALT,
    creator="Die Mitwirkenden",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    language="de",
)
A5 = replace(A4, trim=(148, 210))
SIZES = {A4.trim: (2551, 3579), A5.trim: (1819, 2551)}
BACKGROUND = (15, 42, 46)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">{2}</svg>'
#: One of everything that a resolved picture may hold; the background reaches far beyond the canvas.
SHAPES = """
<rect x="-900" y="-900" width="9000" height="9000" fill="#0f2a2e"/>
<defs>
  <linearGradient id="fall" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2="900">
    <stop offset="0" stop-color="#f5a83c"/><stop offset="1" stop-color="#f5a83c" stop-opacity="0"/>
  </linearGradient>
  <radialGradient id="glow"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#f5a83c"/></radialGradient>
  <clipPath id="bleed"><path d="M300 300h900v900h-900z"/></clipPath>
</defs>
<rect x="200" y="200" width="900" height="900" fill="url(#fall)"/>
<circle cx="900" cy="1600" r="400" fill="url(#glow)" clip-path="url(#bleed)"/>
<g opacity="0.5"><path d="M300 300h600v600z" fill="#000"/><path d="M400 300h600v600z" fill="#808080"/></g>
<path d="M200 1400h1400" fill="none" stroke="#fff" stroke-width="12" stroke-dasharray="40 20"/>
"""
#: The crop marks of an A5 page, whose media are 168 x 230 mm and whose bleed begins 7 mm from the edge, in mm.
MARKS = [(x, y, x + 5, y) for x in (1, 162) for y in (10, 220)] + [
    (x, y, x, y + 5) for x in (10, 158) for y in (1, 224)
]
#: Pixels a mm at the resolutions that pages are painted at: whole numbers, so that edges lie between pixels.
FINE, COARSE = 10, 4
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1515" viewBox="0 0 1080 1515">
  <rect x="0" y="0" width="1080" height="1515" id="wall" data-pin="stretch stretch" fill="#0f2a2e"/>
  <rect x="0" y="1100" width="1080" height="900" id="floor" data-pin="stretch bottom" fill="#f5a83c"/>
  <g id="slot-headline"><rect x="80" y="80" width="900" height="400" fill="none"/>
    <text fill="#fff4dc" font-family="Source Serif 4" font-size="120"><tspan x="80" y="180">Words</tspan></text></g>
  <g id="slot-qr" data-pin="center bottom"><rect x="340" y="580" width="400" height="400" fill="#fff4de"/></g>
  <rect x="60" y="60" width="960" height="1395" id="live" fill="none"/>
</svg>
"""
MESSAGE = """\
  sheet:
    images: [{layout: sheet, on: [print]}]
    link: petition
    copy: {headline: Für **jedes** Kind.}
    caption: {short: Print it., long: Print it and hang it up.}
    shows: A dark wall and a bright floor.
"""


def make_pdf(page: PrintPage, shapes: str = SHAPES, about: Description = ABOUT) -> bytes:
    return on_paper(SVG.format(*SIZES[page.trim], shapes), page, about)


def on_paper(svg: str, page: PrintPage, about: Description) -> bytes:
    """Return a picture as a worker makes a page of it."""
    tree = tree_of(svg)
    return encode_pdf(paint_pdf(tree, *on_sheet(tree.size, page)), page, about)


def poppler(tool: str, *arguments: str | Path, pdf: bytes) -> bytes:
    """Return what a tool of poppler says of a PDF."""
    out = ["-"] if tool == "pdftotext" else []
    ran = subprocess.run([tool, *arguments, "-", *out], input=pdf, capture_output=True, check=True)
    assert ran.stderr == b""
    return ran.stdout


def stated(pdf: bytes, *options: str) -> dict[str, str]:
    """Return what `pdfinfo` tells, by its labels."""
    lines = poppler("pdfinfo", *options, pdf=pdf).decode().splitlines()
    return {label: value.strip() for label, _, value in (line.partition(":") for line in lines)}


def painted(pdf: bytes, scale: int) -> Image.Image:
    """Return a page as poppler paints it, at some pixels a mm; it adds one for what rounding leaves of a point."""
    picture = Image.open(BytesIO(poppler("pdftoppm", "-r", f"{scale * 25.4}", "-png", pdf=pdf)))
    width, height = (length // scale * scale for length in picture.size)
    return picture.convert("RGB").crop((0, 0, width, height))


def box(*millimetres: float, scale: int = FINE, around: int = 0) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(length * scale) for length in millimetres)
    return left - around, top - around, right + around, bottom + around


@pytest.mark.parametrize("page", [A4, A5], ids=["a4", "a5"])
def test_boxes_lie_bleed_and_slug_around_the_trim(page: PrintPage) -> None:
    said = stated(make_pdf(page), "-box")
    margins = {"MediaBox": 10, "CropBox": 10, "BleedBox": 3, "TrimBox": 0}
    assert said.keys() >= margins.keys()
    for name, margin in margins.items():
        ends = (10 - margin, 10 - margin, 10 + page.trim[0] + margin, 10 + page.trim[1] + margin)
        points = [end / 25.4 * 72 for end in ends]
        assert [float(end) for end in said[name].split()] == pytest.approx(points, abs=0.05), name


def test_only_crop_marks_stand_outside_the_bleed() -> None:
    sheet = painted(make_pdf(A5), FINE).convert("L")
    assert sheet.size == (1680, 2300)
    for mark in MARKS:
        line = sheet.crop(box(*mark, around=2)).reduce((5, 1) if mark[0] == mark[2] else (1, 5))
        length = line.crop((0, 2, 1, line.height - 2) if mark[0] == mark[2] else (2, 0, line.width - 2, 1))
        assert max(length.tobytes()) < 230, f"the mark at {mark} has a gap"
        sheet.paste(255, box(*mark, around=2))
    sheet.paste(255, box(7, 7, 161, 223, around=1))
    assert sheet.getextrema() == (255, 255)


@pytest.mark.parametrize("off", [-1, 0, 1])
@pytest.mark.parametrize("page", [A4, A5], ids=["a4", "a5"])
def test_a_picture_covers_the_bleed_though_its_sides_are_to_each_other_a_little_otherwise(
    page: PrintPage, off: int
) -> None:
    width, height = SIZES[page.trim][0], SIZES[page.trim][1] + off
    _, placed = on_sheet(Size(width, height), page)
    first, last = placed.apply(Point(0, 0)), placed.apply(Point(width, height))
    begin, right, bottom = ((length - 3) / 25.4 * 72 for length in (10, 16 + page.trim[0], 16 + page.trim[1]))
    assert max(first) <= begin + 1e-6
    assert min(last.x - right, last.y - bottom) >= -1e-6


@pytest.mark.ci
@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("page", [A4, A5], ids=["a4", "a5"])
def test_the_picture_fills_the_bleed_to_its_edges(page: PrintPage, off: int) -> None:
    """A canvas is as large as the bleed only to within a pixel; what of it is missing would be seen as white."""
    width, height = SIZES[page.trim][0], SIZES[page.trim][1] + off
    background = SVG.format(width, height, f'<rect width="{width}" height="{height}" fill="#0f2a2e"/>')
    sheet = painted(on_paper(background, page, ABOUT), FINE)
    bleed = sheet.crop(box(7, 7, 13 + page.trim[0], 13 + page.trim[1]))
    assert [low for low, _ in bleed.getextrema()] == list(BACKGROUND)  # type: ignore[misc]
    assert max(high - low for low, high in bleed.getextrema()) <= 2  # type: ignore[misc]


def test_a_page_says_its_title_author_and_dates() -> None:
    said = stated(make_pdf(A4), "-rawdates")
    assert (said["Title"], said["Author"]) == ("Plakat für alle", "Die Mitwirkenden")
    assert said["CreationDate"] == said["ModDate"] == "D:20201201000000Z"
    assert said["Pages"] == "1"


def test_dates_are_written_in_utc() -> None:
    there = dt.datetime(2021, 1, 1, 1, 30, 15, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert stated(make_pdf(replace(A4, date=there)), "-rawdates")["CreationDate"] == "D:20201231233015Z"


def test_a_page_is_tagged_as_one_figure() -> None:
    pdf = make_pdf(A4)
    assert stated(pdf)["Tagged"] == "yes"
    assert poppler("pdfinfo", "-struct", pdf=pdf).decode().split()[:2] == ["Document", "Figure:"]


def test_a_page_tells_readers_its_language_and_what_stands_on_it() -> None:
    with pikepdf.open(BytesIO(make_pdf(A4))) as pdf:
        figure = pdf.Root.StructTreeRoot.K[0].K[0]
        assert str(pdf.Root.Lang) == "de"
        assert str(figure.Alt) == ALT
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].objgen == figure.objgen
        assert figure.Pg.objgen == pdf.pages[0].obj.objgen


def test_all_that_is_painted_is_the_figure_or_a_crop_mark() -> None:
    opened: list[str] = []
    paints: list[tuple[str, ...]] = []
    with pikepdf.open(BytesIO(make_pdf(A4))) as pdf:
        for step in pikepdf.parse_content_stream(pdf.pages[0]):
            operator = str(step.operator)
            if operator == "BDC":
                opened.append(str(step.operands[0]))
                assert opened[-1] != "/Figure" or step.operands[1].MCID == 0
            elif operator == "EMC":
                opened.pop()
            elif operator in {"f", "f*", "S", "sh", "Do"}:
                paints.append(tuple(opened))
    assert opened == []
    assert set(paints) == {("/Figure",), ("/Artifact",)}
    assert paints.count(("/Artifact",)) == 1


def test_words_are_outlines_and_nothing_is_an_image() -> None:
    pdf = make_pdf(A4)
    assert len(poppler("pdfimages", "-list", pdf=pdf).splitlines()) == 2, "the head of the table and nothing else"
    assert len(poppler("pdffonts", pdf=pdf).splitlines()) == 2
    assert poppler("pdftotext", pdf=pdf).strip() == b""
    assert {operator for operator, _ in steps(pdf)} & {"BT", "Tj", "TJ", "'", '"', "INLINE IMAGE"} == set()


def test_every_colour_is_rgb() -> None:
    """The grey of a soft mask says how much shows, and is no colour."""
    pdf = make_pdf(A4)
    used = list(steps(pdf))
    assert {operator for operator, _ in used} & {"g", "G", "k", "K"} == set()
    assert {operands[0] for operator, operands in used if operator in {"cs", "CS"}} <= {"/Pattern"}
    spaces = set(re.findall(rb"/ColorSpace +(/\w+|\[.*?\])", uncompressed(pdf)))
    assert b"/DeviceRGB" in spaces
    assert spaces <= {b"/DeviceRGB", b"/DeviceGray"}


def steps(pdf: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield every operator of a page and of the forms that it is made of, with what it works on."""
    with pikepdf.open(BytesIO(pdf)) as file:
        forms = [item for item in file.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form"]
        for holder in (file.pages[0].obj, *forms):
            for step in pikepdf.parse_content_stream(holder):
                yield str(step.operator), [str(operand) for operand in step.operands]


def uncompressed(pdf: bytes) -> bytes:
    result = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        streams = pikepdf.StreamDecodeLevel.generalized
        file.save(result, compress_streams=False, stream_decode_level=streams, qdf=True)
    return result.getvalue()


def test_the_same_page_makes_the_same_bytes_in_every_process_and_time_zone() -> None:
    data = make_pdf(A4)
    assert make_pdf(A4) == data
    command = (
        "import datetime, sys; from kit.paint.encode.pdf import encode_pdf, on_sheet; "
        "from kit.paint.raster.painter import paint_pdf; "
        f"from kit.model.asset import Description, PrintPage; "
        f"import pickle; page = {A4}; tree = pickle.load(sys.stdin.buffer); "
        f"sys.stdout.buffer.write(encode_pdf(paint_pdf(tree, *on_sheet(tree.size, page)), page, {ABOUT}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", command],
        input=pickle.dumps(tree_of(SVG.format(*SIZES[A4.trim], SHAPES))),
        env={**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert run.stdout == data


@pytest.mark.parametrize("change", [{"alt": "Text: Other."}, {"title": "Other"}, {"language": "en"}])
def test_other_words_make_other_bytes_and_another_id(change: dict[str, str]) -> None:
    other = replace(ABOUT, **change)
    with pikepdf.open(BytesIO(make_pdf(A4))) as one, pikepdf.open(BytesIO(make_pdf(A4, about=other))) as two:
        assert bytes(one.trailer.ID[0]) != bytes(two.trailer.ID[0])


def test_a_page_says_in_xmp_what_its_preview_says(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(make_pdf(A4))
    run = subprocess.run(["exiftool", "-json", "-XMP:all", tmp_path / "one.pdf"], capture_output=True, check=True)
    [found] = json.loads(run.stdout)
    assert (found["Title"], found["Description"], found["Creator"]) == (ABOUT.title, ABOUT.caption, ABOUT.creator)
    assert (found["AltTextAccessibility"], found["ExtDescrAccessibility"]) == (ABOUT.alt, ALT)
    assert (found["Language"], found["WebStatement"]) == ("de", ABOUT.licence_url)


# Building


def printed(name: str, sheet: Sheet) -> Placement:
    safe = SafeArea(top=94, right=94, bottom=94, left=94)
    size = SIZES[sheet.trim]
    return Placement(id=f"print/{name}", role="print", size=size, formats=("png",), sources={}, safe=safe, sheet=sheet)


POSTER = printed("poster", Sheet(trim=(210, 297), bleed=3, safe=5))
FLYER = printed("flyer", Sheet(trim=(148, 210), bleed=3, safe=5))


def print_project(root: Path, *placements: Placement) -> Project:
    """Write a project with one message to print and return it with placements of its own."""
    if not root.exists():
        spec = SPEC.replace("platforms: [telegram/landscape, telegram/square]", "platforms: all")
        make_project(root, spec.partition("messages:\n")[0] + "messages:\n" + MESSAGE)
        layout = root / "templates" / "svg" / "sheet"
        layout.mkdir(parents=True)
        slots = "title: Sheet\nslots:\n  headline: {required: yes}\n  qr: {required: yes}\n"
        (layout / "layout.yaml").write_text(slots, encoding="utf-8")
        (layout / "tall.svg").write_text(DRAWING, encoding="utf-8")
    project = load_project(root / "kit.yaml")
    return replace(project, placements={placement.id: placement for placement in placements or (POSTER, FLYER)})


def make(project: Project) -> BuildResult:
    return forked(build, project, project.root / "dist", jobs=1)


class Built(NamedTuple):
    project: Project
    result: BuildResult

    def pdf(self, name: str) -> bytes:
        (path,) = self.result.folder.glob(f"en/print/sheet-{name}-*.pdf")
        return path.read_bytes()

    def preview(self, name: str) -> Image.Image:
        (path,) = self.result.folder.glob(f"en/print/sheet-{name}-*.png")
        with Image.open(path) as picture:
            return picture.convert("RGB")


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        project = print_project(tmp_path_factory.mktemp("printed") / "project")
        return Built(project, make(project))


def test_a_placement_with_a_sheet_becomes_a_pdf_and_a_preview_that_share_their_words(kit: Built) -> None:
    pictures = ("en/print/sheet-poster-2551x3579", "en/print/sheet-flyer-1819x2551")
    files = {f"{picture}{end}" for picture in pictures for end in (".pdf", ".png", ".caption.txt", ".alt.txt")}
    assert {name for name in contents(kit.result.folder) if not name.startswith("thumbnails/")} == files | DOCUMENTS
    assert len([name for name in contents(kit.result.folder) if name.startswith("thumbnails/")]) == len(pictures)
    assert kit.result.published
    assert_whole(kit.result.folder)


def test_the_manifest_lists_both_alike_but_for_what_they_are(kit: Built) -> None:
    assets = json.loads((kit.result.folder / "manifest.json").read_text(encoding="utf-8"))["assets"]
    own = ("path", "sha256", "pixels_sha256", "bytes", "media_type")
    assert [asset["media_type"] for asset in assets] == ["application/pdf", "image/png"] * 2
    for page, preview in zip(assets[::2], assets[1::2], strict=True):
        assert {key: page[key] for key in page if key not in own} == {
            key: preview[key] for key in preview if key not in own
        }
        data = (kit.result.folder / page["path"]).read_bytes()
        assert (page["bytes"], page["sha256"]) == (len(data), sha256(data).hexdigest())
        assert page["pixels_sha256"] is None
        assert preview["pixels_sha256"] is not None
        assert page["path"].removesuffix(".pdf") == preview["path"].removesuffix(".png")


@pytest.mark.parametrize("name", ["poster", "flyer"])
def test_the_trimmed_page_looks_like_its_preview(kit: Built, name: str) -> None:
    page = painted(kit.pdf(name), FINE)
    bleed = page.crop(box(7, 7, page.width / FINE - 7, page.height / FINE - 7))
    preview = kit.preview(name).resize(bleed.size, Image.Resampling.BOX)
    trimmed = box(3, 3, bleed.width / FINE - 3, bleed.height / FINE - 3)
    difference = ImageChops.difference(bleed.crop(trimmed).reduce(FINE), preview.crop(trimmed).reduce(FINE))
    assert max(ImageStat.Stat(difference).mean) < 1
    assert max(difference.tobytes()) < 30


@pytest.mark.parametrize("name", ["poster", "flyer"])
def test_the_code_on_a_page_can_be_read(kit: Built, name: str) -> None:
    found = zxingcpp.read_barcodes(painted(kit.pdf(name), COARSE), try_invert=False)
    assert [code.text for code in found] == ["https://www.change.org/childsafetyfirst"]


def test_a_page_is_named_after_the_kit_and_its_headline_and_says_all_of_its_words(kit: Built) -> None:
    said = stated(kit.pdf("poster"), "-rawdates")
    assert (said["Title"], said["Author"]) == ("Tiny: Für jedes Kind.", "The contributors")
    assert said["CreationDate"] == "D:20201201000000Z"
    with pikepdf.open(BytesIO(kit.pdf("poster"))) as pdf:
        alt = {asset.alt_long for asset in kit.result.assets}
        assert {str(pdf.Root.StructTreeRoot.K[0].K[0].Alt)} == alt
        assert str(pdf.Root.Lang) == "en"
    assert "Für jedes Kind." in alt.pop()


def test_the_words_of_a_real_page_are_outlines(kit: Built) -> None:
    for name in ("poster", "flyer"):
        assert len(poppler("pdffonts", pdf=kit.pdf(name)).splitlines()) == 2
        assert len(poppler("pdfimages", "-list", pdf=kit.pdf(name)).splitlines()) == 2


@pytest.mark.ci
def test_the_scan_of_a_built_kit_asks_for_the_preview_only(kit: Built) -> None:
    assert forked(check_built, kit.project, kit.result.folder) == []


@pytest.mark.ci
def test_a_page_that_lacks_a_colour_of_its_picture_is_found(kit: Built) -> None:
    (path,) = kit.result.folder.glob("en/print/sheet-flyer-*.pdf")
    sound = path.read_bytes()
    path.write_bytes(make_pdf(A5, SHAPES.splitlines()[1]))
    findings = forked(check_built, kit.project, kit.result.folder)
    path.write_bytes(b"%PDF-1.7\n")
    broken = forked(check_built, kit.project, kit.result.folder)
    path.write_bytes(sound)
    assert [finding.severity for finding in findings if finding.fault.code == "page-differs"] == ["error"]
    assert "page" not in {finding.rule for finding in broken}
    assert "file-unreadable" in {finding.fault.code for finding in broken}


def test_a_contact_sheet_shows_the_preview_only(kit: Built, tmp_path: Path) -> None:
    font = kit.project.font(kit.project.campaign.families["source-sans"].faces[0].file)
    (all_,) = write_contact_sheets(kit.result.folder, kit.result.assets, tmp_path / "all", [font])
    previews = [asset for asset in kit.result.assets if asset.path.endswith(".png")]
    (shown,) = write_contact_sheets(kit.result.folder, previews, tmp_path / "previews", [font])
    assert all_.read_bytes() == shown.read_bytes()


@pytest.mark.ci
@pytest.mark.usefixtures("kept")
def test_pages_come_from_the_cache_until_their_words_change(tmp_path: Path) -> None:
    project = print_project(tmp_path / "project", FLYER)
    first = contents(make(project).folder)
    again = make(project)
    assert (again.painted, again.seconds.get("encode", 0)) == (0, 0)
    assert contents(again.folder) == first
    spec = tmp_path / "project" / "kit.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("A dark wall", "A high wall"), encoding="utf-8")
    changed = make(print_project(tmp_path / "project", FLYER))
    assert changed.painted == 0
    names = {name for name, data in contents(changed.folder).items() if data != first[name]}
    page = "en/print/sheet-flyer-1819x2551"
    documents = {"index.html", "captions.csv", "manifest.json", "SHA256SUMS"}
    assert names == {f"{page}.pdf", f"{page}.png", f"{page}.alt.txt"} | documents


def test_a_preview_over_its_limit_costs_its_page_too(tmp_path: Path) -> None:
    result = make(print_project(tmp_path / "project", replace(FLYER, max_bytes=1000)))
    assert [failure.where for failure in result.failures] == ["sheet print/flyer"]
    assert "no file under 1,000 bytes" in str(result.failures[0].faults[0])
    assert list(result.folder.rglob("*.p*")) == []


# The date


@pytest.mark.ci
def test_the_date_of_pages_is_that_of_source_date_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = print_project(tmp_path / "project", FLYER)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = Built(project, make(project))
    pdf, preview = before.pdf("flyer"), before.preview("flyer")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    after = Built(project, make(project))
    assert stated(pdf, "-rawdates")["ModDate"] == "D:20201201000000Z"
    assert stated(after.pdf("flyer"), "-rawdates")["ModDate"] == "D:20231114221320Z"
    assert after.preview("flyer").tobytes() == preview.tobytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert Built(project, make(project)).pdf("flyer") == pdf


@pytest.mark.parametrize("written", ["yesterday", "1.5", "-1", "253402300800", "9" * 30, "١٢", " 7"])
def test_a_date_that_is_no_count_of_seconds_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", written)
    project = print_project(tmp_path / "project", FLYER)
    with pytest.raises(SpecError, match="the variable SOURCE_DATE_EPOCH is not a number of seconds"):
        make(project)
    assert not (tmp_path / "project" / "dist").exists()
