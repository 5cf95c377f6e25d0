"""Write `index.html`: one page with its style, its script and its data inside.

What the campaign says reaches the page as text only: Jinja2 escapes it in the page, and no `<` of the data can end its
element. The page's own policy lets no other script or style run.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64encode
from collections import defaultdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kit.gallery.calendar import PLAN_FILE
from kit.gallery.listing import listing, placement_names
from kit.gallery.plan import counted_day
from kit.gallery.titles import counted_title
from kit.model.days import day_of
from kit.model.manifest import MessageEntry
from kit.qr import make_symbol
from kit.text.message_format import message_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from kit.content.catalogue import Words
    from kit.model.asset import Asset
    from kit.model.manifest import Manifest

_HERE = Path(__file__).parent
#: The placement whose picture a web page names as its own.
_PREVIEW = "open_graph/link_preview"
#: The parts of the page's script, in this order; they share one scope.
_SCRIPT = (
    "data", "making", "labels", "saying", "day", "copying", "holding", "cards", "nothing", "picture", "sharing",
    "posting", "plan", "together", "routing",
)  # fmt: skip
#: A lit horizon, as the page shows it beside its title in a browser.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='6' fill='%230f2a2e'/%3E%3Ccircle cx='16' cy='20' r='8' fill='%23f5a83c'/%3E"
    "%3Cpath fill='%23ffd98a' d='M4 20h24v3H4z'/%3E%3Cpath fill='%230f2a2e' d='M4 23h24v6H4z'/%3E%3C/svg%3E"
)


class _Row(NamedTuple):
    """A picture in the list without a script: its path, its name, and when it is right, if not at any time."""

    path: str
    name: str
    when: str


class _Group(NamedTuple):
    """The pictures of a language for a platform, in the list without a script."""

    language: str
    platform: str
    rows: tuple[_Row, ...]


class _Planned(NamedTuple):
    """A day of the plan, as it is written in the manifest and as people read it, and what belongs to it."""

    day: str
    written: str
    lines: tuple[str, ...]


class _Code(NamedTuple):
    """A QR code as SVG: the address, modules a side with the quiet zone, and path data in modules."""

    address: str
    side: int
    path: str


def index_html(manifest: Manifest, words: Words, *others: Words) -> bytes:
    """Return the page in UTF-8, with labels from a catalogue, and from others for those who choose their languages."""
    data = listing(manifest, words, *others)
    style, script = _own("gallery.css"), _script()
    page = _template().render(
        kit=manifest.kit,
        words=words,
        policy=_policy(style, script),
        style=style,
        script=script,
        data=_embedded(data),
        code=_code(data["link"]),
        icon=_ICON,
        groups=_groups(data, words),
        plan=_plan(data, words),
        plan_file=PLAN_FILE,
        languages=data["languages"],
        preview=_preview(manifest),
    )
    return page.encode()


def _preview(manifest: Manifest) -> Asset | None:
    """Return the picture shown with links to the page (https://ogp.me): the first message's that has one."""
    if manifest.kit.site is None:
        return None
    order = [message.id for message in manifest.kit.messages]
    previews = [asset for asset in manifest.assets if asset.placement == _PREVIEW]
    return min(previews, key=lambda asset: order.index(asset.message), default=None)


@lru_cache
def _template() -> Template:
    loader = FileSystemLoader(_HERE)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("index.html.j2")


@lru_cache
def _own(name: str) -> str:
    """Return a file of this package that is put into the page as it is."""
    return (_HERE / name).read_text(encoding="utf-8")


@lru_cache
def _script() -> str:
    """Return the script of the page, whose names are seen by no other."""
    parts = "\n".join(_own(f"script/{name}.js") for name in _SCRIPT)
    return f'"use strict";\n(() => {{\n{parts}\nstart();\n}})();\n'


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy (https://www.w3.org/TR/CSP3/).

    Pictures come from beside the page, also from a folder; the script reads one in order to share it. The icon is in
    the page itself.
    """
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src 'self' file: data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _embedded(data: object) -> str:
    """Return data as JSON without anything that could end a script element (https://html.spec.whatwg.org/#script)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e")


def _code(address: str) -> _Code | None:
    if not address:
        return None
    symbol = make_symbol(address)
    return _Code(address, symbol.side, symbol.path(0, 0, 1))


def _groups(data: Mapping[str, Any], words: Words) -> tuple[_Group, ...]:
    """Return every picture by language and platform, for the page without its script; the first message is first."""
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    messages = [MessageEntry(*row) for row in data["messages"]]
    rows = sorted(data["pictures"], key=lambda row: (row[1], messages[row[2]].id != data["first"]))
    for path, language, message, placement, number, *_ in rows:
        platform, name = placement_names(data["placements"][placement][0], words)
        entry = messages[message]
        day = counted_day(entry, number)
        title = words["series"].format(title=entry.title, number=number) if number and not day else entry.title
        row = _Row(path, f"{name}: {title}", _when(entry, day, words))
        groups[data["languages"][language], platform].append(row)
    return tuple(_Group(*key, tuple(rows)) for key, rows in groups.items())


def _when(entry: MessageEntry, day: dt.date | None, words: Words) -> str:
    """Return the day that a picture is for, or the last on which it holds; nothing where it is right at any time."""
    if day:
        return str(words["on_day"].format(day=_written(day, words)))
    last = day_of(entry.last_day or "")
    return str(words["over_until"].format(day=_written(last, words))) if last else ""


def _plan(data: Mapping[str, Any], words: Words) -> tuple[_Planned, ...]:
    """Return the days of the plan, each with what happens on it and what is posted."""
    days: dict[str, list[str]] = defaultdict(list)
    for day, sentence in data["days"] if data["plan"] else ():
        days[day].append(sentence)
    for day, message, number in data["plan"]:
        entry = MessageEntry(*data["messages"][message])
        days[day].append(counted_title(entry, number, words["counted"]) if number else entry.title)
    return tuple(
        _Planned(day, _written(date, words), tuple(lines))
        for day, lines in sorted(days.items())
        if (date := day_of(day))
    )


def _written(day: dt.date, words: Words) -> str:
    """Return a day as people read it in the language of a catalogue."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return message_format("{day, date, long}", words["dates"]).format({"day": noon})
