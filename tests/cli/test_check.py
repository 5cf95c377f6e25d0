"""The command `check`: its exit code says whether any of its findings is an error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner
from support.campaigns import SMALL, make_project

from kit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

#: A campaign of one picture, whose drawing is not painted, with a doubled space, which is a warning, in a caption.
WARNED = SMALL.replace("Please sign.", "Please  sign.") + "checks: [{off: engines-agree, reason: nothing is painted}]\n"


def test_an_error_that_follows_a_warning_fails_the_check(tmp_path: Path) -> None:
    wrong = WARNED.replace("Sign the petition", "Sign it now " * 30)
    spec = make_project(tmp_path / "project", wrong) / "kit.yaml"
    ran = CliRunner().invoke(main, ["check", "--format", "json", "--spec", str(spec)])
    assert [finding["severity"] for finding in json.loads(ran.stdout)["findings"]] == ["warning", "error"]
    assert ran.exit_code == 1
