"""A campaign resolved for the rules on it: what people read, which days are named, which colours tell something."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from support.campaigns import SPEC, make_project

from kit.compose.content import review, turned_off
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.review import Review

FIGURES = """\
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}
statistics:
  vote: {value: 2020-12-07, text: 7 December, counts: is the day of the vote, source: letter, as_of: "2020"}
voice: [horror]
checks: [{off: widow, reason: the name ends the line}]
platforms:"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", SPEC.replace("platforms:", FIGURES)) / "kit.yaml"


def reviewed(spec: Path, old: str = "", new: str = "") -> Review:
    """Return the review of the tiny campaign with one text in place of another."""
    text = spec.read_text(encoding="utf-8")
    assert old in text
    spec.write_text(text.replace(old, new), encoding="utf-8")
    return review(load_project(spec).campaign)


def test_every_text_that_people_read_is_a_passage_without_marks_at_its_line(spec: Path) -> None:
    found = {passage.text: passage for passage in reviewed(spec).passages}
    headline = found["Keep child safety first."]
    assert headline.message == "sign"
    assert "Keep child safety **first.**" in headline.mark.snippet
    assert found["The contributors"].message == ""
    assert "horror" not in found
    assert "the name ends the line" not in found


def test_a_day_is_named_by_a_statistic_by_a_reference_and_by_its_words(spec: Path) -> None:
    assert reviewed(spec).days == ()
    named = reviewed(spec, "headline: Pass it on", 'headline: "Before **7 December**"').days
    assert [(day.message, day.day, day.text) for day in named] == [("share", dt.date(2020, 12, 7), "7 December")]
    assert [day.message for day in reviewed(spec, "short: Please sign.", 'short: "Sign by {vote}."').days] == [
        "sign",
        "share",
    ]


def test_a_day_in_a_longer_number_is_another_day(spec: Path) -> None:
    assert reviewed(spec, "headline: Pass it on", "headline: Before 17 December").days == ()


def test_the_words_and_the_theme_of_one_image_are_read_too(spec: Path) -> None:
    image = "{layout: cover, on: [feed], copy: {headline: A horror on 7 December}, theme: drawn}"
    read = reviewed(spec, "{layout: cover, on: [feed]}", image)
    [passage] = [passage for passage in read.passages if "horror" in passage.text]
    assert (passage.message, "copy: {headline: A horror" in passage.mark.snippet) == ("share", True)
    assert [day.message for day in read.days] == ["share"]
    assert "A horror on 7 December" in next(one.text for one in read.messages if one.message == "share")


def test_a_campaign_is_read_on_its_own_day_unless_another_is_asked(spec: Path) -> None:
    campaign = load_project(spec).campaign
    assert review(campaign).day == dt.date(2020, 12, 1)
    assert review(campaign, dt.date(2026, 1, 31)).day == dt.date(2026, 1, 31)


def test_rules_that_are_turned_off_have_their_place(spec: Path) -> None:
    [choice] = turned_off(load_project(spec).campaign)
    assert choice.rule == "widow"
    assert "{off: widow," in choice.mark.snippet
