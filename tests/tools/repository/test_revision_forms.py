"""What a revision may be called, in which repositories, against what git itself says of the same name."""

from __future__ import annotations

import shutil
from collections import Counter
from hashlib import sha1
from typing import TYPE_CHECKING

import pytest
from support.campaigns import written
from support.faults import refused
from support.git_projects import SPEC, commit, git, make

from kit.base.errors import SpecError
from kit.tools.repository import UnknownRevisionError, commit_of, find_repository, open_objects

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, revision: str) -> str:
    repository = find_repository(folder)
    assert repository
    with open_objects(repository) as objects:
        return commit_of(revision, objects)


def with_history(folder: Path, *options: str) -> Path:
    """Return a repository with branches, tags of both kinds, a merge, a remote and a tag of a tag."""
    make(folder, *options)
    for name in ("second", "third"):
        written(folder, {"kit.yaml": f"{SPEC}# {name}\n"})
        commit(folder, name)
    git(folder, "tag", "--annotate", "--message", "one", "v1.0.0")
    git(folder, "tag", "--annotate", "--message", "two", "again", "v1.0.0")
    git(folder, "checkout", "--quiet", "-b", "topic/one", "first")
    commit(folder, "aside")
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merged", "topic/one")
    git(folder, "branch", "v1.0.0", "first")  # called as a tag, which counts
    git(folder, "update-ref", "refs/remotes/origin/main", "second")
    git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    git(folder, "update-ref", "ORIG_HEAD", "third")
    return folder


@pytest.fixture(scope="module", params=["loose", "packed", "sha256", "gc"])
def repository(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_history(
        tmp_path_factory.mktemp("repository") / "project",
        *(["--object-format=sha256"] if request.param == "sha256" else []),
    )
    if request.param in {"packed", "gc"}:
        git(folder, "pack-refs", "--all")
    if request.param == "gc":
        git(folder, "gc", "--quiet", "--aggressive")
        git(folder, "commit-graph", "write", "--reachable")
        git(folder, "multi-pack-index", "write", "--bitmap")
    return folder


FORMS = ["HEAD", "@", "HEAD~1", "HEAD~3", "HEAD^", "HEAD^2", "HEAD^2~1", "HEAD~^0", "HEAD^{}", "HEAD^{commit}~",
         "first",
         "v1.0.0", "v1.0.0~1", "v1.0.0^{commit}", "again", "main", "heads/main", "heads/v1.0.0", "tags/v1.0.0",
         "refs/heads/topic/one", "topic/one", "origin", "origin/main", "remotes/origin/main", "ORIG_HEAD"]  # fmt: skip


@pytest.mark.few(30)
@pytest.mark.parametrize("form", FORMS)
def test_a_revision_means_the_commit_that_git_says(repository: Path, form: str) -> None:
    assert found(repository, form) == git(repository, "rev-parse", f"{form}^{{commit}}")


def test_a_hash_may_be_shortened_and_described(repository: Path) -> None:
    whole = git(repository, "rev-parse", "HEAD")
    tag = git(repository, "rev-parse", "v1.0.0^{tag}")
    for form in (whole, whole[:7], whole.upper(), f"v1.0.0-3-g{whole[:9]}"):
        assert found(repository, form) == whole
    assert found(repository, f"{whole[:8]}^2") == git(repository, "rev-parse", "aside")
    assert found(repository, tag[:8]) == git(repository, "rev-parse", "third")


@pytest.mark.few(30)
@pytest.mark.parametrize(
    "form", ["nowhere", "", "-x", "HEAD~9", "HEAD^3", "HEAD~99999999999", "HEAD:kit.yaml", ":/third", "HEAD^{tree}",
             "HEAD^{/third}", "first..main", "@{1}", "HEAD\n", "a b", "HEAD\0", "../HEAD", "heads/../heads/main",
             "config", "heads", "refs/heads", "topic", "x" * 5000, "0" * 40, "abcd", "objects/info", "\udcff"],
)  # fmt: skip
def test_what_means_no_commit_is_said(repository: Path, form: str) -> None:
    with pytest.raises(UnknownRevisionError):
        found(repository, form)


def test_a_tree_or_a_file_is_no_revision(repository: Path) -> None:
    for kind in ("first^{tree}", "first:kit.yaml"):
        with pytest.raises(UnknownRevisionError, match="it is a"):
            found(repository, git(repository, "rev-parse", kind))


def test_digits_that_several_objects_begin_with_are_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    texts = {sha1(b"blob %d\0%d" % (len(str(n)), n)).hexdigest(): b"%d" % n for n in range(2000)}  # noqa: S324
    beginning = next(one for one, count in Counter(name[:4] for name in texts).items() if count > 1)
    for name, text in texts.items():
        if name.startswith(beginning):
            assert git(folder, "hash-object", "-w", "--stdin", data=text) == name
    with pytest.raises(UnknownRevisionError, match="several"):
        found(folder, beginning)


def test_a_branch_without_a_commit_is_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(UnknownRevisionError):
        found(tmp_path, "HEAD")


# Repositories --------------------------------------------------------------------------------------------------------


def test_a_worktree_has_a_head_of_its_own_and_shares_the_rest(tmp_path: Path) -> None:
    folder, tree = with_history(tmp_path / "project"), tmp_path / "tree"
    git(folder, "worktree", "add", "--quiet", str(tree), "first")
    git(tree, "update-ref", "refs/worktree/mine", "second")
    (tree / "campaign").mkdir()
    for form in ("HEAD", "main", "v1.0.0", "HEAD~0", "worktree/mine"):
        assert found(tree / "campaign", form) == git(tree, "rev-parse", f"{form}^{{commit}}")
    assert find_repository(tree / "campaign") != find_repository(folder)


def test_a_submodule_is_a_repository_of_its_own(tmp_path: Path) -> None:
    inner, outer = with_history(tmp_path / "inner"), make(tmp_path / "outer")
    git(outer, "submodule", "--quiet", "add", str(inner), "campaign")
    assert found(outer / "campaign", "v1.0.0") == git(inner, "rev-parse", "third")


def test_objects_of_other_repositories_are_found(tmp_path: Path) -> None:
    with_history(tmp_path / "one")
    git(tmp_path, "clone", "--quiet", "--shared", "one", "two")
    git(tmp_path, "clone", "--quiet", "--shared", "two", "three")
    alternates = tmp_path / "three" / ".git" / "objects" / "info" / "alternates"
    alternates.write_text("# by hand\n../../../two/.git/objects\n", encoding="utf-8")
    assert found(tmp_path / "three", "v1.0.0~1") == git(tmp_path / "one", "rev-parse", "second")


@pytest.mark.parametrize("line", ["../../gone", "//kit.example/objects", "\\\\kit.example\\objects", '"quoted"', "."])
def test_objects_that_are_nowhere_else_are_refused(tmp_path: Path, line: str) -> None:
    folder = make(tmp_path / "project")
    (folder / ".git" / "objects" / "info" / "alternates").write_text(f"{line}\n", encoding="utf-8")
    with refused(SpecError, "repository-damaged"):
        found(folder, "HEAD")


@pytest.mark.timeout(60)
def test_objects_in_more_places_than_anybody_has_are_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    alternates = folder / ".git" / "objects" / "info" / "alternates"
    with refused(SpecError, "repository-damaged"):
        alternates.write_text("../../.git/objects\n" * 50_000, encoding="utf-8")
        found(folder, "HEAD")


def test_a_shallow_clone_says_how_to_get_the_rest(tmp_path: Path) -> None:
    with_history(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/whole", "shallow")
    assert found(tmp_path / "shallow", "HEAD") == git(tmp_path / "whole", "rev-parse", "HEAD")
    for form in ("HEAD~1", git(tmp_path / "whole", "rev-parse", "first")):
        with refused(SpecError, "shallow-clone") as faults:
            found(tmp_path / "shallow", form)
        assert "git fetch --unshallow" in faults[0].remedy
    git(tmp_path / "shallow", "fetch", "--quiet", "--unshallow")
    assert found(tmp_path / "shallow", "HEAD~1") == git(tmp_path / "whole", "rev-parse", "third")


def test_a_name_that_leads_to_an_object_which_is_gone_is_said(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    first = git(folder, "rev-parse", "HEAD")
    (folder / ".git" / "objects" / first[:2] / first[2:]).unlink()
    with refused(SpecError, "object-missing"):
        found(folder, "HEAD")


@pytest.mark.parametrize(
    ("section", "setting"),
    [("core", "repositoryformatversion = 2"), ("extensions", "somethingNew = 1"), ("extensions", "refStorage=reftable"),
     ("extensions", 'objectFormat = "md5" ; new')],
)  # fmt: skip
def test_a_form_that_is_not_known_is_refused(tmp_path: Path, section: str, setting: str) -> None:
    folder = make(tmp_path / "project")
    git(folder, "config", "core.repositoryformatversion", "1")
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(f"[{section.upper()}] {setting}\n")
    with refused(SpecError, "repository-not-read"):
        found(folder, "HEAD")


def test_what_is_known_and_changes_nothing_is_read(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    git(folder, "config", "core.repositoryformatversion", "1")
    git(folder, "config", "extensions.worktreeConfig", "true")
    git(folder, "config", "extensions.partialClone", "origin")
    assert found(folder, "HEAD") == git(folder, "rev-parse", "HEAD")


def test_a_reftable_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "project", "--ref-format=reftable")
    with refused(SpecError, "repository-not-read"):
        found(folder, "HEAD")


def test_a_git_folder_that_is_empty_is_passed_over_and_a_file_that_names_none_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    inner = folder / "inner"
    (inner / ".git").mkdir(parents=True)
    assert found(inner, "HEAD") == git(folder, "rev-parse", "HEAD")
    (inner / ".git").rmdir()
    for line in ("gitdir: nowhere\n", "nothing\n", "gitdir: \n", "gitdir: a\0b\n", "gitdir: //kit.example/git\n"):
        written(inner, {".git": line})
        with refused(SpecError, "repository-damaged"):
            found(inner, "HEAD")


@pytest.mark.parametrize("text", ["nothing\n", "ref: refs/heads/HEAD\nref: refs/heads/x", "ref: ../../x\n", ""])
def test_a_ref_that_names_nothing_is_refused_or_unknown(tmp_path: Path, text: str) -> None:
    folder = make(tmp_path / "project")
    (folder / ".git" / "refs" / "heads" / "odd").write_text(text, encoding="utf-8")
    with pytest.raises((SpecError, UnknownRevisionError)):
        found(folder, "odd")


def test_refs_that_name_each_other_end(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    written(folder / ".git" / "refs" / "heads", {"one": "ref: refs/heads/two\n", "two": "ref: refs/heads/one\n"})
    with refused(SpecError, "repository-damaged"):
        found(folder, "one")


def test_a_link_to_a_file_in_the_place_of_the_git_folder_is_not_followed(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    written(tmp_path, {"elsewhere": f"gitdir: {folder / '.git'}\n"})
    for inner in ("file", "link"):
        (folder / inner).mkdir()
    shutil.copy(tmp_path / "elsewhere", folder / "file" / ".git")
    assert found(folder / "file", "HEAD") == git(folder, "rev-parse", "HEAD")
    (folder / "link" / ".git").symlink_to(tmp_path / "elsewhere")
    with refused(SpecError, "repository-damaged"):
        found(folder / "link", "HEAD")


def test_a_link_in_the_place_of_head_is_followed(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    shutil.move(folder / ".git" / "HEAD", folder / ".git" / "kept")
    (folder / ".git" / "HEAD").symlink_to("refs/heads/main")
    assert found(folder, "HEAD") == git(folder, "rev-parse", "main")
