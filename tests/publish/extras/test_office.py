"""LibreOffice opens what is made for office programs, and has its words, pages and alternative texts."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from PIL import Image
from support.whole_campaign import REPOSITORY

import kit
from kit.compose.content.extra_texts import extra_texts
from kit.paint.encode.pdf import PictureFile
from kit.publish.extras import extra_files
from kit.publish.extras.extra_formats import DOCX
from kit.publish.extras.pptx_files import write_pptx

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.extra import ExtraText

DATE = dt.datetime(2020, 12, 1, tzinfo=dt.UTC)


def converted(ending: str, *paths: Path) -> list[Path]:
    """Return the files that LibreOffice makes of others, which are in one folder."""
    folder = paths[0].parent
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", ending]
    ran = subprocess.run(
        [*command, "--outdir", folder / "converted", *paths],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    made = [folder / "converted" / f"{path.stem}.{ending}" for path in paths]
    assert all(path.is_file() for path in made), ran.stderr
    return made


def text_of(path: Path) -> str:
    """Return the words of a PDF on one line."""
    told = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, encoding="utf-8", check=True)
    return " ".join(told.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de", "bg", "ar"])
def test_every_document_of_the_campaign_is_a_page_with_all_its_words(tmp_path: Path, language: str) -> None:
    campaign = kit.load(REPOSITORY, locale=language).campaign
    texts = [text for text in extra_texts(campaign) if campaign.more[text.id].has_words]
    documents: dict[Path, ExtraText] = {}
    for text in texts:
        for file in extra_files(text, DATE):
            if file.media_type == DOCX:
                documents[tmp_path / file.name] = text
                (tmp_path / file.name).write_bytes(file.data)
    assert documents
    for shown, text in zip(converted("pdf", *documents), documents.values(), strict=True):
        told = subprocess.run(["pdfinfo", shown], capture_output=True, encoding="utf-8", check=True).stdout
        assert re.search(r"Pages:\s+1\n", told), text.id
        if language != "ar":  # which PDFs have in other forms of letters
            words = re.sub(r"\s", "", text_of(shown))
            cells = [cell for row in text.table for cell in row]
            wanted = (text.headline, *text.paragraphs, text.address, *text.closing, text.sources, *cells)
            assert [one for one in wanted if re.sub(r"\s", "", one) not in words] == []


@pytest.mark.slow
def test_slides_keep_their_pictures_and_alternative_texts(tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("RGB", (160, 90), "#f5a83c").save(file, "PNG")
    alt = "A picture <with> “quotes” & more."
    pictures = [PictureFile(file.getvalue(), "image/png", (160, 90), alt, "https://www.change.org/a?b=1&c=2")] * 2
    (tmp_path / "talk.pptx").write_bytes(write_pptx("Talk & more", "en", pictures, DATE))
    told = subprocess.run(
        ["pdfinfo", converted("pdf", tmp_path / "talk.pptx")[0]], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert re.search(r"Pages:\s+2\n", told)
    with ZipFile(converted("odp", tmp_path / "talk.pptx")[0]) as packed:
        content = packed.read("content.xml").decode()
    assert content.count("A picture &lt;with&gt; “quotes” &amp; more.") == 2
    assert content.count("https://www.change.org/a?b=1&amp;c=2") >= 2
