"""Entries of builds that somebody else wrote: of another shape, they are made anew, and `dist` is not believed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from support.campaigns import KIT, SPEC, make_project
from support.commands import contents, lies_in
from support.forked_calls import forked

import kit
from kit.base.cache.entries import Cache
from kit.base.cache.kinds import packed
from kit.compose import drawings

if TYPE_CHECKING:
    from pathlib import Path

#: One picture with a code, of which nothing is found, and its page to print.
ONE = (
    SPEC.replace("[telegram/landscape, telegram/square]", "[telegram/square, print/a5_flyer]")
    .replace("on: [feed]", "on: [feed, print]")
    .partition("  share:")[0]
)
#: What is kept of a project.
KINDS = (
    "pictures", "bodies", "measures", "thumbnails", "files", "read-drawings", "part-faults", "project", "languages",
    "documents", "findings",
)  # fmt: skip
#: Those that an old cache had not.
NEWER = ("project", "read-drawings", "part-faults", "languages", "documents", "findings")
ROW: list[Any] = ["image/png", b"x", None, 0]


class Kept:
    """A project that was built twice, the second time of what was kept of it."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Build it."""
        self.root, self.folder = root, folder
        self.files = contents(self.build().folder)
        again = self.build()
        assert (again.painted, again.composed, contents(again.folder)) == (0, 0, self.files)
        self.first = self.state()

    def build(self) -> kit.BuildResult:
        return forked(kit.build, kit.load(self.root), self.root / "dist", jobs=1)

    def entries(self, kind: str) -> list[Path]:
        return sorted(path for path in self.folder.glob(f"projects/*/{kind}/*/*") if path.is_file())

    def state(self) -> tuple[dict[str, bytes], dict[str, bytes | None]]:
        """Return the files of the kit, and what is kept of it; how it was loaded or found the last time is nothing."""
        kinds = [kind for kind in KINDS if kind not in {"project", "languages"}]
        kept = {f"{kind}/{path.name}": self.data(kind, path) for kind in kinds for path in self.entries(kind)}
        return contents(self.root / "dist" / KIT), kept

    def data(self, kind: str, path: Path) -> bytes | None:
        """Return what an entry holds."""
        return Cache(path.parents[2]).get(kind, path.name)

    def alter(self, kind: str, data: bytes) -> None:
        """Write other data as each entry of a kind, with the digest that it then has."""
        assert self.entries(kind)
        for path in self.entries(kind):
            Cache(path.parents[2]).put(kind, path.name, data)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KIT_CACHE", str(folder))
        return Kept(make_project(tmp_path_factory.mktemp("once") / "project", ONE), folder)


@pytest.fixture
def built(once: Kept, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Return the project as it was built, nothing being changed."""
    monkeypatch.setenv("KIT_CACHE", str(once.folder))
    assert once.state() == once.first, "of which nothing is painted or composed"
    return once


BYTES = {
    "nothing": b"",
    "a huge text": b"\xdb\xff\xff\xff\xff",
    "a huge list": b"\xdd\xff\xff\xff\xff",
    "deep": b"\x91" * 100_000,
    "JSON": b'["image/png", null, 0]',
    "a length before a head": b"\xff\xff\xff\xff[]",
}
VALUES: dict[str, object] = {
    "a list": [1, 2],
    "a mapping": {"digest": 1},
    "a text": "picture",
    "nothing at all": None,
    "texts": ["a", "b", "c", "d"],
    "numbers": [1, 2, 3, 4],
    "an unknown type": ["text/html", *ROW[1:]],
    "an image of no kind": ["", *ROW[1:]],
    "text for bytes": ["image/png", 1, None, 0],
    "an image of no byte": ["image/png", b"", "0" * 64, 0],
    "an image without pixels": ["image/png", b"\x89PNG\r\n\x1a\n" + bytes(30), "0" * 64, 0],
    "an image that is cut": ["image/jpeg", b"\xff\xd8\xff\xe0" + bytes(30), "0" * 64, 80],
    "too few": ROW[:2],
    "measured otherwise": {"contrast": {"words": [3], "code": None}},
    "measured nothing": {"contrast": None},
    "more words": {"contrast": {"words": [None] * 99, "code": None}},
    "a letter that is not there": {"contrast": {"words": [[9.0, 999_999], [9.0, -1]], "code": 9.0}},
    "another rule": {"brightness": {"words": [], "code": None}},
    "a drawing of texts": {"size": ["a", "b"], "live": [0, 0, 1, 1], "slots": {}, "families": []},
    "a row of faults": [{"message": 1}],
}
DATA = {**BYTES, **{name: packed(value) or b"" for name, value in VALUES.items()}}


@pytest.mark.few(2)
@pytest.mark.parametrize("but", ["", "pictures"])
@pytest.mark.parametrize("name", DATA)
def test_entries_of_another_shape_are_made_anew(built: Kept, name: str, but: str) -> None:
    """All of one build, so that each is asked for; and all but pictures, so that their files are looked for."""
    kinds = [kind for kind in KINDS if kind != but]
    for kind in kinds:
        built.alter(kind, DATA[name])
    drawings.read_once.cache_clear()  # as in another process
    drawings.part_faults.cache_clear()
    assert contents(built.build().folder) == built.files
    left = {(kind, path) for kind in kinds for path in built.entries(kind) if built.data(kind, path) == DATA[name]}
    assert left == set()


def test_every_kind_of_entry_is_data_that_is_read_without_running_anything(built: Kept) -> None:
    kinds = {path.name for path in built.folder.glob("projects/*/*") if path.is_dir()}
    assert kinds == {*KINDS}
    for kind in kinds:
        for path in built.entries(kind):
            data = built.data(kind, path)
            assert data
            msgspec.msgpack.decode(data)


def test_what_lies_in_the_folder_of_kits_is_not_believed_and_goes(built: Kept) -> None:
    """Bodies of another picture in an old cache, as a repository may ship them."""
    [projects] = (built.folder / "projects").iterdir()
    old = built.root / "dist" / ".cache"
    shutil.copytree(projects, old, ignore=shutil.ignore_patterns(*NEWER, ".swept"))
    for path in (old / "bodies").glob("*/*"):
        Cache(old).put("bodies", path.name, packed(ROW) or b"")
    for kind in ("pictures", "languages"):
        shutil.rmtree(projects / kind)
    result = built.build()
    assert contents(result.folder) == built.files
    assert lies_in(built.root / "dist") == {result.folder.name}


def test_a_kit_in_another_folder_is_made_of_what_is_kept_of_its_project(built: Kept, tmp_path: Path) -> None:
    result = forked(kit.build, kit.load(built.root), tmp_path / "elsewhere", jobs=1)
    assert (result.painted, result.composed, contents(result.folder)) == (0, 0, built.files)
    assert lies_in(tmp_path / "elsewhere") == {result.folder.name}
