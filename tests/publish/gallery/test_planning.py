"""Planning what to post on which day, and what is over."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from support.browser import until

from gallery.open_page import SHARE_STAND_IN, Visit, all_read, focus_is_on, reads, shows
from gallery.page_variants import SHARE, SIGN, counted_path

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("zone", "titles", "over"),
    [
        ("America/New_York", ["1: Days until the vote", "Sign it", "Pass it on"], ["Days until the vote"]),
        ("Europe/Brussels", ["Sign it", "Pass it on"], ["Days until the vote"]),
        ("Pacific/Kiritimati", ["Sign it", "Pass it on"], ["Days until the vote"]),
    ],
)
def test_the_day_is_that_of_the_reader_s_own_place(
    site: str, visit: Callable[..., Visit], zone: str, titles: list[str], over: list[str]
) -> None:
    """Half an hour before midnight in London it is the 6th in New York, and the 7th in Brussels and farther east."""
    page = visit(f"{site}/days.html", now="2020-12-06T23:30:00", timezone_id=zone).page
    all_read(page, ".card h3", titles)
    all_read(page, "#over a", over)


@pytest.mark.ci
def test_only_the_picture_of_the_day_is_shown_and_what_ends_soon_says_so(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/days.html", now="2020-12-05T12:00:00").page
    shows(page, [counted_path(2), SIGN, SHARE])
    assert page.locator(".flag").all_inner_texts() == [
        "Post this today, 5\u00a0December\u00a02020. Tomorrow it will be wrong.",
        "Until 7\u00a0December\u00a02020",
    ]
    all_read(page, "#over a", ["Days until the vote"])
    planned = visit(f"{site}/days.html", now="2020-12-01T12:00:00").page
    all_read(planned, ".flag", ["Post this today"])
    shows(planned, [SHARE, SIGN])
    with_both = visit(f"{site}/both.html", now="2020-12-05T12:00:00").page
    assert with_both.locator(".flag").all_inner_texts() == [
        "Post this today, 5\u00a0December\u00a02020. Tomorrow it will be wrong.",
        "Also today",
    ]
    early = visit(f"{site}/days.html", now="2020-11-20T12:00:00").page
    shows(early, [SIGN, SHARE])
    all_read(early, ".flag", ["Start here"])
    expect(early.locator("#over")).to_be_hidden()
    expect(early.locator("#show-over")).to_be_hidden()


@pytest.mark.ci
@pytest.mark.parametrize(("now", "message"), [("2020-12-05", "share"), ("2020-11-20", "sign"), ("2020-12-08", "sign")])
def test_the_picture_that_is_asked_for_first_is_that_of_the_card_on_top(
    site: str, visit: Callable[..., Visit], now: str, message: str
) -> None:
    path = {"share": SHARE, "sign": SIGN}[message]
    for address, clock in ((f"{site}/days.html", now), (f"{site}/days.html#day={now}", "2020-12-02")):
        there = visit(address, now=f"{clock}T12:00:00")
        shown = there.page.locator(".card img").first
        shown.wait_for()
        asked = [url for url in there.requests if url.endswith(("webp", "jpg"))]
        assert asked[0] == shown.evaluate("image => image.src")
        assert Path(path).stem in shown.evaluate("image => image.closest('a').href")


def test_what_is_over_stands_apart_with_what_to_take_down(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/days.html", now="2020-12-07T12:00:00").page
    shows(page, [SIGN, SHARE])
    page.click("text=Messages out of date: 1")
    focus_is_on(page, "over-title")
    assert "take down those that you have posted" in page.inner_text("#over")
    assert page.locator("#over li").all_inner_texts() == [
        "Days until the vote\n\nuntil 6\u00a0December\u00a02020",
    ]
    page.click("#over bdi:text-is('Days until the vote')")
    page.locator("#picture .note").wait_for()
    assert page.inner_text("#picture .note").startswith("The day that this speaks of, ")
    all_read(page, "#picture h3", ["Take it down"])
    all_read(page, "#picture .button, #picture button", ["See what to post today"])
    page.click("text=See what to post today")
    shows(page, [SIGN, SHARE])


def test_a_past_day_of_a_countdown_leads_to_the_picture_for_today(site: str, visit: Callable[..., Visit]) -> None:
    address = f"{site}/days.html#picture={quote(counted_path(3), safe='')}"
    page = visit(address, now="2020-12-05T12:00:00").page
    page.click("text=See the picture for today")
    reads(page, "#picture-title", "2: Days until the vote")
    expect(page.locator("text=Copy the caption").first).to_be_visible()


@pytest.mark.parametrize(
    ("left", "said"),
    [(1, "This is for 6\u00a0December\u00a02020. Post it on that day"), (2, "This is right today only")],
)
def test_a_picture_of_a_countdown_says_for_which_day_it_is(
    site: str, visit: Callable[..., Visit], left: int, said: str
) -> None:
    address = f"{site}/days.html#picture={quote(counted_path(left), safe='')}"
    page = visit(address, now="2020-12-05T12:00:00").page
    assert page.inner_text("#picture .note").startswith(said)


def test_the_plan_says_what_to_post_when_from_today_on(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/days.html", now="2020-12-05T12:00:00").page
    page.click("#show-plan")
    focus_is_on(page, "plan-title")
    assert [text.split("\n") for text in page.locator("#plan > ol > li").all_inner_texts()] == [
        ["Today, 5\u00a0December\u00a02020", "2: Days until the vote"],
        ["6\u00a0December\u00a02020", "1: Days until the vote"],
        ["7\u00a0December\u00a02020", "7 December 2020 is when Parliament votes"],
    ]
    assert page.locator("#plan a.button").get_attribute("href") == "posting-plan.ics"
    page.click("#plan bdi:text-is('1: Days until the vote')")
    reads(page, "#picture-title", "1: Days until the vote")
    expect(page.locator("#ended")).to_be_hidden()


@pytest.mark.ci
def test_after_the_last_day_there_is_nothing_to_post_but_everything_to_see(
    base: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{base}/about.html", SHARE_STAND_IN, now="2021-01-05T12:00:00").page
    reads(
        page,
        "#ended",
        "The days of this campaign are over: the last was 7\u00a0December\u00a02020. There is nothing left to post.",
    )
    about = page.inner_text("#about").split("\n")
    assert about[:1] == ["What it asked for"]
    assert [line for line in about[1:] if line] == [
        "Keep the tools on.",
        "Led by NCMEC: change.org/childsafetyfirst",
        "Background: The letter (NCMEC, 2020)",
    ]
    assert page.inner_text("#outcome") == "What came of it\n\nParliament said yes."
    posted = "Share|Save|Copy|Start here|Post|Ask those|QR code|calendar|What to post"
    visible = "document.body.innerText"
    assert not re.findall(posted, page.evaluate(visible))
    days = [f"{left}: Days until the vote" for left in (3, 2, 1)]
    all_read(page, ".card h3 a", ["Sign it", "Pass it on", *days])
    page.locator(".card h3 a").nth(1).click()
    expect(page.locator("#picture")).to_be_visible()
    all_read(page, "#picture h3", ["Caption", "Alt text"])
    assert page.locator("#picture button, #picture .button").count() == 0
    assert page.inner_text("#picture .note").startswith("The day that this speaks of")
    page.click("text=Back to all pictures")
    page.click("text=See the page as it was on 1\u00a0December\u00a02020")
    until(page, "location.hash.includes('day=2020-12-01')")
    until(page, "document.getElementById('seen-on').innerText.includes('please do not post these pictures')")
    shows(page, [SHARE, SIGN])
    assert page.inner_text("#about summary") == "What is this?"
    assert page.get_attribute("#about", "open") is None


def test_one_can_see_the_page_as_it_is_on_another_day(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/days.html", now="2020-11-20T12:00:00").page
    page.fill("#day", "2020-12-06")
    until(page, "location.hash.includes('day=2020-12-06')")
    shows(page, [counted_path(1), SIGN, SHARE])
    reads(page, "#seen-on span", "You see the page as it is on 6\u00a0December\u00a02020.")
    page.click("text=Back to today")
    until(page, "!location.hash.includes('day=')")
    shows(page, [SIGN, SHARE])
    expect(page.locator("#seen-on")).to_be_hidden()


def test_a_page_that_stays_open_overnight_shows_the_next_day(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/days.html", now="2020-12-04T12:00:00")
    shows(there.page, [counted_path(3), SIGN, SHARE])
    there.context.clock.set_fixed_time(dt.datetime(2020, 12, 5, 12, tzinfo=dt.UTC))
    there.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows(there.page, [counted_path(2), SIGN, SHARE])
