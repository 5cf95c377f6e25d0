"""What messages are called where people choose one: by their titles, told apart where several have the same."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.content.catalogue import Words
    from kit.model.asset import Asset
    from kit.model.manifest import Manifest, MessageEntry


def message_titles(manifest: Manifest, words: Words) -> dict[str, str]:
    """Return what each message with pictures is called, by its id; `words` are those of the page.

    The first of those with one title has it alone. Another has its platform behind it, where it is on one only, else
    that it has a code, else a number.
    """
    pictures: dict[str, list[Asset]] = defaultdict(list)
    for asset in manifest.assets:
        pictures[asset.message].append(asset)
    called: dict[str, str] = {}
    for entry in manifest.kit.messages:
        if entry.id in pictures:
            names = _names(entry.title, pictures[entry.id], words)
            called[entry.id] = next(name for name in names if name not in called.values())
    return called


def counted_title(entry: MessageEntry, number: int, form: str) -> str:
    """Return what the picture of a countdown is called on which so many days are left."""
    return entry.counted.get(str(number)) or form.format(number=number, title=entry.title)


def _names(title: str, pictures: Sequence[Asset], words: Words) -> Iterator[str]:
    yield title
    names, with_code = words["platforms"], words["with_code"]
    platforms = {names.get(picture.platform, picture.platform) for picture in pictures}
    if len(platforms) == 1:
        yield f"{title} ({platforms.pop()})"
    if all(picture.qr for picture in pictures):
        yield f"{title} ({with_code})"
    yield from (f"{title} ({number})" for number in count(2))
