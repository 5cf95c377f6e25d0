"""Pseudo-copy, to test drawings before any translation exists, and pseudo-languages, to see what nobody can translate.

Pseudo-copy is longer, or runs from right to left; figures, addresses and words joined by a no-break space stay the
same, as they do in translations. In a pseudo-language every text has accents, or is in brackets: what is left without
comes from neither the campaign nor a catalogue. Digits, addresses, hashtags, names in braces and `**` stay the same.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from kit.model.campaign import Campaign
from kit.model.extra import WORDS
from kit.model.statistic import CountedDay, Statistic

Write = Callable[[str], str]


WHITE_OPENING, WHITE_CLOSING = "\u27e6", "\u27e7"
#: The same brackets for fonts that lack those.
PLAIN_BRACKETS = str.maketrans({WHITE_OPENING: "[", WHITE_CLOSING: "]"})
#: Letters with accents of Central Europe, which fonts for Latin have (the Unicode block Latin Extended-A).
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLNOPRSTUWYZabcdefghijklnoprstuwyz", "ÅBČĎÉFĜĤÎĴĶĹŃÔPŔŠŤÛŴÝŽåbčďéfĝĥîĵķĺńôpŕšťûŵýž"
)
#: Names in braces, addresses, hashtags and names of accounts.
_KEPT = re.compile(r"\{[^{}]*\}|\S*\w[./:@]\w\S*|[@#]\w+")
_LETTER = re.compile(r"[^\W\d_]")
#: The sentences of a catalogue that aren't words.
_NO_WORDS = frozenset((("page", "lang"), ("page", "dir"), ("page", "dates")))


def accented(text: str) -> str:
    """Return a text of the same length whose letters have accents."""
    return _outside(_KEPT, lambda part: part.translate(_ACCENTED), text)


def marked(text: str) -> str:
    """Return a text in brackets; one without letters of its own stays the same."""
    return f"{WHITE_OPENING}{text}{WHITE_CLOSING}" if _LETTER.search(_KEPT.sub("", text)) else text


#: What writes each pseudo-language.
WRITERS: Mapping[str, Write] = {"accents": accented, "marked": marked}


def in_pseudo_language(campaign: Campaign, write: Write) -> Campaign:
    """Return a campaign with every text of it, and every sentence of the generator, as `write` returns it."""
    kit = campaign.kit
    help_ = replace(kit.help, text=write(kit.help.text)) if kit.help else None
    about = replace(kit.about, text=write(kit.about.text)) if kit.about else None
    of_kit = {"title", "creator", "sender", "logo", "alt", "credit", "outcome"}
    return replace(
        campaign,
        kit=_written(kit, write, of_kit, help=help_, about=about),
        links={id_: _written(link, write, {"verb"}) for id_, link in campaign.links.items()},
        sources={id_: _written(of, write, {"title", "publisher", "shown"}) for id_, of in campaign.sources.items()},
        statistics={id_: _statistic(statistic, write) for id_, statistic in campaign.statistics.items()},
        messages={id_: _written(message, write, _OF_MESSAGE) for id_, message in campaign.messages.items()},
        more={id_: _written(extra, write, {*WORDS}) for id_, extra in campaign.more.items()},
        sentences=_sentences(campaign.sentences, write),
        has_own_sentences=True,
    )


#: The fields of a message with texts, and those of what is in it.
_OF_MESSAGE = {
    *("copy", "caption", "shows", "photo", "logo", "images", "frames", "counted"),
    *("short", "long", "alt", "credit"),
}


def _written(value: Any, write: Write, names: set[str], **changed: Any) -> Any:  # noqa: ANN401  (any record)
    """Return a record whose fields of some names are written, and those of records in them."""
    found = {key.name: _inside(getattr(value, key.name), write, names) for key in fields(value) if key.name in names}
    return replace(value, **found, **changed)


def _inside(value: Any, write: Write, names: set[str]) -> Any:  # noqa: ANN401  (the value of any field)
    """Return the value of a field with its texts written."""
    if isinstance(value, str):
        return write(value)
    if isinstance(value, tuple):
        return tuple(_inside(item, write, names) for item in value)
    if isinstance(value, dict):
        return {key: _inside(item, write, names) for key, item in value.items()}
    if isinstance(value, CountedDay):
        return replace(value, words={path: write(text) for path, text in value.words.items()})
    return _written(value, write, names) if is_dataclass(value) else value


def _statistic(statistic: Statistic, write: Write) -> Statistic:
    """Return a figure whose words are written, except its number, which is read as before."""
    own: Statistic = _written(statistic, write, {"qualifier", "counts", "label"})
    number = statistic.number
    start = statistic.number_span[0] if statistic.number_span else statistic.text.find(number)
    before, after = statistic.text[:start], statistic.text[start + len(number) :]
    before, after = (_around_blanks(part, write) for part in (before, after))
    if not (before or after):
        return replace(own, text=write(number), number_span=None)
    return replace(own, text=f"{before}{number}{after}", number_span=(len(before), len(before) + len(number)))


def _around_blanks(text: str, write: Write) -> str:
    """Return a text written between the blanks at its ends."""
    inner = text.strip()
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return f"{before}{write(inner)}{after}"


def _sentences(words: Any, write: Write, path: tuple[str, ...] = ()) -> Any:  # noqa: ANN401  (of a catalogue)
    """Return sentences of a catalogue, or groups of them, written."""
    if isinstance(words, dict):
        return {key: _sentences(value, write, (*path, key)) for key, value in words.items()}
    if isinstance(words, list):
        return [_sentences(line, write, path) for line in words]
    return words if path in _NO_WORDS else write(words)


def _outside(kept: re.Pattern[str], change: Write, text: str) -> str:
    """Return a text changed between the matches of a pattern."""
    ends = [0, *(place for match in kept.finditer(text) for place in match.span()), len(text)]
    parts = (text[start:end] for start, end in pairwise(ends))
    return "".join(part if index % 2 else change(part) for index, part in enumerate(parts))


#: How much longer than English other languages are, and how many letters a word of 8 em has.
LONGER, LONG_WORD = 1.5, 17
#: The letters of the longest words that languages with compounds have in headlines.
LONGEST_WORD = 30
#: What is added to words, and after them. It is meaningless: repeating the campaign's own words might say anything.
_ENDING, _FILLING = "endomalistoren", " dolor sit amet elitor sed tempore"
#: Words between breaking spaces, and those of them that are letters between punctuation.
_TOKEN = re.compile(r"[^ \t]+")
_PLAIN = re.compile(r"[^\w\s@#]*([^\W\d_]+)[^\w\s@#]*")
#: What is neither a space nor part of a figure, an address or a name: its letters are replaced.
_WRITTEN = re.compile(r"[^\s\d/@#]+")
_ADDRESS = re.compile(r"\w[./:@]\w|^[@#]")
#: An Arabic letter for each Latin one, with a similar sound if possible, and the Arabic punctuation marks.
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz,;?", "ابثدهفغحيجكلمنوعقرسطؤضشخىز،؛؟")
#: The brackets around a text that runs from right to left, so that both its ends are visible.
OPENING, CLOSING = "[", "]"


class PseudoText(NamedTuple):
    """A text, and the (start, end) of every emphasised stretch in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


class _Insertion(NamedTuple):
    """Characters to insert at an offset of a text."""

    at: int
    text: str


def longer(
    text: str, spans: Iterable[tuple[int, int]] = (), *, by: float = LONGER, long_word: int = LONG_WORD
) -> PseudoText:
    """Return a text whose lines are `by` times as long: the longest word of each grows to 8 em, then words are added.

    That word gets at most `long_word` letters; if `by` is 1 it grows to that length, and no words are added. A line
    without a plain word stays the same.
    """
    inserted = [insertion for start, line in _lines(text) for insertion in _growth(line, start, by, long_word)]
    parts, last = list[str](), 0
    for at, new in inserted:
        parts += [text[last:at], new]
        last = at

    def moved(offset: int, *, end: bool) -> int:
        """Return the new offset of a place in the text."""
        return offset + sum(len(new) for at, new in inserted if at < offset or (end and at == offset))

    return PseudoText(
        "".join([*parts, text[last:]]), tuple((moved(start, end=False), moved(stop, end=True)) for start, stop in spans)
    )


def from_right_to_left(text: str, spans: Iterable[tuple[int, int]] = ()) -> PseudoText:
    """Return a text in meaningless Arabic letters, each line in brackets; one without letters stays the same."""
    lines = [line for _, line in _lines(text)]
    written = [" ".join(map(_in_arabic, line.split(" "))) for line in lines]
    bracketed = [new if new == old else f"{OPENING}{new}{CLOSING}" for old, new in zip(lines, written, strict=True)]
    starts = [start for start, _ in _lines(text)]

    def moved(offset: int) -> int:
        """Return the new offset of a place in the text."""
        line = max(index for index, start in enumerate(starts) if start <= offset)
        before = sum(len(bracketed[index]) - len(lines[index]) for index in range(line))
        return offset + before + bracketed[line].startswith(OPENING) * (bracketed[line] != lines[line])

    return PseudoText("\n".join(bracketed), tuple((moved(start), moved(end)) for start, end in spans))


def letters_needed() -> str:
    """Return the characters that a font must have for `from_right_to_left`."""
    return "".join(map(chr, _ARABIC.values())) + OPENING + CLOSING


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text, and where it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _growth(line: str, start: int, by: float, long_word: int) -> list[_Insertion]:
    """Return what makes a line of a text, which starts at an offset, `by` times as long."""
    tokens = list(_TOKEN.finditer(line))
    plain = [(token, match) for token in tokens if (match := _PLAIN.fullmatch(token[0]))]
    if not plain:
        return []
    token, word = max(plain, key=lambda pair: len(pair[1][1]))
    grown = max(0, long_word - len(word[1]))
    extra = math.ceil(len(line) * (by - 1)) if by > 1 else grown
    grown = min(extra, grown)
    insertions = [_Insertion(start + token.start() + word.end(1), (_ENDING * 3)[:grown])]
    last, ending = plain[-1]
    at_end = last is tokens[-1]
    end = last.start() + ending.end(1) if at_end else len(line)
    return [*insertions, _Insertion(start + end, filling(extra - grown))]


def filling(length: int) -> str:
    """Return a number of characters of meaningless words, with a space before each and none after the last."""
    text = (_FILLING * (length // len(_FILLING) + 1))[:length]
    return f"{text[:-1]}o" if text.endswith(" ") else text


def _in_arabic(token: str) -> str:
    """Return what is between two spaces in Arabic letters, unless it is an address or a name."""
    return token if _ADDRESS.search(token) else _WRITTEN.sub(lambda match: _letters(match[0]), token)


def _letters(text: str) -> str:
    """Return letters without their accents in Arabic ones, the same number."""
    bare = "".join(unicodedata.normalize("NFD", character)[0] for character in text)
    return bare.lower().translate(_ARABIC)
