"""Captions, alt texts and descriptions: whole sentences within each platform's limit, over the whole kit."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from workbench import make_project

from kit.checks import CaptionedPicture
from kit.checks.words import alt_text, caption
from kit.compose import Composer
from kit.content import alt_texts, caption_for, describe
from kit.model.artwork import Artwork
from kit.model.asset import Description
from kit.model.campaign import Caption
from kit.model.placement import TextLimit
from kit.pipeline import BuildOptions, build
from kit.project import load_project
from kit.project.plan import plan
from kit.text.count import fits, hashtags_in

if TYPE_CHECKING:
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.finding import Finding
    from kit.model.project import Project

PETITION = "https://www.change.org/childsafetyfirst"
CHARACTERS = TextLimit(max=2200)


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(Path(__file__).parent.parent / "kit.yaml")


@pytest.fixture(scope="module")
def artworks(project: Project) -> list[Artwork]:
    """Compose every picture of the kit."""
    composer = Composer(project)
    return [composer.compose(artboard) for artboard in plan(project)]


def on(project: Project, placement: str, message: str = "petition") -> Artboard:
    return next(board for board in plan(project) if board.placement.id == placement and board.message.id == message)


def limited(artboard: Artboard, limit: TextLimit | None, hashtags: int | None = None) -> Artboard:
    return replace(artboard, placement=replace(artboard.placement, caption=limit, hashtags=hashtags))


def told(artwork: Artwork, campaign: Campaign) -> CaptionedPicture:
    return CaptionedPicture(artwork, campaign, caption_for(artwork.artboard, campaign), *alt_texts(artwork))


def caption_findings(artboard: Artboard, campaign: Campaign) -> list[Finding]:
    """Return what the rule on captions finds; it asks nothing of what was placed."""
    bare = Artwork(artboard, None, "", ())  # type: ignore[arg-type]
    return list(caption(told(bare, campaign)))


# Captions


def test_the_long_form_is_taken_where_it_fits_with_address_and_hashtag(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), None)
    text = caption_for(artboard, project.campaign)
    assert text == f"{artboard.message.caption.long}\n\n{PETITION}\n\n#ChildSafetyFirst"
    narrow = limited(artboard, replace(CHARACTERS, max=len(text)))
    assert caption_for(narrow, project.campaign) == text
    assert caption_findings(narrow, project.campaign) == []


def test_the_short_form_is_taken_where_the_long_one_is_one_character_too_long(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), None)
    length = len(caption_for(artboard, project.campaign))
    narrow = limited(artboard, TextLimit(max=length - 1))
    text = caption_for(narrow, project.campaign)
    assert text == f"{artboard.message.caption.short}\n\n{PETITION}\n\n#ChildSafetyFirst"
    assert caption_findings(narrow, project.campaign) == []


def test_a_short_form_that_is_too_long_is_found_at_its_line_and_not_cut(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), TextLimit(max=50))
    text = caption_for(artboard, project.campaign)
    assert text == f"{artboard.message.caption.short}\n\n{PETITION}\n\n#ChildSafetyFirst"
    [finding] = caption_findings(artboard, project.campaign)
    mark = finding.fault.mark
    assert mark is not None
    assert (finding.rule, finding.severity) == ("caption", "error")
    assert (mark.file, "short:" in mark.snippet) == ("kit.yaml", True)
    said = f"the caption for instagram is {len(text)} characters long with address and hashtags; 50 is the limit"
    assert finding.fault.message == said
    assert finding.fault.remedy == f"cut about {len(text) - 50} characters of the short form"


def test_a_caption_of_too_many_bytes_is_told_its_bytes(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), TextLimit(max=300, unit="graphemes", max_bytes=100))
    size = len(caption_for(artboard, project.campaign).encode())
    [finding] = caption_findings(artboard, project.campaign)
    assert f"is {size} bytes long with address and hashtags; 100 is the limit" in finding.fault.message
    assert finding.fault.remedy == f"cut about {size - 100} bytes of the short form"


@pytest.mark.parametrize(("most", "tags"), [(0, ""), (1, "#One"), (2, "#One #Two"), (None, "#One #Two #Three")])
def test_no_more_hashtags_are_written_than_a_platform_takes(project: Project, most: int | None, tags: str) -> None:
    artboard = limited(on(project, "instagram/square"), None, most)
    text = caption_for(artboard, tagged(project.campaign))
    assert text.endswith(f"{PETITION}\n\n{tags}".strip())


def tagged(campaign: Campaign) -> Campaign:
    return replace(campaign, kit=replace(campaign.kit, hashtags=("#One", "#Two", "#Three")))


def test_hashtags_in_the_words_count_and_are_not_repeated(project: Project) -> None:
    artboard = worded(limited(on(project, "instagram/square"), None, 2), short="Sign.", long="Sign #two.")
    text = caption_for(artboard, tagged(project.campaign))
    assert text == f"Sign #two.\n\n{PETITION}\n\n#One"


def test_a_form_with_more_hashtags_than_the_platform_takes_is_passed_over_or_found(project: Project) -> None:
    artboard = worded(limited(on(project, "instagram/square"), None, 1), short="Sign #a.", long="#a and #b.")
    assert caption_for(artboard, project.campaign) == f"Sign #a.\n\n{PETITION}"
    assert caption_findings(artboard, project.campaign) == []
    [finding] = caption_findings(worded(artboard, short="#a #b #c", long="#a #b"), project.campaign)
    assert finding.fault.message == "the caption for instagram has the hashtags #a #b #c; 1 is the limit"
    assert finding.fault.remedy == "take 2 out of the short form"


def worded(artboard: Artboard, short: str, long: str) -> Artboard:
    return replace(artboard, message=replace(artboard.message, caption=Caption(short=short, long=long)))


def test_every_caption_of_the_kit_is_one_of_its_forms_whole_and_fits_its_platform(project: Project) -> None:
    artboards = plan(project)
    assert len(artboards) > 500
    for artboard in artboards:
        text = caption_for(artboard, project.campaign)
        words, link = artboard.message.caption, artboard.message.link
        assert caption_findings(artboard, project.campaign) == [], str(artboard)
        assert fits(text, artboard.placement.caption), str(artboard)
        assert text.partition("\n\nhttps://")[0] in (words.long.strip(), words.short.strip()), str(artboard)
        assert link is None or project.campaign.links[link].url in text.split("\n\n")
        most = artboard.placement.hashtags
        assert most is None or len(hashtags_in(text)) <= most
        assert "{" not in text


# Alt texts


def test_the_long_alt_text_has_every_word_on_the_picture_and_the_address_of_the_code(artworks: list[Artwork]) -> None:
    assert len(artworks) > 500
    for artwork in artworks:
        _, long = alt_texts(artwork)
        for name, placed in artwork.words.items():
            said = " ".join(placed.text.replace("**", "").split())
            for part in placed.lines if name == "chart" else [said]:
                assert part in long, f"{artwork.artboard}: {part}"
        assert artwork.code is None or f"The QR code leads to {artwork.code.address}." in long
        assert artwork.chart is None or artwork.chart.says in long
        assert artwork.artboard.message.shows in long
        assert "**" not in long


def test_the_short_alt_text_keeps_to_the_limit_of_every_platform(project: Project, artworks: list[Artwork]) -> None:
    for artwork in artworks:
        short, long = alt_texts(artwork)
        assert short
        assert len(short) <= len(long)
        assert list(alt_text(told(artwork, project.campaign))) == []
        assert fits(short, artwork.artboard.placement.alt_text), str(artwork.artboard)
        assert artwork.code is None or f"The QR code leads to {artwork.code.address}." in short
        assert artwork.artboard.message.shows in short, "no platform of the table is so short that it must go"


def test_alt_texts_are_whole_sentences_and_neither_the_caption_nor_a_file_name(
    project: Project, artworks: list[Artwork]
) -> None:
    for artwork in artworks:
        long = artwork.artboard.message.caption.long
        for text in alt_texts(artwork):
            assert text.endswith((".", "!", "?")), text
            assert not re.search(r"[.!?][.!?]", text), text
            assert artwork.artboard.message.id not in text or "-" not in artwork.artboard.message.id
            assert artwork.artboard.path.rpartition("/")[2] not in text
            assert not re.search(r"\.(png|jpg|webp|svg|pdf)\b", text)
            assert caption_for(artwork.artboard, project.campaign) not in text
            assert long not in text


def test_words_of_a_slot_that_nobody_thought_of_are_read_last(artworks: list[Artwork]) -> None:
    artwork = next(one for one in artworks if "support" in one.words)
    support = artwork.words["support"]
    other = replace(support, slot=replace(support.slot, name="motto"), text="On we **go**")
    long = alt_texts(replace(artwork, placed=(other, *artwork.placed)))[1]
    assert "On we go. " in long
    assert long.index("On we go") > long.index(" ".join(support.text.split()))


def test_a_picture_without_words_is_told_by_what_it_shows(artworks: list[Artwork]) -> None:
    artwork = replace(artworks[0], placed=())
    tight = replace(artwork.artboard, placement=replace(artwork.artboard.placement, alt_text=TextLimit(max=9)))
    assert alt_texts(artwork) == (artwork.artboard.message.shows,) * 2
    assert alt_texts(replace(artwork, artboard=tight))[0] == artwork.artboard.message.shows


def test_an_alt_text_that_no_form_makes_short_enough_is_an_error_at_the_longest_words(
    project: Project, artworks: list[Artwork]
) -> None:
    artwork = next(one for one in artworks if str(one.artboard) == "petition tiktok/photo")
    placement = replace(artwork.artboard.placement, alt_text=TextLimit(max=100))
    tight = replace(artwork, artboard=replace(artwork.artboard, placement=placement))
    length = len(alt_texts(tight)[0])
    [finding] = alt_text(told(tight, project.campaign))
    assert (finding.rule, finding.severity, finding.where) == ("alt-text", "error", "petition tiktok/photo")
    assert finding.fault.message == f"the alt text for tiktok is {length} characters long; 100 is the limit"
    assert finding.fault.remedy == f"cut about {length - 100} characters of the words on the picture"
    assert finding.fault.mark is not None


def test_the_short_alt_text_leaves_out_the_source_first_and_then_what_is_shown(artworks: list[Artwork]) -> None:
    artwork = next(artwork for artwork in artworks if "source" in artwork.words)
    placement = artwork.artboard.placement
    source, shows = artwork.words["source"].text, artwork.artboard.message.shows

    def short(limit: int) -> str:
        board = replace(artwork.artboard, placement=replace(placement, alt_text=TextLimit(max=limit)))
        return alt_texts(replace(artwork, artboard=board))[0]

    roomy = short(5000)
    assert (source in roomy, shows in roomy) == (False, True)
    tight = short(len(roomy) - 1)
    assert (source in tight, shows in tight) == (False, False)


def test_a_figure_in_several_slots_is_read_as_one_phrase(artworks: list[Artwork]) -> None:
    artwork = next(one for one in artworks if one.artboard.message.id == "reports" and "unit" in one.words)
    assert "More than 82 million reports of child sexual exploitation" in alt_texts(artwork)[1]


# Descriptions


def test_a_file_says_the_words_beside_and_instead_of_it_and_who_may_use_it(
    project: Project, artworks: list[Artwork]
) -> None:
    artwork = next(one for one in artworks if str(one.artboard) == "reports x/square")
    alt, alt_long = alt_texts(artwork)
    assert describe(artwork, project.campaign) == Description(
        title="Child Safety First: More than 82 million reports of child sexual exploitation have reached NCMEC",
        caption=caption_for(artwork.artboard, project.campaign),
        alt=alt,
        alt_long=alt_long,
        creator="The Child Safety First kit contributors",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        language="en",
    )


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BYE 4.0", "https://kit.example.org/"),
        ("Ask us", "https://kit.example.org/"),
    ],
)
def test_a_licence_that_has_no_address_is_told_of_where_the_kit_is_published(
    project: Project, artworks: list[Artwork], licence: str, url: str
) -> None:
    info = replace(project.campaign.kit, licence=licence, site="https://kit.example.org/")
    assert describe(artworks[0], replace(project.campaign, kit=info)).licence_url == url


def test_the_files_of_a_built_kit_say_the_words_of_its_manifest(tmp_path: Path) -> None:
    project = load_project(make_project(tmp_path / "project") / "kit.yaml")
    result = build(project, BuildOptions(tmp_path / "dist", jobs=1), lambda *_: None)
    command = ["exiftool", "-json", "-r", "-charset", "utf8", "-ext", "png", "-ext", "jpg", "-XMP:all"]
    run = subprocess.run([*command, str(result.folder)], capture_output=True, check=True)
    said = {Path(entry["SourceFile"]).relative_to(result.folder).as_posix(): entry for entry in json.loads(run.stdout)}
    assert len(said) == len(result.assets) == 4
    for asset in result.assets:
        entry = said[asset.path]
        assert (entry["AltTextAccessibility"], entry["ExtDescrAccessibility"]) == (asset.alt, asset.alt_long)
        assert (entry["Description-en"], entry["Language"]) == (asset.caption, "en")
