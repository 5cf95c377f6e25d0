"""Count text as platforms do; the limits and their sources are in `kit/platforms.yaml`.

X and Mastodon each find addresses by their own rules, and count each address as a fixed length. Both know every
top-level domain; here any label of two letters or more counts as one, because new ones are added every month.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from icu4py.breakers import CharacterBreaker

from kit.base.lazy_imports import on_demand
from kit.model.placement import TextLimit

if TYPE_CHECKING:
    import emoji
else:
    emoji = on_demand("emoji")


#: Code points that X counts once; all others count twice (twitter-text, config v3).
_SINGLE_WEIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_EMOJI_WEIGHT = 2
#: Variation selector 15: the character before it is drawn as text and not as an emoji.
_TEXT_STYLE = "\ufe0e"
#: Characters below U+2190 of which every emoji has at least one, unless it has a higher one.
_OF_EMOJI = frozenset("\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139")

_NO_LETTER = r"\s!-/:-@\[-`{-~"
_LABEL = rf"[^{_NO_LETTER}](?:[^{_NO_LETTER}]|[-_]){{0,61}}(?<![-_])\."
_TOP = r"(?:xn--[0-9a-z-]+|[a-z]{2,}(?![0-9a-z@+-])|[^\x00-\x7f\W\d_]{2,})(?::[0-9]+)?"
_ACCENTED = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"


def _path(inside: str, last: str) -> str:
    """Return a pattern for paths, with brackets in pairs, and not ending in punctuation.

    `inside` and `last` are patterns of a character within a path and at its end.
    """
    brackets = rf"\({inside}+\)"
    return rf"(?:/(?:(?:{inside}|{brackets})*(?:{last}|{brackets}))?)?"


_START = r"(?<![0-9a-z@\uff20$#\uff03])"
_X_INSIDE = rf"[0-9a-z\u0400-\u04ff{_ACCENTED}!*';:=+,.$/%#\[\]\-\u2013_~|&@]"
_X_LAST = rf"[0-9a-z\u0400-\u04ff{_ACCENTED}_=#/+-]"
_X_QUERY = r"(?:\?[0-9a-z!?*'@();:&=+$/%#\[\]\-_.,~|]*[0-9a-z\-_&=#/])?"
_X_LABEL = rf"[0-9a-z{_ACCENTED}][0-9a-z_{_ACCENTED}-]{{0,62}}\."
_X_BARE = rf"(?<![-_./])(?:{_X_LABEL})+[a-z]{{2,}}(?![0-9a-z@+-])(?![\w.+-]*@)"
_X_SITE = rf"(?:https?://(?:{_LABEL})+{_TOP}|{_X_BARE})"

_MASTODON_PATH = _path(r"[^\s<>()?]", r"[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]")
#: Letters in either case are written out: to ignore the case of all characters takes 8 ms to compile.
_MASTODON_QUERY = (
    r"(?-i:\?[0-9a-zA-Z!?*'();:&=+$/%#\[\]\-_.,~|@^\u00a0-\U0010fffd]*[0-9a-zA-Z_&=#/\-\u00a0-\U0010fffd])?"
)
#: An account on another server, of which Mastodon counts only the name (Mastodon, `Account::MENTION_RE`).
_REMOTE_ACCOUNT = re.compile(r"(?<![=/\w])(@[0-9a-z_]+(?:[.-]+[0-9a-z_]+)*)@\w+(?:[.-]+\w+)*", re.IGNORECASE | re.ASCII)

_HASHTAG = re.compile(r"(?<![\w&/])[#\uff03](?=\w*[^\W\d_])\w+")


@cache
def _x_address() -> re.Pattern[str]:
    """Match what X shortens: addresses with or without their protocol (twitter-text, `extractUrls`)."""
    return re.compile(rf"{_START}{_X_SITE}{_path(_X_INSIDE, _X_LAST)}{_X_QUERY}", re.IGNORECASE)


@cache
def _mastodon_address() -> re.Pattern[str]:
    """Match an address as Mastodon counts it: only with its protocol.

    (Mastodon, `config/initializers/twitter_regex.rb`)
    """
    path = _MASTODON_PATH + _MASTODON_QUERY
    return re.compile(rf"{_START}https?://(?:{_LABEL})+{_TOP}{path}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excess:
    """How a text exceeds a limit: its length, the most that is allowed, and their unit in words."""

    length: int
    most: int
    unit: str


def text_length(text: str, limit: TextLimit) -> int:
    """Return the length of a text in the limit's own unit."""
    if limit.url_weight is None:
        return _length(text, limit)
    if limit.unit == "weighted":
        text = unicodedata.normalize("NFC", text)
        parts = _x_address().split(text) if "." in text else [text]
    else:
        parts = _mastodon_address().split(text) if "://" in text else [text]
        parts = [_REMOTE_ACCOUNT.sub(r"\1", part) for part in parts]
    return sum(_length(part, limit) for part in parts) + limit.url_weight * (len(parts) - 1)


def excess(text: str, limit: TextLimit | None) -> Excess | None:
    """Return how a text exceeds a limit, in its own unit or else in UTF-8 bytes; None for a text that fits."""
    if limit is None:
        return None
    counts = [(text_length(text, limit), limit.max, "characters")]
    if limit.max_bytes is not None:
        counts.append((len(text.encode()), limit.max_bytes, "bytes"))
    return next((Excess(*count) for count in counts if count[0] > count[1]), None)


def fits(text: str, limit: TextLimit | None) -> bool:
    """Return whether a text keeps to a limit; None means any length."""
    return excess(text, limit) is None


def hashtags_in(text: str) -> list[str]:
    """Return the hashtags of a text as they are written; a number after a number sign isn't one."""
    return _HASHTAG.findall(text)


def _length(text: str, limit: TextLimit) -> int:
    """Return the length of a text as a limit counts it: weighted, in graphemes, in UTF-16 units or in characters."""
    match limit.unit:
        case "weighted":
            emojis = _emojis(text)
            return _weight(text) - _weight("".join(emojis)) + _EMOJI_WEIGHT * len(emojis)
        case "graphemes":
            return sum(1 for _ in CharacterBreaker(text, "en"))
        case "utf16":
            return len(text.encode("utf-16-le")) // 2
    if limit.emoji_bytes:
        return len(text) + sum(len(emoji.encode()) - len(emoji) for emoji in _emojis(text))
    return len(text)


def _emojis(text: str) -> list[str]:
    """Return every emoji of a text, sequences of several code points as one, except those in text style."""
    if not text or (max(text) < "\u2190" and _OF_EMOJI.isdisjoint(text)):
        return []
    return [match["emoji"] for match in emoji.emoji_list(text) if not text.startswith(_TEXT_STYLE, match["match_end"])]


def _weight(text: str) -> int:
    """Return the weight of a text for X, in which code points count once or twice."""
    single = sum(1 for character in text if any(first <= ord(character) <= last for first, last in _SINGLE_WEIGHT))
    return 2 * len(text) - single
