"""Find the files of a project, read them all, and say everything that is wrong with them at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from kit.errors import Fault, Mark, SpecError, closest, did_you_mean
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
from kit.project import charts, pictures, rules
from kit.project.documents import read_document
from kit.project.figures import write_figures
from kit.project.layouts import read_layouts, read_palette
from kit.project.links import address_faults
from kit.project.placements import read_placements
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.document import Document, YamlPath

_PACKAGE = Path(__file__).parents[1]
#: Where the drawings and fonts of the generator lie: inside it when it is installed, beside it in a checkout.
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent
SECTIONS = (
    "kit", "links", "sources", "statistics", "themes", "families", "messages", "platforms", "checks", "voice",
)  # fmt: skip


def load_project(spec: Path) -> Project:
    """Read `kit.yaml` and what it names; the project is the folder it lies in.

    Raises SpecError with every fault found.
    """
    document = read_document(spec, name=spec.name)
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
        raise SpecError(*sorted(faults, key=_place))
    return replace(project, campaign=_with_figures(campaign))


def published_at(project: Project, site: str) -> Project:
    """Return a project whose kit is published at an address, unless `kit.yaml` names one. Raises SpecError."""
    faults = [
        Fault(fault.message, None, fault.remedy, code=fault.code)
        for fault in address_faults(site, None, Mark("--site", 1))
    ]
    if faults:
        raise SpecError(*faults)
    campaign = project.campaign
    return replace(project, campaign=replace(campaign, kit=replace(campaign.kit, site=campaign.kit.site or site)))


def _place(fault: Fault) -> tuple[str, int, int]:
    return (fault.mark.file, fault.mark.line, fault.mark.column) if fault.mark else ("", 0, 0)


def _folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the folders of a name, the project's own before the shipped one."""
    return tuple(dict.fromkeys(folder.resolve() for folder in (root / name, SHIPPED / name) if folder.is_dir()))


def _campaign(
    document: Document, palette: Mapping[str, str], fonts: tuple[Path, ...]
) -> tuple[Campaign | None, list[Fault]]:
    """Validate every section by itself, so that a mistake in one doesn't hide those in another."""
    content = document.value
    if not isinstance(content, dict):
        said = "the file is empty" if content is None else "the file must be keys with values"
        return None, [
            Fault(
                said,
                document.mark(),
                "it needs 'kit' and 'messages' at least",
                code="empty-file" if content is None else "wrong-type",
            )
        ]
    faults = [
        Fault(f"unknown section '{key}'", document.key_mark(key), did_you_mean(key, SECTIONS), code="unknown-section")
        for key in content
        if key not in SECTIONS
    ]
    parts: dict[str, Any] = {}
    for section, kind in (
        ("links", Link), ("sources", Source), ("statistics", Statistic),
        ("themes", dict[str, str]), ("messages", Message),
    ):  # fmt: skip
        parts[section], wrong = entries(kind, content.get(section), document, (section,))
        faults += wrong
    misspelt = {closest(key, SECTIONS) for key in content if key not in SECTIONS}
    faults += [
        Fault(f"missing '{key}'", document.mark(), f"add the section '{key}'", code="missing-section")
        for key in ("kit", "messages")
        if key not in content and key not in misspelt
    ]
    if content.get("messages") == {}:
        faults.append(
            Fault("there are no messages", document.mark("messages"), "write at least one", code="no-messages")
        )
    info, wrong = validate(KitInfo, content.get("kit"), document, ("kit",)) if "kit" in content else (None, [])
    faults += wrong
    lists, wrong = _lists(document, content)
    faults += wrong
    info = info or _stand_in(content.get("kit"))
    parts["themes"] = parts["themes"] or {"drawn": dict(palette)}
    parts["families"], wrong = _families(document, fonts)
    faults += wrong
    return Campaign(kit=info, document=document, **parts, **lists), faults


def _stand_in(written: object) -> KitInfo:
    """Return a sound `kit` in the place of a broken one, so that the rest is judged all the same."""
    found = written if isinstance(written, dict) else {}
    hosts = found.get("hosts")
    return KitInfo(
        name="kit",
        title="",
        version="0",
        date=dt.date.min,
        language="en",
        creator="",
        licence="",
        hosts=tuple(map(str, hosts)) if isinstance(hosts, list) else (),
    )


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


def _families(document: Document, fonts: tuple[Path, ...]) -> tuple[dict[str, Family], list[Fault]]:
    """Return the families of every `families.yaml` beside the fonts and of `kit.yaml`, which wins, and their faults."""
    places: list[tuple[Document, YamlPath, object]] = []
    for file in (folder / "families.yaml" for folder in reversed(fonts)):
        if file.is_file():
            table = read_document(file, name="fonts/families.yaml")
            places.append((table, (), table.value))
    places.append((document, ("families",), document.value.get("families")))
    known = [id_ for _, _, written in places if isinstance(written, dict) for id_ in written]
    families: dict[str, Family] = {}
    faults: list[Fault] = []
    for where, path, written in places:
        found, wrong = entries(Family, written, where, path)
        faults += [*wrong, *rules.family_faults(found, known, where, path), *_font_faults(found, fonts, where, path)]
        families.update(found)
    return families, faults


def _font_faults(
    families: Mapping[str, Family], fonts: tuple[Path, ...], document: Document, path: YamlPath
) -> Iterator[Fault]:
    """Report font files that are named and not there, or not in the folder of fonts."""
    for id_, family in families.items():
        for index, face in enumerate(family.faces):
            mark, file = document.mark(*path, id_, "faces", index, "file"), PurePosixPath(face.file)
            if file.is_absolute() or ".." in file.parts or "\\" in face.file:
                remedy = "put it into the folder 'fonts' beside kit.yaml, and write its path from there, with '/'"
                yield Fault(
                    f"the font '{face.file}' leads out of the folder 'fonts'", mark, remedy, code="font-outside-folder"
                )
            elif not any(_is_file(folder / face.file) for folder in fonts):
                remedy = "put it into the folder 'fonts' beside kit.yaml, or correct its name"
                yield Fault(f"the font '{face.file}' is missing", mark, remedy, code="font-missing")


def _is_file(path: Path) -> bool:
    """Tell whether a path is a file's; one that is too long for the system is not."""
    try:
        return path.is_file()
    except OSError:
        return False


def _cross_faults(project: Project, palette: Mapping[str, str], broken: AbstractSet[str]) -> list[Fault]:
    campaign, layouts = project.campaign, project.layouts
    places = project.placements.keys() | {placement.platform for placement in project.placements.values()}
    return list(
        chain(
            rules.info_faults(campaign),
            rules.id_faults(campaign),
            rules.link_faults(campaign),
            rules.statistic_faults(campaign),
            rules.theme_faults(campaign, palette),
            rules.platform_faults(campaign, places),
            rules.reference_faults(campaign),
            pictures.image_faults(campaign, layouts.keys() | broken, project.placements),
            pictures.copy_faults(campaign, layouts),
            charts.chart_faults(campaign, layouts),
            rules.words_faults(campaign),
        )
    )


def _with_figures(campaign: Campaign) -> Campaign:
    """Write the figures into every text of the messages."""

    def write(text: str) -> str:
        return write_figures(text, campaign.statistics)

    messages = {
        id_: replace(
            message,
            copy={slot: write(text) for slot, text in message.copy.items()},
            frames=tuple(
                replace(
                    frame,
                    copy={slot: write(text) for slot, text in frame.copy.items()},
                    figures=pictures.figures_of(campaign, message, index),
                )
                for index, frame in enumerate(message.frames)
            ),
            caption=Caption(short=write(message.caption.short), long=write(message.caption.long)),
            shows=write(message.shows),
            figures=pictures.figures_of(campaign, message),
        )
        for id_, message in campaign.messages.items()
    }
    return replace(campaign, messages=messages)
