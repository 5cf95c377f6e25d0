"""Saving pictures: one by one, by holding an image, and all of a place together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from support.browser import becomes
from support.campaigns import KIT

from gallery.open_page import SHARE_STAND_IN, Visit, picture, reads
from gallery.page_variants import SHEET, SIGN, SIGN_X

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_saved_from_the_web(site: str, folder: Path, visit: Callable[..., Visit], where: str) -> None:
    there = visit(f"{site}/{where}")
    with there.page.expect_download() as download:
        there.page.locator("a:visible", has_text="Save the picture").first.click()
    assert download.value.suggested_filename == "sign-square-1080x1080.jpg"
    assert Path(download.value.path()).read_bytes() == (folder / SIGN).read_bytes()
    there.says("Look for the picture among your downloads.")


@pytest.mark.parametrize("where", ["index.html", f"index.html#picture={SIGN}"])
def test_a_picture_is_opened_from_a_folder_and_the_way_to_save_it_told(
    folder: Path, visit: Callable[..., Visit], where: str
) -> None:
    there = visit(f"{folder.as_uri()}/{where}")
    opened = there.opened(there.page.locator("a:visible", has_text="Open the picture").first.click)
    assert opened == f"{folder.as_uri()}/{SIGN}"
    there.says("The picture opens by itself. Right-click it, then Save.")


@pytest.mark.parametrize("where", ["index.html#platform=print", f"index.html#picture={SHEET}"])
def test_a_sheet_is_saved_as_pdf(site: str, folder: Path, visit: Callable[..., Visit], where: str) -> None:
    page = visit(f"{site}/{where}", SHARE_STAND_IN).page
    with page.expect_download() as download:
        page.locator("a:visible", has_text="Save the PDF to print").first.click()
    assert Path(download.value.path()).read_bytes() == (folder / SHEET).with_suffix(".pdf").read_bytes()


def test_the_heading_the_button_and_the_first_step_say_alike_how_to_save(
    base: str, visit: Callable[..., Visit]
) -> None:
    page = visit(picture(base, SIGN)).page
    verb = "Open" if base.startswith("file:") else "Save"
    for said in ("#picture h3", "#picture .buttons a", "#picture ol li"):
        assert page.locator(said).first.inner_text().startswith(f"{verb} the ")


@pytest.mark.ci
@pytest.mark.parametrize("event", ["contextmenu", "dragstart"])
def test_who_saves_a_picture_by_its_image_has_the_whole_one(base: str, visit: Callable[..., Visit], event: str) -> None:
    image = visit(f"{base}/index.html").page.locator(".card img").first
    assert "thumbnails/" in (image.get_attribute("src") or "")
    image.dispatch_event(event)
    expect(image).to_have_attribute("src", SIGN)


@pytest.mark.parametrize(("end", "whole"), [("", True), ("pointercancel", False), ("pointerup", False)])
def test_a_finger_that_holds_an_image_gets_the_whole_one_and_one_that_scrolls_does_not(
    site: str, visit: Callable[..., Visit], end: str, *, whole: bool
) -> None:
    """The finger is lifted at once, however slow the machine is; the page waits 250 ms for that, and we for longer."""
    image = visit(f"{site}/index.html").page.locator(".card img").first
    image.evaluate(
        """(image, names) => {
          for (const name of names) image.dispatchEvent(new PointerEvent(name, { pointerType: "touch" }));
          return new Promise((done) => { setTimeout(done, 300); });
        }""",
        ["pointerdown", end] if end else ["pointerdown"],
    )
    assert (image.get_attribute("src") == SIGN) == whole


def test_a_published_page_offers_the_zips_that_lie_beside_it(site: str, visit: Callable[..., Visit]) -> None:
    page = visit(f"{site}/published.html#platform=x&message=sign").page
    links = page.locator("#together a")
    page.click("#together summary")
    links.wait_for()
    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == [
        ("All pictures for X (2.3 MB)", f"zips/{KIT}-en-x.zip")
    ]
    page.select_option("#platform", label="Instagram")
    page.locator("#together").wait_for(state="hidden")
    page.select_option("#platform", label="X")
    links.wait_for()
    with page.expect_download() as download:
        links.click()
    assert download.value.suggested_filename == f"{KIT}-en-x.zip"


def test_nothing_moves_when_the_server_answers_that_there_is_a_zip(site: str, visit: Callable[..., Visit]) -> None:
    """Whoever is about to press something must not press what has come in its place; so narrow, it takes a line."""
    later = "window.answer = () => done(asked(...all));"
    later = f"const asked = fetch; window.fetch = (...all) => new Promise((done) => {{ {later} }});"
    page = visit(f"{site}/published.html#platform=x", later, viewport={"width": 160, "height": 812}).page
    place = "JSON.stringify(document.querySelector('.card').getBoundingClientRect())"
    before = page.evaluate(place)
    expect(page.locator("#together")).to_be_hidden()
    page.evaluate("answer()")
    page.locator("#together").wait_for()
    assert page.evaluate(place) == before


def test_a_folder_says_where_all_pictures_of_a_platform_lie(folder: Path, visit: Callable[..., Visit]) -> None:
    page = visit(f"{folder.as_uri()}/index.html#platform=x").page
    page.click("#together summary")
    reads(page, "#together li", "All pictures for X lie beside this page, in the folder en/x.")
    assert (folder / "en" / "x").is_dir()


def test_a_page_that_is_published_nowhere_asks_for_no_zips(site: str, visit: Callable[..., Visit]) -> None:
    there = visit(f"{site}/index.html#platform=x")
    there.page.wait_for_load_state("networkidle")
    expect(there.page.locator("#together")).to_be_hidden()
    assert not [url for url in there.requests if "zips/" in url]


def test_an_overview_shows_small_images_and_says_in_which_zip_the_pictures_are(
    folder: Path, visit: Callable[..., Visit]
) -> None:
    page = visit(f"{folder.as_uri()}/overview.html#platform=x").page
    where = f"The pictures for X, in full size, are in the zip {KIT}-en-x.zip."
    assert page.inner_text("#overview").startswith("These are small copies")
    assert {text.strip() for text in page.locator("#cards .buttons p").all_inner_texts()} == {where}
    page.click("#together summary")
    becomes(page, lambda: page.inner_text("#together li").strip(), where)
    page.goto(f"{folder.as_uri()}/overview.html#picture={quote(SIGN_X, safe='')}")
    page.locator("#picture h2").wait_for()
    assert (page.get_attribute("#picture .shot img", "src") or "").startswith("thumbnails/")
    assert page.locator(f'a[href*="{SIGN_X}"]').count() == 0, "nothing leads to a file that is not there"
    assert page.locator("#picture .doing > section").first.inner_text().endswith(where)
    assert page.locator("#picture").get_by_text("Copy the caption").count() > 0


def test_an_overview_that_is_published_leads_to_the_zips(folder: Path, visit: Callable[..., Visit]) -> None:
    page = visit(f"{folder.as_uri()}/published-overview.html#platform=x").page
    found = page.locator("#cards .buttons p a").first.get_attribute("href")
    assert found == f"https://kit.example/zips/{KIT}-en-x.zip"
