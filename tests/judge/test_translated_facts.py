"""Facts of translations and those of `kit.yaml`, in 26 languages: the same ones are silent, others are found."""

from __future__ import annotations

import datetime as dt
from calendar import month_name
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from support.faults import write_breakable

from kit.base.document.document import Document
from kit.judge.prose.translated_facts import translated_facts
from kit.model.review import Prose
from kit.project import load_project
from kit.run.pipeline.judging.checking import check
from kit.text.languages.language_wording import wording_of
from kit.text.numerals import message_format

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.document.document import YamlPath
    from kit.model.finding import Finding
    from kit.model.review import Review

ENGLISH = (
    "From 21 December 2020, Directive 2011/93/EU: **more than 82** million reports, nearly 12,000 images, until 2025."
)
#: The same in each language: a date, a law, a number with its magnitude and its qualifier, one in groups, a year.
SAME = {
    "bg": (
        "От 21 декември 2020 г., Директива 2011/93/ЕС: повече от **82** милиона сигнала, почти 12 000 "
        "изображения, до 2025 г."
    ),
    "hr": (
        "Od 21. prosinca 2020., Direktiva 2011/93/EU: više od **82** milijuna prijava, gotovo 12.000 slika, do 2025."
    ),
    "cs": (
        "Od 21. prosince 2020, směrnice 2011/93/EU: více než **82** milionů oznámení, téměř 12 000 snímků, do "
        "roku 2025."
    ),
    "da": (
        "Fra den 21. december 2020, direktiv 2011/93/EU: mere end **82** millioner indberetninger, næsten 12.000 "
        "billeder, indtil 2025."
    ),
    "nl": (
        "Vanaf 21 december 2020, Richtlijn 2011/93/EU: meer dan **82** miljoen meldingen, bijna 12.000 beelden, "
        "tot 2025."
    ),
    "et": (
        "Alates 21. detsembrist 2020, direktiiv 2011/93/EL: üle **82** miljoni teate, peaaegu 12 000 pilti, kuni "
        "2025. aastani."
    ),
    "fi": (
        "21. joulukuuta 2020 alkaen, direktiivi 2011/93/EU: yli **82** miljoonaa ilmoitusta, lähes 12 000 kuvaa, "
        "vuoteen 2025 asti."
    ),
    "fr": (
        "À partir du 21 décembre 2020, directive 2011/93/UE : plus de **82** millions de signalements, près de 12"
        " 000 images, jusqu’en 2025."
    ),
    "de": (
        "Ab dem 21. Dezember 2020, Richtlinie 2011/93/EU: mehr als **82** Millionen Meldungen, fast 12.000 "
        "Bilder, bis 2025."
    ),
    "el": (
        "Από τις 21 Δεκεμβρίου 2020, οδηγία 2011/93/ΕΕ: περισσότερες από **82** εκατομμύρια αναφορές, σχεδόν "
        "12.000 εικόνες, έως το 2025."
    ),
    "hu": (
        "2020. december 21-től, 2011/93/EU irányelv: több mint **82** millió bejelentés, közel 12 000 kép, "
        "egészen 2025-ig."
    ),
    "ga": (
        "Ón 21 Nollaig 2020, Treoir 2011/93/AE: níos mó ná **82** milliún tuairisc, beagnach 12,000 íomhá, go dtí 2025."
    ),
    "it": (
        "Dal 21 dicembre 2020, direttiva 2011/93/UE: più di **82** milioni di segnalazioni, quasi 12.000 "
        "immagini, fino al 2025."
    ),
    "lv": (
        "No 2020. gada 21. decembra, Direktīva 2011/93/ES: vairāk nekā **82** miljoni ziņojumu, gandrīz 12 000 "
        "attēlu, līdz 2025. gadam."
    ),
    "lt": (
        "Nuo 2020 m. gruodžio 21 d., Direktyva 2011/93/ES: daugiau kaip **82** milijonai pranešimų, beveik 12 000"
        " vaizdų, iki 2025 m."
    ),
    "mt": (
        "Mill-21 ta’ Diċembru 2020, id-Direttiva 2011/93/UE: aktar minn **82** miljun rapport, kważi 12,000 "
        "stampa, sas-sena 2025."
    ),
    "pl": (
        "Od 21 grudnia 2020 r., dyrektywa 2011/93/UE: ponad **82** miliony zgłoszeń, prawie 12 000 zdjęć, do 2025 r."
    ),
    "pt": (
        "A partir de 21 de dezembro de 2020, Diretiva 2011/93/UE: mais de **82** milhões de denúncias, quase 12 "
        "000 imagens, até 2025."
    ),
    "ro": (
        "Din 21 decembrie 2020, Directiva 2011/93/UE: peste **82** de milioane de raportări, aproape 12.000 de "
        "imagini, până în 2025."
    ),
    "sk": (
        "Od 21. decembra 2020, smernica 2011/93/EÚ: viac ako **82** miliónov oznámení, takmer 12 000 snímok, do "
        "roku 2025."
    ),
    "sl": (
        "Od 21. decembra 2020, Direktiva 2011/93/EU: več kot **82** milijonov prijav, skoraj 12.000 slik, do leta 2025."
    ),
    "es": (
        "Desde el 21 de diciembre de 2020, Directiva 2011/93/UE: más de **82** millones de denuncias, casi 12.000"
        " imágenes, hasta 2025."
    ),
    "sv": (
        "Från den 21 december 2020, direktiv 2011/93/EU: mer än **82** miljoner anmälningar, nästan 12 000 "
        "bilder, till 2025."
    ),
    "ar": (
        "اعتبارًا من 21 ديسمبر 2020، التوجيه 2011/93/EU: أكثر من **82** مليون بلاغ، ما يقرب من 12,000 صورة، حتى "
        "عام 2025."
    ),
    "he": "החל מ־21 בדצמבר 2020, הנחיה 2011/93/EU: יותר מ־**82** מיליון דיווחים, כמעט 12,000 תמונות, עד 2025.",
}
CAPTION: YamlPath = ("messages", "sign", "caption", "long")


def found(
    english: str, text: str, tag: str, *, numbers: tuple[str, ...] = (), path: YamlPath = CAPTION
) -> list[Finding]:
    """Return what the rule finds in one text of a translation."""
    originals = {path: english, ("statistics", "reports", "qualifier"): "more than"}
    document = Document("locales/x.yaml", (f"long: {text}",), {}, {path: (1, 1)}, {path: (1, 7)}, originals=originals)
    prose = (Prose(text, document, path, "sign"),)
    review = SimpleNamespace(prose=prose, numbers=numbers, language=tag, translated_from="en")
    return [*translated_facts(cast("Review", review))]


def codes(*arguments: str) -> list[str]:
    english, text, tag = arguments
    return [finding.fault.code for finding in found(english, text, tag)]


@pytest.mark.parametrize("tag", SAME)
def test_the_same_facts_as_a_language_writes_them_are_silent(tag: str) -> None:
    assert found(ENGLISH, SAME[tag], tag) == []


@pytest.mark.few(25)
@pytest.mark.parametrize("tag", SAME)
@pytest.mark.parametrize(
    ("old", "new"), [("2011/93", "2011/92"), ("82", "28"), ("2025", "2026"), ("000", "500"), ("21", "22")]
)
def test_a_law_a_number_a_year_and_a_day_that_differ_are_found(tag: str, old: str, new: str) -> None:
    findings = found(ENGLISH, SAME[tag].replace(old, new), tag)
    assert {finding.fault.code for finding in findings} == {"fact-differs-from-kit-yaml"}
    assert {finding.severity for finding in findings} == {"error"}


@pytest.mark.parametrize("tag", SAME)
def test_every_month_is_told_from_the_others(tag: str) -> None:
    date = message_format("{n, date, ::dMMMMyyyy}", tag)
    for month in range(1, 13):
        english = f"On 21 {month_name[month]} 2020"
        same, other = (
            date.format({"n": dt.datetime(2020, one, 21, 12, tzinfo=dt.UTC)}) for one in (month, month % 12 + 1)
        )
        assert found(english, same, tag) == [], same
        assert codes(english, other, tag) == ["fact-differs-from-kit-yaml"], other


@pytest.mark.parametrize("tag", SAME)
def test_a_qualifier_that_turns_a_number_round_is_found(tag: str) -> None:
    wording, text = wording_of(tag), SAME[tag]
    over = next(
        one.text for one in wording.choices(["over"]) if {f"{one.text} **82", f"{one.text}**82"} & {*_before(text)}
    )
    under = wording.choices(["under"])[0].text
    assert codes(ENGLISH, text.replace(over, under), tag) == ["fact-turned-round"]


@pytest.mark.parametrize("tag", SAME)
def test_a_qualifier_that_turns_a_figure_in_braces_round_is_found(tag: str) -> None:
    """A figure has its own words, so the tool would write "fewer than more than 82 million"."""
    over, under = (
        [one.text for one in wording_of(tag).choices([meaning]) if " " in one.text] for meaning in ("over", "under")
    )
    for text in (*over, *under):
        assert codes("{reports} arrived.", f"{text} **{{reports}}**", tag) == ["fact-turned-round"], text
        same = "more than" if text in over else "fewer than"
        assert codes(f"It is {same} {{reports}}.", f"{text} {{reports|82}}", tag) == [], text
    assert over
    assert under


@pytest.mark.parametrize(
    ("english", "text", "tag"),
    [
        ("From among {people}", "Unter {people}", "de"),
        ("Until {deadline}", "Bis zu {deadline}", "de"),
        ("Near {partner.town}", "Blisko {partner.town}", "pl"),
        ("{days} days left", "Noch {days} Tage", "de"),
    ],
)
def test_words_before_a_figure_that_may_say_nothing_of_it_are_silent(english: str, text: str, tag: str) -> None:
    assert codes(english, text, tag) == []


def _before(text: str) -> list[str]:
    """Return every end of the words up to the number."""
    words = text[: text.index("**82") + len("**82")]
    return [words[start:] for start in range(len(words))]


@pytest.mark.parametrize(
    ("english", "text", "tag"),
    [
        ("From 21 December 2020", "Ab dem 21.12.2020", "de"),
        ("From 21 December 2020", "Ab dem 2020-12-21", "de"),
        ("two decades", "20 Jahre", "de"),
        ("a dozen people, one in five", "12 Menschen, 20 %", "de"),
        ("Eleven boys", "elf Jungen", "de"),
        ("Ask 3 people", "Bitte drei Menschen", "de"),
        ("Ask 3 people", "Pyydä kolmea ihmistä", "fi"),
        ("at 5 p.m.", "um 17 Uhr", "de"),
        ("thousands of children", "1000 Kinder und mehr", "de"),
        ("1,000 children", "Tausende Kinder", "de"),
        ("12,000 times", "١٢٬٠٠٠ مرة", "ar"),
        ("3.5 million", "3,5 Millionen", "de"),
        ("in May 2021", "im Mai 2021", "de"),
        ("{law}: 2 sides, #Vote2020, www.example.org/2020", "{law}: 2 Seiten, #Wahl2021, www.example.org/2021", "de"),
        ("Privacy and protection", "Privatsphäre und Schutz", "de"),
        ("some 83 children", "unter 83 Kindern", "de"),
        ("over 5 years", "under 5 år", "sv"),
        ("in the 1990s", "в 90-те години", "bg"),
        ("At 17:00, call 116 111", "Klo 17.00, soita 116 111", "fi"),
        ("Directive 2002/58/EC of 12 July 2002", "Směrnice 2002/58/ES ze dne 12. července 2002", "cs"),
        ("Directive 2002/58/EC of 12 July 2002", "12ης Ιουλίου 2002, 2002/58/ΕΚ", "el"),
        ("Directive 2002/58/EC of 12 July 2002", "Direktyva 2002/58/EB 2002 m. liepos 12 d.", "lt"),
        ("6 June 2019", "6. června 2019", "cs"),
        ("5 billion", "5 mil millones", "es"),
        ("1,900 times", "mille neuf cents fois", "fr"),
        ("1 December 2020", "1er décembre 2020", "fr"),
    ],
)  # fmt: skip
def test_what_may_be_the_same_is_silent(english: str, text: str, tag: str) -> None:
    assert codes(english, text, tag) == []


@pytest.mark.parametrize(
    ("english", "text", "tag", "said"),
    [
        ("From 21 December 2020", "Ab dem 21. November 2020", "de", "the date '21. November' in 'long' is not"),
        ("From 21 December 2020", "Ab dem 21.11.2020", "de", "the date '21.11.2020' in 'long' is not"),
        ("From 21 December 2020", "Nuo 2020 m. lapkričio 21 d.", "lt", "the date 'lapkričio 21' in 'long' is not"),
        ("82 million", "82 milliárd", "hu", "the number '82 milliárd' in 'long' is not in kit.yaml, which has '82"),
        ("3.5 million", "35 Millionen", "de", "which has '3.5 million'"),
        ("NCMEC, 2020", "NCMEC, 2021", "de", "the number '2021' in 'long' is not in kit.yaml, which has '2020'"),
        ("NCMEC, 2020", "NCMEC", "de", "'2020' of kit.yaml is left out of 'long'"),
        ("Sign now", "Unterschreibe wie 5000 andere", "de", "the number '5000' in 'long' is not in kit.yaml"),
        ("Eleven boys", "zwölf Jungen", "de", "the number 'zwölf' in 'long' is not in kit.yaml, which has 'Eleven'"),
        ("(EU) 2021/1232", "(UE) 2021/1233", "fr", "the law '2021/1233' in 'long' is not in kit.yaml"),
    ],
)  # fmt: skip
def test_what_differs_is_named_with_what_kit_yaml_has(english: str, text: str, tag: str, said: str) -> None:
    findings = found(english, text, tag)
    assert said in (findings[0].fault.message if findings else "")


def test_a_number_in_words_is_a_warning_as_it_may_be_another_word() -> None:
    assert [finding.severity for finding in found("Eleven boys", "zwölf Jungen", "de")] == ["warning"]
    assert found("Ask two people", "Se hai due amici, sei già in tre", "it") == [], "two of them are no longer certain"


def test_a_number_that_the_translation_allows_may_differ() -> None:
    assert codes("in 80 countries", "in 79 Ländern", "de")
    assert found("in 80 countries", "in 79 Ländern", "de", numbers=("79 Ländern",)) == []
    assert found("in 999 countries", "in 1000 Ländern", "de", numbers=("1000",)) == [], "nor is 999 called left out"


def test_the_text_of_a_figure_is_read_after_its_qualifier() -> None:
    path = ("statistics", "reports", "text")
    [finding] = found("82 million", "weniger als 82 Millionen", "de", path=path)
    assert (finding.fault.code, finding.where) == ("fact-turned-round", "sign")
    assert found("82 million", "über 82 Millionen", "de", path=path) == []


def test_a_fact_is_found_at_its_line_of_the_translation(tmp_path: Path) -> None:
    path = write_breakable(tmp_path, ("Please sign it.", "Please sign by 7 December 2020."))
    (tmp_path / "locales").mkdir()
    words = """\
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
statistics: {reports: {qualifier: mehr als, text: 82 Millionen, counts: davon}}
messages:
  sign:
    copy: {headline: "**Unterschreib** für {reports}", support: Bitte}
    caption:
      short: Bitte unterschreib.
      long: Bitte unterschreib bis zum 17. Dezember 2020.
    shows: Eine Wand.
voice: []
"""
    (tmp_path / "locales" / "de.yaml").write_text(words, encoding="utf-8")
    [finding] = [one for one in check(load_project(path)) if one.rule == "translated-facts"]
    assert (finding.severity, finding.where, str(finding.fault.mark)) == ("error", "sign", "locales/de.yaml:8:40")
    assert finding.fault.remedy == (
        'write that of kit.yaml; if it must differ, allow it: numbers: [{allow: "17", reason: …}]'
    )


@pytest.mark.parametrize(
    ("english", "text", "tag"),
    [
        ("It costs €5.", "Es kostet 5 $.", "de"),
        ("It costs €1.5 million.", "Custa 1,5 milhões de dólares.", "pt"),
        ("It costs EUR 5.", "Το κόστος είναι 5 USD.", "el"),
        ("It costs $5.", "Струва 5 лв.", "bg"),
        ("It is 5 GB.", "Es sind 5 MB.", "de"),
        ("It is 5 GB.", "Ce sont 5 Mo.", "fr"),
        ("It is 5 GB.", "Това са 5 МБ.", "bg"),
        ("It is 5 GB.", "Se on 5 Mt.", "fi"),
        ("It is 5%.", "Es sind 5 ‰.", "de"),
        ("It is 5%.", "هي 5؉.", "ar"),
        ("It is 5 km.", "Je to 5 m.", "cs"),
        ("It weighs 5 kg.", "Waży 5 g.", "pl"),
    ],
)
def test_another_unit_is_found(english: str, text: str, tag: str) -> None:
    assert codes(english, text, tag) == ["unit-differs-from-kit-yaml"]
    assert found(english, text, tag, numbers=("1,5 milhões", "5")) == []


@pytest.mark.parametrize(
    ("english", "text", "tag"),
    [("It costs €5.", "Es kostet 50 €.", "de"), ("It is 5 GB.", "Ce sont 50 Go.", "fr"), ("5%", "50 %", "de")],
)
def test_another_number_with_the_same_unit_is_found(english: str, text: str, tag: str) -> None:
    assert codes(english, text, tag) == ["fact-differs-from-kit-yaml"]


@pytest.mark.parametrize(
    ("english", "text", "tag"),
    [
        ("It costs €5 million.", "Il coûte 5 millions d’euros.", "fr"),
        ("It costs €5.", "Es kostet EUR 5.", "de"),
        ("It costs $5.", "Es kostet 5 US$.", "de"),
        ("It costs €5.", "Jiswa 5 ewro.", "mt"),
        ("It costs 5 kr.", "Det kostar 5 SEK.", "sv"),
        ("It costs €5 or $5.", "Es kostet 5 $ oder 5 €.", "de"),
        ("It is 5 GB.", "Ce sont 5 Go.", "fr"),
        ("It is 5 GB.", "Es sind 5 Gigabyte.", "de"),
        ("It is 5%.", "هي ٥٪.", "ar"),
        ("It is 5%.", "Es sind 5 Prozent.", "de"),
        ("5m people", "5 Mio. Menschen", "de"),
        ("1.5 million", "۱٫۵ میلیون", "fa"),
        ("1,500 images", "۱٬۵۰۰ تصویر", "fa"),
        ("1.500 seconds", "١٫٥٠٠ ثانية", "ar"),
    ],
)
def test_the_same_unit_as_a_language_writes_it_is_silent(english: str, text: str, tag: str) -> None:
    assert found(english, text, tag) == []


def test_digits_of_persian_and_urdu_are_read() -> None:
    assert codes("82 million", "۸۳ میلیون", "fa") == ["fact-differs-from-kit-yaml"]
    assert codes("In 2025", "۲۰۲۶ میں", "ur") == ["fact-differs-from-kit-yaml"]


def test_the_unit_of_a_figure_is_compared() -> None:
    path = ("statistics", "reports", "text")
    [finding] = found("**82** % of all reports", "**82** ‰ aller Meldungen", "de", path=path)
    assert finding.fault.code == "unit-differs-from-kit-yaml"
    assert finding.fault.message == "'82' in 'text' is in another unit than in kit.yaml: permille, not percent"
