"""What the parts of a campaign must be to each other; one small function a rule, each returns faults.

The rules see the sound entries of `kit.yaml` and, to tell a missing id from a broken entry, every id that is declared.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kit.colour import parse_hex
from kit.errors import Fault, Mark, closest, did_you_mean
from kit.project.figures import figure_faults
from kit.project.links import address_faults, host_fault, shown_faults
from kit.text.characters import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign, Family
    from kit.model.document import Document, YamlPath

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9a-z]+([.-][0-9a-z]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: Names that Windows keeps for devices; a folder or file of such a name can't be unpacked there.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
MAX_ID = 48
#: How many characters a text may have: more than any platform takes but as a mistake.
MAX_WORDS = 10_000


def declared(campaign: Campaign, section: str) -> AbstractSet[str]:
    """Return every id that a section of the file declares, sound or not."""
    written = campaign.document.value.get(section)
    return written.keys() if isinstance(written, dict) else set()


def info_faults(campaign: Campaign) -> Iterator[Fault]:
    """What becomes part of a path is fit for one: the kit's name, its version and its language."""
    for field, pattern, remedy in (
        ("name", _ID, "lower-case letters, digits and single hyphens, such as child-safety-first"),
        ("version", _VERSION, "digits and lower-case letters with dots between, such as 1.0.0"),
        ("language", _LANGUAGE, "a language tag, such as en or pt-BR"),
    ):
        value, mark = getattr(campaign.kit, field), campaign.document.mark("kit", field)
        if not pattern.fullmatch(value) or len(value) > MAX_ID:
            yield Fault(f"'{_start(value)}' can't be the kit's {field}", mark, remedy, code="invalid-path-part")
        elif value.lower() in _RESERVED:
            yield Fault(
                f"'{value}' can't be the name of a folder on Windows", mark, "choose another", code="reserved-path-part"
            )


def id_faults(campaign: Campaign) -> Iterator[Fault]:
    """Message ids become file names: lower case, digits, single hyphens, nothing that a system reserves."""
    for id_ in declared(campaign, "messages"):
        mark = campaign.document.key_mark("messages", id_)
        if not _ID.fullmatch(id_) or len(id_) > MAX_ID:
            remedy = f"lower-case letters, digits and single hyphens, at most {MAX_ID} characters"
            yield Fault(f"'{_start(id_)}' can't be a message's name", mark, remedy, code="invalid-path-part")
        elif id_ in _RESERVED:
            yield Fault(
                f"'{id_}' can't be a file name on Windows", mark, "choose another name", code="reserved-path-part"
            )


def _start(value: str) -> str:
    return f"{value[:MAX_ID]}…" if len(value) > MAX_ID else value


def link_faults(campaign: Campaign) -> Iterator[Fault]:
    """Links point only where the kit says it may point, and pictures show where they point; sources are sound."""
    mark, kit = campaign.document.mark, campaign.kit
    hosts = [host_fault(host, mark("kit", "hosts", index)) for index, host in enumerate(kit.hosts)]
    yield from (fault for fault in hosts if fault)
    for id_, link in campaign.links.items():
        found = address_faults(link.url, kit.hosts, mark("links", id_, "url"))
        yield from found or shown_faults(link.shown, link.url, mark("links", id_, "shown"))
    for id_, source in campaign.sources.items():
        if source.url is not None:
            yield from address_faults(source.url, None, mark("sources", id_, "url"))
    if kit.site is not None:
        yield from address_faults(kit.site, None, mark("kit", "site"))


def statistic_faults(campaign: Campaign) -> Iterator[Fault]:
    """A figure names a source that exists and a date."""
    for id_, statistic in campaign.statistics.items():
        if statistic.source not in declared(campaign, "sources"):
            mark = campaign.document.mark("statistics", id_, "source")
            remedy = _known(statistic.source, "sources", declared(campaign, "sources"))
            yield Fault(f"unknown source '{statistic.source}'", mark, remedy, code="unknown-source")
    for section, items in (("statistics", campaign.statistics), ("sources", campaign.sources)):
        for id_, item in items.items():
            if not _AS_OF.fullmatch(item.as_of):
                mark = campaign.document.mark(section, id_, "as_of")
                yield Fault(
                    f"'as_of' is '{item.as_of}'", mark, "write it as YYYY, YYYY-MM or YYYY-MM-DD", code="invalid-as-of"
                )


def theme_faults(campaign: Campaign, palette: Mapping[str, str]) -> Iterator[Fault]:
    """A theme gives every role of the drawings' palette a colour, and no other."""
    document = campaign.document
    for id_, theme in campaign.themes.items():
        if id_ not in declared(campaign, "themes"):
            continue
        for role, colour in theme.items():
            if role not in palette:
                yield Fault(
                    f"unknown colour role '{role}'",
                    document.key_mark("themes", id_, role),
                    did_you_mean(role, palette),
                    code="unknown-colour-role",
                )
            if parse_hex(colour) is None:
                yield Fault(
                    f"unknown colour '{colour}'",
                    document.mark("themes", id_, role),
                    "write it as #rrggbb",
                    code="invalid-colour",
                )
        meant = {closest(role, palette) for role in theme if role not in palette}
        lacking = [role for role in palette if role not in theme and role not in meant]
        if lacking:
            mark = document.key_mark("themes", id_)
            yield Fault(
                f"theme '{id_}' has no colour for {', '.join(lacking)}",
                mark,
                f"add '{lacking[0]}: \"#rrggbb\"'",
                code="theme-without-colour",
            )


def family_faults(
    families: Mapping[str, Family], known: Collection[str], document: Document, path: YamlPath
) -> Iterator[Fault]:
    """A family has a face at least, and its fallbacks name families that exist; `path` leads to them in the file."""
    for id_, family in families.items():
        if not family.faces:
            mark = document.mark(*path, id_, "faces")
            yield Fault(
                f"the family '{id_}' has no faces",
                mark,
                "write at least one: [{file: …, weight: 400}]",
                code="family-without-faces",
            )
        for index, other in enumerate(family.fallbacks):
            if other not in known:
                mark = document.mark(*path, id_, "fallbacks", index)
                yield Fault(f"unknown family '{other}'", mark, did_you_mean(other, known), code="unknown-family")


def platform_faults(campaign: Campaign, known: AbstractSet[str]) -> Iterator[Fault]:
    """`platforms` lists placements or whole platforms that are in the table."""
    for index, name in enumerate(campaign.platforms if campaign.platforms != "all" else ()):
        if name not in known:
            mark = campaign.document.mark("platforms", index)
            yield Fault(f"unknown platform '{name}'", mark, did_you_mean(name, known), code="unknown-platform")


class _Reference(NamedTuple):
    """A key of a message that names an entry of a section."""

    key: str
    section: str
    code: str


_REFERENCES = (
    _Reference("statistic", "statistics", code="unknown-statistic"),
    _Reference("link", "links", code="unknown-link"),
    _Reference("theme", "themes", code="unknown-theme"),
)


def reference_faults(campaign: Campaign) -> Iterator[Fault]:
    """Messages name statistics, links and themes that exist, frames statistics, the kit a theme."""
    for id_, message in campaign.messages.items():
        for reference in _REFERENCES:
            name = getattr(message, reference.key)
            yield from _unknown_name(campaign, name, ("messages", id_, reference.key), reference)
        for index, frame in enumerate(message.frames):
            where = ("messages", id_, "frames", index, "statistic")
            yield from _unknown_name(campaign, frame.statistic, where, _REFERENCES[0])
    yield from _unknown_name(campaign, campaign.kit.theme, ("kit", "theme"), _REFERENCES[2])


def _unknown_name(campaign: Campaign, name: str | None, path: YamlPath, reference: _Reference) -> Iterator[Fault]:
    """Yield a fault when a name that stands at a path is no entry of the section it refers to."""
    known = declared(campaign, reference.section)
    if reference.section == "themes":
        known |= campaign.themes.keys()
    if name is not None and name not in known:
        remedy = _known(name, reference.section, known)
        yield Fault(f"unknown {reference.key} '{name}'", campaign.document.mark(*path), remedy, code=reference.code)


def _known(name: str, section: str, known: Collection[str]) -> str:
    """Return a remedy that names the closest known id, or, where there are none, where to write one."""
    return did_you_mean(name, known) or f"write it under '{section}', which holds nothing yet"


def words_faults(campaign: Campaign) -> Iterator[Fault]:
    """Words are there, refer to figures that exist, and close the emphasis that they open."""
    document, known = campaign.document, set(declared(campaign, "statistics"))
    for path, text in texts(campaign):
        spot = partial(_spot, document, path, text)
        if is_blank(text.replace("**", "")):
            yield Fault(
                f"'{path[-1]}' is empty", document.mark(*path), "write words, or remove the key", code="empty-text"
            )
        for fault in figure_faults(text, campaign.statistics, known, spot):
            yield fault if fault.remedy else replace(fault, remedy=_known("", "statistics", ()))
        if len(text) > MAX_WORDS:
            message = f"'{path[-1]}' has {len(text):,} characters; at most {MAX_WORDS:,} are read"
            yield Fault(message, document.mark(*path), "shorten it", code="text-too-long")
        if text.count("**") % 2:
            remedy = "emphasis is written **words**"
            yield Fault("'**' is opened and not closed", spot(text.rindex("**")), remedy, code="emphasis-not-closed")


def _spot(document: Document, path: YamlPath, text: str, index: int) -> Mark:
    """Return where a character of a text stands in the file, or where the text begins if it is written otherwise."""
    mark = document.mark(*path)
    needle = text[index : index + 2] if text.startswith("**", index) else text[index]
    left = text.count(needle, 0, index)
    for line in range(mark.line, len(document.lines) + 1):
        written = document.lines[line - 1]
        first = mark.column - 1 if line == mark.line else 0
        left -= written.count(needle, first)
        if left < 0:
            column = [match.start() for match in re.finditer(re.escape(needle), written) if match.start() >= first][
                left
            ]
            return Mark(document.file, line, column + 1, written)
    return mark


def texts(campaign: Campaign) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the messages that figures may stand in, with its path in the file."""
    for id_, message in campaign.messages.items():
        base = ("messages", id_)
        yield from (((*base, "copy", slot), text) for slot, text in message.copy.items())
        for index, frame in enumerate(message.frames):
            yield from (((*base, "frames", index, "copy", slot), text) for slot, text in frame.copy.items())
        yield (*base, "caption", "short"), message.caption.short
        yield (*base, "caption", "long"), message.caption.long
        yield (*base, "shows"), message.shows
