"""Find line breaks by UAX #14 as ICU implements it, but none inside an address or a name; and grapheme clusters."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Thai and its neighbours, and the scripts of East Asia: without spaces beside it, an address ends where they begin.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
#: What no name of a host or of an account holds: spaces, every sign of ASCII but `-` and `_`, general punctuation.
_SIGNS = r"\s!-,./:-@\[-^`{-~\u00a0-\u00bf\u2000-\u206f"


def _host(excluded: str) -> str:
    """Return the pattern of a host: labels with dots between, the last of letters of one kind or in punycode."""
    letter = f"[^{_SIGNS}{excluded}]"
    top = rf"[xX][nN]--[a-zA-Z0-9-]{{1,59}}|[a-zA-Z]{{2,63}}|[^\x00-\x7f\d{_SIGNS}{excluded}]{{2,63}}"
    return rf"(?<!{letter})(?:{letter}{{1,63}}\.){{1,8}}(?:{top})(?![^-{_SIGNS}{excluded}])(?::\d{{1,5}})?"


def _any_case(word: str) -> str:
    """Return the pattern of a word in any case."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _address(excluded: str) -> str:
    """Return the pattern of addresses on the web and of e-mail, and of names of accounts and hashtags."""
    host, name = _host(excluded), f"[^-{_SIGNS}{excluded}]+"
    rest = rf"[^\s\u00ad\u200b\u2013\u2014\u2018-\u201e«»{excluded}]"
    web = rf"(?:(?<![a-zA-Z])[a-zA-Z][a-zA-Z0-9+.-]{{0,15}}://|{_any_case('mailto')}:|{_any_case('www')}\.){rest}+|{host}(?:[/?#]{rest}*)?"
    return rf"@?{rest}{{1,64}}@{host}|{web}|#{name}|@{name}(?:[.-]{name})*"


#: Addresses, hashtags and account names, which no line break divides. They are known by their shape, as top-level
#: domains are too many to list and become more. Between spaces a host may be in any script.
#: Case is spelt out: a pattern that ignores it takes 30 ms to compile, for all the letters in the ranges above.
_UNBREAKABLE = re.compile(rf"(?<!\S){_host('')}(?!\S)|{_address(_UNSPACED)}")
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
