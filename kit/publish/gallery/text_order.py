"""Say in which order words of a language are read: as markup, as places in the page's data, and in plain text.

What is ordered by itself is what pictures isolate, so that an address, a hashtag or a title reads the same on the page
and in the picture. Captions and alternative texts themselves get no invisible characters, as people paste them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import escape

from kit.text.bidi_levels import Isolate, levels_of, visual_order
from kit.text.isolated_words import isolates_in, levels_in
from kit.text.languages.language_names import is_right_to_left

#: A part of a text that is ordered by itself: where it begins and ends, and its `dir`.
Place = tuple[int, int, str]
#: The `dir` of an isolate in markup, by its class; in plain text the characters that begin and end it, and the mark
#: from which an editor sees on which side a line begins (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters).
_DIRECTIONS = {"LRI": "ltr", "RLI": "rtl", "FSI": "auto"}
_BEGINNINGS = {kind: f'<bdi dir="{direction}">' for kind, direction in _DIRECTIONS.items()}
_INITIATORS = {"LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068"}
_PDI, _RLM = "\u2069", "\u200f"


def direction_of(language: str) -> str:
    """Return the direction of text of a language, whatever its first letter is."""
    return "rtl" if is_right_to_left(language) else "ltr"


def places_by_text(texts: Iterable[tuple[str, str]]) -> dict[str, list[Place]]:
    """Return what is ordered by itself in some texts, each given with its language; those without any are left out."""
    found = {text: _places(text, language) for text, language in dict(texts).items()}  # pictures share captions
    return {text: places for text, places in found.items() if places}


def _places(text: str, language: str) -> list[Place]:
    """Return what is ordered by itself in a text, outer parts first, counted in units of UTF-16 as scripts count."""
    isolates = sorted(isolates_in(text, language), key=lambda isolate: (isolate.start, -isolate.end))
    return [
        (_units(text[: isolate.start]), _units(text[: isolate.end]), _DIRECTIONS[isolate.kind]) for isolate in isolates
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def marked_up(text: str, language: str) -> str:
    """Return a text as HTML in which every part that is ordered by itself is a `bdi` element."""
    return _written(text, isolates_in(text, language), _BEGINNINGS, "</bdi>", quote=escape)


def in_plain_text(text: str, language: str) -> str:
    """Return a text for a document that may be shown from left to right, as browsers and many editors do.

    It is changed only if it is in a language from right to left and has letters of it. Then it is isolated as a whole;
    parts of it only if one of them would be turned round, as people copy addresses from there.
    """
    if not is_right_to_left(language) or not any(level % 2 for level in levels_of(text, 0)):
        return text
    turned = visual_order(levels_in(text, language)) != visual_order(levels_of(text, 1))
    isolates = isolates_in(text, language) if turned else []
    return f"{_INITIATORS['RLI']}{_written(text, isolates, _INITIATORS, _PDI)}{_PDI}"


def as_line(text: str, language: str) -> str:
    """Return a text as a line of its own, which editors that look at its first letter begin on the right side."""
    written = in_plain_text(text, language)
    return written if written == text else f"{_RLM}{written}"


def _written(
    text: str, isolates: Iterable[Isolate], begin: Mapping[str, str], end: str, *, quote: Callable[[str], str] = str
) -> str:
    """Return a text with something before and behind each isolate, the rest quoted."""
    begins, ends = defaultdict[int, str](str), Counter[int]()
    for isolate in sorted(isolates, key=lambda isolate: (isolate.start, -isolate.end)):
        begins[isolate.start] += begin[isolate.kind]
        ends[isolate.end] += 1
    cuts = sorted({0, *begins, *ends, len(text)})
    parts = [quote(text[cut:after]) for cut, after in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return "".join(f"{end * ends[cut]}{begins[cut]}{part}" for cut, part in zip(cuts, parts, strict=True))
