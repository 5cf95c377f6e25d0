"""What differs between two projects: values, drawings, colours, fonts, photos, with the pictures each may affect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kit.base.document.document import Document
from kit.base.errors import Mark
from kit.base.real_paths import path_to_open
from kit.base.whole_files import digest_of, is_there
from kit.model.colour import Palette
from kit.model.message_picture import used_layouts
from kit.model.project import Project
from kit.project.folders import DRAWINGS, FONTS, LAYOUT, shipped_drawings
from kit.project.translated_keys import entry_users, named_in
from kit.project.validate import read_document
from kit.tools.comparison.change_scopes import SHOWN, ValueChange, layout_scope, partner_scope, scope_of, value_changes
from kit.tools.comparison.changes import Cause, ProjectChange, Scope, Status

#: The digest of each file by its path from the folder of the project.
Digests = Mapping[str, str]


#: The most characters shown of a value that is not text.
_SHOWN = 60


def project_changes(old: Project, new: Project) -> list[ProjectChange]:
    """Return every value and file that differs between two projects, each with the pictures that it may affect.

    Values come first, in the order of `kit.yaml`, then those of translations and of a partner, then whole translations,
    layouts and palettes, then drawings, photos, logos and fonts. A value that several messages inherit is one change.
    """
    found = chain(
        _merged([*_spec_changes(old, new)]),
        _partner_changes(old, new),
        _language_changes(old, new),
        _layout_changes(old, new),
        palette_changes(old, new),
        file_changes(old, new),
    )
    return list(found)


def _spec_changes(old: Project, new: Project) -> Iterator[tuple[bool, ProjectChange]]:
    """Yield each difference of two `kit.yaml` and their translations, and whether it is inherited.

    A value of `kit.yaml` affects the languages that don't translate it.
    """
    before, after = (
        {campaign.kit.language: campaign.document for campaign in project.campaigns} for project in (old, new)
    )
    found = [*value_changes(old.campaign.document, new.campaign.document)]
    tags = [*dict.fromkeys((*before, *after))]
    for change in found:
        own = frozenset(tag for tag in tags if not _is_translated(change, before.get(tag), after.get(tag)))
        languages = None if len(own) == len(tags) else own
        yield from _change_of(change, (old.campaign.document, new.campaign.document), languages)
    for tag in sorted(old.translations.keys() & new.translations.keys()):
        for change in value_changes(before[tag], after[tag]):
            yield from _change_of(change, (before[tag], after[tag]), frozenset({tag}))


def _is_translated(change: ValueChange, *documents: Document | None) -> bool:
    """Return whether a translation has its own words for a value that changed."""
    starts = [change.path[:length] for length in range(1, len(change.path) + 1)]
    return any(document is not None and start in document.translated for document in documents for start in starts)


def _change_of(
    change: ValueChange, documents: tuple[Document, Document], languages: frozenset[str] | None
) -> Iterator[tuple[bool, ProjectChange]]:
    """Yield a difference of two files with the pictures in some languages that it may affect, if any show it."""
    before, after = documents
    users, former = entry_users(after), entry_users(before)
    reached = {entry: users.get(entry, frozenset()) | former.get(entry, frozenset()) for entry in {*users, *former}}
    scope = scope_of(change, reached)
    if scope is not None and languages != frozenset():
        document = before if change.is_removed else after
        taken = any(change.path[:length] in document.taken for length in range(1, len(change.path) + 1))
        yield taken, ProjectChange(_cause(change, before, after), replace(scope, languages=languages))


def _partner_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each difference in the entry of the partner whose kit two projects are."""
    before, after = (project.campaign.partner_document for project in (old, new))
    if before and after:
        for change in value_changes(before, after):
            yield ProjectChange(_cause(change, before, after), partner_scope(change, [*old.campaigns, *new.campaigns]))


def _language_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each translation that only one of two projects has, or makes pictures of."""
    before, after = ({campaign.kit.language for campaign in project.campaigns} for project in (old, new))
    for tag in sorted(before ^ after):
        scope = Scope(frozenset({"presence"}), languages=frozenset({tag}))
        yield ProjectChange(Cause("file", f"locales/{tag}.yaml", status="added" if tag in after else "removed"), scope)


def _merged(changes: Sequence[tuple[bool, ProjectChange]]) -> Iterator[ProjectChange]:
    """Yield changes at different places; those at one place become one, for all messages that inherit it."""
    by_place: dict[tuple[Mark | None, str | None, str | None], list[tuple[bool, ProjectChange]]] = defaultdict(list)
    for taken, change in changes:
        by_place[change.cause.mark, change.cause.old, change.cause.new].append((taken, change))
    for same_place in by_place.values():
        _, first = min(same_place, key=lambda pair: pair[0])
        messages = [change.scope.messages for _, change in same_place]
        every = None if None in messages else frozenset().union(*(ids for ids in messages if ids is not None))
        yield replace(first, scope=replace(first.scope, messages=every)) if len(same_place) > 1 else first


def _cause(change: ValueChange, before: Document, after: Document) -> Cause:
    path, name = change.path, ".".join(map(str, change.path))
    if change.is_added:
        return Cause("value", name, after.key_mark(*path), None, _shown(change.new), "added")
    if change.is_removed:
        return Cause("value", name, before.key_mark(*path), _shown(change.old), None, "removed")
    return Cause("value", name, after.mark(*path), _shown(change.old), _shown(change.new))


def _layout_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each difference in the rules of a layout that both projects use."""
    for name in sorted({*used_layouts(old.campaign)} & {*used_layouts(new.campaign)}):
        before, after = (_layout_document(project, name) for project in (old, new))
        for change in value_changes(before, after):
            yield ProjectChange(_cause(change, before, after), layout_scope(name))


def _layout_document(project: Project, name: str) -> Document:
    file = f"{DRAWINGS}/{name}/{LAYOUT}"
    own, shipped = project.root / file, shipped_drawings() / name / LAYOUT
    if is_there(own):
        return read_document(own, name=file, real=path_to_open(own, project.root))
    return read_document(shipped, name=file, real=shipped.resolve())


def _shown(value: object) -> str:
    """Return a short form of a value: a text unchanged, of others their keys or items."""
    if isinstance(value, dict):
        return _cut(f"{{{', '.join(map(str, value))}}}")
    if isinstance(value, list):
        return _cut(f"[{', '.join(_shown(item) for item in value)}]")
    return "" if value is None else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def file_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each file that two projects use with other bytes, or that only one of them uses."""
    both = sorted({*used_layouts(old.campaign)} & {*used_layouts(new.campaign)})
    for name, status in _differing(_drawings(old, both), _drawings(new, both)):
        drawing = name.removeprefix(f"{DRAWINGS}/")
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN, drawings=frozenset({drawing})))
    for name, status in _differing(_images(old), _images(new)):
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN, messages=_users(name, old, new)))
    for name, status in _differing(_fonts(old), _fonts(new)):
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN))


def _differing(old: Digests, new: Digests) -> Iterator[tuple[str, Status]]:
    """Yield the name of each file that differs, and how."""
    for name in sorted({*old, *new}):
        if name not in old:
            yield name, "added"
        elif name not in new:
            yield name, "removed"
        elif old[name] != new[name]:
            yield name, "changed"


def _drawings(project: Project, layouts: list[str]) -> Digests:
    paths = (path for name in layouts for path in project.layouts[name].drawings.values())
    return {f"{DRAWINGS}/{path.parent.name}/{path.name}": digest_of(path) for path in paths}


def _fonts(project: Project) -> Digests:
    faces = {face.file for family in project.campaign.families.values() for face in family.faces}
    paths = {face: project.font(face) for face in sorted(faces)}
    return {f"{FONTS}/{face}": digest_of(path) for face, path in paths.items() if path.is_file()}


def _images(project: Project) -> Digests:
    return {name: image.sha256 for name, image in project.images.items()}


def _users(image: str, old: Project, new: Project) -> frozenset[str] | None:
    """Return the messages that use an image in either project; None for a logo of the kit, which all show."""
    found: set[str] = set()
    for project in (old, new):
        content = project.campaign.document.value
        logo = project.campaign.kit.logo
        if image in named_in(content["kit"]) or (logo and image == logo.file):
            return None
        found |= {id_ for id_, value in content["messages"].items() if image in named_in(value)}
    return frozenset(found)


def palette_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each role of a palette whose own colour or mix changed, not those that only mix changed roles."""
    layouts: dict[Cause, set[str]] = defaultdict(set)
    for name in sorted({*used_layouts(old.campaign)} & {*used_layouts(new.campaign)}):
        for cause in _causes(old.layouts[name].made_in, new.layouts[name].made_in):
            layouts[cause].add(name)
    for cause, names in layouts.items():
        yield ProjectChange(cause, Scope(SHOWN, layouts=frozenset(names)))


def _causes(old: Palette, new: Palette) -> Iterator[Cause]:
    for role in (*new.colours, *(role for role in old.colours if role not in new.colours)):
        before, after = _written(role, old), _written(role, new)
        if before != after:
            mark = _in_templates((new if after is not None else old).marks[role])
            status: Status = "added" if before is None else "removed" if after is None else "changed"
            yield Cause("value", role, mark, before, after, status)


def _written(role: str, palette: Palette) -> str | None:
    """Return the colour of a role, or its mix; None if there is no such role."""
    mix = palette.mixes.get(role)
    if mix is not None:
        return f"{{mix: [{', '.join(mix.roles)}, {mix.share:g}]}}"
    return palette.colours.get(role)


def _in_templates(mark: Mark) -> Mark:
    """Return a mark that names a palette relative to the folder of the project: those of layouts are in `svg`."""
    folder, _, file = mark.file.rpartition("/")
    return replace(mark, file=f"{DRAWINGS}/{file}" if folder == "svg" else f"{DRAWINGS}/{folder}/{file}")
