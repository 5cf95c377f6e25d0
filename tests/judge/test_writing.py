"""What must not leave in silence in the words of a campaign, and words of several languages that are in order."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from kit.base.document import parse_yaml
from kit.judge import CAMPAIGN_RULES, judge
from kit.model.campaign import NO_VOICE
from kit.model.review import Passage, Review, prose_of
from kit.text.characters import disallowed_characters

WORD_RULES = {"placeholder", "markup", "doubled-word", "double-space", "quotes", "shows"}


def found(text: str, language: str = "en", key: str = "headline") -> list[tuple[str, str, str]]:
    """Return what the rules on writing find in a text, each as rule, severity and the rest of the line at its mark."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    inside = f'copy: {{{key}: "{quoted}"}}' if key == "headline" else f'{key}: "{quoted}"'
    document = parse_yaml(f"messages:\n  sign:\n    {inside}\n", "kit.yaml", disallowed_characters)
    prose = tuple(prose_of(document))
    assert [one.text for one in prose] == [text]
    day, message = dt.date(2020, 12, 1), Passage("words", document.mark(), "sign")
    review = Review(day, language, NO_VOICE, (), prose, (message,), (), (), ())
    table = {name: rule for name, rule in CAMPAIGN_RULES.items() if name in WORD_RULES}
    results: list[tuple[str, str, str]] = []
    for finding in judge(review, (), table):
        mark = finding.fault.mark
        assert mark
        assert finding.fault.remedy
        assert finding.where == "sign"
        results.append((finding.rule, finding.severity, mark.snippet[mark.column - 1 :].removesuffix("}")))
    return results


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("TODO", "TODO"),
        ("Sign now. TODO: ask Ana", "TODO: ask Ana"),
        ("On TBD", "TBD"),
        ("on tbd.", "tbd."),
        ("FIXME", "FIXME"),
        ("More than XXX reports", "XXX reports"),
        ("Lorem ipsum", "Lorem ipsum"),
        ("Keep [headline here]", "[headline here]"),
        ("[Your name] signed", "[Your name] signed"),
        ("[insert figure] reports", "[insert figure] reports"),
        ("[DATE]", "[DATE]"),
        ("Keep <headline here>", "<headline here>"),
    ],
)
def test_a_placeholder_is_an_error_where_it_is_written(text: str, at: str) -> None:
    assert found(text) == [("placeholder", "error", f'{at}"')]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "[Titel hier]"), ("de", "[Überschrift]"), ("fr", "[titre ici]"), ("es", "[insertar texto]"),
        ("es", "TODO: escribir"), ("es", "TODO"), ("pl", "[wstaw nagłówek]"), ("nl", "[titel hier]"),
        ("it", "[inserire titolo]"), ("pt-BR", "[título aqui]"), ("de", "[headline here]"),
    ],
)  # fmt: skip
def test_a_placeholder_is_known_in_the_language_of_the_kit(language: str, text: str) -> None:
    assert [rule for rule, _, _ in found(text, language)] == ["placeholder"]


@pytest.mark.parametrize(
    ("text", "severity", "at"),
    [
        ("Keep <b>them</b> on", "error", '<b>them</b> on"'),
        ("Keep <br/>them", "error", '<br/>them"'),
        ("Save &amp; sign", "error", '&amp; sign"'),
        ("Save&nbsp;them", "error", '&nbsp;them"'),
        ("It&#8217;s on", "error", '&#8217;s on"'),
        ("Keep *them* on", "warning", '*them* on"'),
        ("*Keep them.*", "warning", '*Keep them.*"'),
        ("Keep __them__ on", "warning", '__them__ on"'),
        ("Keep _them_ on", "warning", '_them_ on"'),
        ("Keep **all** of *them*", "warning", '*them*"'),
        ("See [the letter](https://a.org/b)", "warning", '[the letter](https://a.org/b)"'),
    ],
)
def test_marks_of_other_formats_are_found(text: str, severity: str, at: str) -> None:
    assert found(text) == [("markup", severity, at)]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Save &amp; sign", "write '&' itself"),
        ("Save&nbsp;it", "write a space itself"),
        ("It&rsquo;s", "write '’' itself"),
    ],
)
def test_the_remedy_of_an_entity_is_what_it_stands_for(text: str, remedy: str) -> None:
    document = parse_yaml(f"messages: {{sign: {{shows: {text}}}}}", "kit.yaml", disallowed_characters)
    review = Review(dt.date(2020, 12, 1), "en", NO_VOICE, (), tuple(prose_of(document)), (), (), (), ())
    [finding] = judge(review, (), {"markup": CAMPAIGN_RULES["markup"]})
    assert finding.fault.remedy == remedy


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in the the tools"), ("en", "The the tools"), ("en-GB", "Keep the **the** tools"), ("en", "of\nof"),
        ("de", "für für alle"), ("de", "eine eine Frage"), ("fr", "dans dans"), ("es", "los los"),
        ("pl", "dla dla dzieci"), ("it", "per per loro"), ("nl", "de de kinderen"), ("pt", "para os os filhos"),
    ],
)  # fmt: skip
def test_a_small_word_twice_is_a_warning(language: str, text: str) -> None:
    assert [(rule, severity) for rule, severity, _ in found(text, language)] == [("doubled-word", "warning")]


@pytest.mark.parametrize(
    ("text", "at"),
    [("Keep  it", 'Keep  it"'), ("On. Keep it.  Sign.", 'it.  Sign."'), ("Keep \u00a0it", 'Keep \u00a0it"')],
)
def test_a_doubled_space_is_a_warning(text: str, at: str) -> None:
    assert found(text) == [("double-space", "warning", at)]


def test_a_long_text_without_spaces_is_read_once() -> None:
    """As those in Chinese are."""
    began = time.process_time()
    assert found("保护儿童" * 4000) == []
    assert time.process_time() - began < 1


@pytest.mark.parametrize("text", ["Keep it on.”", "“Keep it on.", "«Gardez", 'Keep it on."', "Keep it on.'", "„Nein"])
def test_a_quotation_mark_without_its_partner_is_a_warning(text: str) -> None:
    assert [(rule, severity) for rule, severity, _ in found(text)] == [("quotes", "warning")]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Image of a wall"), ("en", "An image of a wall"), ("en", "Picture of a wall"), ("en", "A photo of a wall"),
     ("en", "Photo showing a wall"), ("de", "Ein Bild von einer Wand"), ("fr", "Image d’un mur"),
     ("fr", "Une image d'un mur"), ("fr-BE", "Photo de l’entrée"), ("es", "Una foto de un muro"),
     ("de", "Image of a wall")],
)  # fmt: skip
def test_a_description_that_says_it_describes_is_a_warning(language: str, text: str) -> None:
    for key in ("shows", "alt"):
        assert [(rule, severity) for rule, severity, _ in found(text, language, key)] == [("shows", "warning")]
    assert found(text, language) == []


FINE = {
    "en": [
        "They had had enough, and that that is so", "The tools were switched on on 21 December", "AT&T; and Q&A",
        "A price* and its terms, *which apply", "2*3*4 = 24", "snake_case_name and @__my_name__ and @_me_",
        "See https://a.org/_next_/x and a_b_c", "3 < 4 and 5 > 2", "I <3 you", 'a 5" pipe', "the workers’ rights",
        "It’s ‘no’.", "He said “no” and ‘yes’", "“One.\n\n“Two.”", "[sic] and [1] and [the EU] said", "todo",
        "TODOS", "XXIX and XX", "“Keep it on.”", "What makes you you", "The The", "Rock 'n' roll.", "the boys'",
        "c * d * e", "Keep 'em on.", "#ChildSafetyFirst #_x_", "¯\\_(ツ)_/¯", "a lorem", "Dear [child], sign", "1 * 2",
        "An image of calm", "(see [1](a))", "f***", "a <3 b and c> d", "x<y>z", "R&D; more", "We love you. You? You!",
    ],
    "de": [
        "die die Kinder schützen", "der der Mann", "Bürger*innen und Schüler*innen", "Kolleg_innen und Freund_innen",
        "„Nein“, sagte sie", "»Nein«", "Pass auf auf dich", "von von der Leyen", "das das Gesetz", "Alle*: *sofort",
        "Was wir wir nennen", "Sag ‚nein‘.", "[Die EU] muss", "Kinder (Mädchen*) und (Jungen*)", "Hier [heute] sagen",
    ],
    "fr": [
        "nous nous battons", "vous vous demandez", "« Non », dit-elle", "le discours de de Gaulle", "faites-le le soir",
        "l’est est loin", "Le Le Monde", "il l’a dit [hier] à tous", "donnez-les les yeux fermés",
        "Prix* et *conditions",
    ],
    "es": [
        "Lo hacemos todo por todos", "PROTEGE TODO", "TODO POR LA INFANCIA", "TODOS", "lo que es es así",
        "«No», dijo", "el El País", "de la de la Torre", "el libro de de la Torre",
    ],
    "pl": ["nie, nie", "„Nie”, powiedziała", "to, co jest, jest ważne", "bardzo bardzo", "się i", "Co to to nie"],
    "nl": ["dat het het beste is", "de brief van van der Leyen"],
    "pt": ["TODO DIA", "que que é isso"],
    "vi": ["xanh xanh the the"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in FINE.items() for text in texts])
def test_words_that_are_as_they_should_be_raise_no_alarm(language: str, text: str) -> None:
    assert found(text, language) == []


def test_names_addresses_and_dates_are_no_prose() -> None:
    text = """\
    kit: {name: a, title: T, hosts: [a], hashtags: ["#A"]}
    links: {b: {url: https://a.org/TODO, shown: S, verb: V}}
    sources: {link: {title: U, publisher: P, as_of: "2020", url: a}}
    statistics: {s: {text: W, counts: C, source: link, value: 4}}
    themes: {t: {wall: TODO}}
    messages:
      m:
        images: [{layout: x, on: [feed], at: [TODO], copy: {headline: I}}]
        link: b
        copy: {headline: H}
        frames: [{copy: {support: F}, layout: x, statistic: s, photo: a__b__.jpg}]
        photo: {file: TODO.jpg, alt: G}
        logo: a  b.svg
        caption: {short: A, long: L}
        shows: D
    """
    document = parse_yaml(text.replace("\n    ", "\n").strip(), "kit.yaml", disallowed_characters)
    assert "".join(prose.text for prose in prose_of(document)) == "T#ASVUPWCIHFGALD"
