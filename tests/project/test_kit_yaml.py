"""What the parts of a `kit.yaml` must be to each other: each mistake has its code, at its place, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import LAYOUTS, faults_of, write_breakable

from kit.model.message_picture import figures_of, pictures_of
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

FEED, BARE = "layout: plain, on: [feed]", "layout: bare, on: [feed]"
IMAGES = "images: [{layout: plain, on: [feed]}, {layout: plain, on: [header], at: [x]}]"
HEADLINE = 'headline: "**Sign** for {reports}"'
HEADER = "on: [header], at: [x]"


def own(what: str) -> str:
    """Return the second image of the message with something of its own."""
    return f"{HEADER}, {what}"


def about(said: str, code: str, snippet: str) -> tuple[tuple[str, str], str, str]:
    """Return the mistake of what a kit says about itself, with its code and its place."""
    return ("theme: night\nlinks", f"theme: night\n  about: {{text: {said}}}\nlinks"), code, snippet


#: Changes of `kit.yaml`, each (old, new), and the code of the one fault that follows, with where in its line it is.
MISTAKES = {
    # sections
    "section-unknown": (("voice: [", "vioce: ["), "unknown-section", "vioce"),
    "section-empty": (("checks: [{off: widow, reason: it is meant}]", "checks:"), "empty-value", "checks"),
    "section-misspelt": (("links:", "linsk:"), "unknown-section", "linsk"),
    # names
    "name-with-space": (("name: tiny", "name: a b"), "invalid-path-part", "a b"),
    "name-with-two-hyphens": (("name: tiny", "name: a--b"), "invalid-path-part", "a--b"),
    "name-too-long": (("name: tiny", f"name: {'a' * 49}"), "invalid-path-part", "aaa"),
    "version-with-stroke": (("1.0.0", "1/0"), "invalid-path-part", "1/0"),
    "version-with-v": (("1.0.0", "v1.0.0"), "invalid-path-part", "v1.0.0"),
    "version-in-capitals": (("1.0.0", "1.0.0-RC1"), "invalid-path-part", "1.0.0-RC1"),
    "version-reserved": (("1.0.0", "nul"), "reserved-path-part", "nul"),
    "language-in-words": (("language: en", "language: English!"), "invalid-path-part", "English"),
    "language-reserved": (("language: en", "language: CON"), "reserved-path-part", "CON"),
    "id-with-capital": (("  sign:", "  Sign:"), "invalid-path-part", "Sign"),
    "id-too-long": (("  sign:", f"  {'a' * 49}:"), "invalid-path-part", "aaa"),
    "id-reserved": (("  sign:", "  com1:"), "reserved-path-part", "com1"),
    # references
    "statistic": (("statistic: reports\n    link", "statistic: repots\n    link"), "unknown-statistic", "repots"),
    "statistic-of-frame": (("statistic: reports}", "statistic: repots}"), "unknown-statistic", "repots"),
    "link": (("link: petition", "link: petiton"), "unknown-link", "petiton"),
    "first": (("theme: night\nlinks", "theme: night\n  first: sgin\nlinks"), "unknown-first-message", "sgin"),
    "theme": (("theme: night\n    copy", "theme: nite\n    copy"), "unknown-theme", "nite"),
    "theme-of-the-kit": (("theme: night\nlinks", "theme: nite\nlinks"), "unknown-theme", "nite"),
    "platform": (("[x/square, telegram]", "[x/square, telegrm]"), "unknown-platform", "telegrm"),
    "link-of-about": about("A., by: B, link: petiton", "unknown-link", "petiton"),
    "source-of-about": about("A., by: B, link: petition, source: leter", "unknown-source", "leter"),
    "figure-of-about": about("'{repots}.', by: B, link: petition", "unknown-statistic", "{repots}"),
    "source": (("source: letter", "source: leter"), "unknown-source", "leter"),
    # dates
    "as-of-of-a-statistic": (("as_of: 2020-12,", "as_of: 2020-13,"), "invalid-as-of", "2020-13"),
    "as-of-of-a-source": (('as_of: "2020"', 'as_of: "20"'), "invalid-as-of", '"20"'),
    # themes
    "role-unknown": (('{wall: "#000000"', '{wall: "#000000", wal: "#000000"'), "unknown-colour-role", "wal: "),
    "role-missing": (('{wall: "#000000", ', "{"), "theme-without-colour", "night"),
    "colour-in-words": (('"#000000"', "black"), "invalid-colour", "black"),
    # links
    "host-of-the-kit": (("[www.change.org]", "[www.change.org, localhost]"), "invalid-host", "localhost"),
    "host-of-a-link": (("https://www.change.org/a", "https://change.org/a"), "host-not-listed", "https://change"),
    "shown": (("shown: change.org/a", "shown: change.org/b"), "shown-address-differs", "change.org/b"),
    "address-of-a-source": (("https://www.missingkids.org/a", "http://a.org"), "address-without-https", "http:"),
    "site": (("theme: night\nlinks", "theme: night\n  site: http://a.org\nlinks"), "address-without-https", "http:"),
    # images
    "images-none": ((IMAGES, "images: []"), "message-without-images", "[]"),
    "layout": (("layout: figure", "layout: figur"), "unknown-layout", "figur"),
    "layout-of-frame": (("- copy: {headline: Another}", "- {copy: {}, layout: figur}"), "unknown-layout", "figur"),
    "role-none": (("on: [feed]}, {", "on: []}, {"), "image-without-role", "[]"),
    "role-unknown-here": (("on: [feed]}, {", "on: [fed]}, {"), "unknown-choice", "fed"),
    "at-unknown": (("at: [x]", "at: [y]"), "unknown-platform", "y]"),
    "at-of-another-role": (("at: [x]", "at: [print]"), "placement-of-another-role", "print"),
    "role-twice": (("on: [header], at: [x]", "on: [feed], at: [x]"), "duplicate-role", "feed], at"),
    # copy and slots
    "slot-unknown": (("support: Please}", "suport: Please}"), "unknown-slot", "suport"),
    "slot-derived": (("support: Please}", "qr: Please}"), "derived-slot-in-copy", "qr"),
    "slot-not-in-layout": (("support: Please}", "kicker: Please}"), "copy-without-slot", "kicker"),
    "slot-required": ((f"{HEADLINE}, ", ""), "required-slot-unfilled", "copy"),
    "slot-misspelt": (("headline: One of", "hedline: One of"), "unknown-slot", "hedline"),
    "source-without-slot": ((FEED, BARE), "layout-without-source-slot", "bare"),
    "slot-of-image": ((HEADER, own("copy: {suport: Now}")), "unknown-slot", "suport"),
    "slot-of-image-not-in-layout": ((HEADER, own("copy: {kicker: Now}")), "copy-without-slot", "kicker"),
    "theme-of-image": ((HEADER, own("theme: nigth")), "unknown-theme", "nigth"),
    "figure-of-image": ((HEADER, own("copy: {support: 'Of {repots}'}")), "unknown-statistic", "{repots}"),
    "image-key": ((HEADER, own("thme: night")), "unknown-key", "thme"),
    # texts
    "text-empty": (("shows: A wall.", 'shows: " "'), "empty-text", '" "'),
    "text-of-emphasis": (("support: Please}", 'support: "****"}'), "empty-text", '"****"'),
    "text-too-long": (("shows: A wall.", f"shows: {'a' * 10_001}"), "text-too-long", "aaa"),
    "text-of-no-letters": (("shows: A wall.", 'shows: "\u3164"'), "empty-text", '"\u3164"'),
    "title-empty": (("publisher: NCMEC", 'publisher: "\u200b"'), "empty-text", '"\u200b"'),
    "reason-of-a-rule": (("reason: it is meant", 'reason: " "'), "empty-text", '" "'),
    "reason-of-no-words": (("reason: it is meant", "reason: …"), "empty-text", "…"),
    "reason-of-a-number": (("checks:", 'numbers: [{allow: "7", reason: ""}]\nchecks:'), "empty-text", '""'),
    "emphasis-in-caption": (("short: Please sign.", 'short: "Please **sign.**"'), "emphasis-outside-copy", "**sign"),
    "emphasis-in-shows": (("shows: A wall.", "shows: A **wall."), "emphasis-outside-copy", "**wall"),
    "emphasis-in-title": (("publisher: NCMEC", "publisher: N**CM**EC"), "emphasis-outside-copy", "**CM"),
    "emphasis": (("support: Please}", 'support: "Please **sign"}'), "emphasis-not-closed", "**sign"),
    "figure": (("for {reports}", "for {repots}"), "unknown-statistic", "{repots}"),
    "figure-part": (("for {reports}", "for {reports.words}"), "unknown-statistic-part", "{reports.w"),
    "figure-bare": (("for {reports}", "for {reports.text}"), "figure-without-qualifier", "{reports.t"),
    "brace": (("for {reports}", "for {reports}}"), "unpaired-brace", '}"'),
    "second-brace-of-a-line": (("for {reports}", "{reports} or {repots}"), "unknown-statistic", "{repots}"),
}  # fmt: skip


def test_the_small_project_is_whole_before_it_is_broken(tmp_path: Path) -> None:
    assert faults_of(write_breakable(tmp_path)) == ()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_code_at_its_place_once(name: str, tmp_path: Path) -> None:
    change, code, place = MISTAKES[name]
    [fault] = [
        fault
        for fault in faults_of(write_breakable(tmp_path, change))
        if name != "section-misspelt" or fault.code == code
    ]
    assert fault.code == code
    assert fault.remedy
    assert fault.mark
    assert fault.mark.file == "kit.yaml"
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith(place)


@pytest.mark.parametrize("length", [48, 49])
def test_a_name_has_at_most_48_characters(length: int, tmp_path: Path) -> None:
    faults = faults_of(
        write_breakable(tmp_path, ("name: tiny", f"name: {'a' * length}"), ("  sign:", f"  {'b' * length}:"))
    )
    assert [fault.code for fault in faults] == ["invalid-path-part"] * (2 if length > 48 else 0)


@pytest.mark.parametrize("as_of", ["2020", "2020-12", "2020-12-31"])
def test_a_date_may_be_a_year_a_month_or_a_day(as_of: str, tmp_path: Path) -> None:
    assert faults_of(write_breakable(tmp_path, ("as_of: 2020-12,", f'as_of: "{as_of}",'))) == ()


@pytest.mark.parametrize("as_of", ["20", "2020-1", "2020-00", "2020-13", "2020-12-00", "2020-12-32", "2020-12-01T00"])
def test_a_date_is_a_month_and_day_that_a_year_can_have(as_of: str, tmp_path: Path) -> None:
    faults = faults_of(write_breakable(tmp_path, ("as_of: 2020-12,", f'as_of: "{as_of}",')))
    assert [fault.code for fault in faults] == ["invalid-as-of"]


def test_a_link_that_a_layout_requires_is_missing_in_the_message_not_in_its_frames(tmp_path: Path) -> None:
    layout = LAYOUTS["figure"].replace("chart: {}", "qr: {required: yes}")
    other = "      - {copy: {support: More}, statistic: reports, layout: bare}"
    path = write_breakable(
        tmp_path, ("      - {copy: {support: More}, statistic: reports}", other), files={"figure/layout.yaml": layout}
    )
    missing = [fault for fault in faults_of(path) if fault.code == "required-slot-unfilled"]
    assert [fault.mark.snippet for fault in missing if fault.mark] == ["  series:"]


def test_a_name_whose_entry_is_broken_is_known(tmp_path: Path) -> None:
    changes = (("shown: change.org/a", "shwn: [a]"), ("counts: of it, ", ""), ('"#000000"', "[black]"))
    codes = {fault.code for fault in faults_of(write_breakable(tmp_path, *changes))}
    assert not codes & {"unknown-link", "unknown-statistic", "unknown-theme"}


def test_mistakes_in_every_section_are_reported_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    changes = [
        ("  licence: CC BY 4.0\n", ""),
        ("https://www.change.org/a", "http://www.change.org/a"),
        ("source: letter", "source: leter"),
        ("layout: figure", "layout: figur"),
        ("off: widow, ", ""),
    ]
    faults = faults_of(write_breakable(tmp_path, *changes))
    assert [fault.code for fault in faults] == [
        "missing-key", "address-without-https", "unknown-source", "unknown-layout", "missing-key",
    ]  # fmt: skip
    lines = [fault.mark.line for fault in faults if fault.mark]
    assert lines == sorted(lines)


def test_hosts_of_a_broken_kit_are_those_that_links_are_judged_by(tmp_path: Path) -> None:
    codes = [fault.code for fault in faults_of(write_breakable(tmp_path, ("version: 1.0.0", "version: [1]")))]
    assert codes == ["wrong-type"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["empty-file"]),
        ("- a", ["wrong-type"]),
        ("links: {}", ["missing-section", "missing-section"]),
        ("message: {}\nkit: {}", ["unknown-section"]),
        ("kit: {}\nmessages: {}", ["no-messages"]),
    ],
)
def test_a_file_has_the_sections_that_every_kit_has(text: str, codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "kit.yaml").write_text(text, encoding="utf-8")
    found = [fault.code for fault in faults_of(tmp_path / "kit.yaml") if fault.code != "missing-key"]
    assert [code for code in found if code != "invalid-path-part"] == codes


def test_figures_are_written_into_every_text_and_named(tmp_path: Path) -> None:
    path = write_breakable(
        tmp_path, ("short: Please sign.", "short: '{reports}'"), ("shows: A wall.", "shows: Of {reports}")
    )
    campaign = load_project(path).campaign
    sign, series = campaign.messages["sign"], campaign.messages["series"]
    assert sign.copy["headline"] == "**Sign** for more than 82 million"
    assert (sign.caption.short, sign.shows) == ("More than 82 million", "Of more than 82 million")
    on = [figures_of(picture, campaign.figures) for picture in (*pictures_of(sign), *pictures_of(series))]
    assert on == [("reports",), ("reports",), (), ("reports",)]
    assert campaign.figures["messages", "sign", "shows"] == ("reports",)


def test_copy_that_a_layout_requires_is_written_for_the_message_or_in_every_frame(tmp_path: Path) -> None:
    own = ("copy: {headline: One of two}", "copy: {}")
    more = ("copy: {support: More}", "copy: {headline: More}")
    layout = ("layout: figure", "layout: plain")
    assert faults_of(write_breakable(tmp_path, layout)) == ()
    assert faults_of(write_breakable(tmp_path, layout, own, more)) == ()
    [fault] = faults_of(write_breakable(tmp_path, layout, own))
    assert fault.code == "required-slot-unfilled"
    assert fault.mark
    assert "support: More" in fault.mark.snippet


@pytest.mark.parametrize(
    ("slot", "copy", "codes"),
    [
        ("source", "Of {reports}", []),
        ("source", "One of two", ["required-slot-unfilled"]),
        ("number", "Of {reports}", ["required-slot-unfilled"]),
    ],
)
def test_a_figure_in_the_copy_fills_the_slot_of_its_source_and_no_other(
    slot: str, copy: str, codes: list[str], tmp_path: Path
) -> None:
    layout = LAYOUTS["figure"].replace(f"{slot}: {{}}", f"{slot}: {{required: yes}}")
    changes = (
        ("One of two", f'"{copy}"'),
        ("- copy: {headline: Another}", "- copy: {}"),
        (", statistic: reports}", "}"),
    )
    faults = faults_of(write_breakable(tmp_path, *changes, files={"figure/layout.yaml": layout}))
    assert [fault.code for fault in faults] == codes
