"""The schemas and the validator judge the same files alike, but for what only the validator can know."""

from __future__ import annotations

import random
import shutil
from functools import partial, reduce
from operator import getitem
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from conftest import TESTS
from jsonschema import Draft7Validator, FormatChecker
from support import yaml_texts
from support.campaigns import GOLDEN, golden_folder
from support.followers import LANTERN

from kit.base.errors import Fault, KitError
from kit.model.project import Project
from kit.project import load_project
from kit.project.layouts.palettes import read_palette
from kit.project.placements import TABLE, read_placements
from kit.project.translated_keys import TRANSLATED, words_needed
from kit.project.validate import read_document
from kit.tools.scaffold.editor_files import json_schema
from kit.tools.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

ROOT = TESTS.parent
#: Kinds of fault that a schema finds wherever the validator does; it may find more of those that follow.
ASKED = {
    "address-not-encoded", "address-with-user-or-port", "address-without-https", "emphasis-outside-copy", "empty-file",
    "emphasis-out-of-range", "empty-value", "fact-without-source", "family-without-faces", "image-without-role",
    "invalid-as-of", "invalid-colour", "invalid-focus", "invalid-host", "invalid-mix", "invalid-path-part",
    "invalid-placement-name", "invalid-role-name", "palette-without-roles", "roles-not-a-pair",
    "key-of-another-size", "line-gap-out-of-range", "lines-below-one", "message-without-images", "missing-key",
    "missing-section", "no-messages",
    "not-a-length", "not-a-size", "number-too-low", "numeric-host", "option-of-another-chart",
    "option-of-another-slot", "placement-shipped", "placement-without-format", "print-without-paper",
    "reserved-path-part", "rest-without-whole", "several-lines", "stack-of-one", "text-too-long", "unknown-choice",
    "unknown-key", "unknown-section", "without-needs-like", "wrong-type", "not-translatable",
}  # fmt: skip
#: All others, and why no schema can know them.
NOT_ASKED = {
    "other entries of the file, or of other files, must be known": {
        "bar-without-whole", "caption-without-count", "colours-not-distinct", "copy-without-slot",
        "count-without-forms", "countdown-is-over", "mix-of-later-mix", "nothing-to-extend", "countdown-to-no-day",
        "countdown-without-image", "derived-slot-in-copy", "duplicate-role", "field-below-one",
        "figure-without-qualifier", "host-not-listed", "image-without-slot", "invalid-countdown-start",
        "layout-without-source-slot", "like-in-a-circle", "nothing-to-do-without", "nothing-to-leave-out",
        "number-as-days", "optical-without-edge", "people-as-marks", "placement-of-another-role",
        "maker-layout-unused", "maker-layout-without-slots",
        "required-image-missing", "required-slot-unfilled", "shipped-layout-not-named", "slot-stacked-twice",
        "theme-gives-mix", "theme-without-colour",
        "unknown-colour-role", "unknown-countdown-day", "unknown-drawing", "unknown-family", "unknown-layout",
        "unknown-link", "unknown-message", "unknown-placement", "unknown-platform", "unknown-slot", "unknown-source",
        "unknown-statistic", "unknown-statistic-part", "unknown-theme", "compared-without-bars",
        "figure-left-out", "nothing-to-translate", "figure-differs-from-kit-yaml",
    },
    "files of the project must be looked at": {
        "font-cut-short", "font-damaged", "font-missing", "font-outside-folder", "image-missing",
        "image-of-another-kind", "image-outside", "layout-without-drawing",
    },
    "words must be read, in their language": {
        "disallowed-character", "empty-text", "emphasis-not-closed", "host-of-mixed-scripts", "invalid-hashtag",
        "host-not-public", "missing-plural-class", "other-words-differ", "shown-address-differs", "unknown-language",
        "unknown-plural-class", "unpaired-brace", "value-differs-from-text", "value-of-another-day",
        "qualifier-against-bound", "qualifier-not-listed", "qualifier-of-another-meaning", "wrong-number-in-words",
    },
    "it is arithmetic": {
        "box-outside-picture", "safe-area-empty", "seen-out-of-range", "size-out-of-range", "size-too-large-for-memory",
    },
    "YAML itself is at fault: there are no values to judge": {
        "anchor-hides-text", "bracket-not-closed", "comma-cuts-value", "comment-hides-text", "duplicate-key",
        "file-unreadable", "key-not-a-word", "merge-key", "nested-too-deep", "not-utf-8", "quote-not-closed",
        "second-document", "tab-in-yaml", "text-after-value", "value-needs-quotes", "wrong-indentation",
    },
}  # fmt: skip
KNOWN = ASKED.union(*NOT_ASKED.values())
SYNTAX = NOT_ASKED["YAML itself is at fault: there are no values to judge"]
#: Campaigns without a fault; edits of parts of the golden one are judged, too.
EDITED = {
    "golden": golden_folder(),
    "followers": LANTERN,
    "own-palette": golden_folder("visit", "species", "evening", platforms="x/square"),
    "countdown": golden_folder("open", platforms="telegram, x"),
}
SOUND = [*EDITED.values(), GOLDEN, ROOT, ROOT / "templates" / "starter"]
EDITS = 24
CHECKERS: dict[str, Draft7Validator] = {
    name: Draft7Validator(json_schema(name), format_checker=FormatChecker()) for name in SCHEMAS
}


class Judged(NamedTuple):
    """What the validator and a schema say of one file."""

    name: str
    faults: tuple[Fault, ...]
    said: tuple[str, ...]

    @property
    def asked(self) -> set[str]:
        """The kinds of fault that the schema should find."""
        codes = {fault.code for fault in self.faults}
        return set() if codes & SYNTAX else codes & ASKED

    @property
    def agree(self) -> bool:
        """Whether the schema is silent where nothing is wrong, and not where it should speak."""
        return bool(self.faults) if self.said else not self.asked


def said_by_schema(schema: str, text: str) -> tuple[str, ...]:
    """Return what a schema finds in a text; what is no YAML to an editor is found by the editor."""
    try:
        value = yaml_texts.read(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return (str(error),)
    return tuple(f"{error.json_path}: {error.message[:200]}" for error in CHECKERS[schema].iter_errors(value))


def judged(name: str, path: Path, faults: Iterable[Fault], schema: str = "kit") -> Judged:
    """Judge one file by its schema; of the faults of its project those count that are in it."""
    file = path.name if schema == "kit" else f"{path.parent.name}/{path.name}"
    own = tuple(fault for fault in faults if fault.mark is None or fault.mark.file in {file, str(path)})
    try:
        return Judged(name, own, said_by_schema(schema, path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        return Judged(name, own, (str(error),))


def faults_of(read: Callable[[], object]) -> tuple[Fault, ...]:
    """Return what the validator finds, in translations too."""
    try:
        found = read()
    except KitError as error:
        return error.faults
    return tuple(fault for one in found.broken for fault in one.faults) if isinstance(found, Project) else ()


def campaigns() -> Iterator[Judged]:
    """Yield every sound and every broken campaign, and the layouts that each brings."""
    for spec in sorted(GOLDEN.glob("lettering*.yaml")):
        yield judged(spec.stem, spec, faults_of(lambda spec=spec: load_project(spec)))  # type: ignore[misc]  # of this round
    for folder in (*SOUND, *sorted((TESTS / "projects").iterdir())):
        spec = folder / "kit.yaml"
        if not spec.is_file():
            continue
        faults = faults_of(lambda spec=spec: load_project(spec))  # type: ignore[misc]  # of this round
        yield judged(folder.name, spec, faults)
        for layout in sorted(folder.glob("templates/svg/*/layout.yaml")):
            if folder in SOUND or any(fault.mark and fault.mark.file.endswith("layout.yaml") for fault in faults):
                yield judged(f"{folder.name} {layout.parent.name}", layout, faults, "layout")
        for palette in sorted(folder.glob("templates/**/palette.yaml")):
            yield judged(
                f"{folder.name} {palette.parent.name}", palette, faults_of(partial(palette_of, palette)), "palette"
            )


def palette_of(path: Path) -> object:
    """Read a palette, which may extend those that lie above it."""
    above = (path.parent.parent, ROOT / "templates" / "svg")
    return read_palette(path, [file for place in above if (file := place / path.name).is_file() and file != path])


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """Yield the path of every value inside a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        yield (*path, key)
        yield from paths_in(inner, (*path, key))


#: What an edit writes in place of a value.
OTHERS: dict[str, Any] = {
    "a list": ["word"], "keys": {"word": "word"}, "empty words": "", "nothing": None, "an empty list": [],
    "no keys": {}, "words": "Some words", "a negative number": "-1", "no": "no", "a fraction": "12.5",
}  # fmt: skip


def edited(value: Any, path: tuple[Any, ...], how: str) -> Any:  # noqa: ANN401
    """Return a value with one value inside it removed, misspelt or replaced."""
    step, *rest = path
    if rest:
        new = edited(value[step], tuple(rest), how)
    elif how == "removed":
        return {key: inner for key, inner in value.items() if key != step} if isinstance(value, dict) else []
    elif how == "misspelt" and isinstance(value, dict):
        return {f"{key}x" if key == step else key: inner for key, inner in value.items()}
    else:
        new = OTHERS.get(how, "word")
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    changed = {key: new if key == step else inner for key, inner in pairs}
    return changed if isinstance(value, dict) else [*changed.values()]


def edits(path: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield some edits of a file, each with what was done: the same ones in every run."""
    value = read_document(path).value
    every = [(where, how) for where in paths_in(value) for how in ("removed", "misspelt", *OTHERS)]
    for where, how in random.Random(3).sample(every, count):  # noqa: S311  (no secret)
        yield f"{'/'.join(map(str, where))}: {how}", yaml_texts.write(edited(value, where, how))


def edited_campaigns(folder: Path) -> Iterator[Judged]:
    """Yield edits of `kit.yaml` and of one layout of some campaigns, and of the table of placements."""
    for name, campaign in EDITED.items():
        project = folder / name
        shutil.copytree(campaign, project)
        layout = min(project.glob("templates/svg/*/layout.yaml"))
        for path, schema, count in ((project / "kit.yaml", "kit", EDITS), (layout, "layout", EDITS // 4)):
            before = path.read_text(encoding="utf-8")
            for what, text in edits(path, count):
                path.write_text(text, encoding="utf-8")
                faults = faults_of(lambda: load_project(project / "kit.yaml"))  # noqa: B023
                yield judged(f"{name}/{path.name} {what}", path, faults, schema)
            path.write_text(before, encoding="utf-8")
        yield from edited_translations(name, project)
        palette = max(project.glob("templates/**/palette.yaml"), key=lambda path: path.stat().st_size)
        for what, text in edits(palette, EDITS // 2):
            palette.write_text(text, encoding="utf-8")
            yield judged(f"{name}/{palette.name} {what}", palette, faults_of(partial(palette_of, palette)), "palette")
    table = folder / TABLE.name
    for what, text in edits(TABLE, EDITS // 2):
        table.write_text(text, encoding="utf-8")
        faults = faults_of(lambda: read_placements.__wrapped__(table))
        yield judged(f"{TABLE.name} {what}", table, faults, "placements")._replace(faults=faults)


def edited_translations(name: str, project: Path) -> Iterator[Judged]:
    """Yield edits of a translation of a campaign, which has all its words as they are."""
    spec = project / "kit.yaml"
    words: dict[Any, Any] = {}
    value = read_document(spec).value
    for path in words_needed(value, TRANSLATED):
        inside = words
        for step in path[:-1]:
            inside = inside.setdefault(step + 1 if isinstance(step, int) else step, {})
        inside[path[-1]] = reduce(getitem, path, value)
    locale = project / "locales" / "en-IE.yaml"
    locale.parent.mkdir()
    locale.write_text(yaml_texts.write(words), encoding="utf-8")
    yield judged(f"{name}/{locale.name}", locale, faults_of(lambda: load_project(spec)), "locale")
    for what, text in edits(locale, EDITS):
        locale.write_text(text, encoding="utf-8")
        yield judged(f"{name}/{locale.name} {what}", locale, faults_of(lambda: load_project(spec)), "locale")
    locale.unlink()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Judged]:
    return [*campaigns(), *edited_campaigns(tmp_path_factory.mktemp("edited"))]


@pytest.mark.ci
def test_more_than_two_hundred_files_are_judged_alike(files: list[Judged]) -> None:
    assert len(files) > 300
    assert [(one.name, one.asked, one.said) for one in files if not one.agree] == []
    assert sum(1 for one in files if one.asked and one.said) > 150
    assert sum(1 for one in files if not one.faults) > 50


@pytest.mark.ci
def test_every_kind_of_fault_that_is_met_is_asked_for_or_there_is_a_reason_why_not(files: list[Judged]) -> None:
    met = {fault.code for one in files for fault in one.faults}
    assert met - KNOWN == set()
    assert [codes & ASKED for codes in NOT_ASKED.values() if codes & ASKED] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("dusk: {mix: [night, star, 0.4]}", ""),
        ("dämmerung: '#336699'", ""),
        ("distinct: [[night, star]]", ""),
        ("dusk: {mix: [night, star]}", "invalid-mix"),
        ("dusk: {mix: [night, star, 1]}", "invalid-mix"),
        ("dusk: {mix: [night, star, 0.0]}", "invalid-mix"),
        ("dusk: dark blue", "invalid-colour"),
        ("_dusk: '#336699'", "invalid-role-name"),
        ("dusk blue: '#336699'", "invalid-role-name"),
        ("distinct: [[night]]", "roles-not-a-pair"),
        ("distinct: [[night, night]]", "roles-not-a-pair"),
    ],
)
def test_a_line_of_a_palette_is_judged_alike(line: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "palette.yaml"
    path.write_text(f"night: '#101820'\nstar: '#f5e6c8'\n{line}\n", encoding="utf-8")
    assert [fault.code for fault in faults_of(partial(read_palette, path))] == ([code] if code else [])
    assert bool(said_by_schema("palette", path.read_text(encoding="utf-8"))) == bool(code)
