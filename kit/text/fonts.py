"""Fonts: one object a file and variation, found by any name that an editor writes for a family."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import uharfbuzz as hb

from kit.errors import Fault, FontError, Mark, did_you_mean
from kit.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kit.model.campaign import Face, Family

#: The words at the end of a family name that tell a weight, as PostScript names and Inkscape write them.
_WEIGHTS = {
    "extralight": 200, "light": 300, "regular": 400, "normal": 400, "roman": 400, "medium": 500,
    "semibold": 600, "demibold": 600, "bold": 700, "extrabold": 800, "black": 900, "heavy": 900,
}  # fmt: skip
#: The words before it that tell an optical size in pt, as the style table of Source Serif 4 names them.
_OPTICAL_SIZES = {"caption": 8.0, "smtext": 16.0, "smalltext": 16.0, "text": 20.0, "subhead": 32.0, "display": 60.0}
_STYLE_AT_END = re.compile(
    rf"({'|'.join(_OPTICAL_SIZES)})?({'|'.join(sorted(_WEIGHTS, key=len, reverse=True))})?(italic|it|oblique)?$"
)
#: Characters that HarfBuzz replaces or hides when a font lacks them (its normaliser and default ignorables).
_ALWAYS_COVERED = frozenset("\u00a0\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2011\u202f\u2060\ufeff")
_ALWAYS_COVERED_RANGES = ((0x202A, 0x202E), (0x2066, 0x2069), (0xFE00, 0xFE0F))


@dataclass(frozen=True, slots=True)
class FontRequest:
    """What a drawing asks for: a family by any of its names, a weight, upright or italic, and an optical size."""

    family: str
    weight: int = 400
    italic: bool = False
    optical_size: float = 60.0


class Font:
    """One font file at one variation. Lengths are in em."""

    def __init__(self, path: Path, variations: Mapping[str, float], family: str, name: str) -> None:
        """Open the file. Raises FontError, which tells the file by `name`, when it is not a font."""
        self.key = f"{path.name}:" + ",".join(f"{axis}={value:g}" for axis, value in sorted(variations.items()))
        self.family = family
        self._face = _open_face(path, name)
        self.upem: int = self._face.upem
        self.hb = hb.Font(self._face)
        if variations:
            self.hb.set_variations(dict(variations))
        self._paths: dict[int, tuple[tuple[str, tuple[float, ...]], ...]] = {}
        self._inks: dict[int, Box | None] = {}

    @cached_property
    def _unicodes(self) -> frozenset[int]:
        return frozenset(self._face.unicodes)

    def covers(self, character: str) -> bool:
        """Tell whether the font draws a character, or HarfBuzz draws something in its place."""
        code = ord(character)
        if code in self._unicodes or character in _ALWAYS_COVERED:
            return True
        return any(first <= code <= last for first, last in _ALWAYS_COVERED_RANGES)

    @cached_property
    def ascent(self) -> float:
        """How far letters such as 'l' reach above the baseline; the font's ascender when it has no Latin."""
        return self._reach("l", top=True)

    @cached_property
    def cap_height(self) -> float:
        """The height of capitals, or of `rise` when there are none."""
        return self._reach("H", top=True)

    @cached_property
    def descent(self) -> float:
        """How far letters such as 'p' reach below the baseline, as a positive length."""
        return self._reach("p", top=False)

    @cached_property
    def comma_descent(self) -> float:
        """How far a comma reaches below the baseline, as a positive length."""
        return self._reach(",", top=False)

    def _reach(self, letter: str, *, top: bool) -> float:
        gid = self.hb.get_nominal_glyph(ord(letter))
        if gid:
            box = self.ink(gid) or Box(0, 0, 0, 0)
            return -box.y0 if top else box.y1
        extents = self.hb.get_font_extents("ltr")
        reach: float = extents.ascender if top else -extents.descender
        return reach / self.upem

    def ink(self, gid: int) -> Box | None:
        """Return what a glyph covers, y downwards from the baseline; None for a blank."""
        if gid not in self._inks:
            self._inks[gid] = self._measure(gid)
        return self._inks[gid]

    def _measure(self, gid: int) -> Box | None:
        extents = self.hb.get_glyph_extents(gid)
        if extents is None or not (extents.width and extents.height):
            return None
        x, y, em = extents.x_bearing, -extents.y_bearing, self.upem
        return Box(x / em, y / em, (x + extents.width) / em, (y - extents.height) / em)

    def outline(self, gid: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
        """Return a glyph's outline as SVG path commands with coordinates in font units, y upwards."""
        if gid not in self._paths:
            commands: list[tuple[str, tuple[float, ...]]] = []
            self.hb.draw_glyph(gid, _DRAW, commands)
            self._paths[gid] = tuple(commands)
        return self._paths[gid]


def _draw_funcs() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, out: out.append(("M", (x, y))))
    funcs.set_line_to_func(lambda x, y, out: out.append(("L", (x, y))))
    funcs.set_quadratic_to_func(lambda a, b, x, y, out: out.append(("Q", (a, b, x, y))))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.append(("C", (a, b, c, d, x, y))))
    funcs.set_close_path_func(lambda out: out.append(("Z", ())))
    return funcs


_DRAW = _draw_funcs()


@cache
def _open_face(path: Path, name: str) -> hb.Face:
    mark = Mark(name, 1)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FontError(Fault(f"can't read the font {path.name}", mark, "check the file")) from error
    face = hb.Face(data)
    if face.upem <= 0 or face.glyph_count == 0:
        remedy = "fetch it again; it must be a TTF or OTF"
        raise FontError(Fault(f"{path.name} is not a font that can be read", mark, remedy))
    return face


class FontBook:
    """The families of a project and the fonts opened from them."""

    def __init__(self, families: Mapping[str, Family], locate: Callable[[str], Path]) -> None:
        """Take the families by id, and what finds a font file by the name a family gives it."""
        self._families = families
        self._locate = locate
        self._by_name = {_plain(name): id_ for id_, family in families.items() for name in (id_, *family.names)}
        self._fonts: dict[FontRequest, tuple[Font, ...]] = {}

    def knows(self, name: str) -> bool:
        """Tell whether a name, with or without a style at its end, is a family's."""
        return self._resolve(FontRequest(name)) is not None

    def fonts(self, request: FontRequest, mark: Mark | None = None) -> tuple[Font, ...]:
        """Return the font that a request names, then those of its fallbacks.

        Raises FontError, at `mark`, when no family has the name.
        """
        if request not in self._fonts:
            resolved = self._resolve(request)
            if resolved is None:
                known = [name for family in self._families.values() for name in family.names]
                fault = Fault(f"unknown family '{request.family}'", mark, did_you_mean(request.family, known))
                raise FontError(fault)
            self._fonts[request] = tuple(self._chain(resolved))
        return self._fonts[request]

    def _resolve(self, request: FontRequest) -> FontRequest | None:
        """Return the request with the id of its family, and the weight and optical size that the name itself tells."""
        plain = _plain(request.family)
        if plain in self._by_name:
            return replace(request, family=self._by_name[plain])
        match = _STYLE_AT_END.search(plain)
        family = self._by_name.get(plain[: match.start()]) if match else None
        if match is None or family is None:
            return None
        optical, weight, italic = match.groups()
        if optical and not any(face.optical_size for face in self._families[family].faces):
            return None
        return FontRequest(
            family,
            _WEIGHTS.get(weight, request.weight),
            request.italic or bool(italic),
            _OPTICAL_SIZES.get(optical, request.optical_size),
        )

    def _chain(self, request: FontRequest) -> Iterator[Font]:
        family = self._families[request.family]
        for id_ in (family.id, *family.fallbacks):
            face = _nearest(self._families[id_].faces, request)
            yield _open_font(self._locate(face.file), _variations(face, request), id_, f"fonts/{face.file}")


@cache
def _open_font(path: Path, variations: tuple[tuple[str, float], ...], family: str, name: str) -> Font:
    return Font(path, dict(variations), family, name)


def _plain(name: str) -> str:
    return re.sub(r"[\s\-_'\"]", "", name).lower()


def _nearest(faces: tuple[Face, ...], request: FontRequest) -> Face:
    """Return the face of a family that is nearest: upright or italic first, then by weight."""

    def distance(face: Face) -> tuple[bool, int]:
        low, high = face.weight if isinstance(face.weight, tuple) else (face.weight, face.weight)
        return face.italic != request.italic, max(low - request.weight, request.weight - high, 0)

    return min(faces, key=distance)


def _variations(face: Face, request: FontRequest) -> tuple[tuple[str, float], ...]:
    """Return every axis of a variable face, set explicitly: the files' own defaults are not what is wanted."""
    axes: list[tuple[str, float]] = []
    if isinstance(face.weight, tuple):
        axes.append(("wght", float(min(max(request.weight, face.weight[0]), face.weight[1]))))
    if face.optical_size is not None:
        axes.append(("opsz", min(max(request.optical_size, face.optical_size[0]), face.optical_size[1])))
    return tuple(axes)
