"""What page and documents say of a kit: which message and placements come first, and until when each message holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.campaigns import SPEC, make_project

from kit.compose.content.summary import summarise
from kit.project import load_project
from kit.project.placements import read_placements

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.manifest import KitSummary

#: A vote on 7 December, spoken of in a caption alone, and a countdown to it; the kit is of 1 December.
DATED = """
statistics:
  vote: {value: 2020-12-07, text: 7 December 2020, counts: is when Parliament votes, source: letter, as_of: "2020"}
  law: {value: 2020-12-21, text: 21 December 2020, counts: is when the rules apply, source: letter, as_of: "2020"}
sources:
  letter: {title: A letter, publisher: Somebody, as_of: "2020"}
"""
#: The roles of what is posted.
POSTED = ("feed", "story", "link")
SAID = "long: Please sign the petition."


def summary(folder: Path, *changes: tuple[str, str]) -> KitSummary:
    spec = SPEC + DATED
    for old, new in changes:
        assert old in spec
        spec = spec.replace(old, new)
    project = load_project(make_project(folder, spec) / "kit.yaml")
    return summarise(project.campaign, project.placements)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Please sign the petition.", None),
        ("Parliament votes on {vote}.", "2020-12-07"),
        ("Parliament votes on 7 December 2020.", "2020-12-07"),
        ("Parliament votes on 17 December 2020.", None),
        ("From {law}. Parliament votes on {vote}.", "2020-12-07"),
        ("The rules apply from {law}.", "2020-12-21"),
    ],
)
def test_a_message_holds_until_the_first_day_that_it_names(tmp_path: Path, words: str, last: str | None) -> None:
    said = summary(tmp_path / "days", (SAID, f'long: "{words}"'))
    assert {entry.id: entry.last_day for entry in said.messages} == {"sign": last, "share": None}


def test_a_countdown_holds_until_the_day_before_that_which_it_goes_to(tmp_path: Path) -> None:
    counted = ("  share:\n", "  share:\n    countdown: {to: vote, from: 5, at: [telegram/square]}\n")
    words = "caption: {short: Please share., long: Please share the petition.}"
    forms = '{one: "{days} day.", other: "{days} days."}'
    said = summary(tmp_path / "countdown", counted, (words, f"caption: {{short: {forms}, long: {forms}}}"))
    share = next(entry for entry in said.messages if entry.id == "share")
    assert (share.last_day, share.counts_to) == ("2020-12-06", "2020-12-07")


def test_each_picture_of_a_countdown_is_called_by_what_it_says(tmp_path: Path) -> None:
    headline = "copy: {headline: {one: '**day** until the vote', other: '**days** until the vote'}}"
    counted = ("  share:\n", "  share:\n    countdown: {to: vote, from: 2, at: [telegram/square]}\n")
    words = "caption: {short: Please share., long: Please share the petition.}"
    forms = '{one: "{days} day.", other: "{days} days."}'
    copy = ("copy: {headline: Pass it on}", headline)
    said = summary(tmp_path / "counted", counted, copy, (words, f"caption: {{short: {forms}, long: {forms}}}"))
    share = next(entry for entry in said.messages if entry.id == "share")
    assert share.counted == {"2": "2 days until the vote", "1": "1 day until the vote"}
    assert next(entry for entry in said.messages if entry.id == "sign").counted == {}


@pytest.mark.parametrize(
    ("copy", "title"),
    [
        ({"headline": "pass it **on**"}, "Pass it on"),
        ({"headline": "pass it on", "kicker": "When you **can**"}, "When you can pass it on"),
        ({"headline": "Pass it on", "kicker": "When you can"}, "Pass it on"),
        ({"headline": "pass it on", "kicker": "When you can", "statistic": "vote"}, "7 December 2020 pass it on"),
        ({"statistic": "vote"}, "7 December 2020"),
    ],
)
def test_a_headline_that_goes_on_is_named_with_what_it_goes_on_from(
    tmp_path: Path, copy: dict[str, str], title: str
) -> None:
    campaign = load_project(make_project(tmp_path / "title", SPEC + DATED) / "kit.yaml").campaign
    statistic = copy.get("statistic")
    words = {slot: text for slot, text in copy.items() if slot != "statistic"}
    share = replace(campaign.messages["share"], copy=words, statistic=statistic)
    said = summarise(replace(campaign, messages={"share": share}), {})
    assert [entry.title for entry in said.messages] == [title]


def test_a_figure_that_is_a_day_says_which(tmp_path: Path) -> None:
    assert [figure.day for figure in summary(tmp_path / "figures").figures] == ["2020-12-07", "2020-12-21"]


def test_the_first_message_is_that_which_the_kit_names(tmp_path: Path) -> None:
    assert summary(tmp_path / "none").first is None
    assert summary(tmp_path / "one", ("kit:\n", "kit:\n  first: share\n")).first == "share"


def test_each_platform_on_which_one_posts_has_one_placement_to_take_first() -> None:
    table = read_placements()
    advised = [placement.platform for placement in table.values() if placement.advised]
    assert len(advised) == len(set(advised))
    posted = [placement.platform for placement in table.values() if placement.role in POSTED]
    assert {platform for platform in posted if posted.count(platform) > 1} == set(advised)
