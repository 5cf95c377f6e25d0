"""Line breaks: at spaces and by dictionary, never inside an address; and the ends of grapheme clusters."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.text.breaks import addresses, cluster_ends, line_breaks

#: Scripts whose words have no spaces between them, and signs beyond `-` and `_`, as ranges of characters.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
SIGNS = r"\s!-,./:-@\[-^`{-~\u00a0-\u00bf\u2000-\u206f"
#: Punctuation of other scripts, at which an address ends, but for that of Hebrew abbreviations.
ENDS = "".join(
    character
    for character in map(chr, range(0xC0, 0x110000))
    if unicodedata.category(character).startswith("P") and not re.match(f"[{UNSPACED}{SIGNS}\u05f3\u05f4]", character)
)
SIGNS += re.escape(ENDS)


def host(excluded: str) -> str:
    """Return the pattern of a host, of characters themselves."""
    letter = f"[^{SIGNS}{excluded}]"
    top = rf"[xX][nN]--[a-zA-Z0-9-]{{1,59}}|[a-zA-Z]{{2,63}}|[^\x00-\x7f\d{SIGNS}{excluded}]{{2,63}}"
    return rf"(?<!{letter})(?:{letter}{{1,63}}\.){{1,8}}(?:{top})(?![^-{SIGNS}{excluded}])(?::\d{{1,5}})?"


def unbreakable() -> re.Pattern[str]:
    """Return the pattern of addresses, hashtags and accounts, of characters themselves."""
    name, rest = f"[^-{SIGNS}{UNSPACED}]+", rf"[^\s\u00ad\u200b\u2013\u2014\u2018-\u201e«»{UNSPACED}{re.escape(ENDS)}]"
    web = rf"(?:(?<![a-zA-Z])[a-zA-Z][a-zA-Z0-9+.-]{{0,15}}://|[mM][aA][iI][lL][tT][oO]:|[wW][wW][wW]\.){rest}+"
    web = rf"{web}|{host(UNSPACED)}(?:[/?#]{rest}*)?"
    return re.compile(
        rf"(?<!\S){host('')}(?!\S)|@?{rest}{{1,64}}@{host(UNSPACED)}|{web}|#{name}|@{name}(?:[.-]{name})*"
    )


UNBREAKABLE = unbreakable()


def pieces(text: str, language: str = "en") -> list[str]:
    """Return a text divided wherever a line may end."""
    ends = [0, *(end for end, _ in line_breaks(text, language))]
    return [text[start:end] for start, end in pairwise(ends)]


def test_lines_break_at_spaces_and_after_hyphens() -> None:
    assert pieces("Ask for child-safe rules.") == ["Ask ", "for ", "child-", "safe ", "rules."]


def test_no_line_breaks_at_a_no_break_space() -> None:
    assert pieces("82\u00a0million reports") == ["82\u00a0million ", "reports"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "child-safe e-mail", ["child-", "safe ", "e-mail"]),
        ("de", "EU-Recht 100-mal E-Mail", ["EU-", "Recht ", "100-mal ", "E-Mail"]),
        ("fr", "Existe-t-il peut-être ? Passez-le", ["Existe-t-il ", "peut-", "être ? ", "Passez-le"]),
        ("mt", "tal-UE u tat-tfal", ["tal-UE ", "u ", "tat-tfal"]),
        ("ga", "mhí-úsáid", ["mhí-úsáid"]),
        ("ro", "dintr-un", ["dintr-un"]),
        ("pt", "torná-las", ["torná-las"]),
        ("hu", "NCMEC-hez CyberTipline-hoz", ["NCMEC-hez ", "CyberTipline-hoz"]),
        ("hu", "CyberTipline-bejelentés", ["CyberTipline-", "bejelentés"]),
        ("hr", "EU-a spomen-dan", ["EU-a ", "spomen-", "dan"]),
        ("sk", "12 000-krát", ["12 ", "000-krát"]),
        ("sv", "EU-regler sydost-väst", ["EU-regler ", "sydost-", "väst"]),
        ("fi", "EU-sääntö NCMEC:lle", ["EU-sääntö ", "NCMEC:lle"]),
        ("cs", "Nebude-li česko-slovenský", ["Nebude-li ", "česko-", "slovenský"]),
        ("he", "ב־21 בית־ספר", ["ב־21 ", "בית־ספר"]),
        ("it", "l\u2019abuso all\u2019Unione", ["l\u2019abuso ", "all\u2019Unione"]),
        ("tr", "EU-a child-safe", ["EU-", "a ", "child-", "safe"]),
        ("en", "Kinder- und", ["Kinder- ", "und"]),
    ],
)
def test_a_hyphen_ends_a_line_unless_its_language_forbids_it(language: str, text: str, expected: list[str]) -> None:
    assert pieces(text, language) == expected


def test_no_line_ends_in_a_range_of_numbers_or_in_the_name_of_a_law() -> None:
    assert pieces("2011/93/EU in 2020–2025 and/or") == ["2011/93/EU ", "in ", "2020–2025 ", "and/", "or"]


def test_thai_breaks_between_words_without_spaces() -> None:
    """เด็กทุกคนมีสิทธิได้รับความคุ้มครอง"""  # noqa: D415
    text = test_thai_breaks_between_words_without_spaces.__doc__ or ""
    assert pieces(text, "th") == ["เด็ก", "ทุก", "คน", "มี", "สิทธิ", "ได้", "รับ", "ความ", "คุ้มครอง"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/childsafetyfirst",
        "https://www.example.com/content/en/blog/2020/we-are-in-danger.html?a=b-c",
        "example.org/a-long-name",
        "example.org/childsafetyfirst",
        "keep-light.berlin",
        "keep-light.berlin/stop-it",
        "example.museum/a-b/c-d",
        "example.photography:8080/a-b?c=d-e&f",
        "sub-a.b-c.co.uk/x-y_z/",
        "xn--bcher-kva.example/a-b",
        "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g/a-b",
        "bücher-laden.example/ä-b",
        "дети.рф/дети-в-сети",
        "παιδί-α.ελ/α-β",
        "ילד.קום/א-ב",
        "例え-x.みんな",
        "first.last+tag-x@keep-light.museum",
        "#ChildSafetyFirst",
        "#kinder_schützen",
        "@an_account",
        "@child-safety.first",
        "@kids@mas-todon.social",
    ],
)
def test_addresses_and_account_names_are_never_broken(address: str) -> None:
    assert pieces(f"Sign at {address} today") == ["Sign ", "at ", f"{address} ", "today"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and/or child-safe.", ["and/", "or ", "child-", "safe."]),
        ("e.g./i.e.-like", ["e.g./", "i.e.-", "like"]),
        ("3.5/4 on 10.12.2020/15-x", ["3.5/4 ", "on ", "10.12.2020/15-", "x"]),
        ("See change.org/a-b—and-share", ["See ", "change.org/a-b", "—", "and-", "share"]),
        ("“keep-light.berlin/a-b”-like", ["“keep-light.berlin/a-b”-", "like"]),
        ("keep-light.berlin-Kampagne", ["keep-light.berlin-", "Kampagne"]),
        ("請change.org/a-b。謝", ["請", "change.org/a-b。", "謝"]),
        ("a-b@change.org، and/or", ["a-b@change.org، ", "and/", "or"]),
        ("#א׳-ב", ["#א׳-", "ב"]),
    ],
)
def test_an_address_ends_where_it_ends_and_nothing_else_is_one(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(
    st.lists(
        st.sampled_from(" a.-@#:/9é²請٣ßð¡«—\u00ad\u3000")
        | st.sampled_from(["www.", "a.de"])
        | st.characters(exclude_categories=["Cs"])
    ).map("".join)
)
@example("a.請請 x")
@example("請a.de:๑๑請")
@example("a.de، #a؟ x@a.de؛")
def test_no_line_breaks_inside_what_the_pattern_of_addresses_matches(text: str) -> None:
    inside = {place for found in UNBREAKABLE.finditer(text) for place in range(found.start() + 1, found.end())}
    assert [end for end, mandatory in line_breaks(text, "en") if end in inside and not mandatory] == []
    assert [found.span() for found in UNBREAKABLE.finditer(text)] == addresses(text)


@pytest.mark.parametrize("part", ["a", "a.", "a-", "@", "a@", "a@b.", "#", "x:", "www.", "a+"])
def test_a_word_of_any_length_is_searched_in_little_time(part: str) -> None:
    began = time.process_time()
    assert pieces(part * 10_000)
    assert time.process_time() - began < 2


def test_offsets_behind_emoji_count_characters_and_not_utf16_units() -> None:
    family = "👨\u200d👩\u200d👧"
    assert pieces(f"😀 Sign {family} and 🇪🇺 share") == ["😀 ", "Sign ", f"{family} ", "and ", "🇪🇺 ", "share"]


@pytest.mark.parametrize("end", ["\n", "\u2028", "\u2029"])
def test_a_line_end_is_a_mandatory_break(end: str) -> None:
    assert line_breaks(f"Sign.{end}Share it.", "en") == ((6, True), (12, False), (15, True))


@pytest.mark.parametrize(
    ("text", "ends"),
    [("", ()), ("ab", (1, 2)), ("e\u0301a", (2, 3)), ("🇪🇺🇩🇪", (2, 4)), ("👨\u200d👩\u200d👧!", (5, 6)), ("ก็ก", (2, 3))],
)
def test_grapheme_clusters_end_where_a_reader_sees_a_letter_end(text: str, ends: tuple[int, ...]) -> None:
    assert cluster_ends(text, "en") == ends
