"""What the files and folders of a project are called, and where those are that ship with the generator."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: Where the drawings and fonts of the generator lie: inside it when it is installed, beside it in a checkout.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent
#: How the files are named that say what a layout holds, and what a palette.
LAYOUT, PALETTE = "layout.yaml", "palette.yaml"
#: The folder of the parts that drawings hold copies of; no layout, unless it says that it is one.
PARTS = "parts"
