"""What YAML would drop without a word is refused where it is written: hashtags, anchors, commas, characters."""

from __future__ import annotations

import pytest
from support.yaml_texts import fault_of, faults_of, parse, place

from kit.base.document import parse_yaml
from kit.base.document.document import DisallowedCharacter
from kit.base.errors import SpecError


def test_a_hashtag_behind_words_is_refused_and_a_comment_is_not() -> None:
    fault = fault_of("short: Sign now #ChildSafetyFirst")
    assert (fault.code, place(fault)) == ("comment-hides-text", (1, 17))
    assert parse("short: Sign now # then share\ncolour: '#fff' #white").value == {"short": "Sign now", "colour": "#fff"}


def test_a_hashtag_behind_a_comma_in_brackets_is_refused() -> None:
    assert place(fault_of("tags: [One, #Two\n]")) == (1, 13)


@pytest.mark.parametrize("text", ["headline: &Parliament act", "copy: {headline: &amp act}", "headline: &Parliament"])
def test_an_anchor_without_an_alias_is_a_lost_word(text: str) -> None:
    fault = fault_of(text)
    assert (fault.code, place(fault)) == ("anchor-hides-text", (1, text.index("&") + 1))
    assert "quotes" in fault.remedy


def test_a_comma_in_braces_that_cuts_a_value_is_refused() -> None:
    fault = fault_of("caption: {short: Stop, please}")
    assert (fault.code, place(fault)) == ("comma-cuts-value", (1, 24))
    assert parse("caption: {short: Stop, long: please}").value == {"caption": {"short": "Stop", "long": "please"}}
    assert parse("caption: {short}").value == {"caption": {"short": None}}


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("a: x\nb: [y, 'é ☃z']", (2, 11)),
        ('a: x\nb: [y, "é \\u2603z"]', (2, 11)),
        ('b: "\\\\u2603 \\x41 \\U00002603"', (1, 18)),
        ("b: |-\n  \\u2603\n  ☃", (3, 3)),
        ("☃: x", (1, 1)),
    ],
)
def test_a_disallowed_character_is_refused_where_it_or_its_escape_is_written(
    written: str, position: tuple[int, int]
) -> None:
    fault = fault_of(written)
    assert (fault.code, place(fault), fault.remedy) == ("disallowed-character", position, "remove it")


def test_a_character_that_is_disallowed_the_second_time_is_refused_there() -> None:
    def no_second_snowman(text: str) -> list[DisallowedCharacter]:
        return [DisallowedCharacter(text.rindex("☃"), "one snowman", "remove it")] if text.count("☃") > 1 else []

    with pytest.raises(SpecError) as caught:
        parse_yaml('a: "x☃ y\\u2603"', "kit.yaml", no_second_snowman)
    assert [place(fault) for fault in caught.value.faults] == [(1, 9)]


def test_a_disallowed_character_in_an_alias_is_reported_once() -> None:
    assert [place(fault) for fault in faults_of("a: &x 'q☃'\nb: *x\nc: '☃'")] == [(1, 9), (3, 5)]
