"""Modules in the current folder, which may be a stranger's: no process that is started takes them for Python's own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.campaigns import write_own_palette

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: What a new process of Python imports first.
MODULES = ("signal.py", "multiprocessing/__init__.py", "linecache.py", "traceback.py", "re.py", "threading.py")


def ran(launcher: Path, folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the kit in the folder of a project, as its command does, which looks for modules beside itself."""
    launcher.write_text("from kit.__main__ import run\nrun()\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    given = [sys.executable, str(launcher), *command]
    return subprocess.run(given, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.ci
@pytest.mark.parametrize("command", [["check"], ["build", "--jobs", "2"], ["build", "--jobs", "1"]], ids=" ".join)
def test_no_module_of_a_project_runs(tmp_path: Path, command: list[str]) -> None:
    folder, canary = write_own_palette(tmp_path / "meadow").parent, tmp_path / "canary"
    for name in MODULES:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(canary)!r}, 'a').write({name!r})\nraise SystemExit(77)\n", encoding="utf-8")
    done = ran(tmp_path / "launcher.py", folder, command)
    assert not canary.exists(), canary.read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
