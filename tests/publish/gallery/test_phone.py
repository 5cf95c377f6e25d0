"""What volunteers do with the page on a phone: nothing is lost, hidden, covered or called by a file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import expect
from support.browser import becomes, until
from support.campaigns import KIT

from gallery.open_page import PHONE, SHARE_STAND_IN, Visit, all_read, focus_is_on, picture, reads, shows
from gallery.page_variants import LINK, SHARE, SHEET, SIGN, SIGN_X, counted_path

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; })"


# Saving --------------------------------------------------------------------------------------------------------------


def test_a_finger_is_told_how_to_save_what_opens_from_a_folder(folder: Path, phone: Callable[..., Visit]) -> None:
    there = phone(f"{folder.as_uri()}/index.html", has_touch=True, is_mobile=True)
    there.opened(there.page.locator("a:visible", has_text="Open the picture").first.click)
    there.says("The picture opens by itself. Press and hold it, then Save.")
    said = phone(picture(folder.as_uri()), has_touch=True, is_mobile=True).page.inner_text("#picture")
    assert "Open the picture, press and hold it, then Save." in said
    assert "ight-click" not in said


# Choosing ------------------------------------------------------------------------------------------------------------


def test_the_plan_keeps_to_the_platform_and_says_what_is_not_for_it(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/days.html#platform=x").page
    post = page.locator("#plan ul li").first
    assert post.inner_text() == "2: Days until the vote (not for X)"
    assert post.locator("a").count() == 0
    page.select_option("#platform", label="Instagram")
    reads(page, "#plan ul li", "2: Days until the vote")
    post.locator("a").click()
    page.locator("#picture .meta").first.wait_for()
    assert page.inner_text("#picture .meta").startswith("Instagram, Square")


def test_what_is_printed_is_put_up_until_its_last_day_and_taken_down_on_the_next(
    site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/days.html#platform=print").page
    assert page.inner_text("#show-plan") == page.inner_text("#plan-title") == "What to use until when"
    assert not page.is_visible("#plan-file")
    plan = "#plan > ol > li"
    assert page.locator(plan).all_inner_texts() == ["Today, 5\u00a0December\u00a02020\nSign it (any day)"]
    page = phone(f"{site}/posters.html#platform=print").page
    assert [text.split("\n") for text in page.locator(plan).all_inner_texts()] == [
        ["Today, 5\u00a0December\u00a02020", "Sign it (until 7\u00a0December\u00a02020)"],
        ["7\u00a0December\u00a02020", "7 December 2020 is when Parliament votes"],
        ["8\u00a0December\u00a02020", "Take down the picture “Sign it”"],
    ]
    late = phone(f"{site}/posters.html#platform=print", now="2020-12-08T12:00:00").page
    assert late.inner_text("#plan-hint") == "No such picture for Print."
    assert late.locator(plan).count() == 0
    page.click("text=Take down the picture “Sign it”")
    expect(page).to_have_url(picture(site, SHEET).replace("index", "posters"))
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()
    page.select_option("#platform", label="X")
    for name in ("#show-plan", "#plan-title"):
        reads(page, name, "What to post when")
    expect(page.locator("#plan-file")).to_be_visible()


def test_where_nothing_matches_one_is_offered_what_does(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/days.html#platform=x&message=days").page
    assert page.inner_text("#nothing p") == "No such picture for X. There is one for:"
    assert page.locator("#nothing button").all_inner_texts() == ["Instagram", "All messages"]
    page.click("#nothing button:text-is('Instagram')")
    until(page, "location.hash.includes('platform=instagram')")
    shows(page, [counted_path(2)])
    expect(page.locator("#nothing")).to_be_hidden()
    assert page.input_value("#message") == "days"


@pytest.mark.ci
@pytest.mark.parametrize("width", [360, 375])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_stands_above_the_pictures_is_in_two_even_rows(
    folder: Path, phone: Callable[..., Visit], language: str, width: int
) -> None:
    settings = {"viewport": {"width": width, "height": 812}, "now": "2020-12-01T12:00:00"}
    page = phone(f"{folder.as_uri()}/tools-{language}.html", **settings).page
    expect(page.locator("#together")).to_be_visible()
    tools = page.locator(".tools > *:visible, .tools > details > summary:visible")
    boxes = [tool.bounding_box() for tool in tools.all() if tool.evaluate("tool => tool.tagName") != "DETAILS"]
    found = [box for box in boxes if box]
    assert len(found) == 5
    assert max(box["x"] + box["width"] for box in found) <= width - 16
    assert all(box["height"] < 48 for box in found), "no words are on two lines"
    middles = sorted(box["y"] + box["height"] / 2 for box in found)
    assert middles[2] - middles[0] < 8 > middles[4] - middles[3]
    assert middles[3] - middles[2] > 30


def test_a_photo_in_the_ring_is_one_tap_away_while_there_is_something_to_post(
    folder: Path, site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{folder.as_uri()}/tools-de.html", now="2020-12-01T12:00:00").page
    link = page.locator("#your-photo")
    expect(link).to_be_in_viewport()
    expect(link).to_have_text("Dein Foto")
    assert urlsplit(link.evaluate("link => link.href")).fragment == "own-photo"
    expect(page.locator(".shot").first).to_be_in_viewport(ratio=1)
    expect(phone(f"{site}/tools-de.html", now="2020-12-24T12:00:00").page.locator("#your-photo")).to_be_hidden()
    without_ring = phone(f"{site}/beyond.html").page
    expect(without_ring.locator("#platform")).to_be_visible()
    expect(without_ring.locator("#your-photo")).to_have_count(0)


def test_letters_are_one_tap_away_and_above_the_pictures_where_they_are_asked_for(
    folder: Path, site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/tools-en.html", now="2020-12-01T12:00:00").page
    letters = page.locator("#beyond-title")
    expect(letters).not_to_be_in_viewport()
    page.click("#show-beyond")
    expect(letters).to_be_in_viewport()
    expect(letters).to_be_focused()
    page = phone(f"{site}/beyond.html").page
    page.select_option("#platform", label="More than pictures")
    until(page, "document.querySelector('#feed #beyond')")
    page.select_option("#platform", label="Instagram")
    until(page, "!document.querySelector('#feed #beyond')")
    whole = phone(f"{folder.as_uri()}/tools-en.html", now="2020-12-01T12:00:00").page
    expect(whole.locator("#together")).to_be_visible()
    expect(whole.locator("#show-beyond")).to_be_hidden()


def test_what_no_other_choice_has_leads_back_to_all_pictures(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/days.html#platform=x&message=days&shape=print").page
    page.click("#nothing button:text-is('Show all pictures')")
    until(page, "document.querySelectorAll('.card').length")
    assert [page.input_value(f"#{name}") for name in ("platform", "message", "shape")] == ["", "", ""]


def test_all_pictures_are_offered_beside_the_platform_with_how_to_open_them(
    site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/published.html#platform=x").page
    page.click("#together summary")
    expect(page.locator("#together a")).to_have_attribute("href", f"zips/{KIT}-en-x.zip")
    assert not page.evaluate("document.getElementById('more-choices').open")
    assert page.inner_text("#together .meta").startswith("A zip is one file")
    expect(page.locator("#together-over")).to_be_hidden()


def test_who_takes_all_pictures_is_warned_of_those_whose_day_is_over(folder: Path, phone: Callable[..., Visit]) -> None:
    page = phone(f"{folder.as_uri()}/days.html#platform=instagram", now="2020-12-06T12:00:00").page
    page.click("#together summary")
    gone = "Some of them are out of date. Do not post: Days until the vote (until 5\u00a0December\u00a02020)."
    reads(page, "#together-over", gone)


# What was done -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["start", "end"])
def test_what_is_said_covers_no_button_of_the_card_and_a_tap_closes_it(
    site: str, phone: Callable[..., Visit], place: str
) -> None:
    page = phone(f"{site}/index.html", SHARE_STAND_IN).page
    page.locator(".card .buttons").first.evaluate(f"buttons => buttons.scrollIntoView({{ block: '{place}' }})")
    page.click(".card button:has-text('Copy the caption')")
    until(page, "document.getElementById('status').textContent")
    said = page.locator("#status").bounding_box()
    assert said
    for act in page.locator(".card").first.locator(".buttons > *, .go").all():
        box = act.bounding_box()
        assert box
        assert box["y"] + box["height"] <= said["y"] or box["y"] >= said["y"] + said["height"]
    page.click("#status")
    expect(page.locator("#status")).to_be_empty()


def test_the_calendar_is_offered_above_the_plan_while_it_lasts(site: str, phone: Callable[..., Visit]) -> None:
    there = phone(f"{site}/days.html")
    file = there.page.locator("#plan-file")
    assert file.evaluate("link => Boolean(link.compareDocumentPosition(document.querySelector('#plan ol')) & 4)")
    with there.page.expect_download():
        file.click()
    expect(there.page.locator("#status")).to_contain_text("posting-plan.ics among your downloads")
    assert not phone(f"{site}/days.html", now="2020-12-08T12:00:00").page.is_visible("#plan-file")


@pytest.mark.parametrize(
    ("now", "days"), [("2020-11-20", [1, 2, 4, 5, 6, 7]), ("2020-12-05", [5, 6, 7]), ("2020-12-07", [7])]
)
def test_the_calendar_begins_with_what_is_to_come(
    site: str, phone: Callable[..., Visit], now: str, days: list[int]
) -> None:
    page = phone(f"{site}/days.html", now=f"{now}T12:00:00").page
    with page.expect_download() as download:
        page.click("#plan-file")
    assert download.value.suggested_filename == "posting-plan.ics"
    calendar = Calendar.from_ical(Path(download.value.path()).read_bytes())
    assert calendar["x-wr-calname"] == "Tiny: what to post when"
    assert [event.decoded("dtstart").day for event in calendar.walk("VEVENT")] == days


def test_from_a_folder_the_calendar_is_whole(folder: Path, phone: Callable[..., Visit]) -> None:
    page = phone(f"{folder.as_uri()}/days.html", now="2020-12-07T12:00:00").page
    with page.expect_download() as download:
        page.click("#plan-file")
    assert Path(download.value.path()).read_bytes() == (folder / "posting-plan.ics").read_bytes()


# Step by step --------------------------------------------------------------------------------------------------------


def test_a_step_has_the_button_that_it_names(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/index.html").page
    page.locator(".go").first.click()
    becomes(page, "document.activeElement.textContent", "How to post this, step by step")
    steps = page.locator("#picture ol li", has=page.locator(".button, button"))
    named = [list(filter(None, text.splitlines())) for text in steps.all_inner_texts()]
    assert [tuple(lines[:2]) for lines in named] == [
        ("Save the picture.", "Save the picture"),
        (
            (
                "If you can, press “Copy the address” and paste the address into your Instagram profile, as its link:"
                " nobody can tap one in a caption."
            ),
            "Copy the address",
        ),
        ("Press “Copy the caption”.", "Copy the caption"),
        (
            "With the caption in your post, come back to this page and press “Copy the alt text”.",
            "Copy the alt text",
        ),
    ]


def test_the_address_is_copied_by_the_step_that_needs_it_and_asked_for_by_no_other(
    site: str, phone: Callable[..., Visit]
) -> None:
    there = phone(picture(site))
    there.page.get_by_role("button", name="Copy the address: Keep child safety first., Instagram, Square").click()
    there.says("The address is copied. Paste it where a link is asked for.")
    assert there.pasted() == LINK
    assert phone(picture(site, SIGN_X)).page.locator("text=Copy the address").count() == 0
    unlinked = phone(f"{site}/hostile.html#picture={SIGN}").page
    assert unlinked.locator("#picture ol li").count() == there.page.locator("#picture ol li").count() - 1
    assert unlinked.locator("text=Copy the address").count() == 0


def test_a_status_is_posted_by_its_steps_and_no_chat_has_the_best_for_a_post(
    site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/chats.html#platform=whatsapp").page
    assert page.locator(".shapes label").all_inner_texts() == ["Square", "Status"]
    assert page.locator(".card .buttons > *").all_inner_texts() == ["Save the picture", "Copy the caption"]
    page.select_option("#platform", label="Instagram")
    all_read(page, ".shapes label", ["Square best for a post", "Story"])
    page.select_option("#platform", label="WhatsApp")
    page.click("text=Status")
    page.click(".go")
    expect(page.locator("#picture section p", has_text="not made for a post")).to_have_count(1)
    expect(page.get_by_role("link", name="Post to WhatsApp")).to_contain_class("quiet")
    page.goto(picture(site, f"{SHARE}?feed").replace("index", "chats"))
    expect(page.locator("#picture section p", has_text="not made for a post")).to_have_count(0)
    expect(page.get_by_role("link", name="Post to WhatsApp")).not_to_contain_class("quiet")


def test_a_sheet_is_saved_and_printed_and_nothing_else(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/index.html#platform=print", SHARE_STAND_IN).page
    acts = page.locator(".card .buttons > *").all_inner_texts()
    assert acts == ["Open the PDF to print", "Save the PDF to print"]
    assert page.inner_text(".card .go") == "Print it, step by step"
    page.click(".card .go")
    all_read(page, "#picture h3", ["Open the PDF to print", "How to print this, step by step"])
    expect(page).to_have_url(f"{picture(site, SHEET)}&at=steps")


# Large letters, and the code -----------------------------------------------------------------------------------------


def test_large_letters_neither_scroll_sideways_nor_break_the_names_of_shapes(
    site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/days.html#platform=", LARGE).page
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate("document.querySelector('.shapes span').firstChild.data = 'Portrait landscape'")
    lines = """() => {
      const text = document.querySelector('.shapes span').firstChild, word = document.createRange();
      const linesOf = (from, to) => (word.setStart(text, from), word.setEnd(text, to), word.getClientRects().length);
      return [linesOf(0, 8), linesOf(9, 18)];
    }"""
    assert page.evaluate(lines) == [1, 1]


def test_the_code_fills_the_width_of_a_phone_with_large_letters(site: str, phone: Callable[..., Visit]) -> None:
    """A window of 375 x 440 px is as many lines of letters high as a phone with letters twice as large."""
    page = phone(f"{site}/index.html", LARGE, viewport={"width": 375, "height": 440}).page
    page.click("#show-code")
    expect(page.locator("#code")).to_be_visible()
    code, words = (page.locator(f"#code > {part}").bounding_box() for part in ("svg", "p"))
    assert code
    assert words
    assert words["y"] >= code["y"] + code["height"]
    assert code["width"] >= 300


def test_the_way_back_closes_the_code(site: str, phone: Callable[..., Visit]) -> None:
    page = phone(f"{site}/index.html#platform=x").page
    address = page.url
    page.click("#show-code")
    expect(page.locator("#code")).to_be_visible()
    page.go_back()
    expect(page.locator("#code")).to_be_hidden()
    expect(page).to_have_url(address)
    page.click("#show-code")
    page.click("#code button")
    until(page, "!history.state?.code")
    expect(page.locator("#code")).to_be_hidden()
    page.goto(picture(site))
    expect(page.locator("#picture")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(address)


def test_a_link_of_a_card_leads_to_the_steps_and_its_picture_to_the_picture(
    site: str, phone: Callable[..., Visit]
) -> None:
    page = phone(f"{site}/index.html").page
    page.locator(".shot").first.click()
    expect(page).to_have_url(picture(site, SIGN))
    focus_is_on(page, "picture-title")
