"""What one picture of a message has: its words, their places, its figures and its theme, of the nearest part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.faults import write_breakable

from kit.model.message_picture import figures_of, pictures_of, theme_of
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.campaign import Campaign

DAY = '  day: {wall: "#ffffff", text: "#000000", emphasis: "#000000"}\nplatforms:'
SIGN = "{layout: plain, on: [header], at: [x]}"
OWN = "{layout: plain, on: [header], at: [x], theme: day, copy: {headline: Sign it}}"
SERIES = "{layout: figure, on: [feed]}"
OF_SERIES = "{layout: figure, on: [feed], copy: {headline: Look, support: 'Of {reports}'}}"


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    """Load the small campaign with copy and a theme for one image of each of its messages."""
    path = write_breakable(tmp_path, ("platforms:", DAY), (SIGN, OWN), (SERIES, OF_SERIES))
    return load_project(path).campaign


def test_the_copy_of_an_image_wins_slot_by_slot_on_its_pictures_only(campaign: Campaign) -> None:
    feed, header = pictures_of(campaign.messages["sign"])
    assert feed.copy == {"headline": "**Sign** for more than 82 million", "support": "Please"}
    assert header.copy == {"headline": "Sign it", "support": "Please"}


def test_the_copy_of_a_frame_wins_over_that_of_its_image(campaign: Campaign) -> None:
    first, second = pictures_of(campaign.messages["series"])
    assert first.copy == {"headline": "Another", "support": "Of more than 82 million"}
    assert second.copy == {"headline": "Look", "support": "More"}


def test_words_are_where_they_are_written(campaign: Campaign) -> None:
    feed, header = pictures_of(campaign.messages["sign"])
    first, second = pictures_of(campaign.messages["series"])
    base = ("messages", "sign")
    assert feed.copy_yaml_path("headline") == (*base, "copy", "headline")
    assert header.copy_yaml_path("headline") == (*base, "images", 1, "copy", "headline")
    assert header.copy_yaml_path("support") == (*base, "copy", "support")
    assert first.copy_yaml_path("headline") == ("messages", "series", "frames", 0, "copy", "headline")
    assert second.copy_yaml_path("headline") == ("messages", "series", "images", 0, "copy", "headline")


def test_words_that_are_not_there_are_missed_in_the_nearest_copy(campaign: Campaign) -> None:
    feed, header = pictures_of(campaign.messages["sign"])
    assert feed.copy_yaml_path("button") == feed.copy_path == ("messages", "sign", "copy")
    assert header.copy_yaml_path("button") == header.copy_path == ("messages", "sign", "images", 1, "copy")
    assert pictures_of(campaign.messages["series"])[0].copy_path == ("messages", "series", "frames", 0, "copy")


def test_a_picture_has_the_figures_of_its_own_words_only(campaign: Campaign) -> None:
    series = [figures_of(picture, campaign.figures) for picture in pictures_of(campaign.messages["series"])]
    assert series == [("reports",), ("reports",)]
    assert campaign.figures["messages", "series", "images", 0, "copy", "support"] == ("reports",)
    assert campaign.figures["messages", "sign", "images", 1, "copy", "headline"] == ()


def test_the_figures_that_a_picture_compares_are_among_those_that_it_cites(campaign: Campaign) -> None:
    first, _ = pictures_of(replace(campaign.messages["series"], compare=("one", "reports", "two")))
    assert figures_of(first, campaign.figures) == ("one", "reports", "two")
    assert figures_of(first, {}) == ("one", "reports", "two")


def test_a_theme_is_that_of_the_image_else_of_the_message(campaign: Campaign) -> None:
    assert [theme_of(picture, campaign) for picture in pictures_of(campaign.messages["sign"])] == ["night", "day"]
    assert [theme_of(picture, campaign) for picture in pictures_of(campaign.messages["series"])] == ["night", "night"]
