"""Where the files lie that ship with the generator."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
#: Where the drawings and fonts of the generator lie: inside it when it is installed, beside it in a checkout.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent
