"""Names and options as editors write them, and what is read of them."""

from __future__ import annotations

import pytest

from kit.drawing.svg.source.element_names import INKSCAPE, SERIF, read_name
from kit.model.layout import Pin


@pytest.mark.parametrize(
    ("id_", "word"),
    [
        ("slot-headline", "slot-headline"),
        ("slot_x2D_headline", "slot-headline"),
        ("slot_x2D_qr_1_", "slot-qr"),
        ("slot-qr_2", "slot-qr"),
        ("slot-qr_00000114771919254133529160000001234567890123_", "slot-qr"),
        ("slot_x002D_qr_00000114771919254133529160000001234567890123", "slot-qr"),
        ("big_x5F_wall", "big_wall"),
    ],
)
def test_what_editors_do_to_an_id_is_undone(id_: str, word: str) -> None:
    assert read_name({"id": id_}).word == word


def test_an_underscore_was_a_space_before_options() -> None:
    name = read_name({"id": "slot_x2D_headline_pin-left-top_1_"})
    assert (name.slot, name.pin) == ("headline", Pin("left", "top"))


def test_data_name_is_asked_first_then_the_label_then_the_id() -> None:
    attributes = {"data-name": "slot-qr", INKSCAPE + "label": "slot-address", "id": "slot-headline"}
    assert read_name(attributes).slot == "qr"
    del attributes["data-name"]
    assert read_name(attributes).slot == "address"
    del attributes[INKSCAPE + "label"]
    assert read_name(attributes).slot == "headline"


def test_the_name_that_affinity_shows_counts_where_its_id_has_a_number_behind_it() -> None:
    name = read_name({"id": "slot-note1", SERIF + "id": "slot-note pin-left-top"})
    assert (name.slot, name.pin) == ("note", Pin("left", "top"))


def test_a_name_written_by_a_designer_keeps_its_underscores() -> None:
    assert read_name({"data-name": "wall_2 pin-stretch"}).word == "wall_2"


@pytest.mark.parametrize("attribute", ["data-name", INKSCAPE + "label", SERIF + "id", "id"])
@pytest.mark.parametrize(
    "written", ["Slot Support", "slot_support", "Slot-Support", "SLOT-SUPPORT", "Slot_Support 2", "slot support copy"]
)
def test_a_slot_is_known_whatever_the_case_and_with_spaces_or_underscores(written: str, attribute: str) -> None:
    assert read_name({attribute: written}).slot == "support"


@pytest.mark.parametrize("written", ["Live", "LIVE", "live", "Live 2", "live_2"])
def test_live_is_known_whatever_its_case(written: str) -> None:
    assert read_name({"data-name": written}).word == "live"


@pytest.mark.parametrize("id_", ["Slot_x20_Support", "Slot_Support_1_", "slot_x5F_support", "Slot_x20_Support_x20_2"])
def test_a_slot_is_known_behind_the_escapes_of_illustrator_and_figma(id_: str) -> None:
    assert read_name({"id": id_}).slot == "support"


@pytest.mark.parametrize(
    "written",
    [
        "Slot Headline Pin Left Top Frame 2",
        "slot_headline_pin_left_top_frame_2",
        "slot-headline-pin-left-top-frame-2",
        "slot-headline PIN-LEFT-TOP Frame-2",
    ],
)
def test_options_follow_a_slot_however_they_are_joined(written: str) -> None:
    name = read_name({"data-name": written})
    assert (name.slot, name.pin, name.frames) == ("headline", Pin("left", "top"), (2,))


@pytest.mark.parametrize("written", ["Slot machine", "slot 1", "slots", "lively", "Slot"])
def test_a_name_that_only_resembles_a_slot_is_a_name_as_any_other(written: str) -> None:
    name = read_name({"data-name": written})
    assert (name.slot, name.word == "live") == (None, False)


def test_a_slot_that_is_nearly_one_is_taken_for_it_so_that_it_is_reported() -> None:
    name = read_name({"data-name": "Slot Supprot"})
    assert (name.slot, name.shown) == ("supprot", "Slot Supprot")


@pytest.mark.parametrize(
    ("words", "pin"),
    [
        ("pin-left-top", Pin("left", "top")),
        ("pin-stretch", Pin("stretch", "stretch")),
        ("pin-stretch-bottom", Pin("stretch", "bottom")),
        ("pin-right", Pin("right", "middle")),
        ("pin-top", Pin("center", "top")),
        ("pin-Center-Middle", Pin("center", "middle")),
    ],
)
def test_a_pin_follows_the_name_or_is_written_in_data_pin(words: str, pin: Pin) -> None:
    assert read_name({"data-name": f"light {words}"}).pin == pin
    assert read_name({"id": "light", "data-pin": words.removeprefix("pin-").replace("-", " ")}).pin == pin


def test_the_first_word_is_the_name_whatever_it_is() -> None:
    name = read_name({"data-name": "pin-left pin-right"})
    assert (name.word, name.pin) == ("pin-left", Pin("right", "middle"))
    assert read_name({"data-name": "frame-1 frame-2"}).frames == (2,)


@pytest.mark.parametrize("words", ["pin-top-left", "pin-lfet-top", "pin-left-top-stretch", "pin-"])
def test_a_pin_that_says_nothing_known_is_kept_to_be_reported(words: str) -> None:
    name = read_name({"data-name": f"light {words}"})
    assert name.pin is None
    assert name.bad_pin == words.removeprefix("pin-").replace("-", " ") or words == "pin-"


def test_an_element_without_a_name_has_none() -> None:
    assert read_name({}).word == ""
    assert read_name({"id": "rect-1"}).slot is None


@pytest.mark.parametrize("attribute", ["data-name", INKSCAPE + "label", SERIF + "id", "id"])
@pytest.mark.parametrize(
    "written",
    ["slot-qr no-mirror", "Slot QR No Mirror", "slot_qr_no_mirror", "slot-qr no-mirror pin-end-top frame-2",
     "slot-qr pin-end-top no-mirror", "slot_qr_pin-end-top_no-mirror_frame-2", "slot-qr-pin-end-top-no-mirror"],
)  # fmt: skip
def test_no_mirror_is_an_option_however_it_is_written(written: str, attribute: str) -> None:
    name = read_name({attribute: written})
    assert (name.slot, name.no_mirror) == ("qr", True)
    assert name.pin == (Pin("right", "top") if "pin" in written.lower() else None)
    assert name.frames == ((2,) if "frame" in written else ())


def test_no_mirror_is_an_option_of_any_element_and_an_attribute() -> None:
    assert read_name({"id": "tick no-mirror"}).no_mirror
    assert read_name({"data-name": "tick pin-left no-mirror"}).shown == "tick"
    assert read_name({"id": "tick", "data-no-mirror": ""}).no_mirror
    for other in ("no-mirror", "tick mirror", "slot-qr", "tick no-mirrors"):
        assert not read_name({"id": other}).no_mirror, other


@pytest.mark.parametrize(
    ("written", "pin"),
    [
        ("start", Pin("left")),
        ("end bottom", Pin("right", "bottom")),
        ("start stretch", Pin("left", "stretch")),
    ],
)
def test_start_and_end_are_pins_of_drawings_that_run_left_to_right(written: str, pin: Pin) -> None:
    assert read_name({"id": "one", "data-pin": written}).pin == pin
    assert read_name({"id": f"one pin-{written.replace(' ', '-')}"}).pin == pin
    assert read_name({"data-name": f"Slot QR pin {written}"}).pin == pin
