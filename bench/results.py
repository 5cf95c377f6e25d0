"""Keep what was measured in `bench/RESULTS.md`: each measurement owns a section, and leaves the others."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_TITLE = "# What was measured\n"


def keep(section: str, text: str, file: Path = RESULTS) -> None:
    """Write a section of the results: in the place of the one with its title, else at the end."""
    written = file.read_text("utf-8") if file.is_file() else _TITLE
    head, *sections = re.split(r"^(?=## )", written, flags=re.MULTILINE)
    mine = f"## {section}\n\n{text.strip()}\n"
    by_title = {
        one.partition("\n")[0]: one.strip() + "\n" for one in (*sections, mine)
    }  # the new one where the old was
    file.write_text("\n".join([head.strip() + "\n", *by_title.values()]), "utf-8")
