"""What people write where a date, a number, a yes, a weight, a role or a slot is wanted, and what they mean by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, write_breakable

from kit.base.errors import FIRST_LISTED, did_you_mean
from kit.project.suggestions import date_meant, impossible_day, number_meant, truth_meant, weight_meant

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 Dec 2020", "2020-12-01"), ("1. December 2020", "2020-12-01"), ("December 1, 2020", "2020-12-01"),
        ("1st December 2020", "2020-12-01"), ("01.12.2020", "2020-12-01"), ("2020/12/1", "2020-12-01"),
        ("20201201", "2020-12-01"), ("2020-12-01T10:00", "2020-12-01"), ("13/12/2020", "2020-12-13"),
        ("12/13/2020", "2020-12-13"), ("12/12/2020", "2020-12-12"), ("December 2020", "2020-12"),
        ("12/2020", "2020-12"),
        ("2020-1", "2020-01"), ("01/12/2020", None), ("30 February 2020", None), ("soon", None), ("31.04.2020", None),
        ("Foo 2020", None), ("2020", None),
    ],
)  # fmt: skip
def test_a_date_is_understood_where_it_is_certain(written: str, meant: str | None) -> None:
    assert date_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2020-13-01", "there is no month 13"),
        ("2020-00", "there is no month 00"),
        ("2020-02-30", "2020-02 has 29 days"),
        ("2021-02-29", "2021-02 has 28 days"),
        ("2020-12-00", "2020-12 has 31 days"),
        ("2020-12-31", ""),
        ("soon", ""),
    ],
)
def test_a_day_that_does_not_exist_is_told_from_a_form_that_is_not_read(written: str, why: str) -> None:
    assert impossible_day(written) == why


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("82 million", "82000000"), ("82,000", "82000"), ("82.000", "82000"), ("82 000 000", "82000000"),
        ("1.5 million", "1500000"), ("3k", "3000"), ("82’000", "82000"), ("8.5", None), ("82 reports", None),
        ("many", None), ("1" * 16, None), ("-3", "-3"),
    ],
)  # fmt: skip
def test_a_number_is_understood_where_it_is_certain(written: str, meant: str | None) -> None:
    assert number_meant(written) == meant


@pytest.mark.parametrize(("written", "meant"), [("Ja", "yes"), ("ye", "yes"), ("nope", "no"), ("maybe", None)])
def test_a_yes_or_no_is_understood(written: str, meant: str | None) -> None:
    assert truth_meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("bold", "700"), ("Semi-Bold", "600"), ("reglar", "400"), ("300-900", "[300, 900]"), ("400 to 700", "[400, 700]"),
     ("x", None)],
)  # fmt: skip
def test_a_weight_is_understood(written: str, meant: str | None) -> None:
    assert weight_meant(written) == meant


#: Changes of `kit.yaml`, each (old, new), and the remedy of the first fault that follows.
WRONG = {
    "date": (("date: 2020-12-01", "date: 1 Dec 2020"), "did you mean 2020-12-01?"),
    "date-in-seconds": (("date: 2020-12-01", "date: 1606780800"), "write the year, month and day of an existing date"),
    "date-impossible": (("date: 2020-12-01", "date: 2020-13-01"), "there is no month 13; write an existing date"),
    "as-of": (("as_of: 2020-12,", "as_of: Dec 2020,"), "did you mean 2020-12?"),
    "value": (("value: 82000000", "value: 82 million"), "write 82000000"),
    "hashtags-as-words": (("hosts: [www", 'hashtags: "#One"\n  hosts: [www'), 'write ["#One"]'),
    "hashtag-without-sign": (("hosts: [www", "hashtags: [child safety]\n  hosts: [www"), 'write "#ChildSafety"'),
    "host-as-address": (("hosts: [www.change.org]", "hosts: ['https://www.change.org/']"), "write 'www.change.org'"),
    "colour": (('"#000000"', "0a0a0a"), 'did you mean "#0a0a0a"?'),
    "role-by-another-name": (("on: [feed]}, {", "on: [stories]}, {"), "did you mean 'story'?"),
    "role-as-word": (("on: [feed]}, {", "on: feed}, {"), "write [feed]"),
    "slot-by-another-name": (("support: Please}", "subtitle: Please}"), "did you mean 'support'?"),
    "link-by-its-address": (("link: petition", "link: https://www.change.org/a"), "did you mean 'petition'?"),
    "platforms": (("[x/square, telegram]", "everything"), "did you mean 'all'?"),
    "platform-unknown": (("[x/square, telegram]", "[myspace]"), "known here: bluesky, email, facebook"),
    "images-as-word": (("images: [{layout: plain", "images: plain # [{layout: plain"), "write a list, such as [{"),
    "caption-as-words": (("caption: {short: Please sign.", "caption: Please # "), "write a mapping"),
    "link-as-words": (("{url: https://www.change.org/a", "https://www.change.org/a # {"), "write a mapping"),
    "words-as-list": (("creator: The", "creator:\n    - The"), "write one value without '- '"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_remedy_of_a_wrong_value_is_what_its_field_takes(name: str, tmp_path: Path) -> None:
    change, remedy = WRONG[name]
    fault = faults_of(write_breakable(tmp_path, change))[0]
    assert fault.remedy.startswith(remedy)


def test_what_names_an_entry_of_a_section_that_is_no_section_is_not_wrong_as_well(tmp_path: Path) -> None:
    links = "links:\n  petition: {url: https://www.change.org/a, shown: change.org/a}"
    [fault] = faults_of(write_breakable(tmp_path, (links, "links: https://www.change.org/a")))
    assert fault.message == "'links' must be a mapping (key: value lines), not 'https://www.change.org/a'"


def test_of_many_known_words_the_first_are_listed_and_the_others_counted() -> None:
    words = [f"word-{number:02}" for number in range(20)]
    listed = f"known here: {', '.join(words[:FIRST_LISTED])} and 12 more; `kit list` shows them"
    assert did_you_mean("x", words, "`kit list`") == listed
    assert did_you_mean("top left", ["left top", "left bottom"]) == "did you mean 'left top'?"
