"""Typesetting and languages: takes words and fonts, gives glyphs in lines at the largest size that fits a frame.

Lengths are in em of the font size, so that a paragraph is shaped once for every size. Also here: which characters text
may contain, and how platforms count its length.
"""

from kit.text.fit import fit_words
from kit.text.font import Font
from kit.text.font_book import FontBook, FontRequest
from kit.text.items import Item, Style, itemise
from kit.text.lines import Line
from kit.text.paragraph import Paragraph, shape_paragraph
from kit.text.shaping import Glyph, Run, shape_items

__all__ = [
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
    "shape_items",
    "shape_paragraph",
]
