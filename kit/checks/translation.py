"""Rules on the languages of a campaign: every message in each of them, and the generator's own sentences too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.review import Review


def translation(review: Review) -> Iterator[Finding]:
    """No message is left out of a language because words of it are not translated."""
    for message, fault in review.untranslated:
        yield Finding("translation", "warning", fault, message)


def language_voice(review: Review) -> Iterator[Finding]:
    """Every language has its own `voice` where `kit.yaml` has one, which judges no words of other languages."""
    for language, mark in review.voiceless:
        message = f"no words are ruled out in '{language}', as its file has no 'voice'"
        remedy = "write one, such as 'voice: {never: […]}', in words of the language, or 'voice: []' for none"
        fault = Fault(message, mark, remedy, code="language-without-voice")
        yield Finding("language-voice", "warning", fault)


def catalogue(review: Review) -> Iterator[Finding]:
    """What the generator writes itself, such as "Source" and the labels of the page, is in the language of the kit."""
    if review.foreign:
        said = f"the generator has no sentences in '{review.language}': sources, alt texts and page have English ones"
        remedy = "write kit/content/words/{}.yaml in the generator, as CONTRIBUTING.md says"
        fault = Fault(said, review.foreign, remedy.format(review.language.lower()), code="no-catalogue")
        yield Finding("catalogue", "warning", fault)
