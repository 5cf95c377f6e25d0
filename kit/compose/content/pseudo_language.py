"""A campaign in a pseudo-language: every text with accents, or in brackets, to see what nobody can translate.

What is left without accents or outside the brackets comes from neither the campaign nor a catalogue. Digits, addresses,
hashtags, names in braces and the `**` around emphasised words stay the same.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kit.model.extra import WORDS
from kit.model.statistic import CountedDay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.model.campaign import Campaign
    from kit.model.statistic import Statistic

    #: Returns a text in the pseudo-language.
    Write = Callable[[str], str]


OPENING, CLOSING = "\u27e6", "\u27e7"
#: The same brackets for fonts that lack those.
PLAIN_BRACKETS = str.maketrans({OPENING: "[", CLOSING: "]"})
#: Letters with accents of Central Europe, which fonts for Latin have (the Unicode block Latin Extended-A).
_ACCENTED = str.maketrans(
    "ABCDEFGHIJKLNOPRSTUWYZabcdefghijklnoprstuwyz", "ÅBČĎÉFĜĤÎĴĶĹŃÔPŔŠŤÛŴÝŽåbčďéfĝĥîĵķĺńôpŕšťûŵýž"
)
#: Names in braces, addresses, hashtags and names of accounts.
_KEPT = re.compile(r"\{[^{}]*\}|\S*\w[./:@]\w\S*|[@#]\w+")
_LETTER = re.compile(r"[^\W\d_]")
#: The sentences of a catalogue that are no words.
_NO_WORDS = frozenset((("page", "lang"), ("page", "dir"), ("page", "dates")))


def accented(text: str) -> str:
    """Return a text of the same length whose letters have accents."""
    return _outside(_KEPT, lambda part: part.translate(_ACCENTED), text)


def marked(text: str) -> str:
    """Return a text in brackets; one without letters of its own stays the same."""
    return f"{OPENING}{text}{CLOSING}" if _LETTER.search(_KEPT.sub("", text)) else text


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
        sources={id_: _written(one, write, {"title", "publisher", "shown"}) for id_, one in campaign.sources.items()},
        statistics={id_: _statistic(one, write) for id_, one in campaign.statistics.items()},
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
    found = {one.name: _inside(getattr(value, one.name), write, names) for one in fields(value) if one.name in names}
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
