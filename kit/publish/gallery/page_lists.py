"""The lists of the page without a script: every picture by platform and message, and the days of the plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from kit.model.asset import Asset
from kit.model.manifest import HTML, KitSummary, Manifest, MessageEntry, MoreEntry
from kit.model.statistic import day_of
from kit.project.catalogue import Words
from kit.publish.gallery.page_data import placement_names, sorted_pictures
from kit.publish.gallery.posting_plan import counted_day, counted_title, message_titles, plan_of, spoken_days
from kit.text.numerals import message_format


class _Link(NamedTuple):
    """A picture in the list without a script: its path, and the name of its placement."""

    path: str
    name: str


class _Row(NamedTuple):
    """A message in the list without a script: its title, its time if it has one, and its pictures."""

    title: str
    when: str
    pictures: tuple[_Link, ...]


class _Group(NamedTuple):
    """The messages of a language on a platform, in the list without a script."""

    language: str
    platform: str
    rows: tuple[_Row, ...]


class _Planned(NamedTuple):
    """A day of the plan, as in the manifest and as people read it, and what belongs to it."""

    day: str
    written: str
    lines: tuple[str, ...]


def list_of_pictures(manifest: Manifest, words: Words) -> tuple[_Group, ...]:
    """Return every picture by language and platform, the first message first and the days of a countdown in order."""
    groups: dict[tuple[str, str], dict[tuple[str, str], list[_Link]]] = defaultdict(lambda: defaultdict(list))
    kit, languages = manifest.kit, {picture.language for picture in manifest.assets}
    entries = {tag: _titled(replace(manifest, kit=kit.in_language(tag)), words) for tag in languages}
    for picture in sorted(sorted_pictures(manifest), key=_order(manifest.kit)):
        platform, name = placement_names(picture.placement, words)
        entry = entries[picture.language][picture.message]
        row = _title(entry, picture.frame, words), _when(entry, counted_day(entry, picture.frame), words)
        groups[picture.language, platform][row].append(_Link(picture.path, name))
    return tuple(
        _Group(*key, tuple(_Row(*row, tuple(links)) for row, links in rows.items())) for key, rows in groups.items()
    )


def _order(kit: KitSummary) -> Callable[[Asset], tuple[str, bool, int, int]]:
    """Return the key that sorts the first message first, and a countdown from the most days left."""
    order = {entry.id: index for index, entry in enumerate(kit.messages)}
    counting = {entry.id for entry in kit.messages if entry.counts_to}
    return lambda picture: (
        picture.language,
        picture.message != kit.first,
        order[picture.message],
        -(picture.frame or 0) if picture.message in counting else 0,
    )


def _title(entry: MessageEntry, number: int | None, words: Words) -> str:
    """Return the title of a picture: in a countdown by the days left, in a series with its number."""
    if not number:
        return entry.title
    if entry.counts_to:
        return counted_title(entry, number, words["counted"])
    return str(words["series"].format(title=entry.title, number=number))


def _when(entry: MessageEntry, day: dt.date | None, words: Words) -> str:
    """Return the day that a picture is for, or the last on which it is true; empty if it has none."""
    if day:
        return str(words["on_day"].format(day=_written(day, words)))
    return _until(entry.last_day, words)


def _until(last_day: str | None, words: Words) -> str:
    """Return the last day on which something is true; empty if it has none."""
    last = day_of(last_day or "")
    return str(words["over_until"].format(day=_written(last, words))) if last else ""


class _Beyond(NamedTuple):
    """Something beyond pictures by its title: until when it is right, for people, and a link to each of its files."""

    title: str
    until: str
    files: tuple[_Link, ...]


def list_beyond(manifest: Manifest, language: str, words: Words) -> tuple[_Beyond, ...]:
    """Return what a kit has beyond pictures in a language, in its order; a link is named by what its file is.

    Pictures of an overview are in another zip.
    """
    found: dict[tuple[str, str, str], list[_Link]] = defaultdict(list)
    elsewhere = {asset.path for asset in manifest.assets} if manifest.overview else set[str]()
    for entry in manifest.more or ():
        if entry.language == language and entry.media_type != HTML:
            files = found[entry.id, entry.title, _until(entry.last_day, words)]
            files += [] if entry.path in elsewhere else [_Link(entry.path, _kind(entry, words))]
    return tuple(_Beyond(title, until, tuple(files)) for (_, title, until), files in found.items())


def _kind(entry: MoreEntry, words: Words) -> str:
    """Return what a file is, in words that people know; one of an unknown kind is named by its ending."""
    ending, formats = entry.path.rpartition(".")[2], words["formats"]
    name = formats["picture"] if entry.media_type.startswith("image/") else formats.get(ending, "{format}")
    return str(name.format(format=ending.upper()))


def list_of_days(manifest: Manifest, words: Words) -> tuple[_Planned, ...]:
    """Return the days of the plan, each with its events and posts; none without a plan."""
    days: dict[dt.date, list[str]] = defaultdict(list)
    posts, entries = plan_of(manifest), _titled(manifest, words)
    for day, sentence in spoken_days(manifest.kit) if posts else ():
        days[day].append(sentence)
    for day, message, number in posts:
        days[day].append(_title(entries[message], number, words))
    return tuple(_Planned(day.isoformat(), _written(day, words), tuple(lines)) for day, lines in sorted(days.items()))


def _titled(manifest: Manifest, words: Words) -> dict[str, MessageEntry]:
    """Return the messages by their ids, each with its title on the page."""
    titles = message_titles(manifest, words)
    return {entry.id: replace(entry, title=titles.get(entry.id, entry.title)) for entry in manifest.kit.messages}


def _written(day: dt.date, words: Words) -> str:
    """Return a day for people, in the language of a catalogue, which stays on one line with its month and its year."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return message_format("{day, date, long}", words["dates"]).format({"day": noon}).replace(" ", "\N{NO-BREAK SPACE}")
