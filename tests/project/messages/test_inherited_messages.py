"""A message may be like another: it takes what it does not say itself, and faults are where the words are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import located, write_breakable
from support.photos import write_pictured

from kit.compose.content import review
from kit.judge import CAMPAIGN_RULES, judge
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project

END = "checks: [{off: widow"


def variant(*lines: str) -> tuple[str, str]:
    """Return the change to `kit.yaml` that writes a message of some lines behind the others."""
    return END, "\n".join(["  again:", *(f"    {line}" for line in lines), END])


def load(folder: Path, *lines: str) -> Project:
    return load_project(write_breakable(folder, variant(*lines)))


def test_a_message_takes_what_it_does_not_say(tmp_path: Path) -> None:
    campaign = load(tmp_path, "like: sign", "theme: drawn", "images: [{layout: plain, on: [feed]}]").campaign
    sign, again = campaign.messages["sign"], campaign.messages["again"]
    assert (again.theme, len(again.images), again.like) == ("drawn", 1, "sign")
    assert (again.copy, again.caption, again.shows) == (sign.copy, sign.caption, sign.shows)
    assert (again.statistic, again.link) == (sign.statistic, sign.link)


def test_copy_and_captions_are_taken_part_by_part(tmp_path: Path) -> None:
    again = load(tmp_path, "like: sign", "copy: {support: Thanks}", "caption: {short: Scan.}").campaign.messages[
        "again"
    ]
    assert again.copy == {"headline": "**Sign** for more than 82 million", "support": "Thanks"}
    assert (again.caption.short, again.caption.long) == ("Scan.", "Please sign it.")


def test_a_series_is_taken_whole(tmp_path: Path) -> None:
    campaign = load(tmp_path, "like: series", "copy: {headline: Two}").campaign
    assert campaign.messages["again"].frames == campaign.messages["series"].frames


def test_a_message_may_do_without_a_part_of_what_it_is_like(tmp_path: Path) -> None:
    again = load(tmp_path, "like: sign", "without: [support, theme]").campaign.messages["again"]
    assert ([*again.copy], again.theme) == (["headline"], None)


def test_what_a_message_is_like_may_be_like_another_and_lack_what_that_does_without(tmp_path: Path) -> None:
    more = ("  third:", "    like: again", "    shows: A door of light.", END)
    between = variant("like: sign", "without: [support]", "copy: {headline: Again}")
    campaign = load_project(write_breakable(tmp_path, between, (END, "\n".join(more)))).campaign
    third = campaign.messages["third"]
    assert (third.copy, third.shows, third.statistic) == ({"headline": "Again"}, "A door of light.", "reports")


def test_words_that_are_taken_have_the_place_at_which_they_are_written(tmp_path: Path) -> None:
    document = load(tmp_path, "like: sign").campaign.document
    for path in (("copy", "headline"), ("caption", "long"), ("images", 0, "layout")):
        assert document.mark("messages", "again", *path) == document.mark("messages", "sign", *path)
    assert document.mark("messages", "again").line > document.mark("messages", "sign").line


def test_figures_in_words_that_are_taken_count_for_the_message_too(tmp_path: Path) -> None:
    figures = load(tmp_path, "like: sign").campaign.figures
    assert figures["messages", "again", "copy", "headline"] == ("reports",)


def test_a_rule_finds_the_words_of_each_message(tmp_path: Path) -> None:
    campaign = load_project(
        write_breakable(tmp_path, ("shows: A wall.", "shows: A victim."), variant("like: sign"))
    ).campaign
    found = judge(review(campaign), (), CAMPAIGN_RULES)
    assert [(finding.rule, finding.where) for finding in found if finding.rule == "voice"] == [
        ("voice", "sign"),
        ("voice", "again"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["like: sing"], [("unknown-message", "sing")]),
        (["like: again"], [("like-in-a-circle", "again")]),
        (["like: [sign]"], [("missing-key", "again:")] * 4 + [("wrong-type", "[sign]")]),
        (["like: sign", "without: [suport]"], [("nothing-to-do-without", "suport]")]),
        (
            [
                "like: sign",
                "images: [{layout: bare, on: [feed]}]",
                "copy: {headline: Again}",
                "without: [statistic]",
            ],
            [("taken-copy-without-slot", "sign")],
        ),
        (["like: sign", "copy: Please sign."], [("wrong-type", "Please sign.")]),
    ],
)
def test_a_mistake_has_its_code_at_its_place(lines: list[str], expected: list[tuple[str, str]], tmp_path: Path) -> None:
    assert sorted(located(write_breakable(tmp_path, variant(*lines)))) == expected


def test_a_photo_that_is_taken_and_has_no_slot_is_named_where_it_is_taken(tmp_path: Path) -> None:
    more = "shows: A dark street.\n  again:\n    like: bus\n    images: [{layout: message, on: [feed]}]\n"
    shipped = ("  logo:", "  shipped_layouts: [message]\n  logo:")
    assert located(write_pictured(tmp_path / "a", shipped, ("shows: A dark street.\n", more))) == [
        ("taken-image-without-slot", "bus")
    ]
    more += "    without: [photo]\n"
    assert located(write_pictured(tmp_path / "b", shipped, ("shows: A dark street.\n", more))) == []


def test_without_needs_a_message_to_be_like(tmp_path: Path) -> None:
    change = ("    theme: night\n    copy:", "    theme: night\n    without: [support]\n    copy:")
    assert located(write_breakable(tmp_path, change)) == [("without-needs-like", "without: [support]")]


def test_a_circle_is_said_once_and_nothing_of_those_in_it(tmp_path: Path) -> None:
    more = ("  third:", "    like: again", "  fourth:", "    like: third", END)
    path = write_breakable(tmp_path, variant("like: third"), (END, "\n".join(more)))
    assert located(path) == [("like-in-a-circle", "third")]


def test_what_is_wrong_with_words_that_are_taken_is_said_once(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("shows: A wall.", "shows: '{report}'"), variant("like: sign"))
    assert located(path) == [("unknown-statistic", "{report}'")]
