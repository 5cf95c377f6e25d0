"""What a translator's file says to each text: new words, made from which original, or why they are not taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.base.errors import Fault, SpecError, did_you_mean
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from kit.base.errors import Mark
    from kit.exchange.filled_file import FilledText
    from kit.exchange.texts import Text


#: What people type without noticing; other spaces are meant.
_BLANKS = " \t\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, and what a file says to it: words, without blanks that nobody meant, and the words they were made from.

    `left_out` says why new words are not taken.
    """

    text: Text
    words: str
    original: str
    mark: Mark
    is_trimmed: bool
    left_out: Fault | None = None

    @property
    def is_new(self) -> bool:
        """Whether the words replace those of the translation."""
        return self.left_out is None and self.words not in ("", self.text.translation)

    @property
    def is_outdated(self) -> bool:
        """Whether the words are new and were made from other words than `kit.yaml` has now."""
        return self.is_new and self.original != self.text.original

    def refused(self) -> Answer:
        """Return the answer with its words left out, as they were made from other words."""
        message = (
            f"'{self.text.key}' has changed: this translates '{self.original}', but it is now '{self.text.original}'"
        )
        remedy = "export again, and translate the new words"
        return replace(self, left_out=Fault(message, self.mark, remedy, code="translated-from-other-words"))


def answers_of(filled: Sequence[FilledText], texts: Sequence[Text], outdated: Container[str]) -> list[Answer]:
    """Return what a file says to the texts that it has; `outdated` are the keys of strings whose translation is old.

    Words that were made from others than `kit.yaml` has now replace nothing but old translations, and fill gaps.
    Raises SpecError for unknown keys, for those that are there twice, and for characters that no words may contain.
    """
    known = {text.key: text for text in texts}
    _require_known(filled, known)
    answers = [_answered(one, known[one.key], outdated) for one in filled]
    _require_allowed(answers)
    return answers


def _require_known(filled: Sequence[FilledText], known: Mapping[str, Text]) -> None:
    """Raise SpecError for keys that `kit.yaml` does not have, and for those that a file has twice."""
    faults: list[Fault] = []
    first: dict[str, Mark] = {}
    for one in filled:
        if one.key not in known:
            remedy = did_you_mean(one.key, known) or "remove it"
            faults.append(Fault(f"unknown key '{one.key}'", one.mark, remedy, code="unknown-key"))
        elif one.key in first:
            message = f"'{one.key}' is there twice; first in line {first[one.key].line}"
            faults.append(Fault(message, one.mark, "remove one of them", code="duplicate-key"))
        first.setdefault(one.key, one.mark)
    if faults:
        raise SpecError(*faults)


def _answered(filled: FilledText, text: Text, outdated: Container[str]) -> Answer:
    """Return what a file says to a text; what it was exported with stays as it is, blanks included."""
    words = filled.translation
    if words != text.translation:
        words = _trimmed(words, text.original)
    trimmed = words not in (filled.translation, "", text.translation)
    answer = Answer(text, words, filled.original, filled.mark, trimmed)
    if answer.is_outdated and text.translation and text.string not in outdated:
        return answer.refused()
    if answer.is_new and filled.doubted:
        message, remedy = f"'{text.key}' is marked as fuzzy", "correct it, and remove the mark"
        return replace(answer, left_out=Fault(message, filled.mark, remedy, code="translation-fuzzy"))
    return answer


def _trimmed(words: str, original: str) -> str:
    """Return words without blanks and line breaks at their ends, unless the original has some there."""
    words = words if original[:1].isspace() else words.lstrip(_BLANKS)
    return words if original[-1:].isspace() else words.rstrip(_BLANKS)


def _require_allowed(answers: Sequence[Answer]) -> None:
    """Raise SpecError for characters that no words may contain, such as those that can't be seen."""
    found = [(answer, wrong) for answer in answers if answer.is_new for wrong in disallowed_characters(answer.words)]
    if found:
        raise SpecError(
            *(Fault(wrong.message, at.mark, wrong.remedy, code="disallowed-character") for at, wrong in found)
        )
