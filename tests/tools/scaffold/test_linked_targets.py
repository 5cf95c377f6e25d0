"""Links of a clone in the place of the files and folders that commands for editors and translators write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import FEW_WORDS, SPEC, make_project
from support.commands import contents
from support.faults import refused
from support.translations import GERMAN, make_campaign

import kit
import kit.tools.comparison
from kit.base.real_folders import LinkedFolderError
from kit.tools.scaffold import new_layout, new_translation, note_translations, write_schemas

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder of the user's, with a file."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "profile").write_text("theirs", encoding="utf-8")
    return folder


def assert_untouched(home: Path) -> None:
    assert contents(home) == {"profile": b"theirs"}


@pytest.mark.parametrize("name", ["templates", "templates/svg"])
def test_a_layout_is_not_made_through_a_link(tmp_path: Path, home: Path, name: str) -> None:
    project = make_project(tmp_path / "project", FEW_WORDS + SPEC)
    loaded = kit.load(project)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).symlink_to(home)
    with refused(LinkedFolderError, "output-is-link") as faults:
        new_layout(loaded, "placard")
    assert str(project / name) in faults[0].message
    assert_untouched(home)


def test_a_translation_is_not_begun_where_a_link_leads(tmp_path: Path, home: Path) -> None:
    project = make_project(tmp_path / "project")
    loaded = kit.load(project)
    (project / "locales").mkdir()
    (project / "locales" / "de.yaml").symlink_to(home / "new.yaml")
    assert new_translation(loaded, "de").path == project / "locales" / "de.yaml"
    assert not (project / "locales" / "de.yaml").is_symlink(), "it led nowhere, so nothing is lost"
    assert_untouched(home)
    (project / "locales").rename(project / "mine")
    (project / "locales").symlink_to(home)
    with refused(LinkedFolderError, "output-is-link"):
        new_translation(loaded, "fr")
    assert_untouched(home)


def test_states_of_translations_are_not_written_through_a_link(tmp_path: Path) -> None:
    root = make_campaign(tmp_path / "project", GERMAN)
    (root / "locales").rename(root / "words")
    (root / "locales").symlink_to("words")
    before = contents(root / "words")
    with refused(LinkedFolderError, "output-is-link"):
        note_translations(root)
    assert contents(root / "words") == before


def test_schemas_replace_links_and_follow_none(tmp_path: Path, home: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "kit.json").symlink_to(home / "profile")
    written = write_schemas(tmp_path / "schemas")
    assert tmp_path / "schemas" / "kit.json" in written
    assert not (tmp_path / "schemas" / "kit.json").is_symlink()
    assert_untouched(home)
    (tmp_path / "way").symlink_to(tmp_path / "schemas")
    assert write_schemas(tmp_path / "way")[0].parent == tmp_path / "way", "the user chose it"


def test_contact_sheets_replace_links_and_follow_none(tmp_path: Path, home: Path) -> None:
    project = kit.load(make_project(tmp_path / "project"))
    result = kit.build(project, tmp_path / "out", jobs=0)
    (tmp_path / "out" / "sheets").mkdir()
    (tmp_path / "out" / "sheets" / "contact-sheet-cover.png").symlink_to(home / "profile")
    sheets = kit.contact_sheets(project, result, tmp_path / "out" / "sheets")
    assert all(path.is_file() and not path.is_symlink() for path in sheets)
    (tmp_path / "out" / "linked").symlink_to(home)
    with refused(LinkedFolderError, "output-is-link"):
        kit.contact_sheets(project, result, kit.kits_folder(tmp_path, tmp_path / "out") / "linked")
    assert_untouched(home)


@pytest.mark.ci
def test_the_page_of_differences_is_not_written_through_a_link(tmp_path: Path, home: Path) -> None:
    project = make_project(tmp_path / "project")
    built = kit.build(kit.load(project), tmp_path / "out", jobs=0).folder
    (project / "kit.yaml").write_text(SPEC.replace("Pass it on", "Pass this on"), encoding="utf-8")
    (tmp_path / "disk").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "disk")
    page = kit.tools.comparison.diff(built, project, out=tmp_path / "way" / "page", jobs=1).page
    assert page == tmp_path / "way" / "page" / "index.html"
    pictures = tmp_path / "disk" / "page" / "pictures"
    assert any(pictures.iterdir())
    pictures.rename(tmp_path / "mine")
    pictures.symlink_to(home)
    with refused(LinkedFolderError, "output-is-link"):
        kit.tools.comparison.diff(built, project, out=tmp_path / "way" / "page", jobs=1)
    assert_untouched(home)
    pictures.unlink()
    kit.tools.comparison.diff(built, project, out=tmp_path / "way" / "page", jobs=1)
    assert any(pictures.iterdir())
