"""The messages and extras that each entry of `kit.yaml` affects: a figure by words that name it, its source by that."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kit.project.translated_keys import OF_THE_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.base.document.document import Document

    #: A section of `kit.yaml`, and the id of an entry in it.
    Entry = tuple[str, str]


_MESSAGES, _KIT = "messages", "kit"
#: Sections whose entries are referred to by id.
_NAMED = ("statistics", "links", "sources")
#: A figure in words: `{reports}` or `{reports|in another form}`.
_FIGURE = re.compile(r"\{([^{}|.]+)")


def entry_users(document: Document, section: str = _MESSAGES) -> Mapping[Entry, frozenset[str]]:
    """Return the ids of the messages that lead to each figure, link and source; all lead to what the kit names for all.

    Of another `section` it is the ids of its entries. A value leads to an entry if it is its id, or words with the id
    in braces.
    """
    content = document.value if isinstance(document.value, dict) else {}
    entries = {(section, id_): value for section in _NAMED for id_, value in _mapping(content.get(section)).items()}
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_id[entry[1]].append(entry)
    users: dict[Entry, set[str]] = defaultdict(set)
    of_all = {key: value for key, value in _mapping(content.get(_KIT)).items() if key not in OF_THE_PAGE}
    for message, value in _mapping(content.get(section)).items():
        asked = [*_names(value), *_names(of_all)]
        while asked:
            for entry in by_id.get(asked.pop(), ()):
                if message not in users[entry]:
                    users[entry].add(message)
                    asked += _names(entries[entry])
    return {entry: frozenset(messages) for entry, messages in users.items()}


def named_in(value: object) -> frozenset[str]:
    """Return every text in a YAML value, at any depth, and every name in braces in its words."""
    return frozenset(_names(value))


def braced_in(value: object) -> frozenset[str]:
    """Return every name in braces in the words of a YAML value, at any depth."""
    texts = (text for text in _names(value) if "{" in text)
    return frozenset(name.strip() for text in texts for name in _FIGURE.findall(text))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, str):
        yield value
        yield from (name.strip() for name in _FIGURE.findall(value))


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
