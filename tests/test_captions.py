from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.build.plan import plan
from kit.captions import alt_texts, caption_for
from kit.compose import Composer
from kit.count import fits, text_length
from kit.model.placement import TextLimit
from kit.spec import load_project

if TYPE_CHECKING:
    from kit.model.artwork import Artboard, Artwork
    from kit.model.project import Project

PETITION = "https://www.change.org/childsafetyfirst"
FAMILY, FLAG, KEYCAP, THUMB = "👨\u200d👩\u200d👧", "🇪🇺", "1\ufe0f\u20e3", "👍🏽"

X = TextLimit(max=280, unit="weighted", url_weight=23)
MASTODON = TextLimit(max=500, url_weight=23)
THREADS = TextLimit(max=500, emoji_bytes=True)
BLUESKY = TextLimit(max=300, unit="graphemes", max_bytes=3000)
TELEGRAM = TextLimit(max=1024, unit="utf16")
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


# Counting


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Sign now", 8),
        ("Éàß Глас", 8),
        ("Ελλάδα", 6),
        ("مرحبا שלום", 10),
        ("„a“ ”b’ «c» – —", 15),
        ("co\u2011op", 5),
        ("…", 2),
        ("•€№‰→✓‹›−™", 20),
        ("\u202f\u200e\u2060ẞḃ", 10),
        ("字か", 4),
        ("😀", 2),
        (FAMILY + FLAG + KEYCAP + THUMB, 8),
        ("e\u0301", 1),
        (f"Sign: {PETITION}", 29),
        (f"Sign ({PETITION}).", 31),
        (f"{PETITION} {PETITION}", 47),
    ],
)
def test_x_weighs_characters_emoji_and_addresses(text: str, length: int) -> None:
    assert text_length(text, X) == length


def test_mastodon_counts_every_address_as_23() -> None:
    assert text_length(f"Sign {PETITION}", MASTODON) == 28
    assert text_length("Sign http://a.eu", MASTODON) == 28


def test_threads_counts_emoji_by_their_bytes_and_letters_once() -> None:
    assert text_length("é😀", THREADS) == 1 + 4
    assert text_length(FAMILY, THREADS) == len(FAMILY.encode()) == 18
    assert text_length(FLAG + THUMB, THREADS) == 16


def test_bluesky_counts_what_people_see_as_one_character_and_bytes_besides() -> None:
    assert text_length(FAMILY + FLAG + "e\u0323\u0301", BLUESKY) == 3
    assert fits("a" * 300, BLUESKY)
    assert not fits("a" * 301, BLUESKY)
    assert fits(FAMILY * 166, BLUESKY)
    assert not fits(FAMILY * 167, BLUESKY)


def test_telegram_counts_utf16_units() -> None:
    assert text_length("aé字", TELEGRAM) == 3
    assert text_length("😀" + FLAG, TELEGRAM) == 6


def test_elsewhere_characters_are_counted_in_normal_form() -> None:
    assert text_length("re\u0301gion " + PETITION, CHARACTERS) == 7 + len(PETITION)


def test_a_limit_is_the_most_that_fits_and_none_is_no_limit() -> None:
    assert fits("a" * 2200, CHARACTERS)
    assert not fits("a" * 2201, CHARACTERS)
    assert fits("a" * 100_000, None)


# Captions


def test_the_long_form_is_taken_where_it_fits_with_address_and_hashtag(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), None)
    text, findings = caption_for(artboard, project.campaign)
    assert text == f"{artboard.message.caption.long}\n\n{PETITION}\n\n#ChildSafetyFirst"
    most = replace(CHARACTERS, max=len(text))
    assert caption_for(limited(artboard, most), project.campaign) == (text, [])
    assert findings == []


def test_the_short_form_is_taken_where_the_long_one_is_one_character_too_long(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), None)
    length = len(caption_for(artboard, project.campaign)[0])
    text, findings = caption_for(limited(artboard, TextLimit(max=length - 1)), project.campaign)
    assert text == f"{artboard.message.caption.short}\n\n{PETITION}\n\n#ChildSafetyFirst"
    assert findings == []


def test_a_short_form_that_is_too_long_is_found_at_its_line_and_not_cut(project: Project) -> None:
    artboard = limited(on(project, "instagram/square"), TextLimit(max=50))
    text, [finding] = caption_for(artboard, project.campaign)
    assert artboard.message.caption.short in text
    mark = finding.fault.mark
    assert mark is not None
    assert (finding.rule, finding.severity) == ("caption", "error")
    assert (mark.file, "short:" in mark.snippet) == ("kit.yaml", True)
    assert f"is {len(text)} long with address and hashtags; 50 is the limit" in finding.fault.message
    assert finding.fault.remedy == f"cut about {len(text) - 50} characters of the short form"


@pytest.mark.parametrize(("most", "tags"), [(0, ""), (1, "#One"), (2, "#One #Two"), (None, "#One #Two #Three")])
def test_no_more_hashtags_are_written_than_a_platform_takes(project: Project, most: int | None, tags: str) -> None:
    kit = replace(project.campaign.kit, hashtags=("#One", "#Two", "#Three"))
    artboard = limited(on(project, "instagram/square"), None, most)
    text, _ = caption_for(artboard, replace(project.campaign, kit=kit))
    assert text.endswith(f"{PETITION}\n\n{tags}".strip())


def test_every_caption_of_the_kit_fits_its_platform_uncut(project: Project) -> None:
    artboards = plan(project)
    assert len(artboards) > 500
    for artboard in artboards:
        text, findings = caption_for(artboard, project.campaign)
        words = artboard.message.caption
        assert findings == [], str(artboard)
        assert fits(text, artboard.placement.caption), str(artboard)
        assert text.startswith((words.long.strip(), words.short.strip())), str(artboard)
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
        assert artwork.code is None or artwork.code.address in long
        assert artwork.artboard.message.shows in long
        assert "**" not in long


def test_the_short_alt_text_keeps_to_the_limit_of_every_platform(artworks: list[Artwork]) -> None:
    for artwork in artworks:
        short, _ = alt_texts(artwork)
        assert short
        assert fits(short, artwork.artboard.placement.alt_text), str(artwork.artboard)
        assert artwork.code is None or artwork.code.address in short


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
