"""Captions, alt texts and descriptions of the golden project: whole sentences within each platform's limit."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.campaigns import golden_folder, make_project
from support.picture_checks import assert_every_word_is_in_the_long_alt_text

from kit.compose import Composer
from kit.compose.content.caption import caption_for
from kit.compose.content.descriptions import ReadSlots, alt_texts, describe
from kit.compose.content.picture_slots import figure_on
from kit.compose.content.summary import summarise
from kit.judge import WORD_RULES
from kit.model.asset import Description
from kit.model.campaign import Caption, Help, Link
from kit.model.partner import Partner
from kit.model.picture import Words
from kit.model.placement import TextLimit
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.building import build

if TYPE_CHECKING:
    from kit.model.artwork import Artboard, Artwork
    from kit.model.campaign import Campaign
    from kit.model.finding import Finding
    from kit.model.project import Project

PETITION = "https://www.change.org/childsafetyfirst"
CHARACTERS = TextLimit(max=2200)
HELP_URL = "https://www.change.org/help"
HELP = f"Help for survivors: {HELP_URL}"


@pytest.fixture(scope="module")
def project() -> Project:
    """Load the golden project, with a hashtag of its own."""
    golden = load_project(golden_folder() / "kit.yaml")
    kit = replace(golden.campaign.kit, hashtags=("#ChildSafetyFirst",))
    return replace(golden, campaign=replace(golden.campaign, kit=kit))


@pytest.fixture(scope="module")
def artworks(project: Project) -> list[Artwork]:
    """Compose every picture of the golden project."""
    composer = Composer(project)
    return [composer.compose(artboard) for artboard in plan(project)]


def on(project: Project, placement: str, message: str = "tools") -> Artboard:
    return next(board for board in plan(project) if board.placement.id == placement and board.message.id == message)


def limited(artboard: Artboard, limit: TextLimit | None, hashtags: int | None = None) -> Artboard:
    return replace(artboard, placement=replace(artboard.placement, caption=limit, hashtags=hashtags))


def caption_findings(artboard: Artboard, project: Project) -> list[Finding]:
    """Return what the rule on captions finds; it asks nothing of what was placed."""
    return list(WORD_RULES["caption"].check(Composer(project).compose(artboard)))


def board_of(artwork: Artwork, project: Project) -> Artboard:
    return next(board for board in plan(project) if str(board) == artwork.picture.name)


# Captions


def caption_text(artboard: Artboard, campaign: Campaign) -> str:
    """Return the caption of a picture, whichever form it has."""
    return caption_for(artboard, campaign).text


def test_the_long_form_is_taken_where_it_fits_with_address_and_hashtag(project: Project) -> None:
    artboard = limited(on(project, "x/square"), None)
    text = caption_text(artboard, project.campaign)
    assert text == f"{artboard.message.caption.long}\n\n{PETITION}\n\n#ChildSafetyFirst"
    narrow = limited(artboard, replace(CHARACTERS, max=len(text)))
    assert caption_text(narrow, project.campaign) == text
    assert caption_findings(narrow, project) == []


def test_the_short_form_is_taken_where_the_long_one_is_one_character_too_long(project: Project) -> None:
    artboard = limited(on(project, "x/square"), None)
    length = len(caption_text(artboard, project.campaign))
    narrow = limited(artboard, TextLimit(max=length - 1))
    assert caption_for(artboard, project.campaign).form == "long"
    assert caption_for(narrow, project.campaign).form == "short"
    text = caption_text(narrow, project.campaign)
    assert text == f"{artboard.message.caption.short}\n\n{PETITION}\n\n#ChildSafetyFirst"
    assert caption_findings(narrow, project) == []


def test_the_address_follows_the_first_paragraph_so_that_a_fold_does_not_hide_it(project: Project) -> None:
    artboard = worded(
        limited(on(project, "x/square"), None), short="Sign.", long="Sign now.\n\nHere is why.\n\nShare.\n"
    )
    text = caption_text(artboard, project.campaign)
    assert text == f"Sign now.\n\n{PETITION}\n\nHere is why.\n\nShare.\n\n#ChildSafetyFirst"


def test_a_source_that_the_picture_names_shortly_is_cited_in_the_caption_where_there_is_room(project: Project) -> None:
    campaign = with_short_source(project.campaign)
    artboard = worded(limited(on(project, "x/square", "reports"), None), short="Sign.", long="Sign.\n\nHere is why.")
    cited = "Source: NCMEC, “We Are in Danger of Losing the Global Battle for Child Safety”, 2020"
    long = caption_text(artboard, campaign)
    assert long == f"Sign.\n\nHere is why.\n\n{cited}\n\n#ChildSafetyFirst"
    short = caption_text(limited(artboard, replace(CHARACTERS, max=len(long) - 1)), campaign)
    assert short == f"Sign.\n\n{cited}\n\n#ChildSafetyFirst"
    bare = caption_text(limited(artboard, replace(CHARACTERS, max=len(short) - 1)), campaign)
    assert bare == "Sign.\n\n#ChildSafetyFirst"
    assert cited not in caption_text(limited(on(project, "x/square"), None), campaign), "no figure needs the source"


def test_a_figure_that_only_the_caption_names_is_cited_in_the_form_that_has_it(project: Project) -> None:
    campaign = with_short_source(project.campaign)
    figures = {**campaign.figures, ("messages", "tools", "caption", "long"): ("reports",)}
    campaign = replace(campaign, figures=figures)
    artboard = worded(limited(on(project, "x/square"), None), short="Sign.", long="Of 82 million reports.")
    cited = "Source: NCMEC, “We Are in Danger of Losing the Global Battle for Child Safety”, 2020"
    long = caption_text(artboard, campaign)
    assert long == f"Of 82 million reports.\n\n{PETITION}\n\n{cited}\n\n#ChildSafetyFirst"
    short = caption_text(limited(artboard, replace(CHARACTERS, max=len(long) - 1)), campaign)
    assert short == f"Sign.\n\n{PETITION}\n\n#ChildSafetyFirst"


def with_short_source(campaign: Campaign) -> Campaign:
    source = replace(campaign.sources["letter"], shown="NCMEC letter, 2020")
    return replace(campaign, sources={**campaign.sources, "letter": source})


def test_where_people_find_help_is_said_behind_words_and_sources_and_before_the_hashtags(project: Project) -> None:
    campaign = helping(with_short_source(project.campaign))
    artboard = worded(limited(on(project, "x/square", "reports"), None), short="Sign.", long="Sign.\n\nHere is why.")
    cited = "Source: NCMEC, “We Are in Danger of Losing the Global Battle for Child Safety”, 2020"
    assert caption_text(artboard, campaign) == f"Sign.\n\nHere is why.\n\n{cited}\n\n{HELP}\n\n#ChildSafetyFirst"


@pytest.mark.parametrize("form", ["long", "short"])
def test_the_line_of_help_is_left_out_where_it_does_not_fit_and_takes_nothing_away(project: Project, form: str) -> None:
    campaign, short = helping(project.campaign), "Sign."
    artboard = worded(limited(on(project, "x/square"), None), short=short, long="Sign now.")
    if form == "short":
        artboard = worded(artboard, short=short, long=short * 100)
    without = caption_text(limited(artboard, TextLimit(max=300)), project.campaign)
    whole = without.replace("#ChildSafetyFirst", f"{HELP}\n\n#ChildSafetyFirst")
    assert without.startswith(f"{'Sign now.' if form == 'long' else short}\n\n{PETITION}\n\n")
    assert caption_text(limited(artboard, TextLimit(max=len(whole))), campaign) == whole
    for most in (len(whole) - 1, len(without)):
        narrow = limited(artboard, TextLimit(max=most))
        assert caption_text(narrow, campaign) == without
        assert caption_findings(narrow, replace(project, campaign=campaign)) == []


def test_the_line_of_help_is_kept_where_there_is_no_room_for_the_name_of_a_partner_too(project: Project) -> None:
    campaign = replace(helping(project.campaign), partner=Partner(id="harbour", name="The harbour watch"))
    artboard = worded(limited(on(project, "x/square"), None), short="Sign.", long="Sign now.")
    both = f"Sign now.\n\n{PETITION}\n\n{HELP}\n\nThe harbour watch\n\n#ChildSafetyFirst"
    assert caption_text(artboard, campaign) == both
    narrow = limited(artboard, TextLimit(max=len(both) - 1))
    assert caption_text(narrow, campaign) == both.replace("The harbour watch\n\n", "")
    narrower = limited(artboard, TextLimit(max=len(both) - len(HELP) - 2))
    assert caption_text(narrower, campaign) == both.replace(f"{HELP}\n\n", "")


def test_the_line_of_help_never_makes_a_long_form_a_short_one(project: Project) -> None:
    """Nor does a caption that is too long even without it become longer by it."""
    campaign = helping(project.campaign)
    for most in range(40, 400, 3):
        artboard = limited(on(project, "x/square"), TextLimit(max=most))
        without, text = caption_text(artboard, project.campaign), caption_text(artboard, campaign)
        assert text.replace(f"{HELP}\n\n", "") == without
        assert text == without or len(text) <= most


def test_the_address_of_help_counts_as_platforms_count_addresses(project: Project) -> None:
    campaign = helping(project.campaign, f"https://www.change.org/{'help' * 50}")
    artboard = worded(on(project, "x/square"), short="Sign.", long="Sign now.")
    text = caption_text(artboard, campaign)
    assert len(text) > 280, "X counts 23 characters of any address"
    assert text.endswith("helphelp\n\n#ChildSafetyFirst")


def test_no_hashtag_in_the_line_of_help_is_one_too_many(project: Project) -> None:
    campaign = helping(project.campaign, words="Ask #us for help:")
    artboard = worded(limited(on(project, "x/square"), None, 1), short="Sign.", long="Sign.")
    assert caption_text(artboard, campaign) == f"Sign.\n\n{PETITION}\n\n#ChildSafetyFirst"


def test_a_message_that_leads_to_help_does_not_say_the_address_twice(project: Project) -> None:
    campaign = helping(project.campaign, PETITION)
    artboard = limited(on(project, "x/square"), None)
    assert caption_text(artboard, campaign) == caption_text(artboard, project.campaign)


def helping(campaign: Campaign, url: str = HELP_URL, words: str = "Help for survivors:") -> Campaign:
    links = {**campaign.links, "helpline": Link(id="helpline", url=url, shown="change.org/help")}
    place = Help(text=words, link="helpline")
    return replace(campaign, links=links, kit=replace(campaign.kit, help=place))


def test_a_short_form_that_is_too_long_is_found_at_its_line_and_not_cut(project: Project) -> None:
    artboard = limited(on(project, "x/square"), TextLimit(max=50))
    text = caption_text(artboard, project.campaign)
    assert text == f"{artboard.message.caption.short}\n\n{PETITION}\n\n#ChildSafetyFirst"
    [finding] = caption_findings(artboard, project)
    mark = finding.fault.mark
    assert mark is not None
    assert (finding.rule, finding.severity) == ("caption", "error")
    assert (mark.file, "short:" in mark.snippet) == ("kit.yaml", True)
    assert finding.fault.code == "caption-too-long"
    assert f" {len(text)} characters " in finding.fault.message
    assert finding.fault.remedy == f"cut about {len(text) - 50} characters from the short form"


def test_a_caption_of_too_many_bytes_is_told_its_bytes(project: Project) -> None:
    artboard = limited(on(project, "x/square"), TextLimit(max=300, unit="graphemes", max_bytes=60))
    size = len(caption_text(artboard, project.campaign).encode())
    [finding] = caption_findings(artboard, project)
    assert finding.fault.code == "caption-too-long"
    assert f" {size} bytes " in finding.fault.message
    assert finding.fault.remedy == f"cut about {size - 60} bytes from the short form"


@pytest.mark.parametrize(("most", "tags"), [(0, ""), (1, "#One"), (2, "#One #Two"), (None, "#One #Two #Three")])
def test_no_more_hashtags_are_written_than_a_platform_takes(project: Project, most: int | None, tags: str) -> None:
    artboard = limited(on(project, "x/square"), None, most)
    text = caption_text(artboard, tagged(project.campaign))
    assert text.endswith(f"{PETITION}\n\n{tags}".strip())


def tagged(campaign: Campaign) -> Campaign:
    return replace(campaign, kit=replace(campaign.kit, hashtags=("#One", "#Two", "#Three")))


def test_hashtags_in_the_words_count_and_are_not_repeated(project: Project) -> None:
    artboard = worded(limited(on(project, "x/square"), None, 2), short="Sign.", long="Sign #two.")
    text = caption_text(artboard, tagged(project.campaign))
    assert text == f"Sign #two.\n\n{PETITION}\n\n#One"


@pytest.mark.parametrize("written", ["#two", "#TWO", "#Two"])
def test_a_hashtag_is_the_same_in_capitals_and_in_small_letters(project: Project, written: str) -> None:
    artboard = worded(limited(on(project, "x/square"), None), short="Sign.", long=f"Sign {written}.")
    text = caption_text(artboard, tagged(project.campaign))
    assert text == f"Sign {written}.\n\n{PETITION}\n\n#One #Three"


def test_a_form_with_more_hashtags_than_the_platform_takes_is_passed_over_or_found(project: Project) -> None:
    artboard = worded(limited(on(project, "x/square"), None, 1), short="Sign #a.", long="#a and #b.")
    assert caption_text(artboard, project.campaign) == f"Sign #a.\n\n{PETITION}"
    assert caption_findings(artboard, project) == []
    [finding] = caption_findings(worded(artboard, short="#a #b #c", long="#a #b"), project)
    assert finding.fault.code == "too-many-hashtags"
    assert "#a #b #c" in finding.fault.message
    assert " 2 " in finding.fault.remedy


def worded(artboard: Artboard, short: str, long: str) -> Artboard:
    message = replace(artboard.message, caption=Caption(short=short, long=long))
    return replace(artboard, picture=replace(artboard.picture, message=message))


# Alt texts


def test_the_long_alt_text_has_every_word_on_the_picture_and_the_address_of_the_code(
    project: Project, artworks: list[Artwork]
) -> None:
    assert_every_word_is_in_the_long_alt_text(artworks, project)


def test_words_of_a_slot_that_nobody_thought_of_are_read_last(project: Project, artworks: list[Artwork]) -> None:
    artwork = next(one for one in artworks if "support" in one.words)
    support = artwork.words["support"]
    slots = {"motto": Words("On we go", support.mark), **artwork.picture.slots}
    long = alt_texts(board_of(artwork, project), project.campaign, ReadSlots(slots))[1]
    assert "On we go. " in long
    assert long.index("On we go") > long.index(" ".join(support.text.split()))


def test_a_picture_without_words_is_described_by_what_it_shows(project: Project) -> None:
    artboard = plan(project)[0]
    tight = replace(artboard, placement=replace(artboard.placement, alt_text=TextLimit(max=9)))
    assert alt_texts(artboard, project.campaign, ReadSlots({})) == (artboard.message.shows,) * 2
    assert alt_texts(tight, project.campaign, ReadSlots({}))[0] == artboard.message.shows


def test_an_alt_text_that_no_form_makes_short_enough_is_an_error_at_the_longest_words(
    project: Project,
) -> None:
    artboard = on(project, "x/square")
    placement = replace(artboard.placement, alt_text=TextLimit(max=100))
    tight = Composer(project).compose(replace(artboard, placement=placement))
    length = len(tight.picture.description.alt)
    [finding] = WORD_RULES["alt-text"].check(tight)
    assert (finding.rule, finding.severity, finding.where) == ("alt-text", "error", "tools x/square")
    assert finding.fault.code == "alt-text-too-long"
    assert f" {length} characters " in finding.fault.message
    assert finding.fault.remedy == f"cut about {length - 100} characters from the words on the picture"
    assert finding.fault.mark is not None


def test_the_short_alt_text_leaves_out_the_source_first_and_then_what_is_shown(
    project: Project, artworks: list[Artwork]
) -> None:
    artwork = next(artwork for artwork in artworks if "source" in artwork.words)
    board = board_of(artwork, project)
    source, shows = artwork.words["source"].text, board.message.shows

    def short(limit: int) -> str:
        placement = replace(board.placement, alt_text=TextLimit(max=limit))
        slots = ReadSlots(artwork.picture.slots, figure_on(board, project, set(artwork.picture.slots)))
        return alt_texts(replace(board, placement=placement), project.campaign, slots)[0]

    roomy = short(5000)
    assert (source in roomy, shows in roomy) == (False, True)
    tight = short(len(roomy) - 1)
    assert (source in tight, shows in tight) == (False, False)


def test_a_figure_in_several_slots_is_read_as_one_phrase(artworks: list[Artwork]) -> None:
    artwork = next(one for one in artworks if one.picture.message == "reports" and "unit" in one.words)
    assert "More than 82 million reports of child sexual exploitation" in artwork.picture.description.alt_long


# Descriptions


def test_a_file_says_the_words_beside_and_instead_of_it_and_who_may_use_it(
    project: Project, artworks: list[Artwork]
) -> None:
    picture = next(one.picture for one in artworks if str(one.picture) == "reports x/square")
    board = next(board for board in plan(project) if str(board) == "reports x/square")
    alt, alt_long = alt_texts(
        board, project.campaign, ReadSlots(picture.slots, figure_on(board, project, set(picture.slots)))
    )
    assert picture.description == Description(
        title="Tiny: More than 82 million reports of child sexual exploitation have reached NCMEC",
        caption=caption_text(board, project.campaign),
        alt=alt,
        alt_long=alt_long,
        creator="The contributors",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        language="en",
    )


@pytest.mark.parametrize(
    ("written", "name", "url"),
    [
        ("CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("cc0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC BYE 4.0", "CC BYE 4.0", None),
        ("All Rights Reserved", "All rights reserved", None),
    ],
)
def test_a_file_and_the_manifest_bear_the_canonical_name_of_the_licence(
    project: Project, written: str, name: str, url: str | None
) -> None:
    info = replace(project.campaign.kit, licence=written, site="https://kit.example.org/")
    campaign = replace(project.campaign, kit=info)
    said = describe(plan(project)[0], campaign, ReadSlots({}), "")
    assert (said.licence, said.licence_url, said.site) == (name, url, "https://kit.example.org/")
    assert summarise(campaign, {}).licence == name


@pytest.mark.ci
def test_the_files_of_a_built_kit_say_the_words_of_its_manifest(tmp_path: Path) -> None:
    project = load_project(make_project(tmp_path / "project") / "kit.yaml")
    result = build(project, tmp_path / "dist", jobs=1)
    command = ["exiftool", "-json", "-r", "-charset", "utf8", "-ext", "png", "-ext", "jpg", "-XMP:all"]
    run = subprocess.run([*command, str(result.folder)], capture_output=True, check=True)
    said = {Path(entry["SourceFile"]).relative_to(result.folder).as_posix(): entry for entry in json.loads(run.stdout)}
    assert len(said) == len(result.assets) == 4
    for asset in result.assets:
        entry = said[asset.path]
        assert (entry["AltTextAccessibility"], entry["ExtDescrAccessibility"]) == (asset.alt, asset.alt_long)
        assert (entry["Description"], entry["Language"]) == (asset.caption, "en")
