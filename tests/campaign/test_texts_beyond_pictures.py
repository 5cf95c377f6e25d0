"""What the campaign has beyond pictures: in every language, with its gaps, its figures and its limits."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.whole_campaign import REPOSITORY, TRANSLATIONS

import kit
from kit.compose.content.extra_texts import extra_texts
from kit.model.extra import GAP
from kit.publish.extras.extra_formats import plain_body
from kit.publish.extras.stated import unknown_numbers
from kit.run.pipeline.open_project import summary_of

if TYPE_CHECKING:
    from kit.model.extra import ExtraText

#: Each with how many gaps it has.
GAPS = {"letter": 5, "email": 2, "press-release": 5, "press-sheet": 0}
OF_PICTURES = {"slides", "linkedin", "postcard", "table-card", "sticker"}


@pytest.fixture(scope="module")
def project() -> kit.Project:
    return kit.load(REPOSITORY)


def texts_in(project: kit.Project, language: str) -> dict[str, ExtraText]:
    campaign = {one.kit.language: one for one in project.campaigns}[language]
    return {text.id: text for text in extra_texts(campaign)}


@pytest.mark.parametrize("language", ["en", *TRANSLATIONS])
def test_every_language_has_all_of_them_with_their_gaps_and_no_number_but_those_of_figures(
    project: kit.Project, language: str
) -> None:
    texts = texts_in(project, language)
    assert {*texts} == {*GAPS, *OF_PICTURES}
    assert [*texts][:2] == ["letter", "email"], "the page has them in this order"
    known = summary_of(project).in_language(language)
    for id_, count in GAPS.items():
        text = texts[id_]
        body = f"{text.headline}\n{plain_body(text)}"
        assert len(GAP.findall(body)) == count, id_
        assert unknown_numbers(body, known) == []
        assert text.sources
        assert text.last_day


@pytest.mark.parametrize("language", [*TRANSLATIONS])
def test_no_words_of_a_translation_are_english(project: kit.Project, language: str) -> None:
    english, own = texts_in(project, "en"), texts_in(project, language)
    assert [id_ for id_ in GAPS if own[id_].headline == english[id_].headline] == []
    paragraphs = [{part for id_ in GAPS for part in texts[id_].paragraphs} for texts in (english, own)]
    assert all(paragraphs)
    assert paragraphs[0] & paragraphs[1] == set()


@pytest.mark.parametrize("language", ["en", *TRANSLATIONS])
def test_what_the_campaign_is_about_says_who_leads_it(project: kit.Project, language: str) -> None:
    about = summary_of(project).in_language(language).about
    assert about
    assert about.by == "NCMEC"
    assert "NCMEC" in about.text
    assert "National Center for Missing & Exploited Children" in about.text
    assert "CyberTipline" in about.text


def test_the_press_sheet_names_no_figure_that_counts_people(project: kit.Project) -> None:
    campaign = project.campaign
    listed = campaign.more["press-sheet"].figures
    assert listed
    assert not [id_ for id_ in listed if campaign.statistics[id_].people]


@pytest.mark.parametrize("language", ["en", "de", "el", "ar"])
def test_the_sticker_is_what_whatsapp_takes(
    project: kit.Project, language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sticker") / "sticker.webp"
    name = next(id_ for id_ in kit.plan(project, f"{language}/more/sticker*"))
    kit.render(project, name).save(path)
    data = path.read_bytes()
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.size, len(data) < 100_000) == ("WEBP", (512, 512), True)
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]  # four numbers
