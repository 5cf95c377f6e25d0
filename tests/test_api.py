"""The public API: its names, that they are types, functions and errors, and what each function does with a tiny kit."""

from __future__ import annotations

import ast
import datetime as dt
import inspect
import re
import subprocess
import sys
import textwrap
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from conftest import TESTS
from PIL import Image
from support.campaigns import FEW_WORDS, KIT, SPEC, make_project
from support.commands import contents
from support.forked_calls import forked

import kit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = TESTS.parent
#: Heavy libraries, and the packages of the generator that load them.
HEAVY = (
    "PIL",
    "cairosvg",
    "lxml",
    "numpy",
    "pikepdf",
    "pydantic",
    "uharfbuzz",
    "yaml",
    "kit.run.pipeline",
    "kit.project",
)
#: The public names of each tool, with its module.
PUBLIC_OF_TOOLS = [
    (module, name)
    for module in sorted({*kit._MOVED.values()})  # noqa: SLF001
    if module.startswith("kit.tools.")
    for name in import_module(module).__all__
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> kit.Project:
    return kit.load(make_project(tmp_path_factory.mktemp("api") / "project", SPEC + FEW_WORDS))


@pytest.fixture(scope="module")
def built(project: kit.Project) -> kit.BuildResult:
    return forked(kit.build, project, project.root / "dist", jobs=1)


# Names ---------------------------------------------------------------------------------------------------------------


def modules_said_to_type_checkers() -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse((ROOT / "kit" / "__init__.py").read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kit"):
            yield from ((alias.name, node.module) for alias in node.names if not alias.name.startswith("__"))


def test_every_public_name_is_imported_from_where_type_checkers_find_it() -> None:
    assert dict(modules_said_to_type_checkers()) == kit._MODULES  # noqa: SLF001
    assert sorted(kit._MODULES) == kit.__all__  # noqa: SLF001


def test_public_names_are_what_they_are_after_every_module_was_imported() -> None:
    """No module has the name of a public function, or importing it would put the module in the function's place."""
    script = (
        "import importlib, pkgutil, sys, kit\n"
        "for module in pkgutil.walk_packages(kit.__path__, 'kit.'):\n"
        "    if module.name != 'kit.__main__': importlib.import_module(module.name)\n"
        "print([name for name in kit.__all__ if not callable(getattr(kit, name))])\n"
        "print([(name, own) for name, module in sys.modules.items() if name.startswith('kit.')"
        " for own in getattr(module, '__all__', ()) if not hasattr(module, own)])\n"
        "print(sorted(set(kit.__all__) - set(dir(kit))))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout == "[]\n[]\n[]\n"


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, kit, kit.cli.main\nprint([name for name in sys.argv[1:] if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script, *HEAVY], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kit' has no attribute 'biuld'"):
        kit.biuld  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(("name", "module"), kit._MOVED.items())  # noqa: SLF001
def test_a_name_that_moved_says_where_it_is_now(name: str, module: str) -> None:
    with pytest.raises(AttributeError, match=f"^'kit.{name}' is '{re.escape(module)}.{name}' now$"):
        getattr(kit, name)
    assert hasattr(import_module(module), name)


def test_a_build_needs_few_names() -> None:
    assert len(kit.__all__) <= 45


@pytest.mark.parametrize(("module", "name"), [*(("kit", name) for name in kit.__all__), *PUBLIC_OF_TOOLS])
def test_every_public_name_is_documented_and_annotated(module: str, name: str) -> None:
    thing = getattr(import_module(module), name)
    assert (thing.__doc__ or "").strip()
    if inspect.isfunction(thing):
        parameters = inspect.signature(thing).parameters.values()
        assert all(parameter.annotation is not inspect.Parameter.empty for parameter in parameters)


def example() -> str:
    """Return the program that the documentation shows: its first indented block."""
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    block = text[text.index("    import datetime") :].partition("\n## ")[0]
    return textwrap.dedent(block)


@pytest.mark.ci
def test_the_example_of_the_documentation_runs(tmp_path: Path) -> None:
    """It is run as a script that may be imported, as its last section asks."""
    project = make_project(tmp_path / "project")
    body = textwrap.indent(example(), "    ")
    (project / "example.py").write_text(f"if __name__ == '__main__':\n{body}", encoding="utf-8")
    command = [sys.executable, "-W", "error", "example.py"]
    ran = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[-1].startswith("4 of 4 en/telegram/")
    assert {"one.png", "one.alt.txt"} <= {path.name for path in project.iterdir()}
    assert (project / "dist" / f"{KIT}-en.zip").is_file()


def test_the_documentation_names_every_public_name() -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    described = set(re.findall(r"`(\w+)", text))
    assert {*kit.__all__, *(name for _, name in PUBLIC_OF_TOOLS)} - described == set()


# Loading -------------------------------------------------------------------------------------------------------------


def test_a_project_is_loaded_by_its_file_or_its_folder(project: kit.Project) -> None:
    assert kit.load(str(project.root)).campaign.kit == kit.load(project.root / "kit.yaml").campaign.kit


def test_every_fault_of_a_broken_file_is_raised_at_once(tmp_path: Path) -> None:
    spec = SPEC.replace("version: 1.0.0", "version: [1]").replace("headline: Pass it on", "headline: {a: b}")
    with pytest.raises(kit.SpecError) as caught:
        kit.load(make_project(tmp_path / "broken", spec))
    assert {fault.mark.line for fault in caught.value.faults if fault.mark} == {4, 23}


def test_a_partner_that_a_project_has_not_is_refused(project: kit.Project) -> None:
    with pytest.raises(kit.SpecError, match="the project has no partner 'a-partner'"):
        kit.load(project.root, partner="a-partner")


def test_a_language_that_a_project_has_not_is_refused(project: kit.Project) -> None:
    with pytest.raises(kit.SpecError, match="the project has no language 'hu'"):
        kit.load(project.root, locale="hu")


def test_a_kit_is_published_at_the_address_that_is_given_unless_it_names_one(project: kit.Project) -> None:
    published = kit.published_at(project, "https://kits.example/tiny/")
    assert published.campaign.kit.site == "https://kits.example/tiny/"
    assert kit.published_at(published, "https://other.example/").campaign.kit.site == "https://kits.example/tiny/"


# Pictures ------------------------------------------------------------------------------------------------------------


def test_the_plan_lists_every_picture_or_those_that_any_glob_names(project: kit.Project) -> None:
    names = [f"{message} telegram/{shape}" for message in ("sign", "share") for shape in ("landscape", "square")]
    assert sorted(map(str, kit.plan(project))) == sorted(names)
    assert [str(p) for p in kit.plan(project, ("sign *square", "share *land*"))] == [
        "sign telegram/square",
        "share telegram/landscape",
    ]
    assert kit.plan(project, ("nothing",)) == ()


def test_one_glob_may_be_given_as_it_is(project: kit.Project, tmp_path: Path) -> None:
    """Its letters are no globs: the `*` in it would choose every picture."""
    assert kit.plan(project, "shar*") == kit.plan(project, ("shar*",)) != kit.plan(project)
    result = forked(kit.build, project, tmp_path, only="sign *square")
    assert (result.folder.name, len(result.assets)) == ("partial", 1)
    with pytest.raises(kit.SpecError, match=r"no picture matches 'nothing\*'"):
        kit.check(project, only="nothing*")


def test_a_picture_is_rendered_with_its_words(project: kit.Project, built: kit.BuildResult) -> None:
    [picture] = kit.plan(project, ("sign telegram/square",))
    rendered = kit.render(project, picture)
    assert rendered.svg.startswith("<svg")
    path = f"{built.folder}/en/telegram/sign-square-1080x1080"
    assert f"{rendered.caption}\n" == Path(f"{path}.caption.txt").read_text("utf-8")
    assert f"{rendered.alt}\n" == Path(f"{path}.alt.txt").read_text("utf-8")
    assert rendered.alt in rendered.alt_long
    assert rendered.findings == ()
    with Image.open(BytesIO(rendered.png())) as image, Image.open(f"{path}.png") as made:
        assert (image.size, image.tobytes()) == (made.size, made.tobytes())


def test_a_picture_is_rendered_as_a_page_of_its_sheet_or_of_its_size_on_a_screen(
    tmp_path: Path, project: kit.Project
) -> None:
    page = kit.render(project, kit.PictureId("sign", "telegram/square", "en")).pdf()
    with pikepdf.open(BytesIO(page)) as pdf:
        boxes = [[float(end) for end in box] for box in (pdf.pages[0].MediaBox, pdf.pages[0].TrimBox)]
    assert boxes == [[0, 0, 810, 810]] * 2, "1080 px at 96 px an inch, without crop marks around it"
    spec = SPEC.replace("on: [feed]", "on: [print]").replace(
        "[telegram/landscape, telegram/square]", "[print/a5_flyer]"
    )
    flyers = kit.load(make_project(tmp_path / "flyers", spec))
    with pikepdf.open(BytesIO(kit.render(flyers, kit.plan(flyers)[0]).pdf())) as pdf:
        assert [round(float(end) / 72 * 25.4) for end in pdf.pages[0].TrimBox] == [10, 10, 158, 220]


def test_a_picture_is_judged_only_when_it_is_asked_what_was_found(
    project: kit.Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(*_: object) -> None:
        raise AssertionError("nobody asked")

    monkeypatch.setattr("kit.judge.judge", judge)
    rendered = kit.render(project, kit.PictureId("sign", "telegram/square", "en"))
    assert rendered.png()
    with pytest.raises(AssertionError, match="nobody asked"):
        _ = rendered.findings


def test_what_the_rules_find_in_a_picture_is_returned(tmp_path: Path) -> None:
    wordy = SPEC.replace("headline: Pass it on", f"headline: {'Pass it on to everyone you know. ' * 20}")
    project = kit.load(make_project(tmp_path / "wordy", wordy))
    rendered = kit.render(project, kit.PictureId("share", "telegram/square", "en"))
    assert "overflow" in {finding.rule for finding in rendered.findings}


def test_a_picture_that_is_not_planned_is_refused_with_the_nearest_name(project: kit.Project) -> None:
    with pytest.raises(kit.SpecError, match="did you mean 'sign telegram/square'"):
        kit.render(project, kit.PictureId("sing", "telegram/square", "en"))


# Kits ----------------------------------------------------------------------------------------------------------------


def test_a_build_publishes_the_kit_and_counts_its_pictures(built: kit.BuildResult) -> None:
    assert (built.published, built.failures, built.folder.name) == (True, (), KIT)
    assert len(built.assets) == 4


@pytest.mark.ci
def test_pictures_that_any_glob_names_are_built_and_reported(project: kit.Project, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    result = kit.build(
        project,
        str(tmp_path),
        only=("sign *square", "share *land*"),
        progress=lambda done, all_, _: steps.append((done, all_)),
    )
    assert (result.folder, result.published, len(result.assets)) == (tmp_path / "partial", False, 2)
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_a_build_by_less_than_no_worker_is_refused_before_anything_is_written(
    project: kit.Project, tmp_path: Path
) -> None:
    with pytest.raises(kit.KitError) as caught:
        kit.build(project, tmp_path / "out", jobs=-1)
    assert [fault.code for fault in caught.value.faults] == ["jobs-below-one"]
    assert not (tmp_path / "out").exists()


def test_a_build_of_nothing_names_every_glob(project: kit.Project, tmp_path: Path) -> None:
    with pytest.raises(kit.SpecError, match="no picture matches 'shore' or 'ship'"):
        kit.build(project, tmp_path, only=("shore", "ship"))


def test_a_sound_kit_has_no_findings_and_a_changed_one_has(
    project: kit.Project, built: kit.BuildResult, tmp_path: Path
) -> None:
    assert forked(kit.check, project, built=built.folder, as_of=dt.date(2020, 12, 1)) == ()
    with pytest.raises(kit.OutputError, match="there is no kit in"):
        kit.check(project, built=tmp_path)


def test_rules_have_names_and_say_what_they_require() -> None:
    assert {"overflow", "contrast", "qr-scan"} <= {rule.name for rule in kit.rules()}
    assert all(rule.requires for rule in kit.rules())


def test_contact_sheets_show_a_layout_each(project: kit.Project, built: kit.BuildResult, tmp_path: Path) -> None:
    names = [path.name for path in kit.contact_sheets(project, built, tmp_path)]
    assert names == ["contact-sheet-cover.png", "contact-sheet-petition.png"]


# Packing -------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_kit_is_packed_with_the_campaign_above_it_or_the_one_that_is_named(
    project: kit.Project, built: kit.BuildResult, tmp_path: Path
) -> None:
    heard: list[tuple[kit.Finding, ...]] = []
    first = kit.pack(built.folder, tmp_path / "first", report=heard.append)
    second = forked(kit.pack, str(built.folder), str(tmp_path / "second"), project=project)
    assert [path.name for path in first[:2]] == [f"{KIT}.zip", f"{KIT}-en.zip"]
    assert {f"{KIT}-en_share.zip", f"{KIT}-en_sign.zip"} <= {path.name for path in first}
    assert heard == [()]
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert {kit.verify(path) for path in (*first, built.folder)} == {()}
    assert second[0] == tmp_path / "second" / f"{KIT}.zip"


@pytest.mark.ci
def test_a_kit_that_is_not_what_its_campaign_asks_for_is_not_packed(built: kit.BuildResult, tmp_path: Path) -> None:
    """The kit is whole by itself; only a check against the campaign finds that its words were changed since."""
    changed = (SPEC + FEW_WORDS).replace("share the petition", "share our petition")
    other = kit.load(make_project(tmp_path / "other", changed))
    heard: list[tuple[kit.Finding, ...]] = []
    with pytest.raises(kit.CheckError) as caught:
        kit.pack(built.folder, tmp_path / "zips", project=other, report=heard.append)
    assert heard == [caught.value.findings]
    assert {finding.rule for finding in caught.value.findings} == {"manifest"}
    assert kit.verify(built.folder) == ()
    assert not list((tmp_path / "zips").glob("*.zip"))


def test_a_kit_without_a_campaign_above_it_is_not_packed(built: kit.BuildResult, tmp_path: Path) -> None:
    moved = tmp_path / built.folder.name
    built_files = contents(built.folder)
    for name, data in built_files.items():
        (moved / name).parent.mkdir(parents=True, exist_ok=True)
        (moved / name).write_bytes(data)
    with pytest.raises(kit.OutputError, match=r"there is no kit\.yaml above"):
        kit.pack(moved, tmp_path)


def test_a_folder_without_a_kit_is_named_before_any_campaign_is_read(tmp_path: Path) -> None:
    (tmp_path / "kit.yaml").write_text("broken: [", encoding="utf-8")
    with pytest.raises(kit.OutputError) as caught:
        kit.pack(tmp_path / "nope", tmp_path / "out")
    assert [fault.code for fault in caught.value.faults] == ["kit-missing"]
    assert not (tmp_path / "out").exists()


def test_only_the_whole_kit_of_the_campaign_is_packed(project: kit.Project, tmp_path: Path) -> None:
    partial = forked(kit.build, project, tmp_path, only=("sign *",)).folder
    with pytest.raises(kit.OutputError, match=re.escape(f"is not the kit '{KIT}'")):
        kit.pack(partial, tmp_path, project=project)


def test_what_is_no_kit_is_not_verified(tmp_path: Path) -> None:
    with pytest.raises(kit.ArchiveError):
        kit.verify(tmp_path)
