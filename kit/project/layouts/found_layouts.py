"""The layouts in some folders of drawings, by name, each read on first use; and the themes that they are used with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kit.base.errors import Fault, SpecError, closest
from kit.base.real_paths import LinkRefusedError, has_link, path_to_open
from kit.base.system_errors import unreadable
from kit.base.whole_files import is_there
from kit.model.campaign import DRAWN, Campaign
from kit.model.colour import Palette, parse_hex
from kit.model.layout import Layout
from kit.model.message_picture import pictures_of, theme_of, used_layouts
from kit.model.placement import Placement
from kit.project.folders import DRAWINGS, LAYOUT, PALETTE, PARTS, SHIPPED, shipped_drawings
from kit.project.layouts import layout_file, layout_rules, palettes
from kit.project.layouts.palettes import invalid_colour, unknown_role

_ReadPalette = tuple[Palette | None, tuple[Fault, ...]]


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
        return (name for name, found in self._found.items() if found.layout)

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


def theme_faults(campaign: Campaign, found: Mapping[str, FoundLayout]) -> Iterator[Fault]:
    """A theme has only colours of existing roles, and every role of the layouts that are used with it.

    `found` has every layout by name; an unreadable palette is not reported here. In a translation, which may leave out
    the only message that uses a role, only missing colours are faults: it may give a message another layout.
    """
    document, layouts = campaign.document, _layouts_by_theme(campaign)
    in_use = None if document.translated else _palettes_in_use(campaign, found)
    used_colours = {role: colour for palette in in_use or () for role, colour in palette.colours.items()}
    if DRAWN in campaign.themes:
        message = f"'{DRAWN}' is the name of the drawings' own colours"
        mark, remedy = document.key_mark("themes", DRAWN), "give the theme another name"
        yield Fault(message, mark, remedy, code="reserved-theme-name")
    for id_, theme in campaign.themes.items():
        for role in theme:
            if in_use is not None and role not in used_colours:
                yield unknown_role(role, used_colours, document.key_mark("themes", id_, role))
        yield from _mixed_faults(campaign, id_, in_use or ())
        for role, colour in theme.items():
            if parse_hex(colour) is None:
                yield invalid_colour(colour, document.mark("themes", id_, role))
        used = layouts[id_] if id_ != DRAWN else ()
        yield from _lacking(campaign, id_, [(name, found[name].palette) for name in used if name in found])


def _mixed_faults(campaign: Campaign, id_: str, palettes: Sequence[Palette]) -> Iterator[Fault]:
    """Yield a fault for each role of a theme that is a mix in every palette that has it: it would have no effect."""
    for role in campaign.themes[id_]:
        having = [palette for palette in palettes if role in palette.colours]
        if having and all(role in palette.mixes for palette in having):
            one, other = having[0].mixes[role].roles
            mark = campaign.document.key_mark("themes", id_, role)
            remedy = "remove it, or give it its own colour in palette.yaml"
            yield Fault(f"'{role}' is a mix of '{one}' and '{other}'", mark, remedy, code="theme-gives-mix")


def _lacking(campaign: Campaign, id_: str, palettes: Iterable[tuple[str, Palette | None]]) -> Iterator[Fault]:
    """Yield a fault if a theme lacks roles of the layouts' palettes; a misspelt role is not missing as well."""
    theme, lacking = campaign.themes[id_], dict[str, list[str]]()
    for layout, palette in palettes:
        roles = palette.colours if palette else {}
        given = theme.keys() | (palette.mixes.keys() if palette else set())
        if missing := [role for role in roles if role not in given]:
            misspelt = {closest(role, roles) for role in theme if role not in roles}
            for role in missing:
                if role not in misspelt:
                    lacking.setdefault(role, []).append(layout)
    if lacking:
        first, users = next(iter(lacking)), list(dict.fromkeys(name for names in lacking.values() for name in names))
        message = f"theme '{id_}' has no colour for {', '.join(lacking)}"
        remedy = f"add '{first}: \"#rrggbb\"'; the layout '{users[0]}' uses it"
        if users[1:]:
            remedy += f", and {', '.join(map(repr, users[1:]))} this or others; or give their images another 'theme'"
        yield Fault(message, campaign.document.key_mark("themes", id_), remedy, code="theme-without-colour")


def _palettes_in_use(campaign: Campaign, found: Mapping[str, FoundLayout]) -> tuple[Palette, ...] | None:
    """Return the palettes of the layouts that messages use; None if one of them is unreadable.

    If a message or a layout is unknown, the palettes of all layouts count.
    """
    used = set(used_layouts(campaign))
    if any(name in found and found[name].palette is None for name in used):
        return None
    messages = campaign.document.value.get("messages")
    if not (used <= found.keys() and isinstance(messages, dict) and messages.keys() <= campaign.messages.keys()):
        used = set(found)
    return tuple(palette for name in sorted(used) if (palette := found[name].palette))


def _layouts_by_theme(campaign: Campaign) -> Mapping[str, dict[str, None]]:
    """Return the names of the layouts that messages use with each theme, in the order of the file."""
    layouts: dict[str, dict[str, None]] = defaultdict(dict)
    for message in campaign.messages.values():
        for picture in pictures_of(message):
            layouts[theme_of(picture, campaign)][picture.layout] = None
    return layouts
