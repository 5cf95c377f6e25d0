"""Find fonts by family name, weight, style and optical size: the closest face of a family."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kit.base.errors import Fault, FontError, Mark, closest
from kit.base.whole_files import digest_if_read
from kit.model.campaign import Face, Family
from kit.text.font import Font, file_names

#: Weights by the word at the end of a family name, as PostScript names and Inkscape write it.
_WEIGHTS = {
    "extralight": 200, "light": 300, "regular": 400, "normal": 400, "roman": 400, "medium": 500,
    "semibold": 600, "demibold": 600, "bold": 700, "extrabold": 800, "black": 900, "heavy": 900,
}  # fmt: skip
#: Optical sizes in pt by the word before the weight, as Source Serif 4 names them in its style attributes table (STAT).
_OPTICAL_SIZES = {"caption": 8.0, "smtext": 16.0, "smalltext": 16.0, "text": 20.0, "subhead": 32.0, "display": 60.0}
_STYLE_AT_END = re.compile(
    rf"({'|'.join(_OPTICAL_SIZES)})?({'|'.join(sorted(_WEIGHTS, key=len, reverse=True))})?(italic|it|oblique)?$"
)


class FontBook:
    """The families of a project and the fonts opened from them."""

    def __init__(self, families: Mapping[str, Family], locate: Callable[[str], Path]) -> None:
        """Set the families by id, and a function that returns the path of a font file by its name in a face."""
        self._families = families
        self._locate = locate
        self._by_name = {_comparable(name): id_ for id_, family in families.items() for name in (id_, *family.names)}
        self._fonts: dict[FontRequest, tuple[Font, ...]] = {}

    def knows(self, name: str) -> bool:
        """Return whether a name, with or without a style at its end, is that of a family."""
        return self._resolve(FontRequest(name)) is not None

    def fonts(self, request: FontRequest, mark: Mark | None = None) -> tuple[Font, ...]:
        """Return the font of a request, after that of a family for its script if there is one, then the fallbacks.

        Raises FontError, at `mark`, if no family has the name.
        """
        if request not in self._fonts:
            resolved = self._resolve(request)
            if resolved is None:
                raise FontError(self.unknown_family(request.family, mark))
            self._fonts[request] = tuple(self._chain(resolved))
        return self._fonts[request]

    def sources(self, name: str) -> tuple[tuple[Family, ...], tuple[Path, ...]]:
        """Return what words in a family may be set in, and the paths of its files; empty for an unknown name.

        These are the family, its fallbacks, and those that come first in languages of other scripts.
        """
        resolved = self._resolve(FontRequest(name))
        if resolved is None:
            return (), ()
        of_scripts = [id_ for id_, family in self._families.items() if family.scripts]
        ids = dict.fromkeys((resolved.family, *self._families[resolved.family].fallbacks, *of_scripts))
        families = [self._families[id_] for id_ in ids]
        return tuple(families), tuple(self._locate(face.file) for family in families for face in family.faces)

    def unknown_family(self, name: str, mark: Mark | None = None) -> Fault:
        """Return the fault of an undeclared family."""
        families = self._families.values()
        near = closest(name, [candidate for family in families for candidate in (family.id, *family.names)])
        declared = ", ".join(next(iter(family.names), family.id) for family in families)
        hint = f"did you mean '{near}'? A font" if near else f"known here: {declared}; a font"
        remedy = f"{hint} of your own needs an entry under 'families' in kit.yaml"
        return Fault(f"unknown family '{name}'", mark, remedy, code="unknown-family")

    def missing_face(self, request: FontRequest, mark: Mark | None = None) -> Fault | None:
        """Return the fault of a request whose family has no face of that weight and slant, or None if it has."""
        resolved = self._resolve(request)
        if resolved is None:
            return None
        family = self._families[resolved.family]
        lacks = lacking(family, resolved)
        if not lacks:
            return None
        message = f"the family '{request.family}' has no face of {lacks}; the closest is used instead"
        remedy = (
            f"it has {describe_faces(family)}: draw in one of these, or add the font file to 'families' in kit.yaml"
        )
        return Fault(message, mark, remedy, code="missing-face")

    def _resolve(self, request: FontRequest) -> FontRequest | None:
        """Return the request with the id of its family, and with the weight and optical size that its name contains."""
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
            request.script,
        )

    def _first_in(self, script: str, drawn: Family) -> tuple[str, ...]:
        """Return the ids of the families for a script, the last declared first; none if the drawn one is for it."""
        if not script or script in drawn.scripts:
            return ()
        return tuple(id_ for id_, family in reversed([*self._families.items()]) if script in family.scripts)

    def _chain(self, request: FontRequest) -> Iterator[Font]:
        """Yield the fonts of the families for a script, then the font of a family and those of its fallbacks.

        Small letters of all are as high as those of the family.
        """
        family = self._families[request.family]
        drawn = self._open(family, request)
        for id_ in dict.fromkeys((*self._first_in(request.script, family), family.id, *family.fallbacks)):
            is_drawn = id_ == family.id
            yield drawn if is_drawn else self._open(self._families[id_], request, drawn.x_height)

    def _open(self, family: Family, request: FontRequest, x_height: float = 0.0) -> Font:
        face = nearest_face(family.faces, request)
        path, name = self._locate(face.file), f"fonts/{face.file}"
        return _open_font(path, digest_if_read(path), (variations(face, request), family.id, name, x_height))


@cache
def _open_font(path: Path, _content: str, about: tuple[tuple[tuple[str, float], ...], str, str, float]) -> Font:
    """Return a font, opened once per process until the content of its file changes."""
    varied, family, name, x_height = about
    return Font(path, dict(varied), family, name, x_height=x_height)


def _comparable(name: str) -> str:
    """Return a name for comparison: in lower case, without spaces, hyphens, underscores and quotes."""
    return re.sub(r"[\s\-_'\"]", "", name).lower()


@dataclass(frozen=True, slots=True)
class FontRequest:
    """A request for a font: a family by any of its names, a weight, upright or italic, an optical size in pt.

    `script` is that of the language of the words, in ISO 15924: a family for it comes first.
    """

    family: str
    weight: int = 400
    italic: bool = False
    optical_size: float = 60.0
    script: str = ""


def nearest_face(faces: tuple[Face, ...], request: FontRequest) -> Face:
    """Return the nearest face of a family: upright or italic as requested first, then by weight."""

    def distance(face: Face) -> tuple[bool, int]:
        """Return how far a face is from the request: its slant first, then its weight."""
        low, high = _weights(face)
        return face.italic != request.italic, max(low - request.weight, request.weight - high, 0)

    return min(faces, key=distance)


def variations(face: Face, request: FontRequest) -> tuple[tuple[str, float], ...]:
    """Return a value for every axis of a variable face, clamped to its range, so that no default of the file counts."""
    axes: list[tuple[str, float]] = []
    if isinstance(face.weight, tuple):
        axes.append(("wght", float(min(max(request.weight, face.weight[0]), face.weight[1]))))
    if face.optical_size is not None:
        axes.append(("opsz", min(max(request.optical_size, face.optical_size[0]), face.optical_size[1])))
    return tuple(axes)


def lacking(family: Family, request: FontRequest) -> str:
    """Return what the nearest face of a family lacks for a request, such as 'weight 700', or '' if it fits.

    Words are still set in the nearest face: weights and slants are never synthesised.
    """
    face = nearest_face(family.faces, request)
    low, high = _weights(face)
    weight = [] if low <= request.weight <= high else [f"weight {request.weight}"]
    slant = [] if face.italic == request.italic else ["italic" if request.italic else "upright"]
    return " ".join((*weight, *slant))


def face_faults(family: Family, face: Face, path: Path, mark: Mark) -> Iterator[Fault]:
    """Yield what a family declares of one of its files that the file itself says differently. Raises FontError."""
    found, file = file_names(path, f"fonts/{face.file}"), face.file.rpartition("/")[2]
    if found is None:
        return
    declared = {_comparable(name) for name in family.names}
    own = [_comparable(name) for name in found.families]
    if own and not any(name in declared or _STYLE_AT_END.sub("", name) in declared for name in own):
        message = f"'{file}' is of the family '{found.families[0]}', which 'names' of '{family.id}' does not have"
        yield Fault(message, mark, "add that name, or put the right file there", code="font-of-another-name")
    (low, high), (least, most) = _weights(face), found.weights
    if not least <= low <= high <= most:
        weight = f"{least}" if least == most else f"[{least}, {most}]"
        message = f"'{file}' has the weight {weight}, not {'-'.join(map(str, dict.fromkeys((low, high))))}"
        yield Fault(message, mark, f"write weight: {weight}", code="font-of-another-weight")
    if found.italic != face.italic:
        slant, remedy = ("italic", "add italic: yes") if found.italic else ("upright", "remove italic: yes")
        yield Fault(f"'{file}' is {slant}", mark, remedy, code="font-of-another-slant")


def describe_faces(family: Family) -> str:
    """Return the faces of a family by weight and slant, such as '400, 700 and 400 italic'."""
    named = dict.fromkeys(
        "-".join(map(str, dict.fromkeys(_weights(face)))) + " italic" * face.italic for face in family.faces
    )
    *most, last = named
    return f"{', '.join(most)} and {last}" if most else last


def _weights(face: Face) -> tuple[int, int]:
    """Return the lowest and the highest weight of a face."""
    return face.weight if isinstance(face.weight, tuple) else (face.weight, face.weight)
