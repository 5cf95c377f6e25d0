"""What a page needs to know of a language and of a campaign's voice, to set a sentence and to refuse one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kit.text.languages.language_writing import writing_of
from kit.text.stems import INSIDE, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.campaign import Voice


def writing_table(language: str) -> dict[str, Any]:
    """Return what decides where lines of a language end, beside the breaks that every browser knows."""
    writing = writing_of(language)
    return {
        "small": list(writing.function_words),
        "next": list(writing.stays_with_next),
        "phrases": sorted(writing.phrases, key=len, reverse=True),
        "hyphens": list(writing.unbroken_hyphens),
        "narrow": list(writing.narrow_space_before),
        "sentence": list(writing.sentence_ends),
        "clause": list(writing.clause_ends),
        "after": list(writing.after_number),
    }


def voice_table(voice: Voice) -> dict[str, Any]:
    """Return what a campaign never says on pictures, as it is looked for in words that are folded to one case.

    A needle with a space before it is found at the beginning of a word only.
    """
    return {
        "never": _needles((*voice.never, *voice.never_on_pictures)),
        "lines": [phrase for one in voice.never_in_a_line if (phrase := folded(one)) != " "],
        "apart": [{"words": _needles(rule.words), "from": _needles(rule.from_), "by": rule.by} for rule in voice.apart],
    }


def _needles(stems: Iterable[str]) -> list[str]:
    found = ((stem.strip().startswith(INSIDE), folded(stem).strip()) for stem in stems)
    return sorted(
        {words if inside else f" {words}" for inside, words in found if words}, key=lambda one: (-len(one), one)
    )
