"""LibreOffice opens and saves what is exported, and every text comes back as it was."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from support.translations import GERMAN, make_campaign

import kit
from kit.tools.exchange import export_translation, import_translation

if TYPE_CHECKING:
    from pathlib import Path

#: Separated by commas, in quotes, UTF-8; read without guessing and written as it is shown
#: (https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html).
_READ = "CSV:44,34,UTF8,1,,0,false,true"
_WRITE = "csv:Text - txt - csv (StarCalc):44,34,UTF8,1,,0,false,true,false"


def saved(path: Path, *options: str) -> Path:
    """Return the file that LibreOffice saves after opening another."""
    out = path.parent / "saved"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile", *options]
    ran = subprocess.run(
        [*command, "--outdir", out, path], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    (made,) = out.iterdir()
    assert ran.returncode == 0, ran.stderr
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("xlsx", ("--convert-to", "xlsx")),
        ("csv", ("--convert-to", _WRITE)),
        ("csv", (f"--infilter={_READ}", "--convert-to", _WRITE)),
    ],
)
def test_what_libreoffice_saves_comes_back_byte_for_byte(tmp_path: Path, form: str, options: tuple[str, ...]) -> None:
    root = make_campaign(tmp_path / "project", GERMAN)
    exported = export_translation(kit.load(root), "de", form, tmp_path / f"de.{form}")  # type: ignore[arg-type]  # one of three
    table, german = saved(exported.path, *options), root / "locales" / "de.yaml"
    done = import_translation(kit.load(root), "de", table)
    assert (done.changed, done.empty, done.left_out) == (0, 0, ())
    assert german.read_text("utf-8") == GERMAN
    german.write_text(GERMAN.replace('"TRUE"', "Ein kurzer Aufruf."), encoding="utf-8")
    since = import_translation(kit.load(root), "de", table)
    assert [fault.code for fault in since.left_out] == ["translation-changed"], "without digests, it may have changed"
