"""The files of extras: what programs read in them, the same bytes every time, and what they state."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree
from PIL import Image

from kit.model.asset import PDF, Description
from kit.model.extra import ExtraText
from kit.model.manifest import FigureEntry, KitSummary, MoreEntry, SourceEntry
from kit.paint.encode.pdf import PictureFile, joined_pages
from kit.publish.extras import extra_files, stated_differences, unknown_numbers
from kit.publish.extras.extra_formats import DOCX, EMAIL, PPTX, TEXT
from kit.publish.extras.pptx_files import write_pptx
from kit.publish.extras.stated import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE = dt.datetime(2020, 12, 1, tzinfo=dt.UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINK = "https://www.change.org/a?b=1&c=2"
LETTER = ExtraText(
    id="letter",
    form="letter",
    language="en",
    title="Letter",
    headline="Please vote <yes> & stay",
    paragraphs=("Dear [name],", "more than 82 million reports of 2020.\nA second line."),
    address=LINK,
    closing=("Yours,\n[your name]",),
    sources="Source: NCMEC, 2020",
)
SHEET = replace(
    LETTER, form="press-sheet", table=(("Figure", "What it says", "Source"), ("82 million", "of it", "NCMEC, 2020"))
)
SUMMARY = KitSummary(
    name="tiny",
    title="Tiny",
    version="1.0.0",
    date="2020-12-01",
    language="en",
    creator="",
    licence="",
    site=None,
    links=(LINK,),
    messages=(),
    placements=(),
    figures=(FigureEntry("more than 82 million reports", "of it", "letter", "2020"),),
    sources=(SourceEntry("letter", "A letter", "NCMEC", "2020", "https://www.missingkids.org/a"),),
)


def made(text: ExtraText) -> dict[str, bytes]:
    return {file.media_type: file.data for file in extra_files(text, DATE)}


def entry(media_type: str, **more: Sequence[str]) -> MoreEntry:
    return MoreEntry("en/more/a", "", 0, media_type, "en", "letter", "Letter", **more)  # type: ignore[arg-type]


def said(data: bytes, media_type: str, **more: Sequence[str]) -> list[str]:
    return [finding.fault.code for finding in stated_differences(entry(media_type, **more), data, SUMMARY)]


def test_a_document_has_the_words_in_order_with_gaps_marked_and_the_address_as_a_link() -> None:
    with ZipFile(BytesIO(made(LETTER)[DOCX])) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
        relations = etree.fromstring(packed.read("word/_rels/document.xml.rels"))
        properties = packed.read("docProps/core.xml").decode()
        assert packed.testzip() is None
    lines = ["".join(part.text or "" for part in one.iter(f"{W}t")) for one in body.iter(f"{W}p")]
    assert lines == [
        "Please vote <yes> & stay",
        "Dear [name],",
        "more than 82 million reports of 2020.A second line.",
        LINK,
        "Yours,[your name]",
        "Source: NCMEC, 2020",
    ]
    marked = [run.findtext(f"{W}t") for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert marked == ["[name]", "[your name]"]
    assert [one.get("Target") for one in relations if one.get("TargetMode") == "External"] == [LINK]
    assert '<dcterms:created xsi:type="dcterms:W3CDTF">2020-12-01T00:00:00Z' in properties


def test_a_table_repeats_its_head_and_follows_the_text() -> None:
    with ZipFile(BytesIO(made(SHEET)[DOCX])) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
    rows = [["".join(map(str, cell.itertext())) for cell in row.iter(f"{W}tc")] for row in body.iter(f"{W}tr")]
    assert rows == [list(row) for row in SHEET.table]
    assert len(list(body.iter(f"{W}tblHeader"))) == 1


def test_a_document_from_right_to_left_says_so_but_not_of_addresses() -> None:
    with ZipFile(BytesIO(made(replace(SHEET, language="ar"))[DOCX])) as packed:
        body = etree.fromstring(packed.read("word/document.xml"))
    assert all(one.find(f"{W}pPr/{W}bidi") is not None for one in body.iter(f"{W}p"))
    runs = {run.findtext(f"{W}t"): run.find(f"{W}rPr/{W}rtl") is not None for run in body.iter(f"{W}r")}
    assert runs.pop(LINK) is False
    assert all(runs.values())
    assert len(list(body.iter(f"{W}bidiVisual"))) == 1


def test_a_mail_parser_reads_subject_and_text() -> None:
    data = made(replace(LETTER, form="email", headline="Grüße ünd mehr", language="de"))[EMAIL]
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain",))
    assert data.isascii()
    assert (message["Subject"], message["X-Unsent"]) == ("Grüße ünd mehr", "1")
    assert body is not None
    assert body.get_content().splitlines()[:3] == ["Dear [name],", "", "more than 82 million reports of 2020."]
    assert LINK in body.get_content()
    assert not {"From", "To", "Date", "Message-ID"} & set(message.keys())


@pytest.mark.parametrize("form", ["letter", "email", "press-release", "press-sheet"])
def test_the_same_words_make_the_same_bytes_and_every_format_reads_the_same(form: str) -> None:
    text = replace(LETTER, form=form)  # type: ignore[arg-type]  # one of four
    files = made(text)
    assert made(text) == files
    words = {" ".join(words_in(data, kind).split()) for kind, data in files.items()}
    assert len({one.removeprefix("Letter ") for one in words}) == 1


def test_plain_text_begins_with_a_byte_order_mark_and_the_headline() -> None:
    assert made(LETTER)[TEXT].startswith("\ufeffPlease vote <yes> & stay\n\nDear [name],\n\n".encode())


@pytest.mark.parametrize("kind", [DOCX, TEXT])
def test_a_file_whose_numbers_and_addresses_are_those_of_the_kit_is_right(kind: str) -> None:
    assert said(made(LETTER)[kind], kind) == []


@pytest.mark.parametrize("kind", [DOCX, TEXT])
def test_another_figure_and_another_address_are_found(kind: str) -> None:
    wrong = replace(LETTER, paragraphs=("more than 83 million reports",), address="https://www.change.org/b")
    assert said(made(wrong)[kind], kind) == ["figure-not-in-manifest", "address-not-in-manifest"]
    assert said(made(wrong)[kind], kind, numbers=("83",)) == ["address-not-in-manifest"]


def pictures(alt: str, link: str = LINK) -> list[PictureFile]:
    file = BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    return [PictureFile(file.getvalue(), "image/png", (40, 30), one, link) for one in ("A night-light.", alt)]


def of_pictures(kind: str, alt: str, link: str = LINK) -> bytes:
    """Return slides, or a document with a page for each picture."""
    if kind == PPTX:
        return write_pptx("Tiny", "en", pictures(alt, link), DATE)
    about = Description("Tiny", "", "", "", "", "", None, "en", None)
    return joined_pages(pictures(alt, link), about, DATE)


@pytest.mark.parametrize("kind", [PPTX, PDF])
def test_the_alternative_texts_of_pictures_are_compared_too(kind: str) -> None:
    assert said(of_pictures(kind, "Text: 82 million & more"), kind) == []
    assert said(of_pictures(kind, "Text: 83 million & more"), kind) == ["figure-not-in-manifest"]
    assert said(of_pictures(kind, "Text: https://www.change.org/b"), kind) == ["address-not-in-manifest"]
    assert said(of_pictures(kind, "Text")[:-400], kind) == ["file-unreadable"]


def test_slides_have_the_proportions_of_their_pictures() -> None:
    with ZipFile(BytesIO(of_pictures(PPTX, "Text"))) as packed:
        size = etree.fromstring(packed.read("ppt/presentation.xml")).find("{*}sldSz")
    assert size is not None
    assert int(size.attrib["cx"]) / int(size.attrib["cy"]) == pytest.approx(40 / 30)


def test_where_a_slide_leads_is_compared_too() -> None:
    assert said(of_pictures(PPTX, "Text", "https://www.change.org/b?a=1&b=2"), PPTX) == ["address-not-in-manifest"]


def test_slides_behind_the_ninth_are_compared_too() -> None:
    [right, _], [_, wrong] = pictures("Text"), pictures("Text: 83 million", "https://www.change.org/b")
    assert said(write_pptx("Tiny", "en", [right] * 10, DATE), PPTX) == []
    found = said(write_pptx("Tiny", "en", [*[right] * 9, wrong], DATE), PPTX)
    assert found == ["figure-not-in-manifest", "address-not-in-manifest"]


def test_where_words_of_a_document_lead_is_compared_too() -> None:
    file = BytesIO(made(LETTER)[DOCX])
    forged = BytesIO()
    with ZipFile(file) as packed, ZipFile(forged, "w") as other:
        for name in packed.namelist():
            data = packed.read(name)
            other.writestr(name, data.replace(b"change.org/a", b"change.org/b") if "rels" in name else data)
    assert said(forged.getvalue(), DOCX) == ["address-not-in-manifest"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("82 million of 2020", []),
        ("\u0668\u0662 million", []),
        ("82.000 and 12 000", ["82000", "12000"]),
        ("on 1 December 2020, not on 21 December", ["21"]),
        ("see https://www.change.org/99", []),
    ],
)
def test_numbers_are_read_in_any_digits_and_with_what_groups_them(text: str, found: list[str]) -> None:
    assert unknown_numbers(text, SUMMARY) == found


def packed_markup(markup: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", markup)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip",
        made(LETTER)[DOCX][:-40],
        packed_markup(b"\xff\xfe<w:t>82</w:t>"),
        packed_markup(b"<w:t>" + b"0" * 20_000_000 + b"</w:t>"),
    ],
    ids=["empty", "no zip", "cut", "no UTF-8", "a zip bomb"],
)
def test_what_is_no_document_is_found_and_not_read_further(data: bytes) -> None:
    assert said(data, DOCX) == ["file-unreadable"]


def test_entities_of_a_forged_document_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "83"><!ENTITY c "&b;&b;">]><w:t>&c; 84</w:t>'
    assert said(packed_markup(laughs), DOCX) == ["figure-not-in-manifest"]


def test_a_page_is_not_read() -> None:
    assert said(b"<p>83</p>", "text/html") == []
