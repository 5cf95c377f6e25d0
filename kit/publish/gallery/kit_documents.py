"""The documents beside the pictures: what to do first, sources, licence, `captions.csv` and `posting-plan.ics`.

And for whoever hands the kits of partners on, the list of these: `partners.html`, and the same as a table.

They are plain text, the same in every build of the same kit; their sentences come from the catalogue of a `language`,
which is English for a kit in a language without one.
Each begins with a byte order mark, so that browsers and editors without other information read UTF-8. No cell is a
formula to a spreadsheet, whatever the words begin with.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from kit.base.lazy_imports import on_demand
from kit.base.licence import find_licence
from kit.model.asset import Asset
from kit.model.manifest import FigureEntry, KitSummary, Manifest, MessageEntry, SourceEntry, page_path
from kit.model.statistic import day_of
from kit.project.catalogue import Words
from kit.publish.gallery.gallery_page import PartnerRow, partners_html
from kit.publish.gallery.page_data import sorted_pictures
from kit.publish.gallery.posting_plan import (
    ROLE,
    PlannedPost,
    counted_day,
    counted_title,
    message_titles,
    plan_of,
    spoken_days,
)
from kit.publish.gallery.text_order import as_line, in_plain_text

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = on_demand("icalendar")


def start_here(kit: KitSummary, words: Words, language: str, *, is_draft: bool = False, elsewhere: str = "") -> bytes:
    """Return `START-HERE.txt`: ten lines, and one on where people find help, if the kit names a place.

    In a language that nobody has reviewed, the second line says so; where the pictures are `elsewhere`, the next names
    the zip of some.
    """
    phone = words["phone"]["site" if kit.site else "no_site"].format(site=kit.site)
    helping = (words["help"].format(words=kit.help.text, address=kit.help.url),) if kit.help else ()
    first, *lines = (line.format(title=kit.title, phone=phone) for line in words["lines"])
    draft = (words["draft"],) if is_draft else ()
    overview = (words["overview"].format(file=elsewhere),) if elsewhere else ()
    return _text(as_line(line, language) for line in (first, *draft, *overview, *lines, *helping))


def sources(kit: KitSummary, words: Words, language: str) -> bytes:
    """Return `SOURCES.md`: every figure as it must be written, with source and date; credits of photos and logos."""
    by_id = {source.id: source for source in kit.sources}
    title = words["title"].format(title=_one_line(kit.title))
    return _text(
        (
            f"# {as_line(title, language)}",
            "",
            _row(words["columns"], language),
            "|---" * len(words["columns"]) + "|",
            *(_row(_cells(figure, by_id[figure.source]), kit.language) for figure in kit.figures),
            "",
            *_listed(kit),
            *(["", *_credits(kit, words["credits"], language)] if kit.credits else ()),
        )
    )


def licence(kit: KitSummary, words: Words, language: str) -> bytes:
    """Return `LICENSE.txt`: the licence of words and pictures, what it requires and allows, and what is not covered."""
    found = find_licence(kit.licence)
    name, address = (found.name, found.url) if found else (kit.licence, None)
    form = words["address"]["known" if address else "unknown"]
    values = {
        "title": kit.title,
        "version": kit.version,
        "creator": kit.creator,
        "licence": name,
        "licence_and_address": form.format(licence=name, address=address),
    }
    terms = (words["terms"][term] for term in (found.terms if found else ("unknown",)))
    images = (words["credits"],) if kit.credits else ()
    blocks = (words["lines"], *terms, *images, words["not_covered"])
    lines = (line.format(**values) for line in chain(blocks[0], *(["", *block] for block in blocks[1:])))
    return _text(as_line(line, language) for line in lines)


def _cells(figure: FigureEntry, source: SourceEntry) -> Iterator[str]:
    """Yield the cells of a figure, each on one line."""
    cells = (figure.words, figure.counts, source.title, source.publisher, figure.as_of)
    yield from map(_one_line, cells)


def _row(cells: Iterable[str], language: str) -> str:
    """Return a row of the table, whose cells don't change the order of each other."""
    return f"| {' | '.join(in_plain_text(cell, language) for cell in cells)} |"


def _one_line(words: str) -> str:
    r"""Return words for one line or cell, escaped so that Markdown sees no markup (CommonMark 2.4)."""
    line = " ".join(words.split())
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|&" else letter for letter in line)


def _listed(kit: KitSummary) -> Iterator[str]:
    for source in kit.sources:
        where = f": <{source.url}>" if source.url and source.url.startswith("https://") else ""
        title, publisher = (in_plain_text(_one_line(text), kit.language) for text in (source.title, source.publisher))
        yield f"- {title}, {publisher}, {source.as_of}{where}"


def _credits(kit: KitSummary, words: Words, language: str) -> Iterator[str]:
    """Yield the credits of photos and logos, and their messages."""
    titles = {message.id: message.title for message in kit.messages}
    yield from (f"## {as_line(words['title'], language)}", "")
    for entry in kit.credits:
        shown = ", ".join(_one_line(titles[id_]) for id_ in entry.messages)
        line = words["some" if shown else "all"].format(credit=_one_line(entry.credit), messages=shown)
        yield f"- {as_line(line, language)}"


def _text(lines: Iterable[str]) -> bytes:
    return BOM_UTF8 + "".join(f"{_unbroken(line)}\n" for line in lines).encode()


def _unbroken(words: str) -> str:
    """Return words as one line, so that a forged manifest adds no line to a document."""
    return " ".join(words.splitlines())


COLUMNS = ("language", "platform", "placement", "file", "caption", "alt_text", "link", "post_on", "until")
#: What begins a formula, after blanks that spreadsheets skip; in East Asia they take the full-width signs for it too.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def captions_csv(manifest: Manifest) -> bytes:
    """Return the table in UTF-8, sorted by path, in the form of RFC 4180; with `image_url` if the kit has a site.

    It begins with a byte order mark, without which spreadsheets read it in the character set of a country. `post_on` is
    the day of the plan, and `until` the last one on which a picture is true. If a translation is not reviewed, the last
    column is the `state` of each. Cells that would be formulas get an apostrophe in front
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    text, site = StringIO(newline=""), manifest.kit.site
    rows, listed = csv.writer(text), sorted(manifest.assets, key=lambda asset: asset.path)
    has_state = any(asset.state for asset in listed)
    rows.writerow((*COLUMNS, *(["image_url"] if site else []), *(["state"] if has_state else [])))
    planned = {(post.message, post.number): post.day.isoformat() for post in plan_of(manifest)}
    entries = {entry.id: entry for entry in manifest.kit.messages}
    for asset in listed:
        if asset.media_type.startswith("image/"):
            state = (asset.state or "reviewed",) if has_state else ()
            entry = entries.get(asset.message)
            days = _days(asset, entry, planned) if entry else ("", "")
            rows.writerow(map(harmless, (*_csv_row(asset, days, site), *state)))
    return BOM_UTF8 + text.getvalue().encode()


def _days(asset: Asset, entry: MessageEntry, planned: Mapping[tuple[str, int | None], str]) -> tuple[str, str]:
    """Return the day on which a picture is to be posted, and the last on which it is true; each may be empty."""
    counted = counted_day(entry, asset.frame)
    if counted:
        return counted.isoformat(), counted.isoformat()
    return planned.get((asset.message, None), "") if asset.role == ROLE else "", entry.last_day or ""


def _csv_row(asset: Asset, days: tuple[str, str], site: str | None) -> tuple[str, ...]:
    place = (asset.language, asset.platform, asset.placement, asset.path)
    words = (asset.caption, asset.alt, asset.link or "", *days)
    return (*place, *words, f"{site.rstrip('/')}/{quote(asset.path)}") if site else (*place, *words)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


#: When people are reminded of a post, from the beginning of its day.
_MORNING = dt.timedelta(hours=9)


class _Entry(NamedTuple):
    """An event: its title, its day, a unique name, the part of the page it links to, and its words, if any."""

    title: str
    day: dt.date
    id: str
    place: str = ""
    words: str = ""


def posting_plan(manifest: Manifest, words: Words, page: str = "") -> bytes:
    """Return the calendar, with an all-day event for each post and each day of the campaign; empty if there is none.

    Events are sorted by day, from the kit's date on: a file that is the same in every build can't know which have
    passed, but the page leaves those out. A post links to its picture on the page, if the kit has a site; `page` is the
    path of that, if it is not the only one. `words` are a whole catalogue. Days have no time zone: they are those of
    the reader. No value of the manifest adds a line: breaks become spaces.
    """
    kit, made = manifest.kit, day_of(manifest.kit.date)
    entries = sorted(_entries(manifest, words, page), key=lambda entry: entry.day)
    if not entries or made is None:
        return b""
    calendar = icalendar.Calendar()
    calendar.add("prodid", _unbroken(f"-//{kit.name}//{kit.version}//{kit.language.upper()}"))
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _unbroken(words["documents"]["calendar"]["name"].format(title=kit.title)))
    for title, day, id_, place, caption in entries:
        event = icalendar.Event()
        event.add("uid", _unbroken(f"{day.isoformat()}-{id_}@{kit.name}"))
        event.add("dtstamp", dt.datetime.combine(made, dt.time(), dt.UTC))
        event.add("dtstart", day)
        event.add("summary", _unbroken(title))
        event.add("transp", "TRANSPARENT")
        if kit.site:
            address = f"{kit.site.rstrip('/')}/{place}" if place[:1] not in {"", "#"} else kit.site + place
            event.add("url", _unbroken(address))
        if caption:
            event.add("description", "\n".join(caption.splitlines()))
            event.add_component(_reminder(_unbroken(title)))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _reminder(title: str) -> icalendar.Alarm:
    """Return a reminder in the morning of the day (RFC 5545, 3.6.6): one of a whole day begins at midnight."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _MORNING)
    return alarm


def _entries(manifest: Manifest, words: Words, page: str) -> Iterator[_Entry]:
    """Yield the events of each day, and after them its posts."""
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
        several = len({picture.language for picture in manifest.assets}) > 1
        path = page_path(first.language) if several else page
        place = f"{path}#picture={quote(first.path, safe='')}"
        yield _Entry(form.format(title=called), post.day, post.message, place, first.caption)


def _picture_of(post: PlannedPost, pictures: Sequence[Asset]) -> Asset:
    """Return the first picture of a post; of a series, its beginning."""
    of_message = (picture for picture in pictures if picture.message == post.message)
    return next(picture for picture in of_message if post.number in (None, picture.frame))


#: The names of the list of partners, as a page and as a table.
PAGE, TABLE = "partners.html", "partners.csv"
_COLUMNS = ("id", "name", "link", "languages", "page", "zips", "fault")


def partner_list(kit: KitSummary, rows: Sequence[PartnerRow], words: Words) -> dict[str, bytes]:
    """Return the list of partners by the names of its files; `words` are those of a page."""
    return {PAGE: partners_html(kit, rows, words), TABLE: _table(rows)}


def _table(rows: Iterable[PartnerRow]) -> bytes:
    """Return the rows in UTF-8 with a byte order mark, in the form of RFC 4180; no cell is a formula."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for row in rows:
        cells = row.id, row.name, row.link, " ".join(row.languages), row.page, " ".join(row.zips), row.fault
        table.writerow(map(harmless, cells))
    return BOM_UTF8 + text.getvalue().encode()
