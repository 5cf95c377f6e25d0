"""Find characters that are not allowed in text because they invisibly change others; find the direction of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from fontTools.unicodedata import script as script_of
from fontTools.unicodedata import script_name

from kit.base.document.document import DisallowedCharacter
from kit.text.languages.language_names import own_name

#: How many marks may follow one letter (stream-safe text, https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format).
MAX_MARKS = 30
#: How deep direction marks may be nested.
MAX_NESTED = 30
#: First strong isolate, whose direction is that of its first strong letter, and the mark that closes it (UAX #9, 2.4).
ISOLATE, POP = "\u2068", "\u2069"
#: The class that closes each direction mark, by bidirectional class.
_CLOSES = {"LRE": "PDF", "RLE": "PDF", "LRO": "PDF", "RLO": "PDF", "LRI": "PDI", "RLI": "PDI", "FSI": "PDI"}
#: Invisible characters that scripts need: break opportunities, joiners, the Mongolian vowel separator.
_NEEDED = frozenset("\u00ad\u180e\u200b\u200c\u200d\u2060")
#: The flag of a part of a country: a black flag, its code in tag characters, a cancel tag (UTS #51, ED-14a).
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
#: The block Specials, of replacement and annotation characters, and the byte order mark.
_SPECIALS = frozenset((0xFEFF, *range(0xFFF0, 0xFFFE)))
#: Invisible letters, marks and symbols: the default ignorable code points (https://www.unicode.org/reports/tr44/)
#: except spaces and format characters, and the braille pattern without dots.
_UNSEEN_LETTERS = frozenset(map(chr, (
    0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, *range(0xFE00, 0xFE10), 0xFFA0,
    *range(0xE0100, 0xE01F0),
)))  # fmt: skip
_REMOVE = "remove it"


class _Rule(NamedTuple):
    """Why a character is disallowed: a message that names it as `{code}` or `{called}`, and a remedy."""

    applies: Callable[[str], bool]
    message: str
    remedy: str = _REMOVE


def _is_noncharacter(character: str) -> bool:
    """Return whether a code point is a noncharacter (section 23.7 of the Unicode standard)."""
    code = ord(character)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004


def _is_unseen(character: str) -> bool:
    """Return whether a character is an invisible format character that no script needs."""
    invisible = unicodedata.category(character) == "Cf" and unicodedata.bidirectional(character) == "BN"
    return invisible and character not in _NEEDED


#: In order; the first that applies is used.
_RULES = (
    _Rule(lambda c: c == "\t", "there is a tab in the words", "write a space"),
    _Rule(lambda c: unicodedata.category(c) == "Cc", "there is the control character {code} in the words"),
    _Rule(
        lambda c: unicodedata.category(c) == "Cs",
        "{code} is half a character",
        "write the character itself instead of '\\u' and digits",
    ),
    _Rule(_is_noncharacter, "{code} is never a character"),
    _Rule(
        lambda c: unicodedata.category(c) in {"Zl", "Zp"},
        "{called} breaks the line invisibly",
        "remove it; for a new line, write separate lines below '|-'",
    ),
    _Rule(
        lambda c: ord(c) in _SPECIALS,
        "{called} marks a character that was lost",
        "write the right character, or remove it",
    ),
    _Rule(
        lambda c: unicodedata.bidirectional(c) in {"LRO", "RLO"},
        "{called} reverses letters",
        "remove it, and the U+202C that ends it",
    ),
    _Rule(_is_unseen, "{called} is invisible"),
)


def disallowed_characters(text: str) -> list[DisallowedCharacter]:
    """Return the disallowed characters of a text, in order, each only once."""
    if all(map(_is_plain, set(text))):
        return []
    disallowed: dict[str, DisallowedCharacter] = {}
    for character in sorted((*_disallowed(text), *_unbalanced(text), *_excess_marks(text))):
        disallowed.setdefault(text[character.offset], character)
    return list(disallowed.values())


@lru_cache(maxsize=4096)
def _is_plain(character: str) -> bool:
    """Return whether a character is always allowed: it breaks no rule, and is neither a direction mark nor a mark."""
    if character == "\n":
        return True
    is_direction_mark = unicodedata.bidirectional(character) in {*_CLOSES, *_CLOSES.values()}
    is_mark = unicodedata.combining(character) > 0
    return not (is_direction_mark or is_mark or any(rule.applies(character) for rule in _RULES))


def is_blank(text: str) -> bool:
    """Return whether a text has no letter, mark, digit, punctuation or symbol, only spaces and invisible characters."""
    return all(unicodedata.category(character)[0] in "ZC" or character in _UNSEEN_LETTERS for character in text)


def right_to_left(text: str) -> bool | None:
    """Return whether the first strong letter of a text, outside isolates, runs right to left; None without letters.

    The rules are P2 and P3 of https://www.unicode.org/reports/tr9/. Paragraphs have the direction of their language.
    """
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        depth += (kind in {"LRI", "RLI", "FSI"}) - (kind == "PDI" and depth > 0)
        if depth == 0 and kind in {"L", "R", "AL"}:
            return kind != "L"
    return None


@lru_cache(maxsize=64)
def script_of_language(tag: str) -> str:
    """Return the script of a language (ISO 15924), by its BCP 47 tag: as the tag says, or else that of its own name."""
    named = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")  # noqa: PLR2004
    letters = (script_of(letter) for letter in own_name(tag) if letter.isalpha())
    return named.title() or next((script for script in letters if script not in SHARED_SCRIPTS), "Latn")


def isolate(words: str, *, around: bool) -> str:
    """Return words to insert into a text, isolated if their direction differs, so that neither is reordered.

    `around` is whether the language of the text runs right to left.
    """
    return f"{ISOLATE}{words}{POP}" if right_to_left(words) not in {around, None} else words


#: Letters that become a capital together at the beginning of a word, or that none precedes, by primary language: the
#: Dutch IJ, the dotted capital of Turkish and Azeri.
_INITIALS = {"nl": {"ij": "IJ"}, "tr": {"i": "\u0130"}, "az": {"i": "\u0130"}}
#: Irish letters that are put before a word and stay small: an t-am, na hEorpa.
_PREFIXED = re.compile(r"[hnt](-|(?=[A-Z\u00c1\u00c9\u00cd\u00d3\u00da]))")


def capitalised(words: str, language: str = "") -> str:
    """Return words for the beginning of a sentence in a language: only the first letter becomes a capital.

    It is the form for titles: Georgian letters stay, and so do the accents of Greek vowels. Words are never set in
    capitals: their authors write those, without tonos in Greek and with small prefixes in Irish.
    """
    primary = language.partition("-")[0].lower()
    if primary == "ga" and _PREFIXED.match(words):
        return words
    initials = _INITIALS.get(primary, {})
    first = next((letters for letters in initials if words.startswith(letters)), words[:1])
    return initials.get(first, first.title()) + words[len(first) :]


def _disallowed(text: str) -> Iterator[DisallowedCharacter]:
    """Yield the characters that are disallowed everywhere, except those of a flag and the line feed."""
    flags = {index for match in _FLAG.finditer(text) for index in range(*match.span())}
    for index, character in enumerate(text):
        second_half = "\udc00" <= character <= "\udfff" and "\ud800" <= text[index - 1 : index] <= "\udbff"
        allowed = character == "\n" or index in flags or second_half
        rule = None if allowed else next((rule for rule in _RULES if rule.applies(character)), None)
        if rule:
            message = rule.message.format(code=f"U+{ord(character):04X}", called=_code_point(character))
            yield DisallowedCharacter(index, message, rule.remedy)


def _code_point(character: str) -> str:
    """Return the code point and the name of a character, as 'U+202E (right-to-left override)'."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"


def _unbalanced(text: str) -> Iterator[DisallowedCharacter]:
    """Yield direction marks that are not closed in their line, or close nothing."""
    unclosed: list[int] = []
    for index, character in enumerate(f"{text}\n"):
        kind = unicodedata.bidirectional(character)
        if kind in _CLOSES:
            unclosed.append(index)
            if len(unclosed) > MAX_NESTED:
                yield DisallowedCharacter(index, f"direction marks are nested deeper than {MAX_NESTED}", _REMOVE)
        elif kind in {"PDF", "PDI"}:
            if unclosed and _CLOSES[unicodedata.bidirectional(text[unclosed[-1]])] == kind:
                unclosed.pop()
            else:
                yield DisallowedCharacter(index, f"{_code_point(character)} closes nothing", _REMOVE)
        elif character == "\n":
            yield from _unclosed(text, unclosed)
            unclosed.clear()


def _unclosed(text: str, marks: list[int]) -> Iterator[DisallowedCharacter]:
    """Yield the direction marks that a line leaves open, except overrides, which are disallowed themselves."""
    for index in marks:
        kind = unicodedata.bidirectional(text[index])
        if kind not in {"LRO", "RLO"}:
            closing = {"PDF": "U+202C", "PDI": "U+2069"}[_CLOSES[kind]]
            message = f"{_code_point(text[index])} is not closed in its line"
            yield DisallowedCharacter(index, message, f"write {closing} where it ends, or remove it")


def _excess_marks(text: str) -> Iterator[DisallowedCharacter]:
    """Yield the first mark of a letter with more than MAX_MARKS."""
    for is_mark, group in groupby(range(len(text)), key=lambda index: unicodedata.combining(text[index]) > 0):
        marks = list(group)
        if is_mark and len(marks) > MAX_MARKS:
            yield DisallowedCharacter(marks[0], f"{len(marks)} marks are on one letter", f"write {MAX_MARKS} at most")


#: Values shared by many scripts, such as that of digits, and the value of unassigned characters.
SHARED_SCRIPTS, UNKNOWN_SCRIPT = frozenset(("Zyyy", "Zinh")), "Zzzz"

__all__ = ["SHARED_SCRIPTS", "UNKNOWN_SCRIPT", "script_name", "script_of"]
