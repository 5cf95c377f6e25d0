"""How long platforms count a text, written a second time: a scanner and Unicode properties, where the kit has patterns.

Rules: twitter-text (`config/v3.json`, `extractUrls`), Mastodon (`StatusLengthValidator`), the documentation of Threads,
Bluesky, Telegram and TikTok. Limits are entries of the table of placements, as plain YAML.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import regex

#: The top-level domains that texts in tests use.
TOPS = {"eu", "org", "com", "de", "co"}
X_PATH, X_PATH_END = "!*';:=+,.$/%#[]-–_~|&@", "=_#/+-"
X_QUERY, QUERY_NO_END = "!?*'@();:&=+$/%#[]-_.,~|", "!?*'@();:+$%[].,~|^"
MASTODON_NO_END = "()?!*\"'「」<>;:=,.$%[]~&|@"
ONE_EMOJI = (
    r"(?![0-9#*\ufe0f]|\p{RI})\p{Emoji}(?!\ufe0e)(?:\ufe0f|\p{Emoji_Modifier}|[\U000e0020-\U000e007e]+\U000e007f)?"
)
#: Every emoji sequence of Unicode Technical Standard 51, by the properties of its code points.
EMOJI = regex.compile(rf"\p{{RI}}{{2}}|[0-9#*]\ufe0f?\u20e3|{ONE_EMOJI}(?:\u200d{ONE_EMOJI})*")
X_LETTER = regex.compile(r"[0-9A-Za-z\u0400-\u04ff]|(?![×÷])[\u00c0-\u024f\u1e00-\u1eff]")
MENTION = regex.compile(r"(?<![=/\w])@[A-Za-z0-9_.-]*[A-Za-z0-9_]\K@[A-Za-z0-9_.-]*[A-Za-z0-9_]")


def counted(text: str, limit: dict[str, Any]) -> int:
    """Return the length of a text in the unit of a limit."""
    if limit.get("unit") == "weighted":
        return x_length(text)
    if limit.get("unit") == "graphemes":
        addresses = addresses_in(text, mastodon=True) if "url_weight" in limit else []
        for address in addresses:
            text = text.replace(address, "x" * 23, 1)
        return len(regex.findall(r"\X", MENTION.sub("", text) if "url_weight" in limit else text))
    if limit.get("unit") == "utf16":
        return sum(1 + (ord(character) > 0xFFFF) for character in text)
    if limit.get("emoji_bytes"):
        return len(EMOJI.sub("", text)) + len("".join(EMOJI.findall(text)).encode())
    return len(text)


def x_length(text: str) -> int:
    """Return the weighted length of a post on X."""
    text, length, at = unicodedata.normalize("NFC", text), 0, 0
    while at < len(text):
        address, emoji = address_at(text, at, mastodon=False), EMOJI.match(text, at)
        if address:
            length, at = length + 23, at + len(address)
        elif emoji:
            length, at = length + 2, emoji.end()
        else:
            length, at = length + x_weight(ord(text[at])), at + 1
    return length


def x_weight(code: int) -> int:
    light = code <= 0x10FF or 0x2000 <= code <= 0x200D or 0x2010 <= code <= 0x201F or 0x2032 <= code <= 0x2037
    return 1 if light else 2


def addresses_in(text: str, *, mastodon: bool) -> list[str]:
    found, at = [], 0
    while at < len(text):
        address = address_at(text, at, mastodon=mastodon)
        found += [address] if address else []
        at += len(address) or 1
    return found


def address_at(text: str, at: int, *, mastodon: bool) -> str:
    """Return the address that begins at a place of a text, or nothing."""
    before = text[at - 1] if at else " "
    start = next((at + len(p) for p in ("https://", "http://") if text[at:].lower().startswith(p)), at)
    if (before.isascii() and before.isalnum()) or before in "@＠$#＃":
        return ""
    if start == at and (mastodon or before in "-_./"):
        return ""
    end = domain_end(text, start, bare=start == at)
    return text[at : rest_end(text, end, mastodon=mastodon)] if end else ""


def domain_end(text: str, start: int, *, bare: bool) -> int:
    """Return where a domain ends whose last label is a top-level domain, or 0."""
    end, best = start, 0
    while end < len(text) and (text[end] in "-_." or (X_LETTER.match(text[end]) if bare else text[end].isalnum())):
        end += 1
        labels = text[start:end].split(".")
        whole = len(labels) > 1 and all(0 < len(label) < 64 for label in labels)
        follows = text[end : end + 1]
        if (
            whole
            and labels[-1].lower() in TOPS
            and not ((follows.isascii() and follows.isalnum()) or follows in {*"@+-"})
        ):
            best = end
    return best


def rest_end(text: str, end: int, *, mastodon: bool) -> int:
    """Return where path and query end behind a domain."""

    def inside_path(c: str) -> bool:
        return not c.isspace() and c not in "<>()?" if mastodon else bool(X_LETTER.match(c)) or c in X_PATH

    def ends_path(c: str) -> bool:
        return c not in MASTODON_NO_END if mastodon else bool(X_LETTER.match(c)) or c in X_PATH_END

    def inside_query(c: str) -> bool:
        return (c.isascii() and c.isalnum()) or c in X_QUERY or (mastodon and (c == "^" or c >= "\xa0"))

    port = regex.compile(":[0-9]+").match(text, end)
    end = port.end() if port else end
    if text[end : end + 1] == "/":
        at = last = end + 1
        while at < len(text):
            close = text.find(")", at)
            if text[at] == "(" and close > at + 1 and all(map(inside_path, text[at + 1 : close])):
                at = last = close + 1
            elif inside_path(text[at]):
                at += 1
                last = at if ends_path(text[at - 1]) else last
            else:
                break
        end = last
    if text[end : end + 1] == "?":
        at = last = end + 1
        while at < len(text) and inside_query(text[at]):
            at += 1
            last = at if inside_query(text[at - 1]) and text[at - 1] not in QUERY_NO_END else last
        end = last if last > end + 1 else end
    return end
