"""Two projects that are compared: what differs, where it is written, and which pictures it may concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER, make_project
from support.photos import SVG_LOGO, quarters, saved, write_pictured

from kit.project import load_project
from kit.tools.comparison.changes import Cause, ProjectChange
from kit.tools.comparison.project_changes import project_changes

if TYPE_CHECKING:
    from pathlib import Path

#: Figures, a source that only one message leads to, a series, and a message that is like another.
SPEC = (
    HEADER
    + """\
  hashtags: ["#tiny"]
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
sources:
  letter: {title: A letter, publisher: Somebody, as_of: "2020"}
statistics:
  reports: {value: 82000000, text: "**82** million reports", counts: were made, source: letter, as_of: "2020"}
themes:
  night: {wall: "#0f2a2e"}
platforms: [telegram/square]
messages:
  sign:
    images: [{layout: petition, on: [feed]}]
    link: petition
    copy: {headline: Keep child safety **first.**, button: Sign the petition}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A room with a wide opening of light in which a QR code stands.
  also:
    like: sign
    copy: {headline: Sign it too}
  told:
    images: [{layout: message, on: [feed]}]
    copy: {headline: There were {reports}}
    caption: {short: Read it., long: Read it all.}
    shows: A short call in large letters.
  row:
    images: [{layout: cover, on: [feed]}]
    copy: {headline: None}
    frames: [{copy: {headline: One}}, {copy: {headline: Two}}]
    caption: {short: Look., long: Look at all.}
    shows: A short call in large letters.
""".replace("There were {reports}", '"There were {reports}"')
)


def compared(folder: Path, *changes: tuple[str, str]) -> list[ProjectChange]:
    """Return what differs when some texts of `kit.yaml` do."""
    spec = SPEC
    for old, new in changes:
        assert old in spec
        spec = spec.replace(old, new)
    projects = (make_project(folder / name, text) / "kit.yaml" for name, text in (("old", SPEC), ("new", spec)))
    return project_changes(*map(load_project, projects))


def test_the_same_project_in_another_folder_does_not_differ(tmp_path: Path) -> None:
    assert compared(tmp_path) == []


def test_a_changed_word_is_named_with_its_line_and_concerns_its_message(tmp_path: Path) -> None:
    [change] = compared(tmp_path, ("Sign it too", "Sign it as well"))
    assert (change.cause.name, change.cause.old, change.cause.new) == (
        "messages.also.copy.headline", "Sign it too", "Sign it as well",
    )  # fmt: skip
    assert str(change.cause.mark).startswith("kit.yaml:30:")
    assert change.scope.messages == frozenset({"also"})
    assert "caption" not in change.scope.aspects


def test_what_another_message_takes_is_one_change_where_it_is_written(tmp_path: Path) -> None:
    [change] = compared(tmp_path, ("button: Sign the petition", "button: Sign now"))
    assert (change.cause.name, change.scope.messages) == ("messages.sign.copy.button", frozenset({"sign", "also"}))


def test_a_figure_and_its_source_concern_the_messages_that_lead_to_them(tmp_path: Path) -> None:
    changes = compared(tmp_path, ("counts: were made", "counts: were sent"), ("A letter", "The letter"))
    assert {change.cause.name: change.scope.messages for change in changes} == {
        "sources.letter.title": frozenset({"told"}),
        "statistics.reports.counts": frozenset({"told"}),
    }


def test_words_of_one_picture_of_a_series_concern_it_alone(tmp_path: Path) -> None:
    [change] = compared(tmp_path, ("headline: Two", "headline: Three"))
    assert (change.scope.messages, change.scope.frame) == (frozenset({"row"}), 2)


@pytest.mark.parametrize(
    ("old", "new", "aspects"),
    [
        ("Please sign.", "Please do.", {"caption"}),
        ('"#tiny"', '"#small"', {"caption"}),
        ("A room", "One room", {"alt"}),
        ("version: 1.0.0", "version: 1.1.0", {"file", "page", "path"}),
        ("platforms: [telegram/square]", "platforms: [telegram/square, x/square]", {"presence"}),
    ],
)
def test_a_change_concerns_what_it_can_change(tmp_path: Path, old: str, new: str, aspects: set[str]) -> None:
    assert [change.scope.aspects for change in compared(tmp_path, (old, new))] == [aspects]


def test_a_theme_concerns_the_pictures_in_it(tmp_path: Path) -> None:
    [change] = compared(tmp_path, ('"#0f2a2e"', '"#0f2a3e"'))
    assert (change.cause.name, change.scope.themes) == ("themes.night.wall", frozenset({"night"}))


def test_a_new_message_is_one_change(tmp_path: Path) -> None:
    [change] = compared(tmp_path, ("  also:\n", "  more:\n    like: sign\n  also:\n"))
    assert (change.cause.name, change.cause.status, change.cause.new) == (
        "messages.more", "added", "{like, images, link, copy, caption, shows}",
    )  # fmt: skip
    assert "presence" in change.scope.aspects


def test_rules_that_are_turned_off_concern_no_picture(tmp_path: Path) -> None:
    off = "checks: [{off: widow, reason: it is short}]\nplatforms:"
    assert compared(tmp_path, ("platforms:", off)) == []


def files(
    folder: Path, *changes: tuple[str, str], photo: bytes | None = None, logo: str | None = None
) -> list[tuple[Cause, object]]:
    """Return the causes that differ, and the messages, drawings or layouts that they concern, in a drawn project."""
    old = write_pictured(folder / "old")
    new = write_pictured(folder / "new", *changes, photo=photo, logo=logo)
    found = project_changes(load_project(old), load_project(new))
    scopes = [change.scope for change in found]
    concerned = (scope.messages or scope.drawings or scope.layouts for scope in scopes)
    return list(zip([change.cause for change in found], concerned, strict=True))


def test_a_drawing_concerns_the_pictures_made_of_it(tmp_path: Path) -> None:
    found = files(tmp_path, ('height="300" fill="#101010"', 'height="320" fill="#101010"'))
    assert found == [(Cause("file", "templates/svg/card/square.svg"), {"card/square.svg"})]


def test_photos_concern_the_messages_that_name_them_and_the_logo_of_the_kit_all(tmp_path: Path) -> None:
    [(cause, messages)] = files(tmp_path / "photo", photo=saved(quarters(1200, 1200), "PNG"))
    assert (cause, messages) == (Cause("file", "images/bus.png"), {"bus"})
    [(cause, messages)] = files(tmp_path / "logo", logo=SVG_LOGO.replace("#e4002b", "#0002e4"))
    assert (cause, messages) == (Cause("file", "images/logo.svg"), None)


def test_a_colour_of_a_palette_and_a_rule_of_a_layout_are_named_by_their_lines(tmp_path: Path) -> None:
    found = files(tmp_path, ('night: "#101010"', 'night: "#111111"'), ("headline: {lines: 2}", "headline: {lines: 3}"))
    said = [(str(cause.mark), cause.name, cause.old, cause.new, layouts) for cause, layouts in found]
    assert said == [
        ("templates/svg/card/layout.yaml:4:21", "slots.headline.lines", "2", "3", {"card"}),
        ("templates/svg/palette.yaml:1:8", "night", "#101010", "#111111", {"card"}),
    ]


# Translations --------------------------------------------------------------------------------------------------------

GERMAN = """\
statistics: {reports: {text: "**82** Millionen Meldungen", counts: wurden gemacht}}
links: {petition: {shown: change.org/childsafetyfirst}}
sources: {letter: {title: Ein Brief, publisher: Jemand}}
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib sie.}
    shows: Ein Raum mit einer hellen Öffnung.
  told:
    copy: {headline: "Es waren {reports}"}
    caption: {short: Lies es., long: Lies es ganz.}
    shows: Ein kurzer Aufruf.
"""


def compared_in_german(
    folder: Path, spec: tuple[str, str] = ("", ""), german: tuple[str, str] = ("", "")
) -> list[ProjectChange]:
    """Return what differs between two projects with a translation when a text of either file does."""
    projects = []
    for name, changed in (("old", ("", "")), ("new", spec)):
        path = make_project(folder / name, SPEC.replace(*changed)) / "kit.yaml"
        (folder / name / "locales").mkdir()
        text = GERMAN.replace(*german) if name == "new" else GERMAN
        (folder / name / "locales" / "de.yaml").write_text(text, encoding="utf-8")
        projects.append(load_project(path))
    return project_changes(*projects)


def test_words_of_a_translation_concern_its_own_pictures(tmp_path: Path) -> None:
    (change,) = compared_in_german(tmp_path, german=("Es waren", "Das waren"))
    assert (change.cause.name, change.cause.new) == ("messages.told.copy.headline", "Das waren {reports}")
    assert str(change.cause.mark).startswith("locales/de.yaml:10:")
    assert (change.scope.messages, change.scope.languages) == (frozenset({"told"}), frozenset({"de"}))


def test_words_that_are_translated_concern_the_other_languages(tmp_path: Path) -> None:
    (change,) = compared_in_german(tmp_path, ("There were", "These were"))
    assert change.scope.languages == frozenset({"en"})
    assert str(change.cause.mark).startswith("kit.yaml:")


def test_what_no_translation_says_concerns_all_languages(tmp_path: Path) -> None:
    (change,) = compared_in_german(tmp_path, ('wall: "#0f2a2e"', 'wall: "#102b2f"'))
    assert change.scope.languages is None


def test_a_message_that_is_translated_anew_is_one_change_of_its_language(tmp_path: Path) -> None:
    row = "  row: {copy: {headline: Nichts}, frames: {1: {copy: {headline: Eins}}, 2: {copy: {headline: Zwei}}}, "
    row += "caption: {short: Schau., long: Schau alle an.}, shows: Ein kurzer Aufruf.}\n"
    changes = compared_in_german(tmp_path, german=("messages:\n", f"messages:\n{row}"))
    assert [(change.cause.name, change.cause.status) for change in changes] == [("messages.row", "added")]
    assert changes[0].scope.languages == frozenset({"de"})


def test_a_new_translation_is_one_change(tmp_path: Path) -> None:
    old, new = (load_project(make_project(tmp_path / name, SPEC) / "kit.yaml") for name in ("old", "new"))
    (tmp_path / "new" / "locales").mkdir()
    (tmp_path / "new" / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    new = load_project(tmp_path / "new" / "kit.yaml")
    (change,) = project_changes(old, new)
    assert change.cause == Cause("file", "locales/de.yaml", status="added")
    assert project_changes(new, old)[0].cause.status == "removed"
