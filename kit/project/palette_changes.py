"""Colours that differ between the palettes of two projects, each with the layouts that are drawn in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model.comparison import Cause, ProjectChange, Scope
from kit.model.message_picture import used_layouts
from kit.project.change_scopes import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.errors import Mark
    from kit.model.comparison import Status
    from kit.model.palette import Palette
    from kit.model.project import Project


def palette_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each role of a palette whose colour or mix is written otherwise; a mix of roles that changed is none."""
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
    """Return the colour of a role, or what it is mixed of; None where there is no such role."""
    mix = palette.mixes.get(role)
    if mix is not None:
        return f"{{mix: [{', '.join(mix.roles)}, {mix.share:g}]}}"
    return palette.colours.get(role)


def _in_templates(mark: Mark) -> Mark:
    """Return a mark that names a palette from the folder of the project: those of layouts lie in `svg`."""
    folder, _, file = mark.file.rpartition("/")
    return replace(mark, file=f"templates/svg/{file}" if folder == "svg" else f"templates/svg/{folder}/{file}")
