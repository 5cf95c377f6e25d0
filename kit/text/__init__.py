"""Words into lines of glyphs: characters, fonts, shaping, places to break, and the largest size that fits a box.

Everything is measured in em of the font size, so one shaping serves every size.
"""

from kit.text.fit import Fitted, fit_words
from kit.text.fonts import Font, FontBook, FontRequest
from kit.text.lines import Line
from kit.text.nobreak import with_no_break_spaces
from kit.text.paragraph import Paragraph, prepare
from kit.text.runs import Item, Style, itemise
from kit.text.shaping import Glyph, Run, shape_items

__all__ = [
    "Fitted",
    "Font",
    "FontBook",
    "FontRequest",
    "Glyph",
    "Item",
    "Line",
    "Paragraph",
    "Run",
    "Style",
    "fit_words",
    "itemise",
    "prepare",
    "shape_items",
    "with_no_break_spaces",
]
