"""Whole drawings as each editor writes them, with what designers do there: what each is told, and how it is mended.

Those of Inkscape were saved by Inkscape 1.4; those of the others follow files that these editors wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from support.forked_calls import forked

from kit.tools.drawings import check_drawing

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = TESTS / "drawing" / "svg" / "whole"
PAGE = TESTS.parent / "docs" / "drawing.md"
EFFECT, WORDS, LIVE = "unpaintable-property", "unpaintable-element", "drawing-without-live"
#: What each is told: the code of a fault, the name that the editor shows, and the words by which its remedy begins.
TOLD = {
    "figma": [
        (WORDS, "An initiative of NCMEC", "words outside a slot"),
        ("nearly-slot", "title", "name it 'slot-headline'"),
        ("nearly-live", "Safe area", "name it 'live'"),
        ("shape-in-slot", "slot-button", "draw it outside the group"),
    ],
    "illustrator": [
        ("outside-reference", "lighthouse", "embed the picture as PNG, JPEG, WebP or GIF: panel Links"),
        ("duplicate-slot", "slot-headline", "delete one"),
        ("slot-without-text", "slot-button", "put a text with sample words in it, not outlines; choose SVG"),
        (EFFECT, "slot-qr", "take the effect off in the panel Appearance"),
        ("shape-in-slot", "slot-button", "draw it outside the group"),
    ],
    "affinity-1": [
        ("unknown-slot", "slot-suport", "did you mean 'slot-support'?"),
    ],
    "affinity-2": [
        ("slot-without-text", "slot-note", "put a text with sample words in it, not outlines; turn off 'Export text"),
        (WORDS, "Small print", "words outside a slot"),
        ("shape-in-slot", "slot-button", "draw it outside the group"),
    ],
    "inkscape": [
        ("unknown-slot", "slot-buton", "did you mean 'slot-button'?"),
        (WORDS, "Small print", "words outside a slot"),
    ],
    "inkscape-plain": [
        *((WORDS, name, "words outside a slot") for name in ("text1", "text2", "text3", "text4")),
        (LIVE, "live", "draw a rectangle around"),
        ("drawing-without-slots", "", "group a rectangle with a text"),
    ],
}
#: What a designer does about it, as the file has it then: what is found, and what stands there instead.
MENDED = {
    "figma": {
        r' clip-path="url\(#clip1_41_207\)"': "",
        r'<text id="An initiative.*?</text>\n': "",
        "title pin": "slot-headline pin",
        "Safe area": "live",
        r'(<g id="slot-button.*?>)\n(<rect )(.*?/>)': (
            r'\2id="hug-button pin-left-bottom" \3\n\1<rect x="140" y="1026" width="340" height="64"/>'
        ),
    },
    "illustrator": {
        r"\s+filter: url\(#drop-shadow-1\);": "",
        r'\s+<image id="lighthouse".*?/>': "",
        'id="slot-headline-2" data-name="slot-headline"': 'id="slot-support"',
        r"MyriadPro-Regular, 'Myriad Pro'": "SourceSans3-Regular, 'Source Sans 3'",
        r'class="st11"( x="104".*?/>)\s+<path.*?/>': (
            r'class="st5"\1<text class="st2" style="fill:#0f2a2e" transform="translate(104 826)">'
            r'<tspan x="0" y="0">Sign</tspan></text>'
        ),
    },
    "affinity-1": {"slot-suport": "slot-support"},
    "affinity-2": {
        r'<g id="Small-print".*?</g>': "",
        r'<path d="M4.4.*?/>': (
            "<text style=\"font-family:'SourceSans3-Regular', 'Source Sans 3';font-size:48px;"
            'fill:rgb(255,244,220);">Every report counts.</text>'
        ),
        r'(<g id="Slot-Button".*?>)\s+(<path )id="Rounded-Rectangle" serif:id="Rounded Rectangle"( .*?/>)': (
            r'\2id="hug-button"\3\1<rect x="124" y="1460" width="396" height="80" style="fill:none;"/>'
        ),
    },
    "inkscape": {
        "slot-buton": "slot-button",
        r'<text\s+xml:space="preserve"\s+inkscape:label="Small print".*?</text>': "",
    },
}
#: What is found then, besides that a code is too small for a phone and a ground without a pin leaves bands bare.
LEFT = {"illustrator": {"slots-collide"}, "affinity-1": {"slots-collide"}}


@pytest.mark.ci
@pytest.mark.parametrize("name", TOLD)
def test_a_whole_drawing_is_told_all_of_it_by_the_names_and_in_the_words_of_its_editor(name: str) -> None:
    found = [finding.fault for finding in forked(check_drawing, WHOLE / f"{name}.svg").findings]
    assert sorted(fault.code for fault in found) == sorted(code for code, _, _ in TOLD[name])
    for code, shown, remedy in TOLD[name]:
        assert [
            fault
            for fault in found
            if fault.code == code and shown in fault.message and fault.remedy.startswith(remedy)
        ]


@pytest.mark.ci
@pytest.mark.parametrize("name", MENDED)
def test_a_whole_drawing_that_is_mended_as_it_is_told_can_be_used(name: str, tmp_path: Path) -> None:
    text = (WHOLE / f"{name}.svg").read_text(encoding="utf-8")
    for found, instead in MENDED[name].items():
        text, times = re.subn(found, instead, text, flags=re.DOTALL)
        assert times
    (tmp_path / f"{name}.svg").write_text(text, encoding="utf-8")
    findings = forked(check_drawing, tmp_path / f"{name}.svg").findings
    assert {finding.severity for finding in findings} <= {"warning"}
    assert {finding.fault.code for finding in findings} - {"qr-module-too-small", "canvas-bare"} == LEFT.get(
        name, set()
    )


def test_names_that_plain_svg_drops_are_said_to_be_lost() -> None:
    found = {
        finding.fault.code: finding.fault for finding in forked(check_drawing, WHOLE / "inkscape-plain.svg").findings
    }
    lost = [found[code].remedy for code in (LIVE, "drawing-without-slots")]
    assert [remedy.endswith("plain SVG drops the names of objects") for remedy in lost] == [True, True]


def test_the_page_says_what_each_of_them_is_told() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)`: [^|]*\| (.*) \|$", page, re.MULTILINE))
    assert rows.keys() == TOLD.keys()
    for name, told in TOLD.items():
        assert all(shown in rows[name] for code, shown, _ in told if code != WORDS)
