"""Rules on single characters: letters that look alike, or that a wrong encoding broke, and straight quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.base.lazy_imports import on_demand
from kit.model.finding import Finding
from kit.text.languages.language_writing import writing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ftfy

    from kit.model.review import Prose, Review
else:
    ftfy = on_demand("ftfy")


#: Two characters beyond ASCII in a row: one, in UTF-8, is at least two if it is read in another encoding.
_MAYBE_BROKEN = re.compile(r"[^\x00-\x7f]{2}")
#: A word with characters that are no letters, so that what is broken is quoted as a whole.
_BROKEN_WORD = re.compile(r"\S*[^\x00-\x7f]{2}\S*")
#: A straight quotation mark; not the inch sign, nor the one inside Hebrew abbreviations.
_STRAIGHT = re.compile(r'(?<!\w)"|(?<=[^\W\d_])"(?!\w)|(?<=[.,!?…])"')


def letters(review: Review) -> Iterator[Finding]:
    """No letter stands for another that looks like it, and none was broken by a wrong encoding."""
    for prose in review.prose:
        for fault in filter(None, (_wrong_letter(prose, review.language), _broken(prose))):
            yield Finding("letters", "warning", fault, prose.message)


def straight_quotes(review: Review) -> Iterator[Finding]:
    """Quotation marks of a translation are those of its language."""
    pairs = writing_of(review.language).quotes
    for prose in review.prose if pairs else ():
        if prose.originals and (match := _STRAIGHT.search(prose.text)):
            message = f"'{prose.key}' has a straight quotation mark"
            remedy = f"write {pairs[0][0]}…{pairs[0][1]} around what is quoted"
            fault = Fault(message, prose.mark_at(match.start()), remedy, code="quote-straight")
            yield Finding("straight-quotes", "warning", fault, prose.message)


def _wrong_letter(prose: Prose, language: str) -> Fault | None:
    """Return the fault of the first letter of a text that stands for one of the language."""
    right = writing_of(language).wrong_letters
    index = next((index for index, letter in enumerate(prose.text) if letter.lower() in right), None)
    if index is None:
        return None
    letter = prose.text[index]
    meant = right[letter.lower()] if letter.islower() else right[letter.lower()].upper()
    message = f"'{letter}' (U+{ord(letter):04X}) in '{prose.key}' is no letter of the language"
    remedy = f"write '{meant}' (U+{ord(meant):04X})"
    return Fault(message, prose.mark_at(index), remedy, code="letter-of-another-alphabet")


def _broken(prose: Prose) -> Fault | None:
    """Return the fault of a text that was read in another encoding than it was written in, as "Ã¤" for "ä"."""
    if not _MAYBE_BROKEN.search(prose.text):
        return None
    mended = ftfy.fix_encoding(prose.text)
    if mended == prose.text:
        return None
    words = prose.text.split()
    word = next((one for one in words if _BROKEN_WORD.search(one) and ftfy.fix_encoding(one) != one), words[0])
    meant = ftfy.fix_encoding(word)
    message, again = f"'{word}' in '{prose.key}' was read in a wrong encoding", "copy the words again, as UTF-8"
    remedy = f"did you mean '{meant}'? {again}" if meant != word else again
    return Fault(message, prose.mark_at(prose.text.index(word), len(word)), remedy, code="letters-broken")
