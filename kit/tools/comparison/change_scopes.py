"""Which values differ between two files of a project, and which pictures each may affect, by its path in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.model.campaign import Campaign
from kit.model.partner import PARTNER
from kit.project.translated_keys import Entry, is_of_the_page
from kit.tools.comparison.changes import Aspect, Scope

#: Everything in a picture except its presence; and the words to post with it.
SHOWN: frozenset[Aspect] = frozenset(
    {"pixels", "size", "page", "alt", "link", "qr", "drawing", "layout", "theme", "file"}
)
CAPTION: frozenset[Aspect] = frozenset({"caption"})
_ALT: frozenset[Aspect] = frozenset({"alt"})
_PRESENCE: frozenset[Aspect] = frozenset({"presence"})
_INSIDE: frozenset[Aspect] = frozenset({"file", "page", "path"})
#: What values of `kit` that are not on the pictures affect.
_OF_KIT: Mapping[str, frozenset[Aspect]] = {
    "hashtags": CAPTION,
    "date": _INSIDE | _PRESENCE,
    **dict.fromkeys(("name", "title", "version", "licence", "first", "hosts", "site"), _INSIDE),
}
#: What values of a message affect besides its pictures.
_OF_MESSAGE: Mapping[str, frozenset[Aspect]] = {
    "caption": CAPTION,
    "shows": _ALT,
    "copy": SHOWN,
    "theme": SHOWN,
    "photo": SHOWN,
    "logo": SHOWN,
}
#: What values of a partner affect that are not everywhere.
_OF_PARTNER: Mapping[str, frozenset[Aspect]] = {
    "logo": SHOWN,
    "colours": SHOWN,
    **dict.fromkeys(("languages", "messages"), _PRESENCE | _INSIDE),
}
#: Sections that no picture shows.
_OF_NO_PICTURE = frozenset({"checks", "voice", "numbers", "more"})


def scope_of(change: ValueChange, users: Mapping[Entry, frozenset[str]]) -> Scope | None:
    """Return which pictures a value of `kit.yaml` may affect; None for one that no picture shows.

    `users` are the messages that use each figure, link and source.
    """
    section, *keys = map(str, change.path) if change.path else ("",)
    if section in _OF_NO_PICTURE or is_of_the_page(change.path):
        return None
    if section == "messages" and keys:
        return _message_scope(keys)
    first = frozenset(keys[:1])
    found = {
        "kit": Scope(_OF_KIT.get(keys[0] if keys else "", SHOWN | CAPTION)),
        "placements": Scope(SHOWN | CAPTION | _PRESENCE, placements=first or None),
        "platforms": Scope(_PRESENCE),
        "themes": Scope(SHOWN, themes=first or None),
    }
    named = users.get((section, keys[0])) if keys else None
    return found.get(section) or Scope(SHOWN | CAPTION, messages=named)


def _message_scope(keys: list[str]) -> Scope:
    """Return what a value of a message affects: one picture of a series for a value of a frame."""
    message, *inside = keys
    own = frozenset({message})
    if not inside:
        return Scope(SHOWN | CAPTION | _PRESENCE, messages=own)
    number = int(inside[1]) + 1 if inside[0] == "frames" and len(inside) > 1 else None
    found = (_OF_MESSAGE[key] for key in inside if key in _OF_MESSAGE)
    return Scope(next(found, SHOWN | CAPTION | _PRESENCE), messages=own, frame=number)


def layout_scope(name: str) -> Scope:
    """Return which pictures the rules of a layout affect."""
    return Scope(SHOWN, layouts=frozenset({name}))


def partner_scope(change: ValueChange, campaigns: Iterable[Campaign]) -> Scope:
    """Return which pictures a value of a partner affects; one of its fields, those whose texts read it."""
    key, *inside = map(str, change.path[1:]) if len(change.path) > 1 else ("",)
    if key != "fields" or not inside:
        return Scope(_OF_PARTNER.get(key, SHOWN | CAPTION))
    read = f"{{{PARTNER}.{inside[0]}}}"
    messages = ((campaign, id_) for campaign in campaigns for id_ in campaign.document.value["messages"])
    users = {id_ for campaign, id_ in messages if _reads(campaign.document.value["messages"][id_], read)}
    return Scope(SHOWN | CAPTION, messages=frozenset(users))


def _reads(value: object, text: str) -> bool:
    """Return whether a text stands in a value of YAML, at any depth."""
    if isinstance(value, dict | list):
        return any(_reads(part, text) for part in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and text in value


#: Marks a value that one of the files does not have; a key without a value has None.
_NOTHING: Any = object()


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value at a path that differs; if `is_added` or `is_removed`, one of the files has no value there."""

    path: YamlPath
    old: Any
    new: Any

    @property
    def is_added(self) -> bool:
        """Return whether only the new file has the value."""
        return self.old is _NOTHING

    @property
    def is_removed(self) -> bool:
        """Return whether only the old file has the value."""
        return self.new is _NOTHING


def value_changes(old: Document, new: Document) -> Iterator[ValueChange]:
    """Yield every value that differs between two files, in the order of the new one, removed ones last.

    Mappings are compared key by key, lists of mappings item by item; a list of plain values is one value.
    """
    yield from _changes(old.value, new.value, ())


def _changes(old: Any, new: Any, path: YamlPath) -> Iterator[ValueChange]:  # noqa: ANN401  (YAML can contain anything)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _changes(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
    elif _holds_mappings(old) and _holds_mappings(new):
        for index in range(max(len(old), len(new))):
            before, after = (side[index] if index < len(side) else _NOTHING for side in (old, new))
            yield from _changes(before, after, (*path, index))
    elif old != new:
        yield ValueChange(path, old, new)


def _holds_mappings(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
