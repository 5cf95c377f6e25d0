"""The feed: which pictures it holds, in which order, and what of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.campaigns import SPEC, make_project, write_countdown
from support.forked_calls import forked

import kit
from kit.base.geometry import Box
from kit.publish.gallery.contact_sheet import BETWEEN, COLUMNS, TILE, Post, _posts, write_feed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.asset import Asset


@pytest.fixture(scope="module")
def asset(tmp_path_factory: pytest.TempPathFactory) -> Asset:
    """One file of a kit, to be changed into others."""
    folder = tmp_path_factory.mktemp("one")
    project = kit.load(make_project(folder / "project"))
    return forked(kit.build, project, folder / "dist", only="share telegram/square", jobs=1).assets[0]


def posts(folder: Path, asset: Asset, number: int) -> list[Post]:
    """Write some pictures of 100 x 100 px, each of one grey between two bands of black that no profile shows."""
    made = []
    for index in range(number):
        path = folder / f"{index}.png"
        picture = Image.new("RGB", (100, 100))
        picture.paste((10 + index,) * 3, (12, 0, 87, 100))
        picture.save(path)
        made.append(Post(replace(asset, path=path.name), Box(12, 0, 87, 100)))
    return made


def greys(sheet: Path) -> list[int]:
    """Return the grey of each picture of a sheet, row by row; each must be of one grey to its edges."""
    found = []
    with Image.open(sheet) as image:
        for row in range((image.height + BETWEEN) // (TILE[1] + BETWEEN)):
            for column in range(COLUMNS):
                x, y = column * (TILE[0] + BETWEEN), row * (TILE[1] + BETWEEN)
                [grey] = set(image.convert("L").crop((x, y, x + TILE[0], y + TILE[1])).tobytes())
                found.append(grey)
    return found


@pytest.mark.parametrize(
    ("number", "sheets"),
    [
        (0, []),
        (2, [[1, 0]]),
        (12, [[*range(11, -1, -1)]]),
        (13, [[*range(11, -1, -1)], [*range(12, 0, -1)]]),
        (24, [[*range(11, -1, -1)], [*range(23, 11, -1)]]),
    ],
)
def test_a_sheet_shows_the_last_twelve_the_newest_first_cut_as_the_profile_does(
    tmp_path: Path, asset: Asset, number: int, sheets: list[list[int]]
) -> None:
    written = write_feed(tmp_path, posts(tmp_path, asset, number), tmp_path)
    white = 255 - 10
    found = [[grey - 10 for grey in greys(sheet) if grey - 10 != white] for sheet in written]
    assert found == sheets
    assert [path.name for path in written] == [f"feed-{place}.png" for place in range(1, len(sheets) + 1)]


@pytest.mark.ci
def test_each_message_is_posted_once_as_the_picture_nearest_to_the_profile_in_the_order_of_kit_yaml(
    tmp_path: Path,
) -> None:
    spec = SPEC.replace("[telegram/landscape, telegram/square]", "[telegram, instagram/square, instagram/portrait_4x5]")
    project = kit.load(make_project(tmp_path / "project", spec))
    result = forked(kit.build, project, tmp_path / "dist", jobs=1, only="*4*")
    both = forked(kit.build, project, tmp_path / "dist", jobs=1)
    assert [(post.asset.message, post.asset.placement) for post in _posts(project, both.assets)] == [
        ("sign", "instagram/portrait_4x5"),
        ("share", "instagram/portrait_4x5"),
    ]
    assert {tuple(post.shown) for post in _posts(project, result.assets)} == {(34, 0, 1046, 1350)}
    *sheets, feed = kit.contact_sheets(project, both, tmp_path / "sheets")
    assert feed.name == "feed-1.png"
    assert all(sheet.name.startswith("contact-sheet-") for sheet in sheets)


def test_a_kit_for_no_platform_with_a_profile_has_no_feed_and_a_series_is_posted_as_its_first(
    tmp_path: Path, asset: Asset
) -> None:
    project = kit.load(make_project(tmp_path / "project"))
    assert _posts(project, [asset]) == []
    on = replace(asset, platform="instagram", placement="instagram/square")
    series = [replace(on, frame=number, path=f"{number}.jpg") for number in (2, 1)]
    [post] = _posts(project, series)
    assert (post.asset.frame, tuple(post.shown)) == (1, (135, 0, 945, 1080))
    assert _posts(project, [replace(on, role="story")]) == []


def test_a_countdown_is_posted_day_by_day(tmp_path: Path, asset: Asset) -> None:
    places = ("[telegram, x]", "[instagram/square]"), ("[telegram, x/square]", "[instagram/square]")
    project = kit.load(write_countdown(tmp_path / "library", *places))
    on = replace(asset, message="open", platform="instagram", placement="instagram/square")
    days = [replace(on, frame=left, path=f"{left}.jpg") for left in (1, 3, 2)]
    assert [post.asset.frame for post in _posts(project, days)] == [3, 2, 1]
