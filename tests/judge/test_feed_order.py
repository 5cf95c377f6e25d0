"""Messages of one layout that follow each other in a feed, where an order exists that keeps them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER, make_project

from kit.compose.content import review
from kit.judge import CAMPAIGN_RULES, judge
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project

MESSAGE = """\
  {id}:
    images: [{{layout: {layout}, on: [{role}]{at}}}]
    copy: {{headline: Keep them on.}}
    caption: {{short: Please sign., long: Please sign it.}}
    shows: A wall.
"""
#: Eight messages of two layouts in turn.
APART = ("m", "c") * 4
LAYOUTS = {"m": "message", "c": "cover", "x": "series-start"}


def campaign(folder: Path, *messages: str) -> Project:
    """Write a campaign whose messages have the layouts and the roles that are named, and load it."""
    entries = []
    for number, message in enumerate(messages):
        layout, _, rest = message.partition(" ")
        role, _, platform = rest.partition("@")
        at = f", at: [{platform}]" if platform else ""
        entries.append(MESSAGE.format(id=f"{layout}{number}", layout=LAYOUTS[layout], role=role or "feed", at=at))
    spec = f"{HEADER}platforms: [x, bluesky]\nmessages:\n{''.join(entries)}"
    return load_project(make_project(folder / "project", spec) / "kit.yaml")


def pairs(project: Project) -> list[str]:
    """Return the second message of each pair that the rule finds."""
    found = list(judge(review(project.campaign, artboards=plan(project)), ("doubles",), CAMPAIGN_RULES))
    assert {finding.rule for finding in found} <= {"feed"}
    assert {(finding.severity, finding.fault.code) for finding in found} <= {("advice", "layout-twice-in-feed")}
    return [finding.where for finding in found]


@pytest.mark.parametrize(
    ("messages", "second"),
    [
        ((*APART, "m"), []),
        ((*APART, "c"), ["c8"]),
        (("m", *APART, "c"), ["m1", "c9"]),
        (("m", "c header", *APART), ["m2"]),
        (("m", *APART[1:], "m"), []),
        (("m", "m", "c", "m", "c", "m", "c", "m"), []),
        (("m", "m", "m", "c", "m", "c", "m", "c", "m"), []),
        (("m",), []),
    ],
)
def test_two_of_one_layout_are_found_where_another_order_keeps_them_apart(
    tmp_path: Path, messages: tuple[str, ...], second: list[str]
) -> None:
    assert pairs(campaign(tmp_path, *messages)) == second


def test_each_platform_has_a_feed_of_its_own(tmp_path: Path) -> None:
    assert pairs(campaign(tmp_path, "m feed@x", "c feed@bluesky", *APART)) == ["m2"]
    assert pairs(campaign(tmp_path / "apart", "m feed@x", "m feed@bluesky", *APART[1:], "m", "c")) == []


def test_the_finding_names_both_messages_and_the_place_of_the_second(tmp_path: Path) -> None:
    project = campaign(tmp_path, "m", *APART)
    [finding] = judge(review(project.campaign, artboards=plan(project)), ("doubles",), CAMPAIGN_RULES)
    assert finding.fault.message == "'m1' follows 'm0' in feeds, but both have the layout 'message'"
    assert finding.fault.mark
    assert finding.fault.mark.snippet.strip() == "m1:"
