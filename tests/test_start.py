"""What is imported at the start of a command: a number of modules, which a slow computer does not change."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.campaigns import FEW_WORDS, SPEC, make_project

from kit.base.lazy_imports import on_demand

if TYPE_CHECKING:
    from pathlib import Path

#: Libraries that take long to import, and are needed by few commands.
HEAVY = ("PIL", "cairocffi", "cairosvg", "emoji", "icu4py", "lxml", "numpy", "pebble", "pikepdf", "pydantic", "yaml")

#: What one picture needs none of: CairoSVG and its library neither, where all of it is painted directly.
NOT_NEEDED = (
    *("cairocffi", "cairosvg", "emoji", "filelock", "icalendar", "jinja2", "multiprocessing"),
    *("pebble", "pikepdf"),
)


def modules(run: str, cwd: Path, *arguments: str) -> set[str]:
    """Return the modules that a process has imported at its end; one that waits to be asked for is not imported."""
    waits = "{n for n, m in sys.modules.items() if type(m).__name__ != '_LazyModule'}"
    script = f"import atexit, json, sys\natexit.register(lambda: print(json.dumps(sorted({waits})), file=sys.stderr))"
    ran = subprocess.run(
        [sys.executable, "-c", f"{script}\n{run}", *arguments], cwd=cwd, capture_output=True, text=True, check=True
    )
    return set(json.loads(ran.stderr.splitlines()[-1]))


def heavy(imported: set[str]) -> list[str]:
    return [name for name in HEAVY if name in imported]


def test_importing_the_package_imports_nothing_of_it(tmp_path: Path) -> None:
    bare, found = modules("", tmp_path), modules("import kit", tmp_path)
    assert {name for name in found if name.startswith("kit")} == {"kit"}
    assert len(found - bare) < 10


def test_help_imports_the_command_line_alone(tmp_path: Path) -> None:
    found = modules("from kit.__main__ import run\nrun()", tmp_path, "--help")
    assert heavy(found) == []
    assert {name.split(".")[1] for name in found if name.startswith("kit.")} <= {
        "__main__",
        "cli",
        "model",
        "base",
        "tools",
    }
    assert len(found) < 190


def test_a_picture_without_pages_and_emojis_imports_no_library_for_them(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", SPEC + FEW_WORDS)
    found = modules(
        "from kit.__main__ import run\nrun()", project, "render", "sign telegram/square", "-o", "picture.png"
    )
    assert [name for name in NOT_NEEDED if name in found] == []
    assert (project / "picture.png").is_file()


def test_a_module_on_demand_is_imported_when_it_is_used() -> None:
    sys.modules.pop("this_is_none", None)
    with pytest.raises(ImportError, match="this_is_none"):
        on_demand("this_is_none")
    assert on_demand("json") is json


def test_a_module_on_demand_is_known_to_its_package() -> None:
    for name in ("wsgiref", "wsgiref.util"):
        sys.modules.pop(name, None)
    util = on_demand("wsgiref.util")
    assert sys.modules["wsgiref"].util is util
    assert util.guess_scheme({}) == "http"


_WITHOUT_EXTRAS = """
import sys
from importlib.machinery import PathFinder
find = PathFinder.find_spec
extras = {"distributed", "obstore", "starlette", "uvicorn", "watchfiles"}
PathFinder.find_spec = lambda name, *rest: None if name.partition(".")[0] in extras else find(name, *rest)
sys.argv = ["kit", *sys.argv[1:]]
from kit.__main__ import run
run()
"""


@pytest.mark.ci
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "open "),
        (("--scheduler", "tcp://127.0.0.1:1"), "pip install 'child-safety-first-kit[cluster]'"),
        (("--store", "s3://kits/all"), "pip install 'child-safety-first-kit[store]'"),
    ],
)
def test_a_kit_is_built_without_the_libraries_of_extras_and_whoever_needs_one_learns_its_name(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    root = make_project(tmp_path / "project")
    command = [sys.executable, "-c", _WITHOUT_EXTRAS, "build", "--spec", str(root), *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == (2 if options else 0)
