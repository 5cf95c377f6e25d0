"""What a drawing by itself is read against: the layout, the palette and the fonts that are found around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SpecError
from kit.model.document import Document
from kit.model.layout import Layout
from kit.model.palette import Palette
from kit.project.documents import read_document
from kit.project.families import read_families
from kit.project.layouts import LAYOUT, PALETTE, PARTS, FoundLayouts
from kit.project.palettes import read_palette
from kit.project.placements import read_placements
from kit.project.shipped import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.errors import Fault
    from kit.model.campaign import Family
    from kit.model.placement import Placement

_SPEC, _DRAWINGS = "kit.yaml", ("templates", "svg")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is around a drawing; `faults` are those of `layout.yaml` and `palette.yaml`, which then do not count.

    `has_layout` and `has_palette` say whether either was found; without a `layout.yaml` a layout lists no slot.
    """

    layout: Layout
    families: Mapping[str, Family]
    font_folders: tuple[Path, ...]
    placements: Mapping[str, Placement]
    faults: tuple[Fault, ...]
    has_layout: bool
    has_palette: bool

    def font(self, file: str) -> Path:
        """Return the path of a font file: that of the campaign around the drawing first, else the shipped one."""
        candidates = [folder / file for folder in self.font_folders]
        return next((path for path in candidates if path.is_file()), candidates[-1])


def surroundings_of(drawing: Path) -> Surroundings:
    """Return what is found around the place of a drawing, which need not be there itself."""
    folder = drawing.resolve().parent
    shipped = SHIPPED.joinpath(*_DRAWINGS)
    layout, faults, has_layout = _layout(folder, drawing, shipped)
    root = folder.parent.parent.parent
    in_project = folder.parts[-3:-1] == _DRAWINGS and (root / _SPEC).is_file()
    own_fonts = (root / "fonts",) if in_project and (root / "fonts").is_dir() else ()
    fonts = (*own_fonts, SHIPPED / "fonts")
    return Surroundings(
        layout=layout,
        families=read_families(_spec(root) if in_project else _EMPTY, fonts)[0],
        font_folders=fonts,
        placements=read_placements(),
        faults=faults,
        has_layout=has_layout,
        has_palette=bool(layout.palette),
    )


_EMPTY = Document(_SPEC, (), {}, {}, {})


def _spec(root: Path) -> Document:
    """Return the `kit.yaml` of a folder, one without anything where it can't be read: no campaign is judged here."""
    try:
        document = read_document(root / _SPEC)
    except SpecError:
        return _EMPTY
    return document if isinstance(document.value, dict) else _EMPTY


def _layout(folder: Path, drawing: Path, shipped: Path) -> tuple[Layout, tuple[Fault, ...], bool]:
    """Return the layout that a folder holds, or one that lists nothing; its faults, and whether it was read."""
    faults: tuple[Fault, ...] = ()
    palette = Palette()
    if (folder / LAYOUT).is_file():
        behind = (folder.parent, shipped) if folder.parts[-3:-1] == _DRAWINGS else (folder.parent,)
        found = FoundLayouts(tuple(dict.fromkeys(behind)), read_placements())[folder.name]
        if found.layout:
            return found.layout, (), True
        faults, palette = found.faults, found.palette or palette
    else:
        palette, faults = _palette(folder)
    parts = {file.stem: file for file in sorted((folder.parent / PARTS).glob("*.svg"))}
    alone = Layout(name=folder.name, title="", slots={}, drawings={drawing.stem: drawing}, made_in=palette, parts=parts)
    return alone, faults, False


def _palette(folder: Path) -> tuple[Palette, tuple[Fault, ...]]:
    """Return the palette in a folder or beside it, one without roles where there is none, and its faults."""
    files = [file for place in (folder, folder.parent) if (file := place / PALETTE).is_file()]
    if not files:
        return Palette(), ()
    try:
        return read_palette(files[0], files[1:]), ()
    except SpecError as error:
        return Palette(), error.faults
