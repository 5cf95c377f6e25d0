"""Files as people may break them: thousands of edits of `kit.yaml`, layouts and placements raise nothing but faults."""

from __future__ import annotations

import shutil
import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.campaigns import HEADER

import kit.project.folders
from kit.base.document import parse_yaml
from kit.base.errors import KitError
from kit.compose import Composer
from kit.judge import judge
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.project.layouts.found_layouts import FoundLayouts
from kit.project.placements import read_placements
from kit.project.plan import plan
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hypothesis.strategies import DrawFn, SearchStrategy

SPEC = (
    HEADER.replace("title: Tiny", 'title: "Tiny: a kit"').replace("cover, message, petition", "message")
    + """\
  hashtags: ["#ChildSafetyFirst"]
  theme: night
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020", url: https://www.missingkids.org/letter.html}
statistics:
  reports:
    {value: 82000000, qualifier: more than, bound: over, text: 82 million, counts: of it, source: letter, as_of: "2020"}
  vote: {value: 2020-12-07, text: 7 December, counts: the vote, source: letter, as_of: 2020-12}
themes:
  night: {THEME}
families:
  own: {names: [Own], faces: [{file: source-sans-3/SourceSans3VF-Upright.ttf, weight: [200, 900]}], fallbacks: []}
platforms: [telegram/square]
messages:
  sign:
    images: [{layout: message, on: [feed]}, {layout: message, on: [story], at: [instagram]}]
    statistic: reports
    link: petition
    copy:
      headline: |-
        Keep child
        safety **first.**
      support: "**{vote}:** {reports} last year."
    caption: {short: Please sign., long: "Please sign #now: {reports}."}
    shows: A room with a wide opening of light.
  series:
    images: [{layout: message, on: [feed]}]
    copy: {headline: One of two}
    frames:
      - copy: {headline: Another}
      - {copy: {support: More}, statistic: vote}
    caption: {short: Please share., long: Please share.}
    shows: A short call in large letters.
checks: [{off: widow, reason: "it is meant"}]
voice: [victim]
"""
)
LAYOUT = (SHIPPED / "templates" / "svg" / "petition" / "layout.yaml").read_bytes()
#: What is put in where something is cut out: signs of YAML, what words must not hold, too much of anything.
TEXTS = (
    "", " ", "\n", "\r", "\t", "\x00", "\x1b", "\x85", ": ", ":", "- ", "{", "}", "[", "]", ",", "'", '"',
    "&a ", "*a ", "!x ", "|", ">", "#", " #x", "%", "@", "`", "---\n", "...\n", "? ", "<<: ", "~", "\\",
    "\\ud800", "**", "{reports}", "{x.y}", "/../", "\u202e", "\u2067", "\u2069", "\u200b", "\u2028", "\ufeff",
    "\ufffd", "\ud800", "é", "e" + "\u0301" * 40, "\U0001f1ea", "שלום", "9" * 5000, "a" * 400, "\n" * 200,
    "  ", "0", "-1", "1e999", "null", "yes", "2020-13-45", "https://1.2.3.4/",
)  # fmt: skip
SCRAPS = (
    *(text.encode("utf-8", "surrogatepass") for text in TEXTS),
    b"\xff",
    b"\xc3",
    b"\xed\xa0",
    b"\xf4\x90\x80\x80",
)
#: What may stand in the place of any value of a parsed file.
VALUES: tuple[object, ...] = (
    None, "", " ", "x", "x" * 5000, "\u202e", "\ud83d", "\u200b", "\n", "**", "{", "{reports}", "../..", "con",
    "-1", "0", "9" * 5000, "1e999", "nan", "2020-02-30", "#fff", "https://[", "https://www.change.org:x/", "all",
    [], {}, [[]], [None], ["x", "x"], {"x": None}, {"": "x"}, {"x": {"x": {"x": "x"}}}, ["feed"] * 3,
    [{"layout": "message", "on": ["feed"]}], {"short": "x"}, [{"copy": {}}],
)  # fmt: skip


@st.composite
def edited_bytes(draw: DrawFn, source: bytes) -> bytes:
    """Cut out up to twelve bytes in up to three places, and put scraps in."""
    for _ in range(draw(st.integers(1, 3))):
        at, length = draw(st.integers(0, len(source))), draw(st.integers(0, 12))
        source = source[:at] + draw(st.sampled_from(SCRAPS)) + source[at + length :]
    return source


@st.composite
def edited_lines(draw: DrawFn, source: bytes) -> bytes:
    """Drop, double, move, indent, cut, join and overwrite lines."""
    lines = source.split(b"\n")
    for _ in range(draw(st.integers(1, 3))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        line, scrap = lines[at], draw(st.sampled_from(SCRAPS))
        cut = draw(st.integers(0, len(line)))
        lines[at : at + 1] = draw(
            st.sampled_from(
                (
                    [], [line, line], [lines[other]], [b"  " + line], [line[1:]], [line[:cut]],
                    [line[:cut], line[cut:]], [line + lines[other]], [line.partition(b":")[0] + b": " + scrap],
                    [line + scrap], [scrap, line],
                )
            )
        ) or [b""]  # fmt: skip
    return b"\n".join(lines)


@st.composite
def edited_tree(draw: DrawFn, source: bytes) -> bytes:
    """Replace, drop, rename and wrap values wherever they stand."""
    tree = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506  (it makes strings only)
    for _ in range(draw(st.integers(1, 3))):
        holder, key = draw(st.sampled_from(_places(tree)))
        act = draw(st.sampled_from(("replace", "replace", "drop", "rename", "wrap")))
        if act == "replace":
            holder[key] = deepcopy(draw(st.sampled_from(VALUES)))
        elif act == "drop":
            del holder[key]
        elif act == "wrap":
            holder[key] = [holder[key]]
        elif isinstance(holder, dict):
            holder[str(key)[:-1] + draw(st.sampled_from(("", "x", "E", "é")))] = holder.pop(key)
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True).encode("utf-8", "surrogatepass")


def _places(tree: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  (YAML holds anything)
    """Return every holder and key in a tree, in order; at least one."""
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree))) if isinstance(tree, list) else []
    return [(tree, key) for key in keys] + [place for key in keys for place in _places(tree[key])] or [({"": ""}, "")]


EDITS: tuple[Callable[[bytes], SearchStrategy[bytes]], ...] = (edited_bytes, edited_lines, edited_tree)
CAREFULLY = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
THOROUGHLY = settings(CAREFULLY, max_examples=600)
#: How often each test runs; `make test-all` runs the many as well.
AMOUNTS = [pytest.param(CAREFULLY, id="some"), pytest.param(THOROUGHLY, id="many", marks=pytest.mark.slow)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project; what is shipped is one layout and the fonts, so that thousands go quickly."""
    shipped = tmp_path / "shipped"
    shutil.copytree(SHIPPED / "templates" / "svg" / "message", shipped / "templates" / "svg" / "message")
    shutil.copy(SHIPPED / "templates" / "svg" / "palette.yaml", shipped / "templates" / "svg")
    (shipped / "fonts").symlink_to(SHIPPED / "fonts")
    monkeypatch.setattr(kit.project.folders, "SHIPPED", shipped)
    return tmp_path


def lines_of(data: bytes) -> int:
    """Return how many lines a file has at most."""
    return data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + data.count(b"\xe2\x80") + 1


def assert_readable(error: KitError, *files: bytes, remedies: bool = True) -> None:
    """Assert that every fault is one that a person can find and mend in one of some files, and a program can tell."""
    assert error.faults
    lines = max(map(lines_of, files))
    for fault in error.faults:
        assert fault.message
        assert not fault.message.endswith(".")
        assert fault.code
        assert fault.remedy or not remedies, fault
        if fault.mark and not fault.mark.file.endswith(".svg"):
            assert 1 <= fault.mark.line <= lines
            assert 1 <= fault.mark.column <= len(fault.mark.snippet) + 1
    text = str(error)
    text.encode("utf-8")
    assert not any(unicodedata.category(character) == "Cc" for character in text.replace("\n", ""))


def try_kit(folder: Path, data: bytes, *others: bytes) -> None:
    """Compose a picture of a `kit.yaml`; its faults may be in other files too."""
    path = folder / "kit.yaml"
    path.write_bytes(data)
    try:
        project = load_project(path)
        for artboard in plan(project)[:1]:
            judge(Composer(project).compose(artboard), ())
    except KitError as error:
        assert_readable(error, data, *others)


def theme() -> str:
    palette = yaml.safe_load((SHIPPED / "templates" / "svg" / "palette.yaml").read_text(encoding="utf-8"))
    return ", ".join(f'{role}: "{colour}"' for role, colour in palette.items() if isinstance(colour, str))


def kit_yaml() -> bytes:
    return SPEC.replace("THEME", theme()).encode()


def test_what_is_broken_is_whole_at_first(folder: Path) -> None:
    (folder / "kit.yaml").write_bytes(kit_yaml())
    project = load_project(folder / "kit.yaml")
    assert len(plan(project)) == 3


@pytest.mark.ci
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("edit", EDITS)
def test_a_broken_kit_yaml_is_built_or_reported(
    folder: Path, edit: Callable[[bytes], SearchStrategy[bytes]], amount: settings
) -> None:
    @amount
    @given(edit(kit_yaml()))
    def run(data: bytes) -> None:
        try_kit(folder, data)

    run()


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("edit", EDITS)
def test_a_broken_layout_is_read_or_reported(
    folder: Path, edit: Callable[[bytes], SearchStrategy[bytes]], amount: settings
) -> None:
    layouts = folder / "shipped" / "templates" / "svg"

    @amount
    @given(edit(LAYOUT))
    def run(data: bytes) -> None:
        (layouts / "message" / "layout.yaml").write_bytes(data)
        found = FoundLayouts([layouts], read_placements(), folder / "shipped")["message"]
        assert (found.layout is None) == bool(found.faults)
        if found.faults:
            assert_readable(KitError(*found.faults), data)

    run()


@pytest.mark.ci
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("edit", EDITS)
def test_a_broken_palette_is_read_or_reported(
    folder: Path, edit: Callable[[bytes], SearchStrategy[bytes]], amount: settings
) -> None:
    palette = folder / "shipped" / "templates" / "svg" / "palette.yaml"

    @amount
    @given(edit(palette.read_bytes()))
    def run(data: bytes) -> None:
        palette.write_bytes(data)
        try_kit(folder, kit_yaml(), data)

    run()


@pytest.mark.ci
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("edit", EDITS)
def test_a_broken_table_of_placements_is_read_or_reported(
    folder: Path, edit: Callable[[bytes], SearchStrategy[bytes]], amount: settings
) -> None:
    whole = parse_yaml(
        (SHIPPED / "kit" / "platforms.yaml").read_text(encoding="utf-8"), "platforms.yaml", disallowed_characters
    ).value
    some = {
        id_: whole["placements"][id_]
        for id_ in ("x/square", "telegram/square", "print/a4_poster")
        if id_ in whole["placements"]
    }
    table = yaml.safe_dump({**whole, "placements": some}, sort_keys=False, allow_unicode=True).encode()

    @amount
    @given(edit(table))
    def run(data: bytes) -> None:
        path = folder / "platforms.yaml"
        path.write_bytes(data)
        read_placements.cache_clear()
        try:
            read_placements(path)
        except KitError as error:
            assert_readable(error, data, remedies=False)

    run()
    read_placements.cache_clear()
