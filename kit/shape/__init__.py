"""Words into glyphs: fonts by the names editors write, runs by direction, script and coverage, HarfBuzz shaping.

Everything is measured in em of the font size, so one shaping serves every size.
"""

from kit.shape.fonts import Font, FontBook, FontRequest
from kit.shape.runs import Item, Style, itemise
from kit.shape.shaping import Glyph, Run, shape_items

__all__ = ["Font", "FontBook", "FontRequest", "Glyph", "Item", "Run", "Style", "itemise", "shape_items"]
