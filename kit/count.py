"""Count text as platforms do; the limits and their sources stand in `kit/platforms.yaml`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from icu4py.breakers import CharacterBreaker

if TYPE_CHECKING:
    from kit.model.placement import TextLimit

#: An address ends before the punctuation of the sentence it stands in.
_ADDRESS = re.compile(r"https?://\S*[^\s.,;:!?'\")\]»\u201d\u2019]")
#: Code points that X counts once; all others count twice (twitter-text, config v3).
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def text_length(text: str, limit: TextLimit) -> int:
    """Return the length of a text in the limit's own unit."""
    text = unicodedata.normalize("NFC", text)
    addresses = _ADDRESS.findall(text) if limit.url_weight else []
    rest = _ADDRESS.sub("", text) if limit.url_weight else text
    return sum(limit.url_weight or 0 for _ in addresses) + _length(rest, limit)


def fits(text: str, limit: TextLimit | None) -> bool:
    """Tell whether a text keeps to a limit, in its unit and in UTF-8 bytes; None is no limit."""
    if limit is None:
        return True
    return text_length(text, limit) <= limit.max and (limit.max_bytes is None or len(text.encode()) <= limit.max_bytes)


def _length(text: str, limit: TextLimit) -> int:
    match limit.unit:
        case "weighted":
            return sum(_weight(cluster) for cluster in _clusters(text))
        case "graphemes":
            return len(_clusters(text))
        case "utf16":
            return len(text.encode("utf-16-le")) // 2
    if limit.emoji_bytes:
        return sum(len(cluster.encode()) if _is_emoji(cluster) else len(cluster) for cluster in _clusters(text))
    return len(text)


def _clusters(text: str) -> list[str]:
    return list(CharacterBreaker(text, "en"))


def _weight(cluster: str) -> int:
    if _is_emoji(cluster):
        return 2
    return sum(1 if any(first <= ord(c) <= last for first, last in _LIGHT) else 2 for c in cluster)


def _is_emoji(cluster: str) -> bool:
    return any((unicodedata.category(c) == "So" and ord(c) > 0x2190) or c == "\ufe0f" for c in cluster)  # noqa: PLR2004
