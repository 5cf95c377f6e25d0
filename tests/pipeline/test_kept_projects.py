"""A project that was read is kept for the next command, and read anew as soon as anything of it is another."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from meadows import DRAWING, LAYOUT, PALETTE, write_meadow
from refusals import refused

import kit
from kit.content.catalogue import sentences
from kit.errors import SpecError
from kit.pipeline import kept_projects, own_cache
from kit.project import load_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.project import Project


class Reading:
    """A campaign, the folder that it is kept in, and how often it was read completely."""

    def __init__(self, folder: Path) -> None:
        """Write the campaign."""
        self.spec, self.folder, self.times = write_meadow(folder / "meadow"), folder / "kept", 0

    def read(self, spec: Path) -> Project:
        self.times += 1
        return load_project(spec)

    def loads(self) -> int:
        """Load the project, and return how often it was read for that."""
        before = self.times
        loaded = kit.load(self.spec)
        assert (loaded, loaded.campaign.document) == (again := load_project(self.spec), again.campaign.document)
        return self.times - before

    def entries(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Return a campaign that was loaded once."""
    found = Reading(tmp_path)
    monkeypatch.setenv("KIT_CACHE", str(found.folder))
    monkeypatch.setattr("kit.project.load.load_project", found.read)
    assert (found.loads(), found.loads()) == (1, 0)
    return found


def changed(file: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text((root / file).read_text("utf-8").replace(old, new, 1), "utf-8")


def added(file: str, text: str = "") -> Callable[[Path], object]:
    def write(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")

    return write


@pytest.mark.parametrize(
    "change",
    [
        changed("kit.yaml", "kit:\n", "# A line more.\nkit:\n"),
        changed(LAYOUT, "\n", "\n# A line more.\n"),
        changed(PALETTE, "\n", "\n# A line more.\n"),
        lambda root: shutil.copy(root / PALETTE, root / "templates/svg/leaf/palette.yaml"),
        lambda root: shutil.copy(root / DRAWING, root / "templates/svg/leaf/wide.svg"),
        added("templates/svg/parts/tick.svg"),
        added("templates/svg/none/there.txt"),
        added("fonts/own/Mine.ttf"),
        added("locales/de.yaml", "messages: {}\n"),
    ],
    ids=["words", "layout", "palette", "own-palette", "drawing", "part", "folder", "font", "locale"],
)
def test_a_project_is_read_anew_when_a_file_that_it_is_read_from_changes(
    change: Callable[[Path], object], reading: Reading
) -> None:
    change(reading.spec.parent)
    assert (reading.loads(), reading.loads()) == (1, 0)
    assert len(reading.entries()) == 1


def test_a_project_is_not_read_anew_for_what_it_is_not_read_from(reading: Reading) -> None:
    changed(DRAWING, "#1f6b3a", "#2b2118")(reading.spec.parent)
    added("dist/notes.txt")(reading.spec.parent)
    os.utime(reading.spec, (1, 1))
    assert reading.loads() == 0


def test_an_image_is_looked_at_again(reading: Reading) -> None:
    root = reading.spec.parent
    added("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h9v9z"/></svg>')(root)
    changed("kit.yaml", "kit:\n", "kit:\n  logo: {file: logo.svg, alt: A leaf}\n")(root)
    assert (reading.loads(), reading.loads()) == (1, 0)
    changed("logo.svg", "h9", "h8")(root)
    assert (reading.loads(), reading.loads()) == (1, 0)
    (root / "logo.svg").unlink()
    with refused(SpecError, "image-missing"):
        kit.load(reading.spec)


def test_faults_are_told_each_time(reading: Reading) -> None:
    changed("kit.yaml", "kit:\n", "kit:\n  nmae: leaf\n")(reading.spec.parent)
    for _ in range(2):
        with refused(SpecError, "unknown-key"):
            kit.load(reading.spec)


def test_another_generator_reads_it_anew(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_projects, "generator_now", lambda: ("another",))
    assert (reading.loads(), reading.loads()) == (1, 0)


def test_what_tells_generators_apart_is_every_module_and_library() -> None:
    said = "\n".join(own_cache.generator_now())
    assert all(name in said for name in ("kit/platforms.yaml ", "project/load.py ", "words/en.yaml ", "pydantic-"))


def test_a_damaged_entry_is_none(reading: Reading) -> None:
    (entry,) = reading.entries()
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert (reading.loads(), reading.loads()) == (1, 0)


def test_a_project_that_is_saved_while_it_is_read_is_not_kept(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved(spec: Path) -> Project:
        found = reading.read(spec)
        changed("kit.yaml", "kit:\n", "# A line more.\nkit:\n")(spec.parent)
        return found

    changed("kit.yaml", "kit:\n", "# A line more.\nkit:\n")(reading.spec.parent)
    with monkeypatch.context() as patched:
        patched.setattr("kit.project.load.load_project", saved)
        kit.load(reading.spec)
    assert (reading.loads(), reading.loads()) == (1, 0)


@pytest.mark.skipif(os.name == "nt", reason="folders of a user are private there")
def test_a_folder_that_others_may_write_is_not_used(reading: Reading) -> None:
    reading.folder.chmod(0o777)
    assert (reading.loads(), reading.loads()) == (1, 1)


@pytest.mark.parametrize("asked", ["", os.devnull])
def test_where_nothing_can_be_kept_nothing_is(asked: str, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_CACHE", asked)
    assert (reading.loads(), reading.loads()) == (1, 1)


def test_projects_are_kept_among_the_caches_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kit.load(write_meadow(tmp_path / "meadow"))
    assert (tmp_path / "child-safety-first-kit" / "projects").is_dir()
    assert (tmp_path / "child-safety-first-kit").stat().st_mode & 0o777 == 0o700


def test_a_kept_project_brings_the_sentences_of_its_language(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    language = kit.load(reading.spec).campaign.kit.language
    words = sentences(language)
    sentences.cache_clear()
    monkeypatch.setattr("kit.document.read_yaml", None)
    assert sentences(language) == words
