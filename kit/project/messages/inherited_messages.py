"""Fill in what a message inherits from another, which it names with `like`, before anything is validated.

Inherited values keep their place in the file, so that their faults are reported where they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, did_you_mean

#: The messages as they are written: mappings by id, or anything else by mistake.
Messages = Mapping[str, Any]
#: The keys that lead to a value inside a message: one, or `copy` or `caption` and one inside it.
Keys = tuple[str, ...]


Place = TypeVar("Place")

_SECTION, _LIKE, _WITHOUT = "messages", "like", "without"
#: Keys of a message that are inherited part by part: copy by slot, and the two forms of a caption.
_IN_PARTS = ("copy", "caption")


def with_inherited(document: Document) -> tuple[Document, list[Fault]]:
    """Return a `kit.yaml` in which every message has its inherited values, and the faults.

    A message with a broken `like` is left out, as it is unknown what it lacks.
    """
    content = document.value if isinstance(document.value, dict) else {}
    messages = content.get(_SECTION)
    if not isinstance(messages, dict):
        return document, []
    sound = [id_ for id_ in messages if not _is_broken(id_, messages)]
    taken = {id_: _inherited(id_, messages) for id_ in sound}
    filled = replace(
        document,
        value={**content, _SECTION: {id_: _filled(id_, messages, taken[id_]) for id_ in sound}},
        keys={**document.keys, **_places(document.keys, taken)},
        values={**document.values, **_places(document.values, taken)},
        translated={**document.translated, **_places(document.translated, taken)},
        originals={**document.originals, **_places(document.originals, taken)},
        taken=frozenset((_SECTION, id_, *keys) for id_, sources in taken.items() for keys in sources),
    )
    without = (fault for id_ in sound for fault in _without_faults(id_, messages, document))
    return filled, [*_like_faults(messages, document), *without]


def _like(id_: str, messages: Messages) -> str | None:
    """Return the message that another is like, as it is written; None if it is like none."""
    message = messages.get(id_)
    like = message.get(_LIKE) if isinstance(message, dict) else None
    return like if isinstance(like, str) else None


def _lineage(id_: str, messages: Messages) -> list[str]:
    """Return a message, the one it is like, the one that is like, and so on, each once."""
    found = [id_]
    while (like := _like(found[-1], messages)) is not None and like not in found:
        found.append(like)
    return found


def _is_broken(id_: str, messages: Messages) -> bool:
    """Return whether the chain of `like` from a message ends at a missing one, or is a circle."""
    last = _lineage(id_, messages)[-1]
    return last not in messages or _like(last, messages) is not None


def _like_faults(messages: Messages, document: Document) -> Iterator[Fault]:
    """Yield a fault for each message that is like a missing one, and one for each circle."""
    for id_ in messages:
        like, lineage, mark = _like(id_, messages), _lineage(id_, messages), document.mark(_SECTION, id_, _LIKE)
        if like is not None and like not in messages:
            remedy = did_you_mean(like, messages.keys() - {id_}, "`kit list messages`")
            yield Fault(f"unknown message '{like}'", mark, remedy, code="unknown-message")
        elif _like(lineage[-1], messages) == id_ == next(name for name in messages if name in lineage):
            chain = " → ".join((*lineage, id_))
            yield Fault(f"circular 'like': {chain}", mark, "remove 'like' from one of them", code="like-in-a-circle")


def _without_faults(id_: str, messages: Messages, document: Document) -> Iterator[Fault]:
    """Yield a fault for each item of `without` that the message would not inherit."""
    without = _without(id_, messages)
    if without and _like(id_, messages) is None:
        mark, remedy = document.key_mark(_SECTION, id_, _WITHOUT), "name the message that it is like: like: …"
        yield Fault("'without' needs a 'like'", mark, remedy, code="without-needs-like")
        return
    had = {key for source in _lineage(id_, messages)[1:] for keys in _own_values(source, messages) for key in keys}
    for index, name in enumerate(without):
        if name not in had:
            message, mark = f"'{_like(id_, messages)}' has no '{name}'", document.mark(_SECTION, id_, _WITHOUT, index)
            yield Fault(message, mark, did_you_mean(name, had), code="nothing-to-do-without")


def _without(id_: str, messages: Messages) -> list[str]:
    """Return the `without` of a message, as it is written."""
    message = messages[id_]
    without = message.get(_WITHOUT) if isinstance(message, dict) else None
    return [name for name in without if isinstance(name, str)] if isinstance(without, list) else []


def _own_values(id_: str, messages: Messages) -> dict[Keys, Any]:
    """Return a message's own values, by the keys that lead to them: copy and captions part by part."""
    message = messages[id_]
    values: dict[Keys, Any] = {}
    for key, value in message.items() if isinstance(message, dict) else ():
        if key in _IN_PARTS and isinstance(value, dict):
            values |= {(key, part): inner for part, inner in value.items()}
        elif key not in {_LIKE, _WITHOUT}:
            values[key,] = value
    return values


def _inherited(id_: str, messages: Messages) -> dict[Keys, str]:
    """Return a message's inherited values, by the keys that lead to them, and the id of the message each is from."""
    own = _own_values(id_, messages)
    taken: dict[Keys, str] = {}
    without = set(_without(id_, messages))
    for source in _lineage(id_, messages)[1:]:
        for keys in _own_values(source, messages):
            if not _overlaps(keys, (*own, *taken)) and without.isdisjoint(keys):
                taken[keys] = source
        without |= set(_without(source, messages))
    return taken


def _overlaps(keys: Keys, others: Iterable[Keys]) -> bool:
    """Return whether keys lead to one of some values, into it, or around it."""
    return any(keys[: len(other)] == other or other[: len(keys)] == keys for other in others)


def _filled(id_: str, messages: Messages, taken: Mapping[Keys, str]) -> object:
    """Return a message with its inherited values."""
    message = messages[id_]
    if not isinstance(message, dict):
        return message
    filled = {key: {**value} if isinstance(value, dict) else value for key, value in message.items()}
    for keys, source in taken.items():
        value = _own_values(source, messages)[keys]
        if len(keys) == 1:
            filled[keys[0]] = value
        else:
            filled.setdefault(keys[0], {})[keys[1]] = value
    return filled


def _places(places: Mapping[YamlPath, Place], taken: Mapping[str, Mapping[Keys, str]]) -> dict[YamlPath, Place]:
    """Return the places of inherited values, in the messages that they are from, by path."""
    found: dict[YamlPath, Place] = {}
    for id_, sources in taken.items():
        for keys, source in sources.items():
            start = (_SECTION, source, *keys)
            inside = {path: place for path, place in places.items() if path[: len(start)] == start}
            found |= {(_SECTION, id_, *keys, *path[len(start) :]): place for path, place in inside.items()}
    return found
