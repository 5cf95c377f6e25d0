"""The gallery: the page, the table of captions and the documents, as files; `test_browser.py` opens the page."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64decode, b64encode
from codecs import BOM_UTF8
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from support.kits import listed_pictures

from kit.content.summary import summarise
from kit.extras.media_types import DOCX, EMAIL, TEXT
from kit.gallery import gallery_files
from kit.gallery.kit_documents import captions_csv
from kit.gallery.page_data import listing
from kit.gallery.page_lists import list_beyond
from kit.gallery.posting_plan import message_titles
from kit.model.asset import PDF, Asset
from kit.model.manifest import AboutEntry, FigureEntry, HelpEntry, KitWords, MessageEntry, MoreEntry, SourceEntry
from kit.pipeline.open_project import summary_of
from kit.project import load_project
from kit.project.catalogue import sentences
from kit.project.placements import read_placements
from kit.store.manifest_file import manifest_of

if TYPE_CHECKING:
    from kit.model.campaign import Campaign
    from kit.model.manifest import Manifest
    from kit.model.project import Project

TESTS = Path(__file__).parents[1]
GALLERY = TESTS.parent / "kit" / "gallery"
GOLDEN = TESTS / "golden" / "project" / "kit.yaml"
#: The languages of the generator's own sentences.
LANGUAGES = sorted(path.stem for path in (GALLERY.parent / "languages" / "sentences").glob("*.yaml"))
#: Words that would do harm if they were taken for more than words.
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) \u2028 &amp; \"'"


def asset(path: str = "en/x/reports-square-1080x1080.png", **changes: Any) -> Asset:  # noqa: ANN401  (any field of an asset)
    base = Asset(
        path=path,
        sha256="0" * 64,
        pixels_sha256="0" * 64,
        bytes=1,
        width=1080,
        height=1080,
        media_type="image/png",
        platform="x",
        placement="x/square",
        role="feed",
        message="reports",
        layout="statistic",
        drawing="statistic/square.svg",
        theme="night",
        frame=None,
        language="en",
        partner=None,
        alt="A number.",
        alt_long="A very large number.",
        caption="More than 82 million reports.",
        link="https://www.change.org/childsafetyfirst",
        qr=None,
    )
    return replace(base, **changes)


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(GOLDEN)


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its scripts, styles and links."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in self.inside and data.strip():
            self.inside[self.elements[-1][0]].append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(next(one for one in self.inside["script"] if one.startswith("{")))
        return found


def manifest(project: Project, *assets: Asset, campaign: Campaign | None = None) -> Manifest:
    return manifest_of(summarise(campaign or project.campaign, project.placements), assets)


def files_of(project: Project, *assets: Asset, campaign: Campaign | None = None) -> dict[str, bytes]:
    return gallery_files(manifest(project, *assets, campaign=campaign))


def page_of(project: Project, *assets: Asset) -> tuple[str, Page]:
    text = files_of(project, *assets)["index.html"].decode()
    return text, Page(text)


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_asks_for_nothing_from_elsewhere(project: Project) -> None:
    _, page = page_of(project, asset())
    assert len(page.inside["style"]) == 1
    assert len(page.inside["script"]) == 2
    assert page.all("iframe") == page.all("img") == page.all("base") == []
    assert [link["rel"] for link in page.all("link")] == ["icon"]
    assert all((link["href"] or "").startswith("data:image/svg+xml,") for link in page.all("link"))
    assert all("src" not in attributes for _, attributes in page.elements)
    assert "url(" not in page.inside["style"][0]
    assert "@import" not in page.inside["style"][0]


def test_the_policy_names_the_one_style_and_the_one_script_and_allows_no_other(project: Project) -> None:
    _, page = page_of(project, asset())
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for kind, text in (("style-src", page.inside["style"][0]), ("script-src", page.inside["script"][1])):
        assert rules.pop(kind) == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert rules == {
        "default-src": "'none'",
        "img-src": "'self' file: data:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_picture_of_the_first_card_is_asked_for_before_the_page_is_there(project: Project) -> None:
    made = manifest(project, asset(), asset(path="en/x/hotline-square-1080x1080.png", message="hotline"))
    page = Page(gallery_files(replace(made, kit=replace(made.kit, first="hotline")))["index.html"].decode())
    early = page.inside["script"][0]
    addresses = json.loads(re.findall(r"const addresses = (.*);", early)[0])
    assert addresses == {"": "en/x/hotline-square-1080x1080.png"}
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert b64encode(sha256(early.encode()).digest()).decode() in (policy or "")


def test_an_address_of_who_leads_the_campaign_that_is_not_https_is_not_on_the_page(project: Project) -> None:
    made = manifest(project, asset())
    about = AboutEntry("Keep <b>it</b> on.", "A & B", "https://www.change.org/a")
    text = gallery_files(replace(made, kit=replace(made.kit, about=about)))["index.html"].decode()
    assert "<p><span>Keep &lt;b&gt;it&lt;/b&gt; on.</span></p>" in text
    assert '<meta name="description" content="Keep &lt;b&gt;it&lt;/b&gt; on.">' in text
    for url in ("javascript:alert(1)", "http://www.change.org/a"):
        forged = replace(made, kit=replace(made.kit, about=replace(about, url=url)))
        text = gallery_files(forged)["index.html"].decode()
        assert 'id="about"' not in text
        assert url not in text


def test_no_element_has_a_style_or_a_handler_of_its_own(project: Project) -> None:
    _, page = page_of(project, asset())
    named = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in named if name == "style" or name.startswith("on")}


def test_words_stay_words_wherever_they_stand(project: Project) -> None:
    kit = replace(project.campaign.kit, title=HOSTILE, creator=HOSTILE)
    message = replace(project.campaign.messages["reports"], copy={"headline": HOSTILE})
    campaign = replace(project.campaign, kit=kit, messages={"reports": message})
    text, page = page_of(replace(project, campaign=campaign), asset(caption=HOSTILE, alt=HOSTILE))
    plain = page_of(project, asset())[1]
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert text.count("<script") == 2
    [listed] = listed_pictures(page.data)
    assert (listed.caption, listed.alt) == (HOSTILE, HOSTILE)
    assert page.data["title"] == HOSTILE


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "http://www.change.org/x", " https://x.org"]
)
def test_an_address_that_is_not_https_is_not_handed_to_the_page(project: Project, link: str) -> None:
    text, page = page_of(project, asset(link=link))
    assert page.data["links"] == [""]
    assert page.data["link"] == ""
    assert link not in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://www.change.org/help", " https://x.org"])
def test_an_address_of_help_that_is_not_https_is_not_on_the_page(project: Project, url: str) -> None:
    """A kit that somebody else made may name any; nothing is left of the line then."""
    made = manifest(project, asset(), asset("de/x/reports.png", language="de"))
    place = HelpEntry("Help:", url)
    forged = gallery_files(replace(made, kit=replace(made.kit, help=place)))
    differing = {name for name, data in forged.items() if data != gallery_files(made)[name]}
    assert differing == {"START-HERE.txt", "de/START-HERE.txt", "en/START-HERE.txt"}


def test_the_line_of_help_has_words_that_stay_words(project: Project) -> None:
    made = manifest(project, asset())
    place = HelpEntry(HOSTILE, f"https://x.org/{HOSTILE}")
    page = Page(gallery_files(replace(made, kit=replace(made.kit, help=place)))["index.html"].decode())
    [link] = [link for link in page.all("a") if (link["href"] or "").startswith("https://x.org/")]
    assert link["href"] == f"https://x.org/{HOSTILE}"
    assert len(page.all("script")) == 2
    assert page.all("img") == []


def test_every_sentence_is_written_once(project: Project) -> None:
    captions = [f"{first} Please sign. Thank you, e.g. today.\n\n#Tag" for first in ("One.", "Two\nlines.")]
    rows = [
        asset(f"en/x/reports-{name}.png", placement=f"x/{name}", caption=caption, alt="A number. Please sign. ")
        for name, caption in zip(("square", "portrait"), captions, strict=True)
    ]
    text, page = page_of(project, *rows)
    assert [(one.caption, one.alt) for one in listed_pictures(page.data)] == [(one.caption, one.alt) for one in rows]
    for sentence in ("A number. ", "Please sign. ", "#Tag"):
        assert text.count(sentence) == 1


def test_a_path_is_read_as_it_is_whatever_it_is_called(project: Project) -> None:
    paths = ["pt-br/x/reports-square-1080x1080.png", "pt-br/x/reports.png", "other/reports-square.png", "a/x/reports-b"]
    rows = [asset(path, language="pt-BR") for path in paths]
    data = listing(manifest(project, *rows), sentences("en")["page"])
    assert sorted(one.path for one in listed_pictures(data)) == sorted(paths)
    assert "-square-1080x1080.png" in data["ends"]


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


def test_without_the_script_every_picture_can_be_reached(project: Project) -> None:
    _, page = page_of(project, asset(), asset("en/x/tools-square.png", message="tools"))
    links = [attributes["href"] or "" for attributes in page.all("a")]
    assert [link for link in links if link.startswith("en/")] == [
        "en/x/tools-square.png",
        "en/x/reports-square-1080x1080.png",
    ]


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


def test_a_kit_without_pictures_still_has_a_page(project: Project) -> None:
    _, page = page_of(project)
    assert page.data["pictures"] == []


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


# Arabic --------------------------------------------------------------------------------------------------------------

CITED = "المصدر: NCMEC، «We Are in Danger»، 2020\n\n#ChildSafetyFirst"


def in_arabic(project: Project, title: str = "") -> Manifest:
    """Return a kit with a picture in English and one in Arabic, whose title is translated or not."""
    english = manifest(project, asset(), asset("ar/x/reports.png", language="ar", caption=CITED, alt="صورة"))
    own = KitWords(title or english.kit.title, (MessageEntry("reports", "بلاغات NCMEC."),), (), ())
    return replace(english, kit=replace(english.kit, translations={"ar": own}))


def test_a_title_that_is_not_translated_keeps_its_language(project: Project) -> None:
    for title, language in (("", "en"), ("سلامة الأطفال أولًا", "ar")):
        files = gallery_files(in_arabic(project, title))
        page = Page(files["ar/index.html"].decode())
        [name] = [attributes for attributes in page.all("bdi") if attributes.get("id") == "kit"]
        assert name["lang"] == language
        assert page.data["name"] == [project.campaign.kit.title, "en"]
        [first] = [row for row in Page(files["index.html"].decode()).all("bdi") if row.get("lang") == language][-1:]
        assert first["lang"] == language


def test_the_data_say_what_is_ordered_by_itself_in_texts_and_titles(project: Project) -> None:
    files = gallery_files(in_arabic(project))
    data = Page(files["ar/index.html"].decode()).data
    [(index, places)] = data["places"].items()
    assert "".join(data["parts"][part] for part in data["texts"][int(index)]) == CITED
    assert [CITED[start:end] for start, end, _ in places] == ["NCMEC", "We Are in Danger", "#ChildSafetyFirst"]
    assert data["title_places"] == {"بلاغات NCMEC.": [[7, 12, "ltr"]]}
    assert data["from_the_right"] == ["ar"]
    english = Page(files["en/index.html"].decode()).data
    assert (english["places"], english["title_places"], english["from_the_right"]) == ({}, {}, [])


def test_english_sentences_about_a_kit_in_yiddish_run_from_left_to_right(project: Project) -> None:
    figure = FigureEntry("82 מיליאָן מעלדונגען", "געבעטן", "letter", "2020")
    source = SourceEntry("letter", "בריוו", "NCMEC", "2020", None)
    own = KitWords("קינדער", (), (figure,), (source,))
    kit = replace(summarise(project.campaign, project.placements), translations={"yi": own}, sources=(source,))
    files = gallery_files(manifest_of(kit, (asset("yi/x/reports.png", language="yi"),)))
    assert files["START-HERE.txt"].decode("utf-8-sig").startswith("קינדער: pictures to post")
    assert "\u2067" not in files["START-HERE.txt"].decode() + files["LICENSE.txt"].decode()
    assert "| \u206782 מיליאָן מעלדונגען\u2069 | \u2067געבעטן\u2069 | " in files["SOURCES.md"].decode()


def test_what_people_paste_has_no_invisible_characters(project: Project) -> None:
    files = gallery_files(in_arabic(project))
    for name in ("ar/index.html", "captions.csv"):
        assert not re.search("[\u200e\u200f\u2066-\u2069]", files[name].decode()), name
    assert "\u2067" in files["ar/START-HERE.txt"].decode()
    assert "\u2067" not in files["START-HERE.txt"].decode()


# Sentences that a campaign brings ------------------------------------------------------------------------------------


def with_sentences(project: Project, sentences: Any) -> dict[str, bytes]:  # noqa: ANN401
    """Return the files of a kit that brings sentences of its own in Danish."""
    kit = summarise(project.campaign, project.placements)
    return gallery_files(manifest_of(replace(kit, sentences={"da": sentences}), (asset(language="da"),)))


def danish() -> dict[str, Any]:
    """Return all sentences for page and documents, some of them changed."""
    found: dict[str, Any] = deepcopy({section: sentences("en")[section] for section in ("page", "documents")})
    found["page"] |= {"lang": "da", "intro": "Vælg, hvor du vil dele."}
    found["documents"]["start_here"]["lines"][0] = "{title}: billeder til opslag. {phone}"
    return found


def test_the_page_and_the_documents_have_the_sentences_that_the_campaign_brings(project: Project) -> None:
    files = with_sentences(project, danish())
    assert "Vælg, hvor du vil dele." in files["index.html"].decode()
    assert "billeder til opslag" in files["START-HERE.txt"].decode()


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("page", "intro"), "{0.__class__}", "page.intro: its braces can't be read"),
        (("page", "intro"), "{title!r}", "page.intro: its braces can't be read"),
        (("page", "intro"), "{title}", "page.intro: nothing is put in for {title}"),
        (("page", "counted"), "{number:99999999}: {title}", "page.counted: its braces can't be read"),
        (("page", "intro"), 3, "page.intro: this must be a sentence"),
        (("page", "dir"), "up", "page.dir: this is the direction of the page"),
        (("page", "platforms"), {}, "page.platforms.instagram: it is missing"),
        (("documents",), "words", "documents: these must be sentences by key"),
        (("documents",), None, "documents.calendar.name: it is missing"),
    ],
)
def test_sentences_of_a_forged_manifest_that_could_not_be_formatted_are_refused(
    project: Project, path: tuple[str, ...], value: object, problem: str
) -> None:
    own: Any = danish()
    *above, last = path
    inner = own
    for step in above:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(ValueError, match=re.escape(problem)):
        with_sentences(project, own)


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


def test_without_the_script_what_has_a_day_stands_with_it(project: Project) -> None:
    entries = (
        MessageEntry("reports", "Days until the vote", last_day="2020-12-06", counts_to="2020-12-07"),
        MessageEntry("tools", "Keep the tools", last_day="2020-12-21"),
    )
    rows = [asset("en/x/a.png", frame=2), asset("en/x/b.png", message="tools"), asset("en/x/d.png", frame=1)]
    rows.append(asset("en/x/c.png", message="tools", placement="x/portrait"))
    built = manifest(project, *rows)
    built = replace(built, kit=replace(built.kit, messages=entries, first="tools"))
    text = gallery_files(built)["index.html"].decode()
    listed = re.findall("<li>(.*<a href=.*)\n", text[text.index("<noscript>") : text.index("</noscript>")])
    links = {name: f'<a href="en/x/{name}.png">{"Portrait" if name == "c" else "Square"}</a>' for name in "abcd"}
    assert listed[:3] == [
        f'<bdi dir="ltr">Keep the tools</bdi> (until 21\u00a0December\u00a02020)<br>{links["b"]} · {links["c"]}',
        f'<bdi dir="ltr">2: Days until the vote</bdi> (for 5\u00a0December\u00a02020)<br>{links["a"]}',
        f'<bdi dir="ltr">1: Days until the vote</bdi> (for 6\u00a0December\u00a02020)<br>{links["d"]}',
    ]
    assert ">5\u00a0December\u00a02020</time>\n<ul>\n<li>2: Days until the vote\n" in text
    assert '<a href="posting-plan.ics">Put it into your calendar</a>' in text


def test_the_code_leads_where_most_pictures_lead(project: Project) -> None:
    other = "https://www.missingkids.org/childsafetyfirst"
    rows = [asset(f"en/x/{number}.png", link=other if number else None) for number in range(3)]
    text, page = page_of(project, *rows, asset())
    assert page.data["link"] == other
    assert f'aria-label="QR code that leads to {other}"' in text


def test_every_word_that_the_page_asks_for_exists_and_none_is_idle() -> None:
    words = sentences("en")["page"]
    script = "".join(path.read_text(encoding="utf-8") for path in sorted((GALLERY / "script").glob("*.js")))
    template = "".join(
        (GALLERY / f"{name}.html.j2").read_text(encoding="utf-8") for name in ("index", "about", "drafts", "partners")
    )
    python = "".join((GALLERY / name).read_text(encoding="utf-8") for name in ("page_lists.py", "posting_plan.py"))
    asked = set(re.findall(r"(?:words|used)\.([a-z_]+)", script + template))
    assert asked | set(re.findall(r'words\["([a-z_]+)"\]', python)) == set(words)
    repeated = re.findall(r'data-(?:word|label)="([a-z_]+)"', template)
    assert set(repeated) <= asked


def test_no_name_of_the_script_is_given_twice() -> None:
    """Its parts share one scope, in which the later of two functions would take the place of the other."""
    names = []
    for path in sorted((GALLERY / "script").glob("*.js")):
        names += re.findall(r"^(?:async )?(?:function|const|let) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) > 80
    assert [name for name in names if names.count(name) > 1] == []


def test_words_in_a_language_that_is_not_translated_are_english() -> None:
    assert sentences("fo")["page"] == sentences("en")["page"]


def test_every_platform_and_placement_of_the_table_has_a_name_and_steps() -> None:
    words = sentences("en")["page"]
    placements = read_placements().values()
    assert {placement.platform for placement in placements} <= words["platforms"].keys()
    assert {placement.name for placement in placements} <= words["placements"].keys()
    for placement in placements:
        own = f"{placement.platform}/{placement.role}"
        assert {placement.id, own, placement.role} & set(words["steps"]) or placement.platform in words["steps"]


def test_nothing_is_pasted_that_the_steps_did_not_copy_last() -> None:
    words = sentences("en")["page"]
    assert words["steps"]
    for name, steps in words["steps"].items():
        held = ""
        for act, text in re.findall(r"(copy|paste) the (caption|alt text|address)", " ".join(steps).lower()):
            assert act == "copy" or text == held, f"{name}: the {text} is pasted while '{held}' is copied"
            held = text
        quoted = set(re.findall(r"“(Copy [^”]+)”", " ".join(steps)))
        assert quoted <= {words["copy_caption"], words["copy_alt"], words["copy_address"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_after_sharing_paste_first_what_is_copied_and_copy_nothing_twice(language: str) -> None:
    words = sentences(language)["page"]
    english = sentences("en")["page"]["steps"]
    assert words["steps"].keys() == english.keys()
    assert any(line.startswith("{unshared}") for steps in words["steps"].values() for line in steps)
    for name, steps in words["steps"].items():
        marks = [re.findall(r"\{\w+\}", line) for line in steps]
        assert marks == [re.findall(r"\{\w+\}", line) for line in english[name]], name
        after = [line for line in steps if not line.startswith("{unshared}")]
        if len(after) < len(steps):
            assert after[0] == "{save}"
            assert after[1] in {"{shared}{caption}", "{shared}{address}"}
            asked = words["copy_caption" if "caption" in after[1] else "copy_address"]
            assert not [line for line in after if asked in line], name
    buttons = [words[name] for name in ("copy_caption", "copy_alt", "copy_address")]
    assert [line for line in words["shared_steps"].values() if any(button in line for button in buttons)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_is_quoted_alike_wherever_it_stands_in_a_sentence(language: str) -> None:
    words = sentences(language)["page"]
    [marks] = {
        (*re.split(r"\{\w+\}", words[name])[0].rstrip()[-1:], *re.split(r"\{\w+\}", words[name])[1].lstrip()[:1])
        for name in ("take_it_down", "all_of_message")
    }
    assert not "".join(marks).isalnum()
    assert len(marks) == 2


def test_a_reel_cover_is_chosen_while_a_reel_is_posted_and_is_no_story() -> None:
    steps = " ".join(sentences("en")["page"]["steps"]["instagram/reel_cover"])
    assert "choose Reel" in steps
    assert "Edit cover" in steps
    assert "story" not in steps


# The table -----------------------------------------------------------------------------------------------------------


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


# The documents -------------------------------------------------------------------------------------------------------


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


def test_all_of_it_is_the_same_again(project: Project) -> None:
    rows = [asset(), asset("en/x/tools-square.png", message="tools")]
    assert files_of(project, *rows[::-1]) == files_of(project, *rows)


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
