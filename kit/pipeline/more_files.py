"""The files of a kit beyond its pictures, made of a project: its extras in each language, each with its entry."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.checks.subjects import BUILD_AGAIN
from kit.content.extra_texts import extra_texts
from kit.extras import extra_files, unknown_numbers
from kit.extras.stated import text_of
from kit.model.extra import FOLDER
from kit.model.finding import Finding
from kit.model.manifest import MoreEntry, page_path
from kit.pipeline.print_page import file_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from kit.model.extra import ExtraFile, ExtraText
    from kit.model.manifest import KitSummary, Manifest
    from kit.model.project import Project


def more_files(project: Project, languages: Collection[str], kit: KitSummary) -> dict[MoreEntry, bytes]:
    """Return the files beyond pictures in some languages, by their entries; `kit` is the summary of the project.

    Raises SpecError for an invalid date of the files of a kit.
    """
    date, found = file_date(project.campaign), dict[MoreEntry, bytes]()
    for campaign in project.campaigns if not project.pseudo else ():
        if campaign.kit.language in languages:
            spoken = kit.in_language(campaign.kit.language)
            for text in extra_texts(campaign):
                found |= {_entry(text, file, project, spoken): file.data for file in extra_files(text, date)}
    return found


def _entry(text: ExtraText, file: ExtraFile, project: Project, kit: KitSummary) -> MoreEntry:
    """Return the entry of a file of an extra, with the state of its translation unless that is reviewed."""
    state = project.state_of_extra(text.language, text.id)
    return MoreEntry(
        path=page_path(text.language, f"{FOLDER}/{file.name}"),
        sha256=sha256(file.data).hexdigest(),
        bytes=len(file.data),
        media_type=file.media_type,
        language=text.language,
        id=text.id,
        title=text.title,
        last_day=text.last_day.isoformat() if text.last_day else None,
        state=None if state == "reviewed" else state,
        numbers=tuple(unknown_numbers(text_of(file.data, file.media_type), kit)) or None,
    )


def more_differences(
    project: Project, manifest: Manifest, kit: KitSummary, read: Callable[[str], bytes | None]
) -> Iterator[Finding]:
    """Yield how the files beyond pictures of a built kit differ from what the project makes now, byte for byte.

    `read` returns a file of the kit by its name, None if there is none.
    """
    languages = {asset.language for asset in manifest.assets} - project.set_aside
    wanted = more_files(project, languages, kit)
    built = {entry.path: entry for entry in manifest.more or () if entry.language in languages}
    for entry, data in wanted.items():
        if built.pop(entry.path, None) != entry or read(entry.path) != data:
            sentence = f"{entry.path} is not what the project makes now"
            yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="more-differs"))
    for path in built:
        sentence = f"{path} is in the kit, but the project makes no such file"
        yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="more-not-asked-for"))
