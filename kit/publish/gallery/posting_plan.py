"""What to post when, under which title: countdowns on their days, one message a day, in the order of the campaign."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from kit.model.asset import Asset
from kit.model.manifest import KitSummary, Manifest, MessageEntry
from kit.model.statistic import day_of
from kit.project.catalogue import Words

#: The role of the pictures in a plan.
ROLE = "feed"
#: The days left on which a countdown is planned: its pictures of all days would be every second post of a profile. A
#: longer one begins with its first picture.
_PLANNED = frozenset((1, 2, 3, 7, 14, 30))
_DAY = dt.timedelta(1)


class PlannedPost(NamedTuple):
    """A message, by its id, that is posted on a day; `number` is that of the picture in a countdown."""

    day: dt.date
    message: str
    number: int | None = None


class SpokenDay(NamedTuple):
    """A day that a campaign names, and the sentence on what happens then."""

    day: dt.date
    sentence: str


def plan_of(manifest: Manifest) -> tuple[PlannedPost, ...]:
    """Return the posts from the date of a kit to the last day that one of its messages names; empty if there is none.

    A message is planned for a day on which it is true. Posts of one day are in the order of the page's cards: the
    message that a kit shows first, then countdowns, then the others. If there are more messages than days, the last are
    left out: they may be posted on any day.
    """
    posted = {asset.message for asset in manifest.assets if asset.role == ROLE}
    entries = [entry for entry in manifest.kit.messages if entry.id in posted]
    first, last = day_of(manifest.kit.date), max(filter(None, map(_last_day, entries)), default=None)
    if first is None or last is None:
        return ()
    single = _one_a_day([entry for entry in entries if entry.counts_to is None], first, last)
    order = {entry.id: index for index, entry in enumerate(entries)}
    kit_first = manifest.kit.first
    posts = sorted((*single, *_counted(manifest)), key=lambda post: order[post.message])
    return tuple(sorted(posts, key=lambda post: (post.day, post.message != kit_first, post.number is None)))


def pictures_of_days(manifest: Manifest, pictures: Iterable[Asset]) -> dict[str, Asset]:
    """Return which of some pictures, in the order of the page, is on top on each day that has one of its own."""
    entries = {entry.id: entry for entry in manifest.kit.messages}
    by_post: dict[tuple[str, int | None], Asset] = {}
    found: dict[str, Asset] = {}
    for asset in pictures:
        by_post.setdefault((asset.message, asset.frame), asset)
        by_post.setdefault((asset.message, None), asset)
    posts = [(post.day, by_post.get((post.message, post.number))) for post in plan_of(manifest)]
    counted = [(counted_day(entries[picture.message], picture.frame), picture) for picture in by_post.values()]
    for day, picture in (*posts, *counted):
        if day and picture:
            found.setdefault(day.isoformat(), picture)
    return found


def spoken_days(kit: KitSummary) -> tuple[SpokenDay, ...]:
    """Return the days among the figures of a kit, in order, each with the words of its figure."""
    days = ((day_of(figure.day or ""), f"{figure.words} {figure.counts}".strip()) for figure in kit.figures)
    return tuple(sorted(SpokenDay(day, sentence) for day, sentence in days if day))


def counted_day(entry: MessageEntry, number: int | None) -> dt.date | None:
    """Return the day of a countdown picture, a number of days before the end; None for others."""
    end = day_of(entry.counts_to or "")
    return end - number * _DAY if end and number else None


def _counted(manifest: Manifest) -> Iterator[PlannedPost]:
    """Yield the first picture of a countdown in a feed and some later ones on their days, once for all placements."""
    entries = {entry.id: entry for entry in manifest.kit.messages}
    pictures: dict[str, set[int]] = defaultdict(set)
    for asset in manifest.assets:
        if asset.role == ROLE and asset.frame and counted_day(entries[asset.message], asset.frame):
            pictures[asset.message].add(asset.frame)
    for message, numbers in pictures.items():
        for number in numbers & (_PLANNED | {max(numbers)}):
            day = counted_day(entries[message], number)
            if day:
                yield PlannedPost(day, message, number)


def _one_a_day(entries: Iterable[MessageEntry], day: dt.date, last: dt.date) -> Iterator[PlannedPost]:
    """Yield a message a day until the last one: the first message that still leaves every other one a valid day."""
    waiting = list(entries)
    while day <= last:
        waiting = [entry for entry in waiting if (_last_day(entry) or last) >= day]
        if not waiting:
            return
        soonest = min(waiting, key=lambda entry: _last_day(entry) or last)
        chosen = next(
            (entry for entry in waiting if _find_days((e for e in waiting if e is not entry), day + _DAY)), soonest
        )
        yield PlannedPost(day, chosen.id)
        waiting.remove(chosen)
        day += _DAY


def _find_days(entries: Iterable[MessageEntry], day: dt.date) -> bool:
    """Return whether some messages, each valid until a day, all fit from a given day on, one a day."""
    days = sorted(filter(None, map(_last_day, entries)))
    return all(last >= day + index * _DAY for index, last in enumerate(days))


def _last_day(entry: MessageEntry) -> dt.date | None:
    return day_of(entry.last_day or "")


def message_titles(manifest: Manifest, words: Words) -> dict[str, str]:
    """Return the title of each message with pictures, by its id; `words` are those of the page.

    The first of several with one title keeps it. Another gets its platform if it is only on one, or else a note that it
    has a QR code, or else a number.
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
    """Return the title of a countdown picture with a number of days left."""
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
