"""Write `posting-plan.ics`: what to post when, for the calendar of a phone or a computer (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kit.gallery.listing import message_titles
from kit.gallery.plan import plan_of, spoken_days
from kit.model.days import day_of
from kit.on_demand import on_demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    import icalendar

    from kit.content.catalogue import Words
    from kit.model.manifest import Manifest
else:
    icalendar = on_demand("icalendar")

PLAN_FILE = "posting-plan.ics"
#: A title, a day and a name that no other event of the calendar has.
_Entry = tuple[str, dt.date, str]


def posting_plan(manifest: Manifest, words: Words) -> bytes:
    """Return the calendar, with an event of a whole day for each post and each day of the campaign; else nothing.

    Days have no time zone: they are those of whoever opens it.
    """
    kit, made = manifest.kit, day_of(manifest.kit.date)
    entries = list(_entries(manifest, words))
    if not entries or made is None:
        return b""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{kit.name}//{kit.version}//{kit.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words["name"].format(title=kit.title))
    for title, day, id_ in entries:
        event = icalendar.Event()
        event.add("uid", f"{day.isoformat()}-{id_}@{kit.name}")
        event.add("dtstamp", dt.datetime.combine(made, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("summary", title)
        event.add("transp", "TRANSPARENT")
        if kit.site:
            event.add("url", kit.site)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(manifest: Manifest, words: Words) -> Iterator[_Entry]:
    """Yield what happens on each day, and after it what is posted."""
    posts = plan_of(manifest)
    titles = dict(
        zip((entry.id for entry in manifest.kit.messages), message_titles(manifest.kit.messages), strict=True)
    )
    if not posts:
        return
    for index, (day, sentence) in enumerate(spoken_days(manifest.kit)):
        yield sentence, day, f"day-{index + 1}"
    for day, message, number in posts:
        form = words["post" if number is None else "counted_post"]
        yield form.format(title=titles[message], number=number), day, message
