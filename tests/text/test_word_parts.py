"""Soft hyphens: a hyphen of its own width where a line ends with one, and nothing anywhere else."""

from __future__ import annotations

import pytest
from support.typesetting import frame, glyph_ids, prepared, setting, shaped_width, texts_of

from kit.text import Line, fit_words, shape_paragraph
from kit.text.lines import ParagraphMetrics, break_lines, fill_lines
from kit.text.paragraph import divided_at_soft_hyphens

GERMAN = setting("de")
LONG = "Kinder\u00adschutz\u00adorganisationen helfen in den Straßen\u00adbahn\u00adhaltestellen."


def lines_of(text: str, width: float) -> list[str]:
    paragraph = prepared(text, GERMAN)
    lines = break_lines(ParagraphMetrics(paragraph), width, 9)
    return [words + paragraph.hyphen(line.end) for words, line in zip(texts_of(paragraph, lines), lines, strict=True)]


def test_a_line_ends_with_a_hyphen_at_a_soft_one() -> None:
    ended = ["Kinderschutz-", "organisationen", "helfen in den", "Straßenbahn-", "haltestellen."]
    assert lines_of(LONG, 8) == ended
    assert fit_words(prepared(LONG, GERMAN), frame(160, 400, 20, 20)).texts == tuple(ended)


def test_it_is_drawn_there_and_nowhere_else() -> None:
    paragraph, whole = prepared(LONG, GERMAN), prepared(LONG.replace("\u00ad", ""), GERMAN)
    hyphen = paragraph.setting.plain[0].hb.get_nominal_glyph(ord("-"))
    assert glyph_ids(paragraph.runs(0, 12))[-1] == hyphen
    assert hyphen not in glyph_ids(paragraph.runs(0, 11)) + glyph_ids(paragraph.runs(0, len(paragraph.text)))
    assert (paragraph.text, paragraph.edges, paragraph.shaped) == (whole.text, whole.edges, whole.shaped)


@pytest.mark.parametrize("tracking", [0.0, 0.08, -0.02])
@pytest.mark.parametrize("serif", [False, True])
def test_a_line_is_as_wide_as_it_is_drawn_with_its_hyphen(serif: bool, tracking: float) -> None:  # noqa: FBT001
    how = setting("de", serif=serif, tracking=tracking)
    paragraph = prepared(LONG, how)
    assert len(paragraph.hyphens) == 4
    for end in paragraph.hyphens:
        assert paragraph.width(0, end) == pytest.approx(shaped_width(paragraph, Line(0, end)), abs=1e-6)
        assert paragraph.width(0, end) > paragraph.edges[end] + 0.2


def test_words_fit_only_with_their_hyphen() -> None:
    metrics = ParagraphMetrics(prepared("Kinder\u00adschutz", GERMAN))
    exact = metrics.paragraph.width(0, 6)
    assert metrics.paragraph.width(6, 12) < exact
    assert len(fill_lines(metrics, exact + 0.001) or ()) == 2
    assert fill_lines(metrics, exact - 0.001) is None


def test_a_word_is_divided_only_where_that_spares_much() -> None:
    assert lines_of("Schutz für Kin\u00adder und Ju\u00adgend", 7) == ["Schutz", "für Kinder", "und Jugend"]
    assert lines_of("Kinder\u00adschutz ist Pflicht", 30) == ["Kinderschutz ist Pflicht"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kin\u00adder", (3,)),
        ("Kin\u00ad\u00adder", (3,)),
        ("\u00adKinder\u00ad \u00adEltern\u00ad.", ()),
        ("K\u00adinder Elter\u00adn", ()),
        ("Kinder-\u00adschutz", ()),
        ("12\u00ad000", ()),
        ("example.org/kin\u00adder", ()),
        ("re\u0301\u00adgion \u00e9\u00adte, ré\u00adgion", (2, 14)),
    ],
)
def test_a_part_of_a_word_has_two_letters_and_is_in_no_address(text: str, parts: tuple[int, ...]) -> None:
    assert divided_at_soft_hyphens(text, []).parts == parts


def test_emphasis_stays_on_its_letters() -> None:
    found = divided_at_soft_hyphens("Für Kin\u00adder\u00adrechte heute", [(4, 16)])
    assert (found.text, found.spans) == ("Für Kinderrechte heute", ((4, 16 - 2),))
    paragraph = shape_paragraph("Für Kin\u00adder\u00adrechte heute", [(4, 18)], GERMAN)
    assert [paragraph.emphasised(index) for index in (3, 4, 15, 16)] == [False, True, True, False]
    assert [run.emphasis for run in paragraph.runs(4, 7)] == [True]


def test_a_word_from_right_to_left_has_its_hyphen_at_its_left_end() -> None:
    paragraph = prepared("ארגו\u00adנים", setting("he"))
    [end] = paragraph.hyphens
    (run,) = paragraph.runs(0, end)
    assert run.glyphs[0].cluster == end
    assert paragraph.width(0, end) == pytest.approx(run.width)
