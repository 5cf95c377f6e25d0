"""The data of the page: which pictures it lists, in which order, and what of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.kits import listed_pictures

from gallery.page_files import asset, manifest, page_of
from kit.model.asset import PDF
from kit.model.manifest import MessageEntry, MoreEntry
from kit.project.catalogue import sentences
from kit.publish.extras.extra_formats import DOCX, EMAIL, TEXT
from kit.publish.gallery import gallery_files
from kit.publish.gallery.page_data import listing
from kit.publish.gallery.page_lists import list_beyond
from kit.publish.gallery.posting_plan import message_titles

if TYPE_CHECKING:
    from kit.model.project import Project


def test_a_picture_has_the_texts_and_the_link_of_its_entry(project: Project) -> None:
    about = [("One. Please sign.", "https://example.org/1"), ("Two\nlines.", "https://example.org/1"), ("Three", None)]
    rows = [
        asset(f"en/x/reports-{index}.png", caption=caption, alt=f"Alt {index}", link=link)
        for index, (caption, link) in enumerate(about)
    ]
    _, page = page_of(project, *rows)
    assert [(one.caption, one.alt) for one in listed_pictures(page.data)] == [(one.caption, one.alt) for one in rows]
    assert [row["link"] for row in page.data["pictures"]] == ["https://example.org/1"] * 3


def test_a_path_is_read_as_it_is_whatever_it_is_called(project: Project) -> None:
    paths = ["pt-br/x/reports-square-1080x1080.png", "pt-br/x/reports.png", "other/reports-square.png", "a/x/reports-b"]
    rows = [asset(path, language="pt-BR") for path in paths]
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert sorted(one.path for one in listed_pictures(data)) == sorted(paths)


def test_pictures_stand_in_the_order_of_the_campaign_and_only_those_that_were_built(project: Project) -> None:
    rows = [
        asset("en/x/reports-portrait.png", placement="x/portrait"),
        asset("en/x/tools-square.png", message="tools"),
        asset("en/instagram/reports-square.png", placement="instagram/square"),
        asset("en/x/us-four-02-square.png", message="us-four", frame=2),
        asset("en/x/us-four-01-square.png", message="us-four", frame=1),
    ]
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert [picture.path.partition("/")[2] for picture in listed_pictures(data)] == [
        "x/tools-square.png",
        "instagram/reports-square.png",
        "x/reports-portrait.png",
        "x/us-four-01-square.png",
        "x/us-four-02-square.png",
    ]


def test_the_picture_to_take_first_comes_before_the_others_of_its_platform(project: Project) -> None:
    rows = [
        asset(f"en/{placement}.png", platform=placement.partition("/")[0], placement=placement)
        for placement in ("instagram/square", "instagram/portrait_4x5", "x/square", "x/in_stream", "instagram/story")
    ]
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert [picture.path for picture in listed_pictures(data)] == [
        "en/instagram/portrait_4x5.png",
        "en/instagram/square.png",
        "en/instagram/story.png",
        "en/x/in_stream.png",
        "en/x/square.png",
    ]


def test_a_pdf_is_offered_with_its_preview(project: Project) -> None:
    stem = "en/print/reports-a4_poster-2551x3579"
    rows = [asset(f"{stem}.{end}", media_type=kind, placement="print/a4_poster")
            for end, kind in (("pdf", "application/pdf"), ("png", "image/png"))]  # fmt: skip
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert [(picture.path, picture.pdf) for picture in listed_pictures(data)] == [(f"{stem}.png", f"{stem}.pdf")]


def test_a_picture_has_its_thumbnail_or_is_its_own(project: Project) -> None:
    rows = [
        asset("a.png", thumbnail="thumbnails/1.webp"),
        asset("b.png"),
        asset("c.png", thumbnail="thumbnails/1.webp"),
    ]
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert [picture.thumbnail for picture in listed_pictures(data)] == [
        "thumbnails/1.webp",
        "b.png",
        "thumbnails/1.webp",
    ]


def test_a_published_page_names_the_zips_of_a_platform_and_a_message(project: Project) -> None:
    built = manifest(project, asset())
    kit = replace(built.kit, site="https://kit.example/")
    words = sentences("en")["page"]
    stem = f"zips/{kit.name}-{kit.version}-{{language}}"
    assert listing(replace(built, kit=kit), words)["zips"] == {
        "platform": f"{stem}-{{platform}}.zip",
        "message": f"{stem}_{{message}}.zip",
    }
    assert listing(built, words)["zips"] is None
    with_drafts = replace(built, kit=kit, drafts={"de": ("reports",)})
    assert listing(with_drafts, words)["zips"] == {"platform": f"{stem}-{{platform}}.zip"}, "of several languages"


def test_a_message_is_called_by_its_headline_else_its_figure(project: Project) -> None:
    titles = {message.id: message.title for message in manifest(project).kit.messages}
    assert titles["tools"] == "Keep the tools that find abuse switched on."
    assert titles["reports"] == "More than 82 million reports"


def test_messages_of_one_title_are_told_apart_by_words_of_the_page(project: Project) -> None:
    ids = ("own", "other", "poster", "code", "again")
    pictures = [asset(message=id_, platform=platform) for id_ in ids for platform in ("x", "telegram")]
    pictures = [replace(one, platform="print") if one.message == "poster" else one for one in pictures]
    pictures = [replace(one, qr="https://example.org/") if one.message == "code" else one for one in pictures]
    built = manifest(project, *pictures)
    titles = dict.fromkeys(ids, "Sign now") | {"other": "Read it"}
    kit = replace(built.kit, messages=tuple(MessageEntry(id_, title) for id_, title in titles.items()))
    assert message_titles(replace(built, kit=kit), sentences("en")["page"]) == {
        "own": "Sign now",
        "other": "Read it",
        "poster": "Sign now (Print)",
        "code": "Sign now (with QR code)",
        "again": "Sign now (2)",
    }


def test_what_there_is_beyond_pictures_is_called_by_what_people_know_in_the_order_of_the_campaign(
    project: Project,
) -> None:
    kinds = [
        ("letter", "docx", DOCX),
        ("letter", "txt", TEXT),
        ("email", "eml", EMAIL),
        ("card", "pdf", PDF),
        ("card", "webp", "image/webp"),
        ("data", "ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ]
    more = tuple(MoreEntry(f"en/more/{id_}.{end}", "0" * 64, 1, kind, "en", id_, id_) for id_, end, kind in kinds)
    made = replace(manifest(project, asset()), more=more)
    found = {one.title: [file.name for file in one.files] for one in list_beyond(made, "en", sentences("en")["page"])}
    assert list(found) == ["letter", "email", "card", "data"]
    assert found["letter"] == ["Word file (DOCX)", "Text to copy (TXT)"]
    assert found["email"] == ["E-mail (EML)"]
    assert found["card"] == ["PDF", "Picture (WEBP)"]
    assert found["data"] == ["ODS"]
    page = gallery_files(made)["index.html"].decode()
    assert 'aria-label="letter: Word file (DOCX)" dir="ltr">Word file (DOCX)</a>' in page


def test_the_code_leads_where_most_pictures_lead(project: Project) -> None:
    other = "https://www.missingkids.org/childsafetyfirst"
    rows = [asset(f"en/x/{number}.png", link=other if number else None) for number in range(3)]
    text, page = page_of(project, *rows, asset())
    assert page.data["link"] == other
    assert f'aria-label="QR code that leads to {other}"' in text
