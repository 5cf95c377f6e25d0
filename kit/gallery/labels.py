"""The fonts of labels: the first that has every character of a label, and in the end one that needs no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ImageFont

from kit.errors import FontError
from kit.text.font import Font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PIL.ImageFont import Axis, FreeTypeFont

#: px, and on the scale of fonts.
SIZE, WEIGHT = 17, 500


class LabelFonts:
    """What labels are set in: fonts of files, the first of them before the others, and behind them that of Pillow."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Open the files; one that is missing or no font is passed over."""
        self._fonts = (*_opened(files), (ImageFont.load_default(SIZE), str.isascii))

    def choose(self, label: str) -> tuple[FreeTypeFont | ImageFont.ImageFont, str]:
        """Return the font of a label and the label; characters that no font has are written as escapes."""
        found = next((font for font, covers in self._fonts if all(map(covers, label))), None)
        if found is not None:
            return found, label
        return self.choose(label.encode("ascii", "backslashreplace").decode())


def _opened(files: Sequence[Path]) -> Iterator[tuple[FreeTypeFont, Callable[[str], bool]]]:
    """Yield each font, and what tells whether it has a character."""
    for file in files:
        try:
            font, covers = ImageFont.truetype(str(file), SIZE), Font(file, {}, "", file.name).covers
        except (OSError, FontError):
            continue
        _set_weight(font)
        yield font, covers


def _set_weight(font: FreeTypeFont) -> None:
    """Set the weight of a variable font, as near as it has it; every other axis stays as it is."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return
    font.set_variation_by_axes([_weight(axis) if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])


def _weight(axis: Axis) -> float:
    """Return the value of an axis of weights that is nearest to that of labels."""
    return max(axis["minimum"] or 0, min(WEIGHT, axis["maximum"] or WEIGHT))
