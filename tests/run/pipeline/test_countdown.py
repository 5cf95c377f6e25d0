"""A countdown of seven days on three placements, as it is built: files, captions, alt texts, and the day of each."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import write_countdown
from support.forked_calls import forked

import kit

if TYPE_CHECKING:
    from pathlib import Path

PLACES = {
    "telegram/landscape": "landscape-1280x720",
    "telegram/square": "square-1080x1080",
    "x/square": "square-1080x1080",
}
DAYS = range(1, 8)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> kit.Project:
    return kit.load(write_countdown(tmp_path_factory.mktemp("countdown") / "library"))


@pytest.fixture(scope="module")
def built(project: kit.Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the kit."""
    result = forked(kit.build, project, tmp_path_factory.mktemp("out"), jobs=1)
    assert (result.published, result.failures, result.warnings) == (True, (), ())
    return result.folder


@pytest.fixture(scope="module")
def assets(built: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """The entries of the manifest by placement and days left."""
    entries = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["assets"]
    return {(entry["placement"], entry["frame"]): entry for entry in entries}


def test_there_is_a_picture_for_each_day_on_each_placement(assets: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert assets.keys() == {(placement, left) for placement in PLACES for left in DAYS}
    for (placement, left), entry in assets.items():
        path = f"en/{placement.partition('/')[0]}/open-{left:02d}-{PLACES[placement]}"
        assert entry["path"].rpartition(".")[0] == path
    squares = {entry["pixels_sha256"] for (placement, _), entry in assets.items() if placement == "x/square"}
    assert len(squares) == len(DAYS)


def test_captions_and_alt_texts_say_the_count(built: Path, assets: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert assets
    for (_, left), entry in assets.items():
        count = "1 day" if left == 1 else f"{left} days"
        caption, alt = (
            (built / entry["path"]).with_suffix(f".{name}.txt").read_text(encoding="utf-8")
            for name in ("caption", "alt")
        )
        assert caption.startswith(f"{count} until the council votes on 10 March. Write to it today.")
        assert alt.startswith(f"Text: {count} until the vote. reading.example/write.")
        assert ("almost shut" in alt) == (left == 1)
        assert "Source: The town" in entry["alt_long"]


@pytest.mark.few(3)
@pytest.mark.ci
@pytest.mark.parametrize("left", DAYS)
def test_on_each_day_the_pictures_of_all_other_days_are_stale(left: int, project: kit.Project) -> None:
    day = dt.date(2026, 3, 10) - dt.timedelta(left)
    found = {finding.where: finding.fault.code for finding in kit.check(project, as_of=day, only="*x/square")}
    past = {f"open-{other:02d}": "countdown-of-past-day" for other in DAYS if other > left}
    later = {f"open-{other:02d}": "countdown-of-later-day" for other in DAYS if other < left}
    assert found == {**past, **later}


@pytest.mark.ci
def test_on_the_day_itself_and_after_it_all_are_stale(project: kit.Project) -> None:
    on_the_day = kit.check(project, as_of=dt.date(2026, 3, 10), only="*x/square")
    assert [finding.fault.code for finding in on_the_day] == ["countdown-of-past-day"] * 7
    after = kit.check(project, as_of=dt.date(2026, 3, 11), only="*x/square")
    assert [finding.fault.code for finding in after] == ["past-day", *["countdown-of-past-day"] * 7]


def test_without_a_day_asked_for_what_is_to_come_is_not_stale(project: kit.Project) -> None:
    assert kit.check(project, only="*x/square") == ()


def test_a_kit_that_was_built_holds_to_all_rules(project: kit.Project, built: Path) -> None:
    assert forked(kit.check, project, built=built) == ()
    assert kit.verify(built) == ()


def test_the_page_names_the_countdown_without_a_number(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert [message["title"] for message in manifest["kit"]["messages"]] == ["Days until the vote"]
