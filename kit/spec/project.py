"""Find the files of a project, read them all, and say everything that is wrong with them at once."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kit.errors import Fault, SpecError, did_you_mean
from kit.model.campaign import (
    Campaign,
    Caption,
    CheckChoice,
    Family,
    KitInfo,
    Link,
    Message,
    Source,
    Statistic,
)
from kit.model.project import Project
from kit.source import read_yaml
from kit.spec import rules
from kit.spec.figures import write_figures
from kit.spec.layouts import read_layouts, read_palette
from kit.spec.placements import read_placements
from kit.spec.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.document import Document

#: Where the drawings and fonts that come with the generator lie.
SHIPPED = Path(__file__).parents[2]
SECTIONS = (
    "kit", "links", "sources", "statistics", "themes", "families", "messages", "platforms", "checks", "voice",
)  # fmt: skip


def load_project(spec: Path) -> Project:
    """Read `kit.yaml` and what it names; the project is the folder it lies in.

    Raises SpecError with every fault found.
    """
    document = read_yaml(spec, name=spec.name)
    root = spec.resolve().parent
    folders = _folders(root, "templates/svg")
    fonts = _folders(root, "fonts")
    palette = read_palette(folders)
    layouts, broken = read_layouts(folders, palette)
    campaign, faults = _campaign(document, palette, fonts)
    faults += chain.from_iterable(broken.values())
    if campaign:
        project = Project(
            root=root, campaign=campaign, layouts=layouts, placements=read_placements(), font_folders=fonts
        )
        faults += _cross_faults(project, palette, broken.keys())
    if faults or not campaign:
        raise SpecError(*faults)
    return replace(project, campaign=_with_figures(campaign))


def _folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders of a name, the project's own before the shipped one."""
    return tuple(dict.fromkeys(folder.resolve() for folder in (root / name, SHIPPED / name) if folder.is_dir()))


def _campaign(
    document: Document, palette: Mapping[str, str], fonts: tuple[Path, ...]
) -> tuple[Campaign | None, list[Fault]]:
    """Validate every section by itself, so that a mistake in one doesn't hide those in another."""
    content = document.value
    if not isinstance(content, dict):
        return None, [Fault("the file must be keys with values", document.mark(), f"it needs {', '.join(SECTIONS)}")]
    faults = [
        Fault(f"unknown section '{key}'", document.key_mark(key), did_you_mean(key, SECTIONS))
        for key in content
        if key not in SECTIONS
    ]
    parts: dict[str, Any] = {}
    for section, kind in (
        ("links", Link), ("sources", Source), ("statistics", Statistic),
        ("themes", dict[str, str]), ("families", Family), ("messages", Message),
    ):  # fmt: skip
        parts[section], wrong = entries(kind, content.get(section), document, (section,))
        faults += wrong
    faults += [Fault(f"missing '{key}'", document.mark()) for key in ("kit", "messages") if key not in content]
    info, wrong = validate(KitInfo, content.get("kit"), document, ("kit",)) if "kit" in content else (None, [])
    faults += wrong
    lists, wrong = _lists(document, content)
    faults += wrong
    if info is None:
        return None, faults
    parts["themes"] = parts["themes"] or {"drawn": dict(palette)}
    parts["families"] = {**_shipped_families(fonts), **parts["families"]}
    return Campaign(kit=info, document=document, **parts, **lists), faults


def _lists(document: Document, content: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    result: dict[str, Any] = {}
    faults: list[Fault] = []
    for section, kind, default in (
        ("platforms", Literal["all"] | tuple[str, ...], "all"),
        ("checks", tuple[CheckChoice, ...], ()),
        ("voice", tuple[str, ...], ()),
    ):
        value, wrong = validate(kind, content.get(section, default), document, (section,))  # type: ignore[arg-type]
        result[section] = default if value is None else value
        faults += wrong
    return result, faults


def _shipped_families(fonts: tuple[Path, ...]) -> dict[str, Family]:
    """Return the families of every `families.yaml` beside the fonts, the project's own winning."""
    families: dict[str, Family] = {}
    for folder in reversed(fonts):
        path = folder / "families.yaml"
        if path.is_file():
            document = read_yaml(path)
            found, faults = entries(Family, document.value, document, ())
            if faults:
                raise SpecError(*faults)
            families.update(found)
    return families


def _cross_faults(project: Project, palette: Mapping[str, str], broken: AbstractSet[str]) -> list[Fault]:
    campaign, layouts = project.campaign, project.layouts
    return list(
        chain(
            rules.id_faults(campaign),
            rules.link_faults(campaign),
            rules.statistic_faults(campaign),
            rules.theme_faults(campaign, palette),
            rules.family_faults(campaign),
            _font_faults(project),
            rules.platform_faults(campaign, project.placements),
            rules.reference_faults(campaign, layouts, broken),
            rules.copy_faults(campaign, layouts),
            rules.words_faults(campaign),
        )
    )


def _font_faults(project: Project) -> list[Fault]:
    """Report font files that are named and not there."""
    campaign = project.campaign
    return [
        Fault(
            f"the font '{face.file}' is missing",
            campaign.document.mark("families", id_, "faces", index, "file"),
            f"looked in {', '.join(str(folder) for folder in project.font_folders)}",
        )
        for id_, family in campaign.families.items()
        for index, face in enumerate(family.faces)
        if not project.font(face.file).is_file()
    ]


def _with_figures(campaign: Campaign) -> Campaign:
    """Write the figures into every text of the messages."""

    def write(text: str) -> str:
        return write_figures(text, campaign.statistics)

    messages = {
        id_: replace(
            message,
            copy={slot: write(text) for slot, text in message.copy.items()},
            frames=tuple({slot: write(text) for slot, text in frame.items()} for frame in message.frames),
            caption=Caption(short=write(message.caption.short), long=write(message.caption.long)),
            shows=write(message.shows),
            figures=rules.figures_of(campaign, message),
        )
        for id_, message in campaign.messages.items()
    }
    return replace(campaign, messages=messages)
