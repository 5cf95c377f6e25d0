"""The fonts of a page: each at one variation, with the letters of a language, as WOFF (https://www.w3.org/TR/WOFF/).

WOFF 2 would be a quarter smaller, but needs a compressor that nothing else here uses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from struct import pack

import uharfbuzz as hb

from kit.base.font_tables import checksum_of, tables_of
from kit.compose.leading import reach_of
from kit.paint.encode.png import deflated
from kit.text import Font
from kit.text.characters import script_of_language

#: What shaping uses of the layout tables, unless words ask for more; as browsers do by default. Forms of a language are
#: not among them: a canvas does not know its language in every browser, so that characters have those forms themselves.
_FEATURES = (
    "calt", "ccmp", "clig", "curs", "fina", "init", "isol", "kern", "liga", "mark", "medi", "mkmk", "rclt", "rlig",
)  # fmt: skip
#: The names that are kept: the copyright, the licence and its address.
_NAMES = (0, 13, 14)
#: Where the table `head` has the units of an em (https://learn.microsoft.com/typography/opentype/spec/head).
_UPEM_AT = 18
#: Letters that some fonts join, two or three of them.
_JOINED = "fijlbhktT"


def subset_tables(font: Font, characters: Iterable[str], language: str) -> dict[str, bytes]:
    """Return the tables of a font by tag, with the glyphs of some characters and of what they combine to.

    Axes are fixed, and so is the size: a font that is enlarged to match another has fewer units in its em. Characters
    have their glyphs of a language.
    """
    glyphs = {ord(character): _glyph_in(font, character, language) for character in characters}
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(glyphs)
    wanted.glyph_set.update(glyphs.values())
    for kept, values in (
        (wanted.layout_feature_tag_set, [int.from_bytes(tag.encode(), "big") for tag in _FEATURES]),
        (wanted.name_id_set, _NAMES),
    ):
        kept.clear()
        kept.update(values)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    for axis, value in font.variations.items():
        wanted.pin_axis_location(font.face, axis, value)
    plan = hb.SubsetPlan(font.face, wanted)
    data, numbers = bytes(plan.execute().blob.data or b""), plan.old_to_new_glyph_mapping
    tables = {table.tag: table.of(data) for table in tables_of(data)}
    head = bytearray(tables["head"])
    head[_UPEM_AT : _UPEM_AT + 2] = round(font.upem).to_bytes(2, "big")
    cmap = _cmap({code: numbers[glyph] for code, glyph in glyphs.items()})
    return {**tables, "head": bytes(head), "cmap": cmap}


def _glyph_in(font: Font, character: str, language: str) -> int:
    """Return the glyph of a character as a language has it; that of no language where it is drawn with several."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font.hb, buffer, dict.fromkeys(("isol", "init", "medi", "fina"), False))
    infos = buffer.glyph_infos
    nominal: int = font.hb.get_nominal_glyph(ord(character)) or 0
    return infos[0].codepoint if len(infos) == 1 and infos[0].codepoint else nominal


def ink_of(font: Font, character: str, language: str) -> list[int]:
    """Return the advance of a character, and where its ink begins and ends: left, right, up and down.

    All are in thousandths of an em. A blank character has the advance alone.
    """
    glyph = _glyph_in(font, character, language)
    box, advance = font.ink(glyph), font.hb.get_glyph_h_advance(glyph) / font.upem
    reach = (box.x0, box.x1, -box.y0, box.y1) if box else ()
    return [round(1000 * number) for number in (advance, *reach)]


def _cmap(glyphs: Mapping[int, int]) -> bytes:
    """Return a table of the glyph of each character (https://learn.microsoft.com/typography/opentype/spec/cmap)."""
    groups = list[list[int]]()
    for code, glyph in sorted(glyphs.items()):
        last = groups[-1] if groups else None
        if last and code == last[1] + 1 and glyph == last[2] + code - last[0]:
            last[1] = code
        else:
            groups.append([code, code, glyph])
    body = b"".join(pack(">3I", *group) for group in groups)
    return pack(">4HI", 0, 1, 3, 10, 12) + pack(">2H3I", 12, 0, 16 + len(body), 0, len(groups)) + body


def ligatures_of(font: Font) -> list[str]:
    """Return the letters that a font joins into one glyph, the longest first."""
    words = ("".join(letters) for count in (3, 2) for letters in product(_JOINED, repeat=count))
    return [word for word in words if word[0] in "fT" and _is_one_glyph(font, word)]


def _is_one_glyph(font: Font, word: str) -> bool:
    if not all(map(font.covers, word)):
        return False
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(font.hb, buffer, {"liga": True})
    return len(buffer.glyph_infos) == 1


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
    return frozenset(character for character in every if unicodedata.category(character)[0] not in "NC")


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
            if any(character.isalpha() for character in has):
                left -= has
                inks |= {character: ink_of(font, character, self.language) for character in has}
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
            "reach": {script: [round(height, 5) for height in reach_of(fonts, script)] for script in scripts},
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
