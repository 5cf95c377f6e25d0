"""The plan of what to post when, and the calendar that is made of it."""

from __future__ import annotations

import csv
import datetime as dt
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from kit.model.asset import Asset
from kit.model.manifest import PLAN, FigureEntry, KitSummary, Manifest, MessageEntry, SourceEntry
from kit.project.catalogue import sentences
from kit.publish.gallery import gallery_files
from kit.publish.gallery.kit_documents import posting_plan
from kit.publish.gallery.posting_plan import pictures_of_days, plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = sentences("en")
LETTER = SourceEntry("letter", "A letter", "Somebody", "2020", None)
VOTE = FigureEntry("7 December 2020", "is when Parliament votes", "letter", "2020", day="2020-12-07")


def december(day: int) -> str:
    return f"2020-12-{day:02d}"


def picture(message: str, number: int | None = None, role: str = "feed", place: str = "x/square") -> Asset:
    path = f"en/{place}/{message}-{number}.png"
    return Asset(
        path=path, sha256="", pixels_sha256=None, bytes=0, width=1, height=1, media_type="image/png",
        platform=place.partition("/")[0], placement=place, role=role, message=message, layout="plain", drawing=None,
        theme="night", frame=number, language="en", partner=None, alt="", alt_long="", caption="", link=None, qr=None,
    )  # fmt: skip


def kit_of(entries: Sequence[MessageEntry], *assets: Asset) -> Manifest:
    """Return the manifest of a kit of 1 December; without assets, each message has a picture in a feed."""
    summary = KitSummary(
        name="vote", title="The vote", version="1.0.0", date=december(1), language="en", creator="A. B.",
        licence="CC BY 4.0", site=None, links=(), messages=tuple(entries), placements=("x/square", "x/story"),
        figures=(VOTE,), sources=(LETTER,),
    )  # fmt: skip
    return Manifest(2, summary, {}, assets or tuple(picture(entry.id) for entry in entries))


def planned(manifest: Manifest) -> list[tuple[int, str]]:
    return [(post.day.day, post.message) for post in plan_of(manifest)]


@pytest.mark.parametrize(
    ("last_days", "expected"),
    [
        ({"a": None, "b": None, "c": 5}, [(1, "a"), (2, "b"), (3, "c")]),
        ({"a": None, "b": None, "c": 2, "d": 4}, [(1, "a"), (2, "c"), (3, "b"), (4, "d")]),
        ({"a": None, "b": 1, "c": 9}, [(1, "b"), (2, "a"), (3, "c")]),
        ({"a": 2, "b": 2, "c": 2, "d": 3}, [(1, "a"), (2, "b"), (3, "d")]),
        ({"a": None, "b": None, "c": 2}, [(1, "a"), (2, "c")]),
        ({"a": None, "b": 3, "c": 3, "d": 3}, [(1, "b"), (2, "c"), (3, "d")]),
        ({"a": None, "b": None}, []),
    ],
)
def test_a_message_a_day_stands_in_its_order_and_while_it_holds(
    last_days: dict[str, int | None], expected: list[tuple[int, str]]
) -> None:
    entries = [MessageEntry(id_, id_, december(day) if day else None) for id_, day in last_days.items()]
    assert planned(kit_of(entries)) == expected


def test_each_day_has_the_picture_of_its_first_post_else_of_a_countdown_on_top() -> None:
    entries = [MessageEntry("a", "A", december(7)), MessageEntry("days", "Days", december(6), december(7))]
    kit = kit_of(entries, *(picture("days", left) for left in (3, 4, 5)), picture("a", role="story"), picture("a"))
    found = {day: one.path for day, one in pictures_of_days(kit, kit.assets).items()}
    assert found == {
        december(1): "en/x/square/a-None.png",
        **{december(7 - left): f"en/x/square/days-{left}.png" for left in (3, 4, 5)},
    }


def test_a_countdown_is_planned_on_its_days_beside_the_message_of_the_day() -> None:
    entries = [MessageEntry("a", "A", december(7)), MessageEntry("days", "Days", december(6), december(7))]
    places = ("x/square", "instagram/square")
    counted = [picture("days", number, place=place) for number in (1, 2, 6) for place in places]
    manifest = kit_of(entries, picture("a"), *counted)
    assert planned(manifest) == [(1, "days"), (1, "a"), (5, "days"), (6, "days")]
    assert [post.number for post in plan_of(manifest)] == [6, None, 2, 1]


def test_a_long_countdown_is_planned_on_a_few_days_that_come_closer() -> None:
    entries = [MessageEntry("days", "Days", december(21), december(21), {})]
    manifest = kit_of(entries, *(picture("days", number) for number in range(1, 17)))
    assert [post.number for post in plan_of(manifest)] == [16, 14, 7, 3, 2, 1]


def test_the_first_message_stands_before_what_counts_down_as_its_card_does() -> None:
    entries = [MessageEntry("days", "Days", december(6), december(7)), MessageEntry("a", "A", december(7))]
    manifest = kit_of(entries, picture("a"), picture("days", 6))
    assert planned(replace(manifest, kit=replace(manifest.kit, first="a"))) == [(1, "a"), (1, "days")]


def test_what_stands_in_no_feed_is_not_planned() -> None:
    entries = [MessageEntry("a", "A", december(7)), MessageEntry("poster", "Poster", december(7))]
    assert planned(kit_of(entries, picture("a"), picture("poster", role="print"))) == [(1, "a")]


def test_the_calendar_is_one_that_programs_read() -> None:
    title = "Ask for a “yes”, for children; in Parliament, in Brussels, in your town and wherever you are, \\ today"
    entries = [MessageEntry("a", title, december(7)), MessageEntry("days", "Days", december(6), december(7))]
    manifest = kit_of(entries, picture("a"), picture("days", 2))
    data = posting_plan(manifest, WORDS)
    assert data == posting_plan(manifest, WORDS)
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    calendar = Calendar.from_ical(data)
    assert (calendar["version"], calendar["x-wr-calname"]) == ("2.0", "The vote: what to post when")
    events = [(event.decoded("dtstart"), str(event["summary"])) for event in calendar.walk("VEVENT")]
    assert events == [
        (dt.date(2020, 12, 1), f"Post: {title}"),
        (dt.date(2020, 12, 5), "Post: 2: Days"),
        (dt.date(2020, 12, 7), "7 December 2020 is when Parliament votes"),
    ]
    assert len({event["uid"] for event in calendar.walk("VEVENT")}) == 3
    assert {event.decoded("dtstamp") for event in calendar.walk("VEVENT")} == {dt.datetime(2020, 12, 1, tzinfo=dt.UTC)}


def test_a_kit_that_names_no_day_has_no_calendar() -> None:
    dated, undated = (kit_of([MessageEntry("a", "A", last)]) for last in (december(7), None))
    assert PLAN in gallery_files(dated)
    assert PLAN not in gallery_files(undated)
    assert b'id="plan"' not in gallery_files(undated)["index.html"]


def test_events_lead_to_the_site_and_posts_to_their_pictures_where_there_is_one() -> None:
    entries = [MessageEntry("a", "A", december(7)), MessageEntry("days", "Days", december(6), december(7))]
    manifest = kit_of(entries, picture("a"), picture("days", 2))
    published = replace(manifest, kit=replace(manifest.kit, site="https://example.org/kit/"))
    begins = "https://example.org/kit/#picture=en%2Fx%2Fsquare%2F"
    expected = [f"{begins}a-None.png", f"{begins}days-2.png", "https://example.org/kit/"]
    for kit, urls in ((manifest, [None] * 3), (published, expected)):
        events = Calendar.from_ical(posting_plan(kit, WORDS)).walk("VEVENT")
        assert [event.get("url") for event in events] == urls


def test_a_post_of_a_countdown_is_called_by_its_own_sentence() -> None:
    counted = {"1": "1 day until the vote", "2": "2 days until the vote"}
    manifest = kit_of([MessageEntry("days", "Days", december(6), december(7), counted)], picture("days", 2))
    events = Calendar.from_ical(posting_plan(manifest, WORDS)).walk("VEVENT")
    assert str(events[0]["summary"]) == "Post: 2 days until the vote"
    assert b"<li>2 days until the vote" in gallery_files(manifest)["index.html"]


@pytest.mark.parametrize("site", ["https://kit.example/", "https://kit.example"])
def test_in_a_kit_of_several_languages_posts_lead_to_the_page_of_one(site: str) -> None:
    english = picture("a")
    german = replace(english, path="de/x/square/a-None.png", language="de")
    kit = kit_of([MessageEntry("a", "A", december(7))], english, german)
    kit = replace(kit, kit=replace(kit.kit, site=site))
    events = Calendar.from_ical(posting_plan(kit, WORDS)).walk("VEVENT")
    wanted = "https://kit.example/en/index.html#picture=en%2Fx%2Fsquare%2Fa-None.png"
    assert wanted in {str(event["URL"]) for event in events}


def test_the_table_says_when_to_post_a_picture_and_until_when_it_is_true() -> None:
    entries = [
        MessageEntry("a", "A", december(5)),
        MessageEntry("days", "Days", december(6), december(7)),
        MessageEntry("b", "B", None),
    ]
    story = picture("a", role="story", place="x/story")
    manifest = kit_of(entries, picture("a"), story, picture("days", 2), picture("days", 4), picture("b"))
    table = csv.DictReader(gallery_files(manifest)["captions.csv"].decode("utf-8-sig").splitlines())
    found = {(row["placement"], Path(row["file"]).stem): (row["post_on"], row["until"]) for row in table}
    assert found == {
        ("x/square", "a-None"): (december(1), december(5)),
        ("x/story", "a-None"): ("", december(5)),
        ("x/square", "days-2"): (december(5), december(5)),
        ("x/square", "days-4"): (december(3), december(3)),
        ("x/square", "b-None"): (december(2), ""),
    }


def test_a_post_carries_its_caption_and_a_reminder_in_the_morning() -> None:
    caption = "Sign it, please; today.\nhttps://www.change.org/x\n\nATTACH:nothing"
    manifest = kit_of([MessageEntry("a", "A", december(7))], replace(picture("a"), caption=caption))
    post, day = Calendar.from_ical(posting_plan(manifest, WORDS)).walk("VEVENT")
    assert str(post["description"]) == caption
    [alarm] = post.walk("VALARM")
    assert (str(alarm["action"]), alarm.decoded("trigger")) == ("DISPLAY", dt.timedelta(hours=9))
    assert str(alarm["description"]) == "Post: A"
    assert "description" not in day
    assert not day.walk("VALARM")


@pytest.mark.ci
@pytest.mark.parametrize("options", [[], ["-O"]])
def test_no_word_of_a_forged_manifest_adds_a_line_also_without_assertions(options: list[str]) -> None:
    entries = [MessageEntry("a", "A\r\nATTACH:evil", december(7)), MessageEntry("b\nATTACH:evil", "B", december(7))]
    hostile = [replace(picture(entry.id), caption="1\r\nATTACH:evil\u2028ATTACH:evil\nEND:VEVENT") for entry in entries]
    forged = kit_of(entries, *hostile)
    line = "1\r\nATTACH:evil\u2028x"
    summary = replace(forged.kit, name=line, title=line, version=line, creator=line, licence=line)
    summary = replace(summary, language=line, site="https://example.org/\nATTACH:evil")
    data = pickle.dumps(replace(forged, kit=replace(summary, figures=(replace(VOTE, words="7\nATTACH:evil"),))))
    script = (
        "import pickle, sys; from kit.project.catalogue import sentences\n"
        "from kit.publish.gallery import kit_documents as made\n"
        "kit, words = pickle.loads(sys.stdin.buffer.read()), sentences('en'); of = words['documents']\n"
        "texts = [made.posting_plan(kit, words), made.start_here(kit.kit, of['start_here'], 'en'),"
        " made.sources(kit.kit, of['sources'], 'en'), made.licence(kit.kit, of['licence'], 'en')]\n"
        "sys.stdout.buffer.write(b'\\r\\n'.join(texts))"
    )
    made = subprocess.run([sys.executable, *options, "-c", script], input=data, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr
    assert b"BEGIN:VEVENT" in made.stdout
    assert [line for line in made.stdout.decode("utf-8").splitlines() if line.startswith("ATTACH")] == []
