"""Inkscape, as the tests run it: several files in one run, with the fonts of the kit and settings of its own."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The families of the kit's files as they call themselves, and as drawings name them (`fonts/README.md`).
_FAMILIES = {"Source Serif 4 Variable": "Source Serif 4", "SourceSans3VF": "Source Sans 3"}
_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
{names}
</fontconfig>
"""
_NAME = """\
<match target="scan">
<test name="family"><string>{own}</string></test>
<edit name="family" mode="prepend"><string>{family}</string></edit>
</match>
"""


def run_inkscape(home: Path, actions: Iterable[str]) -> None:
    """Run the actions in one Inkscape that has the fonts of the kit alone, and whose settings lie in a folder."""
    fonts = home / "fonts.conf"
    names = "".join(_NAME.format(own=own, family=family) for own, family in _FAMILIES.items())
    written = _FONTS.format(fonts=TESTS.parent / "fonts", cache=home / "fonts", names=names)
    fonts.write_text(written, encoding="utf-8")
    own = {name: str(home) for name in ("INKSCAPE_PROFILE_DIR", "HOME", "XDG_CACHE_HOME")}
    subprocess.run(
        ["inkscape", "--shell"],
        input="\n".join([*actions, "quit"]) + "\n",
        text=True,
        check=True,
        capture_output=True,
        env={**os.environ, **own, "FONTCONFIG_FILE": str(fonts)},
        timeout=300,
    )


def export_pages(home: Path, pictures: Mapping[Path, Path]) -> None:
    """Let Inkscape paint the page of each drawing into a PNG, compressed little: that took longer than to paint it."""
    run_inkscape(
        home,
        [
            f"file-open:{drawing};export-area-page;export-png-compression:1;export-filename:{png};export-do;file-close"
            for drawing, png in pictures.items()
        ],
    )
