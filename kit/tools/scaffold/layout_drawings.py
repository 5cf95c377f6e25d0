"""Write a new layout into a project: a copy of `templates/layout` in the colours of the campaign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, permutations
from pathlib import Path

from kit.base.errors import Fault, OutputError, SpecError
from kit.base.real_folders import open_folder
from kit.base.real_paths import path_to_open
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.campaign import DRAWN, Campaign
from kit.model.colour import (
    DEFICIENCIES,
    ENHANCED_CONTRAST,
    LEAST_CONTRAST,
    LEAST_DISTANCE,
    Palette,
    Rgb,
    contrast,
    distance,
    parse_hex,
    with_mixes,
)
from kit.model.project import Project
from kit.model.review import EXAMPLE_SHOWS, EXAMPLES
from kit.project.folders import DRAWINGS, PALETTE, PARTS, SHIPPED, TEMPLATES
from kit.project.layouts.palettes import read_palette
from kit.tools.scaffold.editor_files import FOLDER
from kit.tools.scaffold.new_campaign import name_faults

_Colours = Sequence[Mapping[str, Rgb]]


_MODEL = SHIPPED / TEMPLATES / "layout"
#: A role in a line of `layout.yaml`.
_ROLE = re.compile(r"(?<=: )([a-z]+)(?=[,}])")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_UNFIT = "'{}' can't be the name of a layout"


@dataclass(frozen=True, slots=True)
class NewLayout:
    """A new layout: its folder, its files, and example lines for `messages` in `kit.yaml` that use it."""

    folder: Path
    files: tuple[Path, ...]
    lines: str


@reporting_os_errors("a layout was made")
def new_layout(project: Project, name: str) -> NewLayout:
    """Write a layout of five drawings into the project's `templates/svg`, in the colours of its palette.

    If the palette has no roles in which words are legible, the layout gets its own palette. Raises SpecError for a name
    that is invalid or taken, OutputError if its folder exists; in both cases nothing is written.
    """
    _require_free(project, name)
    folder = project.root / DRAWINGS / name
    palette = _palette_above(folder, project.root)
    roles = chosen_roles(palette, project.campaign.themes.values())
    recoloured = _recolouring(palette, roles) if roles else {}
    with open_folder(folder.parent, make=True) as above:
        above.make(name)
        try:
            for source in sorted(_MODEL.iterdir()):
                if not (roles and source.name == PALETTE):
                    text = _adapted(source.read_text(encoding="utf-8"), name, roles or {}, recoloured)
                    text = _schema_line(source, project.root) + text
                    write_whole(folder / source.name, text.encode())
        except BaseException:
            above.remove_tree(name)
            raise
    return NewLayout(
        folder, tuple(sorted(folder.iterdir())), example_lines(project.campaign, name, drawn=roles is None)
    )


def _require_free(project: Project, name: str) -> None:
    """Raise SpecError for a name that is invalid or taken, and OutputError if its folder exists."""
    faults = [replace(fault, message=_UNFIT.format(name)) for fault in name_faults(name)]
    folder = project.root / DRAWINGS / name
    if faults:
        raise SpecError(*faults)
    if folder.exists():
        message = f"'{DRAWINGS}/{name}' already exists"
        raise OutputError(Fault(message, None, "choose another name", code="layout-exists"))
    if name == PARTS or name in project.layouts:
        what = "the folder of shared parts" if name == PARTS else "a layout that comes with the generator"
        raise SpecError(
            Fault(f"'{name}' is {what}", None, f"choose another, such as my-{name}", code="layout-name-taken")
        )


def _palette_above(folder: Path, root: Path) -> Palette:
    """Return the palette that a new layout in a folder of a project inherits."""
    places = (path_to_open(folder.parent / PALETTE, root), (SHIPPED / DRAWINGS / PALETTE).resolve())
    files = [file for file in places if file.is_file()]
    return read_palette(files[0], files[1:])


def _recolouring(palette: Palette, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of a palette for each colour of the template."""
    drawn = read_palette((_MODEL / PALETTE).resolve()).colours
    return {drawn[role]: palette.colours[chosen] for role, chosen in roles.items()}


def _schema_line(source: Path, root: Path) -> str:
    """Return the line that names the schema of a file for editors, if the campaign has one."""
    schema = Path(FOLDER, f"{source.stem}.json")
    is_there = source.suffix == ".yaml" and (root / schema).is_file()
    return f"# yaml-language-server: $schema=../../../{schema.as_posix()}\n" if is_there else ""


def _adapted(text: str, name: str, roles: Mapping[str, str], colours: Mapping[str, str]) -> str:
    """Return the text of a template's file under the name of a layout, in other roles and their colours."""
    text = text.replace("<title>Layout</title>", f"<title>{name.replace('-', ' ').capitalize()}</title>")
    text = _ROLE.sub(lambda match: roles.get(match[1], match[1]), text)
    return _COLOUR.sub(lambda match: colours.get(match[0], match[0]), text)


#: An example message that uses a new layout.
_LINES = """\
  {id}:
    images: [{{layout: {layout}, on: [feed, story]}}]
{more}    copy:
      headline: {headline}
      support: {support}
{button}    caption:
      short: {ask}{short}
      long: {ask}{long}
    shows: {shows}
"""


def example_lines(campaign: Campaign, layout: str, *, drawn: bool) -> str:
    """Return lines of `messages` that use a layout, with the first link of the campaign if it has one.

    They select the colours of the drawings if these are `drawn` in their own palette.
    """
    link = next(iter(campaign.links.values()), None)
    id_ = next(id_ for id_ in _ids(layout) if id_ not in campaign.messages)
    more = f"    theme: {DRAWN}\n" * drawn + (f"    link: {link.id}\n" if link else "")
    verb = link.verb if link else ""
    headline, support, see_more, short, long = EXAMPLES
    words = {"headline": headline, "support": support, "short": short, "long": long, "shows": EXAMPLE_SHOWS}
    button = f"      button: {json.dumps(verb or see_more, ensure_ascii=False)}\n" if link else ""
    return _LINES.format(id=id_, layout=layout, more=more, button=button, ask=f"{verb}. " if verb else "", **words)


def _ids(name: str) -> Iterator[str]:
    """Yield a name, then the name with a number after it."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def chosen_roles(palette: Palette, themes: Iterable[Mapping[str, str]]) -> dict[str, str] | None:
    """Return a role of a palette for each of `ground`, `ink`, `accent`, `plate` and `dark`, or None if it lacks one.

    The choice works in the colours of the drawings and in every theme that sets all of them. The ground is the first
    role with a legible role on it; the accent is the same as the ink if no other role is distinct enough from it.
    """
    colours = _in_every_theme(palette, themes)
    roles = [role for role in palette.colours if role not in palette.mixes]
    pairs = [(ground, max(roles, key=lambda role: _contrast(colours, ground, role))) for ground in roles]
    ground, ink = next((pair for pair in pairs if _contrast(colours, *pair) >= ENHANCED_CONTRAST), ("", ""))
    codes = [pair for pair in permutations(roles, 2) if _is_darker(colours, *pair)]
    if not ground or not codes:
        return None
    dark, plate = max(codes, key=lambda pair: _contrast(colours, *pair))
    if _contrast(colours, dark, plate) < ENHANCED_CONTRAST:
        return None
    others = [role for role in roles if role != ink and _contrast(colours, ground, role) >= LEAST_CONTRAST]
    accent = max(others, key=lambda role: _distance(colours, ink, role)) if others else ink
    accent = accent if _distance(colours, ink, accent) >= LEAST_DISTANCE else ink
    return {"ground": ground, "ink": ink, "accent": accent, "plate": plate, "dark": dark}


def _in_every_theme(palette: Palette, themes: Iterable[Mapping[str, str]]) -> _Colours:
    """Return the colours of the roles as drawn, and in each theme that sets all that aren't mixes."""
    base = palette.colours.keys() - palette.mixes.keys()
    whole = [with_mixes({**palette.colours, **theme}, palette.mixes) for theme in themes if base <= theme.keys()]
    read = [{role: parse_hex(colour) for role, colour in colours.items()} for colours in (palette.colours, *whole)]
    return [{role: colour for role, colour in colours.items() if colour} for colours in read]


def _contrast(colours: _Colours, one: str, other: str) -> float:
    """Return the lowest contrast of two roles in any theme."""
    return min(contrast(theme[one], theme[other]) for theme in colours)


def _is_darker(colours: _Colours, one: str, other: str) -> bool:
    """Return whether a role is the darker of two in every theme."""
    white = parse_hex("#fff")
    return all(white and contrast(theme[one], white) > contrast(theme[other], white) for theme in colours)


def _distance(colours: _Colours, one: str, other: str) -> float:
    """Return the smallest distance of two roles in any theme and any form of colour vision."""
    return min(distance(theme[one], theme[other], eye) for theme in colours for eye in (None, *DEFICIENCIES))
