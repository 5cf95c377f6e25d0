"""Printing sheets, a picture and an overview of all."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from support.browser import until

from gallery.open_page import Visit, picture
from gallery.page_variants import SHEET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def test_a_sheet_offers_to_print_first(site: str, read: Callable[..., Page]) -> None:
    page = read(picture(site, SHEET))
    assert page.locator("#picture .button").first.inner_text() == "Open the PDF to print"
    cards = read(f"{site}/index.html#platform=print")
    assert cards.locator(".card .button").first.inner_text() == "Open the PDF to print"


def test_a_sheet_is_opened_in_the_browser_to_print_it(site: str, read: Callable[..., Page]) -> None:
    link = read(picture(site, SHEET)).locator("#picture a", has_text="Open the PDF to print")
    assert (link.get_attribute("target"), link.get_attribute("download")) == ("_blank", None)
    assert link.get_attribute("href") == SHEET.replace(".png", ".pdf")


def test_a_sheet_is_opened_to_print_and_on_the_web_saved_for_a_print_shop(base: str, read: Callable[..., Page]) -> None:
    page, is_file = read(picture(base, SHEET)), base.startswith("file:")
    assert page.locator("#picture h3").first.inner_text() == "Open the PDF to print"
    acts = page.locator("#picture .buttons").first.locator("a").all_inner_texts()
    assert acts == ["Open the PDF to print", *([] if is_file else ["Save the PDF to print"])]
    assert page.locator("#picture ol li").first.inner_text().startswith("Open the " if is_file else "Save the ")


def test_the_pictures_print_as_a_contact_sheet(site: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    """A browser without a screen has no dialog to print from, and takes no other order while it waits for one."""
    page = visit(f"{site}/index.html").page
    page.evaluate("window.print = () => { document.body.dataset.asked = 'to print' }")
    page.select_option("#platform", label="Everywhere")
    page.click("text=Print an overview")
    until(page, "document.body.dataset.asked === 'to print'")
    until(page, "[...document.images].every((image) => image.complete && image.naturalWidth)")
    page.pdf(path=tmp_path / "sheet.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "sheet.pdf", "-"], capture_output=True, encoding="utf-8", check=True)
    words = " ".join(text.stdout.split())
    assert words.count("Pass it on") == 1
    for button in ("Copy", "Save", "Print", "Show", "best for a post"):
        assert button not in words
    shown_as = subprocess.run(
        ["pdfimages", "-list", tmp_path / "sheet.pdf"], capture_output=True, encoding="utf-8", check=True
    )
    assert len([line for line in shown_as.stdout.splitlines() if " image " in line]) == 2


def test_one_picture_prints_alone(site: str, tmp_path: Path, visit: Callable[..., Visit]) -> None:
    page = visit(picture(site)).page
    expect(page.locator("text=Print an overview").first).to_be_hidden()
    until(page, "document.querySelector('#picture img').complete")
    page.pdf(path=tmp_path / "one.pdf", format="A4")
    text = subprocess.run(["pdftotext", tmp_path / "one.pdf", "-"], capture_output=True, encoding="utf-8", check=True)
    assert text.stdout.split() == []
    shown_as = subprocess.run(
        ["pdfimages", "-list", tmp_path / "one.pdf"], capture_output=True, encoding="utf-8", check=True
    )
    assert len([line for line in shown_as.stdout.splitlines() if " image " in line]) == 1
