"""What the page must not do: ask elsewhere, run what is not its own, take words for more than words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from support.browser import becomes, until

from gallery.open_page import Visit, shown
from gallery.page_variants import HOSTILE, SIGN

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_page_asks_for_nothing_but_its_own_pictures_and_complains_of_nothing(
    base: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{base}/index.html")
    there.page.select_option("#platform", label="Everywhere")
    expect(there.page).to_have_url(re.compile("#.*platform=&"))
    there.page.locator(".go").first.click()
    until(there.page, "document.querySelector('#picture img')?.naturalWidth")
    there.page.wait_for_load_state("networkidle")
    assert len(there.requests) >= 3
    assert [url for url in there.requests if not url.startswith(base)] == []
    assert there.complaints == []


def test_no_script_runs_but_the_page_s_own_and_nothing_is_fetched_from_elsewhere(
    site: str, visit: Callable[..., Visit]
) -> None:
    there = visit(f"{site}/index.html")
    there.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.harmed = 1';"
        " const image = document.createElement('img'); image.src = 'https://example.org/x.png';"
        " document.body.append(script, image); }"
    )
    assert there.page.evaluate("fetch('https://example.org/').then(() => 'fetched', () => 'refused')") == "refused"
    becomes(
        there.page,
        lambda: len([line for line in there.complaints if "Content Security Policy" in line]) >= 3,
        wanted=True,
    )
    assert there.page.evaluate("window.harmed") is None
    assert not [url for url in there.requests if url.startswith("https://example.org") and "x.png" not in url]


@pytest.mark.ci
@pytest.mark.parametrize("where", ["", f"#picture={SIGN}"])
def test_words_that_would_do_harm_are_shown_as_words(base: str, visit: Callable[..., Visit], where: str) -> None:
    there = visit(f"{base}/hostile.html{where}")
    if where:
        assert there.page.locator("p[lang=en]:visible").first.text_content() == HOSTILE
    assert there.page.locator("img:visible").first.get_attribute("alt") == HOSTILE
    assert there.page.evaluate("window.harmed") is None
    assert there.page.locator("script").count() == 2
    links = there.page.eval_on_selector_all("a", "all => all.map(link => link.href)")
    assert {urlsplit(link).scheme for link in links} <= {"https", "mailto", urlsplit(base).scheme}
    assert not there.page.is_visible("text=Post to Facebook"), "there is no address to post there"
    assert there.complaints == []


@pytest.mark.ci
@pytest.mark.parametrize("path", ["en/none.png", "javascript:alert(1)", "https://example.org/x.png", "//example.org/x"])
def test_an_address_that_names_no_picture_of_the_kit_shows_the_feed(
    site: str, visit: Callable[..., Visit], path: str
) -> None:
    there = visit(f"{site}/index.html#picture={path}")
    there.says("That picture is not in this kit.")
    assert len(shown(there.page)) == 2
    assert all(url.startswith(site) for url in there.requests)
