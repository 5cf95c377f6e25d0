"""Rules on the words of translations: emphasis that is lost, words of `kit.yaml` that are left, another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.compose.content.emphasis import emphasised, has_emphasis, without_emphasis
from kit.model.finding import Finding
from kit.model.slot import COPY_SLOTS
from kit.text.languages.language_guess import FEWEST_WORDS, UNKNOWN, guessed_other, words_in
from kit.text.languages.language_names import LANGUAGES
from kit.text.stems import folded, without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Prose, Review


#: Keys of texts that are sentences or parts of one; names and titles may be the same in every language.
_SENTENCES = frozenset((*COPY_SLOTS, "short", "long", "shows", "alt", "text", "counts", "label", "verb", "qualifier"))
#: What is no word of a language: figures by id, hashtags, accounts.
_NO_WORDS = re.compile(r"\{[^{}]*\}|[#@]\S+")
#: The fewest words with a small first letter in a text that is no name.
_FEWEST_SMALL = 2


def translated_emphasis(review: Review) -> Iterator[Finding]:
    """Where `kit.yaml` emphasises words, so does a translation."""
    for prose in review.prose:
        if prose.originals and all(map(has_emphasis, prose.originals)) and not has_emphasis(prose.text):
            message = f"'{prose.key}' emphasises nothing, but kit.yaml does"
            what = "the number that is set large" if prose.path[0] == "statistics" else "the words that are emphasised"
            fault = Fault(message, prose.mark, f"mark {what}: {emphasised('…')}", code="emphasis-lost")
            yield Finding("translated-emphasis", "warning", fault, prose.message)


def other_language(review: Review) -> Iterator[Finding]:
    """No text of a translation is that of `kit.yaml`, or in another language than its file is for."""
    if not review.translated_from or _primary(review.translated_from) == _primary(review.language):
        return
    for prose in review.prose:
        if prose.originals and prose.key in _SENTENCES:
            for fault in filter(None, (_untranslated(prose) or _elsewhere(prose, review.language),)):
                yield Finding("other-language", "warning", fault, prose.message)


def _untranslated(prose: Prose) -> Fault | None:
    """Return the fault of a text of several words that is the same as in `kit.yaml`."""
    text = _sentence(prose.text)
    words = words_in(text)
    small = [word for word in words if word[:1].islower() or not word[:1].isupper()]
    same = any(folded(text) == folded(_sentence(original)) for original in prose.originals)
    if not same or len(words) < FEWEST_WORDS or len(small) < _FEWEST_SMALL:
        return None
    message = f"'{prose.key}' is the same as in kit.yaml"
    return Fault(
        message, prose.mark, "translate it, or remove its words until somebody does", code="words-not-translated"
    )


def _elsewhere(prose: Prose, language: str) -> Fault | None:
    """Return the fault of the first line of a text that is in another language."""
    for line in prose.text.splitlines():
        other = guessed_other(_sentence(line), language)
        if other:
            begin = " ".join(without_emphasis(line).split()[:FEWEST_WORDS])
            like = "reads like another language" if other == UNKNOWN else f"reads like {LANGUAGES[other][0]}"
            message = f"'{begin} …' in '{prose.key}' {like}"
            remedy = f"write it in the language of the file, {LANGUAGES[_primary(language)][0]}"
            return Fault(message, prose.mark_of(begin), remedy, code="words-in-another-language")
    return None


def _sentence(text: str) -> str:
    """Return a text without emphasis marks, and with blanks in place of addresses, figures, hashtags and accounts."""
    return _NO_WORDS.sub(" ", without_addresses(without_emphasis(text)))


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]
