"""Counting as platforms do: figures of their own documentation, and a second implementation over hundreds of texts."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.counting import counted

from kit.model.placement import TextLimit
from kit.text.count import Excess, excess, fits, hashtags_in, text_length

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "kit" / "platforms.yaml").read_text(encoding="utf-8")
)["placements"]
FAMILY, FLAG, KEYCAP, THUMB = "👨\u200d👩\u200d👧", "🇪🇺", "1\ufe0f\u20e3", "👍🏽"
PETITION = "https://www.change.org/childsafetyfirst"


def limit(placement: str, of: str = "caption") -> TextLimit:
    return TextLimit(**TABLE[placement][of])


X, MASTODON, THREADS = limit("x/square"), limit("mastodon/square"), limit("threads/square")
BLUESKY, TELEGRAM, TIKTOK = limit("bluesky/square"), limit("telegram/square"), limit("tiktok/photo")
CHARACTERS = limit("instagram/square")


# What the platforms say themselves


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("This is a test.", 15),
        ("http://test.com", 23),
        ("https://test.com", 23),
        ("test.com", 23),
        ("Test https://test.com test https://test.com test.com test", 86),
        ("Hi http://test.co", 26),
        (" ".join(["https://www.twitter.com/aloha"] * 10) + " ", 240),
        ("A\u0301B", 2),
        ("A\ufb2c", 4),
        ("저찀쯿쿿", 8),
        ("H🐱☺👨\u200d👩\u200d👧\u200d👦", 7),
        ("😷👾😡🔥💩", 10),
        ("🙋🏽👨\u200d🎤", 4),
        (f"{'randomurl' * 7}s.com", 68),
        ("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b", 12),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2016\u2017\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f", 16),
        ("\u2032\u2033\u2034\u2035\u2036\u2037", 6),
        ("#test.com @test.com #http://test.com @http://test.com", 53),
    ],
)
def test_x_counts_the_texts_of_its_own_conformance_suite(text: str, length: int) -> None:
    """`conformance/validate.yml` and `extract.yml` of https://github.com/twitter/twitter-text, with config v3."""
    assert text_length(text, X) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * 476 + f" http://{'b' * 30}.com/example", 500), ("a" * 475 + f" @alice@{'b' * 30}.com", 482)],
)
def test_mastodon_counts_the_texts_of_its_own_tests(text: str, length: int) -> None:
    """`spec/validators/status_length_validator_spec.rb` of https://github.com/mastodon/mastodon."""
    assert text_length(text, MASTODON) == length
    assert fits(text, MASTODON)


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    """https://developers.facebook.com/documentation/threads/posts, "Limitations"."""
    assert text_length("é😀", THREADS) == 1 + 4
    assert text_length(FAMILY, THREADS) == len(FAMILY.encode()) == 18
    assert text_length(FLAG + THUMB, THREADS) == 16


def test_threads_takes_signs_that_are_no_emoji_for_letters() -> None:
    assert text_length("✓→…“”№½╬字", THREADS) == 9
    assert text_length("❤\ufe0f", THREADS) == 6


def test_bluesky_counts_what_people_see_as_one_character_and_bytes_besides() -> None:
    """`maxGraphemes` 300 and `maxLength` 3000 of `lexicons/app/bsky/feed/post.json` in bluesky-social/atproto."""
    assert text_length(FAMILY + FLAG + "e\u0323\u0301", BLUESKY) == 3
    assert fits("a" * 300, BLUESKY)
    assert excess("a" * 301, BLUESKY) == Excess(301, 300, "characters")
    assert fits(FAMILY * 166, BLUESKY)
    assert excess(FAMILY * 167, BLUESKY) == Excess(3006, 3000, "bytes")


@pytest.mark.parametrize("where", [TELEGRAM, TIKTOK], ids=["telegram", "tiktok"])
def test_telegram_and_tiktok_count_utf16_units(where: TextLimit) -> None:
    """https://core.telegram.org/api/entities#utf-16 and TikTok's "4000 in UTF-16 runes" (photo post reference)."""
    assert text_length("aé字", where) == 3
    assert text_length("😀" + FLAG, where) == 6


# By hand


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Sign now", 8),
        ("Éàß Глас", 8),
        ("Ελλάδα", 6),
        ("مرحبا שלום", 10),
        ("„a“ ”b’ «c» – —", 15),
        ("co\u2011op", 5),
        ("…", 2),
        ("•€№‰→✓‹›−™", 20),
        ("\u202f\u200e\u2060ẞḃ", 10),
        ("字か", 4),
        ("😀", 2),
        (FAMILY + FLAG + KEYCAP + THUMB, 8),
        ("❤\ufe0e", 4),
        ("e\u0301", 1),
        (f"Sign: {PETITION}", 29),
        (f"Sign ({PETITION}).", 31),
        (f"{PETITION} {PETITION}", 47),
        ("Sign at change.org/childsafetyfirst.", 32),
        ("Write to office@example.org.", 28),
        ("https://a.eu/字", 25),
        ("https://localhost/x", 19),
        ("e.g. this, i.e. that", 20),
    ],
)
def test_x_weighs_characters_emoji_and_addresses(text: str, length: int) -> None:
    assert text_length(text, X) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        (f"Sign {PETITION}", 28),
        ("Sign http://a.eu", 28),
        ("change.org/childsafetyfirst", 27),
        ("https://a.eu/字", 23),
        (f"({PETITION}).", 26),
        ("@a @b@example.org, c@example.org", 20),
        (FAMILY + FLAG, 2),
    ],
)
def test_mastodon_counts_graphemes_addresses_as_23_and_names_without_their_server(text: str, length: int) -> None:
    assert text_length(text, MASTODON) == length


def test_elsewhere_characters_are_code_points_as_they_are_written() -> None:
    assert text_length("re\u0301gion " + PETITION, CHARACTERS) == 8 + len(PETITION)


def test_a_limit_is_the_most_that_fits_and_none_is_no_limit() -> None:
    assert fits("a" * 2200, CHARACTERS)
    assert excess("a" * 2201, CHARACTERS) == Excess(2201, 2200, "characters")
    assert fits("a" * 100_000, None)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#ChildSafetyFirst now", ["#ChildSafetyFirst"]),
        ("Now (#One,#Two) #Drei_4 ＃字", ["#One", "#Two", "#Drei_4", "＃字"]),
        ("Room #12, C# and a#b, &#x27; https://a.eu/#part", []),
    ],
)
def test_a_hashtag_is_a_word_behind_a_number_sign(text: str, tags: list[str]) -> None:
    assert hashtags_in(text) == tags


@pytest.mark.parametrize("text", ["https://a.eu/" + "." * 5000, "a." * 5000, "(" * 5000, "https://a.eu/" + "(a" * 3000])
def test_no_text_takes_long_to_count(text: str) -> None:
    """Patterns that try too much would take minutes; the suite as a whole would show it."""
    assert text_length(text, X) > 0
    assert text_length(text, MASTODON) > 0


# A second implementation

ENGLAND, FIREFIGHTER = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "👩🏽\u200d🚒"
PIECES = [
    *("Sign", "é", "e\u0301", "ß", "字", "か。", "한국", "שלום", "مرحبا", "ไทย", "नमस्ते", "Привет", "1", "42", "ẞ", "№"),
    *(FAMILY, FLAG, KEYCAP, THUMB, ENGLAND, FIREFIGHTER, "🏳\ufe0f\u200d🌈", "🐦\u200d🔥", "🫩", "😀", "❤\ufe0f", "❤"),
    *("❤\ufe0e", "☺", "©", "™", "✓", "→", "…", "\u202f", "•", PETITION, "http://example.com", "HTTPS://EXAMPLE.ORG/A"),
    *(
        "https://a.eu/x_(y)",
        "https://a.eu/?q=1&b=2#c",
        "https://münchen.de/ä",
        "https://a.eu/字",
        "https://a.eu:8080/x",
    ),
    *("https://a.eu/a.b,c!", "change.org/childsafetyfirst", "www.example.org", "localhost", "office@example.org"),
    *("@alice", "@alice@example.org", "#ChildSafetyFirst", "#1"),
]
JOINTS = [
    *(" ",) * 8,
    ". ",
    ", ",
    "\n\n",
    "! ",
    "? ",
    " (",
    ") ",
    "; ",
    ": ",
    " “",
    "” ",
    " «",
    "» ",
    "’ ",
    " – ",
    "/ ",
]


def texts() -> list[str]:
    """Return 600 texts of one to twelve pieces, the same every time."""
    chance = random.Random(20201201)  # noqa: S311  (no secret)
    made = []
    for _ in range(600):
        pieces = chance.choices(PIECES, k=chance.randint(1, 12))
        made.append("".join(piece + chance.choice(JOINTS) for piece in pieces))
    return made


@pytest.mark.parametrize(
    "placement", ["x/square", "mastodon/square", "threads/square", "bluesky/square", "tiktok/photo"]
)
def test_texts_are_counted_as_a_second_implementation_counts_them(placement: str) -> None:
    entry = TABLE[placement]["caption"]
    differing = {
        text: (text_length(text, TextLimit(**entry)), counted(text, entry))
        for text in (*PIECES, *texts())
        if text_length(text, TextLimit(**entry)) != counted(text, entry)
    }
    assert differing == {}
