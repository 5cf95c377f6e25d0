"""What a translator's file says to each text: new words, made from which original, or why they are not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kit.base.errors import Fault, Mark, SpecError, did_you_mean
from kit.project.translation_states import KnownStrings, digest_of
from kit.text.characters import disallowed_characters
from kit.tools.exchange.filled_file import FilledText
from kit.tools.exchange.texts import Text

#: What people type without noticing; other spaces are meant.
_BLANKS = " \t\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, and what a file says to it: words, without blanks that nobody meant, and the words they were made from.

    `left_out` says why new words are not taken; `is_over_signed` is set for those that replace signed ones.
    """

    text: Text
    words: str
    original: str
    mark: Mark
    is_trimmed: bool
    left_out: Fault | None = None
    is_over_signed: bool = False

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


def answers_of(
    filled: Sequence[FilledText], texts: Sequence[Text], known: KnownStrings, *, over_signed: bool
) -> list[Answer]:
    """Return what a file says to the texts that it has, and to each why its words are not taken, if so.

    Words replace no translation that has changed since the export, unless it is signed and they go `over_signed` ones.
    Those that were made from others than `kit.yaml` has now replace nothing but old translations, and fill gaps.
    Raises SpecError for unknown keys, for those that are there twice, and for characters that no words may contain.
    """
    by_key = {text.key: text for text in texts}
    _require_known(filled, by_key)
    answers = [_answered(text, by_key[text.key], known, over_signed=over_signed) for text in filled]
    _require_allowed(answers)
    return answers


def _require_known(filled: Sequence[FilledText], known: Mapping[str, Text]) -> None:
    """Raise SpecError for keys that `kit.yaml` does not have, and for those that a file has twice."""
    faults: list[Fault] = []
    first: dict[str, Mark] = {}
    for text in filled:
        if text.key not in known:
            remedy = did_you_mean(text.key, known) or "remove it"
            faults.append(Fault(f"unknown key '{text.key}'", text.mark, remedy, code="unknown-key"))
        elif text.key in first:
            message = f"'{text.key}' is there twice; first in line {first[text.key].line}"
            faults.append(Fault(message, text.mark, "remove one of them", code="duplicate-key"))
        first.setdefault(text.key, text.mark)
    if faults:
        raise SpecError(*faults)


def _answered(filled: FilledText, text: Text, known: KnownStrings, *, over_signed: bool) -> Answer:
    """Return what a file says to a text; what it was exported with stays as it is, blanks included."""
    words = filled.translation
    if words != text.translation:
        words = _trimmed(words, text.original)
    trimmed = words not in (filled.translation, "", text.translation)
    answer = Answer(text, words, filled.original, filled.mark, trimmed)
    return _judged(answer, filled, known, over_signed=over_signed) if answer.is_new else answer


def _judged(answer: Answer, filled: FilledText, known: KnownStrings, *, over_signed: bool) -> Answer:
    """Return an answer with new words, which are left out if something newer or signed is there, or they are doubted.

    Words that nobody has changed since the export ask for nothing, not even over signed ones.
    """
    text, signed = answer.text, known.signed.get(answer.text.string, "")
    has_changed = filled.exported not in ("", text.digest)
    is_older = bool(answer.is_outdated and text.translation and text.string not in known.outdated)
    as_exported = filled.exported == digest_of(filled.translation)
    if has_changed and (as_exported or is_older or not signed):
        return replace(answer, left_out=_changed(answer, as_exported=as_exported))
    if is_older:
        return answer.refused()
    if filled.doubted:
        message, remedy = f"'{text.key}' is marked as fuzzy", "correct it, and remove the mark"
        return replace(answer, left_out=Fault(message, filled.mark, remedy, code="translation-fuzzy"))
    if signed and not over_signed:
        return replace(answer, left_out=_signed(answer, signed, has_changed=has_changed))
    if not signed and not filled.exported and not _is_unchanged(answer, known):
        return replace(answer, left_out=_perhaps_changed(answer))
    return replace(answer, is_over_signed=bool(signed))


def _is_unchanged(answer: Answer, known: KnownStrings) -> bool:
    """Return whether a translation is known to be as it was when a file without digests was exported.

    There was none before if none is noted; and one that was made from older words than the file shows was there before
    the file.
    """
    text = answer.text
    has_none = not text.translation and text.string not in known.noted
    return has_none or (text.string in known.outdated and not answer.is_outdated)


def _both(answer: Answer) -> str:
    """Return both versions of a text: that of the translation and that of the file."""
    now = f"it is now '{answer.text.translation}'" if answer.text.translation else "it is empty now"
    return f"{now}, and this file has '{answer.words}'"


def _changed(answer: Answer, *, as_exported: bool) -> Fault:
    """Return the fault of words that would undo what was changed after the export."""
    message = f"'{answer.text.key}' has changed since this file was exported: {_both(answer)}"
    remedy = "export again, and write the words into that file if they are better"
    if as_exported:
        remedy = "leave it: nobody changed it in this file; or export again, and write what is better"
    return Fault(message, answer.mark, remedy, code="translation-changed")


def _perhaps_changed(answer: Answer) -> Fault:
    """Return the fault of words that might undo what was changed after the export, which the file can't rule out."""
    message = f"'{answer.text.key}' may have changed since this file was exported, which has no digest of it"
    remedy = "export again, and write the words into that file if they are better"
    return Fault(f"{message}: {_both(answer)}", answer.mark, remedy, code="translation-perhaps-changed")


def _signed(answer: Answer, readers: str, *, has_changed: bool) -> Fault:
    """Return the fault of words for a text that somebody has reviewed."""
    since = " and has changed since this file was exported" if has_changed else ""
    message = f"'{answer.text.key}' is signed by {readers}{since}: {_both(answer)}"
    remedy = "agree with them, then import with --over-signed, which makes it a draft"
    return Fault(message, answer.mark, remedy, code="translation-signed")


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
