"""Keyboard, screen reader, zoom and less motion: the page is for everybody."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect
from support.browser import becomes

from gallery.open_page import SHARE_STAND_IN, Visit, focus_is_on, go_to, picture, shows
from gallery.page_variants import SHARE, SHEET, SIGN

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_a_list_of_buttons_says_which_picture_each_is_for(site: str, read: Callable[..., Page]) -> None:
    page = read(f"{site}/index.html", SHARE_STAND_IN)
    acts = page.locator(".card .buttons > *").all_inner_texts()
    assert acts == ["Share the picture", "Save the picture", "Copy the caption", "Copy the alt text"] * 2
    titles = ["Keep child safety first."] * 4 + ["Pass it on"] * 4
    for act, title in zip(acts, titles, strict=True):
        name = f"{act}: {title}, Instagram, Square"
        role: Literal["link", "button"] = "link" if act.startswith("Save") else "button"
        assert page.get_by_role(role, name=name, exact=True).count() == 1
    steps = "Post it, step by step: Pass it on, Instagram, Square"
    assert page.get_by_role("link", name=steps, exact=True).count() == 1


def test_one_can_skip_to_the_pictures(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html").page
    page.keyboard.press("Tab")
    becomes(page, "document.activeElement.textContent", "Skip to the pictures")
    page.keyboard.press("Enter")
    focus_is_on(page, "feed-title")
    shows(page, [SIGN, SHARE])


def test_every_button_is_reached_by_tab_in_the_order_it_is_read(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site), SHARE_STAND_IN).page
    page.wait_for_selector("text=Share the picture")
    stops = page.locator("main a:visible, main button:visible, main input:visible").all_inner_texts()
    assert stops.count("") == 2  # the picture itself, and the mark that it was posted
    for reached in (*stops[1:], "Sources of the figures"):
        page.keyboard.press("Tab")
        becomes(page, "document.activeElement.innerText", reached)


@pytest.mark.ci
@pytest.mark.parametrize("name", ["index.html", "rtl.html"])
@pytest.mark.parametrize(("text", "widths"), [("100%", [320, 640]), ("200%", [320, 640, 1280])])
def test_nothing_is_cut_off_on_a_narrow_page_or_with_large_letters(
    site: str, visit: Callable[..., Visit], name: str, text: str, widths: list[int]
) -> None:
    """A laptop of 1280 px at 200 % zoom is 640 px wide; `text` is the size of letters alone."""
    large = f"addEventListener('DOMContentLoaded', () => {{ document.documentElement.style.fontSize = '{text}'; }})"
    language = "ar" if name == "rtl.html" else "en"
    page = visit(f"{site}/{name}", large, locale=language).page
    for width, part in product(widths, ("", f"picture={SIGN}")):
        page.set_viewport_size({"width": width, "height": 400})
        go_to(page, part)
        if part:
            page.click("#picture button[aria-expanded]")
            focus_is_on(page, "server")
        else:
            assert (
                page.evaluate("(code => code.showModal() ?? code.scrollWidth)(document.getElementById('code'))")
                <= width
            )
            page.keyboard.press("Escape")
            expect(page.locator("#code")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.eval_on_selector_all(
            "button:not([hidden]), a, select, p, h1, h2, h3, li",
            "all => all.filter(e => e.offsetParent && getComputedStyle(e).display !== 'inline'"
            " && getComputedStyle(e).clipPath === 'none'"
            " && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)",
        )
        assert cut == []


def test_a_german_page_fits_a_small_phone_and_leaves_a_day_with_its_month(site: str, read: Callable[..., Page]) -> None:
    for address in ("", f"#picture={SIGN}", f"#picture={SHEET}"):
        page = read(
            f"{site}/german.html{address}",
            now="2020-12-05T12:00:00",
            viewport={"width": 320, "height": 640},
            locale="de",
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
        assert page.eval_on_selector_all("button:visible, .button:visible, .shapes label", cut) == []
        if not address:
            assert page.locator("#plan time").first.inner_text() == "Heute, 5.\u00a0Dezember\u00a02020"


def test_nothing_moves_for_those_who_asked_for_that(site: str, visit: Callable[..., Visit]) -> None:
    moving = (
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0; }).length"
    )
    assert visit(f"{site}/index.html", reduced_motion="reduce").page.evaluate(moving) == 0
    assert visit(f"{site}/index.html", reduced_motion="no-preference").page.evaluate(moving) > 0
