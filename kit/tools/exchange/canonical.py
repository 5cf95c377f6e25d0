"""The one form of `locales/TAG.yaml`: keys in the order of `kit.yaml`, each on a line, comments above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.base.document import parse_yaml
from kit.base.document.document import Document
from kit.base.document.yaml_writing import Comments, comments_of, write_yaml
from kit.base.errors import Fault, OutputError, SpecError, did_you_mean
from kit.base.real_paths import path_to_open
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.model.project import Project
from kit.model.statistic import PLURAL_CLASSES
from kit.project.folders import LOCALES
from kit.project.validate import not_entries, read_document
from kit.text.characters import disallowed_characters

#: Sections that come last, as translations have their own and not those of `kit.yaml`.
_LAST = ("voice", "numbers")


@dataclass(frozen=True, slots=True)
class Translation:
    """The file of a translation, as it was read; `text` is all of it."""

    path: Path
    name: str
    text: str
    document: Document

    @property
    def comments(self) -> Comments:
        """The comments of the file, each with its key."""
        return comments_of(self.text, self.document)


def translation_path(project: Project, language: str) -> Path:
    """Return where the translation of a project into a language is, or would be."""
    return project.root / LOCALES / f"{language}.yaml"


def read_translation(project: Project, language: str) -> Translation | None:
    """Return the translation of a project into a language; None if there is no file. Raises SpecError."""
    path = translation_path(project, language)
    if not path.exists():
        return None
    real = path_to_open(path, project.root)
    return _translation(path, read_document(path, name=f"{LOCALES}/{path.name}", real=real))


def translation_of(text: str, path: Path) -> Translation:
    """Return a text as the translation that it would be at a path. Raises SpecError."""
    name = f"{LOCALES}/{path.name}"
    return _translation(path, parse_yaml(text, name, disallowed_characters))


def _translation(path: Path, document: Document) -> Translation:
    if document.value is not None and not isinstance(document.value, dict):
        raise SpecError(not_entries(document.value, document, ()))
    return Translation(path, document.file, "\n".join(document.lines), document)


def in_canonical_form(translation: Translation, original: Document, value: Mapping[str, Any] | None = None) -> str:
    """Return the text of a translation in its one form, with its comments; `original` is `kit.yaml`.

    `value` replaces its values. Raises OutputError for values that the form has no place for, such as empty items.
    """
    value = value if value is not None else translation.document.value or {}
    text = write_yaml(_ordered(value, original.value, _LAST), translation.comments)
    if translation_of(text, translation.path).document.value != (value or None):
        message, remedy = f"{translation.name} has an empty item in a list", "remove it, then run the command again"
        raise OutputError(Fault(message, None, remedy, code="translation-not-written"))
    return text


def _ordered(value: Any, original: Any, last: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  (of any YAML file)
    """Return a value with its keys in the order of `kit.yaml`, then those that it does not have; `last` are at the end.

    Items of a list are in the order of their numbers, plural forms in that of the CLDR.
    """
    if not isinstance(value, dict):
        return value
    if isinstance(original, list):
        parts: dict[str, Any] = {str(number): part for number, part in enumerate(original, 1)}
    else:
        parts = original if isinstance(original, dict) else {}
    if value.keys() <= {*PLURAL_CLASSES}:
        parts = dict.fromkeys(PLURAL_CLASSES)
    known = [key for key in parts if key in value and key not in last]
    others = [key for key in value if key not in known and key not in last]
    return {
        key: _ordered(value[key], parts.get(key)) for key in (*known, *others, *(key for key in last if key in value))
    }


@reporting_os_errors("the translation was written")
def format_translation(project: Project, language: str) -> bool:
    """Write `locales/TAG.yaml` in its one form, with the same words and comments; return whether that changed it.

    Raises SpecError if there is no such file or it can't be read, OutputError if it can't be written.
    """
    translation = read_translation(project, language)
    if translation is None:
        raise SpecError(no_translation(project, language))
    text = in_canonical_form(translation, project.campaign.document)
    if text.encode() == translation.path.read_bytes():
        return False
    write_whole(translation.path, text.encode())
    return True


def no_translation(project: Project, language: str) -> Fault:
    """Return the fault of a translation that is not there."""
    known = sorted(path.stem for path in (project.root / LOCALES).glob("*.yaml"))
    remedy = did_you_mean(language, known) if known else f"`kit new translation {language}` makes it"
    return Fault(f"there is no {LOCALES}/{language}.yaml", None, remedy, code="translation-missing")
