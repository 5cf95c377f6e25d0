"""Read what a campaign never says, the section `voice` of `kit.yaml`: a list of words, or words and phrases."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.voice import Voice
from kit.project.validate import validate
from kit.text.characters import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.document import Document, YamlPath


def read_voice(document: Document) -> tuple[Voice, list[Fault]]:
    """Return what is never said, as far as it is valid, and the faults; a list alone is read as `never`."""
    written = document.value.get("voice", [])
    if isinstance(written, dict):
        voice, faults = validate(Voice, written, document, ("voice",))
        lists: dict[YamlPath, tuple[str, ...]] = (
            {("voice", field.name): getattr(voice, field.name) for field in fields(voice)} if voice else {}
        )
    else:
        words, faults = validate(tuple[str, ...], written, document, ("voice",))
        voice, lists = Voice(never=words or ()), {("voice",): words or ()}
    faults += [fault for path, texts in lists.items() for fault in _blank(texts, document, path)]
    return (Voice() if voice is None or faults else voice), faults


def _blank(texts: tuple[str, ...], document: Document, path: YamlPath) -> Iterator[Fault]:
    """Yield a fault for each text without words, which every text would hold."""
    for index, text in enumerate(texts):
        if is_blank(text):
            message, mark = f"item {index + 1} of '{path[-1]}' is empty", document.mark(*path, index)
            yield Fault(message, mark, "write words, or remove it", code="empty-text")
