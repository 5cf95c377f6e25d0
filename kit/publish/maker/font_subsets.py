"""A font at one variation with only some characters, as the tables of a file, for pages that set words themselves."""

from __future__ import annotations

from itertools import product
from struct import pack
from typing import TYPE_CHECKING

import uharfbuzz as hb

from kit.base.font_tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kit.text.font import Font


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
    glyphs = {ord(one): _glyph_in(font, one, language) for one in characters}
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
    return [round(1000 * one) for one in (advance, *reach)]


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
