"""The installed package, without its repository: a wheel in an environment of its own, far from here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
import zxingcpp
from PIL import Image, ImageStat

import kit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
#: All that a package is made from.
SOURCES = (
    "LICENSE", "LICENSES", "MANIFEST.in", "README.md", "fonts", "kit", "pyproject.toml", "setup.py", "templates",
)  # fmt: skip
#: The lines of the README that are a campaign by themselves.
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
    """Write the ten lines of the README into a folder far from here."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
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
        for folder in ("templates/svg", "fonts")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if name.startswith("kit/shipped/")}
        assert shipped == {f"kit/shipped/{name}" for name in carried}
        for name, content in carried.items():
            assert archive.read(f"kit/shipped/{name}") == content, name


def test_the_package_has_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == kit.__version__
