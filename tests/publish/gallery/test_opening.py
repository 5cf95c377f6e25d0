"""Opening the page: what comes with it, with and without a script, alone and with very many pictures."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.browser import browser_program, until

from gallery.open_page import Visit, reads
from gallery.page_variants import SHARE, SHARE_X, SHEET, SIGN, SIGN_X

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_missing_browser_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    with pytest.raises(pytest.fail.Exception, match="there is no Chromium"):
        browser_program()


@pytest.mark.ci
@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_page_that_was_opened_alone_says_what_to_do(
    folder: Path, site: str, tmp_path: Path, visit: Callable[..., Visit], where: str
) -> None:
    for name in ("index.html", "published.html"):
        shutil.copy(folder / name, tmp_path / name)
    alone = visit(f"{tmp_path.as_uri()}/{where}").page
    expect(alone.locator("#alone")).to_contain_text("Unpack the whole zip, then open index.html in its folder.")
    expect(alone.locator("#alone")).to_contain_text(
        "If you have only this file, ask whoever sent it for the whole zip."
    )
    for offered in ("Open the picture", "Save all"):
        expect(alone.locator("main :visible", has_text=re.compile(f"^{offered}$"))).to_have_count(0)
    expect(alone.locator("#alone a")).to_have_count(0)
    link = visit(f"{tmp_path.as_uri()}/{where.replace('index', 'published')}").page.locator("#alone a")
    expect(link).to_have_attribute("href", "https://kit.example/")
    for whole in (folder.as_uri(), site):
        page = visit(f"{whole}/{where}").page
        until(page, "[...document.images].some((image) => image.complete && image.naturalWidth > 90)")
        expect(page.locator("#alone")).to_be_hidden()


def test_without_script_there_is_a_list_of_every_picture(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/index.html", java_script_enabled=False).page
    links = [link.get_attribute("href") for link in page.locator("noscript a, main a").all() if link.is_visible()]
    assert sorted(filter(None, links)) == sorted((SIGN, SHARE, SIGN_X, SHARE_X, SHEET))
    expect(page.locator("#choice")).to_be_hidden()
    page.click(f"a[href='{SIGN}']")
    expect(page).to_have_url(f"{base}/{SIGN}")


def test_what_the_campaign_is_can_be_read_without_a_script(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/about.html", java_script_enabled=False).page
    page.click("text=What is this?")
    assert "Keep the tools on." in page.inner_text("#about")
    assert page.get_attribute("meta[name=description]", "content") == "Keep the tools on."


def test_cards_show_thumbnails_and_the_whole_picture_is_loaded_when_it_is_opened(
    base: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{base}/index.html#platform=")
    until(there.page, "[...document.images].every((image) => image.complete && image.naturalWidth)")
    loaded = [url for url in there.requests if not url.endswith("index.html")]
    assert loaded
    assert all(url.startswith(f"{base}/thumbnails/") for url in loaded)
    there.page.locator(".go").first.click()
    until(there.page, "document.querySelector('#picture img')?.naturalWidth === 1080")
    assert there.requests[-1] == f"{base}/{SIGN}"


def test_five_thousand_pictures_are_there_at_once_and_come_as_one_scrolls(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/many.html").page
    page.wait_for_selector(".card")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert took < 20_000, "it takes 0.3 s; work for every pair of pictures would take minutes on any computer"
    reads(page, "#feed-title", "Messages: 5000")
    before = page.locator(".card").count()
    assert before < 100
    page.mouse.wheel(0, 100_000)
    until(page, f"document.querySelectorAll('.card').length > {before}")
    page.locator("#more").focus()
    count = page.locator(".card").count()
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.card').length > {count}")
