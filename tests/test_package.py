"""The installed package, without its repository: a wheel in an environment of its own, far from here."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image, ImageStat
from support.separate_campaign import write_separate_campaign

import kit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
#: All that a package is made from.
SOURCES = (
    "LICENSE", "LICENSES", "MANIFEST.in", "README.md", "fonts", "kit", "pyproject.toml", "setup.py", "templates",
)  # fmt: skip
#: Where the campaign asks people to go; the repository has no address of its own that is known here.
PETITION = "https://www.change.org/childsafetyfirst"
#: The lines of the documentation that are a campaign by themselves.
LINES = 10


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, without network, so that nothing is left in the repository."""
    copy = tmp_path_factory.mktemp("copy")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", copy / "wheels", copy)
    (made,) = (copy / "wheels").iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command `kit` of a new environment, which shares with this one only the packages that are locked."""
    env = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-I", "-m", "venv", "--without-pip", env], check=True)
    places = {"base": str(env), "platbase": str(env)}
    shared = Path(sysconfig.get_path("purelib", vars=places), "locked.pth")
    # The .pth files of a folder that is named in a .pth file are not read: the editable install is left behind.
    shared.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    pip("--python", env / "bin" / "python", "install", "--no-index", "--no-deps", wheel)
    return env / "bin" / "kit"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the ten lines of the documentation into a folder far from here."""
    text = (ROOT / "docs" / "how-to" / "campaign.md").read_text(encoding="utf-8")
    lines = list(indented(text, "kit: {"))
    assert len(lines) == LINES
    spec = tmp_path_factory.mktemp("harbour") / "kit.yaml"
    spec.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return spec


def indented(text: str, start: str) -> Iterator[str]:
    """Yield the lines of the indented block that begins with some words."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(f"    {start}"):
            yield line[4:]
            break
    for line in lines:
        if not line.startswith("    "):
            return
        yield line[4:]


@pytest.fixture(scope="module")
def built(installed: Path, campaign: Path) -> Path:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [installed, "build"], cwd=campaign.parent, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    return campaign.parent / "dist" / "harbour-1.0.0"


def test_ten_lines_build_a_kit_in_an_empty_environment(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["assets"]) > 20
    for asset in manifest["assets"]:
        with Image.open(built / asset["path"]) as picture:
            assert picture.size == (asset["width"], asset["height"])
            assert max(ImageStat.Stat(picture.convert("L")).stddev) > 10, f"{asset['path']} shows next to nothing"


def test_the_codes_of_the_ten_lines_lead_to_their_link(built: Path) -> None:
    with Image.open(built / "en" / "x" / "open-square-1080x1080.png") as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://harbour.example/days"]


def test_the_package_carries_every_drawing_and_font_with_its_licence(wheel: Path) -> None:
    carried = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("templates/svg", "templates/starter", "templates/layout", "fonts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    extension = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kit" / "inkscape").glob("kit_*.*")}
    assert len(extension) == 3
    with ZipFile(wheel) as archive:
        assert extension <= set(archive.namelist())
        shipped = {name for name in archive.namelist() if name.startswith("kit/shipped/")}
        assert shipped == {f"kit/shipped/{name}" for name in carried}
        for name, content in carried.items():
            assert archive.read(f"kit/shipped/{name}") == content, name


def test_a_new_campaign_is_made_checked_and_built_clean_by_the_installed_command(
    installed: Path, tmp_path: Path
) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for step in (["new", "x"], ["check"], ["build"], ["check", "--built"]):
        cwd = tmp_path if step[0] == "new" else tmp_path / "x"
        ran = subprocess.run([installed, *step], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
        assert (ran.returncode, "warning" in ran.stderr) == (0, False), ran.stderr
    assert (tmp_path / "x" / "dist" / "x-0.1.0" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_campaign_with_everything_of_its_own_is_built_checked_and_packed_by_the_installed_command(
    installed: Path, tmp_path: Path
) -> None:
    spec = write_separate_campaign(tmp_path / "own")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for step in (["check"], ["build"], ["check", "--built"], ["pack"]):
        ran = subprocess.run(
            [installed, *step], cwd=spec.parent, env=env, capture_output=True, encoding="utf-8", check=False
        )
        assert (ran.returncode, "warning:" in ran.stderr) == (0, False), ran.stderr
    assert (spec.parent / "dist" / "night-bus-1.0.0.zip").is_file()


def run_installed(installed: Path, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the Python of the new environment, which knows nothing of the repository."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    command = [installed.with_name("python"), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


#: Calls everything that is public, after every module was imported: none may take the place of a name of `kit`.
CALLS = """\
import importlib, pkgutil, sys
import kit

if __name__ == "__main__":
    assert "site-packages" in kit.__file__, kit.__file__
    for module in pkgutil.walk_packages(kit.__path__, "kit."):
        if module.name != "kit.__main__":
            importlib.import_module(module.name)
    for name in kit.__all__:
        assert callable(getattr(kit, name)), name
    project = kit.published_at(kit.load("kit.yaml"), "https://harbour.example/kit/")
    square = ("* telegram/square",)
    rendered = kit.render(project, kit.plan(project, square)[0])
    assert rendered.png() and rendered.alt and rendered.caption
    partial = kit.build(project, "out", only=square, jobs=1)
    assert kit.contact_sheets(project, partial, "out/sheets")
    whole = kit.load(".")
    folder = kit.build(whole, "dist").folder
    assert {found.severity for found in kit.check(whole, built=folder)} <= {"warning"}
    assert {kit.verify(path) for path in kit.pack(folder, "dist")} == {()}
    print(len(kit.rules()), "rules")
"""


def test_every_public_function_runs_after_every_module_was_imported(
    installed: Path, campaign: Path, built: Path
) -> None:
    assert built.is_dir()
    (campaign.parent / "calls.py").write_text(CALLS, encoding="utf-8")
    ran = run_installed(installed, "-W", "error", "calls.py", cwd=campaign.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith(" rules\n")


#: What a type checker must understand.
RIGHT = """\
from pathlib import Path
from typing import assert_type

import kit

project = kit.load("kit.yaml")
assert_type(project, kit.Project)
assert_type(kit.plan(project, only=("*square*",)), tuple[kit.PictureId, ...])
rendered = kit.render(project, kit.plan(project)[0])
assert_type(rendered.svg, str)
assert_type(rendered.png(), bytes)
assert_type(rendered.findings, tuple[kit.Finding, ...])
result = kit.build(project, Path("dist"), jobs=2, progress=lambda done, total, path: None)
assert_type(result, kit.BuildResult)
assert_type(result.failures, tuple[kit.Failure, ...])
assert_type(kit.check(project, built=result.folder), tuple[kit.Finding, ...])
assert_type(kit.pack(result.folder, "dist"), tuple[Path, ...])
assert_type(kit.verify("dist/harbour-1.0.0.zip"), kit.Verification)
found: tuple[kit.Finding, ...] = kit.verify("dist/harbour-1.0.0.zip")
try:
    kit.check(project)
except kit.KitError as error:
    assert_type(error.faults, tuple[kit.Fault, ...])
"""
#: What it must refuse, line by line, and with which code.
WRONG = {
    "kit.load()": "call-arg",
    "kit.biuld(project, 'dist')": "attr-defined",
    "kit.build(project, 'dist', only=3)": "arg-type",
    "kit.build(project, 'dist', 2)": "call-arg",
    "kit.render(project, 'open telegram/square')": "arg-type",
    "kit.pack('dist/harbour-1.0.0', 'dist').zips": "attr-defined",
    "project.root = None": "misc",
    "kit.verify('a.zip')[0].severity == 'fatal'": "comparison-overlap",
}


def types_of(installed: Path, folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    """Let mypy judge a program that uses the installed package."""
    (folder / "consumer.py").write_text(source, encoding="utf-8")
    command = ["-m", "mypy", "--strict", "--no-incremental", "--config-file="]
    command += ["--python-executable", str(installed.with_name("python")), "consumer.py"]
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_type_checker_sees_the_types_of_the_installed_package(installed: Path, tmp_path: Path) -> None:
    ran = types_of(installed, tmp_path, RIGHT)
    assert ran.stdout == "Success: no issues found in 1 source file\n"


def test_a_type_checker_refuses_what_the_public_functions_do_not_take(installed: Path, tmp_path: Path) -> None:
    head = "import kit\n\nproject = kit.load('kit.yaml')\n"
    ran = types_of(installed, tmp_path, head + "\n".join(WRONG) + "\n")
    found = set(re.findall(r"^consumer\.py:(\d+): error: .*\[([a-z-]+)\]$", ran.stdout, re.MULTILINE))
    wanted = {(str(number), code) for number, code in enumerate(WRONG.values(), start=4)}
    assert found >= wanted, ran.stdout


def test_the_wheel_says_what_it_is_and_how_it_may_be_used(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        text = archive.read(metadata)
        [points] = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
        assert archive.read(points).decode().split() == ["[console_scripts]", "kit", "=", "kit.__main__:run"]
    said = message_from_bytes(text)
    assert "kit/py.typed" in names
    assert (said["Name"], said["Version"]) == ("child-safety-first-kit", kit.__version__)
    assert (said["Requires-Python"], said["Description-Content-Type"]) == (">=3.11", "text/markdown")
    assert said["License-Expression"] == "MIT AND CC-BY-4.0 AND OFL-1.1"
    licences = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("fonts/*/LICENSE*")}
    assert set(said.get_all("License-File", [])) == {"LICENSE", "LICENSES/CC-BY-4.0.txt", *licences}
    assert text.endswith(b"\n\n" + (ROOT / "README.md").read_bytes())
    assert said["Keywords"]
    classifiers = said.get_all("Classifier", [])
    assert "Typing :: Typed" in classifiers
    assert not [name for name in classifiers if name.startswith("License ::")]
    assert said.get_all("Project-URL") == [f"Campaign, {PETITION}"]


def test_the_package_has_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == kit.__version__
