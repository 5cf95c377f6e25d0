"""The largest size at which a paragraph fits a frame, what is given up of it, and the overflow where none fits."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.typesetting import FAST, SENTENCES, WORDS, frame, prepared, setting, shaped_width

from kit.text import fit_words
from kit.text.fit import SIZE_COST, SMALLER_SIZES, STEP, largest_size, misfit
from kit.text.lines import ParagraphMetrics, break_lines, extra_lines_cost, fill_lines, mean_cost, metrics_of

FRAMES = [(280, 90, None), (410, 260, None), (300, 300, 2), (640, 120, 3), (900, 60, 1), (720, 520, 5)]


def test_a_block_of_lines_is_as_high_as_its_baselines_and_what_reaches_beyond_them() -> None:
    space = frame(400, 300)
    assert space.height((1.0,)) == pytest.approx(0.7 + 0.2)
    assert space.height((1.0,) * 3) == pytest.approx(0.7 + 2 * 1.2 + 0.2)


@pytest.mark.parametrize(
    ("height", "lines", "expected"), [(90, None, 1), (209, None, 1), (210, None, 2), (1000, 2, 2), (5, None, 1)]
)
def test_as_many_lines_fit_as_the_height_and_the_limit_allow(height: float, lines: int | None, expected: int) -> None:
    assert frame(400, height, lines=lines).most_lines(100) == expected


@pytest.mark.parametrize(("width", "height", "lines"), FRAMES)
def test_text_stays_in_its_frame_or_overflows(width: float, height: float, lines: int | None) -> None:
    space = frame(width, height, lines=lines)
    every = [fit_words(prepared(text, setting(serif=True)), space) for text in SENTENCES]
    fitting = [fitted for fitted in every if not fitted.overflow]
    assert fitting
    assert [fitted.size for fitted in every if not space.floor <= fitted.size <= space.largest] == []
    for fitted in fitting:
        assert len(fitted.lines) <= (lines or 99)
        assert space.height(fitted.scales) * fitted.size <= height + 0.02
        widest = max(shaped_width(fitted.paragraph, line) for line in fitted.lines)
        assert widest * fitted.size <= width + 0.02 * fitted.size


def test_the_texts_of_lines_have_no_space_at_their_ends() -> None:
    assert fit_words(prepared("Sign.\n\nShare."), frame(400, 300)).texts == ("Sign.", "", "Share.")


def test_size_is_given_up_where_smaller_text_breaks_better() -> None:
    paragraph = prepared("Ask the European Parliament to say yes.")
    space = frame(640, 260, lines=3)
    assert largest_size(ParagraphMetrics(paragraph), space)[0] == 78.75
    fitted = fit_words(paragraph, space)
    assert fitted.texts == ("Ask the European", "Parliament to say yes.")
    assert 0.84 * 78.75 < fitted.size < 78.75
    assert fitted.size % STEP == 0


def test_size_is_not_given_up_for_a_little_less_raggedness() -> None:
    """At 83.25 px 'Who will' and 'look?' would be the more even lines."""
    paragraph, space = prepared("Who will look?"), frame(300, 300)
    fitted = fit_words(paragraph, space)
    assert fitted.texts == ("Who", "will", "look?")
    assert fitted.size == largest_size(ParagraphMetrics(paragraph), space)[0]


def test_size_is_not_given_up_for_a_line_more() -> None:
    """At 35.75 px three lines would be more even."""
    fitted = fit_words(
        prepared("We asked for an answer by 7 December and we are still waiting."), frame(640, 120, lines=3)
    )
    assert len(fitted.lines) == 2


def test_no_smaller_size_with_better_breaks_is_passed_over() -> None:
    """Most sizes are not tried; what comes out is the same as if all were."""
    given_up = 0
    for text in SENTENCES:
        for width, height, lines in FRAMES:
            space = frame(width, height, lines=lines)
            metrics = ParagraphMetrics(prepared(text))
            if misfit(metrics, space, space.floor):
                continue
            largest, _ = largest_size(metrics, space)
            sizes = [largest, *(max(space.floor, largest * part // STEP * STEP) for part in SMALLER_SIZES)]
            tried = {size: break_lines(metrics, space.width(size), space.most_lines(size)) for size in sizes}
            costs = {
                size: mean_cost(metrics, lines)
                + extra_lines_cost(metrics, lines, tried[largest])
                + SIZE_COST * (1 - size / largest)
                for size, lines in tried.items()
            }
            best = min(sizes, key=costs.__getitem__)
            fitted = fit_words(metrics.paragraph, space)
            assert (fitted.size, fitted.lines) == (best, tried[best]), text
            given_up += best < largest
    assert given_up > 3


def test_size_is_never_given_up_below_the_floor_nor_where_only_one_is_allowed() -> None:
    paragraph = prepared("Ask the European Parliament to say yes.")
    for floor in (60, 70, 75, 78):
        assert fit_words(paragraph, frame(640, 260, lines=3, floor=floor)).size >= floor
    only = frame(640, 260, largest=78, floor=78, lines=3)
    assert fit_words(paragraph, only).size == 78


def test_every_character_is_on_exactly_one_line() -> None:
    every = [fit_words(prepared(text), frame(333, 222)) for text in SENTENCES]
    lines = [[fitted.paragraph.text[line.start : line.end] for line in fitted.lines] for fitted in every]
    assert max(map(len, lines)) > 1
    assert ["".join(parts) for parts in lines] == [fitted.paragraph.text for fitted in every]


def test_hanging_punctuation_takes_up_width() -> None:
    hanging = frame(400, 300).__class__(frame(400, 300).size, 100, 12, 1.2, 0.7, 0.2, hang=0.5)
    assert hanging.width(20) == frame(400, 300).width(20) - 0.5


# The overflow


@pytest.mark.parametrize(("width", "height", "lines"), [(170, 40, None), (190, 60, None), (300, 300, 2), (150, 90, 3)])
def test_text_fits_at_the_floor_once_the_overflow_is_cut(width: float, height: float, lines: int | None) -> None:
    """Cut from the end it fits; with one word more it does not."""
    space = frame(width, height, floor=16, lines=lines)
    tried = 0
    for text in SENTENCES:
        paragraph = prepared(text)
        fitted = fit_words(paragraph, space)
        if fill_lines(ParagraphMetrics(paragraph), width / 16) is None or not fitted.overflow:
            continue
        tried += 1
        kept = len(paragraph.text) - fitted.overflow
        following = next(end for end, _ in paragraph.breaks if end > kept)
        assert misfit(ParagraphMetrics(prepared(paragraph.text[:kept])), space, 16) is None, text
        assert misfit(ParagraphMetrics(prepared(paragraph.text[:following])), space, 16), text
    assert tried > 5


def test_the_overflow_of_a_word_that_is_too_wide_is_what_exceeds_the_line() -> None:
    paragraph = prepared("Kinderschutzbundesverband")
    fitted = fit_words(paragraph, frame(100, 400, floor=16))
    assert 5 < fitted.overflow < 20
    assert paragraph.width(0, 25 - fitted.overflow) * 16 <= 100 < paragraph.width(0, 26 - fitted.overflow) * 16


def test_text_that_fits_does_not_overflow() -> None:
    assert fit_words(prepared("Sign."), frame(400, 100)).overflow == 0


def test_text_that_is_only_too_high_overflows_by_a_character() -> None:
    assert fit_words(prepared("Sign."), frame(400, 5)).overflow == 1


def test_a_largest_size_below_the_floor_overflows_at_that_size() -> None:
    fitted = fit_words(prepared("Sign."), frame(400, 300, largest=10, floor=12))
    assert (fitted.size, fitted.overflow) == (10, 1)


# Any text


@FAST
@given(
    text=WORDS,
    width=st.floats(20, 600),
    height=st.floats(10, 400),
    lines=st.none() | st.integers(1, 4),
    language=st.sampled_from(["en", "ar", "th", "cs"]),
)
def test_any_text_stays_in_its_frame_or_overflows(
    text: str, width: float, height: float, lines: int | None, language: str
) -> None:
    fitted = fit_words(prepared(text, setting(language)), frame(width, height, lines=lines))
    assert "".join(fitted.paragraph.text[line.start : line.end] for line in fitted.lines) == fitted.paragraph.text
    widest = max(shaped_width(fitted.paragraph, line) for line in fitted.lines) * fitted.size
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
    space = frame(width, height, floor=floor, lines=lines)
    metrics = ParagraphMetrics(prepared(text, setting(serif=True)))
    steps = [floor, *(n * STEP for n in range(math.ceil(floor / STEP), int(space.largest / STEP) + 1))]
    fitting = [size for size in steps if misfit(metrics, space, size) is None]
    assume(fitting)
    size, limit = largest_size(metrics, space)
    assert size == fitting[-1]
    assert limit == (misfit(metrics, space, size + STEP) if len(fitting) < len(steps) else "allowed")
    assert fitting == steps[: len(fitting)]


def test_the_largest_size_may_be_between_steps_and_the_floor_is_taken_where_no_step_fits() -> None:
    metrics = ParagraphMetrics(prepared("Sign"))
    assert largest_size(metrics, frame(900, 900, largest=50.1)) == (50.1, "allowed")
    exact, _ = largest_size(metrics, frame(80, 60))
    assert largest_size(metrics, frame(80, 60, floor=exact + 0.01))[0] == exact + 0.01


def test_the_lines_of_a_paragraph_are_measured_once_for_all_its_frames() -> None:
    paragraph = prepared("Laws in Europe and beyond must last")
    fit_words(paragraph, frame(400, 300))
    metrics = metrics_of(paragraph)
    assert metrics
    fit_words(paragraph, frame(300, 300))
    assert metrics_of(paragraph) is metrics
