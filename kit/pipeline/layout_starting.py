"""Write a new layout into a project: a copy of the one in `templates/layout`, in the colours of the campaign."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Fault, OutputError, SpecError
from kit.pipeline.describing import FOLDER
from kit.pipeline.starting import fit_name
from kit.project.chosen_roles import chosen_roles
from kit.project.example_message import example_lines
from kit.project.layouts import PALETTE, PARTS
from kit.project.names import path_part_faults
from kit.project.palettes import read_palette
from kit.project.shipped import SHIPPED
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.palette import Palette
    from kit.model.project import Project

_MODEL = SHIPPED / "templates" / "layout"
_DRAWINGS = Path("templates", "svg")
#: A role where a line of `layout.yaml` names one.
_ROLE = re.compile(r"(?<=: )([a-z]+)(?=[,}])")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_UNFIT = "'{}' can't be the name of a layout"


@dataclass(frozen=True, slots=True)
class NewLayout:
    """A layout that was written: its folder, its files, and lines below `messages` in `kit.yaml` that use it."""

    folder: Path
    files: tuple[Path, ...]
    lines: str


@system_errors_told("a layout was made")
def new_layout(project: Project, name: str) -> NewLayout:
    """Write a layout of five drawings into the project's `templates/svg`, in the colours of its palette.

    Where the palette has no roles in which words can be read, the layout gets a palette of its own. Raises SpecError
    for a name that no layout can have or that is taken, OutputError where a folder of it is; then nothing is written.
    """
    _require_free(project, name)
    folder = project.root / _DRAWINGS / name
    palette = _palette_above(folder)
    roles = chosen_roles(palette, project.campaign.themes.values())
    recoloured = _recolouring(palette, roles) if roles else {}
    folder.mkdir(parents=True)
    try:
        for source in sorted(_MODEL.iterdir()):
            if not (roles and source.name == PALETTE):
                text = _adapted(source.read_text(encoding="utf-8"), name, roles or {}, recoloured)
                text = _schema_line(source, project.root) + text
                (folder / source.name).write_text(text, encoding="utf-8")
    except BaseException:
        shutil.rmtree(folder)
        raise
    return NewLayout(
        folder, tuple(sorted(folder.iterdir())), example_lines(project.campaign, name, drawn=roles is None)
    )


def _require_free(project: Project, name: str) -> None:
    """Raise SpecError for a name that no layout can have or that one has, and OutputError where a folder of it is."""
    like = fit_name(name)
    example = None if list(path_part_faults("name", like, None)) else like
    faults = [replace(one, message=_UNFIT.format(name)) for one in path_part_faults("name", name, None, example)]
    folder = project.root / _DRAWINGS / name
    if faults:
        raise SpecError(*faults)
    if folder.exists():
        message = f"there is '{(_DRAWINGS / name).as_posix()}' already"
        raise OutputError(Fault(message, None, "choose another name", code="layout-exists"))
    if name == PARTS or name in project.layouts:
        what = "the folder of what drawings share" if name == PARTS else "a layout that comes with the generator"
        raise SpecError(
            Fault(f"'{name}' is {what}", None, f"choose another, such as my-{name}", code="layout-name-taken")
        )


def _palette_above(folder: Path) -> Palette:
    """Return the palette that a new layout in a folder is drawn in."""
    places = (folder.parent, SHIPPED / _DRAWINGS)
    files = [file for place in places if (file := place / PALETTE).is_file()]
    return read_palette(files[0], files[1:])


def _recolouring(palette: Palette, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of a palette for each colour that the model is drawn in."""
    drawn = read_palette(_MODEL / PALETTE).colours
    return {drawn[role]: palette.colours[chosen] for role, chosen in roles.items()}


def _schema_line(source: Path, root: Path) -> str:
    """Return the line by which editors find the schema of a file, where the campaign has one."""
    schema = Path(FOLDER, f"{source.stem}.json")
    is_there = source.suffix == ".yaml" and (root / schema).is_file()
    return f"# yaml-language-server: $schema=../../../{schema.as_posix()}\n" if is_there else ""


def _adapted(text: str, name: str, roles: Mapping[str, str], colours: Mapping[str, str]) -> str:
    """Return the text of a file of the model under the name of a layout, in other roles and their colours."""
    text = text.replace("<title>Layout</title>", f"<title>{name.replace('-', ' ').capitalize()}</title>")
    text = _ROLE.sub(lambda match: roles.get(match[1], match[1]), text)
    return _COLOUR.sub(lambda match: colours.get(match[0], match[0]), text)
