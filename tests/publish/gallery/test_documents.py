"""The table of captions and the documents beside the page."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from gallery.page_files import asset, files_of, manifest
from kit.project.catalogue import sentences
from kit.publish.gallery.kit_documents import captions_csv

if TYPE_CHECKING:
    from kit.model.asset import Asset
    from kit.model.project import Project


def rows_of(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(BOM_UTF8)
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def table_of(project: Project, *assets: Asset, site: str | None = None) -> list[dict[str, str]]:
    """Return the rows of the table of some pictures of a kit, published at a site or not."""
    kit = manifest(project, *assets)
    return rows_of(captions_csv(replace(kit, kit=replace(kit.kit, site=site))))


def test_the_table_has_a_row_for_each_picture_and_none_for_a_pdf(project: Project) -> None:
    pictures = [asset("b.png", caption="Two\nlines, and “marks”"), asset("a.png", link=None)]
    rows = table_of(project, *pictures, asset("b.pdf", media_type="application/pdf"))
    assert [list(row) for row in rows] == [
        ["language", "platform", "placement", "file", "caption", "alt_text", "link", "post_on", "until"]
    ] * 2
    assert [(row["file"], row["caption"], row["link"]) for row in rows] == [
        ("a.png", "More than 82 million reports.", ""),
        ("b.png", "Two\nlines, and “marks”", "https://www.change.org/childsafetyfirst"),
    ]


@pytest.mark.parametrize("site", ["https://example.org/kit", "https://example.org/kit/"])
def test_the_table_has_the_address_of_each_picture_when_the_kit_has_a_site(project: Project, site: str) -> None:
    assert [row["image_url"] for row in table_of(project, asset("en/x/a.png"), site=site)] == [
        "https://example.org/kit/en/x/a.png"
    ]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u00a0@", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
)
def test_no_cell_begins_like_a_formula(project: Project, start: str) -> None:
    words = f"{start}HYPERLINK(1)"
    rows = table_of(project, asset(caption=words, alt=words))
    assert [(row["caption"], row["alt_text"]) for row in rows] == [(f"'{words}", f"'{words}")]


def test_what_to_do_first_is_said_in_ten_plain_lines(project: Project) -> None:
    text = files_of(project)["START-HERE.txt"].decode()
    lines = text.splitlines()
    assert len(lines) == 10
    assert max(map(len, lines)) <= 110
    assert "index.html" in text
    words = sentences("en")["page"]
    for said in (words["saving"]["file"]["picture"]["act"], words["copy_caption"], words["open"], words["copy_alt"]):
        assert said in text


@pytest.mark.parametrize("name", ["START-HERE.txt", "SOURCES.md", "LICENSE.txt"])
def test_a_text_that_is_opened_by_itself_says_that_it_is_utf_8(project: Project, name: str) -> None:
    """Servers send Markdown without an encoding, and browsers then guess one (https://encoding.spec.whatwg.org/#bom-sniff)."""
    data = files_of(project)[name]
    assert data.startswith(b"\xef\xbb\xbf")
    assert "\ufeff" not in data.decode("utf-8-sig")


def test_every_figure_is_listed_with_its_source_publisher_and_date(project: Project) -> None:
    text = files_of(project)["SOURCES.md"].decode()
    table = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(table) == len(project.campaign.statistics)
    for row, figure in zip(table, project.campaign.statistics.values(), strict=True):
        source = project.campaign.sources[figure.source]
        assert row == f"| {figure.words} | {figure.counts} | {source.title} | {source.publisher} | {figure.as_of} |"


def test_words_of_a_figure_are_no_markup_in_the_list_of_sources(project: Project) -> None:
    figure = replace(project.campaign.statistics["reports"], text="1 | 2", counts="[x](javascript:alert) <b>")
    campaign = replace(project.campaign, statistics={**project.campaign.statistics, "reports": figure})
    text = files_of(project, campaign=campaign)["SOURCES.md"].decode()
    assert r"more than 1 \| 2 | \[x\](javascript:alert) \<b\>" in text


def test_the_licence_is_that_of_the_kit_and_says_how_to_give_credit(project: Project) -> None:
    text = files_of(project)["LICENSE.txt"].decode()
    info = project.campaign.kit
    assert f"Licence: {info.licence} (https://creativecommons.org/licenses/by/4.0/)." in text
    assert f"    {info.title}, by {info.creator}, {info.licence}\n" in text


@pytest.mark.parametrize(
    ("licence", "there", "absent"),
    [
        ("CC BY-NC-SA 4.0", ("give credit", "commercial", "the same licence"), ("pass them on",)),
        ("CC BY-ND 4.0", ("give credit", "pass them on as they are"), ("the same licence", "commercial")),
        ("CC0 1.0", ("zero/1.0/", "as you like"), ("give credit",)),
        ("All rights reserved", ("Licence: All rights reserved.", "ask "), ("give credit", "http")),
        ("Ours", ("Licence: Ours.", "keep to the licence"), ("http", "as you like")),
    ],
)
def test_the_licence_says_what_its_terms_are(
    project: Project, licence: str, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    campaign = replace(project.campaign, kit=replace(project.campaign.kit, licence=licence))
    text = files_of(project, campaign=campaign)["LICENSE.txt"].decode()
    assert [words for words in there if words not in text] == []
    assert [words for words in absent if words in text] == []


def test_each_of_several_languages_has_documents_in_it_beside_its_page(project: Project) -> None:
    files = files_of(project, asset(), asset("de/x/reports.png", language="de"))
    assert files["en/START-HERE.txt"] == files["START-HERE.txt"]
    for name in ("START-HERE.txt", "SOURCES.md", "LICENSE.txt"):
        assert files[f"de/{name}"] != files[name]
    assert "1. Wenn" in files["de/START-HERE.txt"].decode()


def test_a_language_that_nobody_has_reviewed_is_called_a_draft_in_its_own_words(project: Project) -> None:
    drafts = [asset(f"{tag}/x/reports.png", language=tag, state="draft") for tag in ("ar", "de")]
    files = files_of(project, asset(), *drafts)
    texts = {name: data.decode() for name, data in files.items() if name.endswith("START-HERE.txt")}
    said = {tag: sentences(tag)["documents"]["start_here"]["draft"] for tag in ("ar", "de", "en")}
    assert said["de"] == texts["de/START-HERE.txt"].splitlines()[1]
    assert said["ar"] in texts["ar/START-HERE.txt"].splitlines()[1]
    assert said["en"] not in texts["en/START-HERE.txt"]
    assert texts["START-HERE.txt"] == texts["en/START-HERE.txt"]
    [alone] = [data.decode() for name, data in files_of(project, drafts[0]).items() if name == "START-HERE.txt"]
    assert said["ar"] in alone.splitlines()[1]
