"""No-break spaces between words that belong on one line, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typesetting import FAST, WORDS

from kit.text.breaks import NBSP, with_no_break_spaces


def expect(text: str, marked: str, language: str = "en") -> None:
    """Assert that the no-break spaces of a text are where `~` is written."""
    assert with_no_break_spaces(text, language) == marked.replace("~", NBSP)


@pytest.mark.parametrize(
    ("text", "marked"),
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
def test_a_number_and_its_unit_stay_on_one_line_in_every_language(text: str, marked: str) -> None:
    expect(text, marked)


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("cs", "do 7. prosince 2020, 7. 12. 2020", "do 7.~prosince 2020, 7.~12. 2020"),
        ("da", "den 7. december", "den 7.~december"),
        ("de-AT", "am 7. Dezember", "am 7.~Dezember"),
        ("en", "They were 11. Reports lead on.", "They were 11. Reports lead on."),
        ("de", "Es waren 83. Dann kam Hilfe.", "Es waren 83. Dann kam Hilfe."),
    ],
)
def test_a_day_with_a_full_stop_keeps_its_month_and_a_sentence_still_ends(
    language: str, text: str, marked: str
) -> None:
    expect(text, marked, language)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Vraiment ? Oui ! Voici : un ; deux", "Vraiment~? Oui~! Voici~: un~; deux"),
        ("Il dit « oui » et « non ».", "Il dit «~oui~» et «~non~»."),
        ("‹ Oui › (« oui »)", "‹~Oui~› («~oui~»)"),
        ("Er sagt »Ja« und »Nein«", "Er sagt »Ja« und »Nein«"),
        ("Hon sa »ja» och »nej»", "Hon sa »ja» och »nej»"),
    ],
)
def test_punctuation_set_off_by_a_space_stays_with_its_word(text: str, marked: str) -> None:
    expect(text, marked, "fr")


@pytest.mark.parametrize(
    ("text", "marked"),
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
def test_a_word_of_one_letter_does_not_end_a_line(text: str, marked: str) -> None:
    expect(text, marked)


def test_space_that_is_no_plain_space_is_left_alone() -> None:
    assert with_no_break_spaces("82\u2009million, 82\nmillion", "en") == "82\u2009million, 82\nmillion"


def test_a_line_begins_a_sentence() -> None:
    expect("we\nA boat", "we\nA~boat")
    expect("we A boat", "we A boat")


def test_the_text_is_in_normal_form() -> None:
    assert with_no_break_spaces("re\u0301gion", "fr") == "région"


@FAST
@given(text=WORDS, language=st.sampled_from(["en", "cs", "pl", "fr"]))
def test_nothing_but_spaces_changes(text: str, language: str) -> None:
    result = with_no_break_spaces(text, language)
    assert result.replace(NBSP, " ") == unicodedata.normalize("NFC", text).replace(NBSP, " ")
    assert with_no_break_spaces(result, language) == result
