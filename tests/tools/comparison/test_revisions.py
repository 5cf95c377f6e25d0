"""The files of a project at a revision: which are taken, how large they may be, and what Git LFS keeps of them."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from support.campaigns import written
from support.commands import contents
from support.faults import refused
from support.git_projects import FILES, SPEC, TAKEN, commit, git, make

from kit.base.document import MAX_BYTES
from kit.base.errors import SpecError
from kit.drawing.images.image_file import MOST_BYTES
from kit.drawing.svg.source.xml import MAX_BYTES as MOST_OF_DRAWING
from kit.tools.comparison.revisions import write_revision


def test_the_folders_of_a_project_and_what_it_names_are_taken(tmp_path: Path) -> None:
    project = make(tmp_path / "project", __gitignore="dist\n")
    assert write_revision("HEAD", project, tmp_path / "taken") == tmp_path / "taken" / "kit.yaml"
    assert contents(tmp_path / "taken") == TAKEN


@pytest.mark.parametrize("place", ["campaign", "campaigns/.one"])
def test_a_project_may_lie_below_the_repository(tmp_path: Path, place: str) -> None:
    root = make(tmp_path / "root", kit__yaml="another: kit\n")
    written(root / place, FILES)
    commit(root, "below")
    write_revision("below", root / place, tmp_path / "taken")
    assert contents(tmp_path / "taken") == TAKEN
    with refused(SpecError, "revision-without-spec"):
        write_revision("first", root / place, tmp_path / "none")


def test_a_path_may_be_written_with_a_dot(tmp_path: Path) -> None:
    project = make(tmp_path / "project")
    written(project, {"kit.yaml": SPEC.replace("images/", "./images//")})
    commit(project, "dot")
    write_revision("dot", project, tmp_path / "taken")
    assert contents(tmp_path / "taken")["images/bus.png"] == TAKEN["images/bus.png"]


@pytest.mark.parametrize("name", ["templates", "locales", "fonts", "images", "kit.yaml"])
def test_a_link_in_the_place_of_anything_that_is_taken_is_refused(tmp_path: Path, name: str) -> None:
    project = make(tmp_path / "project", **{"fonts/a.ttf": "a font"})
    (project / name).rename(project / "moved")
    (project / name).symlink_to("moved")
    commit(project, "link")
    with refused(SpecError, "no-file"):
        write_revision("link", project, tmp_path / "taken")


def test_a_folder_in_the_place_of_the_spec_is_none(tmp_path: Path) -> None:
    project = make(tmp_path / "project")
    (project / "kit.yaml").unlink()
    written(project, {"kit.yaml/kit.yaml": SPEC})
    commit(project, "folder")
    with refused(SpecError, "revision-without-spec"):
        write_revision("folder", project, tmp_path / "taken")


def test_names_that_differ_in_capitals_are_both_taken_or_refused(tmp_path: Path) -> None:
    project = make(tmp_path / "project", **{"fonts/a.ttf": "a", "fonts/A.ttf": "b"})
    if len(list((project / "fonts").iterdir())) == 1:  # on this disk they are one
        return
    write_revision("HEAD", project, tmp_path / "taken")
    found = contents(tmp_path / "taken")
    assert (found["fonts/a.ttf"], found["fonts/A.ttf"]) == (b"a", b"b")


def test_a_clone_without_its_files_says_how_to_get_them(tmp_path: Path) -> None:
    make(tmp_path / "whole")
    git(tmp_path / "whole", "config", "uploadpack.allowFilter", "true")
    source = f"file://{tmp_path}/whole"
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", source, "partial")
    with refused(SpecError, "partial-clone") as faults:
        write_revision("HEAD", tmp_path / "partial", tmp_path / "taken")
    assert "git fetch --refetch --no-filter" in faults[0].remedy
    git(tmp_path / "partial", "fetch", "--quiet", "--refetch", "--no-filter")
    write_revision("HEAD", tmp_path / "partial", tmp_path / "again")
    assert contents(tmp_path / "again") == TAKEN


# Sizes ---------------------------------------------------------------------------------------------------------------
@pytest.mark.ci
@pytest.mark.parametrize(
    ("name", "most"),
    [("kit.yaml", MAX_BYTES), ("locales/de.yaml", MAX_BYTES), ("templates/svg/card/square.svg", MOST_OF_DRAWING),
     ("images/bus.png", MOST_BYTES), ("fonts/a.ttf", MOST_BYTES)],
)  # fmt: skip
def test_a_file_that_is_larger_than_is_read_is_refused_before_it_is(tmp_path: Path, name: str, most: int) -> None:
    project = make(tmp_path / "project")
    (project / name).parent.mkdir(exist_ok=True)
    with (project / name).open("wb") as file:
        file.truncate(most + 1)
    commit(project, "large")
    with refused(SpecError, "too-many-bytes") as faults:
        write_revision("large", project, tmp_path / "taken")
    assert f"{name} at 'large' has {most + 1:,} bytes" in faults[0].message
    assert set(contents(tmp_path / "taken")) <= {"kit.yaml"}


def test_all_that_is_too_large_is_named_at_once(tmp_path: Path) -> None:
    large = "#" * (MAX_BYTES + 1)
    project = make(tmp_path / "project", **{"locales/fr.yaml": large, "locales/it.yaml": large})
    with refused(SpecError, "too-many-bytes", "too-many-bytes"):
        write_revision("HEAD", project, tmp_path / "taken")


#: Takes a revision in a process of its own, and says how many MiB it and its git took at most.
MEASURED = """
import resource, sys
from pathlib import Path
from kit.tools.comparison.revisions import write_revision
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
write_revision("large", Path(sys.argv[1]), Path(sys.argv[2]))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.ci
def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    project = make(tmp_path / "project")
    with (project / "images" / "bus.png").open("wb") as file:
        file.truncate(200_000_000)
    commit(project, "large")
    command = [sys.executable, "-c", MEASURED, str(project), str(tmp_path / "taken")]
    found = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=Path.cwd()).stdout
    ours, of_git = map(int, found.split())
    assert ours < 50
    assert of_git < 100
    assert (tmp_path / "taken" / "images" / "bus.png").stat().st_size == 200_000_000


# Git LFS -------------------------------------------------------------------------------------------------------------


def pointer(data: bytes, size: int | None = None) -> str:
    digest = sha256(data).hexdigest()
    length = len(data) if size is None else size
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {length}\n"


def kept(project: Path, data: bytes) -> Path:
    """Return where a clone keeps a file of Git LFS."""
    digest = sha256(data).hexdigest()
    return project / ".git" / "lfs" / "objects" / digest[:2] / digest[2:4] / digest


@pytest.fixture
def pointed(tmp_path: Path) -> Path:
    """Return a project whose photo is kept by Git LFS."""
    return make(tmp_path / "project", **{"images/bus.png": pointer(b"a large photo")})


def test_a_pointer_is_the_file_that_the_clone_keeps(pointed: Path, tmp_path: Path) -> None:
    path = kept(pointed, b"a large photo")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"a large photo")
    write_revision("HEAD", pointed, tmp_path / "taken")
    assert contents(tmp_path / "taken")["images/bus.png"] == b"a large photo"
    git(pointed, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    write_revision("HEAD", tmp_path / "tree", tmp_path / "again")
    assert contents(tmp_path / "again")["images/bus.png"] == b"a large photo"


@pytest.mark.parametrize("found", [None, b"a small photo", b"another phot", b""])
def test_a_pointer_to_what_is_not_there_or_is_another_file_is_refused_by_name(
    pointed: Path, tmp_path: Path, found: bytes | None
) -> None:
    if found is not None:
        path = kept(pointed, b"a large photo")
        path.parent.mkdir(parents=True)
        path.write_bytes(found)
    with refused(SpecError, "lfs-file-missing") as faults:
        write_revision("HEAD", pointed, tmp_path / "taken")
    assert "images/bus.png" in faults[0].message
    assert "git lfs pull" in faults[0].remedy


def test_a_pointer_to_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    project = make(tmp_path / "project", **{"images/bus.png": pointer(b"x", MOST_BYTES + 1)})
    with refused(SpecError, "too-many-bytes"):
        write_revision("HEAD", project, tmp_path / "taken")


def test_a_project_that_is_too_large_in_all_is_refused(tmp_path: Path) -> None:
    fonts = {f"fonts/{number}.ttf": pointer(b"x", MOST_BYTES) for number in range(9)}
    with refused(SpecError, "revision-too-large"):
        write_revision("HEAD", make(tmp_path / "project", **fonts), tmp_path / "taken")


def test_what_only_begins_like_a_pointer_is_a_file(tmp_path: Path) -> None:
    text = pointer(b"x").replace("sha256:", "sha256:0")
    project = make(tmp_path / "project", **{"images/bus.png": text})
    write_revision("HEAD", project, tmp_path / "taken")
    assert contents(tmp_path / "taken")["images/bus.png"] == text.encode()
