"""All that decides how a picture looks, and the lines that findings in it name, as two digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.cache.entries import key_of
from kit.checks import rules_off
from kit.compose import drawn_slots
from kit.content import resolve, turned_off
from kit.digests import digest_of
from kit.errors import KitError
from kit.model.message_picture import numbers_of
from kit.pipeline.known import said
from kit.preview.values import KnownLook

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose import Composer
    from kit.model.artwork import Artboard
    from kit.model.layout import Drawing, Layout

    #: A picture by its id, and the drawing that it is resolved for, with its digest.
    _Asked = tuple[str, Path, str]
    #: Digests of what is resolved, and of the lines that it is written in.
    _Resolved = tuple[str, str]


class Inputs:
    """Tells of pictures of one project what decides how they look.

    Every file is taken as it was when it was first asked for, which is before anything is composed of it: a picture
    made of a later one is at worst made once more.
    """

    def __init__(self, composer: Composer, resolved: dict[_Asked, _Resolved]) -> None:
        """Take what composes the pictures, and what was resolved of the same project before, which is added to."""
        self._composer = composer
        self._project = composer.project
        self._off = " ".join(sorted(rules_off(turned_off(composer.project.campaign))))
        self._resolved = resolved
        self._digests: dict[Path, str] = {}
        self._layouts: dict[str, str] = {}
        self._with: dict[str, str] = {}

    def of(self, artboard: Artboard) -> KnownLook:
        """Return what decides how a picture looks; of one that can't be resolved, what is wrong with it."""
        layout = self._project.layouts[artboard.layout]
        try:
            for path in (*layout.drawings.values(), *layout.parts.values()):
                self._digest(path)
            drawing = self._composer.drawing_for(artboard)
            words, places = self._words(artboard, drawing)
            decides = (words, str(self._project.pseudo), self._content(drawing, layout))
        except (KitError, OSError) as error:
            return KnownLook(key_of("fault", str(error)), "fault")
        return KnownLook(key_of(self._off, *decides), places)

    def _words(self, artboard: Artboard, drawing: Drawing) -> _Resolved:
        """Return digests of what is resolved for a picture, and of every line that findings in it may name."""
        asked = (artboard.path, drawing.path, self._digest(drawing.path))
        if asked not in self._resolved:
            picture = resolve(artboard, self._project, drawn_slots(drawing, numbers_of(artboard.message)))
            places = repr((picture.marks, [(name, content.mark) for name, content in picture.slots.items()]))
            self._resolved[asked] = key_of(said(picture)), key_of(places)
        return self._resolved[asked]

    def _content(self, drawing: Drawing, layout: Layout) -> str:
        """Return a digest of a drawing, its layout, its parts, and the fonts that its words are set in."""
        key = f"{layout.name} {drawing.path}"
        if key not in self._with:
            styles = (slot.style for slot in drawing.slots.values() if slot.style)
            fonts = [self._composer.book.sources(style.family) for style in styles]
            files = dict.fromkeys((drawing.path, *layout.parts.values(), *(file for one in fonts for file in one[1])))
            families = said([one[0] for one in fonts])
            if layout.name not in self._layouts:
                self._layouts[layout.name] = said(layout)
            self._with[key] = key_of(
                self._layouts[layout.name], families, *(f"{path.name} {self._digest(path)}" for path in files)
            )
        return self._with[key]

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            self._digests[path] = digest_of(path)
        return self._digests[path]
