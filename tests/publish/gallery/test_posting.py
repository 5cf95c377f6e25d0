"""Posting a picture: each place is opened with its words and has its steps, and what was posted is marked."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from gallery.open_page import SHARE_STAND_IN, Visit, all_read, caption, focus_is_on, picture
from gallery.page_variants import LINK, SHEET, SIGN, SIGN_X, role_path
from kit.project.catalogue import sentences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.mark.ci
def test_words_are_filled_in_where_a_place_takes_them(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    own, short = caption(folder), caption(folder, SIGN_X)
    assert own != short
    for place, host, expected in (
        ("X", "https://x.com/intent/post", {"text": [short]}),
        ("Bluesky", "https://bsky.app/intent/compose", {"text": [own]}),
        ("WhatsApp", "https://wa.me/", {"text": [own]}),
        ("Telegram", "https://t.me/share/url", {"url": [LINK], "text": [own.replace(LINK, "").strip()]}),
    ):
        address = there.opened(partial(there.page.click, f"a:text-is('Post to {place}')"))
        assert address.partition("?")[0] == host
        assert parse_qs(urlsplit(address).query) == expected
        there.says(f"{place} opens with the words. Now add the picture.")


def test_a_mail_has_the_title_and_the_words(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    link = there.page.locator("text=Send by e-mail")
    parts = urlsplit(link.get_attribute("href") or "")
    assert (parts.scheme, parts.path) == ("mailto", "")
    body = caption(folder).replace("\n", "\r\n")
    assert [unquote(pair.partition("=")[2]) for pair in parts.query.split("&")] == ["Tiny", body]
    link.click()
    there.says("E-mail opens with the words. Now add the picture.")


@pytest.mark.ci
@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={LINK}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={LINK}"),
    ],
)
def test_the_caption_is_copied_for_places_that_take_only_an_address(
    base: str, folder: Path, visit: Callable[..., Visit], place: str, address: str
) -> None:
    there = visit(picture(base))
    assert unquote(there.opened(partial(there.page.click, f"text=Post to {place}"))) == address
    there.says(f"The caption is copied. Paste it at {place}. Now add the picture.")
    there.page.bring_to_front()
    assert there.pasted() == caption(folder)


@pytest.mark.ci
def test_mastodon_asks_for_the_server_and_remembers_it(base: str, folder: Path, visit: Callable[..., Visit]) -> None:
    there = visit(picture(base))
    page = there.page
    page.click("text=Post to Mastodon")
    focus_is_on(page, "server")
    for wrong in ("", "mastodon", "javascript:alert(1)", "a b.org", "mastodon.social?x"):
        page.evaluate("document.getElementById('status').textContent = ''")
        page.fill("#server", wrong)
        page.keyboard.press("Enter")
        there.says("Write the name of your server, such as mastodon.social.")
    page.fill("#server", " https://Mastodon.Social/@somebody ")
    address = there.opened(partial(page.click, "text=Open Mastodon"))
    assert address.startswith("https://mastodon.social/share?text=")
    assert parse_qs(urlsplit(address).query) == {"text": [caption(folder)]}
    there.says("Mastodon opens with the words. Now add the picture.")
    page.reload()
    page.click("text=Post to Mastodon")
    expect(page.locator("#server")).to_have_value("mastodon.social")


def test_a_picture_whose_place_can_not_be_opened_says_so_before_the_other_places(
    site: str, read: Callable[..., Page]
) -> None:
    begins = "Instagram can’t be opened from here: follow the steps above."
    page = read(picture(site))
    post = page.locator("#picture section", has=page.locator("h3:text-is('Post')"))
    assert post.locator("p, h4, a").all_inner_texts()[:2] == [begins, "Or post it elsewhere"]
    assert post.locator(".button:not(.quiet)").count() == 0
    assert page.locator("#picture h3").all_inner_texts()[2:] == ["How to post this, step by step", "Post"]


def test_the_post_button_of_a_picture_s_own_place_comes_first(site: str, read: Callable[..., Page]) -> None:
    page = read(picture(site, SIGN_X))
    assert page.locator(".places a").first.inner_text() == "Post to X"
    expect(page.locator("text=Or post it elsewhere").first).to_be_hidden()


def test_places_that_take_the_words_and_places_that_do_not_are_told_apart(site: str, read: Callable[..., Page]) -> None:
    page = read(picture(site))
    said = page.eval_on_selector_all(
        ".places", "all => all.map(list => [list.previousElementSibling.textContent, list.innerText])"
    )
    assert [(hint.split(" ")[0], "Post to X" in names, "Post to Facebook" in names) for hint, names in said] == [
        ("These", True, False),
        ("Facebook", False, True),
    ]


def test_each_place_has_its_steps(base: str, read: Callable[..., Page]) -> None:
    words = sentences("en")["page"]
    saving = words["saving"]["file" if base.startswith("file:") else "web"]
    for stem, name, kind in (
        (SIGN, "instagram", "picture"),
        (SIGN_X, "x", "picture"),
        (SHEET, "print", "pdf"),
    ):
        page = read(picture(base, stem))
        written = [line for line in words["steps"][name] if not line.startswith("{shared}")]
        steps = [re.sub(r"\{\w+\}", "", line.replace("{save}", saving[kind]["step"])) for line in written]
        assert page.locator("#picture ol p").all_inner_texts() == steps


def test_a_ring_leads_to_where_it_is_laid_around_a_photo(site: str, read: Callable[..., Page]) -> None:
    for where, path in (("own-words.html", "en/make.html#own-photo"), ("places.html", None)):
        for address in (
            f"{site}/{where}#platform=profile_frame",
            picture(site, role_path("frame")).replace("index", where[:-5]),
        ):
            page = read(address, SHARE_STAND_IN)
            page.locator("button:visible", has_text="Share the picture").first.wait_for()
            found = page.locator("a:visible", has_text="Your photo in the ring").all()
            assert {link.get_attribute("href") for link in found} == ({path} if path else set())
            first = page.locator(".buttons:visible").first.locator("a, button").first
            assert first.inner_text() == ("Your photo in the ring" if path else "Share the picture")
        steps = page.locator("#picture ol li")
        said = " ".join(steps.all_inner_texts())
        assert ("any picture editor" in said, "Choose your photo." in said) == (not path, bool(path))
        expect(steps.first.locator("a", has_text="Your photo in the ring")).to_have_count(1 if path else 0)


@pytest.mark.ci
def test_what_was_posted_is_marked_on_this_device_until_it_is_forgotten(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(picture(base)).page
    page.check("text=I have posted this")
    assert "Kept on this device only." in page.inner_text(".posted")
    page.click("text=Back to all pictures")
    all_read(page, ".flag.done", ["Posted"])
    page.reload()
    all_read(page, ".flag.done", ["Posted"])
    page.click("#forget")
    all_read(page, ".flag.done", [])
    expect(page.locator("#forget")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_a_mark_that_can_not_be_kept_lasts_and_says_so(site: str, visit: Callable[..., Visit]) -> None:
    refused = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    found = visit(picture(site), refused)
    page = found.page
    page.check("text=I have posted this")
    assert "the mark lasts until the page is closed" in page.inner_text(".posted")
    page.click("text=Back to all pictures")
    all_read(page, ".flag.done", ["Posted"])
    assert found.complaints == []
