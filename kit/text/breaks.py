"""Find line breaks by UAX #14 as ICU implements it, but none inside an address or a hashtag; and grapheme clusters."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Addresses, hashtags and account names, which no line break divides.
_UNBREAKABLE = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:org|com|eu|net|int)(?:/\S*)?|#\w+|@\w+")
#: Characters behind which a line must end.
LINE_ENDS = "\n\u2028\u2029"


class LineBreak(NamedTuple):
    """An offset in a text where a line may end, and whether it must."""

    offset: int
    mandatory: bool


@lru_cache(maxsize=4096)
def line_breaks(text: str, language: str) -> tuple[LineBreak, ...]:
    """Return the line breaks of a text (https://www.unicode.org/reports/tr14/); the end of the text is the last."""
    unbreakable = [match.span() for match in _UNBREAKABLE.finditer(text)]
    breaks = []
    for end in _ends(LineBreaker(text, language)):
        inside = any(start < end < stop for start, stop in unbreakable)
        mandatory = end == len(text) or text[end - 1] in LINE_ENDS
        if mandatory or not inside:
            breaks.append(LineBreak(end, mandatory))
    return tuple(breaks)


@lru_cache(maxsize=256)
def cluster_ends(text: str, language: str) -> tuple[int, ...]:
    """Return the offset behind each grapheme cluster of a text (https://www.unicode.org/reports/tr29/)."""
    return tuple(_ends(CharacterBreaker(text, language)))


def _ends(segments: Iterable[str]) -> Iterable[int]:
    """Yield the offset behind each segment. ICU's own offsets count UTF-16 units, so lengths are added up instead."""
    return accumulate(len(segment) for segment in segments)
