"""Find the messages and extras that errors in outdated words hold back, so that the rest of a language is published.

Where `kit.yaml` has other words than a string was made from, such as another figure or day, a translation that still
states the old one is not a mistake of the translator: the messages with that string wait for it, and no others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from operator import itemgetter
from textwrap import shorten

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark
from kit.model.campaign import Campaign
from kit.model.project import HeldBack
from kit.project.translating import shown_by_extras, without_entries
from kit.project.translation_states import key_of_string, strings_by_message

#: Returns the campaign of a translated `kit.yaml`, None if it has no messages, and its faults.
_Read = Callable[[Document], tuple[Campaign | None, list[Fault]]]
#: Returns what is wrong with the words of a campaign that was read; those that are not outdated are judged later.
Judge = Callable[[Campaign], Iterable[Fault]]
#: A message or an extra: its section and its id.
_Entry = tuple[str, str]

#: The sections whose entries are held back one by one.
_MESSAGES, _MORE = _SECTIONS = ("messages", "more")
#: How many characters of the words to translate again are quoted.
_QUOTED = 100


class SoundPart:
    """What can be published of a translation: all but the messages that its faults hold back.

    `document` is `kit.yaml` with what is left of the translation, `campaign` what was read of that, `held_back` are the
    messages that are not in it, and `told` the places of their outdated strings that have an error. `faults` are those
    that leave the language out, whatever is sound in it: then there is no campaign, and nothing is held back.
    """

    def __init__(self, document: Document, outdated: Collection[str], faults: Iterable[Fault]) -> None:
        """Take a translated `kit.yaml` with inherited values, the keys of outdated strings, and the faults so far."""
        self.document = document
        self.campaign: Campaign | None = None
        self.faults = [*faults]
        self._outdated = outdated
        self._held: dict[_Entry, dict[YamlPath, list[Fault]]] = {}

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        """The messages that are held back, in the order of `kit.yaml`."""
        return tuple(self._held_back(*entry, strings) for entry, strings in self._held.items())

    @property
    def told(self) -> frozenset[Mark]:
        """The places of the strings that hold messages back."""
        return frozenset(self.document.mark(*path) for strings in self._held.values() for path in strings)

    def read(self, read: _Read, judge: Judge | None = None) -> SoundPart:
        """Read the campaign, without the messages that faults in outdated words hold back; return the part."""
        met, found = [*self.faults], self.faults
        while not found or self._hold_back(found):
            self.campaign, found = read(self.document)
            if self.campaign and not found and judge and self._outdated:
                found = [fault for fault in judge(self.campaign) if self._outdated_at(fault.mark)]
            met += found
            if self._held and not self.document.value[_MESSAGES]:
                break
            if not found:
                self.faults = []
                return self
        self.campaign, self.faults, self._held = None, met, {}
        return self

    def _hold_back(self, faults: Iterable[Fault]) -> bool:
        """Take out what some faults hold back: messages, and extras; return whether all are in outdated strings."""
        strings = {
            (section, id_): paths
            for section in _SECTIONS
            for id_, paths in strings_by_message(self.document, section).items()
        }
        held: dict[_Entry, dict[YamlPath, list[Fault]]] = defaultdict(lambda: defaultdict(list))
        for fault in dict.fromkeys(faults):
            there = self._outdated_at(fault.mark)
            paths = [(entry, path) for entry, all_ in strings.items() for path in all_ if self._there(path) == there]
            if there is None or not paths:
                return False
            for entry, path in (*paths, *self._made_of(paths)):
                held[entry][path].append(fault)
        self._held |= {entry: held[entry] for entry in sorted(held, key=self._place)}
        entries = {path[:2] for of in held.values() for path in of if path[0] not in _SECTIONS}
        missing = {section: {id_ for of, id_ in held if of == section} for section in _SECTIONS}
        self.document = without_entries(self.document, missing, entries)
        return True

    def _made_of(self, paths: Iterable[tuple[_Entry, YamlPath]]) -> Iterator[tuple[_Entry, YamlPath]]:
        """Yield the extras that are made of pictures of messages with some strings."""
        shown = shown_by_extras(self.document.value.get(_MORE) or {})
        for (section, id_), path in paths:
            yield from (((_MORE, extra), path) for extra in sorted(shown.get(id_, ())) if section != _MORE)

    def _place(self, entry: _Entry) -> tuple[int, int]:
        """Return the place of a message or an extra in `kit.yaml`."""
        section, id_ = entry
        return _SECTIONS.index(section), [*self.document.value[section]].index(id_)

    def _outdated_at(self, mark: Mark | None) -> YamlPath | None:
        """Return the outdated string at a place, by its path in the translation; None if there is another value."""
        translation = next(
            (source for source, _ in self.document.translated.values() if mark and source.file == mark.file), None
        )
        if mark is None or translation is None:
            return None
        before = [(at, path) for path, at in translation.keys.items() if at <= (mark.line, mark.column)]
        key = max(before, key=itemgetter(0))[1] if before else ()
        strings = (key[:length] for length in range(len(key), 0, -1))
        return next((there for there in strings if key_of_string(there) in self._outdated), None)

    def _there(self, path: YamlPath) -> YamlPath:
        """Return the path of a string in the translation by that in `kit.yaml`."""
        return self.document.translated[path][1]

    def _held_back(self, section: str, id_: str, strings: dict[YamlPath, list[Fault]]) -> HeldBack:
        """Return what is held back, with its first fault, and all that is to be translated again."""
        name = f"{_MORE}/{id_}" if section == _MORE else id_
        language, first = str(self.document.value["kit"]["language"]), next(iter(strings))
        faults = [fault for found in strings.values() for fault in found]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        outdated = "as its translation is outdated"
        message = f"'{name}' is held back in '{language}', {outdated}: {faults[0].message}{more}"
        named = ", ".join(f"'{key_of_string(self._there(path))}'" for path in strings)
        words = shorten(self.document.originals_of(first)[-1], _QUOTED, placeholder=" …")
        remedy = f"translate {named} again: {words}"
        return HeldBack(language, name, Fault(message, faults[0].mark, remedy, code="message-held-back"))
