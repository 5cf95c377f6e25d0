"""`docs/tutorial.png` and `docs/drawing.png`: what the tutorial comes to, and the five drawings of a new layout."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.pictures.painting import GAP, ROOT, painted, save, sheet, some

#: A change of the tutorial: lines with a minus are replaced by those with a plus.
DIFF = re.compile(r"^```diff\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: px: the height of pictures in a row.
ROW = 380
FIRST = ("saturdays instagram/square", "visitors instagram/square")
LAST = ("open instagram/square", "traffic instagram/square", "open instagram/story")
SHAPES = ("instagram/square", "instagram/portrait_4x5", "instagram/story", "mastodon/header")
#: A message in a new layout, in every shape.
MESSAGE = """messages:
  day:
    images: [{layout: open-day, on: [feed, story, header]}]
    copy: {headline: Come and **see.**}
    caption: {short: Come and see., long: Come and see.}
    shows: The drawing of a new layout.
"""


def tutorial_picture() -> None:
    """Paste pictures of the campaign of the tutorial, before and behind its changes."""
    with TemporaryDirectory() as folder:
        spec = _new(folder)
        first = [painted(artwork.tree, ROW) for artwork in some(spec, FIRST)]
        _kit("new", "layout", "sun", folder=spec.parent)
        for block in DIFF.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")):
            lines = block.splitlines(keepends=True)
            old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
            spec.write_text(spec.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        last = [painted(artwork.tree, ROW) for artwork in some(spec, LAST)]
    save(sheet([[*first, *last]], GAP), ROOT / "docs" / "tutorial.png", 128)


def drawing_picture() -> None:
    """Paste a message in the drawings that a new layout has."""
    with TemporaryDirectory() as folder:
        spec = _new(folder)
        _kit("new", "layout", "open-day", folder=spec.parent)
        text = spec.read_text(encoding="utf-8")
        spec.write_text(f"{text[: text.index('messages:')]}{MESSAGE}", encoding="utf-8")
        pictures = [painted(artwork.tree, ROW) for artwork in some(spec, [f"day {shape}" for shape in SHAPES])]
    save(sheet([pictures[:3], pictures[3:]], GAP), ROOT / "docs" / "drawing.png", 128)


def _new(folder: str) -> Path:
    """Make the campaign of the tutorial in a folder; return its `kit.yaml`."""
    _kit("new", "harbour", "--title", "Harbour Days", folder=Path(folder))
    return Path(folder) / "harbour" / "kit.yaml"


def _kit(*arguments: str, folder: Path) -> None:
    command = [sys.executable, "-m", "kit", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603  (this generator)
