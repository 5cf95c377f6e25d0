"""What tells one generator from another: its files by their bytes, wherever it is, and its libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kit.base.cache import kinds
from kit.base.cache.kinds import generator, generator_files
from scripts.rooms import KIT

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "from kit.base.cache.kinds import generator; print(generator(), generator('paint/raster/', 'model/tree.py'))"


def identity(folder: Path) -> list[str]:
    """Return the keys of a generator in a folder: of all of it, and of what paints."""
    ran = subprocess.run(
        [sys.executable, "-c", PRINT], cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.split()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package."""
    shutil.copytree(KIT, tmp_path / "one" / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "one"


def test_it_is_every_module_and_table_and_library() -> None:
    contents, installed = generator_files(), kinds._installed()  # noqa: SLF001  (behind a digest)
    assert {
        "project/load.py",
        "text/languages/sentences/en.yaml",
        "publish/maker/maker.css",
        "__init__.py",
    } <= contents.keys()
    assert {path.relative_to(KIT).as_posix() for path in KIT.rglob("*.py")} <= contents.keys()
    assert any(name.startswith("msgspec-") for name in installed)


def test_it_is_the_same_in_another_folder_and_however_old_its_files_are(copied: Path) -> None:
    first = identity(copied)
    for path in copied.rglob("*.py"):
        os.utime(path, (1, 1))
    copied.rename(copied.with_name("other"))
    assert identity(copied.with_name("other")) == first


@pytest.mark.parametrize(
    ("file", "differ"),
    [
        ("cli/main.py", [True, False]),
        ("paint/raster/painter.py", [True, True]),
        ("text/languages/sentences/en.yaml", [True, False]),
    ],
)
def test_it_is_another_where_a_file_has_other_bytes_though_it_is_as_old_and_as_long(
    copied: Path, file: str, differ: list[bool]
) -> None:
    first, path = identity(copied), copied / "kit" / file
    found = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert [one != other for one, other in zip(identity(copied), first, strict=True)] == differ


def test_another_library_or_another_version_is_another_generator(monkeypatch: pytest.MonkeyPatch) -> None:
    first = generator()
    generator.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(kinds, "_installed", lambda: ("msgspec-0.0.1.dist-info",))
        assert generator() != first
    generator.cache_clear()
    assert generator() == first
