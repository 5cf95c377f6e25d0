"""Open a font file at one variation: its coverage, the extents of its letters, and the outlines of its glyphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz as hb

from kit.base.errors import Fault, FontError, Mark
from kit.base.font_tables import SIGNATURES, damage_of
from kit.base.geometry import Box
from kit.base.system_errors import reason_of
from kit.base.whole_files import TooLargeError, digest_if_read, read_regular

#: The most bytes of a font file: twice what one of all Chinese characters has.
_MOST_BYTES = 64_000_000
#: Characters that HarfBuzz replaces or hides if a font has no glyph for them (its normaliser; default ignorables).
_ALWAYS_COVERED = frozenset("\u00a0\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2011\u202f\u2060\ufeff")
_ALWAYS_COVERED_RANGES = ((0x202A, 0x202E), (0x2066, 0x2069), (0xFE00, 0xFE0F))


class Font:
    """One font file at one variation, a value for each of its axes. Lengths are in em unless noted.

    `upem` are its units in an em; one that is enlarged to match another has fewer than its file.
    """

    def __init__(
        self, path: Path, variations: Mapping[str, float], family: str, name: str, *, x_height: float = 0.0
    ) -> None:
        """Open the file, enlarged so that its small letters are `x_height` em high, or as it is.

        Raises FontError, whose mark has `name` for the file, if it isn't a font or is damaged.
        """
        self.variations = dict(variations)
        self.key = f"{path.name}:" + ",".join(f"{axis}={value:g}" for axis, value in sorted(variations.items()))
        self.family = family
        content = digest_if_read(path)
        self._face = _open_face(path, content, name)
        self._unicodes = _unicodes_of(path, content, name)
        self.upem: float = self._face.upem
        self.hb = hb.Font(self._face)
        if variations:
            self.hb.set_variations(dict(variations))
        if min(x_height, self._x_units) > 0:
            self.upem = self._x_units / x_height
        self._inks: dict[int, Box | None] = {}

    @property
    def face(self) -> hb.Face:
        """The face of the file, of all its variations."""
        return self._face

    @property
    def characters(self) -> frozenset[str]:
        """The characters that the font has a glyph for."""
        return frozenset(map(chr, self._unicodes))

    def covers(self, character: str) -> bool:
        """Return whether the font has a glyph for a character, or HarfBuzz needs none."""
        code = ord(character)
        if code in self._unicodes or character in _ALWAYS_COVERED:
            return True
        return any(first <= code <= last for first, last in _ALWAYS_COVERED_RANGES)

    def missing_from(self, text: str) -> set[str]:
        """Return the characters of a text that the font has no glyph for, even those that need none."""
        return {character for character in set(text) if ord(character) not in self._unicodes}

    @cached_property
    def ascent(self) -> float:
        """Return how far letters such as 'l' reach above the baseline; the font's ascender if it has no Latin."""
        return self._extent("l", top=True)

    @cached_property
    def cap_height(self) -> float:
        """Return the height of capitals, such as 'H'; the font's ascender if it has none."""
        return self._extent("H", top=True)

    @property
    def x_height(self) -> float:
        """Return the height of small letters, such as 'x', as they are drawn or as the file says; 0 if unknown."""
        return self._x_units / self.upem

    @cached_property
    def _x_units(self) -> float:
        """Return the height of small letters in units of the file; 0 if it has none and does not say it."""
        extents = self.hb.get_glyph_extents(self.hb.get_nominal_glyph(ord("x")) or 0)
        if self.covers("x") and extents:
            return float(extents.y_bearing)
        table = bytes(self._face.reference_table("OS/2").data or b"")
        return float(int.from_bytes(table[_X_HEIGHT_AT : _X_HEIGHT_AT + 2], "big", signed=True))

    @cached_property
    def descent(self) -> float:
        """Return how far letters such as 'p' reach below the baseline; the font's descender if it has no Latin."""
        return self._extent("p", top=False)

    @cached_property
    def comma_descent(self) -> float:
        """Return how far a comma reaches below the baseline; the font's descender if it has none."""
        return self._extent(",", top=False)

    def reach(self, letter: str) -> tuple[float, float]:
        """Return how far the ink of a letter reaches above and below the baseline.

        It is as far as the font's ascender and descender if it has no such letter.
        """
        return self._extent(letter, top=True), self._extent(letter, top=False)

    def _extent(self, letter: str, *, top: bool) -> float:
        """Return how far the ink of a letter reaches above or below the baseline, both as positive lengths."""
        gid = self.hb.get_nominal_glyph(ord(letter))
        if gid:
            box = self.ink(gid) or Box(0, 0, 0, 0)
            return -box.y0 if top else box.y1
        extents = self.hb.get_font_extents("ltr")
        extent: float = extents.ascender if top else -extents.descender
        return extent / self.upem

    def ink(self, gid: int) -> Box | None:
        """Return the bounding box of a glyph's ink, y downwards from the baseline; None for a blank glyph."""
        if gid not in self._inks:
            self._inks[gid] = self._measure(gid)
        return self._inks[gid]

    def _measure(self, gid: int) -> Box | None:
        """Return the bounding box of a glyph's ink in em, y downwards from the baseline; None for a blank glyph."""
        extents = self.hb.get_glyph_extents(gid)
        if extents is None or not (extents.width and extents.height):
            return None
        x, y, em = extents.x_bearing, -extents.y_bearing, self.upem
        return Box(x / em, y / em, (x + extents.width) / em, (y - extents.height) / em)

    def outline(self, gid: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """Return a glyph's outline as SVG path commands with coordinates in font units, y upwards."""
        commands: list[tuple[str, tuple[float, ...]]] = []
        self.hb.draw_glyph(gid, _DRAW, commands)
        return tuple(commands)


@dataclass(frozen=True, slots=True)
class FileNames:
    """What a font file says of itself: the names of its family, its lowest and highest weight, and its slant."""

    families: tuple[str, ...]
    weights: tuple[int, int]
    italic: bool


#: The names of a family: of one with many styles, and of one with at most four
#: (https://learn.microsoft.com/typography/opentype/spec/name#name-ids).
_FAMILY_NAMES = (16, 1)
#: Where the table OS/2 has the weight, and the bit that says that a font is italic or oblique
#: (https://learn.microsoft.com/typography/opentype/spec/os2).
_WEIGHT_AT, _SELECTION_AT, _ITALIC = 4, 62, 0b10_0000_0001
#: Where it has the height of small letters, from version 2 on.
_X_HEIGHT_AT = 86


def file_names(path: Path, name: str) -> FileNames | None:
    """Return what a font file says of itself, None without a table OS/2. Raises FontError if it isn't a font."""
    face = _open_face(path, digest_if_read(path), name)
    table = bytes(face.reference_table("OS/2").data or b"")
    if len(table) < _SELECTION_AT + 2:
        return None
    weight, selection = (int.from_bytes(table[at : at + 2], "big") for at in (_WEIGHT_AT, _SELECTION_AT))
    axis = next((axis for axis in face.axis_infos if axis.tag == "wght"), None)
    weights = (int(axis.min_value), int(axis.max_value)) if axis else (weight, weight)
    families = tuple(filter(None, (face.get_name(id_) for id_ in _FAMILY_NAMES)))
    return FileNames(families, weights, bool(selection & _ITALIC))


def _draw_funcs() -> hb.DrawFuncs:
    """Return callbacks that append the commands of an outline to a list."""
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, out: out.append(("M", (x, y))))
    funcs.set_line_to_func(lambda x, y, out: out.append(("L", (x, y))))
    funcs.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", (a, b, x, y))))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.append(("C", (a, b, c, d, x, y))))
    funcs.set_close_path_func(lambda out: out.append(("Z", ())))
    return funcs


_DRAW = _draw_funcs()


def damage_of_file(path: Path, name: str, mark: Mark) -> Fault | None:
    """Return the fault of a font file that was cut short or altered; opening one reports that it can't be read."""
    try:
        return damage_of(read_regular(path, _MOST_BYTES), name, mark)
    except OSError:
        return None


@cache
def _open_face(path: Path, _content: str, name: str) -> hb.Face:
    """Return the face of a font file, opened once per process until its content changes. Raises FontError."""
    mark = Mark(name, 1)
    try:
        data = read_regular(path, _MOST_BYTES, links=False)
    except TooLargeError as error:
        message, remedy = f"{path.name} has {error.size:,} bytes; the limit is {_MOST_BYTES:,}", "choose a smaller font"
        raise FontError(Fault(message, mark, remedy, code="font-with-too-many-bytes")) from error
    except OSError as error:
        raise FontError(
            Fault(
                f"can't read the font {path.name}: {reason_of(error).words}",
                mark,
                reason_of(error).remedy,
                code="file-unreadable",
            )
        ) from error
    damage = damage_of(data, path.name, mark)
    if damage:
        raise FontError(damage)
    face = hb.Face(data)
    if data[:4] not in SIGNATURES or face.upem <= 0 or face.glyph_count == 0:
        remedy = "fetch it again; it must be a TTF or OTF"
        raise FontError(Fault(f"{path.name} is not a readable font", mark, remedy, code="not-a-font"))
    return face


@cache
def _unicodes_of(path: Path, content: str, name: str) -> frozenset[int]:
    """Return the characters that a font file has a glyph for, the same for all its variations. Raises FontError."""
    return frozenset(_open_face(path, content, name).unicodes)
