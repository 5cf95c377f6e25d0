"""Where the library cairo can't be opened, what paints says how to install it, and all else works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.campaigns import FEW_WORDS, SPEC, make_project
from support.commands import run_kit_process

from kit.base.errors import KitError
from kit.paint.raster import cairo


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """Return the variable with which a process finds a file that is no library where cairo would be."""
    folder = tmp_path / "no-library"
    folder.mkdir()
    for name in ("libcairo.so.2", "libcairo.2.dylib"):
        (folder / name).write_text("no library")
    return {"DYLD_LIBRARY_PATH" if sys.platform == "darwin" else "LD_LIBRARY_PATH": str(folder)}


@pytest.mark.ci
@pytest.mark.parametrize("command", [("build",), ("check",), ("render", "sign telegram/square", "-o", "a.png")])
def test_what_paints_says_how_to_install_it(tmp_path: Path, without: dict[str, str], command: tuple[str, ...]) -> None:
    project = make_project(tmp_path / "project", SPEC + FEW_WORDS)
    ran = run_kit_process(*command, cwd=project, env=without)
    assert ran.returncode == 2
    assert ran.stdout == ""
    said, remedy, *_ = ran.stderr.splitlines()
    assert said.startswith("the library cairo, which paints every picture, is missing")
    assert remedy.startswith("  install ")
    assert not (project / "dist").exists()


def test_what_paints_nothing_does_without(tmp_path: Path, without: dict[str, str]) -> None:
    project = make_project(tmp_path / "project", SPEC + FEW_WORDS)
    for command in (("list", "pictures"), ("render", "sign telegram/square", "-o", "a.svg")):
        assert run_kit_process(*command, cwd=project, env=without).returncode == 0
    assert Path(project / "a.svg").is_file()


@pytest.mark.parametrize("system", ["linux", "darwin", "win32", "freebsd14"])
def test_every_system_has_a_remedy(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(cairo, "_FILES", ("libcairo-there-is-none.so",))
    monkeypatch.setattr(cairo, "_NAMES", ())
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(KitError) as caught:
        _ = cairo._Library().cairo_create  # noqa: SLF001  (each opens the library anew)
    (fault,) = caught.value.faults
    assert (fault.code, bool(fault.remedy)) == ("cairo-missing", True)


def test_a_function_that_is_not_declared_is_none() -> None:
    assert not hasattr(cairo.lib, "cairo_pdf_surface_create")
