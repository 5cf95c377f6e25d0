"""A note of a message, and what the kit says on all pictures alike: who asks, and where people find help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER
from support.faults import refused

from kit.base.errors import SpecError
from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.artwork import Artwork

    Studio = Callable[[str, dict[str, str]], Path]


def slot(name: str, top: int) -> str:
    words = '<text fill="#fff4dc" font-family="Source Sans 3" font-size="40" x="100" y="140">Words</text>'
    return f'<g id="slot-{name}"><rect x="100" y="{top}" width="800" height="80"/>{words}</g>'


#: A drawing whose line of help shares its group with a mark in a colour of its own.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000"><rect width="1000" height="1000" fill="#0f2a2e"/>'
    '<rect id="live" x="60" y="60" width="880" height="880"/>'
    + slot("headline", 100) + slot("note", 200) + slot("sender", 300)
    + f'<g><circle cx="80" cy="440" r="11" fill="#f5a83c"/>{slot("help", 400)}</g></svg>'
)  # fmt: skip
LAYOUT = "title: Ask\nslots: {headline: {required: yes}, note: {}, sender: {required: yes}, help: {}}\n"
FILES = {"ask/layout.yaml": LAYOUT, "ask/square.svg": DRAWING}
HELP = "  help: {text: 'Help for survivors:', link: helpline}\n"
KIT = (
    HEADER
    + "  sender: The Tiny campaign\n"
    + HELP
    + """\
links:
  helpline: {url: https://www.change.org/help, shown: change.org/help}
platforms: [x/square]
messages:
  sign:
    images: [{layout: ask, on: [feed]}]
    copy: {headline: Sign now, note: One claim of law}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A wall.
"""
)


def changed(*changes: tuple[str, str]) -> str:
    text = KIT
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def picture(path: Path) -> Artwork:
    project = load_project(path)
    [artboard] = plan(project)
    return Composer(project).compose(artboard)


def texts(artwork: Artwork) -> dict[str, str]:
    return {name: placed.text for name, placed in artwork.words.items()}


def test_a_picture_has_the_note_of_its_message_and_the_sender_and_the_help_of_its_kit(studio: Studio) -> None:
    artwork = picture(studio(KIT, FILES))
    assert texts(artwork) == {
        "headline": "Sign now",
        "note": "One claim of law",
        "sender": "The Tiny campaign",
        "help": "Help for survivors: change.org/help",
    }
    marks = {name: placed.mark for name, placed in artwork.words.items()}
    assert "sender: The Tiny campaign" in marks["sender"].snippet
    assert "help: {text:" in marks["help"].snippet


def test_the_alt_text_reads_note_sender_and_help_in_the_order_of_a_picture(studio: Studio) -> None:
    alt = picture(studio(KIT, FILES)).picture.description.alt
    words = "Sign now. One claim of law. The Tiny campaign. Help for survivors: change.org/help."
    assert alt == f"Text: {words} A wall."


def test_a_kit_that_names_no_sender_is_sent_by_its_creator(studio: Studio) -> None:
    artwork = picture(studio(changed(("  sender: The Tiny campaign\n", "")), FILES))
    assert texts(artwork)["sender"] == "The contributors"
    assert "creator: The contributors" in artwork.words["sender"].mark.snippet


def test_a_line_of_help_goes_with_its_group_where_the_kit_lists_none(studio: Studio) -> None:
    with_help, without = picture(studio(KIT, FILES)), picture(studio(changed((HELP, "")), FILES))
    assert "#f5a83c" in with_help.svg
    assert "#f5a83c" not in without.svg
    assert texts(without).keys() == {"headline", "note", "sender"}
    assert "Help" not in without.picture.description.alt_long


def test_words_of_the_kit_are_in_nfc(studio: Studio) -> None:
    artwork = picture(studio(changed(("The Tiny campaign", '"Cafe\\u0301"')), FILES))
    assert texts(artwork)["sender"] == "Caf\u00e9"


@pytest.mark.parametrize(
    ("changes", "files", "code", "remedy"),
    [
        ([("link: helpline", "link: helpine")], {}, "unknown-link", "did you mean 'helpline'?"),
        ([("text: 'Help for survivors:', ", "")], {}, "missing-key", "add 'text': the words before the address"),
        ([(", link: helpline", "")], {}, "missing-key", "add 'link': the name of one of 'links'"),
        ([("link: helpline", "lnik: helpline")], {}, "unknown-key", "did you mean 'link'?"),
        ([("{text: 'Help for survivors:', link: helpline}", "Call us")], {}, "wrong-type",
         "write a mapping, such as {text: …, link: …}"),
        ([("'Help for survivors:'", "'**Help**'")], {}, "emphasis-outside-copy",
         "remove it; only 'copy' can have emphasis"),
        ([("headline: Sign now", "headline: Sign now, sender: Us")], {}, "derived-slot-in-copy",
         "write 'sender' under 'kit'"),
        ([(HELP, "")], {"ask/layout.yaml": LAYOUT.replace("help: {}", "help: {required: yes}")},
         "required-slot-unfilled", "the layout 'ask' requires it: help: {text: …, link: …}"),
        ([("note: One", "footnote: One")], {}, "unknown-slot", "did you mean 'note'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_help_sender_or_note_is_said_with_what_to_do(
    studio: Studio, changes: list[tuple[str, str]], files: dict[str, str], code: str, remedy: str
) -> None:
    with refused(SpecError, code) as faults:
        load_project(studio(changed(*changes), {**FILES, **files}))
    assert faults[0].remedy == remedy
    assert faults[0].mark
