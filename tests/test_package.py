"""The installed package, without its repository: a wheel in an environment of its own, far from here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image, ImageStat

import kit
from kit import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
#: All that a package is made from.
SOURCES = (
    "LICENSE", "LICENSES", "MANIFEST.in", "README.md", "fonts", "kit", "pyproject.toml", "setup.py",
    "templates/layout", "templates/starter", "templates/svg",
)  # fmt: skip
#: Where the campaign asks people to go; the repository has no address of its own that is known here.
PETITION = "https://www.change.org/childsafetyfirst"
#: The lines of the documentation that are a campaign by themselves.
LINES = 10


def pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-I", "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr


def run_installed(installed: Path, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the new environment, which knows nothing of the repository."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    return subprocess.run([installed, *arguments], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


def known(*places: str) -> dict[str, bytes]:
    """Return the files that git knows in some places, or would take, by their names in the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *places]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return {name: (ROOT / name).read_bytes() for name in sorted({*names}) if (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pack the source distribution from a copy that was used, so that nothing is left in the repository."""
    copy = tmp_path_factory.mktemp("copy")
    for name, data in {**known(*SOURCES), "kit/__pycache__/old.pyc": b""}.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(data)
    code = "from setuptools.build_meta import build_sdist; build_sdist('made')"
    ran = subprocess.run([sys.executable, "-I", "-c", code], cwd=copy, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (made,) = (copy / "made").iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the source distribution, without network."""
    folder = tmp_path_factory.mktemp("wheels")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source)
    (made,) = folder.iterdir()
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
    kit.build(kit.load("."), "dist")
    small = kit.load("small")
    folder = kit.build(small, "small/dist").folder
    assert {found.severity for found in kit.check(small, built=folder)} <= {"warning"}
    assert {kit.verify(path) for path in kit.pack(folder, "small/dist")} == {()}
    print(len(kit.rules()), "rules")
"""


@pytest.fixture(scope="module")
def built(installed: Path, campaign: Path) -> Path:
    """Build the ten lines by the public functions, and judge and pack only one picture of them, which takes long."""
    (campaign.parent / "small").mkdir()
    text = campaign.read_text(encoding="utf-8") + "platforms: [telegram/square]\n"
    (campaign.parent / "small" / "kit.yaml").write_text(text, encoding="utf-8")
    (campaign.parent / "calls.py").write_text(CALLS, encoding="utf-8")
    ran = run_installed(installed.with_name("python"), "-W", "error", "calls.py", cwd=campaign.parent)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.endswith(" rules\n")
    return campaign.parent / "dist" / "harbour-1.0.0"


@pytest.mark.ci
def test_ten_lines_build_a_kit_by_the_public_functions_after_every_module_was_imported(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["assets"]) > 20
    for asset in manifest["assets"]:
        with Image.open(built / asset["path"]) as picture:
            assert picture.size == (asset["width"], asset["height"])
            assert max(ImageStat.Stat(picture.convert("L")).stddev) > 10, f"{asset['path']} shows next to nothing"


@pytest.mark.ci
def test_the_codes_of_the_ten_lines_lead_to_their_link(built: Path) -> None:
    with Image.open(built / "en" / "x" / "open-square-1080x1080.png") as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://harbour.example/days"]


@pytest.mark.ci
def test_the_wheel_is_every_file_of_the_program_and_every_drawing_and_font_with_its_licence(wheel: Path) -> None:
    shipped = known("templates/svg", "templates/starter", "templates/layout", "fonts")
    expected = {**known("kit"), **{f"kit/shipped/{name}": data for name, data in shipped.items()}}
    with ZipFile(wheel) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name.startswith("kit/")}
    assert found.keys() == expected.keys()
    assert [name for name, data in expected.items() if found[name] != data] == []


@pytest.mark.ci
def test_the_source_distribution_has_every_file_of_the_program(source: Path) -> None:
    with tarfile.open(source) as archive:
        found = {one.name.partition("/")[2] for one in archive if one.isfile()}
    assert known(*SOURCES).keys() <= found
    assert {name for name in found if name.startswith("kit/")} == known("kit").keys()


@pytest.mark.ci
def test_a_new_campaign_is_made_and_checked_clean_by_the_installed_command(installed: Path, tmp_path: Path) -> None:
    for step in (["new", "x"], ["check", "--spec", "x"]):
        ran = run_installed(installed, *step, cwd=tmp_path)
        assert (ran.returncode, "warning" in ran.stderr) == (0, False), ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def write_this_campaign(folder: Path) -> None:
    """Write this campaign without most of its languages, for one platform and one size, and with a partner."""
    for name, data in known("kit.yaml", "logos", "templates/svg", "locales/ar.yaml", "locales/status.yaml").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    spec = folder / "kit.yaml"
    text = spec.read_text(encoding="utf-8")
    assert text.count("\nplatforms: all\n") == 1
    spec.write_text(text.replace("\nplatforms: all\n", "\nplatforms: [telegram/square]\n"), encoding="utf-8")
    partner = "night-school: {name: Night School, languages: [ar], messages: [petition]}\n"
    (folder / "partners.yaml").write_text(partner, encoding="utf-8")


@pytest.mark.ci
@pytest.mark.usefixtures("kept")
def test_this_campaign_is_built_and_a_partners_kit_packed_by_the_installed_command(
    installed: Path, tmp_path: Path
) -> None:
    write_this_campaign(tmp_path)
    steps = (
        ["build", "--language", "en,ar", "--only", "*square*"],
        ["build", "--partner", "night-school"],
        ["pack", "--partner", "night-school"],
    )
    for step in steps:
        ran = run_installed(installed, *step, cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
    part, partners = tmp_path / "dist" / "partial", tmp_path / "dist" / "partners" / "night-school"
    pictures = [asset["path"] for asset in json.loads((part / "manifest.json").read_bytes())["assets"]]
    english = {path.removeprefix("en/") for path in pictures if path.startswith("en/")}
    assert len(english) > 10
    assert {path.removeprefix("ar/") for path in pictures if path.startswith("ar/")} == english
    for page in (part / "en" / "make.html", part / "ar" / "make.html"):
        assert b"<style>" in page.read_bytes()
    [zipped] = partners.glob("*-night-school.zip")
    assert (zipped.with_suffix("") / "ar" / "make.html").is_file()
    assert verify(zipped) == ()


#: What a type checker must understand.
RIGHT = """\
from pathlib import Path
from typing import assert_type

import kit
from kit.run.pipeline.build_result import Failure

project = kit.load("kit.yaml")
assert_type(project, kit.Project)
assert_type(kit.plan(project, only=("*square*",)), tuple[kit.PictureId, ...])
rendered = kit.render(project, kit.plan(project)[0])
assert_type(rendered.svg, str)
assert_type(rendered.png(), bytes)
assert_type(rendered.findings, tuple[kit.Finding, ...])
result = kit.build(project, Path("dist"), jobs=2, progress=lambda done, total, path: None)
assert_type(result, kit.BuildResult)
assert_type(result.failures, tuple[Failure, ...])
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


@pytest.mark.ci
def test_a_type_checker_sees_the_types_of_the_installed_package(installed: Path, tmp_path: Path) -> None:
    head = "import kit\n\nproject = kit.load('kit.yaml')\n"
    (tmp_path / "right.py").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(head + "\n".join(WRONG) + "\n", encoding="utf-8")
    command = ["-m", "mypy", "--strict", "--no-incremental", "--config-file="]
    command += ["--python-executable", str(installed.with_name("python")), "right.py", "wrong.py"]
    ran = run_installed(Path(sys.executable), *command, cwd=tmp_path)
    found = re.findall(r"^(\w+\.py):(\d+): error: .*\[([a-z-]+)\]$", ran.stdout, re.MULTILINE)
    wanted = {("wrong.py", str(number), code) for number, code in enumerate(WRONG.values(), start=4)}
    assert {*found} >= wanted, ran.stdout
    assert {file for file, *_ in found} == {"wrong.py"}, ran.stdout


@pytest.mark.ci
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
