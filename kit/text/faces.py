"""Choose the face of a family that is nearest to what is asked for, and say what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.model.campaign import Face, Family


@dataclass(frozen=True, slots=True)
class FontRequest:
    """What a drawing asks for: a family by any of its names, a weight, upright or italic, an optical size in pt."""

    family: str
    weight: int = 400
    italic: bool = False
    optical_size: float = 60.0


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
    """Return what the nearest face of a family lacks of a request, such as 'weight 700'; nothing for a face that fits.

    Such words are set in the nearest face all the same: no weight and no slant is made up.
    """
    face = nearest_face(family.faces, request)
    low, high = _weights(face)
    weight = [] if low <= request.weight <= high else [f"weight {request.weight}"]
    slant = [] if face.italic == request.italic else ["italic" if request.italic else "upright"]
    return " ".join((*weight, *slant))


def describe_faces(family: Family) -> str:
    """Return the faces of a family by weight and slant, such as '400, 700 and 400 italic'."""
    named = dict.fromkeys(
        "-".join(map(str, dict.fromkeys(_weights(face)))) + " italic" * face.italic for face in family.faces
    )
    *most, last = named
    return f"{', '.join(most)} and {last}" if most else last


def _weights(face: Face) -> tuple[int, int]:
    """Return the least and the greatest weight of a face."""
    return face.weight if isinstance(face.weight, tuple) else (face.weight, face.weight)
