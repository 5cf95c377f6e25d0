"""The layouts in some folders of drawings, by name: each is read on first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import SpecError
from kit.base.lazy_imports import on_demand
from kit.base.real_paths import LinkRefusedError, has_link, path_to_open
from kit.base.system_errors import unreadable
from kit.base.whole_files import is_there
from kit.model.drawing_looks import Palette
from kit.model.layout import Layout
from kit.project.folders import DRAWINGS, LAYOUT, PALETTE, PARTS, SHIPPED, shipped_drawings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.placement import Placement
    from kit.project.layouts import layout_file, layout_rules, palettes

    _ReadPalette = tuple[Palette | None, tuple[Fault, ...]]
else:
    layout_file, layout_rules = (
        on_demand("kit.project.layouts.layout_file"),
        on_demand("kit.project.layouts.layout_rules"),
    )
    palettes = on_demand("kit.project.layouts.palettes")


class LayoutNames(NamedTuple):
    """Names of layouts: those in the folder of a project, and those that come with the generator."""

    own: AbstractSet[str]
    shipped: AbstractSet[str]


class FoundLayout(NamedTuple):
    """The contents of a folder of drawings: the layout and the palette, each None if unreadable, and the faults."""

    layout: Layout | None
    palette: Palette | None
    faults: tuple[Fault, ...]


class RealFiles:
    """Finds where files of drawings really are: those of the project in the folder `root`, and those that ship.

    Of the latter all links are followed: packages may be installed as links.
    """

    def __init__(self, root: Path) -> None:
        """Take the folder of a project, which may be that of the generator."""
        self._root = root
        self._shipped = None if root == SHIPPED.resolve() else shipped_drawings()

    def __call__(self, path: Path) -> Path:
        """Return where a file or folder really is; for a link that is refused the link, which can't be opened."""
        if self._shipped and path.is_relative_to(self._shipped):
            return path.resolve()
        return path_to_open(path, self._root)

    def require(self, folder: Path) -> None:
        """Raise SpecError for a folder that is a link that is refused."""
        if has_link(self(folder)):
            raise SpecError(unreadable(folder, LinkRefusedError(folder)))


class FoundLayouts(Mapping[str, FoundLayout]):
    """Every layout of some folders by name, the first of a name winning; each is read on first use.

    The palette of a layout is the nearest: in its own folder, beside it, or in one of the later folders; so are parts,
    except that a layout's own folder has none.
    """

    def __init__(self, folders: Sequence[Path], placements: Mapping[str, Placement], root: Path) -> None:
        """Find the layouts of some folders, without reading them; one may be of the project in the folder `root`."""
        self._folders, self._placements = tuple(folders), placements
        self._real = RealFiles(root)
        self._places = dict(sorted(_places(self._folders, self._real).items()))
        self._read: dict[str, FoundLayout] = {}
        self._palettes: dict[tuple[Path, ...], _ReadPalette] = {}
        self._parts: dict[tuple[Path, ...], dict[str, Path]] = {}

    def __getitem__(self, name: str) -> FoundLayout:
        """Return what is found by a name."""
        if name not in self._read:
            self._read[name] = self._found(*self._places[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names, including those of unreadable layouts."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return their number."""
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        """Return whether there is a layout of a name, without reading it."""
        return name in self._places

    def keys(self) -> AbstractSet[str]:  # type: ignore[override]  # a set of names suffices
        """Return the names."""
        return self._places.keys()

    def names_in(self, root: Path) -> LayoutNames:
        """Return the names of the layouts of the project in a folder, and of those that come with the generator."""
        folders = ((root / DRAWINGS).resolve(), shipped_drawings())
        own, shipped = (
            _places([folder], self._real).keys() if folder in self._folders else set() for folder in folders
        )
        return LayoutNames(own, shipped)

    def _found(self, folder: Path, index: int) -> FoundLayout:
        """Return what is found in the folder of a layout, in the folder of an index."""
        path, behind = folder / LAYOUT, self._folders[index:]
        colours: Palette | None = None
        faults: tuple[Fault, ...] = ()
        try:
            self._real.require(folder)
            if not is_there(path):
                return FoundLayout(None, None, (layout_rules.without_layout(folder),))
            near = [self._real(file) for place in (folder, *behind) if is_there(file := place / PALETTE)]
            colours, faults = self._palette(*near) if near else (Palette(), ())
            layout = layout_file.read_layout(path, colours, self._placements, self._real)
            parts = self._parts_in(behind)
        except SpecError as error:
            return FoundLayout(None, colours, (*faults, *error.faults))
        return FoundLayout(replace(layout, parts=parts) if colours else None, colours, faults)

    def _parts_in(self, folders: tuple[Path, ...]) -> dict[str, Path]:
        """Return the part files in some folders by name; each folder is searched once."""
        if folders not in self._parts:
            self._parts[folders] = _parts(folders, self._real)
        return self._parts[folders]

    def _palette(self, *paths: Path) -> _ReadPalette:
        """Return the palette of a file, which may extend others, and its faults; each file is read once."""
        if paths not in self._palettes:
            try:
                self._palettes[paths] = palettes.read_palette(paths[0], paths[1:]), ()
            except SpecError as error:
                self._palettes[paths] = None, error.faults
        return self._palettes[paths]


class Layouts(Mapping[str, Layout]):
    """The readable layouts, by name; each is read on first use."""

    def __init__(self, found: FoundLayouts) -> None:
        """Take the layouts that were found."""
        self._found = found

    def __getitem__(self, name: str) -> Layout:
        """Return the layout of a name."""
        layout = self._found[name].layout
        if layout is None:
            raise KeyError(name)
        return layout

    def __iter__(self) -> Iterator[str]:
        """Yield the names; this reads all layouts."""
        return (name for name, one in self._found.items() if one.layout)

    def __len__(self) -> int:
        """Return their number; this reads all layouts."""
        return sum(1 for _ in self)


def _places(folders: Sequence[Path], real: RealFiles) -> dict[str, tuple[Path, int]]:
    """Return the folder of each layout by its name, and the index of the folder that contains it.

    A link that is not followed counts, and is not looked into.
    """
    places: dict[str, tuple[Path, int]] = {}
    for index, folder in enumerate(folders):
        for place in sorted(place for place in folder.iterdir() if place.is_dir()):
            is_layout = (
                has_link(real(place)) or is_there(place / LAYOUT) or (place.name != PARTS and any(place.glob("*.svg")))
            )
            if is_layout:
                places.setdefault(place.name, (place, index))
    return places


def _parts(folders: Sequence[Path], real: RealFiles) -> dict[str, Path]:
    """Return the part files in some folders by name, the first of a name winning. Raises SpecError."""
    for folder in folders:
        real.require(folder / PARTS)
    return {file.stem: real(file) for folder in reversed(folders) for file in sorted((folder / PARTS).glob("*.svg"))}
