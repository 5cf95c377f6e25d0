"""A language of which nothing has changed is not made again: its files are those of the last kit, by their sums."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, FEW_WORDS, LAYOUT, PALETTE, SPEC, make_project, write_own_palette
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.project.folders import SHIPPED
from kit.run.pipeline.inputs import LanguageInputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GERMAN = """\
kit: {title: Winzig}
links: {petition: {url: https://www.change.org/kinderschutz, shown: change.org/kinderschutz}}
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""
PICTURE, TEXT = "de/telegram/sign-square-1080x1080.png", "en/telegram/share-square-1080x1080.alt.txt"


class Twice:
    """A project in two languages that was built once, and what is kept of it."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Build it; a picture without a code asks to scan one, so that something is found in it."""
        self.root, self.folder = root, folder
        make_project(root, SPEC.replace("Pass it on", "Scan the code") + FEW_WORDS)
        (root / "locales").mkdir()
        (root / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
        self.first = self.build()
        self.files = contents(self.first.folder)

    def build(self) -> kit.BuildResult:
        return forked(kit.build, kit.load(self.root), self.root / "dist", jobs=2)

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text("utf-8")
        assert old in text
        (self.root / file).write_text(text.replace(old, new, 1), "utf-8")

    def forget(self, *kinds: str) -> None:
        """Remove what is kept of single pictures, so that they can only be found with their language."""
        for kind in kinds or ("pictures", "bodies", "thumbnails"):
            for folder in self.folder.glob(f"projects/*/{kind}"):
                shutil.rmtree(folder)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    folder = tmp_path_factory.mktemp("languages")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KIT_CACHE", str(folder / "kept"))
        built = Twice(folder / "project", folder / "kept")
    for name in ("project", "kept"):
        shutil.copytree(folder / name, folder / "saved" / name)
    return built


@pytest.fixture
def twice(once: Twice, monkeypatch: pytest.MonkeyPatch) -> Twice:
    """Return the project as it was after its first build."""
    monkeypatch.setenv("KIT_CACHE", str(once.folder))
    for path in (once.root, once.folder):
        shutil.rmtree(path)
        shutil.copytree(path.parent / "saved" / path.name, path)
    return once


@pytest.mark.ci
def test_nothing_is_made_where_nothing_has_changed_and_the_same_is_found(twice: Twice) -> None:
    twice.forget()
    inode = (twice.first.folder / PICTURE).stat().st_ino
    again = twice.build()
    assert (again.composed, again.painted, again.languages) == (0, 0, ("de", "en"))
    assert contents(again.folder) == twice.files
    assert (again.folder / PICTURE).stat().st_ino == inode
    assert twice.first.warnings
    assert (again.assets, again.warnings, again.kept) == (twice.first.assets, twice.first.warnings, ())


def test_each_picture_is_counted_though_it_is_not_made(twice: Twice) -> None:
    steps: list[tuple[int, int, str]] = []
    kit.build(kit.load(twice.root), twice.root / "dist", progress=lambda *step: steps.append(step))
    assert [step[:2] for step in steps] == [(done, 6) for done in range(7)]
    assert sorted(path.partition("/")[0] for _, _, path in steps) == ["", "de", "de", "en", "en", "en", "en"]


@pytest.mark.parametrize("name", [PICTURE, TEXT])
def test_a_file_that_somebody_changed_is_made_again_and_theirs_is_kept(twice: Twice, name: str) -> None:
    twice.forget("pictures")
    (twice.first.folder / name).write_bytes(b"mine")
    again = twice.build()
    assert (again.composed, contents(again.folder)) == (1, twice.files)
    assert [path.read_bytes() for path in again.kept] == [b"mine"]


@pytest.mark.parametrize("but", ["a picture", "a small image", "all"])
def test_a_file_that_is_gone_is_made_again(twice: Twice, but: str) -> None:
    folder = twice.first.folder
    small = next(asset.thumbnail for asset in twice.first.assets if asset.path == PICTURE)
    assert small
    if but == "all":
        shutil.rmtree(folder)
    else:
        (folder / {"a picture": PICTURE, "a small image": small}[but]).unlink()
    assert contents(twice.build().folder) == twice.files


def test_a_file_that_has_another_name_too_is_not_taken_over(twice: Twice, tmp_path: Path) -> None:
    (tmp_path / "mine.png").hardlink_to(twice.first.folder / PICTURE)
    again = twice.build()
    (tmp_path / "mine.png").write_bytes(b"changed")
    assert contents(again.folder) == twice.files


def test_after_a_word_of_a_translation_only_its_pictures_are_made(twice: Twice) -> None:
    twice.forget()
    twice.change("locales/de.yaml", "Unterschreib die Petition}", "Jetzt unterschreiben}")
    again = twice.build()
    german = [asset for asset in again.assets if asset.language == "de"]
    assert (again.composed, len(german)) == (2, 2)
    assert all(data == twice.files[name] for name, data in contents(again.folder).items() if name.startswith("en/"))


@pytest.mark.ci
def test_what_is_found_after_lines_have_moved_is_what_is_found_anew(
    twice: Twice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    twice.change("kit.yaml", "messages:", "# Words.\nmessages:")
    again = twice.build()
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "other"))
    anew = twice.build()
    assert (again.warnings, contents(again.folder)) == (anew.warnings, contents(anew.folder))
    assert again.warnings != twice.first.warnings


def test_a_part_of_a_kit_and_another_date_are_made_for_themselves(
    twice: Twice, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice.forget("pictures")
    part = forked(kit.build, kit.load(twice.root), twice.root / "dist", only="*square*", jobs=1)
    assert (part.composed, len(part.assets)) == (3, 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    twice.forget("pictures")
    assert twice.build().composed == 6


# What decides a language ---------------------------------------------------------------------------------------------


def _font(root: Path) -> None:
    font = "fonts/source-serif-4/SourceSerif4Variable-Roman.ttf"
    (root / font).parent.mkdir(parents=True)
    shutil.copyfile(SHIPPED / font.replace("Roman", "Italic"), root / font)


def _in(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), "utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_in("kit.yaml", "see it.**", "see.**"), id="a word"),
        pytest.param(_in("kit.yaml", "messages:", "\nmessages:"), id="a line"),
        pytest.param(_in(DRAWING, "M1080 0v420", "M1080 0v421"), id="a drawing"),
        pytest.param(_in(LAYOUT, "lines: 3", "lines: 2"), id="a layout"),
        pytest.param(_in(PALETTE, "#2b2118", "#2b2119"), id="a palette"),
        pytest.param(_font, id="a font"),
    ],
)
def test_whatever_a_language_is_made_of_decides_its_key(tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = tmp_path / "meadow"
    write_own_palette(root)
    before = LanguageInputs(kit.load(root)).key("en")
    assert before == LanguageInputs(kit.load(root)).key("en")
    change(root)
    assert LanguageInputs(kit.load(root)).key("en") != before


def test_a_font_file_that_was_replaced_decides_the_keys_of_the_languages_that_are_set_in_it(tmp_path: Path) -> None:
    root = tmp_path / "meadow"
    write_own_palette(root)
    _font(root)
    before = LanguageInputs(kit.load(root)).key("en")
    assert before == LanguageInputs(kit.load(root)).key("en")
    [file] = (root / "fonts").rglob("*.ttf")
    file.write_bytes(file.read_bytes() + b"\0")
    assert LanguageInputs(kit.load(root)).key("en") != before
