"""The tutorial, word for word: its commands are run and its changes made, from an empty folder to a whole zip."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS

import kit

if TYPE_CHECKING:
    from pathlib import Path

ROOT = TESTS.parent
BLOCK = re.compile(r"^```(sh|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def changed(text: str, diff: str) -> str:
    """Return a text with the lines that have a minus in place of those that have a plus."""
    lines = diff.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    assert text.count(old) == 1, f"the tutorial changes what is not there: {old}"
    return text.replace(old, new)


@pytest.mark.slow
def test_the_tutorial_is_done_as_it_is_written(tmp_path: Path) -> None:
    commands = tmp_path / "commands"
    commands.mkdir()
    script = f'#!/bin/sh\nexec "{sys.executable}" -m kit "$@"\n'
    (commands / "kit").write_text(script, encoding="utf-8")
    (commands / "kit").chmod(0o755)
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1780272000"}
    folder, said = tmp_path / "empty", ""
    folder.mkdir()
    for kind, block in BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")):
        spec = tmp_path / "empty" / "harbour" / "kit.yaml"
        if kind == "diff":
            spec.write_text(changed(spec.read_text(encoding="utf-8"), block), encoding="utf-8")
            continue
        for command in block.splitlines():
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
                continue
            ran = subprocess.run(  # noqa: S602  (the commands of the page)
                command, shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            assert ran.returncode == 0, f"{command}: {ran.stdout}{ran.stderr}"
            said += ran.stdout
    assert "open dist/partial" in said
    assert {*re.findall(r"(\d+) errors?, (\d+) warnings?", said)} == {("0", "0")}
    made = tmp_path / "empty" / "harbour" / "dist" / "harbour-0.1.0"
    texts = [path for path in made.rglob("*") if path.suffix in {".txt", ".md", ".csv", ".json", ".html", ".ics"}]
    assert [path.name for path in texts if re.search(r"(?i)librar|saturday", path.read_text(encoding="utf-8"))] == []
    assert f"open dist/harbour-0.1.0{os.sep}index.html" in said
    assert kit.verify(tmp_path / "empty" / "harbour" / "dist" / "harbour-0.1.0.zip") == ()
