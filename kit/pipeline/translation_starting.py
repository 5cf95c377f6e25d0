"""Begin a translation: a file with every key to translate, each below the words that `kit.yaml` has for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import Fault, OutputError, SpecError
from kit.pipeline.describing import FOLDER
from kit.project.translation_drafts import draft_of
from kit.project.translation_files import LOCALES, language_faults
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.project import Project


@dataclass(frozen=True, slots=True)
class NewTranslation:
    """A translation that was begun: its file, and how many texts are to be written in it."""

    path: Path
    texts: int


@system_errors_told("the translation was begun")
def new_translation(project: Project, language: str) -> NewTranslation:
    """Write `locales/TAG.yaml` with every key to translate into a language, a BCP 47 tag, and no words behind them.

    Raises SpecError for what is no language, or that of `kit.yaml`, OutputError when there is such a file.
    """
    faults = language_faults(language, project.campaign)
    if faults:
        raise SpecError(*faults)
    path = project.root / LOCALES / f"{language}.yaml"
    if path.exists():
        message, remedy = f"{LOCALES}/{path.name} is there", "`kit check` says which words are missing in it"
        raise OutputError(Fault(message, None, remedy, code="translation-there"))
    text, count = draft_of(project.campaign, language, f"../{FOLDER}/locale.json")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return NewTranslation(path, count)
