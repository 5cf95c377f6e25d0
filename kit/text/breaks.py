"""Where a line may break: by the rules of UAX #14 as ICU has them, and never inside an address or a hashtag."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from icu4py.breakers import CharacterBreaker, LineBreaker

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Addresses and hashtags are never broken.
_WHOLE = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:org|com|eu|net|int)(?:/\S*)?|#\w+|@\w+")


@lru_cache(maxsize=4096)
def break_offsets(text: str, language: str) -> tuple[tuple[int, bool], ...]:
    """Return the offsets where a line may end, each with whether it must; the last is the end of the text."""
    whole = [match.span() for match in _WHOLE.finditer(text)]
    offsets = []
    for end in _ends(LineBreaker(text, language)):
        inside = any(start < end < stop for start, stop in whole)
        must = end == len(text) or text[end - 1] in "\n\u2028\u2029"
        if must or not inside:
            offsets.append((end, must))
    return tuple(offsets)


def cluster_offsets(text: str, language: str) -> list[int]:
    """Return the offsets between grapheme clusters (https://www.unicode.org/reports/tr29/), the end included."""
    return _ends(CharacterBreaker(text, language))


def _ends(segments: Iterable[str]) -> list[int]:
    """Return where each segment ends. ICU's own offsets count UTF-16 units, so the lengths are added up instead."""
    return list(accumulate(len(segment) for segment in segments))
