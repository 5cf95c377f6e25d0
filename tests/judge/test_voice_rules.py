"""What `voice` rules out of pictures, captions, alt texts and translations, where it is found, and where it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_line_contents import around
from test_rules import HEADLINE, LONG, SPEC, SUPPORT, project_of

from kit.compose import Composer
from kit.compose.content import review
from kit.judge import CAMPAIGN_RULES, WORD_RULES, judge
from kit.judge.set_lines import lines_of
from kit.model.placement import Crop
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding

RULES = {"voice", "never-on-pictures", "never-in-a-line", "apart", "never-emphasised"}
APART = "{apart: [{words: [lawful], from: [abuse], by: 6}]}"
#: Words with five and with six others between them.
FIVE, SIX = "a b c d e", "a b c d e f"


def composed(folder: Path, voice: str, *changes: tuple[str, str]) -> Artwork:
    """Return the first picture of the tiny kit with a voice and changes to its `kit.yaml`."""
    edits = [("kit.yaml", old, new) for old, new in (("voice: [horror]", f"voice: {voice}"), *changes)]
    project = project_of(folder, *edits)
    return Composer(project).compose(plan(project)[0])


def found_in(artwork: Artwork) -> list[Finding]:
    """Return what the rules on words that are ruled out find in a picture, all of it errors."""
    found = [finding for finding in judge(artwork, (), WORD_RULES) if finding.rule in RULES]
    assert {finding.severity for finding in found} <= {"error"}
    return found


def codes(artwork: Artwork) -> list[str]:
    return [finding.fault.code for finding in found_in(artwork)]


def caret(finding: Finding) -> str:
    """Return the word at the caret of a finding."""
    mark = finding.fault.mark
    assert mark
    return mark.snippet[mark.column - 1 :].split()[0].strip(".,}\"'")


def copy(slot: str, words: str) -> tuple[str, str]:
    """Return the change that gives the headline or the support of the first message some words."""
    return {"headline": (HEADLINE, f'"headline": "{words}",'), "support": (SUPPORT, f'"support": "{words}"')}[slot]


def caption(words: str) -> tuple[str, str]:
    return LONG, f'caption: {{short: Keep., long: "{words}"}}'


# On pictures ---------------------------------------------------------------------------------------------------------


def test_a_word_kept_off_pictures_is_found_in_a_slot_at_its_place_and_once(tmp_path: Path) -> None:
    artwork = composed(tmp_path, "{never_on_pictures: [~lawful]}", copy("support", "Not un\u00adlawful"))
    [finding] = found_in(artwork)
    assert finding.fault.code == "word-kept-off-pictures"
    assert finding.fault.message == "'un\u00adlawful' may not be on a picture"
    assert caret(finding) == "un\u00adlawful"
    assert "'~lawful'" in finding.fault.remedy


def test_each_word_is_found_in_each_slot(tmp_path: Path) -> None:
    artwork = composed(
        tmp_path, "{never_on_pictures: [lawful, ~legal]}",
        copy("headline", "Lawful or illegal"), copy("support", "It is lawful, lawful"),
    )  # fmt: skip
    assert [caret(finding) for finding in found_in(artwork)] == ["Lawful", "illegal", "lawful"]


def test_a_stem_of_several_words_is_found_over_a_break_of_lines(tmp_path: Path) -> None:
    artwork = composed(tmp_path, "{never_on_pictures: [send them]}", copy("headline", "Send\\nthem this"))
    [finding] = found_in(artwork)
    assert "'Send them'" in finding.fault.message
    passing = composed(tmp_path / "2", "{never_on_pictures: [send them]}", copy("headline", "Send him them"))
    assert found_in(passing) == []


def test_captions_may_have_words_that_are_kept_off_pictures(tmp_path: Path) -> None:
    assert codes(composed(tmp_path, "{never_on_pictures: [lawful]}", caption("Keep it lawful."))) == []


def test_what_alt_texts_add_to_a_picture_is_judged_too(tmp_path: Path) -> None:
    shows = ("shows: A plain wall.\n  share", "shows: A lawful wall.\n  share")
    [finding] = found_in(composed(tmp_path, "{never_on_pictures: [lawful]}", shows))
    assert (finding.fault.code, caret(finding)) == ("word-kept-off-alt-texts", "lawful")


def test_addresses_and_codes_are_no_words(tmp_path: Path) -> None:
    voice = "{never_on_pictures: [childsafety, change, https], apart: [{words: [change], from: [org], by: 50}]}"
    assert codes(composed(tmp_path, voice)) == []


FIGURE = (HEADLINE, "statistic: reports\n    copy: {headline: Keep the tools,")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("counts: were made,", "counts: were lawful,", "counts: were lawful"),
        ("text: 82 reports", 'text: "**82** lawful reports"', "lawful reports"),
        ("text: 82 reports", "qualifier: lawful, text: 82 reports", "qualifier: lawful"),
        ("title: A letter,", "title: A lawful letter,", "title: A lawful"),
        ("title: A letter,", "title: A lawful letter, shown: A lawful note,", "shown: A lawful"),
        ("publisher: NCMEC", "publisher: Lawful Ltd", "publisher: Lawful"),
    ],
)
def test_figures_and_sources_are_judged_once_whether_a_picture_shows_them_or_not(
    tmp_path: Path, old: str, new: str, line: str
) -> None:
    voice = ("kit.yaml", "voice: [horror]", "voice: {never_on_pictures: [lawful]}")
    project = project_of(tmp_path, voice, ("kit.yaml", old, new))
    found = [finding for finding in check_composed(project) if finding.rule in RULES]
    assert [finding.fault.code for finding in found] == ["word-kept-off-pictures"]
    mark = found[0].fault.mark
    assert mark
    assert mark.snippet.index(line) + line.lower().index("lawful") == mark.column - 1


def test_a_figure_on_a_picture_is_found_as_the_same_fault(tmp_path: Path) -> None:
    voice = ("kit.yaml", "voice: [horror]", "voice: {never_on_pictures: [lawful]}")
    reports = ("kit.yaml", "publisher: NCMEC", "publisher: Lawful Ltd")
    shown = ("kit.yaml", SUPPORT, 'support: "{reports}"')
    found = [one for one in check_composed(project_of(tmp_path, voice, reports, shown)) if one.rule in RULES]
    assert {finding.where for finding in found} > {""}
    assert len({str(finding.fault) for finding in found}) == 1


# Apart ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (f"Lawful {FIVE} abuse", f"the support has 5 words between 'Lawful' and 'abuse': 'Lawful {FIVE} abuse'"),
        ("Abuse. Lawful", "the support has no word between 'Abuse' and 'Lawful': 'Abuse. Lawful'"),
        ("Abuse is lawful", "the support has 1 word between 'Abuse' and 'lawful': 'Abuse is lawful'"),
        (f"Lawful {SIX} abuse", None),
        ("Unlawful abuse", None),
        ("Lawful a-b-c d\u2019e f g h abuse", "the support has 5 words between"),
        ("Lawful https://a.org/b/c/d/e/f/g abuse", "the support has no word between"),
    ],
)
def test_words_are_too_near_in_a_slot_in_either_order(tmp_path: Path, words: str, message: str | None) -> None:
    artwork = composed(tmp_path, APART, copy("support", words))
    found = found_in(artwork)
    assert len(found) == (1 if message else 0)
    assert not message or found[0].fault.message.startswith(message)
    assert not message or (found[0].fault.code, caret(found[0]).lower() in {"abuse", "lawful"}) == (
        "words-too-near",
        True,
    )


def test_words_are_too_near_from_a_slot_to_the_one_below(tmp_path: Path) -> None:
    near = composed(tmp_path, APART, copy("headline", "a b\\nNo abuse"), copy("support", "It is lawful"))
    found = [finding for finding in found_in(near) if "picture" not in finding.fault.message]
    assert [finding.fault.message for finding in found] == [
        "the headline and the support have 2 words between 'abuse' and 'lawful': 'abuse It is lawful'"
    ]


def test_words_are_too_near_where_a_crop_takes_those_between_them_away(tmp_path: Path) -> None:
    artwork = composed(tmp_path, APART, copy("headline", "abuse\\nOne two three four five six\\nlawful"))
    assert codes(artwork) == []
    middle = lines_of(artwork.words["headline"])[1]
    left, _, right, _ = around(middle, "six")
    placement = replace(artwork.picture.placement, crops=(Crop(name="profile", box=(0, 0, left, 1080)),))
    cropped = replace(artwork, picture=replace(artwork.picture, placement=placement))
    [finding] = found_in(cropped)
    assert "in the crop 'profile' has 5 words between" in finding.fault.message
    assert right > left


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (f"We end abuse. {FIVE.title()} lawful.", 5),
        (f"We end abuse. {SIX.title()} lawful.", None),
        (f"It is lawful {FIVE}\\n\\nAbuse ends.", 5),
    ],
)
def test_words_are_too_near_in_a_caption_over_the_ends_of_sentences_and_paragraphs(
    tmp_path: Path, words: str, count: int | None
) -> None:
    found = found_in(composed(tmp_path, APART, caption(words)))
    assert [f"the caption has {count} words between" in one.fault.message for one in found] == [True] * bool(count)


def test_a_word_in_a_caption_of_many_lines_is_found_in_its_own(tmp_path: Path) -> None:
    long = "First line.\n\n        Some abuse,\n        lawful or not."
    lines = f"caption:\n      short: Keep.\n      long: |-\n        {long}"
    [finding] = found_in(composed(tmp_path, APART, (LONG, lines)))
    assert finding.fault.mark
    assert (finding.fault.mark.snippet, caret(finding)) == ("        lawful or not.", "lawful")


def test_words_that_meet_in_an_alt_text_are_found_where_one_is_written(tmp_path: Path) -> None:
    shows = ("shows: A plain wall.\n  share", "shows: A lawful wall.\n  share")
    link = ("link: petition\n    copy: {headline: Keep", "copy: {headline: Keep")
    artwork = composed(tmp_path, APART, link, copy("support", "Stop abuse"), shows)
    [finding] = found_in(artwork)
    assert finding.fault.message.startswith("the alt text has ")
    assert caret(finding) == "lawful"


# Emphasis ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "emphasised"),
    [
        ("Stop **child abuse** now", "abuse"),
        ("Stop **abus**ers now", "abusers"),
        ("Stop dis**abuse** now", None),
        ("Stop abuse **now**", None),
        ("**Stop** abuse **now**", None),
    ],
)
def test_a_word_that_is_emphasised_in_part_is_emphasised(tmp_path: Path, words: str, emphasised: str | None) -> None:
    found = found_in(composed(tmp_path, "{never_emphasised: [abuse]}", copy("headline", words)))
    wanted = [f"'{emphasised}' is emphasised in the headline"] if emphasised else []
    assert [finding.fault.message for finding in found] == wanted
    assert all(caret(finding).startswith("**") for finding in found)


def test_the_stretch_that_emphasises_a_word_is_shown_whatever_is_written_in_it(tmp_path: Path) -> None:
    words = "Stop **now** and **child\\u00a0abuse** too"
    [finding] = found_in(composed(tmp_path, "{never_emphasised: [child abuse]}", copy("headline", words)))
    assert caret(finding) == "**child\\u00a0abuse**"


# Everywhere ----------------------------------------------------------------------------------------------------------


def test_words_of_the_generator_are_found_in_what_is_built(tmp_path: Path) -> None:
    figure = (SUPPORT, 'support: "{reports}"')
    [finding] = found_in(composed(tmp_path, "{never: [source]}", figure))
    assert (finding.fault.code, "the source says 'Source'" in finding.fault.message) == ("banned-word-as-built", True)


def test_words_of_kit_yaml_are_found_there_and_not_again_in_what_is_built(tmp_path: Path) -> None:
    project = project_of(tmp_path, ("kit.yaml", SUPPORT, 'support: "No Horrors, no horror"'))
    assert codes(Composer(project).compose(plan(project)[0])) == []
    found = [one for one in judge(review(project.campaign), (), CAMPAIGN_RULES) if one.rule == "voice"]
    assert [(finding.fault.code, caret(finding)) for finding in found] == [
        ("banned-word", "Horrors"), ("banned-word", "horror"),
    ]  # fmt: skip


def test_all_words_of_a_voice_are_found_where_a_rule_is_not_turned_off(tmp_path: Path) -> None:
    voice = "{never_on_pictures: [lawful], never_emphasised: [lawful]}"
    artwork = composed(tmp_path, voice, copy("headline", "**Lawful**"))
    assert codes(artwork) == ["word-kept-off-pictures", "emphasis-ruled-out"]
    left = judge(artwork, ("never-on-pictures",), WORD_RULES)
    assert [finding.rule for finding in left if finding.rule in RULES] == ["never-emphasised"]


# Languages -----------------------------------------------------------------------------------------------------------

GERMAN = """\
links: {petition: {verb: ""}}
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
statistics:
  reports: {text: 82 Berichte, counts: gab es}
  vote: {text: 7. Dezember, counts: ist der Tag}
messages:
  tools:
    copy: {headline: Gegen Kinderpornografie, support: Horrorfrei bleiben}
    caption: {short: Unterschreib., long: Unterschreib.}
    shows: Eine Wand.
"""


def translated(folder: Path, german: str, voice: str = "voice: [horror]") -> list[Finding]:
    """Return what the rules on words find in the tiny kit with a German translation."""
    project_of(folder, ("kit.yaml", "voice: [horror]", voice))
    (folder / "locales").mkdir()
    (folder / "locales" / "de.yaml").write_text(german.replace('links: {petition: {verb: ""}}\n', ""), encoding="utf-8")
    project = load_project(folder / "kit.yaml")
    assert [*project.translations] == ["de"]
    return [finding for finding in check_composed(project) if finding.rule in {*RULES, "language-voice"}]


def test_a_language_without_a_voice_is_judged_by_none_and_named_once(tmp_path: Path) -> None:
    [finding] = translated(tmp_path, GERMAN)
    assert (finding.rule, finding.severity, finding.fault.code) == (
        "language-voice", "warning", "language-without-voice",
    )  # fmt: skip
    assert str(finding.fault.mark) == "locales/de.yaml:1:1"
    assert "'de'" in finding.fault.message


def test_stems_of_english_do_not_judge_romanian(tmp_path: Path) -> None:
    romanian = GERMAN.replace("Gegen Kinderpornografie", "Telefoane pornite")
    assert [one.rule for one in translated(tmp_path, romanian, "voice: [porn, ~porn]")] == ["language-voice"]


def test_a_voice_of_a_language_replaces_that_of_kit_yaml(tmp_path: Path) -> None:
    [finding] = translated(tmp_path, GERMAN + "voice: [~porno]\n")
    assert (finding.rule, finding.fault.code, caret(finding)) == ("voice", "banned-word", "Kinderpornografie")
    assert finding.fault.mark
    assert finding.fault.mark.file == "locales/de.yaml"


@pytest.mark.parametrize("voice", ["voice: []\n", "voice: {}\n"])
def test_an_empty_voice_of_a_language_is_meant(tmp_path: Path, voice: str) -> None:
    assert translated(tmp_path, GERMAN + voice) == []


def test_a_language_needs_no_voice_where_kit_yaml_has_none(tmp_path: Path) -> None:
    assert translated(tmp_path, GERMAN, "voice: []") == []


def test_other_lists_of_a_language_judge_its_pictures_alone(tmp_path: Path) -> None:
    found = translated(tmp_path, GERMAN + "voice: {never_on_pictures: [~pornografie]}\n", "voice: [tools]")
    places = {(one.rule, one.fault.mark.file, caret(one)) for one in found if one.fault.mark}
    assert places == {
        ("voice", "kit.yaml", "tools"), ("never-on-pictures", "locales/de.yaml", "Kinderpornografie"),
    }  # fmt: skip


def test_the_language_of_kit_yaml_is_judged_by_its_own(tmp_path: Path) -> None:
    assert "voice: [horror]" in SPEC
    found = translated(tmp_path, GERMAN + "voice: [~horrorfrei]\n", "voice: [keep]")
    files = {finding.fault.mark.file for finding in found if finding.fault.mark}
    assert files == {"kit.yaml", "locales/de.yaml"}
