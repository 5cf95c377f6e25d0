"""Why a picture differs, as far as two manifests tell, where no change of a project explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.comparison.words import changed_words
from kit.model.comparison import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.model.comparison import FieldChange, PictureChange

#: The fields of a manifest that tell why a picture looks otherwise, and what they are called.
_NAMES = {
    "layout": "layout of {message}",
    "drawing": "drawing of {message}",
    "theme": "theme of {message}",
    "alt": "words of {message}",
    "caption": "caption of {message}",
    "link": "link of {message}",
    "qr": "QR code of {message}",
}
#: What looks otherwise without another word, layout, drawing or theme.
_LOOKS = frozenset({"pixels", "size", "page", "file", "path"})


def told_causes(
    picture: PictureChange, engines: Sequence[FieldChange], *, from_projects: bool = False
) -> tuple[Cause, ...]:
    """Return what two manifests tell of a picture: at least one cause, the last resort being that it is unknown."""
    if picture.status != "changed":
        cause = Cause("manifest", f"pictures of {picture.asset.message}", status=picture.status)
        return (Cause("unknown", f"drawn from {picture.asset.drawing}") if from_projects else cause,)
    told = tuple(_told(picture)) if not from_projects else ()
    explained = told and not (picture.aspects & _LOOKS and {cause.name.split()[0] for cause in told} == {"caption"})
    return told if explained else (*told, _last_resort(picture, engines))


def _told(picture: PictureChange) -> Iterator[Cause]:
    for change in picture.fields:
        if change.field in _NAMES and change.field in picture.aspects:
            old, new = changed_words(change.old or "", change.new or "")
            yield Cause("manifest", _NAMES[change.field].format(message=picture.asset.message), None, old, new)


def _last_resort(picture: PictureChange, engines: Sequence[FieldChange]) -> Cause:
    """Return that other programs made the picture, or that nobody knows."""
    if engines:
        versions = (f"{change.field} {change.old or 'none'} → {change.new or 'none'}" for change in engines)
        return Cause("generator", ", ".join(versions))
    return Cause("unknown", f"drawn from {picture.asset.drawing or picture.asset.layout}")
