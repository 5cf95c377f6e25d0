"""Export the texts of a campaign for a translator, with what is translated already, as PO, CSV or a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kit.base.errors import Fault, OutputError, SpecError
from kit.base.real_paths import in_chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.project import Project
from kit.project.translated_keys import language_faults
from kit.project.translation_states import known_strings
from kit.tools.exchange.canonical import read_translation
from kit.tools.exchange.letter_budgets import notes_on_room
from kit.tools.exchange.po_files import write_po
from kit.tools.exchange.table import write_csv
from kit.tools.exchange.texts import TextsToTranslate, texts_to_translate
from kit.tools.exchange.xlsx_files import write_xlsx

if TYPE_CHECKING:
    from kit.run.pipeline.loading import AnyPath


#: The formats in which texts are exchanged; each is the ending of its files.
ExchangeFormat = Literal["po", "csv", "xlsx"]
WRITERS: dict[ExchangeFormat, Callable[[TextsToTranslate], bytes]] = {
    "po": write_po,
    "csv": write_csv,
    "xlsx": write_xlsx,
}


@dataclass(frozen=True, slots=True)
class ExportedTranslation:
    """A file for a translator: how many texts it has, and how many of them are not translated yet."""

    path: Path
    texts: int
    empty: int


@reporting_os_errors("the texts were exported")
def export_translation(
    project: Project,
    language: str,
    form: ExchangeFormat,
    path: AnyPath | None = None,
    *,
    counting: Callable[[], None] | None = None,
) -> ExportedTranslation:
    """Write every text to translate into a language, a BCP 47 tag, with its translation if there is one.

    The file is named after the campaign and the language unless a path is given. `counting` is called when nothing is
    refused any more, before it is counted how many letters fit, which takes seconds. Raises SpecError for an unknown
    language or a translation that can't be read, OutputError if the file can't be written.
    """
    faults = language_faults(language, project.campaign)
    if faults:
        raise SpecError(*faults)
    translation = read_translation(project, language)
    value = translation.document.value if translation else None
    target = Path(path) if path is not None else Path(f"{project.campaign.kit.name}-{language}.{form}")
    _require_place(target)
    outdated = known_strings(project, language, translation.document).outdated if translation else frozenset()
    if counting:
        counting()
    rooms = notes_on_room(project, language)
    texts = texts_to_translate(project.campaign, value, language, rooms, outdated=outdated)
    write_whole(in_chosen_folder(target).real, WRITERS[form](texts))
    return ExportedTranslation(target, len(texts.texts), sum(not text.translation for text in texts.texts))


def _require_place(target: Path) -> None:
    """Raise OutputError if no file can be written at a path."""
    if target.is_dir():
        message, remedy = f"{target} is a folder", "give the name of a file in it"
        raise OutputError(Fault(message, None, remedy, code="file-is-a-folder"))
    if not target.parent.is_dir():
        message, remedy = f"there is no folder {target.parent}", "create it first, or write to another"
        raise OutputError(Fault(message, None, remedy, code="folder-missing"))
