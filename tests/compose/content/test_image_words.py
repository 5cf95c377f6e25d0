"""What is said of photos and logos: in the alt texts of their pictures, and in the documents of the kit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.photos import composed, write_pictured

from kit.compose.content.summary import summarise
from kit.model.review import prose_of
from kit.project import load_project
from kit.publish.gallery import gallery_files
from kit.publish.store.manifest_file import manifest_of

if TYPE_CHECKING:
    from pathlib import Path

CREDIT = ', credit: "Photo: A. B."'
#: A second message with a photo.
OTHER = """\
  car:
    images: [{layout: card, on: [feed]}]
    photo: {file: images/bus.png, alt: A car, credit: "Photo: A. B."}
    copy: {headline: "Keep * off"}
    caption: {short: Off., long: Off.}
    shows: A street.
"""


def alt_texts(spec: Path) -> tuple[str, str]:
    about = composed(spec).picture.description
    return about.alt, about.alt_long


def documents(spec: Path) -> dict[str, str]:
    project = load_project(spec)
    manifest = manifest_of(summarise(project.campaign, project.placements), ())
    return {name: data.decode() for name, data in gallery_files(manifest).items() if name.endswith((".md", ".txt"))}


def test_what_a_photo_shows_is_in_both_alt_texts_and_its_credit_in_the_long_one(tmp_path: Path) -> None:
    alt, alt_long = alt_texts(write_pictured(tmp_path))
    assert alt == "Text: Keep it on. A dark street. A bus at night."
    assert alt_long == f"{alt} Photo: A. B."


def test_what_is_not_said_of_a_photo_leaves_nothing(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, (f", alt: A bus at night{CREDIT}", ""))
    assert alt_texts(spec) == ("Text: Keep it on. A dark street.",) * 2


def test_a_logo_has_an_alt_text_and_a_credit_as_well_and_each_is_said_once(tmp_path: Path) -> None:
    logo = ("logo: images/logo.svg", f"logo: {{file: images/logo.svg, alt: The logo of us{CREDIT}}}")
    alt, alt_long = alt_texts(write_pictured(tmp_path, logo))
    assert alt == "Text: Keep it on. A dark street. A bus at night. The logo of us."
    assert alt_long == f"{alt} Photo: A. B."


def test_no_alt_text_says_what_is_not_on_the_picture(tmp_path: Path) -> None:
    slot = ("  photo: {required: yes}\n", "  photo: {}\n")
    drawing = ('<g id="slot-photo" data-pin="stretch stretch"><rect width="1000" height="1000"/></g>', "")
    assert alt_texts(write_pictured(tmp_path, slot, drawing)) == ("Text: Keep it on. A dark street.",) * 2


def test_sources_name_who_made_the_photos_once_with_their_messages(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("messages:\n", f"messages:\n{OTHER}"))
    lines = documents(spec)["SOURCES.md"].splitlines()
    assert lines[-3:] == ["## Photos and logos", "", r"- Photo: A. B., for: Keep \* off, Keep it on"]


def test_the_credit_of_the_logo_of_a_kit_is_for_no_one_message(tmp_path: Path) -> None:
    logo = ("logo: images/logo.svg", 'logo: {file: images/logo.svg, credit: "<b>C. D.</b>"}')
    lines = documents(write_pictured(tmp_path, logo))["SOURCES.md"].splitlines()
    assert lines[-2:] == [r"- \<b\>C. D.\</b\>", "- Photo: A. B., for: Keep it on"]


def test_a_credit_of_the_kit_that_a_message_has_too_is_for_all(tmp_path: Path) -> None:
    logo = ("logo: images/logo.svg", 'logo: {file: images/logo.svg, credit: "Photo:  A. B."}')
    assert documents(write_pictured(tmp_path, logo))["SOURCES.md"].splitlines()[-1] == "- Photo: A. B."


@pytest.mark.parametrize(("change", "said"), [((), (True, True)), (((CREDIT, ""),), (False, False))])
def test_the_licence_sends_to_those_who_are_credited(
    change: tuple[tuple[str, str], ...], said: tuple[bool, bool], tmp_path: Path
) -> None:
    found = documents(write_pictured(tmp_path, *change))
    assert ("photos" in found["LICENSE.txt"], "## Photos" in found["SOURCES.md"]) == said


def test_words_on_a_photo_are_prose_and_its_path_and_focus_are_not(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("images/bus.png,", "images/bus.png, focus: 40% 30%,"))
    read = {prose.text for prose in prose_of(load_project(spec).campaign.document)}
    assert {"A bus at night", "Photo: A. B."} <= read
    assert not {"images/bus.png", "images/logo.svg", "40% 30%"} & read


def test_a_summary_changes_with_a_credit(tmp_path: Path) -> None:
    project = load_project(write_pictured(tmp_path))
    kit = summarise(project.campaign, project.placements)
    assert replace(kit, credits=()) != kit
