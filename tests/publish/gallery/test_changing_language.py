"""Changing the language of the pictures, and of the labels of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.browser import becomes, until

from gallery.open_page import SHARE_STAND_IN, Visit, all_read, reads
from kit.project.catalogue import sentences

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_language_is_chosen_by_its_own_name(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/two.html").page
    all_read(page, "#language option", ["العربية", "English"])
    page.select_option("#language", label="العربية")
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    expect(page.locator("#only-language")).to_be_hidden()
    alone = visit(f"{site}/index.html").page
    expect(alone.locator("#language")).to_be_hidden()
    reads(alone, "#more-choices #only-language", "These pictures are in English only.")
    other = visit(f"{site}/index.html", locale="fr-FR", viewport={"width": 375, "height": 812}).page
    reads(other, "#choice > #only-language", "These pictures are in English only.")


def test_the_first_page_leads_to_that_of_a_language_and_that_to_the_others(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/languages/index.html").page
    page.click("text=العربية")
    page.wait_for_selector(".card img")
    expect(page).to_have_url(f"{site}/languages/ar/index.html")
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    until(page, "[...document.querySelectorAll('.card img')].every((one) => one.naturalWidth > 100)")
    page.select_option("#platform", "x")
    expect(page).to_have_url(re.compile("#.*platform=x"))
    page.locator(".card a.go").first.click()
    saved = page.locator("#picture a[download]").first.get_attribute("href") or ""
    assert (saved[:6], page.request.get(f"{site}/languages/ar/{saved}").status) == ("../ar/", 200)
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()
    page.select_option("#language", label="English")
    page.wait_for_url(f"{site}/languages/en/index.html#platform=x*")
    expect(page.locator(".card img").first).to_have_attribute("lang", "en")
    expect(page.locator("#only-language")).to_be_hidden()


@pytest.mark.parametrize(
    ("locale", "order", "wanted"),
    [
        ("en-GB", ["English", "العربية"], ["English"]),
        ("ar-EG", ["العربية", "English"], ["العربية"]),
        ("fr-FR", None, []),
    ],
)
def test_the_first_page_offers_the_languages_of_the_reader_first(
    site: str, visit: Callable[..., Visit], locale: str, order: list[str] | None, wanted: list[str]
) -> None:
    page = visit(f"{site}/languages/index.html", locale=locale).page
    all_read(page, ".languages a", order or ["العربية", "English"])
    all_read(page, ".languages .wanted a", wanted)


def test_the_first_page_has_labels_in_the_language_of_the_reader(base: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{base}/languages/index.html", locale="ar-EG").page
    own = sentences("ar")["page"]
    becomes(page, "[document.documentElement.lang, document.documentElement.dir]", ["ar", "rtl"])
    assert page.locator("main h2").first.inner_text() == own["language"]
    assert page.locator("footer a").all_inner_texts() == [own["sources"], own["licence"], own["table"]]
    other = visit(f"{base}/languages/index.html", locale="fr-FR").page
    assert other.evaluate("document.documentElement.lang") == "en"


def test_a_language_shows_what_is_translated_under_its_own_titles(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/translated.html#language=ar&day=2020-12-01").page
    reads(page, "h1", "كلمة")
    assert page.locator("#message option").all_text_contents() == ["All messages", "كلمة كلمة"]
    planned = page.inner_text("#plan ol")
    assert ("كلمة كلمة" in planned, "Pass it on" in planned) == (True, False), planned
    page.select_option("#language", label="English")
    reads(page, "h1", "Tiny")
    plan = page.locator("#plan ol")
    expect(plan).to_contain_text("Sign it")
    expect(plan).to_contain_text("Pass it on")
    assert {"Sign it", "Pass it on"} < {*page.locator("#message option").all_text_contents()}


@pytest.mark.parametrize(("locale", "language"), [("ar-EG", "ar"), ("en-GB", "en"), ("fr-FR", "en")])
def test_a_kit_of_several_languages_opens_in_the_one_a_reader_prefers(
    site: str, visit: Callable[..., Visit], locale: str, language: str
) -> None:
    page = visit(f"{site}/two.html", locale=locale).page
    assert page.input_value("#language") == language
    expect(page.locator(".card img").first).to_have_attribute("lang", language)


def test_names_keep_their_language_and_sizes_their_place_on_an_arabic_page(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/arabic.html#platform=instagram").page
    assert page.get_attribute("#kit", "lang") == "en"
    title = page.locator(".card h3 bdi").first
    assert [title.get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
    assert page.locator(".card .meta").first.inner_text() == "Instagram، مربع · 1080 × 1080"
    assert page.evaluate("getComputedStyle(document.querySelector('.card h3')).lineHeight") == "28.5px"


def test_labels_are_in_the_language_that_is_chosen(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/labels.html#language=en", SHARE_STAND_IN).page
    seen = "[...document.querySelectorAll('main *:not(bdi, option, [lang])')].filter(e => e.checkVisibility())"
    own = "[...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(' ')"
    words = f"{seen}.map(e => {own}).filter(text => /[A-Za-z]{{3}}/.test(text))"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert len(page.evaluate(words)) > 5
    page.select_option("#language", label="العربية")
    becomes(page, "[document.documentElement.lang, document.documentElement.dir]", ["ar", "rtl"])
    becomes(page, words, [])
    assert page.locator("#platform option").last.inner_text() == "كلمة"
    expect(page.locator("#untranslated")).to_be_hidden()
    page.locator(".go").first.click()
    expect(page.locator("#picture")).to_be_visible()
    becomes(page, words, [])
    page.go_back()
    expect(page.locator("#picture")).to_be_hidden()
    page.select_option("#language", label="English")
    reads(page, "#show-code", "Show the QR code")
    behind_the_script = visit(f"{site}/labels.html#language=ar").page.locator("footer a").first
    assert behind_the_script.inner_text() == "كلمة كلمة كلمة كلمة"


def test_labels_that_are_not_translated_are_in_one_language_which_is_named(
    site: str, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{site}/two.html#language=ar").page
    reads(page, "#untranslated", "The labels of this page are in English. There are none in Arabic yet.")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator(".card img").first).to_have_attribute("lang", "ar")
    page.select_option("#language", label="English")
    expect(page.locator("#untranslated")).to_be_hidden()
