"""`kit verify` says by its exit code what was not compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import TESTS
from support.forked_calls import run_kit

from kit.cli.exit import EXIT_UNCOMPARED

if TYPE_CHECKING:
    from pathlib import Path

#: A kit without its documents, which the first edition did not pack.
ZIP = TESTS / "publish" / "store" / "first-edition" / "tiny-1.0.0.zip"


def test_the_command_exits_with_3_and_says_what_was_not_compared(tmp_path: Path) -> None:
    assert run_kit("verify", "--allow-uncompared", ZIP, cwd=tmp_path).returncode == 0
    ran = run_kit("verify", ZIP, cwd=tmp_path)
    assert ran.returncode == EXIT_UNCOMPARED
    assert "warning [documents]: tiny-1.0.0.zip" in ran.stderr
    assert ran.stdout.splitlines()[-1].endswith("is intact as far as it could be compared: see the warnings")
