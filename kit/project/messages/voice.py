"""Read the section `voice` of `kit.yaml` or of a translation: words that are ruled out, by stems and phrases."""

from __future__ import annotations

from collections.abc import Iterator

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault
from kit.model.campaign import FEWEST_BETWEEN, MOST_BETWEEN, NO_VOICE, Voice
from kit.project.validate import validate
from kit.text.characters import is_blank
from kit.text.stems import INSIDE, is_without_letters

#: A stem or a phrase with its path.
_Item = tuple[YamlPath, str]


_SECTION, _PHRASES = "voice", "never_in_a_line"
#: Lists of stems.
_STEMS = ("never", "never_on_pictures", "never_emphasised")


def read_voice(document: Document) -> tuple[Voice, list[Fault]]:
    """Return what is ruled out, with its valid items, and the faults; a plain list is read as `never`."""
    written = document.value.get(_SECTION, [])
    if isinstance(written, dict):
        voice, faults = validate(Voice, written, document, (_SECTION,))
        at: YamlPath = (_SECTION, "never")
    else:
        words, faults = validate(tuple[str, ...], written, document, (_SECTION,))
        voice, at = Voice(never=words or ()), (_SECTION,)
    found = [*faults, *_voice_faults(voice, at, document)] if voice else faults
    return (voice if voice and not found else NO_VOICE), found


def _voice_faults(voice: Voice, never: YamlPath, document: Document) -> Iterator[Fault]:
    """Yield what is wrong with values of valid types; `never` is the path of the words that are never used."""
    for index, rule in enumerate(voice.apart):
        path: YamlPath = (_SECTION, "apart", index)
        yield from _apart_faults(rule.by, {"words": rule.words, "from": rule.from_}, path, document)
    for item, text in _items(voice, never):
        yield from _item_faults(text, item, document)


def _items(voice: Voice, never: YamlPath) -> Iterator[_Item]:
    """Yield every stem and every phrase."""
    lists: dict[YamlPath, tuple[str, ...]] = {(_SECTION, key): getattr(voice, key) for key in (*_STEMS[1:], _PHRASES)}
    lists[never] = voice.never
    for index, rule in enumerate(voice.apart):
        lists |= {(_SECTION, "apart", index, "words"): rule.words, (_SECTION, "apart", index, "from"): rule.from_}
    yield from (((*path, index), text) for path, texts in lists.items() for index, text in enumerate(texts))


def _apart_faults(by: int, lists: dict[str, tuple[str, ...]], path: YamlPath, document: Document) -> Iterator[Fault]:
    """Yield what is wrong with words that are kept apart: no words, or too few or too many others between them."""
    for key, stems in lists.items():
        if not stems:
            message, remedy = f"'{key}' is empty", "list at least one stem, or remove the whole item of 'apart'"
            yield Fault(message, document.mark(*path, key), remedy, code="nothing-to-keep-apart")
    if not FEWEST_BETWEEN <= by <= MOST_BETWEEN:
        remedy = f"write the number of words between the two, from {FEWEST_BETWEEN} to {MOST_BETWEEN}"
        yield Fault(f"'by' is {by}", document.mark(*path, "by"), remedy, code="words-between-out-of-range")


def _item_faults(text: str, path: YamlPath, document: Document) -> Iterator[Fault]:
    """Yield the fault of a stem or a phrase that matches nothing, or has the form of the other kind."""
    item, mark = f"item {int(path[-1]) + 1} of '{path[-2]}'", document.mark(*path)
    stem = text.strip().removeprefix(INSIDE)
    if is_blank(text):
        yield Fault(f"{item} is empty", mark, "write words, or remove it", code="empty-text")
    elif "*" in text:
        yield Fault(f"'{text}' contains '*'", mark, _without_star(text, path), code="stem-with-star")
    elif is_without_letters(text):
        yield Fault(f"{item}, '{text}', has no letter", mark, "write words, or remove it", code="words-without-letters")
    elif INSIDE in stem or (path[-2] == _PHRASES and stem != text.strip()):
        remedy = "write it only before a stem" if path[-2] != _PHRASES else "remove it: phrases are whole words"
        yield Fault(f"'{text}' contains '{INSIDE}'", mark, remedy, code="tilde-inside-stem")


def _without_star(text: str, path: YamlPath) -> str:
    """Return what to write in place of a stem or a phrase with a star."""
    plain = " ".join(text.replace("*", " ").replace(INSIDE, " ").split())
    if path[-2] == _PHRASES or not plain:
        return "remove it: phrases are whole words" if plain else "write words, or remove it"
    if text.strip().startswith(("*", INSIDE)):
        return f"write '{INSIDE}{plain}', which also matches inside words"
    return f"write '{plain}', which matches every word that begins with it; '{INSIDE}{plain}' also matches inside words"
