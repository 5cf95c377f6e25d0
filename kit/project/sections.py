"""Read each section of `kit.yaml` and the font families on their own, so that all mistakes are reported at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, closest, unknown_name
from kit.base.real_paths import LinkRefusedError, has_link, places_of
from kit.base.system_errors import reason_of, require_own
from kit.base.whole_files import is_there
from kit.model.campaign import (
    AdviceChoice,
    AllowedNumber,
    AllPlatformsBut,
    Campaign,
    CheckChoice,
    Family,
    KitInfo,
    Link,
    Message,
)
from kit.model.extra import Extra
from kit.model.statistic import Source, Statistic
from kit.project.figures.countdowns import split_plural_forms
from kit.project.figures.figure_values import read_number_markup
from kit.project.folders import FONTS, SHIPPED
from kit.project.messages.image_files import with_files
from kit.project.messages.voice import read_voice
from kit.project.validate import entries, read_document, validate
from kit.text.font import damage_of_file

SECTIONS = (
    "kit", "links", "sources", "statistics", "themes", "families", "placements", "messages", "platforms", "checks",
    "voice", "numbers", "more",
)  # fmt: skip
#: Sections that every kit must have.
REQUIRED = ("kit", "messages")
#: Sections that are keyed by id, and the type of their entries.
_KEYED: dict[str, Any] = {
    "links": Link,
    "sources": Source,
    "statistics": Statistic,
    "themes": dict[str, str],
    "messages": Message,
    "more": Extra,
}
#: The other sections except `kit`: the type of each, and its default.
_OTHERS: dict[str, tuple[Any, object]] = {
    "platforms": (Literal["all"] | tuple[str, ...], "all"),
    "numbers": (tuple[AllowedNumber, ...], ()),
}


def read_campaign(document: Document, fonts: tuple[Path, ...], root: Path) -> tuple[Campaign | None, list[Fault]]:
    """Return the campaign of `kit.yaml`, with its valid entries, and the faults of the others.

    The campaign is None if the file is not a mapping.
    """
    if not isinstance(document.value, dict):
        return None, [_not_sections(document)]
    info, wrong = _kit_info(document)
    faults = _section_faults(document) + wrong
    sections: dict[str, Any] = {}
    messages, forms = _messages(document)
    for name, kind in _KEYED.items():
        written = messages if name == "messages" else document.value.get(name)
        sections[name], wrong = entries(kind, written, document, (name,))
        faults += wrong
    sections["statistics"], wrong = read_number_markup(sections["statistics"], document)
    faults += wrong
    left_out, wrong = _left_out(document)
    faults += wrong
    for name, (kind, default) in _OTHERS.items():
        written = default if name == "platforms" and left_out else document.value.get(name, default)
        value, wrong = validate(kind, written, document, (name,))
        sections[name] = default if value is None else value
        faults += wrong
    checks, wrong = _checks(document)
    sections |= checks
    faults += wrong
    sections["voice"], wrong = read_voice(document)
    faults += wrong
    sections["families"], wrong = read_families(document, fonts, root)
    without = left_out.without if left_out else ()
    return Campaign(kit=info, document=document, forms=forms, without=without, **sections), faults + wrong


def _left_out(document: Document) -> tuple[AllPlatformsBut | None, list[Fault]]:
    """Return what `platforms` leaves out if it is `{without: […]}`, and its faults; a list is read elsewhere."""
    written = document.value.get("platforms")
    if not isinstance(written, dict):
        return None, []
    found, faults = validate(AllPlatformsBut, written, document, ("platforms",))
    return found or AllPlatformsBut(without=()), faults


def _messages(document: Document) -> tuple[object, dict[YamlPath, Mapping[str, str]]]:
    """Return the messages as they are written, except that each photo and logo has a key for its file.

    A text that depends on a count is replaced by one of its forms; all forms are returned beside the messages, by path.
    """
    written = document.value.get("messages")
    if not isinstance(written, dict):
        return written, {}
    divided = {id_: split_plural_forms(with_files(message)) for id_, message in written.items()}
    forms = {("messages", id_, *path): form for id_, (_, found) in divided.items() for path, form in found.items()}
    return {id_: message for id_, (message, _) in divided.items()}, forms


def _checks(document: Document) -> tuple[dict[str, Any], list[Fault]]:
    """Return the rules that `checks` turns off, by index, as `checks`, and `advice`; and the faults."""
    written = document.value.get("checks", [])
    if not isinstance(written, list):
        return {"checks": {}}, validate(tuple[CheckChoice, ...], written, document, ("checks",))[1]
    off: dict[int, CheckChoice] = {}
    advice = False
    faults: list[Fault] = []
    for index, item in enumerate(written):
        if isinstance(item, dict) and _says_advice(item):
            asked, wrong = validate(AdviceChoice, item, document, ("checks", index))
            advice = asked.advice if asked else advice
        else:
            choice, wrong = validate(CheckChoice, item, document, ("checks", index))
            off |= {index: choice} if choice else {}
        faults += wrong
    return {"checks": off, "advice": advice}, faults


def _says_advice(item: Mapping[str, object]) -> bool:
    """Return whether the first key of an item of `checks` is `advice`, or looks like it."""
    return closest(str(next(iter(item), "")), ("off", "reason", "advice")) == "advice"


def _not_sections(document: Document) -> Fault:
    remedy = "it needs at least 'kit' and 'messages'"
    if document.value is None:
        return Fault("the file is empty", document.mark(), remedy, code="empty-file")
    return Fault("the file must be a mapping (key: value lines)", document.mark(), remedy, code="wrong-type")


def _section_faults(document: Document) -> list[Fault]:
    """Return a fault for each section that is unknown, missing, or empty though it must not be."""
    unknown = [key for key in document.value if key not in SECTIONS]
    misspelt = {closest(key, SECTIONS) for key in unknown}
    faults = [unknown_name("section", key, document.key_mark(key), SECTIONS, code="unknown-section") for key in unknown]
    faults += [
        Fault(f"missing '{key}'", document.mark(), f"add the section '{key}'", code="missing-section")
        for key in REQUIRED
        if key not in document.value and key not in misspelt
    ]
    if document.value.get("messages") == {}:
        mark = document.mark("messages")
        faults.append(Fault("there are no messages", mark, "write at least one", code="no-messages"))
    return faults


def _kit_info(document: Document) -> tuple[KitInfo, list[Fault]]:
    """Return the section `kit`; a provisional one if it is incomplete, so that the rest is still checked."""
    written = with_files(document.value.get("kit"))
    info, faults = validate(KitInfo, written, document, ("kit",)) if "kit" in document.value else (None, [])
    return info or _provisional_kit(written), faults


def _provisional_kit(written: object) -> KitInfo:
    """Return a valid kit that is never built; it has the hosts and layouts of the file, to judge its other sections."""

    def listed(key: str) -> tuple[str, ...]:
        """Return the words of a list of the section, or a single word in its place."""
        value = written.get(key) if isinstance(written, dict) else None
        return tuple(word for word in (value if isinstance(value, list) else [value]) if isinstance(word, str))

    return KitInfo(
        name="kit",
        title="",
        version="0",
        date=dt.date.min,
        language="en",
        creator="",
        licence="",
        hosts=listed("hosts"),
        shipped_layouts=listed("shipped_layouts"),
    )


class _Table(NamedTuple):
    """Families as they are written, with their file, their path in it and, of a table of fonts, the folder of these."""

    document: Document
    path: YamlPath
    written: object
    folder: Path | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether the generator has them."""
        return self.folder == (SHIPPED / FONTS).resolve()


def read_families(document: Document, fonts: Sequence[Path], root: Path) -> tuple[dict[str, Family], list[Fault]]:
    """Return the valid families by id, and the faults; of two with the same id, that of `kit.yaml` wins.

    `fonts` are the folders of font files of the project in the folder `root`, and the shipped one, which comes last.
    """
    tables = [*_tables_beside(fonts, root), _Table(document, ("families",), document.value.get("families"))]
    known = [id_ for table in tables if isinstance(table.written, dict) for id_ in table.written]
    families: dict[str, Family] = {}
    faults: list[Fault] = []
    for table in tables:
        found, wrong = entries(Family, table.written, table.document, table.path)
        places = partial(places_of, folders=fonts, root=root)
        faults += [*wrong, *_family_faults(found, known, table), *_font_faults(found, places, table)]
        families.update(found)
    return families, faults


def _tables_beside(fonts: Sequence[Path], root: Path) -> Iterator[_Table]:
    """Yield the table of each folder of fonts that has one, the one that wins last."""
    for file in dict.fromkeys(reversed(places_of("families.yaml", fonts, root))):
        require_own(file)
        if is_there(file):  # anything else than a file is refused
            document = read_document(file, name="fonts/families.yaml")
            yield _Table(document, (), document.value, file.parent)


def _family_faults(families: Mapping[str, Family], declared: Collection[str], table: _Table) -> Iterator[Fault]:
    """Yield a fault for each family without faces and each fallback that is not a known family."""
    for id_, family in families.items():
        if not family.faces:
            mark, remedy = (
                table.document.mark(*table.path, id_, "faces"),
                "write at least one: [{file: …, weight: 400}]",
            )
            yield Fault(f"the family '{id_}' has no faces", mark, remedy, code="family-without-faces")
        for index, other in enumerate(family.fallbacks):
            if other not in declared:
                mark = table.document.mark(*table.path, id_, "fallbacks", index)
                yield unknown_name("family", other, mark, declared, code="unknown-family")


def _font_faults(families: Mapping[str, Family], places: Callable[[str], list[Path]], table: _Table) -> Iterator[Fault]:
    """Yield a fault for each font file that is missing or damaged, or not in a folder of fonts.

    `places` says where a file may be. Opening a file of a shipped table reports its damage, by its path.
    """
    for id_, family in families.items():
        for index, face in enumerate(family.faces):
            mark, file = table.document.mark(*table.path, id_, "faces", index, "file"), PurePosixPath(face.file)
            if file.is_absolute() or ".." in file.parts or "\\" in face.file:
                message = f"the font '{face.file}' is outside the folder 'fonts'"
                remedy = "put it into the folder 'fonts' beside kit.yaml, and write its path from there, with '/'"
                yield Fault(message, mark, remedy, code="font-outside-folder")
                continue
            path = next(filter(_is_file, places(face.file)), None)
            if path is None:
                if table.folder:
                    require_own(table.folder / face.file)
                remedy = "put it into the folder 'fonts' beside kit.yaml, or correct its name"
                yield Fault(f"the font '{face.file}' is missing", mark, remedy, code="font-missing")
            elif has_link(path):
                reason = reason_of(LinkRefusedError(path))
                message = f"the font '{face.file}' can't be read: {reason.words}"
                yield Fault(message, mark, reason.remedy, code="font-outside-folder")
            elif not table.is_shipped and (damage := damage_of_file(path, face.file, mark)):
                yield damage


def _is_file(path: Path) -> bool:
    """Return whether a path is a file's; a path that is too long for the system is not."""
    try:
        return path.is_file()
    except OSError:
        return False
