"""Kits that are compared: revisions of a real repository, a zip with a folder, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from PIL import Image
from support.campaigns import golden_spec
from support.faults import refused
from support.forked_calls import forked
from support.git_projects import commit, git
from support.photos import write_pictured

import kit
import kit.tools.comparison
from kit.base.cache.cache_folder import project_cache
from kit.publish.store.contents import folder_contents
from kit.publish.store.zip_files import dos_time, zip_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.tools.comparison import ChangeGroup, Comparison

KIT = golden_spec("bus", platforms="x/square")
WORD = ("headline: Keep it on", "headline: Keep it lit")
TALLER = ('height="300" fill="#101010"', 'height="320" fill="#101010"')
MORE = """\
  tram:
    like: bus
    copy: {headline: Leave it on}
"""


class Repository(NamedTuple):
    """A repository of a project, whose folder lies in one of its own, and the kit of its first commit."""

    project: Path
    kit: Path


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Write a repository of three commits: a word is changed, then a drawing is and a message comes."""
    root = tmp_path_factory.mktemp("repository")
    project = root / "campaign"
    git(root, "init", "--quiet")
    (root / "elsewhere.txt").write_text("not of the project", encoding="utf-8")
    write_pictured(project)
    (project / ".gitignore").write_text("dist/\n", encoding="utf-8")
    commit(project, "first")
    built = forked(kit.build, kit.load(project), project / "dist", jobs=1)
    write_pictured(project, WORD)
    commit(project, "word")
    write_pictured(project, WORD, TALLER)
    with (project / "kit.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    commit(project, "drawing")
    git(project, "rm", "--quiet", "kit.yaml")
    commit(project, "nothing")
    git(project, "checkout", "--quiet", "drawing")
    return Repository(project, built.folder)


@pytest.fixture(scope="module")
def word(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, list[str]]:
    """Return the difference that a word makes, with a page, and what was said meanwhile."""
    said = []
    page = tmp_path_factory.mktemp("page") / "differences"
    found = kit.tools.comparison.diff(
        "first", "word", spec=repository.project, out=page, jobs=1,
        progress=lambda doing, done, total, _: said.append(f"{doing} {done}/{total}"),
    )  # fmt: skip
    return found, said


def causes(groups: tuple[ChangeGroup, ...]) -> list[tuple[list[str], list[str]]]:
    """Return the names of the causes and of the pictures of each group."""
    return [([cause.name for cause in group.causes], [one.name for one in group.pictures]) for group in groups]


def test_a_word_is_named_with_its_line_and_the_pictures_that_it_changed(word: tuple[Comparison, list[str]]) -> None:
    found, said = word
    [group] = found.groups
    [cause] = group.causes
    assert cause.mark
    assert (cause.mark.file, cause.mark.line) == ("kit.yaml", 16)
    assert (cause.name, cause.old, cause.new) == ("messages.bus.copy.headline", "Keep it on", "Keep it lit")
    [picture] = group.pictures
    assert picture.aspects == {"pixels", "alt"}
    assert picture.pixels
    assert 0 < picture.pixels.changed < 100_000
    assert picture.pixels.largest > 100
    left, top, right, bottom = picture.pixels.box
    assert 0 < left < right <= 1080
    assert 0 < top < bottom < 500
    assert said == ["building first 0/1", "building first 1/1", "building word 0/1", "building word 1/1",
                    "comparing 0/1", "comparing 1/1"]  # fmt: skip


def test_the_page_lies_beside_the_pictures_as_they_were_and_are(
    repository: Repository, word: tuple[Comparison, list[str]]
) -> None:
    found, _ = word
    assert found.page
    assert found.page.is_file()
    shown = {path.name for path in (found.page.parent / "pictures").iterdir()}
    whole = {f"0001-{name}" for name in ("before.png", "after.png", "difference.webp")}
    assert shown == whole | {f"0001-{name}-small.webp" for name in ("before", "after", "difference")}
    [old] = repository.kit.glob("en/x/*.png")
    assert (found.page.parent / "pictures" / "0001-before.png").read_bytes() == old.read_bytes()
    with Image.open(found.page.parent / "pictures" / "0001-difference.webp") as difference:
        assert difference.size == (1080, 1080)


def test_nothing_is_checked_out_and_nothing_is_left_over(
    repository: Repository, word: tuple[Comparison, list[str]]
) -> None:
    assert word[0].differs
    assert git(repository.project, "status", "--porcelain", ".") == ""
    assert {path.name for path in (repository.project / "dist").iterdir()} == {".lock", repository.kit.name}


@pytest.mark.ci
def test_what_a_revision_is_made_of_is_kept_for_its_project(repository: Repository, kept: Path) -> None:
    spec = repository.project / "kit.yaml"
    said: list[str] = []
    for _ in range(2):
        forked(kit.tools.comparison.diff, "first", "word", spec=spec, jobs=1)
    [project] = (kept / "projects").iterdir()
    assert project == project_cache(repository.project).folder
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kit.run.jobs.render_task.ground_of", lambda *_: said.append("painted"))
        found = kit.tools.comparison.diff("first", "word", spec=repository.project, jobs=1)
    assert (found.differs, said) == (True, [])
    assert {path.name for path in (repository.project / "dist").iterdir()} == {".lock", repository.kit.name}


@pytest.mark.ci
def test_a_drawing_and_a_new_message_are_told_apart(repository: Repository) -> None:
    found = forked(kit.tools.comparison.diff, "word", repository.project, spec=repository.project / "kit.yaml", jobs=1)
    assert causes(found.groups) == [
        (["messages.tram"], ["tram x/square"]),
        (["templates/svg/card/square.svg"], ["bus x/square"]),
    ]
    assert [one.status for one in found.pictures] == ["added", "changed"]
    assert (found.old.pictures, found.new.pictures, found.page) == (1, 2, None)


def test_pictures_that_are_not_asked_for_are_not_even_built(repository: Repository) -> None:
    found = forked(kit.tools.comparison.diff, "word", "drawing", spec=repository.project, only="tram*", jobs=1)
    assert causes(found.groups) == [(["messages.tram"], ["tram x/square"])]
    assert (found.old.pictures, found.new.pictures) == (0, 1)


@pytest.mark.ci
def test_what_two_projects_make_alike_is_not_built(repository: Repository, tmp_path: Path) -> None:
    said = []
    now = tmp_path / "now"
    shutil.copytree(repository.project, now, ignore=shutil.ignore_patterns("dist"))
    spec = now / "kit.yaml"
    spec.write_text(
        f"# A line more, so that all others move.\n{spec.read_text('utf-8')}".replace("Leave", "Let"), "utf-8"
    )
    found = kit.tools.comparison.diff(
        "drawing", now, spec=repository.project, jobs=1,
        progress=lambda doing, done, total, _: said.append((doing.partition(" ")[0], done, total)),
    )  # fmt: skip
    assert causes(found.groups) == [(["messages.tram.copy.headline"], ["tram x/square"])]
    assert (found.old.pictures, found.new.pictures) == (2, 2)
    assert {total for doing, _, total in said if doing == "building"} == {1}
    same = forked(kit.tools.comparison.diff, "drawing", "drawing", spec=repository.project, jobs=1)
    assert (same.differs, same.old.pictures, same.new.pictures) == (False, 2, 2)


def test_a_picture_that_its_message_refuses_in_one_project_is_not_taken_for_alike(
    repository: Repository, tmp_path: Path
) -> None:
    now = tmp_path / "now"
    shutil.copytree(repository.project, now, ignore=shutil.ignore_patterns("dist"))
    drawing = next(now.glob("templates/svg/*/square.svg"))
    drawing.write_text(drawing.read_text("utf-8").replace("<svg ", '<svg opacity="0.5" ', 1), "utf-8")
    found = forked(kit.tools.comparison.diff, "drawing", now, spec=repository.project, jobs=1)
    assert (found.old.unmade, len(found.new.unmade)) == ((), 2)


# Kits ----------------------------------------------------------------------------------------------------------------


def zipped(folder: Path, path: Path) -> Path:
    """Write the zip of a kit as the generator does."""
    held, _ = folder_contents(folder)
    members = ((f"{folder.name}/{name}", held.read(name)) for name in held.names)
    stamp = dos_time(dt.datetime(2020, 12, 1, tzinfo=dt.UTC))
    path.write_bytes(b"".join(part for _, part in zip_parts(members, stamp)))
    return path


def resealed(folder: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Copy a kit, and change what its manifest says of its first picture, and its caption with that."""
    shutil.copytree(folder, target)
    path = target / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    asset = content["assets"][0]
    change(asset)
    path.write_text(json.dumps(content), encoding="utf-8")
    (target / asset["path"]).with_suffix(".caption.txt").write_text(f"{asset['caption']}\n", encoding="utf-8")
    return target


def test_a_zip_is_compared_with_a_folder(repository: Repository, tmp_path: Path) -> None:
    same = kit.tools.comparison.diff(zipped(repository.kit, tmp_path / "kit.zip"), repository.kit)
    assert (same.differs, same.groups, same.old.kit) == (False, (), "tiny-1.0.0")


def test_two_kits_alone_tell_the_words_that_changed(repository: Repository, tmp_path: Path) -> None:
    other = resealed(repository.kit, tmp_path / "other", lambda asset: asset.update(caption="Keep it lit."))
    found = kit.tools.comparison.diff(repository.kit, other)
    assert causes(found.groups) == [(["caption of bus"], ["bus x/square"])]
    assert [(cause.old, cause.new) for cause in found.groups[0].causes] == [("on.", "lit.")]


@pytest.mark.parametrize("ending", [".png", ".caption.txt", ".alt.txt"])
def test_a_kit_with_another_file_than_its_manifest_lists_is_refused(
    repository: Repository, tmp_path: Path, ending: str
) -> None:
    forged = resealed(repository.kit, tmp_path / "forged", lambda _: None)
    [file] = list((forged / "en").rglob(f"*{ending}"))
    file.write_bytes(file.read_bytes() + b" ")
    for sides in ((forged, repository.kit), (repository.kit, forged), (forged, "first")):
        with refused(kit.ArchiveError, "kit-changed"):
            forked(kit.tools.comparison.diff, *sides, spec=repository.project, jobs=1)


def test_pixels_are_compared_whatever_a_manifest_says_of_them(repository: Repository, tmp_path: Path) -> None:
    forged = resealed(repository.kit, tmp_path / "forged", lambda _: None)
    [file] = (forged / "en").rglob("*.png")
    with Image.open(file) as image:
        painted = image.convert("RGB")
    painted.paste("red", (0, 0, 100, 100))
    painted.save(file)
    data = file.read_bytes()
    path = forged / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["assets"][0].update(sha256=sha256(data).hexdigest(), bytes=len(data))  # and the pixels as they were
    path.write_text(json.dumps(content), encoding="utf-8")
    [picture] = forked(kit.tools.comparison.diff, repository.kit, forged, jobs=1).pictures
    assert picture.aspects == {"pixels"}
    assert picture.pixels
    assert picture.pixels.changed >= 9_000


@pytest.mark.ci
@pytest.mark.parametrize(
    ("name", "tag"),
    [("word~1", "first"), ("word^", "first"), ("word^{commit}", "word"), ("HEAD", "drawing"), ("tags/word", "word")],
)
def test_no_folder_of_a_repository_is_taken_for_a_revision(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, tag: str
) -> None:
    write_pictured(tmp_path / name, ("headline: Keep it on", "headline: Keep it off"))
    monkeypatch.chdir(tmp_path)
    assert not forked(kit.tools.comparison.diff, name, tag, spec=repository.project, jobs=1).differs
    assert forked(kit.tools.comparison.diff, f"./{name}", tag, spec=repository.project, jobs=1).differs


@pytest.mark.parametrize("name", ["", " "])
def test_a_name_without_words_is_refused(repository: Repository, name: str) -> None:
    with refused(kit.SpecError, "nothing-to-compare"):
        kit.tools.comparison.diff(name, repository.project, spec=repository.project)


@pytest.mark.ci
def test_a_revision_has_the_file_that_spec_names(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write_pictured(tmp_path)
    spec = tmp_path / "summer.yaml"
    for old, new in (("", ""), WORD):
        spec.write_text(KIT.replace(old, new), encoding="utf-8")
        commit(tmp_path, "lit" if new else "on")
    found = forked(kit.tools.comparison.diff, "on", "lit", spec=spec, jobs=1)
    assert [cause.mark.file for group in found.groups for cause in group.causes if cause.mark] == ["summer.yaml"]
    assert not forked(kit.tools.comparison.diff, "on", "lit", spec=tmp_path, jobs=1).differs


def test_a_hostile_zip_is_refused(repository: Repository, tmp_path: Path) -> None:
    foreign, climbing = tmp_path / "foreign.zip", tmp_path / "climbing.zip"
    with zipfile.ZipFile(foreign, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny-1.0.0/manifest.json", b"{}" * 1000)
    with refused(kit.ArchiveError, "zip-not-canonical"):
        kit.tools.comparison.diff(repository.kit, foreign)
    stamp = dos_time(dt.datetime(2020, 12, 1, tzinfo=dt.UTC))
    climbing.write_bytes(b"".join(part for _, part in zip_parts([("../manifest.json", b"{}")], stamp)))
    with refused(kit.ArchiveError, "unsound-name"):
        kit.tools.comparison.diff(repository.kit, climbing)
    assert list(tmp_path.parent.glob("manifest.json")) == []


@pytest.mark.parametrize(("name", "data", "code"), [("no.zip", b"no zip", "not-a-zip"), ("none.zip", b"", "kit-empty")])
def test_what_is_no_kit_is_refused(repository: Repository, tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with refused(kit.ArchiveError, code):
        kit.tools.comparison.diff(tmp_path / name, repository.kit)


def test_a_folder_without_kit_and_project_and_a_link_in_a_kit_are_refused(
    repository: Repository, tmp_path: Path
) -> None:
    with refused(kit.SpecError, "nothing-to-compare"):
        kit.tools.comparison.diff(tmp_path, repository.kit)
    linked = tmp_path / "linked"
    shutil.copytree(repository.kit, linked)
    (linked / "en" / "passwd.png").symlink_to("/etc/passwd")
    with refused(kit.ArchiveError, "not-a-file"):
        kit.tools.comparison.diff(linked, repository.kit)


def test_a_page_never_takes_the_place_of_something_else(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with refused(kit.OutputError, "page-folder-in-use"):
        kit.tools.comparison.diff(repository.kit, repository.kit, out=tmp_path)
    page = tmp_path / "page"
    kit.tools.comparison.diff(repository.kit, repository.kit, out=page)
    (page / "notes.txt").write_text("mine", encoding="utf-8")
    (page / "pictures" / "old.png").touch()
    again = kit.tools.comparison.diff(repository.kit, repository.kit, out=page)
    assert again.page == page / "index.html"
    assert {path.name for path in page.iterdir()} == {"index.html", "pictures", "notes.txt"}
    assert not any((page / "pictures").iterdir())


# Revisions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "-x", "first:kit.yaml", "$(touch stolen)"])
def test_what_is_no_revision_is_refused(repository: Repository, revision: str) -> None:
    with refused(kit.SpecError, "unknown-revision"):
        kit.tools.comparison.diff(revision, repository.kit, spec=repository.project)
    assert not list(repository.project.glob("*stolen*"))


def test_a_revision_without_a_project_is_refused(repository: Repository) -> None:
    with refused(kit.SpecError, "revision-without-spec"):
        kit.tools.comparison.diff("nothing", repository.kit, spec=repository.project)


def test_a_folder_that_is_in_no_repository_has_no_revisions(repository: Repository, tmp_path: Path) -> None:
    with refused(kit.SpecError, "unknown-revision") as faults:
        kit.tools.comparison.diff("HEAD", repository.kit, spec=tmp_path)
    assert "not a git repository" in faults[0].message


def test_a_missing_git_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with refused(kit.SpecError, "git-missing"):
        kit.tools.comparison.diff("HEAD", repository.kit, spec=repository.project)


def test_a_link_in_a_revision_is_refused_and_a_fault_names_the_revision(tmp_path: Path) -> None:
    project = tmp_path / "campaign"
    write_pictured(project)
    git(project, "init", "--quiet")
    (project / "images" / "bus.png").unlink()
    (project / "images" / "bus.png").symlink_to("/etc/passwd")
    commit(project, "link")
    with refused(kit.SpecError, "no-file"):
        kit.tools.comparison.diff("link", project, spec=project)
    (project / "kit.yaml").write_text(KIT.replace("layout: card", "layout: cart"), encoding="utf-8")
    (project / "images" / "bus.png").unlink()
    commit(project, "broken")
    with pytest.raises(kit.SpecError) as caught:
        kit.tools.comparison.diff("broken", project, spec=project)
    assert {fault.mark.file for fault in caught.value.faults if fault.mark} == {"broken:kit.yaml"}


def test_a_picture_that_can_not_be_made_is_told_and_not_taken_for_one_that_was_removed(
    repository: Repository, tmp_path: Path
) -> None:
    long = KIT.replace("headline: Keep it on", f"headline: {'Keep it on ' * 60}")
    project = tmp_path / "long"
    shutil.copytree(repository.project, project, ignore=shutil.ignore_patterns("dist"))
    (project / "kit.yaml").write_text(long, encoding="utf-8")
    found = forked(kit.tools.comparison.diff, repository.kit, project, jobs=1)
    assert (found.groups, found.differs) == ((), True)
    [(name, faults)] = found.new.unmade
    assert name == "bus x/square"
    assert faults


GERMAN = """\
messages:
  bus:
    photo: {alt: Ein Bus bei Nacht, credit: "Foto: A. B."}
    copy: {headline: Halt es an}
    caption: {short: Ein Bus., long: Ein Bus.}
    shows: Ein Bus auf einer Straße.
"""


@pytest.mark.ci
def test_a_language_with_an_error_is_named_and_all_others_are_compared(repository: Repository, tmp_path: Path) -> None:
    sound, wrong = tmp_path / "sound", tmp_path / "wrong"
    for project in (sound, wrong):
        write_pictured(project)
        (project / "locales").mkdir()
        (project / "locales" / "de.yaml").write_text("kit: {sendr: Winzig}\n", encoding="utf-8")
    (wrong / "kit.yaml").write_text(KIT.replace(*WORD), encoding="utf-8")
    found = forked(kit.tools.comparison.diff, sound, wrong, jobs=1)
    assert [one.name for one in found.pictures] == ["bus x/square"]
    assert {*found.old.left_out} == {*found.new.left_out} == {"de"}
    assert found.new.left_out["de"].startswith("locales/de.yaml:1:7: unknown key 'sendr'")
    found = forked(kit.tools.comparison.diff, repository.kit, sound, jobs=1)
    assert (found.groups, found.old.left_out, {*found.new.left_out}, found.differs) == ((), {}, {"de"}, True)
    with refused(kit.SpecError, "unknown-key"):
        forked(kit.tools.comparison.diff, repository.kit, sound, only="de/*", jobs=1)


@pytest.mark.ci
def test_pictures_in_a_language_that_has_an_error_on_one_side_are_not_taken_for_removed(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write_pictured(project)
    (project / "locales").mkdir()
    git(project, "init", "--quiet")
    (project / "locales" / "de.yaml").write_text("kit: {sendr: Winzig}\n", encoding="utf-8")
    commit(project, "wrong")
    (project / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    built = forked(kit.build, kit.load(project), project / "dist", jobs=1)
    assert built.folder
    assert {asset.language for asset in kit.plan(kit.load(project))} == {"en", "de"}
    found = forked(kit.tools.comparison.diff, "wrong", built.folder, spec=project, jobs=1)
    assert (found.groups, found.differs) == ((), True)
    assert found.old.left_out["de"].startswith("wrong:locales/de.yaml:1:7: ")
