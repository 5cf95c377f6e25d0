"""The fonts of a page: each at one variation, with the letters of a language, as WOFF (https://www.w3.org/TR/WOFF/).

WOFF 2 would be a quarter smaller, but needs a compressor that nothing else here uses.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from struct import pack
from typing import TYPE_CHECKING

from kit.base.font_tables import checksum_of
from kit.compose.leading import reach_of
from kit.paint.encode.png import deflated
from kit.publish.maker.font_subsets import ink_of, ligatures_of, subset_tables
from kit.text.characters import script_of_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.text import Font


#: Latin letters of the languages of Europe, with their quotation marks, dashes and signs: names are in any of them.
_LATIN = ((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x1E9E, 0x1E9E), (0x20AC, 0x20AC))
_PUNCTUATION = "\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a\u202f"
#: Letters of other scripts, by ISO 15924, as far as languages of today are written with them.
_OTHERS = {
    "Grek": ((0x370, 0x3FF),),
    "Cyrl": ((0x400, 0x45F), (0x490, 0x491)),
    "Arab": ((0x600, 0x6FF),),
    "Hebr": ((0x590, 0x5FF),),
}
#: Scripts whose pages measure ink by its pixels.
_FROM_THE_RIGHT = {"Arab", "Hebr"}
#: The signature of a file, and that of outlines of TrueType.
_SIGNATURE, _FLAVOUR = b"wOFF", 0x00010000
_HEAD, _ENTRY = 44, 20


def letters_of(language: str) -> frozenset[str]:
    """Return the characters that people may write in a language: those of Latin and of its script, without digits."""
    script = script_of_language(language)
    ranges = (*_LATIN, *_OTHERS.get(script, ()))
    every = {chr(code) for first, last in ranges for code in range(first, last + 1)} | {*_PUNCTUATION}
    return frozenset(one for one in every if unicodedata.category(one)[0] not in "NC")


class WebFonts:
    """The fonts that the words of a page in one language are set in, each with the letters that no font before it has.

    `files` are their WOFF files, by a key; `sets` say how words in them are set, in the order in which they were asked
    for; `common` are the letters that every set has.
    """

    def __init__(self, language: str) -> None:
        """Take the language of the page, without any font yet."""
        self.language = language
        self.letters = letters_of(language)
        self.script = script_of_language(language)
        self.files: dict[str, bytes] = {}
        self.sets: list[dict[str, object]] = []
        self.common = self.letters
        self._numbers: dict[tuple[str, ...], int] = {}

    def number(self, fonts: Sequence[Font]) -> int:
        """Return the number of the set of some fonts, in order of preference."""
        key = tuple(f"{font.key} {font.upem:.3f}" for font in fonts)
        if key not in self._numbers:
            self._numbers[key] = len(self.sets)
            self.sets.append(self._set(fonts))
        return self._numbers[key]

    def _set(self, fonts: Sequence[Font]) -> dict[str, object]:
        left, faces, inks = set(self.letters), list[int](), dict[str, list[int]]()
        for font in fonts:
            has = left & font.characters
            if any(one.isalpha() for one in has):
                left -= has
                inks |= {one: ink_of(font, one, self.language) for one in has}
                faces.append(self._face(font, frozenset(has | {" "} & font.characters)))
        first, scripts = fonts[0], dict.fromkeys(("Latn", self.script))
        self.common -= left
        return {
            "faces": faces,
            "ink": dict(sorted(inks.items())) if self.script not in _FROM_THE_RIGHT else {},
            "joined": ligatures_of(first),
            "up": round(first.ascent, 5),
            "down": round(first.descent, 5),
            "capital": round(first.cap_height, 5),
            "comma": round(first.comma_descent, 5),
            "reach": {script: [round(one, 5) for one in reach_of(fonts, script)] for script in scripts},
        }

    def _face(self, font: Font, letters: frozenset[str]) -> int:
        key = f"{font.key} {font.upem:.3f} {len(letters)}"
        self.files.setdefault(key, _file(font, letters, self.language))
        return [*self.files].index(key)


@lru_cache(maxsize=64)  # many languages have the same
def _file(font: Font, letters: frozenset[str], language: str) -> bytes:
    """Return the WOFF file of a font with some letters as a language has them."""
    return woff(subset_tables(font, letters, language))


def woff(tables: dict[str, bytes]) -> bytes:
    """Return a WOFF file of the tables of a font."""
    entries, data, at = list[bytes](), list[bytes](), _HEAD + _ENTRY * len(tables)
    for tag, table in sorted(tables.items()):
        small = deflated(table)
        stored = small if len(small) < len(table) else table
        entries.append(pack(">4s4I", tag.encode(), at, len(stored), len(table), checksum_of(table)))
        padded = stored + bytes(-len(stored) % 4)
        data.append(padded)
        at += len(padded)
    size = 12 + sum(16 + len(table) + -len(table) % 4 for table in tables.values())
    head = pack(">4s2I2HI2H5I", _SIGNATURE, _FLAVOUR, at, len(tables), 0, size, 1, 0, 0, 0, 0, 0, 0)
    return b"".join((head, *entries, *data))
