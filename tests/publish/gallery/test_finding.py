"""Finding a picture: choosing, searching, following a link and going back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.browser import becomes, until

from gallery.open_page import SIZES, Visit, focus_is_on, picture, reads, shown, shows
from gallery.page_variants import SHARE, SHARE_X, SHEET, SIGN, SIGN_X

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.ci
def test_the_choice_is_kept_in_the_address_and_found_again(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    shows(page, [SIGN, SHARE])
    page.select_option("#platform", label="X")
    page.select_option("#message", label="Pass it on")
    shows(page, [SHARE_X])
    address = f"{base}/index.html#language=en&platform=x&message=share&shape="
    expect(page).to_have_url(address)
    again = visit(address).page
    shows(again, [SHARE_X])
    reads(again, "#feed-title", "Messages: 1")
    again.select_option("#message", label="All messages")
    again.select_option("#platform", label="Everywhere")
    shows(again, [SIGN, SHARE])
    again.select_option("#shape", label="To print")
    shows(again, [SHEET])


def test_a_card_offers_the_shapes_of_its_message_the_one_to_take_first(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html#platform=").page
    card = page.locator(".card").first
    assert card.locator("label").all_inner_texts() == ["Instagram, Square", "X, Square", "Print, Flyer, A5"]
    card.locator("label", has_text="X, Square").click()
    becomes(page, lambda: shown(page)[0], SIGN_X)
    expect(card.locator(".go")).to_have_attribute("href", f"#picture={SIGN_X.replace('/', '%2F')}&at=steps")
    becomes(page, "document.activeElement.type", "radio")


@pytest.mark.parametrize("size", SIZES[:2])
def test_the_first_picture_is_on_the_first_screen(
    site: str, visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    page = visit(f"{site}/index.html", viewport={"width": size[0], "height": size[1]}).page
    box = page.locator(".card img").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= size[1]


def test_a_wide_window_shows_pictures_on_its_first_screen(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/about.html", now="2020-12-05T12:00:00").page
    page.locator(".card img").first.wait_for()
    assert page.locator(".card img").first.bounding_box()["y"] < 380  # type: ignore[index]


@pytest.mark.ci
def test_a_link_opens_one_picture_and_leads_back_to_where_one_was(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html", viewport={"width": 375, "height": 500}).page
    link = page.locator(".go").nth(1)
    link.click()
    reads(page, "#picture-title", "Pass it on")
    expect(page).to_have_url(f"{picture(base, SHARE)}&at=steps")
    assert page.title() == "Pass it on (Tiny: pictures to post)"
    until(page, "document.activeElement.id === 'steps-title'")
    until(page, "Math.abs(document.activeElement.getBoundingClientRect().top) < 1")
    page.go_back()
    expect(link).to_be_focused()
    becomes(page, lambda: link.evaluate("link => link.getBoundingClientRect().top < innerHeight"), wanted=True)
    alone = visit(picture(base, SHARE)).page
    reads(alone, "#picture-title", "Pass it on")
    focus_is_on(alone, "picture-title")


def test_the_way_back_leads_to_the_pictures_of_the_same_place(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(base, SIGN_X)).page
    page.click("text=Back to all pictures")
    shows(page, [SIGN_X, SHARE_X])


@pytest.mark.ci
def test_words_are_searched_whatever_their_case_and_accents(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    shows(page, [SIGN, SHARE])
    page.fill("#search", "PÁSS ít")
    shows(page, [SHARE])
    assert "words=" in page.evaluate("location.hash")
    focus_is_on(page, "search")
    page.reload()
    shows(page, [SHARE])
    assert page.input_value("#search") == "PÁSS ít"
    page.fill("#search", "nowhere")
    page.click("text=Show all pictures")
    shows(page, [SIGN, SHARE])
    assert page.input_value("#search") == ""


def test_words_of_ones_own_are_offered_above_the_pictures(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/own-words.html").page
    link = page.locator("#choice a", has_text="In your words")
    assert link.get_attribute("href") == "en/make.html"
    assert link.bounding_box()["y"] < page.locator(".card").first.bounding_box()["y"]  # type: ignore[index]
