"""Countdowns of messages: the days that they have, the words of each, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from support.campaigns import write_countdown
from support.faults import faults_of, located

from kit.compose import Composer
from kit.model.message_picture import pictures_of
from kit.model.picture import Words
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.campaign import Message

COUNTDOWN, HEADLINE = "{to: vote, from: 7, at: [telegram, x/square]}", '{one: "**day** until the vote", '
SHOWS = 'shows: {one: "A blind, almost shut.", other: "A blind with light below it, for {days} days more."}'
COPY = 'copy: {headline: {one: "**day** until the vote", other: "**days** until the vote"}}'

PLAIN = """\
    statistic: vote
    copy: {headline: "{days} days until the vote"}
    caption: {short: Write., long: Write.}
    shows: A wall.
"""
LAYOUT = "templates/svg/days/layout.yaml"


def load(folder: Path, *changes: tuple[str, str]) -> Message:
    """Return the message of the campaign with some changes."""
    return load_project(write_countdown(folder / "library", *changes)).campaign.messages["open"]


def test_a_countdown_has_a_picture_for_each_day_before_the_last(tmp_path: Path) -> None:
    message = load(tmp_path)
    assert [day.left for day in message.counted] == [7, 6, 5, 4, 3, 2, 1]
    assert (message.counted[0].day, message.counted[-1].day) == (dt.date(2026, 3, 3), dt.date(2026, 3, 9))
    assert {(day.of, day.figure) for day in message.counted} == {(7, "vote")}


def test_the_days_left_cite_the_day_that_they_lead_to(tmp_path: Path) -> None:
    project = load_project(write_countdown(tmp_path / "library"))
    composer, boards = Composer(project), [board for board in plan(project) if board.picture.counted]
    assert boards
    for board in boards:
        slots = composer.compose(board).picture.slots
        stating = [name for name, words in slots.items() if isinstance(words, Words) and "vote" in words.figures]
        assert stating == ["number", "source"]


def test_days_before_the_date_of_the_kit_are_not_made_and_count_all_the_same(tmp_path: Path) -> None:
    message = load(tmp_path, ("date: 2026-03-01", "date: 2026-03-06"))
    assert [(day.left, day.of) for day in message.counted] == [(4, 7), (3, 7), (2, 7), (1, 7)]


@pytest.mark.parametrize(
    ("countdown", "days"),
    [
        ("{to: 2026-03-10, from: 7}", [7, 6, 5, 4, 3, 2, 1]),
        ("{to: 2026-03-10, from: 2026-03-08}", [2, 1]),
        ("{to: vote, from: 2026-03-09}", [1]),
    ],
)
def test_a_countdown_goes_to_a_day_or_a_figure_from_a_day_or_so_many_before(
    countdown: str, days: list[int], tmp_path: Path
) -> None:
    path = write_countdown(tmp_path / "library", (COUNTDOWN, countdown))
    layout = path.parent / LAYOUT
    text = layout.read_text(encoding="utf-8").replace("source: {required: yes", "source: {required: no")
    layout.write_text(text, encoding="utf-8")
    assert [day.left for day in load_project(path).campaign.messages["open"].counted] == days


def test_each_day_has_its_words_in_the_form_of_its_number(tmp_path: Path) -> None:
    pictures = pictures_of(load(tmp_path))
    first, last = pictures[0].message, pictures[-1].message
    assert (first.copy["headline"], last.copy["headline"]) == ("**days** until the vote", "**day** until the vote")
    assert first.caption.long == "7 days until the council votes on 10 March. Write to it today."
    assert last.caption.short == "Tomorrow, in 1 day, the council votes."
    assert (first.shows, last.shows) == ("A blind with light below it, for 7 days more.", "A blind, almost shut.")


def test_words_of_an_image_may_depend_on_the_count_too(tmp_path: Path) -> None:
    own = 'on: [feed], copy: {headline: {one: "day left", other: "of 7: {days} left"}}'
    pictures = pictures_of(load(tmp_path, ("on: [feed]", own)))
    assert [picture.copy["headline"] for picture in (pictures[0], pictures[-1])] == ["of 7: 7 left", "day left"]


def test_only_the_placements_that_a_countdown_names_have_pictures(tmp_path: Path) -> None:
    project = load_project(write_countdown(tmp_path / "a"))
    assert {artboard.placement.id for artboard in plan(project)} == {
        "telegram/landscape",
        "telegram/square",
        "x/square",
    }
    everywhere = load_project(write_countdown(tmp_path / "b", (", at: [telegram, x/square]", "")))
    assert {artboard.placement.id for artboard in plan(everywhere)} > {"x/in_stream", "x/square"}


def test_file_numbers_are_the_days_left(tmp_path: Path) -> None:
    paths = [artboard.path for artboard in plan(load_project(write_countdown(tmp_path / "library")), "*x/square")]
    assert paths[:1] + paths[-1:] == ["en/x/open-07-square-1080x1080", "en/x/open-01-square-1080x1080"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: vote", "to: voet", ("unknown-countdown-day", "voet")),
        ("to: vote", "to: 2026-02-30", ("unknown-countdown-day", "2026-02-30")),
        ("value: 2026-03-10, text: ", "text: ", ("countdown-to-no-day", "vote, from")),
        ("from: 7", "from: 0", ("invalid-countdown-start", "0, at")),
        ("from: 7", "from: 400", ("invalid-countdown-start", "400, at")),
        ("from: 7", "from: 2026-03-10", ("invalid-countdown-start", "2026-03-10, at")),
        ("from: 7", "from: a week", ("invalid-countdown-start", "a week, at")),
        ("from: 7, ", "", ("missing-key", "countdown")),
        ("from: 7", "form: 7", ("unknown-key", "form")),
        ("date: 2026-03-01", "date: 2026-03-10", ("countdown-is-over", "vote, from")),
        ("[telegram, x/square]", "[telegram, y/square]", ("unknown-platform", "y/square")),
        ("[telegram, x/square]", "[telegram, x/header]", ("countdown-without-image", "x/header")),
        (HEADLINE, "{", ("missing-plural-class", '{other: "**days')),
        (HEADLINE, HEADLINE + "few: days, ", ("unknown-plural-class", "few: days")),
        (COPY, 'copy: {headline: "{days} days until the vote"}', ("count-without-forms", "{days} days until")),
        (SHOWS, "shows: '{days.text} A wall.'", ("unknown-statistic", "{days.text} A wall")),
        (
            'short: {one: "Tomorrow, in {days} day, the council votes.", other: "{days} days',
            'short: {one: Tomorrow the council votes., other: "Days',
            ("caption-without-count", "{one: Tomorrow"),
        ),
        ("link: write", "link: write\n    frames: [{copy: {}}]", ("countdown-with-frames", "[{copy: {}}]")),
        (
            "platforms:",
            '  days: {text: a, counts: b, source: agenda, as_of: "2026-02"}\n\nplatforms:',
            ("figure-named-days", "days: {text"),
        ),
    ],
)
def test_a_mistake_has_its_code_at_its_place(old: str, new: str, expected: tuple[str, str], tmp_path: Path) -> None:
    found = located(write_countdown(tmp_path / "library", (old, new)))
    assert [(code, place[: len(expected[1])]) for code, place in found] == [expected]


def test_a_message_that_does_not_count_has_words_and_no_forms(tmp_path: Path) -> None:
    path = write_countdown(tmp_path / "library", (f"    countdown: {COUNTDOWN}\n", ""))
    assert {fault.code for fault in faults_of(path)} == {"wrong-type"}


def test_a_count_outside_of_a_countdown_is_told_where_it_belongs(tmp_path: Path) -> None:
    text = write_countdown(tmp_path / "library").read_text(encoding="utf-8")
    path = tmp_path / "library" / "kit.yaml"
    path.write_text(text[: text.index("    countdown:")] + PLAIN, encoding="utf-8")
    counted = [fault for fault in faults_of(path) if fault.code == "unknown-statistic"]
    assert [fault.remedy for fault in counted] == [
        "only a message with a 'countdown' has {days}, the number of days left",
    ]


def test_what_the_days_of_a_countdown_are_is_not_written(tmp_path: Path) -> None:
    path = write_countdown(tmp_path / "library", ("link: write", "link: write\n    counted: []"))
    assert located(path) == [("unknown-key", "counted: []")]


def test_a_layout_without_a_slot_for_the_source_of_the_day_is_refused(tmp_path: Path) -> None:
    path = write_countdown(tmp_path / "library")
    layout = path.parent / LAYOUT
    text = layout.read_text(encoding="utf-8").replace("  source: {required: yes, align: left bottom}\n", "")
    layout.write_text(text, encoding="utf-8")
    assert [code for code, _ in located(path)] == ["layout-without-source-slot"]


def test_a_slot_that_only_a_figure_fills_is_not_filled_by_a_count(tmp_path: Path) -> None:
    path = write_countdown(tmp_path / "library")
    layout = path.parent / LAYOUT
    layout.write_text(layout.read_text(encoding="utf-8") + "  counts: {required: yes}\n", encoding="utf-8")
    assert [(fault.code, fault.message) for fault in faults_of(path)] == [
        ("required-slot-unfilled", "missing 'counts'")
    ]


def test_a_variant_may_count_as_the_message_that_it_is_like(tmp_path: Path) -> None:
    more = SHOWS + "\n  again:\n    like: open\n    countdown: {to: vote, from: 2}\n"
    campaign = load_project(write_countdown(tmp_path / "library", (SHOWS, more))).campaign
    again = campaign.messages["again"]
    assert [day.left for day in again.counted] == [2, 1]
    assert pictures_of(again)[0].message.caption.short == "2 days until the council votes on 10 March."
