"""Words in boxes: breaks, lines, sizes and where they stand."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.compose.words import WordBox, place_words
from kit.content.emphasis import parse_emphasis
from kit.content.slots import resolved
from kit.errors import Mark
from kit.geometry import Box, Size
from kit.model.layout import Align, Slot, SlotRule, TextStyle
from kit.project import load_project
from kit.text import Fitted, FontBook, FontRequest, Paragraph, fit_words, prepare, with_no_break_spaces
from kit.text.breaks import break_offsets, cluster_offsets
from kit.text.fit import STEP, TextFrame, fits, largest_size
from kit.text.lines import WIDOW, Line, ParagraphMetrics, break_lines, fill_lines
from kit.text.paragraph import Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import PlacedWords

PROJECT = load_project(Path(__file__).parent.parent / "kit.yaml")
BOOK = FontBook(PROJECT.campaign.families, PROJECT.font)
#: Sentences as they are written: all headlines and supports of the kit, and the sentences of its captions.
SENTENCES = sorted(
    {words for message in PROJECT.campaign.messages.values() for words in message.copy.values()}
    | {
        sentence.strip()
        for message in PROJECT.campaign.messages.values()
        for sentence in re.split(r"(?<=[.?])\s+", message.caption.long)
    }
)
FAST = settings(deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def setting(language: str = "en", *, serif: bool = False, tracking: float = 0.0) -> Setting:
    family = "Source Serif 4" if serif else "Source Sans 3"
    plain, strong = BOOK.fonts(FontRequest(family, 400)), BOOK.fonts(FontRequest(family, 750))
    return Setting(plain, strong, language, right_to_left=language in {"ar", "he"}, tracking=tracking)


def prepared(words: str, setting: Setting) -> Paragraph:
    return prepare(*parse_emphasis(words), setting)


def pieces(text: str, language: str = "en") -> list[str]:
    """Return what stands between the places where a line may end, after gluing."""
    glued = with_no_break_spaces(text, language)
    ends = [0, *(end for end, _ in break_offsets(glued, language))]
    return [glued[start:end] for start, end in pairwise(ends)]


def room(width: float, height: float, largest: float = 100, floor: float = 12, lines: int | None = None) -> TextFrame:
    return TextFrame(Size(width, height), largest, floor, 1.2, 0.7, 0.2, lines)


def drawn_width(fitted: Fitted, line: Line) -> float:
    """Return the width in em of a line as it is drawn: shaped by itself."""
    return sum(run.width for run in fitted.paragraph.runs(line.start, line.end)) - fitted.paragraph.setting.tracking


def every_break(paragraph: Paragraph, width: float, count: int) -> Iterator[tuple[Line, ...]]:
    """Yield all ways to make `count` lines, none wider than `width` in em."""
    ends = [end for end, _ in paragraph.breaks]
    for chosen in combinations(ends[:-1], count - 1):
        stops = (0, *chosen, ends[-1])
        if all(paragraph.width(start, end) <= width for start, end in pairwise(stops)):
            yield tuple(Line(start, end) for start, end in pairwise(stops))


def is_lonely(paragraph: Paragraph, lines: tuple[Line, ...], width: float) -> bool:
    last = lines[-1]
    words = paragraph.text[last.start : last.end].strip()
    return len(lines) > 1 and " " not in words and paragraph.width(last.start, last.end) < WIDOW * width


# Where a line may break


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert pieces("Ask for child-safe rules.") == ["Ask ", "for ", "child-", "safe ", "rules."]


def test_thai_breaks_between_words_without_spaces() -> None:
    """เด็กทุกคนมีสิทธิได้รับความคุ้มครอง"""  # noqa: D415
    text = test_thai_breaks_between_words_without_spaces.__doc__ or ""
    assert pieces(text, "th") == ["เด็ก", "ทุก", "คน", "มี", "สิทธิ", "ได้", "รับ", "ความ", "คุ้มครอง"]


def test_french_quotation_marks_stay_with_their_words() -> None:
    assert pieces("« Oui » dit", "fr") == ["«\u00a0Oui\u00a0» ", "dit"]


@pytest.mark.parametrize(
    "whole",
    [
        "https://www.change.org/childsafetyfirst",
        "https://www.missingkids.org/content/ncmec/en/blog/2020/we-are-in-danger.html?a=b-c",
        "change.org/childsafetyfirst",
        "missingkids.org/childsafetyfirst",
        "#ChildSafetyFirst",
        "@change",
    ],
)
def test_addresses_and_hashtags_are_never_broken(whole: str) -> None:
    assert pieces(f"Sign at {whole} today") == ["Sign ", "at ", f"{whole} ", "today"]


def test_offsets_behind_emoji_count_characters_and_not_utf16_units() -> None:
    assert pieces("😀 Sign 👨\u200d👩\u200d👧 and 🇪🇺 share") == [
        "😀 ",
        "Sign ",
        "👨\u200d👩\u200d👧 ",
        "and ",
        "🇪🇺 ",
        "share",
    ]


def test_a_line_feed_must_end_a_line() -> None:
    assert break_offsets("Sign.\nShare.", "en") == ((6, True), (12, True))


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("more than 82 million reports", "more than 82~million reports"),
        ("plus de 82 millions de signalements", "plus de 82~millions de signalements"),
        ("über 82 Millionen Meldungen", "über 82~Millionen Meldungen"),
        ("более 82 миллионов сообщений", "более 82~миллионов сообщений"),
        ("أكثر من 82 مليون بلاغ", "أكثر من 82~مليون بلاغ"),
        ("1,900 times, 83 dzieci, (4 enfants)", "1,900~times, 83~dzieci, (4~enfants)"),
        ("le 7 décembre 2020", "le 7~décembre 2020"),
        ("7–21 December", "7–21~December"),
        ("82 % of 10 000 € and 5 km², 20 °C, € 5, 5 Kč", "82~% of 10~000~€ and 5~km², 20~°C, €~5, 5~Kč"),
        ("1 234 567 reports", "1~234~567~reports"),
        ("§ 4, № 7", "§~4, №~7"),
        ("12 millionaires", "12 millionaires"),
        ("in 2020 laws end, in 2020 kg", "in 2020 laws end, in 2020~kg"),
        ("COVID-19 has, 12, then", "COVID-19 has, 12, then"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line_in_every_language(text: str, glued: str) -> None:
    assert with_no_break_spaces(text, "en") == glued.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("language", "text", "glued"),
    [
        ("cs", "do 7. prosince 2020, 7. 12. 2020", "do 7.~prosince 2020, 7.~12. 2020"),
        ("da", "den 7. december", "den 7.~december"),
        ("de-AT", "am 7. Dezember", "am 7.~Dezember"),
        ("en", "They were 11. Reports lead on.", "They were 11. Reports lead on."),
        ("de", "Es waren 83. Dann kam Hilfe.", "Es waren 83. Dann kam Hilfe."),
    ],
)
def test_a_day_with_a_full_stop_keeps_its_month_and_a_sentence_still_ends(language: str, text: str, glued: str) -> None:
    assert with_no_break_spaces(text, language) == glued.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("Vraiment ? Oui ! Voici : un ; deux", "Vraiment~? Oui~! Voici~: un~; deux"),
        ("Il dit « oui » et « non ».", "Il dit «~oui~» et «~non~»."),
        ("‹ Oui › (« oui »)", "‹~Oui~› («~oui~»)"),
        ("Er sagt »Ja« und »Nein«", "Er sagt »Ja« und »Nein«"),
        ("Hon sa »ja» och »nej»", "Hon sa »ja» och »nej»"),
    ],
)
def test_marks_that_are_written_with_a_space_stay_with_what_they_belong_to(text: str, glued: str) -> None:
    assert with_no_break_spaces(text, "fr") == glued.replace("~", "\u00a0")


def test_a_number_and_its_unit_stay_on_one_line_across_an_emphasis_mark() -> None:
    paragraph = prepared("More than **82** million, **7** December", setting())
    assert paragraph.text == "More than 82\u00a0million, 7\u00a0December"
    assert [paragraph.emphasised(index) for index in (9, 10, 11, 12)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("Chraňte děti v Evropě i ve světě", "Chraňte děti v~Evropě i~ve světě"),
        ("A i o tym", "A~i~o~tym"),
        ("Ochrona. W Europie (z nami)", "Ochrona. W~Europie (z~nami)"),
        ("дети и закон в Европе", "дети и~закон в~Европе"),
        ("d'ici à demain, y a-t-il", "d'ici à~demain, y~a-t-il"),
        ("I am a friend", "I~am a~friend"),
        ("Plan B works, vitamin a, then", "Plan B works, vitamin a, then"),
        ("할 수 있다", "할 수 있다"),
    ],
)
def test_words_of_one_letter_never_end_a_line(text: str, glued: str) -> None:
    assert with_no_break_spaces(text, "en") == glued.replace("~", "\u00a0")


def test_glued_words_are_in_normal_form() -> None:
    assert with_no_break_spaces("re\u0301gion", "fr") == "région"


# Measures


@pytest.mark.parametrize("tracking", [0.0, -0.02, 0.1])
def test_a_stretch_is_as_wide_as_it_is_drawn(tracking: float) -> None:
    for words in SENTENCES:
        paragraph = prepared(words, setting(serif=True, tracking=tracking))
        whole = Fitted(paragraph, 10, (Line(0, len(paragraph.text)),))
        assert paragraph.width(0, len(paragraph.text)) == pytest.approx(drawn_width(whole, whole.lines[0]))


def test_the_space_at_the_end_of_a_line_has_no_width() -> None:
    paragraph = prepared("Sign now", setting())
    assert paragraph.width(0, 5) == paragraph.width(0, 4)


def test_characters_that_no_font_has_are_named_once() -> None:
    assert prepared("😀 字 😀\nSign", setting()).missing == "字😀"


def test_a_line_without_words_has_no_runs() -> None:
    """The lines are 'Sign.', nothing, and 'Share.'."""
    fitted = fit_words(prepared("Sign.\n\nShare.", setting()), room(400, 300))
    assert fitted.texts == ("Sign.", "", "Share.")
    assert [len(fitted.paragraph.runs(line.start, line.end)) for line in fitted.lines] == [1, 0, 1]


def test_runs_of_mixed_words_stand_in_visual_order() -> None:
    """Right to left, the Arabic word is the last from the left, and the figure reads as it is written."""
    paragraph = prepared("مرحبا 82 change.org", setting("ar"))
    clusters = [glyph.cluster for run in paragraph.runs(0, len(paragraph.text)) for glyph in run.glyphs]
    assert list(dict.fromkeys(clusters)) == [*range(9, 19), 8, 6, 7, 5, 4, 3, 2, 1, 0]


# Which breaks read best


def lines_of(words: str, width: float, most: int = 9) -> list[str]:
    paragraph = prepared(words, setting())
    lines = break_lines(ParagraphMetrics(paragraph), width, most)
    return [paragraph.text[line.start : line.end].strip().replace("\u00a0", " ") for line in lines]


def test_lines_are_balanced() -> None:
    paragraph = prepared("Every child deserves to grow up free from harm wherever they live", setting())
    for width in (12, 15, 18, 20, 24):
        lines = break_lines(ParagraphMetrics(paragraph), width, 9)
        measures = [paragraph.width(line.start, line.end) for line in lines]
        others = every_break(paragraph, width, len(lines))
        narrowest = min(max(paragraph.width(line.start, line.end) for line in other) for other in others)
        assert max(measures) < 1.25 * narrowest


def test_a_short_word_does_not_end_a_line_where_the_next_can_take_it() -> None:
    """A word as wide that is no conjunction may end one."""
    assert lines_of("Laws in Europe and beyond must last", 5.5) == ["Laws", "in Europe", "and beyond", "must last"]
    assert lines_of("Laws in Europe ant beyond must last", 5.5) == ["Laws in", "Europe ant", "beyond", "must last"]


def test_a_line_ends_with_a_sentence_where_it_can() -> None:
    """A mark as wide that ends no sentence lets the lines be more even."""
    ends = ["Everyone has", "a right to both.", "So has every child."]
    assert lines_of("Everyone has a right to both. So has every child.", 9) == ends
    runs_on = ["Everyone has", "a right to both· So", "has every child."]
    assert lines_of("Everyone has a right to both· So has every child.", 9) == runs_on


def test_an_emphasised_phrase_stays_together_where_a_line_holds_it() -> None:
    fonts = BOOK.fonts(FontRequest("Source Sans 3"))
    lines = {}
    for words in ("Tools that find abuse must stay lawful", "Tools that **find abuse** must stay lawful"):
        fitted = Fitted(
            paragraph := prepared(words, Setting(fonts, fonts)), 1, break_lines(ParagraphMetrics(paragraph), 11, 9)
        )
        lines[words] = list(fitted.texts)
    assert list(lines.values()) == [
        ["Tools that find", "abuse must", "stay lawful"],
        ["Tools that find abuse", "must stay lawful"],
    ]


@pytest.mark.parametrize("serif", [False, True])
def test_no_last_line_is_a_lonely_word_where_another_break_avoids_it(serif: bool) -> None:  # noqa: FBT001
    ends = 0
    for words in SENTENCES:
        paragraph = prepared(words, setting(serif=serif))
        if len(paragraph.breaks) > 18:
            continue
        metrics = ParagraphMetrics(paragraph)
        for width in (4.5, 5.5, 6.3, 7.1, 8.2, 9.4, 10.7, 12.9, 16.0, 20.5):
            lines = break_lines(metrics, width, 12)
            if fill_lines(metrics, width) is None or not is_lonely(paragraph, lines, width):
                continue
            ends += 1
            others = every_break(paragraph, width, len(lines))
            better = next((other for other in others if not is_lonely(paragraph, other, width)), None)
            assert better is None, f"{words!r} at {width} em"
    assert ends > 3


def test_words_that_are_too_wide_for_a_line_are_broken_alone() -> None:
    assert lines_of("Der Kinderschutzbundesverband hilft", 8) == ["Der", "Kinderschutzbund", "esverband hilft"]


@pytest.mark.parametrize("cluster", ["🇪🇺", "👨\u200d👩\u200d👧", "👍🏽", "e\u0323\u0301", "ก็"])
def test_a_word_is_never_broken_within_a_flag_a_joined_emoji_or_an_accented_letter(cluster: str) -> None:
    text = prepared(cluster * 9, setting()).text
    assert len(cluster_offsets(text, "en")) == 9
    for width in (0.1, 0.9, 1.5, 2.2):
        lines = lines_of(cluster * 9, width)
        assert "".join(lines) == text
        assert len(lines) > 1
        assert all(len(line) % (len(text) // 9) == 0 for line in lines)


# The largest size


ROOMS = [(280, 90, None), (410, 260, None), (300, 300, 2), (640, 120, 3), (900, 60, 1), (720, 520, 5)]


@pytest.mark.parametrize(("width", "height", "lines"), ROOMS)
def test_fitted_words_stay_in_their_room_or_have_a_surplus(width: float, height: float, lines: int | None) -> None:
    space = room(width, height, lines=lines)
    for words in SENTENCES:
        fitted = fit_words(prepared(words, setting(serif=True)), space)
        assert space.floor <= fitted.size <= space.largest
        if not fitted.overflow:
            assert len(fitted.lines) <= (lines or 99)
            assert space.height(len(fitted.lines)) * fitted.size <= height + 0.02
            assert max(drawn_width(fitted, line) for line in fitted.lines) * fitted.size <= width + 0.02 * fitted.size


def test_size_is_given_up_where_smaller_words_break_better() -> None:
    """Ask the European Parliament to say yes."""
    paragraph = prepared(test_size_is_given_up_where_smaller_words_break_better.__doc__ or "", setting())
    space = room(640, 260, lines=3)
    assert largest_size(ParagraphMetrics(paragraph), space) == 78.75
    fitted = fit_words(paragraph, space)
    assert fitted.texts == ("Ask the European", "Parliament to say yes.")
    assert 0.84 * 78.75 < fitted.size < 78.75


def test_size_is_never_given_up_below_the_floor() -> None:
    for floor in (60, 70, 75, 78):
        space = room(640, 260, lines=3, floor=floor)
        for words in SENTENCES:
            assert fit_words(prepared(words, setting()), space).size >= floor


def test_every_character_stands_on_exactly_one_line() -> None:
    for words in SENTENCES:
        fitted = fit_words(prepared(words, setting()), room(333, 222))
        assert "".join(fitted.paragraph.text[line.start : line.end] for line in fitted.lines) == fitted.paragraph.text


# The overflow


@pytest.mark.parametrize(("width", "height", "lines"), [(170, 40, None), (240, 60, None), (300, 300, 2), (150, 90, 3)])
def test_words_fit_at_the_floor_once_as_many_characters_as_the_surplus_are_cut(
    width: float, height: float, lines: int | None
) -> None:
    """Cut from the end they fit; with one word more they do not."""
    space = room(width, height, floor=16, lines=lines)
    tried = 0
    for words in SENTENCES:
        paragraph = prepared(words.replace("**", ""), setting())
        fitted = fit_words(paragraph, space)
        if fill_lines(ParagraphMetrics(paragraph), width / 16) is None or not fitted.overflow:
            continue
        tried += 1
        kept = len(paragraph.text) - fitted.overflow
        following = next(end for end, _ in paragraph.breaks if end > kept)
        assert fits(ParagraphMetrics(prepared(paragraph.text[:kept], setting())), space, 16), words
        assert not fits(ParagraphMetrics(prepared(paragraph.text[:following], setting())), space, 16), words
    assert tried > 5


def test_the_surplus_of_a_word_that_is_too_wide_is_what_stands_beyond_the_line() -> None:
    paragraph = prepared("Kinderschutzbundesverband", setting())
    fitted = fit_words(paragraph, room(100, 400, floor=16))
    assert 5 < fitted.overflow < 20
    assert paragraph.width(0, 25 - fitted.overflow) * 16 <= 100 < paragraph.width(0, 26 - fitted.overflow) * 16


def test_words_that_fit_have_no_surplus() -> None:
    assert fit_words(prepared("Sign.", setting()), room(400, 100)).overflow == 0


# Any text

ALPHABET = [*"AVTofil 8.,-#*/مرحباשלוםก็เด字", "**", "😀", "🇪🇺", "\u200d", "\u0301", "\u00a0", "\u2028"]
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60) | st.lists(
    st.sampled_from(ALPHABET), max_size=60
).map("".join)


@FAST
@given(
    text=WORDS,
    width=st.floats(20, 600),
    height=st.floats(10, 400),
    lines=st.none() | st.integers(1, 4),
    language=st.sampled_from(["en", "ar", "th", "cs"]),
)
def test_any_text_stays_in_its_box_or_has_a_surplus(
    text: str, width: float, height: float, lines: int | None, language: str
) -> None:
    fitted = fit_words(prepared(text, setting(language)), room(width, height, lines=lines))
    assert "".join(fitted.paragraph.text[line.start : line.end] for line in fitted.lines) == fitted.paragraph.text
    widest = max(drawn_width(fitted, line) for line in fitted.lines) * fitted.size
    refused = fitted.overflow > 0 or fitted.paragraph.missing
    assert refused or widest <= width + 0.05 * fitted.size


@FAST
@given(
    text=st.sampled_from(SENTENCES) | WORDS,
    width=st.floats(40, 900),
    height=st.floats(20, 600),
    floor=st.floats(8, 40),
    lines=st.none() | st.integers(1, 4),
)
def test_the_size_is_the_largest_of_all_steps_that_fit(
    text: str, width: float, height: float, floor: float, lines: int | None
) -> None:
    space = room(width, height, floor=floor, lines=lines)
    metrics = ParagraphMetrics(prepared(text, setting(serif=True)))
    steps = [floor, *(n * STEP for n in range(math.ceil(floor / STEP), int(space.largest / STEP) + 1))]
    fitting = [size for size in steps if fits(metrics, space, size)]
    if fits(metrics, space, floor):
        assert largest_size(metrics, space) == fitting[-1]
        assert fitting == steps[: len(fitting)]


def test_the_largest_size_is_taken_between_steps_and_the_floor_where_no_step_fits() -> None:
    metrics = ParagraphMetrics(prepared("Sign", setting()))
    assert largest_size(metrics, room(900, 900, largest=50.1)) == 50.1
    exact = largest_size(metrics, room(80, 60))
    assert largest_size(metrics, room(80, 60, floor=exact + 0.01)) == exact + 0.01


@FAST
@given(text=WORDS, language=st.sampled_from(["en", "cs", "pl", "fr"]))
def test_gluing_changes_nothing_but_spaces(text: str, language: str) -> None:
    glued = with_no_break_spaces(text, language)
    assert glued.replace("\u00a0", " ") == unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    assert with_no_break_spaces(glued, language) == glued


# Fit policies, as a slot asks for them


def placed(
    words: str, fit: Literal["keep", "shrink", "fill"], box: tuple[int, int], size: float, align: Align = "left top"
) -> PlacedWords:
    """Place words drawn at a size in a box; the floor is 20 px."""
    style = TextStyle("Source Sans 3", 600, italic=False, size=size, fill="@text")
    slot = Slot("headline", Box(100, 50, 100 + box[0], 50 + box[1]), Mark("square.svg", 7), style)
    word_box = WordBox(slot, SlotRule(fit=fit, align=align), style, "en", 20.0)
    return place_words(resolved(words, Mark("kit.yaml", 1)), word_box, BOOK)[1]


def test_keep_draws_words_at_their_size_or_reports_a_surplus() -> None:
    small, large = (placed("Sign the petition", "keep", (300, 60), size) for size in (30, 60))
    assert (small.size, small.overflow, small.floor) == (30, 0, 30)
    assert (large.size, large.overflow > 0) == (60, True)


def test_shrink_never_enlarges_and_stops_at_the_floor() -> None:
    assert placed("Sign", "shrink", (900, 900), 40).size == 40
    shrunk = placed("Sign the petition", "shrink", (260, 60), 80)
    assert 20 < shrunk.size < 80
    assert shrunk.overflow == 0
    overfull = placed("Sign the petition before the vote of the Parliament", "shrink", (120, 60), 80)
    assert overfull.size == 20
    assert overfull.overflow > 0


def test_fill_enlarges_until_the_box_is_full() -> None:
    filled = placed("8,2", "fill", (600, 300), 40)
    assert filled.size > 300
    assert filled.ink is not None
    box = filled.slot.box
    assert box.contains(filled.ink, 0.5)
    assert max(filled.ink.width / box.width, filled.ink.height / box.height) > 0.95


def test_figures_stand_on_one_baseline_with_and_without_a_comma() -> None:
    figures = [placed(text, "fill", (600, 300), 40, "left bottom") for text in ("11", "1,1", "1,111")]
    feet = [min(letter.y1 for letter in figure.letters) for figure in figures]
    assert feet == pytest.approx([feet[0]] * 3, abs=0.5)


def test_the_ink_of_fitted_words_stays_in_the_slot() -> None:
    for words in SENTENCES:
        for fit in ("shrink", "fill"):
            result = placed(words, fit, (520, 400), 60)
            assert result.ink is not None
            assert result.overflow or result.slot.box.grown(0.06 * result.size).contains(result.ink), words


def test_words_that_stretch_with_their_slot_may_grow() -> None:
    style = TextStyle("Source Sans 3", 600, italic=False, size=40, fill="@text")
    slot = Slot("headline", Box(0, 0, 900, 900), Mark("square.svg", 7), style, growth=1.5)
    box = WordBox(slot, SlotRule(), style, "en", 20.0)
    assert place_words(resolved("Sign", Mark("kit.yaml", 1)), box, BOOK)[1].size == 60
