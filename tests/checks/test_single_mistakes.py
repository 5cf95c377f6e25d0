"""Single mistakes of people who make a campaign of their own, each reported once with its cause, place and remedy.

Each is one small edit of the campaign that `kit new` writes, in which nothing is found as it is.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kit.base.errors import SpecError
from kit.pipeline.checking import check_composed
from kit.project import load_project
from kit.project.folders import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

STARTER = SHIPPED / "templates" / "starter"
KIT = "kit.yaml"
#: Two placements suffice, and the words of the sample are those of the campaign here.
BASE = (
    ("checks: [", "platforms: [x/square, telegram/landscape]\nchecks: [{off: sample, reason: they are ours here}, "),
)


class Mistake(NamedTuple):
    """An edit of `kit.yaml`, the code of what is reported, the line from its place on, and words of the remedy."""

    old: str
    new: str
    code: str
    at: str
    remedy: str


MISTAKES = {
    "layout-one-letter-short": Mistake(
        "saturdays:\n    images: [{layout: notice", "saturdays:\n    images: [{layout: notic",
        "unknown-layout", "notic, on:", "did you mean 'notice'?",
    ),
    "layout-of-another-campaign": Mistake(
        "saturdays:\n    images: [{layout: notice", "saturdays:\n    images: [{layout: message",
        "shipped-layout-not-named", "message, on:", "shipped_layouts: [message]",
    ),
    "shipped-layout-misspelt": Mistake(
        "shipped_layouts: []", "shipped_layouts: [petitoin]", "unknown-layout", "petitoin]", "did you mean 'petition'?"
    ),
}  # fmt: skip


def reported(folder: Path, *edits: tuple[str, str]) -> list[Fault]:
    """Return what is reported of the campaign with some edits, each (old, new)."""
    if not folder.exists():
        shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("dist"))
    text = (STARTER / KIT).read_text(encoding="utf-8")
    for old, new in (*BASE, *edits):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / KIT).write_text(text, encoding="utf-8")
    try:
        return [finding.fault for finding in check_composed(load_project(folder / KIT))]
    except SpecError as error:
        return list(error.faults)


def test_nothing_is_reported_of_the_campaign_without_mistakes(tmp_path: Path) -> None:
    assert reported(tmp_path / "own") == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_single_mistake_is_reported_with_its_place_and_its_remedy(name: str, tmp_path: Path) -> None:
    mistake = MISTAKES[name]
    faults = reported(tmp_path / "own", (mistake.old, mistake.new))
    assert {fault.code for fault in faults} == {mistake.code}
    [(place, remedy), *_] = dict.fromkeys((fault.mark, fault.remedy) for fault in faults)
    assert place
    assert place.snippet[place.column - 1 :].startswith(mistake.at)
    assert mistake.remedy in remedy


def test_what_is_left_of_the_sample_is_an_error_once_some_of_it_is_replaced(tmp_path: Path) -> None:
    shutil.copytree(STARTER, tmp_path / "own", ignore=shutil.ignore_patterns("dist"))
    path = tmp_path / "own" / KIT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Keep the library **open on Saturdays.**", "Keep the pool **open.**"), "utf-8")
    found = [one for one in check_composed(load_project(path), ("*x/square",)) if one.fault.code == "sample-left"]
    assert {one.severity for one in found} == {"error"}
    assert [one.fault.message.removesuffix(" of the sample that `kit new` wrote") for one in found] == [
        "'kit.creator' has a text",
        "'links.saturdays' has 2 texts",
        "'sources.count' has 2 texts",
        "'statistics.people' has 2 texts",
        "'messages.saturdays' has 3 texts",
        "'messages.visitors' has 4 texts",
        "'kit.hosts' has a text",
    ]
    path.write_text(text.replace("title: The town library", "title: The pool"), encoding="utf-8")
    assert [one for one in check_composed(load_project(path), ("*x/square",)) if one.fault.code == "sample-left"] == []
