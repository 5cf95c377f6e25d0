"""Report numbers typed into copy, which have no source, and `as_of` dates after the kit's date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.model.finding import Finding
from kit.model.slot import COPY_SLOTS
from kit.text.languages.language_writing import writing_of
from kit.text.numerals import numerals_in
from kit.text.written_days import without_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Prose, Review
    from kit.text.numerals import Numeral


#: Keys of a message's texts in which numbers are checked; what a picture shows may be counted.
_JUDGED = frozenset((*COPY_SLOTS, "short", "long"))
#: Digits that are not numbers: figures by id, addresses, account names, hashtags, times.
NO_NUMBER = re.compile(
    r"\{[^{}]*\}"
    r"|(?<!\S)\S*(?:://|@|\#)\S*"
    r"|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[^\W\d]{2,}(?:/\S*)?"
    r"|(?<![\w:])\d{1,2}:\d\d(?::\d\d)?(?![\w:])"
)
#: The same, and list markers.
_NOT_TYPED = re.compile(rf"{NO_NUMBER.pattern}|^\s*\d{{1,2}}[.)](?=\s)", re.MULTILINE)
#: The characters that join a number to one before it, as in 24/7.
_JOINED = re.compile(r"\d[/\u2013-]")
_ORDINAL = re.compile(r"\.\s+[^\W\d_]")


def typed_number(review: Review) -> Iterator[Finding]:
    """No number is typed into copy: write it as a figure, with its source, or list it under 'numbers'."""
    passed = [*review.numbers, *(text for id_, text in review.figures if id_ in review.dated)]
    for prose in review.prose:
        if prose.path[0] == "more" or (prose.path[0] == "messages" and prose.key in _JUDGED):
            seen = set[str]()
            for numeral in _numbers(prose.text, passed, review.language):
                written = prose.text[numeral.start : _end(prose.text, numeral)]
                if written not in seen:
                    fault = _typed(written, numeral, prose, review)
                    yield Finding("typed-number", "warning", fault, prose.message)
                seen.add(written)


def _numbers(text: str, passed: list[str], language: str) -> Iterator[Numeral]:
    """Yield the numbers of a text that are not years, days, ordinals, names or allowed ones."""
    for allowed in passed:
        text = re.sub(rf"(?<!\w){re.escape(allowed)}(?!\w)", lambda match: " " * len(match[0]), text)
    text = without_days(_NOT_TYPED.sub(lambda match: " " * len(match[0]), text), language)
    ordinals = writing_of(language).ordinal_dot
    for numeral in numerals_in(text, language):
        named = numeral.letters and numeral.end == numeral.start + len(numeral.text)
        joined = _JOINED.fullmatch(text[max(0, numeral.start - 2) : numeral.start])
        ordinal = ordinals and _ORDINAL.match(text, numeral.end)
        if not (numeral.year or named or ordinal or joined):
            yield numeral


def _end(text: str, numeral: Numeral) -> int:
    """Return the end of a number with those joined to it, as in 24/7."""
    joined = re.compile(r"(?:[/\u2013-]\d+)*").match(text, numeral.end)
    return joined.end() if joined else numeral.end


def _typed(written: str, numeral: Numeral, prose: Prose, review: Review) -> Fault:
    """Return the fault of a typed number; it names the figure with the same number."""
    mark = prose.mark_at(numeral.start, len(written))
    same = [id_ for id_, text in review.figures if _says(text, numeral, review.language)]
    if same:
        remedy = f"write {{{same[0]}}}, which adds its source; or list it under 'numbers' if it means something else"
        return Fault(f"'{written}' is typed, but is the figure '{same[0]}'", mark, remedy, code="figure-typed")
    remedy = f"add it to 'statistics', or allow it: numbers: [{{allow: \"{written}\", reason: …}}]"
    return Fault(
        f"'{written}' is not a figure of 'statistics', so its source is unknown", mark, remedy, code="number-typed"
    )


def _says(text: str, numeral: Numeral, language: str) -> bool:
    """Return whether the text of a figure has the same number."""
    return any(numeral.readings[0] == other.readings[0] for other in numerals_in(text, language) if not other.year)


def as_of(review: Review) -> Iterator[Finding]:
    """No source and no figure is dated after the kit."""
    for dated in review.dated_ahead:
        message = f"'{dated.name}' is dated {dated.as_of}, after the kit's date, {dated.kit.isoformat()}"
        remedy = "correct its 'as_of' or the kit's 'date'"
        yield Finding("as-of", "warning", Fault(message, dated.mark, remedy, code="dated-ahead"))
