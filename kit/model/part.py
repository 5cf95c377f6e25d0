"""A part of a kit that is handed on by itself as a zip, and is a kit, too: a language, or its platform or message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.model.asset import Asset

#: The page of a kit, in its folder or in that of a language.
PAGE = "index.html"
#: What the zip of a part is called, without its ending. Platforms and messages may have the same name; no other name
#: in them holds an underscore.
OF_LANGUAGE, OF_PLATFORM, OF_MESSAGE = "{kit}-{language}", "{kit}-{language}-{platform}", "{kit}-{language}_{message}"


@dataclass(frozen=True, slots=True)
class KitPart:
    """What a part is called, the files of its pictures, and whether it is a whole language."""

    name: str
    assets: tuple[Asset, ...]
    is_language: bool


def page_of(language: str) -> str:
    """Return where the page of a language lies in a kit that has several."""
    return f"{language.lower()}/{PAGE}"
