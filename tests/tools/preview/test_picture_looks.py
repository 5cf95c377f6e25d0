"""What is looked at again: a picture when something that decides its looks has changed, and no other."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.previewed_project import EVERY, ONE_SQUARE, ONE_WIDE, SPEC, TWO_SQUARE, TWO_WIDE, drawing, write_previewed

from kit.project.folders import SHIPPED
from kit.tools.preview.overlaying import contrasts, overlay
from kit.tools.preview.picture_looks import describe, look
from kit.tools.preview.project_reader import read
from kit.tools.preview.protocol import KnownLook, LookTask, ReadTask, SentProject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.tools.preview.protocol import Look, Read, ReadProject

SERIF = "fonts/source-serif-4/SourceSerif4Variable-Roman.ttf"


def reading_of(project: Path) -> ReadProject:
    found = read(ReadTask(project / "kit.yaml"))
    assert found.reading is not None, found.faults
    return found.reading


def looks(project: Path, known: dict[str, KnownLook] | None = None, width: int = 0) -> dict[str, Look]:
    """Return the pictures of a project that look otherwise than is known of them."""
    before = known or {}
    reading = reading_of(project)
    wanted = tuple((entry.id, before.get(entry.id, KnownLook())) for entry in reading.entries)
    return {one.id: one for one in look(LookTask(reading.sent, wanted, None, width)).looks}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_previewed(tmp_path / "project")


@pytest.fixture
def changed(project: Path) -> Callable[[], set[str]]:
    """Return what tells which pictures have other pixels than when they were first looked at."""
    first = looks(project)
    known = {id_: one.kept for id_, one in first.items()}
    assert known.keys() == EVERY

    def compare() -> set[str]:
        now = looks(project, known)
        assert {one.known.version for one in now.values() if not one.faults}.isdisjoint(
            one.version for id_, one in known.items() if id_ in now
        )
        return set(now)

    return compare


def test_nothing_is_looked_at_again_when_nothing_has_changed(changed: Callable[[], set[str]]) -> None:
    assert changed() == set()


def test_a_drawing_changes_the_pictures_made_of_it(project: Path, changed: Callable[[], set[str]]) -> None:
    shape = '<circle cx="540" cy="700" r="90" fill="#b4441c"/>'
    (project / "templates/svg/panel/square.svg").write_text(drawing(shape))
    assert changed() == {ONE_SQUARE}


def test_a_drawing_of_as_many_bytes_at_once_is_seen(project: Path, changed: Callable[[], set[str]]) -> None:
    edit(project / "templates/svg/board/wide.svg", 'font-size="90"', 'font-size="60"')
    assert changed() == {TWO_WIDE}


def test_words_change_their_message_alone(project: Path, changed: Callable[[], set[str]]) -> None:
    edit(project / "kit.yaml", "Hold the line", "Hold it")
    assert changed() == {TWO_SQUARE, TWO_WIDE}


def test_a_palette_changes_what_is_painted_in_it(project: Path, changed: Callable[[], set[str]]) -> None:
    shutil.copy(project / "templates/svg/palette.yaml", project / "templates/svg/board/palette.yaml")
    assert changed() == set()
    edit(project / "templates/svg/board/palette.yaml", "#fff4dd", "#ffe8c0")
    assert changed() == {TWO_SQUARE, TWO_WIDE}


def test_the_rule_of_a_slot_changes_its_layout(project: Path, changed: Callable[[], set[str]]) -> None:
    (project / "templates/svg/panel/layout.yaml").write_text(
        "title: Panel\nslots:\n  headline: {required: yes, align: right top}\n"
    )
    assert changed() == {ONE_SQUARE, ONE_WIDE}


def test_a_font_changes_what_is_set_in_it(project: Path, changed: Callable[[], set[str]]) -> None:
    (project / SERIF).parent.mkdir(parents=True)
    shutil.copy(SHIPPED / SERIF, project / SERIF)
    assert changed() == set()
    sans = next((SHIPPED / "fonts/source-sans-3").glob("*Upright.ttf"))
    shutil.copy(sans, project / SERIF)
    assert changed() == EVERY


def test_a_line_more_moves_findings_and_no_pixels(project: Path) -> None:
    edit(project / "kit.yaml", "Keep it on}", f"Keep it {'on and ' * 60}on}}")
    first = looks(project)
    found = {id_ for id_, one in first.items() if any(finding.fault.mark for finding in one.findings)}
    assert found == {ONE_SQUARE, ONE_WIDE}
    edit(project / "kit.yaml", "messages:", "# A line more.\nmessages:")
    now = looks(project, {id_: one.kept for id_, one in first.items()})
    assert set(now) == found
    assert all(now[id_].known.version == first[id_].known.version for id_ in found)


def test_a_faulty_drawing_is_the_fault_of_its_pictures_until_it_is_mended(
    project: Path, changed: Callable[[], set[str]]
) -> None:
    path = project / "templates/svg/panel/square.svg"
    good = path.read_text()
    path.write_text(good.replace("<g", "<image/><g", 1))
    found = looks(project)
    assert {id_ for id_, one in found.items() if one.faults} == {ONE_SQUARE}
    assert looks(project, {id_: one.kept for id_, one in found.items()}) == {}
    path.write_text(good)
    assert changed() == set()


def test_a_project_is_read_again_only_when_it_says_something_else(project: Path) -> None:
    reading = reading_of(project)
    task = ReadTask(project / "kit.yaml", known=reading.sent.key)
    first = read(task)
    assert first.reading is None
    edit(project / "templates/svg/panel/square.svg", "#0f2a2e", "#b4441c")
    second = read(task)
    assert second.reading is None
    assert second.snapshot != first.snapshot
    (project / "kit.yaml").write_text(SPEC.replace("Keep it on}", "Keep it}"))
    third = read(task)
    assert third.reading
    (project / "kit.yaml").write_text(SPEC + "others: 1\n")
    assert [fault.code for fault in read(task).faults] == ["unknown-section"]


def test_pixels_are_as_wide_as_they_are_shown_and_no_wider_than_the_picture(project: Path) -> None:
    for width, size in ((300, (300, 300)), (4000, (1080, 1080))):
        png = looks(project, width=width)[ONE_SQUARE].png
        assert png
        with Image.open(BytesIO(png)) as image:
            assert image.size == size
            assert image.convert("RGB").getpixel((4, 4)) == (255, 244, 221)


def test_a_worker_that_is_out_of_time_leaves_the_rest(project: Path) -> None:
    reading = reading_of(project)
    wanted = tuple((entry.id, KnownLook()) for entry in reading.entries)
    looked = look(LookTask(reading.sent, wanted, seconds=0.0))
    assert looked.count == len(looked.looks) == 1


def test_what_decides_is_told_without_composing(project: Path) -> None:
    reading, first = reading_of(project), looks(project)
    found = describe(LookTask(reading.sent, ((ONE_WIDE, KnownLook()),)))
    assert found
    assert found.looks == first[ONE_WIDE].known.looks
    assert describe(LookTask(SentProject(reading.sent.key, reading.sent.project), (("none", KnownLook()),))) is None


@pytest.mark.parametrize("strings", ["third", "double", "longest-word", "rtl"])
def test_test_strings_look_otherwise(project: Path, strings: str) -> None:
    reading, first = reading_of(project), looks(project)
    wanted = tuple((id_, one.known) for id_, one in first.items())
    found = look(LookTask(reading.sent, wanted, strings))  # type: ignore[arg-type]
    assert {one.id for one in found.looks} == EVERY
    assert all(one.known.version != first[one.id].known.version for one in found.looks)


def test_areas_name_slots_with_the_letters_that_are_left(project: Path) -> None:
    svg = overlay(LookTask(reading_of(project).sent, ((ONE_SQUARE, KnownLook()),)))
    for part in ('class="slot"', "headline · ", " left<", 'class="safe"', 'class="live"', 'class="baseline"'):
        assert part in svg


def test_letters_are_graded_by_their_contrast(project: Path) -> None:
    task = LookTask(reading_of(project).sent, ((ONE_SQUARE, KnownLook()),))
    assert contrasts(task).count('class="contrast clear"') == len("Keepiton")
    colour = "#0f2a2e"
    for other, grade in (("#c86040", "fair"), ("#fff4de", "faint")):
        for name in ("square", "wide"):
            edit(project / f"templates/svg/panel/{name}.svg", f'text fill="{colour}"', f'text fill="{other}"')
        assert contrasts(task).count(f'class="contrast {grade}"') == len("Keepiton")
        colour = other


GERMAN = """\
messages:
  one:
    copy: {headline: Halt es an}
    caption: {short: Ein Bus., long: Ein Bus.}
    shows: Ein Bus auf einer Straße.
"""


def test_a_language_with_a_fault_stops_no_other_and_its_pictures_stay_while_it_is_written(project: Path) -> None:
    german, spec = project / "locales" / "de.yaml", project / "kit.yaml"
    german.parent.mkdir()
    german.write_text("kit: {titel: Winzig}\n", "utf-8")
    broken = read(ReadTask(spec, ("all",)))
    assert [fault.code for fault in broken.faults] == ["unknown-key"]
    assert broken.reading is not None
    assert {entry.id for entry in broken.reading.entries} == EVERY
    german.write_text(GERMAN, "utf-8")
    sound = read(ReadTask(spec, ("all",)))
    assert (sound.faults, entries_in(sound, "de") != set()) == ((), True)
    german.write_text(GERMAN + "kit: {titel: Winzig}\n", "utf-8")
    again = read(ReadTask(spec, ("all",)))
    assert ([fault.code for fault in again.faults], entries_in(again, "de")) == (
        ["unknown-key"],
        entries_in(sound, "de"),
    )


def test_what_changes_in_another_language_is_shown_while_one_has_a_fault(project: Path) -> None:
    german = project / "locales" / "de.yaml"
    german.parent.mkdir()
    german.write_text("kit: {titel: Winzig}\n", "utf-8")
    before = read(ReadTask(project / "kit.yaml", ("all",))).reading
    assert before
    edit(project / "kit.yaml", "headline: Keep it on", "headline: Keep it lit")
    after = read(ReadTask(project / "kit.yaml", ("all",), known=before.sent.key))
    assert [fault.code for fault in after.faults] == ["unknown-key"]
    assert after.reading is not None
    assert b"Keep it lit" in after.reading.sent.project


def entries_in(found: Read, language: str) -> set[str]:
    assert found.reading is not None
    return {entry.id for entry in found.reading.entries if entry.language == language}
