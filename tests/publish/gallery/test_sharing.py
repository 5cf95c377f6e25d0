"""Sharing pictures with another app, which copies their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.browser import becomes, until

from gallery.open_page import SHARE_STAND_IN, Visit, caption, picture
from gallery.page_variants import LINK, SHARE, SIGN, role_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route


#: A phone that takes several pictures at once.
MANY_STAND_IN = """
window.shared = [];
navigator.canShare = ({ files }) => files.every(({ type }) => type.startsWith("image/"));
navigator.share = async ({ files }) => { window.shared.push(files.map(({ name, size }) => [name, size])); };
"""


def steps_of(page: Page) -> list[str]:
    """Return the sentences of the steps of the picture that a page shows."""
    return page.locator("#picture ol li p").all_inner_texts()


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_shared_alone_and_its_caption_copied(
    site: str, folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{site}/{where}", SHARE_STAND_IN)
    there.page.locator("button:visible", has_text="Share the picture").first.click()
    until(there.page, "shared.length")
    name, size = "sign-square-1080x1080.jpg", (folder / SIGN).stat().st_size
    assert there.page.evaluate("shared") == [{"keys": ["files"], "name": name, "type": "image/jpeg", "size": size}]
    until(there.page, "document.getElementById('status').textContent.startsWith('Shared')")
    becomes(there.page, there.pasted, caption(folder))


@pytest.mark.parametrize(
    ("platform", "copied", "acts"),
    [
        ("instagram", LINK, ["Share the picture", "Save the picture", "Copy the address"]),
        ("profile_frame", None, ["Share the picture", "Save the picture"]),
    ],
)
def test_what_is_copied_when_a_picture_is_shared_is_what_its_steps_paste(
    site: str, visit: Callable[..., Visit], platform: str, copied: str | None, acts: list[str]
) -> None:
    there = visit(f"{site}/places.html#platform={platform}", SHARE_STAND_IN)
    assert there.page.locator(".card .buttons > *").all_inner_texts() == acts
    there.page.evaluate("navigator.clipboard.writeText('before')")
    there.page.locator("button:visible", has_text="Share the picture").click()
    until(there.page, "shared.length")
    until(there.page, "document.getElementById('status').textContent.startsWith('Shared')")
    assert there.pasted() == (copied or "before")


def test_a_button_says_that_a_picture_is_fetched_and_a_second_tap_does_nothing(
    site: str, visit: Callable[..., Visit]
) -> None:
    there = visit(picture(site), SHARE_STAND_IN)
    waiting: list[Route] = []
    there.page.route(f"**/{SIGN}", lambda route: waiting.append(route))  # noqa: PLW0108  (Playwright marks it)
    share = there.page.locator("#picture .buttons button").first
    share.click()
    expect(share).to_have_text("Fetching the picture…")
    share.click()
    waiting[0].continue_()
    expect(share).to_have_text("Share the picture")
    until(there.page, "shared.length")
    assert there.page.evaluate("shared.length") == 1
    assert len(waiting) == 1


def test_the_steps_begin_with_sharing_where_the_browser_can(site: str, read: Callable[..., Page]) -> None:
    first = read(picture(site), SHARE_STAND_IN).locator("#picture ol li").first
    lines = [*filter(None, first.inner_text().splitlines())]
    assert lines[0] == "Press “Share the picture”. Choose Instagram. If it is not offered: Save the picture."
    assert lines[1:] == ["Share the picture", "Save the picture"]
    ring = read(picture(site, role_path("frame")).replace("index", "places"), SHARE_STAND_IN)
    assert ring.locator("#picture ol li p").first.inner_text().startswith("Save the picture. Its middle")


def test_the_steps_after_sharing_ask_for_nothing_that_sharing_has_copied(site: str, read: Callable[..., Page]) -> None:
    story = picture(site, role_path("story")).replace("index", "places")
    assert steps_of(read(story, SHARE_STAND_IN))[1:] == [
        (
            "The address is copied. In your story, add a link sticker and paste the address. If the app offers no such"
            " sticker, leave this out."
        ),
        "Keep stickers off the words, then share.",
    ]
    post = read(picture(site), SHARE_STAND_IN)
    assert steps_of(post)[1:] == [
        "The caption is copied. Paste it: press and hold in the text field, then Paste.",
        "With the caption in your post, come back to this page and press “Copy the alt text”.",
        "Back in Instagram, find the alt text among the further settings and paste the alt text there.",
        "Tap Share.",
        (
            "If you can, press “Copy the address” and paste the address into your Instagram profile, as its link:"
            " nobody can tap one in a caption."
        ),
    ]
    brackets = steps_of(read(picture(site).replace("index", "marked"), SHARE_STAND_IN))
    assert [line.strip("\u27e6\u27e7") for line in brackets] == steps_of(post)
    for address in (story, picture(site)):
        saved = steps_of(read(address))
        assert saved[0] == "Save the picture."
        assert not [line for line in saved if "is copied" in line or "{" in line]


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        ("NotAllowedError", "The picture is ready. Press once more to share it."),
        ("DataError", "Sharing did not work here. Save the picture and copy the caption."),
        ("AbortError", "The caption is copied. Paste it where you post."),
    ],
)
def test_a_share_that_fails_is_said_and_one_that_is_given_up_is_not(
    site: str, visit: Callable[..., Visit], refusal: str, said: str
) -> None:
    there = visit(picture(site), SHARE_STAND_IN)
    there.page.evaluate(f"window.refusal = '{refusal}'")
    there.page.locator("button:visible", has_text="Share the picture").first.click()
    until(there.page, "window.refused")
    there.page.evaluate("new Promise(requestAnimationFrame)")  # what is said is written in a frame of its own
    there.says(said)


def test_a_series_is_shared_whole_in_its_order_where_the_phone_can(
    site: str, folder: Path, visit: Callable[..., Visit]
) -> None:
    address = f"{site}/series.html#picture=series-2.jpg"
    there = visit(address, MANY_STAND_IN)
    there.page.locator("button:visible", has_text="Share the whole series").click()
    until(there.page, "shared.length")
    size = (folder / SHARE).stat().st_size
    assert there.page.evaluate("shared") == [[[f"series-{n}.jpg", size] for n in (1, 2, 3)]]
    becomes(there.page, there.pasted, caption(folder, SHARE))
    assert there.page.locator("button", has_text="Share the whole series").inner_text() == "Share the whole series"
    for elsewhere, stand_in in ((address, SHARE_STAND_IN), (f"{site}/series.html", MANY_STAND_IN)):
        page = visit(elsewhere, stand_in).page
        page.locator("button:visible", has_text="Share the picture").first.wait_for()
        expect(page.locator("button", has_text="Share the whole series")).to_have_count(0)


def test_sharing_is_hidden_where_it_can_not_be(site: str, folder: Path, visit: Callable[..., Visit]) -> None:
    for address, script in ((picture(site), ""), (picture(folder.as_uri()), SHARE_STAND_IN)):
        page = visit(address, script).page
        page.wait_for_load_state("networkidle")
        expect(page.locator("text=Share the picture").first).to_be_hidden()
