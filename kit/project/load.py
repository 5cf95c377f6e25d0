"""Find and read the files of a project, or those around one drawing; report everything wrong with them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kit.base.document.document import Document
from kit.base.errors import Fault, SpecError
from kit.base.real_paths import path_to_open
from kit.model.campaign import Campaign, Family
from kit.model.colour import Palette
from kit.model.layout import Layout
from kit.model.message_picture import used_layouts
from kit.model.placement import Placement
from kit.model.project import Project, TranslatedCampaign, Untranslated, Wanted, all_languages, font_at
from kit.project.catalogue import Catalogue, read_catalogue, sentences
from kit.project.figures.chart_figures import chart_faults, comparison_faults
from kit.project.figures.countdowns import countdown_faults, with_counted_days
from kit.project.figures.figure_values import bound_faults, qualifier_faults, translated_figure_faults, value_faults
from kit.project.figures.figures_in_copy import with_figures
from kit.project.folders import (
    FONTS,
    LAYOUT,
    PALETTE,
    PARTS,
    SHIPPED,
    SPEC,
    drawing_folders,
    font_folders,
    is_of_layout,
    shipped_drawings,
)
from kit.project.held_back import Judge, SoundPart
from kit.project.layouts.found_layouts import FoundLayouts, Layouts, theme_faults
from kit.project.layouts.palettes import read_palette
from kit.project.messages.copy_slots import copy_faults, text_faults
from kit.project.messages.entry_references import (
    date_faults,
    image_faults,
    layout_faults,
    platform_faults,
    reference_faults,
    statistic_faults,
)
from kit.project.messages.extras import extra_faults, maker_faults
from kit.project.messages.image_files import find_images, image_slot_faults, named_image_faults
from kit.project.messages.inherited_messages import with_inherited
from kit.project.messages.links import link_faults
from kit.project.names import hashtag_faults, id_faults, info_faults
from kit.project.placements import read_own_placements, read_placements
from kit.project.sections import read_campaign, read_families
from kit.project.translated_keys import read_translation, translation_files
from kit.project.translating import translated, without_untranslated
from kit.project.translation_states import WHOLE_FILE, Entries, read_sound_status, states_of, states_of_strings
from kit.project.validate import read_document


def load_project(spec: Path, judge: Judge | None = None, wanted: Wanted = all_languages) -> Project:
    """Read `kit.yaml`, which is not a link, and the files it names; the project is its folder.

    Of its translations it reads those that are `wanted` of it; the others are set aside. Raises SpecError with
    every fault found, in the order of the files; those of a translation leave out its language (`read_translation`).
    """
    project = read_untranslated(spec)
    reader = TranslationReader(spec, project, judge)
    tags = sorted(project.set_aside.intersection(wanted(project)))
    return project.with_translations({tag: reader.read(tag) for tag in tags})


def read_untranslated(spec: Path) -> Project:
    """Read `kit.yaml` and the files it names, but no translation: all languages that the project has are set aside.

    Raises SpecError with every fault found, in the order of the files.
    """
    document, faults = with_inherited(_written(spec))
    surroundings, wrong = _surroundings(spec.parent.resolve(), document)
    project, more = _project_from(document, surroundings)
    faults += [*wrong, *more]
    if faults or not project:
        raise SpecError(*_in_order(faults))
    files = translation_files(project.root, project.campaign)
    if files.faults:
        raise SpecError(*_in_order(files.faults))
    return replace(project, set_aside=frozenset(files.languages))


def _written(spec: Path) -> Document:
    """Return `kit.yaml` as it is written. Raises SpecError."""
    return read_document(spec, name=spec.name, real=spec.parent.resolve() / spec.name)


def _surroundings(root: Path, document: Document) -> tuple[_Surroundings, list[Fault]]:
    """Return what a `kit.yaml` is read against, and the faults of its own placements."""
    folders, fonts, shipped = drawing_folders(root), font_folders(root), read_placements()
    own, faults = read_own_placements(document, shipped)
    placements = {**shipped, **own}
    return _Surroundings(root, fonts, FoundLayouts(folders, placements, root), placements), faults


class _Surroundings(NamedTuple):
    """What the file of a project is read against: its folder, those of fonts, its layouts and its placements."""

    root: Path
    fonts: tuple[Path, ...]
    found: FoundLayouts
    placements: Mapping[str, Placement]


def _project_from(document: Document, surroundings: _Surroundings) -> tuple[Project | None, list[Fault]]:
    """Return the project of a `kit.yaml`, with inherited values filled in, and its faults."""
    root, fonts, found, placements = surroundings
    campaign, faults = read_campaign(document, fonts, root)
    if not campaign:
        return None, faults
    campaign, wrong = _with_sentences(campaign, root)
    faults += wrong
    images, wrong = find_images(campaign, root)
    project = Project(root, campaign, Layouts(found), placements, fonts, images)
    faults += [*wrong, *_cross_faults(project, found)]
    return project if faults else replace(project, campaign=with_counted_days(with_figures(campaign))), faults


def _with_sentences(campaign: Campaign, root: Path) -> tuple[Campaign, list[Fault]]:
    """Return a campaign with what the generator says in its language, and the faults of the file that changes it."""
    faults: list[Fault] = []
    try:
        catalogue = read_catalogue(root, campaign.kit.language)
    except SpecError as error:
        catalogue, faults = Catalogue(sentences(campaign.kit.language)), [*error.faults]
    words, is_own, missing = catalogue
    return replace(campaign, sentences=words, has_own_sentences=is_own, missing_sentences=missing), faults


class TranslationReader:
    """Reads translations of one project, each on its own; what they have in common is read when the first one is."""

    def __init__(self, spec: Path, project: Project, judge: Judge | None = None) -> None:
        """Take a `kit.yaml`, the project as it was read from that, and what judges the facts in outdated words."""
        self._spec, self._project, self._judge = spec, project, judge

    @cached_property
    def _written(self) -> Document:
        return _written(self._spec)

    @cached_property
    def _surroundings(self) -> _Surroundings:
        return _surroundings(self._project.root, with_inherited(self._written)[0])[0]

    @cached_property
    def _names(self) -> dict[str, list[Fault]]:
        return translation_files(self._project.root, self._project.campaign).languages

    @cached_property
    def _status(self) -> tuple[dict[str, Entries], dict[str, list[Fault]]]:
        return read_sound_status(self._project.root)

    def read(self, language: str) -> TranslatedCampaign:
        """Return the campaign in a language, or the faults that leave the language out.

        Where all faults are in outdated words, and so is what the judge finds there, only the messages with these are
        held back.
        """
        noted, unread = self._status
        if wrong := self._names.get(language):
            return TranslatedCampaign(faults=_in_order(wrong))
        try:
            translation = read_translation(self._project.root, language)
        except SpecError as error:
            return TranslatedCampaign(faults=_in_order(error.faults))
        bare, wrong = translated(self._written, translation, language)
        document, untranslated = without_untranslated(with_inherited(bare)[0], translation)
        wrong = [*wrong, *unread.get(WHOLE_FILE, ()), *unread.get(language, ())]
        strings = states_of_strings(noted.get(language, {}), self._written, bare)
        outdated = {key for key, state in strings.items() if state == "outdated"}
        read = partial(_in_language, original=self._project.campaign, surroundings=self._surroundings)
        part = SoundPart(document, outdated, wrong).read(read, self._judge)
        if part.faults:
            return TranslatedCampaign(faults=_in_order(part.faults))
        states = states_of(strings, self._written, bare, part.document, part.told) if part.campaign else None
        return TranslatedCampaign(part.campaign, states, untranslated, part.held_back)


def _in_language(
    document: Document, original: Campaign, surroundings: _Surroundings
) -> tuple[Campaign | None, list[Fault]]:
    """Return the campaign of a translated `kit.yaml`, None if no message is translated, and its faults."""
    if not document.value["messages"]:
        return None, []
    own, faults = _project_from(document, surroundings)
    if own is None:
        return None, faults
    faults += [*translated_figure_faults(original, own.campaign), *qualifier_faults(original, own.campaign)]
    return own.campaign, faults


def judged_translation(
    project: Project, language: str, translation: Document, outdated: Collection[str] = ()
) -> tuple[list[Fault], tuple[Untranslated, ...]]:
    """Return what is wrong with a translation that is not written yet, as loading it would say, and what it lacks.

    Errors in strings that are `outdated`, by their keys, hold back messages and are not returned.
    """
    root, fonts = project.root, project.font_folders
    written = _written(root / project.campaign.document.file)
    found = FoundLayouts(drawing_folders(root), project.placements, root)
    surroundings = _Surroundings(root, fonts, found, project.placements)
    document, faults = translated(written, translation, language)
    document, left_out = without_untranslated(with_inherited(document)[0], translation)
    read = partial(_in_language, original=project.campaign, surroundings=surroundings)
    faults = SoundPart(document, outdated, faults).read(read).faults
    return [*_in_order(faults)], left_out


def _cross_faults(project: Project, found: FoundLayouts) -> Iterator[Fault]:
    """Yield what is wrong between valid entries, and in the files of every used layout."""
    campaign, layouts, placements = project.campaign, project.layouts, project.placements
    yield from chain.from_iterable(found[name].faults for name in used_layouts(campaign) if name in found)
    yield from info_faults(campaign)
    yield from hashtag_faults(campaign)
    yield from id_faults(campaign)
    yield from link_faults(campaign)
    yield from date_faults(campaign)
    yield from statistic_faults(campaign)
    yield from value_faults(campaign)
    yield from bound_faults(campaign)
    yield from theme_faults(campaign, found)
    yield from platform_faults(campaign, placements)
    yield from extra_faults(campaign, placements)
    yield from reference_faults(campaign)
    yield from layout_faults(campaign, found.names_in(project.root))
    yield from image_faults(campaign, placements)
    yield from copy_faults(campaign, layouts)
    yield from image_slot_faults(campaign, layouts)
    yield from named_image_faults(campaign)
    yield from chart_faults(campaign, layouts)
    yield from comparison_faults(campaign, layouts)
    yield from countdown_faults(campaign, placements)
    yield from maker_faults(campaign, layouts)
    yield from text_faults(campaign)


def _in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults in the order of their files, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=_place))


def _place(fault: Fault) -> tuple[str, int, int]:
    return (fault.mark.file, fault.mark.line, fault.mark.column) if fault.mark else ("", 0, 0)


@dataclass(frozen=True, slots=True)
class AroundDrawing:
    """The context of a drawing; `faults` are those of `layout.yaml` and `palette.yaml`, which are then ignored.

    `has_layout` and `has_palette` say whether they were found; without `layout.yaml` the layout lists no slots.
    """

    layout: Layout
    families: Mapping[str, Family]
    font_folders: tuple[Path, ...]
    placements: Mapping[str, Placement]
    faults: tuple[Fault, ...]
    has_layout: bool
    has_palette: bool
    root: Path

    def font(self, file: str) -> Path:
        """Return the path of a font file: the one of the campaign around the drawing, or else the shipped one."""
        return font_at(file, self.font_folders, self.root)


def around_drawing(drawing: Path) -> AroundDrawing:
    """Return the context of a drawing's place, whether or not the drawing itself is there.

    Raises SpecError for folders that are links that are not followed.
    """
    folder = drawing.resolve().parent
    root = folder.parent.parent.parent if is_of_layout(folder) else folder.parent
    layout, faults, has_layout = _layout_at(folder, drawing, root)
    in_project = is_of_layout(folder) and (root / SPEC).is_file()
    fonts = font_folders(root) if in_project else ((SHIPPED / FONTS).resolve(),)
    return AroundDrawing(
        layout=layout,
        families=read_families(_spec_at(root) if in_project else _EMPTY, fonts, root)[0],
        font_folders=fonts,
        placements=read_placements(),
        faults=faults,
        has_layout=has_layout,
        has_palette=bool(layout.palette),
        root=root,
    )


_EMPTY = Document(SPEC, (), {}, {}, {})


def _spec_at(root: Path) -> Document:
    """Return the `kit.yaml` of a folder, empty if it can't be read: this does not check the campaign."""
    try:
        document = read_document(root / SPEC, real=path_to_open(root / SPEC, root))
    except SpecError:
        return _EMPTY
    return document if isinstance(document.value, dict) else _EMPTY


def _layout_at(folder: Path, drawing: Path, root: Path) -> tuple[Layout, tuple[Fault, ...], bool]:
    """Return the layout in a folder of a project, or an empty one; its faults, and whether it was read."""
    faults: tuple[Fault, ...] = ()
    palette = Palette()
    if (folder / LAYOUT).is_file():
        behind = (folder.parent, shipped_drawings()) if is_of_layout(folder) else (folder.parent,)
        found = FoundLayouts(tuple(dict.fromkeys(behind)), read_placements(), root)[folder.name]
        if found.layout:
            return found.layout, (), True
        faults, palette = found.faults, found.palette or palette
    else:
        palette, faults = _palette_at(folder, root)
    parts = {file.stem: path_to_open(file, root) for file in sorted((folder.parent / PARTS).glob("*.svg"))}
    alone = Layout(name=folder.name, title="", slots={}, drawings={drawing.stem: drawing}, made_in=palette, parts=parts)
    return alone, faults, False


def _palette_at(folder: Path, root: Path) -> tuple[Palette, tuple[Fault, ...]]:
    """Return the palette in a folder or beside it, one without roles if there is none, and its faults."""
    files = [path_to_open(file, root) for place in (folder, folder.parent) if (file := place / PALETTE).is_file()]
    if not files:
        return Palette(), ()
    try:
        return read_palette(files[0], files[1:]), ()
    except SpecError as error:
        return Palette(), error.faults
