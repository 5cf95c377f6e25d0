"""No-break spaces between words that belong on one line, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typesetting import FAST, WORDS

from kit.text.glue import NARROW, NBSP, with_no_break_spaces, with_wide_spaces


def expect(text: str, marked: str, language: str = "en") -> None:
    """Assert that the no-break spaces of a text are where `~` is written, and the narrow ones where `_` is."""
    assert with_no_break_spaces(text, language) == marked.replace("~", NBSP).replace("_", NARROW)


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
        ("Vraiment ? Oui ! Voici : un ; deux", "Vraiment_? Oui_! Voici~: un_; deux"),
        ("Vraiment\u00a0? Oui\u202f! Voici\u202f: un", "Vraiment_? Oui_! Voici_: un"),
        ("Il dit « oui » et « non ».", "Il dit «~oui~» et «~non~»."),
        ("‹ Oui › (« oui »)", "‹~Oui~› («~oui~»)"),
        ("Er sagt »Ja« und »Nein«", "Er sagt »Ja« und »Nein«"),
        ("Hon sa »ja» och »nej»", "Hon sa »ja» och »nej»"),
    ],
)
def test_punctuation_set_off_by_a_space_stays_with_its_word(text: str, marked: str) -> None:
    expect(text, marked, "fr")


def test_only_french_has_narrow_spaces_before_its_marks() -> None:
    expect("Tényleg ? Igen !", "Tényleg~? Igen~!", "hu")
    expect("Really ? Yes : one", "Really~? Yes~: one", "en")


def test_captions_have_spaces_that_every_app_has() -> None:
    written = "Vraiment ? Oui\u202f! Il dit : « oui » ; 82 millions à https://example.org/a?b"
    wide = "Vraiment~? Oui~! Il dit~: «~oui~»~; 82 millions à https://example.org/a?b"
    assert with_wide_spaces(written, "fr-BE") == wide.replace("~", NBSP)
    assert with_wide_spaces("Really ? Yes", "en") == "Really ? Yes"


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("es", "el 21 de diciembre de 2020 y 3 de cada 5", "el 21~de~diciembre~de~2020 y~3 de cada 5"),
        ("pt", "21 de dezembro de 2020, mais de 1900", "21~de~dezembro~de~2020, mais de 1900"),
        ("hu", "2020. december 21-től, 2026-ban, április 3-án", "2020.~december~21-től, 2026-ban, április~3-án"),
        ("lv", "2020. gada 21. decembrī", "2020.~gada 21.~decembrī"),
        ("lt", "2020 m. gruodžio 21 d.", "2020~m. gruodžio~21~d."),
        ("et", "alates 21. detsembrist 2020", "alates 21.~detsembrist 2020"),
        ("mt", "fis-7 ta\u2019 Diċembru", "fis-7~ta\u2019~Diċembru"),
        ("he", "ב־21 בדצמבר, מ־82 מיליון", "ב־21~בדצמבר, מ־82~מיליון"),
        ("en", "on December 21 and May 7, 21st of December", "on December~21 and May~7, 21st~of~December"),
        ("fr", "le 1er décembre, dall\u20191 mai", "le 1er~décembre, dall\u20191~mai"),
        ("de", "7. und 8. Dezember 2020", "7. und 8.~Dezember 2020"),
    ],
)
def test_a_day_stays_with_its_month_in_the_order_of_its_language(language: str, text: str, marked: str) -> None:
    expect(text, marked, language)


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("de", "z. B. in Art. 3 Abs. 2 und d. h. S. 5", "z.~B. in Art.~3 Abs.~2 und d.~h. S.~5"),
        ("de", "Das steht so. Bis S. morgen", "Das steht so. Bis S. morgen"),
        ("el", "82 εκατομμύρια, πάνω από 82 εκατομμυρίων", "82~εκατομμύρια, πάνω από 82~εκατομμυρίων"),
        ("ro", "82 de milioane de sesizări, 19 țări", "82~de~milioane de sesizări, 19~țări"),
        ("en", "Art. 24 of it, No. 1 says. No. Reports", "Art.~24 of it, No.~1 says. No. Reports"),
        (
            "en",
            "Regulation (EU) 2021/1232 allows, COM(2022) 209 too",
            "Regulation (EU)~2021/1232 allows, COM(2022)~209 too",
        ),
        ("he", "ראו עמ' 3 וגם מס׳ 1 ועוד", "ראו עמ'~3 וגם מס׳~1 ועוד"),
        ("el", "απ' όλους, Γι\u2019 αυτό", "απ'~όλους, Γι\u2019~αυτό"),
        ("ar", "شكرا للـ NCMEC", "شكرا للـ~NCMEC"),
        ("he", "ב־ 21 בדצמבר", "ב־~21~בדצמבר"),
        ("fi", "100 %:n koossa", "100~%:n koossa"),
    ],
)
def test_words_of_a_table_stay_with_their_number_or_with_the_next(language: str, text: str, marked: str) -> None:
    expect(text, marked, language)


def test_a_language_without_a_table_has_only_what_all_have() -> None:
    text = "7. Aralık, 82 milyon, o ev, 2020. yıl, z. B. Art. 24"
    expect(text, text.replace("82 m", "82~m").replace("o e", "o~e"), "tr")
    expect("82 olağanüstülük, Dec. 21, ve", "82 olağanüstülük, Dec. 21, ve", "tr")


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


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NARROW, " ")


@FAST
@given(text=WORDS, language=st.sampled_from(["en", "cs", "pl", "fr"]))
def test_nothing_but_spaces_changes(text: str, language: str) -> None:
    result = with_no_break_spaces(text, language)
    assert plain(result) == plain(unicodedata.normalize("NFC", text))
    assert with_no_break_spaces(result, language) == result
