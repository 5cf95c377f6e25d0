"""Find and read the translations of a project: `locales/TAG.yaml`, each named by its language, a BCP 47 tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, Mark, SpecError
from kit.project.documents import read_document
from kit.project.names import path_part_faults

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.campaign import Campaign
    from kit.model.document import Document

#: The folder of translations beside `kit.yaml`.
LOCALES = "locales"


def read_translations(root: Path, campaign: Campaign) -> tuple[dict[str, Document], list[Fault]]:
    """Return the translations of a campaign by language, in alphabetical order, and the faults of their files."""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for path in sorted((root / LOCALES).glob("*")):
        name = f"{LOCALES}/{path.name}"
        if path.suffix != ".yaml":
            faults += _not_read(path, name)
            continue
        wrong = [*_name_faults(path.stem, Mark(name, 1), campaign, [*found])]
        try:
            document = read_document(path, name=name)
        except SpecError as error:
            wrong += error.faults
        if wrong:
            faults += wrong
        else:
            found[path.stem] = document
    return found, faults


def language_faults(tag: str, campaign: Campaign, mark: Mark | None = None) -> list[Fault]:
    """Return why a campaign can't be translated into a language: there is none of that tag, or it is its own."""
    wrong = [*path_part_faults("language", tag, mark, "de")]
    own = campaign.kit.language
    if tag.casefold() == own.casefold():
        message, remedy = f"{campaign.document.file} is in '{own}' itself", "name another language, such as de"
        wrong.append(Fault(message, mark, remedy, code="own-language"))
    return wrong


def _not_read(path: Path, name: str) -> list[Fault]:
    """Return the fault of a file that its name keeps from being read, though it may be a translation."""
    if path.is_dir() or path.suffix.lower() not in {".yml", ".yaml", ".txt", ""} or path.name.startswith("."):
        return []
    remedy = f"call it {path.stem}.yaml"
    return [Fault(f"{name} is not read", Mark(name, 1), remedy, code="translation-misnamed")]


def _name_faults(tag: str, mark: Mark, campaign: Campaign, others: list[str]) -> list[Fault]:
    """Return what is wrong with the language that a file is named by."""
    wrong = language_faults(tag, campaign, mark)
    twin = next((other for other in others if other.casefold() == tag.casefold()), None)
    if twin:
        wrong.append(Fault(f"'{twin}' and '{tag}' are one language", mark, "keep one file", code="twin-languages"))
    return wrong
