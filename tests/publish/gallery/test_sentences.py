"""The sentences of page and documents: the generator's own, those that a campaign brings, and right-to-left ones."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from gallery.page_files import GALLERY, LANGUAGES, Page, asset, manifest
from kit.compose.content.summary import summarise
from kit.model.manifest import FigureEntry, KitWords, MessageEntry, SourceEntry
from kit.project.catalogue import sentences
from kit.project.placements import read_placements
from kit.publish.gallery import gallery_files
from kit.publish.store.manifest_file import manifest_of

if TYPE_CHECKING:
    from kit.model.manifest import Manifest
    from kit.model.project import Project

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
    assert [CITED[start:end] for start, end, _ in data["places"][CITED]] == [
        "NCMEC",
        "We Are in Danger",
        "#ChildSafetyFirst",
    ]
    assert data["places"]["بلاغات NCMEC."] == [[7, 12, "ltr"]]
    assert data["from_the_right"] == ["ar"]
    english = Page(files["en/index.html"].decode()).data
    assert (english["places"], english["from_the_right"]) == ({}, [])


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
