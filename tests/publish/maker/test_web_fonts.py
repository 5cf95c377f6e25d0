"""The fonts of a page: their letters, their widths, and the forms of a language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont
from support.campaigns import make_project

from kit.project.load import load_project
from kit.publish.maker.web_fonts import WebFonts, letters_of, ligatures_of, subset_tables, woff
from kit.text import FontBook, FontRequest, shape_paragraph
from kit.text.paragraph import Setting

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> FontBook:
    root: Path = make_project(tmp_path_factory.mktemp("fonts") / "tiny")
    project = load_project(root / "kit.yaml")
    return FontBook(project.campaign.families, project.font)


def width(file: bytes, text: str) -> float:
    """Return the sum of the advances of some letters in em."""
    font = TTFont(BytesIO(file))
    cmap = font.getBestCmap()
    return float(sum(font["hmtx"][cmap[ord(one)]][0] for one in text) / font["head"].unitsPerEm)


@pytest.mark.parametrize("language", ["en", "bg", "el", "ar", "he", "ro"])
def test_letters_are_as_wide_as_the_kit_sets_them(book: FontBook, language: str) -> None:
    script = {"bg": "Cyrl", "el": "Grek", "ar": "Arab", "he": "Hebr"}.get(language, "")
    fonts = book.fonts(FontRequest("Source Serif 4", 560, script=script))
    text = {"bg": "вди", "el": "αβω", "he": "אב", "ar": "ء", "ro": "șț"}.get(language, "nxo")
    web = WebFonts(language)
    web.number(fonts)
    files = [*web.files.values()]
    unkerned = sum(shape_paragraph(one, (), Setting(fonts, fonts, language)).edges[-1] for one in text)
    assert width(files[0], text) == pytest.approx(unkerned, rel=0.002)


def test_a_page_has_no_digits_and_no_signs_that_nobody_sees() -> None:
    for language in ("en", "ar"):
        assert not any(one.isnumeric() or not one.isprintable() for one in letters_of(language) - {"\u00a0", "\u202f"})


def test_a_file_opens_with_every_table_as_it_was(book: FontBook) -> None:
    (font, *_) = book.fonts(FontRequest("Source Sans 3", 400))
    tables = subset_tables(font, "abc fi", "en")
    opened = TTFont(BytesIO(woff(tables)))
    assert {tag: opened.reader[tag] for tag in opened.reader.keys()} == tables  # noqa: SIM118  (a reader is no mapping)
    assert set(opened.getBestCmap()) == {*map(ord, "abc fi")}
    assert "fvar" not in tables
    assert "fft" in ligatures_of(font)
