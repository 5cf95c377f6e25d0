"""Write `posting-plan.ics`: what to post when, for the calendar of a phone or a computer (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kit.gallery.listing import sorted_pictures
from kit.gallery.plan import ROLE, plan_of, spoken_days
from kit.gallery.titles import counted_title, message_titles
from kit.model.days import day_of
from kit.model.part import page_of
from kit.on_demand import on_demand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import icalendar

    from kit.content.catalogue import Words
    from kit.gallery.plan import PlannedPost
    from kit.model.asset import Asset
    from kit.model.manifest import Manifest
else:
    icalendar = on_demand("icalendar")

PLAN_FILE = "posting-plan.ics"


class _Entry(NamedTuple):
    """An event: its title, its day, a name that no other one has, and to what part of the page it leads, if to any."""

    title: str
    day: dt.date
    id: str
    place: str = ""


def posting_plan(manifest: Manifest, words: Words) -> bytes:
    """Return the calendar, with an event of a whole day for each post and each day of the campaign; else nothing.

    Events are in the order of their days, from that of the kit on: a file that is the same in every build cannot know
    which have passed, and the page leaves those out. A post leads to its picture on the page, where the kit has a site.
    `words` are all of a catalogue. Days have no time zone: they are those of whoever opens it.
    """
    kit, made = manifest.kit, day_of(manifest.kit.date)
    entries = sorted(_entries(manifest, words), key=lambda entry: entry.day)
    if not entries or made is None:
        return b""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{kit.name}//{kit.version}//{kit.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words["documents"]["calendar"]["name"].format(title=kit.title))
    for title, day, id_, place in entries:
        event = icalendar.Event()
        event.add("uid", f"{day.isoformat()}-{id_}@{kit.name}")
        event.add("dtstamp", dt.datetime.combine(made, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("summary", title)
        event.add("transp", "TRANSPARENT")
        if kit.site:
            event.add("url", f"{kit.site.rstrip('/')}/{place}" if place[:1] not in {"", "#"} else kit.site + place)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(manifest: Manifest, words: Words) -> Iterator[_Entry]:
    """Yield what happens on each day, and after it what is posted."""
    posts = plan_of(manifest)
    if not posts:
        return
    for index, (day, sentence) in enumerate(spoken_days(manifest.kit)):
        yield _Entry(sentence, day, f"day-{index + 1}")
    pictures = [picture for picture in sorted_pictures(manifest) if picture.role == ROLE]
    pictures.sort(key=lambda picture: picture.language != manifest.kit.language)
    titles = message_titles(manifest, words["page"])
    entries = {entry.id: entry for entry in manifest.kit.messages}
    form = words["documents"]["calendar"]["post"]
    for post in posts:
        title, number = titles[post.message], post.number
        called = counted_title(entries[post.message], number, words["page"]["counted"]) if number else title
        first = _picture_of(post, pictures)
        page = page_of(first.language) if len({picture.language for picture in manifest.assets}) > 1 else ""
        place = f"{page}#picture={quote(first.path, safe='')}"
        yield _Entry(form.format(title=called), post.day, post.message, place)


def _picture_of(post: PlannedPost, pictures: Sequence[Asset]) -> Asset:
    """Return the first picture of a post; of a series, its beginning."""
    return next(one for one in pictures if one.message == post.message and post.number in (None, one.frame))
