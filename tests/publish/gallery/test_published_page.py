"""The page of a kit that is published, or is in several languages, and its logo."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from conftest import TESTS
from PIL import Image

from gallery.page_files import Page, asset, files_of, page_of
from kit.project import load_project
from kit.project.catalogue import sentences
from kit.publish.gallery import gallery_files
from kit.publish.store.manifest_file import manifest_of
from kit.run.pipeline.open_project import summary_of

if TYPE_CHECKING:
    from kit.model.project import Project


def test_a_kit_with_a_site_sends_phones_there(project: Project) -> None:
    site = "https://example.org/kit"
    kit = replace(project.campaign.kit, site=site)
    files = files_of(project, asset(), campaign=replace(project.campaign, kit=kit))
    assert f"For phones, the same page is at {site}." in files["index.html"].decode()
    assert f"On a phone, go to {site}." in files["START-HERE.txt"].decode()
    assert f"{site}/{asset().path}".encode() in files["captions.csv"]


def test_a_page_with_a_site_shows_links_to_it_a_picture_of_the_kit(project: Project) -> None:
    kit = replace(project.campaign.kit, site="https://example.org/kit/")
    first, second = list(project.campaign.messages)[:2]
    previews = [
        asset(f"en/open_graph/{message}.png", message=message, placement="open_graph/link_preview")
        for message in (second, first)
    ]
    published = replace(project.campaign, kit=kit)
    text = files_of(project, *previews, asset(), campaign=published)["index.html"].decode()
    said = {str(one.get("property")): one["content"] for one in Page(text).all("meta") if one.get("property")}
    assert said["og:image"] == f"https://example.org/kit/en/open_graph/{first}.png"
    assert said["og:title"] == kit.title
    assert (said["og:image:width"], said["og:image:alt"]) == ("1080", "A number.")
    for campaign, assets in ((published, [asset()]), (project.campaign, previews)):
        assert b'"og:image' not in files_of(project, *assets, campaign=campaign)["index.html"]


def test_a_published_page_says_what_it_is_and_where_it_is(project: Project) -> None:
    site = "https://example.org/kit/"
    published = replace(project.campaign, kit=replace(project.campaign.kit, site=site))
    rows = [asset(), asset("de/x/reports.png", language="de")]
    files = files_of(project, *rows, campaign=published)
    for name, address in {"index.html": site, "en/index.html": f"{site}en/", "de/index.html": f"{site}de/"}.items():
        links = {
            (str(link["rel"]), link.get("hreflang")): link["href"] for link in Page(files[name].decode()).all("link")
        }
        assert links.pop(("icon", None))
        assert links == {
            ("canonical", None): address,
            ("alternate", "de"): f"{site}de/",
            ("alternate", "en"): f"{site}en/",
        }
    page = Page(files_of(project, asset(), campaign=published)["index.html"].decode())
    said = {meta.get("name") or meta.get("property"): meta.get("content") for meta in page.all("meta")}
    assert said["description"] == said["og:description"] == sentences("en")["page"]["intro"]
    assert said["og:url"] == site
    folder = page_of(project, asset())[1]
    assert [link["rel"] for link in folder.all("link")] == ["icon"]


def test_each_of_several_languages_has_a_page_of_its_own_to_which_the_first_leads(project: Project) -> None:
    files = files_of(project, asset(), asset("de/x/reports.png", language="de"))
    first = files["index.html"].decode()
    assert [link["href"] for link in Page(first).all("a")][:2] == ["de/index.html", "en/index.html"]
    assert {name for name in files if name.endswith("index.html")} == {"index.html", "de/index.html", "en/index.html"}
    german = files["de/index.html"].decode()
    links = [link["href"] for link in Page(german).all("a")]
    assert {"../index.html", "SOURCES.md", "LICENSE.txt", "../captions.csv", "../de/x/reports.png"} <= {*links}
    assert "en/x" not in german


def test_the_logo_of_a_kit_is_on_its_page_and_its_icon() -> None:
    project = load_project(TESTS.parent / "kit.yaml")
    summary = summary_of(project)
    with Image.open(BytesIO(b64decode(summary.mark or ""))) as mark:
        assert (mark.format, mark.size) == ("PNG", (96, 96))
        colours = {colour for _, colour in mark.convert("RGB").getcolors(96 * 96) or ()}
    assert (0x0F, 0x2A, 0x2E) in colours
    page = gallery_files(manifest_of(summary, ()))["index.html"].decode()
    assert page.count(f'"data:image/png;base64,{summary.mark}"') == 2
    without = gallery_files(manifest_of(replace(summary, mark=None), ()))["index.html"].decode()
    assert 'class="mark"' not in without
