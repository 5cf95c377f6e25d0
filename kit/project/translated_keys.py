"""Which values of `kit.yaml` a translation gives in its own words: those that people read, and what they lead to."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.document import YamlPath


class Need(Enum):
    """Whether a value must be translated, as nobody else's words are shown in its place, or may stay as it is."""

    REQUIRED = "required"
    OPTIONAL = "optional"


#: Keys with what each leads to: a value, or keys inside it.
Keys = dict[str, "Keys | Need"]

#: Stands for any key of a mapping, and for any item of a list, which a translation names by its number from 1.
ANY, ITEM = "*", "#"

_WORDS, _NAME = Need.REQUIRED, Need.OPTIONAL
_IMAGE: Keys = {"alt": _WORDS, "credit": _NAME}
_PICTURE: Keys = {"layout": _NAME, "copy": {ANY: _WORDS}, "photo": _IMAGE, "logo": _IMAGE}
#: The values that a translation may give. Its name and its maker, addresses, layouts and rules for words stay as they
#: are unless it does; what pictures show is to be said in each language, even where it is the same.
TRANSLATED: Keys = {
    "kit": {
        "title": _NAME,
        "sender": _WORDS,
        "creator": _NAME,
        "hashtags": _NAME,
        "help": {"text": _WORDS},
        "logo": _IMAGE,
    },
    "links": {ANY: {"url": _NAME, "shown": _NAME, "verb": _WORDS}},
    "sources": {ANY: {"title": _WORDS, "publisher": _WORDS, "shown": _WORDS}},
    "statistics": {ANY: {"text": _WORDS, "qualifier": _WORDS, "counts": _WORDS, "label": _WORDS}},
    "messages": {
        ANY: {
            "copy": {ANY: _WORDS},
            "caption": {"short": _WORDS, "long": _WORDS},
            "shows": _WORDS,
            "photo": _IMAGE,
            "logo": _IMAGE,
            "images": {ITEM: _PICTURE},
            "frames": {ITEM: _PICTURE},
        }
    },
    "voice": _NAME,
    "numbers": _NAME,
}
#: What a translation may have though `kit.yaml` has it not: rules for its words, and shorter names of sources.
OWN = frozenset({("voice",), ("numbers",), ("sources", ANY, "shown")})

#: Sections that judge the words of one language: those of `kit.yaml` hold for no translation.
OF_ONE_LANGUAGE = frozenset({"voice"})


def words_needed(value: object, keys: Keys | Need = Need.REQUIRED, path: YamlPath = ()) -> list[YamlPath]:
    """Return the paths of all words in a value of `kit.yaml` that must be translated; `keys` are those that it has."""
    if value is None or value == "":
        return []
    if isinstance(keys, Need):
        return [path] if keys is Need.REQUIRED else []
    return [
        found
        for key, part in _parts(value).items()
        if (inside := keys.get(ITEM if isinstance(key, int) else key, keys.get(ANY)))
        for found in words_needed(part, inside, (*path, key))
    ]


def _parts(value: object) -> Mapping[str | int, object]:
    """Return the parts of a mapping by key, and of a list by index; nothing of a text."""
    return value if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
