"""A project that was read is kept for the next command, and read anew as soon as anything of it is another."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from conftest import TESTS
from support.campaigns import DRAWING, LAYOUT, PALETTE, write_own_palette
from support.faults import refused

import kit
from kit.base.cache import kinds
from kit.base.cache.entries import Cache
from kit.base.cache.kinds import packed
from kit.base.errors import SpecError
from kit.project import load_project
from kit.project.catalogue import Catalogue, sentences
from kit.project.load import TranslationReader, read_untranslated
from kit.run.pipeline.inputs import fingerprint_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.project import Project, TranslatedCampaign

FONTS = TESTS.parent / "fonts"
READ, READ_TRANSLATION = read_untranslated, TranslationReader.read
#: One message of the campaign in German.
GERMAN = """\
kit: {title: Die Wiese}
links: {visit: {url: https://meadow.example/besuch, shown: meadow.example/besuch}}
messages:
  visit:
    copy: {headline: Komm und **sieh.**}
    caption: {short: Komm und sieh., long: Komm und sieh die Wiese.}
    shows: Ein Blatt.
"""


class Reading:
    """A campaign, the folder that it is kept in, how often it was read, and the translations that were."""

    def __init__(self, folder: Path) -> None:
        """Write the campaign."""
        self.spec, self.folder = write_own_palette(folder / "meadow"), folder / "kept"
        self.times, self.translations = 0, list[str]()

    def read(self, spec: Path) -> Project:
        self.times += 1
        return READ(spec)

    def read_translation(self, reader: TranslationReader, language: str) -> TranslatedCampaign:
        self.translations.append(language)
        return READ_TRANSLATION(reader, language)

    def loads(self) -> int:
        """Load the project, and return how often it was read for that."""
        before = self.times
        loaded = kit.load(self.spec)
        times = self.times - before
        again = load_project(self.spec)
        assert loaded == again
        assert [one.document for one in loaded.campaigns] == [one.document for one in again.campaigns]
        assert fingerprint_text(loaded) == fingerprint_text(again), "numbers are of the same kinds, in the same order"
        return times

    def entries(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Return a campaign that was loaded once."""
    found = Reading(tmp_path)
    monkeypatch.setenv("KIT_CACHE", str(found.folder))
    monkeypatch.setattr("kit.project.load.read_untranslated", found.read)

    def read_translation(reader: TranslationReader, language: str) -> TranslatedCampaign:
        return found.read_translation(reader, language)

    monkeypatch.setattr(TranslationReader, "read", read_translation)
    assert (found.loads(), found.loads()) == (1, 0)
    return found


def changed(file: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text((root / file).read_text("utf-8").replace(old, new, 1), "utf-8")


def added(file: str, text: str = "") -> Callable[[Path], object]:
    def write(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")

    return write


@pytest.mark.few(3)
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
    assert len(reading.entries()) == (2 if reading.translations else 1)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.open(path.parent, os.O_RDONLY)  # names of sockets are short
        one.bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)


@pytest.mark.ci
@pytest.mark.parametrize(
    "make",
    [os.mkfifo, listening, lambda path: path.symlink_to("/dev/null"), lambda path: path.symlink_to("nowhere")],
    ids=["pipe", "socket", "device", "broken-link"],
)
def test_what_is_no_file_in_the_place_of_a_translation_is_noticed_and_no_longer_once_it_is_gone(
    reading: Reading, make: Callable[[Path], object]
) -> None:
    path = reading.spec.parent / "locales" / "de.yaml"
    path.parent.mkdir()
    for _ in range(2):
        assert kit.load(reading.spec).broken == ()
        make(path)
        for _ in range(2):
            assert [one.language for one in kit.load(reading.spec).broken] == ["de"]
        path.unlink()
    path.write_text(GERMAN, "utf-8")
    assert kit.load(reading.spec).languages == ("en", "de")


def test_what_a_link_leads_to_is_read_anew_when_it_changes(reading: Reading) -> None:
    root = reading.spec.parent
    added("kept/de.yaml", GERMAN)(root)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").symlink_to("../kept/de.yaml")
    assert (reading.loads(), reading.loads()) == (1, 0)
    changed("kept/de.yaml", "Die Wiese", "Wiese")(root)
    assert (reading.loads(), reading.loads()) == (1, 0)
    added("kept/other.yaml", GERMAN)(root)
    (root / "locales" / "de.yaml").unlink()
    (root / "locales" / "de.yaml").symlink_to("../kept/other.yaml")
    assert (reading.loads(), reading.loads()) == (1, 0)


def test_a_font_that_is_cut_short_later_is_refused_until_it_is_whole_again(reading: Reading) -> None:
    font = reading.spec.parent / "fonts/own.ttf"
    font.parent.mkdir()
    shutil.copy(FONTS / "noto-sans-hebrew/NotoSansHebrew_400Regular.ttf", font)
    family = "families:\n  own: {names: [Noto Sans Hebrew], faces: [{file: own.ttf, weight: 400}]}\n"
    reading.spec.write_text(reading.spec.read_text("utf-8") + family, "utf-8")
    assert (reading.loads(), reading.loads()) == (1, 0)
    whole = font.read_bytes()
    font.write_bytes(whole[: len(whole) // 2])
    with refused(SpecError, "font-cut-short") as faults:
        kit.load(reading.spec)
    assert faults[0].mark
    assert (faults[0].mark.file, "own.ttf" in faults[0].mark.snippet) == ("kit.yaml", True)
    font.write_bytes(whole)
    assert reading.loads() == 0


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
    monkeypatch.setattr(kinds, "generator", lambda *_: "another")
    assert (reading.loads(), reading.loads()) == (1, 0)


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
        patched.setattr("kit.project.load.read_untranslated", saved)
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
    kit.load(write_own_palette(tmp_path / "meadow"))
    [entry] = [path for path in (tmp_path / "child-safety-first-kit").rglob("*") if path.is_file()]
    folders = entry.relative_to(tmp_path).parts
    assert (folders[:2], folders[3], len(folders)) == (("child-safety-first-kit", "projects"), "project", 6)


def test_a_kept_project_brings_the_sentences_of_its_language(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    language = kit.load(reading.spec).campaign.kit.language
    words = sentences(language)
    sentences.cache_clear()
    monkeypatch.setattr("kit.base.document.read_yaml", None)
    assert sentences(language) == words


def test_a_project_with_translations_is_kept_with_the_places_of_their_words(reading: Reading) -> None:
    added("locales/de.yaml", GERMAN)(reading.spec.parent)
    assert (reading.loads(), reading.loads()) == (1, 0)
    [german] = kit.load(reading.spec).translations.values()
    assert german.document.mark("messages", "visit", "copy", "headline").file == "locales/de.yaml"
    homes = {id(document) for document, _ in german.document.translated.values()}
    assert (len(homes), len(german.document.translated) > 1) == (1, True)
    assert german.document.originals["kit", "language"] == "en"
    assert german.document.originals_of(("messages", "visit", "copy", "headline")), "what it is translated from"


def test_a_project_that_data_can_not_say_is_read_each_time(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue({"picture": {"size": 1 << 70}, "page": {"lang": "en"}})
    monkeypatch.setattr("kit.project.load.read_catalogue", lambda *_: catalogue)
    changed("kit.yaml", "kit:\n", "# A line more.\nkit:\n")(reading.spec.parent)
    assert (reading.loads(), reading.loads()) == (1, 1)


def test_only_the_languages_that_are_asked_for_are_read_and_each_is_kept_by_itself(reading: Reading) -> None:
    root = reading.spec.parent
    for tag in ("de", "fr", "nl"):
        added(f"locales/{tag}.yaml", GERMAN)(root)

    def read(languages: list[str] | None = None, only: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
        """Load the project; return which translations it has, and which were read for that."""
        reading.translations.clear()
        project = kit.load(reading.spec, languages=languages, only=only)
        assert project.languages == ("en", "de", "fr", "nl")
        assert project.set_aside.isdisjoint(project.translations)
        return [*project.translations], [*reading.translations]

    assert read(["own"]) == ([], [])
    assert read(["de"]) == (["de"], ["de"])
    assert read(["fr", "own", "de"]) == (["de", "fr"], ["fr"])
    assert read(only=("de/*", "visit instagram-portrait (fr)")) == (["de", "fr"], [])
    assert read(only=("de/*", "*portrait")) == (["de", "fr", "nl"], ["nl"])
    assert (read(["all"]), read()) == ((["de", "fr", "nl"], []), (["de", "fr", "nl"], []))
    times = reading.times
    changed("locales/fr.yaml", "Ein Blatt", "Une feuille")(root)
    assert (read(), reading.times) == ((["de", "fr", "nl"], ["fr"]), times)
    added("locales/status.yaml", "{}\n")(root)
    assert (read()[1], reading.times) == (["de", "fr", "nl"], times + 1), "another file is in the folder"
    changed("locales/status.yaml", "{}", "de: {}")(root)
    assert (read()[1], reading.times) == (["de", "fr", "nl"], times + 1)


def test_a_translation_that_nobody_asks_for_may_have_any_fault(reading: Reading) -> None:
    added("locales/fr.yaml", "messages: [")(reading.spec.parent)
    assert kit.load(reading.spec, languages=["own"]).broken == ()
    assert [broken.language for broken in kit.load(reading.spec, languages=["fr"]).broken] == ["fr"]


# Entries that somebody else wrote ------------------------------------------------------------------------------------


def altered(data: bytes, change: Callable[[Any], object]) -> bytes:
    """Return an entry in which something was changed."""
    plain = msgspec.msgpack.decode(data)
    found = packed(change(plain) or plain)
    assert found
    assert found != data
    return found


def changed_at(*path: str | int, value: object) -> Callable[[Any], object]:
    """Return a change of one value of an entry."""

    def change(plain: Any) -> None:  # noqa: ANN401
        for step in path[:-1]:
            plain = plain[step]
        plain[path[-1]] = value

    return change


def deep(levels: int) -> list[Any]:
    """Return lists in each other."""
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


#: The ways in which an entry may be of another shape.
SHAPES: dict[str, Callable[[Any], object]] = {
    "a list": lambda _: [1, 2, 3],
    "a text": lambda _: "project",
    "a deep list": lambda _: deep(900),
    "without documents": changed_at(1, "documents", value=[]),
    "a document before itself": changed_at(1, "documents", 0, 2, value=[[["a"], 0, ["a"]]]),
    "a deep document": changed_at(1, "documents", 0, 0, "value", value=deep(150)),
    "a very deep document": changed_at(1, "documents", 0, 0, "value", value=deep(900)),
    "a document of numbers": changed_at(1, "documents", 0, 0, "value", value={"kit": 3}),
    "a campaign as a list": changed_at(1, "bare", "campaign", value=[]),
    "messages as a list": changed_at(1, "bare", "campaign", "messages", value=[1]),
    "a root as a number": changed_at(1, "bare", "root", value=1),
    "another root": changed_at(1, "bare", "root", value="/elsewhere"),
    "a root that is no path": changed_at(1, "bare", "root", value="a\0b"),
    "a layout as a text": changed_at(1, "bare", "layouts", "leaf", value="leaf"),
    "an image that is none": changed_at(1, "bare", "images", value={"a": 1}),
    "a name that is none": changed_at(1, "bare", "campaign", "kit", "name", value=None),
    "a date that is none": changed_at(1, "bare", "campaign", "kit", "date", value="2026-02-31"),
    "words that are none": changed_at(1, "bare", "campaign", "sentences", value={"picture": 3}),
    "another digest": changed_at(0, value=""),
}


@pytest.mark.few(8)
@pytest.mark.ci
@pytest.mark.parametrize("change", SHAPES.values(), ids=SHAPES.keys())
def test_an_entry_of_another_shape_is_read_anew(reading: Reading, change: Callable[[Any], object]) -> None:
    [entry] = reading.entries()
    cache = Cache(entry.parents[2])
    data = cache.get("project", entry.name)
    assert data
    cache.put("project", entry.name, altered(data, change))
    assert (reading.loads(), reading.loads()) == (1, 0)


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xdf\xff\xff\xff\xff", b"\x91" * 300_000, pickle.dumps(print)])
def test_bytes_that_are_no_project_are_read_anew(reading: Reading, data: bytes) -> None:
    [entry] = reading.entries()
    Cache(entry.parents[2]).put("project", entry.name, data)
    assert (reading.loads(), reading.loads()) == (1, 0)
