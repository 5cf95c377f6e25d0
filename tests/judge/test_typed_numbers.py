"""Numbers typed into copy are found, and what may be there is not; sources and figures are not of days to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER

from kit.base.errors import SpecError
from kit.compose.content import review
from kit.judge import CAMPAIGN_RULES, judge
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding

KIT = (
    HEADER
    + """\
sources:
  letter: {title: The 2 letters, publisher: NCMEC, as_of: "2020"}
statistics:
  reports: {text: 82 million reports, counts: of it, source: letter, as_of: "2020"}
  law: {text: 21 December, value: 2020-12-21, counts: of it, source: letter, as_of: 2020-12-01}
platforms: [x/square]
messages:
  one:
    images: [{layout: message, on: [feed]}]
    copy: {headline: Keep them on., support: "SUPPORT"}
    caption: {short: Please sign., long: Please sign it.}
    shows: A wall.
"""
)


def found(tmp_path: Path, support: str = "Words", *changes: tuple[str, str]) -> list[Finding]:
    """Return what the rules on numbers find in a campaign whose support says something."""
    text = KIT.replace("SUPPORT", support)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "kit.yaml").write_text(text, encoding="utf-8")
    findings = judge(review(load_project(tmp_path / "kit.yaml").campaign), (), CAMPAIGN_RULES)
    return [finding for finding in findings if finding.rule in {"typed-number", "as-of"}]


@pytest.mark.parametrize(
    ("support", "number", "code"),
    [
        ("It takes 3 minutes.", "3", "number-typed"),
        ("There were 8.2 million of them.", "8.2 million", "number-typed"),
        ("There were 82 million of them.", "82 million", "figure-typed"),
        ("There were 82m of them.", "82m", "figure-typed"),
        ("There were 82 million reports.", "82 million", "figure-typed"),
        ("There were 82,000,000 of them.", "82,000,000", "figure-typed"),
        ("It is 20%.", "20", "number-typed"),
        ("Open 24/7.", "24/7", "number-typed"),
        ("From 22 people in December.", "22", "number-typed"),
        ("{reports} in 1,234 days.", "1,234", "number-typed"),
    ],
)
def test_a_number_that_is_typed_into_copy_is_found_at_its_place(
    support: str, number: str, code: str, tmp_path: Path
) -> None:
    finding = found(tmp_path, support)[0]
    assert (finding.severity, finding.where, finding.fault.code) == ("warning", "one", code)
    assert f"'{number}'" in finding.fault.message
    mark = finding.fault.mark
    assert mark is not None
    assert mark.snippet[mark.column - 1 :].startswith(number)
    assert ("{reports}" in finding.fault.remedy) == (code == "figure-typed")


@pytest.mark.parametrize(
    "support",
    [
        "{reports} of it.",
        "{reports}: {reports|82,000,000 of them and more than that}.",
        "From **21 December** 2020.",
        "Until 2025.",
        "From 22 December, by Dec. 24, 20\u201322 November, the 3rd of May 2021, December 9, 2020, on 1.2.2021.",
        "The 2nd of them, the 21st.",
        "Print it on A4, with COVID-19 and 5G.",
        "See change.org/p/12345 or https://a.example/99?x=7, @user42, #Day7, mail7@a.example.",
        "At 18:30.",
        "two decades, eleven boys",
        "1. Sign it.",
    ],
)
def test_what_is_no_number_or_a_known_one_is_let_pass(support: str, tmp_path: Path) -> None:
    assert found(tmp_path, support) == []


def test_an_ordinal_with_a_full_stop_is_one_where_the_language_writes_them_so(tmp_path: Path) -> None:
    german = ("language: en", "language: de")
    assert found(tmp_path, "Am 22. Dezember, dem 3. Tag.", german) == []
    assert len(found(tmp_path, "We are 22. Others are 3.")) == 2


def test_numbers_that_are_listed_with_a_reason_are_let_pass(tmp_path: Path) -> None:
    listed = ("messages:", 'numbers: [{allow: "24/7", reason: it means always}]\nmessages:')
    assert found(tmp_path, "Open 24/7.", listed) == []
    assert [finding.fault.code for finding in found(tmp_path, "Open 24/71, 7 days.", listed)] == ["number-typed"] * 2
    with pytest.raises(SpecError, match="missing 'reason'"):
        found(tmp_path, "Words", ("messages:", 'numbers: [{allow: "24/7"}]\nmessages:'))


def test_a_number_in_a_title_of_a_source_or_in_a_figure_is_where_it_belongs(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("words", ["Keep them on.", "Please sign.", "Please sign it."])
def test_every_slot_and_both_captions_are_read(words: str, tmp_path: Path) -> None:
    findings = found(tmp_path, "Words", (words, f"{words[:-1]} for 7 days."))
    assert [finding.fault.code for finding in findings] == ["number-typed"]


def test_what_a_picture_shows_may_be_counted(tmp_path: Path) -> None:
    assert found(tmp_path, "Words", ("A wall.", "A wall with 3 lamps.")) == []


@pytest.mark.parametrize("as_of", ["2020", "2020-12", "2020-12-01", "2019-12-31"])
def test_a_source_that_is_not_after_the_kit_is_let_pass(as_of: str, tmp_path: Path) -> None:
    assert found(tmp_path, "Words", ('as_of: "2020"}\nstat', f'as_of: "{as_of}"}}\nstat')) == []


@pytest.mark.parametrize("as_of", ["2021", "2021-01", "2020-12-02"])
@pytest.mark.parametrize("section", ["sources", "statistics"])
def test_a_source_or_a_figure_of_a_later_day_than_the_kit_is_found(section: str, as_of: str, tmp_path: Path) -> None:
    old = 'as_of: "2020"}\nstat' if section == "sources" else 'as_of: "2020"}\n  law'
    (finding,) = found(tmp_path, "Words", (old, old.replace("2020", as_of)))
    assert (finding.rule, finding.severity, finding.fault.code) == ("as-of", "warning", "dated-ahead")
    assert finding.fault.mark is not None
    assert as_of in finding.fault.mark.snippet
