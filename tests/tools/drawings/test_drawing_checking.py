"""A drawing by itself: what is said of exports of editors, of what is missing or misnamed, and how it is shown."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from PIL import Image
from support.forked_calls import forked, run_kit

import kit
from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import worker_count
from kit.tools.drawings import CheckedDrawing, check_drawing, drawing_checking
from kit.tools.scaffold import new_layout
from kit.tools.scaffold.new_campaign import new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

EXPORTS, CONSTRUCTS = TESTS / "drawing" / "svg" / "exports", TESTS / "drawing" / "svg" / "constructs"
TEMPLATES = TESTS.parent / "templates" / "svg"
#: What is never looked at of a drawing by itself.
CAMPAIGN = "a campaign's words, themes and sizes of its own (kit check)"
LIVE = '<rect id="live" x="10" y="10" width="980" height="980" fill="none"/>'
GROUND = '<rect id="ground" data-pin="stretch" width="1000" height="1000" fill="#ffffff"/>'


def slot(name: str, y: int = 100) -> str:
    return (
        f'<g id="{name}" data-pin="stretch middle"><rect x="100" y="{y}" width="800" height="200" fill="none"/>'
        f'<text font-family="Source Sans 3" font-size="80" fill="#000000"><tspan x="100" y="{y + 80}">Words</tspan>'
        "</text></g>"
    )


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Path]:
    """Write a drawing of 1000 x 1000 px, a line for each part of it."""

    def write(*parts: str, name: str = "square.svg") -> Path:
        path = tmp_path / "lone" / name
        path.parent.mkdir(exist_ok=True)
        spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
        path.write_text("\n".join([f'<svg {spaces} viewBox="0 0 1000 1000">', *parts, "</svg>"]), encoding="utf-8")
        return path

    return write


def told(checked: CheckedDrawing) -> list[tuple[str, str]]:
    return [(finding.severity, finding.fault.code) for finding in checked.findings]


def words_of(checked: CheckedDrawing) -> str:
    return "\n".join(f"{finding.fault} " for finding in checked.findings)


# Exports of editors -------------------------------------------------------------------------------------------------


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("file", "errors", "named"),
    [
        (EXPORTS / "figma.svg", set(), "slot-qr"),
        (EXPORTS / "illustrator.svg", set(), ""),
        (EXPORTS / "inkscape.svg", set(), ""),
        (
            CONSTRUCTS / "figma" / "background-blur.svg",
            {"unpaintable-element", "drawing-without-live"},
            "a blurred background can't be painted",
        ),
        (CONSTRUCTS / "figma" / "drop-shadow.svg", {"drawing-without-live"}, "live"),
        (CONSTRUCTS / "affinity" / "blend-mode.svg", {"drawing-without-live"}, "live"),
        (CONSTRUCTS / "illustrator" / "preserved-editing.svg", {"xml-entities"}, "preserved-editing.svg:"),
        (CONSTRUCTS / "inkscape" / "mask.svg", {"drawing-without-live"}, "live"),
    ],
    ids=lambda value: value.stem if hasattr(value, "stem") else "",
)
def test_the_exports_of_editors_are_told_all_that_is_wrong_with_them(file: Path, errors: set[str], named: str) -> None:
    checked = forked(check_drawing, file)
    assert {code for severity, code in told(checked) if severity == "error"} == errors
    assert named in words_of(checked)
    assert all(finding.fault.remedy for finding in checked.findings)


@pytest.mark.ci
@pytest.mark.parametrize("layout", ["message", "lamp-header"])
def test_the_drawings_of_the_generator_are_told_nothing(layout: str) -> None:
    drawings = sorted((TEMPLATES / layout).glob("*.svg"))
    assert drawings
    for path in drawings:
        checked = forked(check_drawing, path)
        assert (words_of(checked), checked.not_looked_at) == ("", (CAMPAIGN,))


@pytest.mark.ci
def test_the_drawings_of_a_new_layout_are_told_nothing(tmp_path: Path) -> None:
    made = new_layout(new(tmp_path / "harbour"), "autumn")
    assert [words_of(forked(check_drawing, path)) for path in made.files if path.suffix == ".svg"] == [""] * 5


# What is missing ----------------------------------------------------------------------------------------------------


def test_a_drawing_without_live_and_slots_is_told_what_to_draw(drawn: Callable[..., Path]) -> None:
    checked = forked(check_drawing, drawn(GROUND))
    assert told(checked) == [("error", "drawing-without-live"), ("warning", "drawing-without-slots")]


@pytest.mark.parametrize(
    ("written", "meant", "code"),
    [
        ('<g id="Headline"><rect width="9" height="9"/></g>', "slot-headline", "nearly-slot"),
        ('<g id="title"><rect width="9" height="9"/></g>', "slot-headline", "nearly-slot"),
        ('<g id="g1" inkscape:label="slotheadline"><rect width="9" height="9"/></g>', "slot-headline", "nearly-slot"),
        ('<text id="Support" x="9" y="99">Words</text>', "slot-support", "nearly-slot"),
        ('<rect id="Safe_area" x="10" y="10" width="980" height="980"/>', "live", "nearly-live"),
    ],
)
def test_what_is_nearly_named_is_told_its_name(written: str, meant: str, code: str, drawn: Callable[..., Path]) -> None:
    others = [GROUND] if meant == "live" else [GROUND, LIVE]
    checked = forked(check_drawing, drawn(*others, written, slot("slot-note", 600)))
    [fault] = [finding.fault for finding in checked.findings if finding.fault.code == code]
    assert f"not recognised as '{meant}'" in fault.message
    assert fault.mark
    assert fault.mark.line == len(others) + 2


def test_of_several_rectangles_that_are_nearly_live_the_largest_is_told_its_name(drawn: Callable[..., Path]) -> None:
    small, large = '<rect id="Area" width="9" height="9"/>', '<rect id="Safe" width="900" height="900"/>'
    found = [
        finding.fault for finding in forked(check_drawing, drawn(GROUND, small, large, slot("slot-note"))).findings
    ]
    assert [fault.message for fault in found if fault.code == "nearly-live"] == [
        "the rectangle 'Safe' is not recognised as 'live'"
    ]
    assert "drawing-without-live" not in {fault.code for fault in found}


@pytest.mark.parametrize("name", ["ground", "photo", "Beam of light", "beam-headline", "slot-headline again"])
def test_other_names_are_left_alone(name: str, drawn: Callable[..., Path]) -> None:
    path = drawn(GROUND, LIVE, slot("slot-headline"), f'<g id="{name}"><circle r="9"/></g>')
    assert "nearly-slot" not in {finding.fault.code for finding in forked(check_drawing, path).findings}


def test_all_faults_are_told_at_once_by_the_names_that_editors_show(drawn: Callable[..., Path]) -> None:
    path = drawn(
        GROUND,
        '<rect id="r7" inkscape:label="Soft glow" width="9" height="9" style="mix-blend-mode: plus-lighter"/>',
        '<g id="g8" inkscape:label="slot-headlin"><rect width="90" height="9"/></g>',
        '<text id="t9" inkscape:label="Small print" x="9" y="9">Words</text>',
    )
    checked = forked(check_drawing, path)
    assert {"unpaintable-property", "unknown-slot", "unpaintable-element", "drawing-without-live"} <= {
        code for _, code in told(checked)
    }
    assert all(
        name in words_of(checked) for name in ("'Soft glow'", "'slot-headlin'", "'Small print'", "slot-headline'?")
    )


def test_a_layout_beside_it_counts(drawn: Callable[..., Path]) -> None:
    path = drawn(GROUND, LIVE, slot("slot-note"))
    path.with_name("layout.yaml").write_text("title: One\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
    assert told(forked(check_drawing, path)) == [
        ("error", "required-slot-missing"),
        ("warning", "slot-not-listed"),
    ]
    elsewhere = path.parents[1] / "copy" / "draft.svg"
    elsewhere.parent.mkdir()
    shutil.copy(path, elsewhere)
    assert ("error", "required-slot-missing") in told(forked(check_drawing, elsewhere, lies_at=path))
    assert ("error", "required-slot-missing") not in told(forked(check_drawing, elsewhere))


@pytest.mark.parametrize(
    ("anchor", "align", "codes"),
    [
        ('text-anchor="middle"', "left top", ["words-aligned-otherwise"]),
        ('text-anchor="middle"', "center top", []),
        ('text-anchor="end"', "right bottom", []),
        ('text-anchor="start"', "right top", ["words-aligned-otherwise"]),
        ('direction="rtl"', "right top", []),
        ('direction="rtl" text-anchor="end"', "right top", ["words-aligned-otherwise"]),
        ('style="direction:rtl;text-anchor:middle"', "center top", []),
    ],
)
def test_words_that_are_drawn_at_another_side_than_they_will_stand_are_told(
    anchor: str, align: str, codes: list[str], drawn: Callable[..., Path]
) -> None:
    path = drawn(GROUND, LIVE, slot("slot-headline").replace("<text ", f"<text {anchor} "))
    layout = f"title: One\nslots:\n  headline: {{align: {align}}}\n"
    path.with_name("layout.yaml").write_text(layout, encoding="utf-8")
    assert [code for _, code in told(forked(check_drawing, path)) if code == "words-aligned-otherwise"] == codes


def test_a_ground_that_leaves_pictures_bare_and_a_slot_outside_live_are_warnings(drawn: Callable[..., Path]) -> None:
    bare = '<rect id="ground" width="1000" height="1000" fill="#ffffff"/>'
    live = '<rect id="live" x="10" y="10" width="980" height="250" fill="none"/>'
    checked = forked(check_drawing, drawn(bare, live, slot("slot-headline")))
    assert {("warning", "canvas-bare"), ("warning", "slot-outside-live")} <= set(told(checked))


@pytest.mark.parametrize(
    ("ground", "photo", "codes"),
    [
        ("#ffffff", "", []),
        ("#123456", "", ["line-too-faint"]),
        ("#123456", '<g id="slot-photo"><rect x="40" y="40" width="920" height="920"/></g>', []),
    ],
    ids=["clear", "faint", "over-a-photo"],
)
def test_words_that_nobody_can_read_are_an_error_as_in_a_build(
    ground: str, photo: str, codes: list[str], drawn: Callable[..., Path]
) -> None:
    painted = GROUND.replace("#ffffff", ground)
    words = slot("slot-headline").replace("#000000", "#17334f")
    checked = forked(check_drawing, drawn(painted, LIVE, photo, words))
    assert [code for severity, code in told(checked) if severity == "error"] == codes


# How it is shown ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "found"), [("{}", {"ground-removed"}), ("{required: yes}", set())])
def test_a_ground_that_is_removed_with_an_empty_photo_makes_no_word_faint(
    rule: str, found: set[str], drawn: Callable[..., Path]
) -> None:
    dark = GROUND.replace("#ffffff", "#0b1020")
    photo = '<g id="slot-photo"><rect x="0" y="600" width="1000" height="400"/></g>'
    path = drawn(LIVE, f'<g id="ground-layer">{dark}{photo}</g>', slot("slot-headline").replace("#000000", "#ffffff"))
    text = f"title: A photo below words\nslots:\n  headline: {{required: yes}}\n  photo: {rule}\n"
    (path.parent / "layout.yaml").write_text(text, encoding="utf-8")
    findings = forked(check_drawing, path).findings
    assert {one.fault.code for one in findings if one.rule in {"canvas", "contrast"}} == found


def colours_along(image: Image.Image, x: int, rows: Sequence[int]) -> set[tuple[int, ...]]:
    return {tuple(image.getpixel((x, y))[:3]) for y in rows}  # type: ignore[index]


def test_the_picture_shows_the_boxes_of_slots_and_of_live(drawn: Callable[..., Path], tmp_path: Path) -> None:
    checked = forked(check_drawing, drawn(GROUND, LIVE, slot("slot-headline")))
    checked.save(tmp_path / "shown.png")
    image = Image.open(BytesIO((tmp_path / "shown.png").read_bytes())).convert("RGB")
    assert image.size == (1080, 1080)
    assert any(red < 60 and blue > 200 for red, _, blue in colours_along(image, 300, range(104, 113)))
    assert any(red > 130 > green for red, green, _ in colours_along(image, 11, range(40, 1000)))


def test_a_drawing_that_is_refused_is_shown_with_what_is_wrong(tmp_path: Path) -> None:
    checked = forked(check_drawing, CONSTRUCTS / "figma" / "drop-shadow.svg")
    checked.save(tmp_path / "shown.png")
    with Image.open(tmp_path / "shown.png") as image:
        assert image.size == (1200, 1200)
        assert len(image.convert("RGB").getcolors(2**24) or ()) > 20


@pytest.mark.parametrize("content", ["", "<html/>", "<svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', "\x89PNG"])
def test_a_file_that_is_no_drawing_is_told_so_and_has_no_picture(content: str, tmp_path: Path) -> None:
    path = tmp_path / "lone.svg"
    path.write_text(content, encoding="utf-8")
    checked = forked(check_drawing, path)
    assert [severity for severity, _ in told(checked)] == ["error"]
    assert not checked.has_picture
    with pytest.raises(kit.OutputError):
        checked.save(tmp_path / "shown.png")
    assert [found.name for found in tmp_path.iterdir()] == ["lone.svg"]


# The command --------------------------------------------------------------------------------------------------------
def test_the_command_prints_what_is_found_and_writes_the_picture_beside(drawn: Callable[..., Path]) -> None:
    path = drawn(GROUND, slot("slot-headline"))
    ran = run_kit("check-drawing", path.name, cwd=path.parent)
    assert ran.returncode == 1
    assert "the drawing has no 'live'" in ran.stderr
    assert ran.stdout.splitlines()[-1] == "open square.check.png"
    assert path.with_name("square.check.png").is_file()


def test_a_picture_that_stays_behind_is_not_taken_for_a_drawing(drawn: Callable[..., Path]) -> None:
    path = drawn(GROUND, LIVE, slot("slot-headline"), name="wide.svg")
    path.with_name("layout.yaml").write_text("title: One\nslots: {headline: {required: yes}}\n", encoding="utf-8")
    path.with_name("tall.check.png").write_bytes(b"shown")
    assert told(forked(check_drawing, path)) == []
    path.with_name("tall.png").write_bytes(b"drawn")
    assert told(forked(check_drawing, path)) == [("error", "drawing-of-another-form")]


def test_the_command_writes_json_and_github_and_no_picture_where_it_is_told_so(drawn: Callable[..., Path]) -> None:
    path = drawn(GROUND, LIVE, slot("slot-headline"))
    ran = run_kit("check-drawing", path, path, "--no-picture", "--format", "json", cwd=path.parent)
    assert (ran.returncode, json.loads(ran.stdout)["findings"]) == (0, [])
    broken = drawn(GROUND, name="wide.svg")
    ran = run_kit("check-drawing", broken, "--no-picture", "--format", "github", cwd=path.parent.parent)
    assert (ran.returncode, ran.stdout.startswith("::error file=lone/wide.svg,line=1")) == (1, True)
    assert {found.suffix for found in path.parent.iterdir()} == {".svg"}


@contextmanager
def busy_processors() -> Iterator[None]:
    """Keep each processor busy with two loops, which end with the context, or with this process."""
    code = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
    with ExitStack() as stack:
        for _ in range(2 * worker_count(None)):
            loop = stack.enter_context(subprocess.Popen([sys.executable, "-c", code]))
            stack.callback(loop.kill)
        yield


@pytest.mark.few(1)
@pytest.mark.ci
@pytest.mark.parametrize(
    "drawing", ["poster/tall.svg", "poster/story.svg", "held-sheet/story.svg", "ampersand/screen.svg"]
)
def test_a_busy_computer_refuses_none_of_the_largest_shipped_drawings(drawing: str) -> None:
    with busy_processors():
        checked = check_drawing(TEMPLATES / drawing)
    assert not [code for severity, code in told(checked) if severity == "error"], words_of(checked)
    assert checked.has_picture


def checked_after_a_stop(task: drawing_checking._Task) -> CheckedDrawing | kit.KitError:
    """Check a drawing after this process was stopped for some seconds; a process beside it continues it."""
    code = f"import os, signal, time; time.sleep(5); os.kill({os.getpid()}, signal.SIGCONT)"
    with subprocess.Popen([sys.executable, "-c", code]):
        os.kill(os.getpid(), signal.SIGSTOP)
    return _CHECK(task)


_CHECK = drawing_checking._check  # noqa: SLF001  (what happens in the worker)


@pytest.mark.ci
@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals that stop a process")
def test_the_time_for_which_the_processor_does_other_things_is_not_counted(
    drawn: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing_checking, "_check", checked_after_a_stop)
    for name in ("_LIMITS", "_UNPAINTED"):
        monkeypatch.setattr(drawing_checking, name, Limits(4, hung=300))
    checked = check_drawing(drawn(LIVE, GROUND, slot("slot-headline")))
    assert "picture-too-slow" not in words_of(checked) + f"{told(checked)}"
    assert checked.has_picture


@pytest.mark.ci
def test_a_drawing_that_takes_too_much_processor_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_LIMITS", "_UNPAINTED"):
        monkeypatch.setattr(drawing_checking, name, Limits(0.1))
    checked = check_drawing(TEMPLATES / "poster/tall.svg")
    assert told(checked) == [("error", "picture-too-slow")]
    assert "reading it took over 0.1 s of processor time" in words_of(checked)
    assert not checked.has_picture
