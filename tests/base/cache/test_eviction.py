"""What was not used is removed, and what is too much: only what a cache wrote, and nothing that a build just used."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from support.commands import contents
from support.hostile.links import swap_before

from kit.base.cache import eviction
from kit.base.cache.entries import Cache, NotingCache, entry_name
from kit.base.cache.eviction import LIFETIME_DAYS, remove_outdated_cache, sweep

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [f"{number:02x}" * 32 for number in range(16)]
KEY = KEYS[10]
DAY = 86_400


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return the cache of one project among others."""
    return Cache(tmp_path / "projects" / ("0a" * 16))


def folder_of(cache: Cache) -> Path:
    assert cache.folder
    return cache.folder


def put(cache: Cache, kind: str, key: str = KEY, *, days: float = 0, size: int = 10) -> Path:
    """Put an entry that was last used some days ago."""
    cache.put(kind, key, bytes(size))
    return aged(folder_of(cache) / kind / key[:2] / key, days)


def aged(path: Path, days: float) -> Path:
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


def swept(cache: Cache, since: float | None = None) -> None:
    sweep(cache, time.time() - 1 if since is None else since)


def test_only_what_nothing_asked_for_in_sixty_days_goes(cache: Cache) -> None:
    kept, old = put(cache, "kept", days=LIFETIME_DAYS - 1), put(cache, "old", days=LIFETIME_DAYS + 1)
    swept(cache)
    assert (LIFETIME_DAYS, kept.exists(), old.exists()) == (60, True, False)


def test_an_entry_that_is_asked_for_stays(cache: Cache) -> None:
    put(cache, "pixels", days=LIFETIME_DAYS + 1)
    assert cache.get("pixels", KEY)
    swept(cache)
    assert cache.get("pixels", KEY)


def test_what_interrupted_writes_left_goes_whatever_the_clock_said_but_not_what_is_being_written(cache: Cache) -> None:
    folder = put(cache, "pixels").parent
    for number, days in enumerate((0.1, 61, -400, 0)):
        (folder / f".new-{number:016x}-{KEY}").write_bytes(b"half")
        aged(folder / f".new-{number:016x}-{KEY}", days)
    swept(cache)
    assert {path.name for path in folder.iterdir()} == {KEY, f".new-{3:016x}-{KEY}"}


def test_of_what_is_too_much_the_least_recently_used_goes(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [put(cache, "pixels", key, days=days, size=1000) for key, days in zip(KEYS, (3, 1, 4, 2), strict=False)]
    monkeypatch.setattr(eviction, "MOST_KEPT", 2500)
    swept(cache)
    assert [path.exists() for path in paths] == [False, True, False, True]


def test_what_a_build_wrote_or_used_stays_however_much_it_is(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    used, old = put(cache, "pixels", days=70, size=1000), put(cache, "pixels", KEYS[1], days=2)
    since = time.time() - 1
    assert cache.get("pixels", KEY)
    new = put(cache, "pixels", KEYS[2], size=1000)
    monkeypatch.setattr(eviction, "MOST_KEPT", 100)
    swept(cache, since)
    assert (used.exists(), old.exists(), new.exists()) == (True, False, True)


def test_what_is_still_needed_stays_though_nothing_asked_for_it(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    needed, old = put(cache, "pixels", days=70, size=1000), put(cache, "pixels", KEYS[1], days=2)
    monkeypatch.setattr(eviction, "MOST_KEPT", 100)
    sweep(cache, time.time() - 1, needed={entry_name("pixels", KEY)})
    assert (needed.exists(), old.exists()) == (True, False)


def test_a_cache_to_which_nothing_was_added_is_swept_once_a_day(cache: Cache) -> None:
    put(cache, "pixels")
    sweep(cache, time.time(), grown=False)
    old = put(cache, "old", days=LIFETIME_DAYS + 1)
    sweep(cache, time.time(), grown=False)
    assert old.exists()
    aged(folder_of(cache) / ".swept", 1.1)
    sweep(cache, time.time(), grown=False)
    assert not old.exists()


def test_nothing_goes_that_a_cache_did_not_write(cache: Cache) -> None:
    names = ["pip/http/page", "files/ab/photo.jpg", f"files/ab/{KEY}", f"pixels/{KEY[:2]}/.new-draft", f"x/y/z/{KEY}"]
    for name in names:
        path = folder_of(cache) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        aged(path, LIFETIME_DAYS + 400)
    swept(cache)
    assert [(folder_of(cache) / name).read_bytes() for name in names] == [b"mine"] * 5


def test_no_link_is_followed(cache: Cache, tmp_path: Path) -> None:
    elsewhere = put(Cache(tmp_path / "elsewhere"), "pixels", days=LIFETIME_DAYS + 1)
    folder_of(cache).mkdir(parents=True)
    (folder_of(cache) / "pixels").symlink_to(elsewhere.parents[1])
    aged_project = tmp_path / "projects" / ("0b" * 16)
    aged_project.symlink_to(tmp_path / "elsewhere")
    swept(cache)
    assert elsewhere.exists()


def test_a_project_whose_folder_is_a_link_is_not_swept(cache: Cache, tmp_path: Path) -> None:
    elsewhere = put(Cache(tmp_path / "elsewhere"), "pixels", days=LIFETIME_DAYS + 1)
    folder_of(cache).parent.mkdir()
    folder_of(cache).symlink_to(tmp_path / "elsewhere")
    swept(cache)
    assert [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()] == [elsewhere]


def test_projects_that_are_not_used_any_more_go_as_a_whole(cache: Cache) -> None:
    put(cache, "pixels")
    projects = folder_of(cache).parent
    other, used, mine = (Cache(projects / name) for name in ("0b" * 16, "0c" * 16, "my project"))
    for one in (other, used, mine):
        put(one, "pixels", days=LIFETIME_DAYS + 1)
        aged(folder_of(one), LIFETIME_DAYS + (one is not used))
    os.utime(folder_of(used))
    swept(cache)
    assert {path.name for path in projects.iterdir()} == {"0a" * 16, "0c" * 16, "my project"}


# What lay in the folder of kits --------------------------------------------------------------------------------------


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the cache that an earlier version left beside its kits."""
    cache = Cache(tmp_path / "dist" / ".cache")
    for kind in ("bodies", "drawings", "files", "measures", "pictures", "thumbnails"):
        put(cache, kind)
    (tmp_path / "dist/.cache/bodies" / KEY[:2] / f".new-123-{KEY}").write_bytes(b"half")
    return folder_of(cache)


def test_the_cache_that_earlier_versions_kept_beside_kits_is_removed(old: Path) -> None:
    remove_outdated_cache(old.parent)
    remove_outdated_cache(old.parent)
    assert not old.exists()


def test_a_link_in_its_place_is_removed_and_not_followed(old: Path, tmp_path: Path) -> None:
    old.rename(tmp_path / "elsewhere")
    before = contents(tmp_path / "elsewhere")
    old.symlink_to(tmp_path / "elsewhere")
    remove_outdated_cache(old.parent)
    assert not old.is_symlink()
    assert contents(tmp_path / "elsewhere") == before != {}


def test_links_in_it_are_not_followed(old: Path, tmp_path: Path) -> None:
    (old / "bodies").rename(tmp_path / "elsewhere")
    (old / "bodies").symlink_to(tmp_path / "elsewhere")
    remove_outdated_cache(old.parent)
    assert len(contents(tmp_path / "elsewhere")) == 2


def test_what_people_put_into_it_stays(old: Path) -> None:
    (old / "note.txt").write_text("mine", "utf-8")
    (old / "pip" / KEY[:2]).mkdir(parents=True)
    (old / "pip" / KEY[:2] / KEY).write_text("mine", "utf-8")
    remove_outdated_cache(old.parent)
    assert contents(old) == {"note.txt": b"mine", f"pip/{KEY[:2]}/{KEY}": b"mine"}


def test_the_caches_of_the_user_stay_where_kits_are_built_beside_them(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(old))
    before = contents(old)
    remove_outdated_cache(old.parent)
    assert contents(old) == before
    shutil.move(old, tmp_path / "caches")
    old.symlink_to(tmp_path / "caches")
    remove_outdated_cache(old.parent)
    assert old.is_symlink()


def test_a_cache_notes_what_is_used_of_it(cache: Cache) -> None:
    noting = NotingCache(cache.folder)
    cache.put("pixels", KEYS[1], b"1")
    noting.put("words", KEYS[2], b"2")
    assert (noting.get("pixels", KEYS[1]), noting.get("pixels", KEYS[3])) == (b"1", None)
    assert noting.take_noted() == (entry_name("pixels", KEYS[1]), entry_name("words", KEYS[2]))
    assert noting.take_noted() == ()


def test_a_folder_that_becomes_a_link_is_not_swept_elsewhere(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = put(cache, "pixels", days=LIFETIME_DAYS + 1).parent
    shutil.copytree(place, tmp_path / "elsewhere")
    swapped = swap_before(monkeypatch, "remove", place, tmp_path / "elsewhere")
    swept(cache)
    assert swapped()
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == [KEY]
    assert [*place.with_name(f"{place.name}-moved-away").iterdir()] == []
