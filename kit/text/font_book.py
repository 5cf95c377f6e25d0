"""Find fonts by the names that editors write for a family: with a weight, a style and an optical size at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kit.errors import Fault, FontError, did_you_mean
from kit.text.font import Font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kit.errors import Mark
    from kit.model.campaign import Face, Family

#: Weights by the word at the end of a family name, as PostScript names and Inkscape write it.
_WEIGHTS = {
    "extralight": 200, "light": 300, "regular": 400, "normal": 400, "roman": 400, "medium": 500,
    "semibold": 600, "demibold": 600, "bold": 700, "extrabold": 800, "black": 900, "heavy": 900,
}  # fmt: skip
#: Optical sizes in pt by the word before it, as the style attributes table (STAT) of Source Serif 4 names them.
_OPTICAL_SIZES = {"caption": 8.0, "smtext": 16.0, "smalltext": 16.0, "text": 20.0, "subhead": 32.0, "display": 60.0}
_STYLE_AT_END = re.compile(
    rf"({'|'.join(_OPTICAL_SIZES)})?({'|'.join(sorted(_WEIGHTS, key=len, reverse=True))})?(italic|it|oblique)?$"
)


@dataclass(frozen=True, slots=True)
class FontRequest:
    """What a drawing asks for: a family by any of its names, a weight, upright or italic, an optical size in pt."""

    family: str
    weight: int = 400
    italic: bool = False
    optical_size: float = 60.0


class FontBook:
    """The families of a project and the fonts opened from them."""

    def __init__(self, families: Mapping[str, Family], locate: Callable[[str], Path]) -> None:
        """Take the families by id, and a function that returns the path of a font file by its name in a face."""
        self._families = families
        self._locate = locate
        self._by_name = {_comparable(name): id_ for id_, family in families.items() for name in (id_, *family.names)}
        self._fonts: dict[FontRequest, tuple[Font, ...]] = {}

    def knows(self, name: str) -> bool:
        """Tell whether a name, with or without a style at its end, is that of a family."""
        return self._resolve(FontRequest(name)) is not None

    def fonts(self, request: FontRequest, mark: Mark | None = None) -> tuple[Font, ...]:
        """Return the font that a request names, then those of its fallbacks.

        Raises FontError, at `mark`, when no family has the name.
        """
        if request not in self._fonts:
            resolved = self._resolve(request)
            if resolved is None:
                known = [name for family in self._families.values() for name in family.names]
                fault = Fault(
                    f"unknown family '{request.family}'",
                    mark,
                    did_you_mean(request.family, known),
                    code="unknown-family",
                )
                raise FontError(fault)
            self._fonts[request] = tuple(self._chain(resolved))
        return self._fonts[request]

    def _resolve(self, request: FontRequest) -> FontRequest | None:
        """Return the request with the id of its family, and the weight and optical size in the name itself."""
        comparable = _comparable(request.family)
        if comparable in self._by_name:
            return replace(request, family=self._by_name[comparable])
        match = _STYLE_AT_END.search(comparable)
        family = self._by_name.get(comparable[: match.start()]) if match else None
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
        """Yield the font of a family and then those of its fallbacks."""
        family = self._families[request.family]
        for id_ in (family.id, *family.fallbacks):
            face = _nearest(self._families[id_].faces, request)
            yield _open_font(self._locate(face.file), _variations(face, request), id_, f"fonts/{face.file}")


@cache
def _open_font(path: Path, variations: tuple[tuple[str, float], ...], family: str, name: str) -> Font:
    return Font(path, dict(variations), family, name)


def _comparable(name: str) -> str:
    """Return a name as names are compared: without spaces, hyphens, underscores, quotes and case."""
    return re.sub(r"[\s\-_'\"]", "", name).lower()


def _nearest(faces: tuple[Face, ...], request: FontRequest) -> Face:
    """Return the nearest face of a family: upright or italic as requested first, then by weight."""

    def distance(face: Face) -> tuple[bool, int]:
        low, high = face.weight if isinstance(face.weight, tuple) else (face.weight, face.weight)
        return face.italic != request.italic, max(low - request.weight, request.weight - high, 0)

    return min(faces, key=distance)


def _variations(face: Face, request: FontRequest) -> tuple[tuple[str, float], ...]:
    """Return a value for every axis of a variable face, clamped to its range, so that no default of the file counts."""
    axes: list[tuple[str, float]] = []
    if isinstance(face.weight, tuple):
        axes.append(("wght", float(min(max(request.weight, face.weight[0]), face.weight[1]))))
    if face.optical_size is not None:
        axes.append(("opsz", min(max(request.optical_size, face.optical_size[0]), face.optical_size[1])))
    return tuple(axes)
