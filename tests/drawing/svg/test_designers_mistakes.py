"""Mistakes that designers make with drawings from Inkscape, Figma and Illustrator: what they read, word for word."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.campaigns import HEADER

import kit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Studio = Callable[[str, dict[str, str]], Path]

SPEC = (
    HEADER
    + """\
platforms: [x/square]
messages:
  tools:
    images: [{layout: plain, on: [feed]}]
    copy: {headline: Keep the tools on., support: Now.}
    caption: {short: Keep the tools on., long: Keep the tools on. Please sign.}
    shows: A wall.
"""
)
LAYOUT = "title: Plain\nslots:\n  headline: {required: yes}\n  support: {}\n  qr: {}\n"
SVG = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
WALL = '<rect id="wall" data-pin="stretch" width="1080" height="1080" fill="#0f2a2e"/>\n'
LIVE = '<rect id="live" x="65" y="65" width="950" height="950" fill="none"/>\n'
BOX = '<rect x="100" y="100" width="700" height="110" fill="none"/>'
SET = 'fill="#fff4dc" font-family="Source Serif 4" font-size="80"'
TEXT = f'<text x="100" y="180" {SET}>Words</text>'
SUPPORT = (
    '<g id="slot-support"><rect x="100" y="400" width="700" height="200" fill="none"/>'
    f'<text x="100" y="460" {SET.replace("80", "60")}>Words</text></g>\n'
)
NO_BOX = "its first shape must be a rectangle, with a width and a height, as upright as its words"
NO_TEXT = "put a text with sample words in it, not outlines; keep Path, Object to Path for other words"
GROUP = "group it with what belongs to the slot, a rectangle and for words a text, and name the group so"
LIVE_BOX = "draw it with the rectangle tool, unrotated; it must be one rectangle, not a group of several shapes"
HIDDEN = "show it, or move the slot to a layer that is shown; delete it if nothing should be there"
RENAMED = "export the drawing again as SVG; renaming it does not make it SVG"
NO_EFFECT = "choose Filters, Remove Filters; or Edit, Make a Bitmap Copy, and delete the original"
CLIP = "choose Object, Mask, Release Mask, then Object, Clip, Set Clip"
EMBED = "embed the picture as PNG, JPEG, WebP or GIF: Extensions, Images, Embed Images"
IN_PLACE = "words outside a slot change from machine to machine: put them in a slot, or choose Path, Object to Path"


def headline(content: str, attributes: str = "") -> str:
    """Return the group of the headline, which begins in line 5 of a drawing."""
    return f'<g id="slot-headline" {attributes}>\n{content}\n</g>\n'


HEADLINE = headline(BOX + "\n" + TEXT)


def drawing(body: str = "", *, around: str = WALL + LIVE + SUPPORT, words: str = HEADLINE) -> str:
    """Return a drawing of a wall, `live`, a support line, then a headline in line 5 and what stands behind it."""
    return f'<svg {SVG} viewBox="0 0 1080 1080">\n{around}{words}{body}</svg>\n'


def layer(name: str, content: str, style: str = "display:none") -> str:
    return f'<g inkscape:groupmode="layer" inkscape:label="{name}" style="{style}">\n{content}</g>\n'


def embedded(width: int, height: int) -> str:
    data = BytesIO()
    Image.new("L", (width, height)).save(data, "PNG")
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"


def said(spec: Path) -> list[str]:
    """Return what a check finds."""
    return told([finding.fault for finding in kit.check(kit.load(spec))])


def told(faults: Sequence[kit.Fault]) -> list[str]:
    """Return faults as place, message and remedy."""
    places = [f"{fault.mark.file.removeprefix('plain/')}:{fault.mark.line}: " if fault.mark else "" for fault in faults]
    return [f"{place}{fault.message} > {fault.remedy}" for place, fault in zip(places, faults, strict=True)]


# Slots ---------------------------------------------------------------------------------------------------------------

SLOTS = {
    "no-rectangle": (
        drawing(words=headline(TEXT)),
        [f"square.svg:5: 'slot-headline' has no box: it contains no rectangle > {NO_BOX}"],
    ),
    "circle": (
        drawing(words=headline(f'<circle r="99"/>{TEXT}')),
        [f"square.svg:5: 'slot-headline' has no box: a <circle> is not an upright rectangle > {NO_BOX}"],
    ),
    "turned": (
        drawing(words=headline(BOX.replace("/>", ' transform="rotate(3)"/>') + TEXT)),
        [f"square.svg:5: 'slot-headline' has no box: its rectangle is turned, or empty > {NO_BOX}"],
    ),
    "name-on-the-text": (
        drawing(words=BOX + "\n" + TEXT.replace("<text", '<text id="slot-headline"')),
        [f"square.svg:6: 'slot-headline' has no box: it is a <text>, not a group > {GROUP}"],
    ),
    "name-on-the-rectangle": (
        drawing(words=BOX.replace("<rect", '<rect inkscape:label="Slot Headline"')),
        [f"square.svg:5: 'Slot Headline': 'slot-headline' has no text: it is a <rect>, not a group > {GROUP}"],
    ),
    "no-text": (drawing(words=headline(BOX)), [f"square.svg:5: 'slot-headline' has no text > {NO_TEXT}"]),
    "outlined": (
        drawing(words=headline(BOX + '<path d="M100 100C9 9 130 140 120 160Z" fill="#fff4dc"/>')),
        [f"square.svg:5: 'slot-headline' has no text, only shapes: are its words outlined? > {NO_TEXT}"],
    ),
    "flowed": (
        drawing(words=headline(BOX + "<flowRoot><flowPara>Words</flowPara></flowRoot>")),
        [("square.svg:5: 'slot-headline' has no text but flowed text of an old Inkscape > in Inkscape choose Text,"
         " Convert to Text; then save it again")],
    ),
    "on-a-path": (
        drawing(words=headline(f'{BOX}\n<text {SET}><textPath xlink:href="#p">Words</textPath></text>')),
        [("square.svg:7: the words of 'slot-headline' follow a path > take the text off its path (Inkscape: Text,"
         " Remove from Path); or draw these words as shapes")],
    ),
    "turned-text": (
        drawing(words=headline(BOX + "\n" + TEXT.replace("<text", '<text transform="rotate(-4)"'))),
        [("square.svg:7: the words of 'slot-headline' are turned by 4° > turn the whole group by at most 5°, or by 90°;"
         " or draw these words as shapes")],
    ),
    "points": (
        drawing(words=headline(BOX + "\n" + TEXT.replace('"80"', '"60ex"'))),
        ["square.svg:7: 'font-size' of 'slot-headline' is 60ex > write it in px as a plain number, the size above 0"],
    ),
    "font-of-another-machine": (
        drawing(words=HEADLINE.replace("Source Serif 4", "Sorce Serif 4")),
        [("square.svg:5: 'slot-headline': unknown family 'Sorce Serif 4' > did you mean 'Source Serif 4'? A font of"
         " your own needs an entry under 'families' in kit.yaml")],
    ),
    "misspelt": (
        drawing(words=HEADLINE.replace("slot-headline", "slot-heading")),
        ["square.svg:5: unknown slot 'slot-heading' > did you mean 'slot-headline'?"],
    ),
    "twice": (
        drawing(HEADLINE),
        [("square.svg:9: two slots are named 'slot-headline'; first in line 5 > delete one, or write 'again' after the"
          " name of the one that repeats the words of the other")],
    ),
    "in-a-slot": (
        drawing(around=WALL + LIVE, words=headline(BOX + TEXT + "\n" + SUPPORT)),
        [("square.svg:6: 'slot-support' is inside 'slot-headline', which one text or code fills > move it out of that"
         " group")],
    ),
    "in-a-symbol": (
        drawing(words=f'<symbol id="card">\n{HEADLINE}</symbol>'),
        [("square.svg:6: 'slot-headline' is inside <symbol>, which is not painted on its own > move it out of the"
         " <symbol>")],
    ),
    "in-a-clipped-frame": (
        drawing(words=f'<clipPath id="c"><circle r="9"/></clipPath><g id="Frame 1" clip-path="url(#c)">{HEADLINE}</g>'),
        [("square.svg:5: 'Frame 1': a clipped group can't contain a slot > release the clip")],
    ),
    "beyond-the-page": (
        drawing(words=HEADLINE.replace('x="100"', 'x="1400"')),
        [("square.svg:5: what fills 'slot-headline' is 955 px outside the safe area > move it inside 'live' in the"
         " drawing")],
    ),
    "in-a-hidden-layer": (
        drawing(words=layer("Old", HEADLINE)),
        [f"square.svg:6: 'slot-headline' is in the hidden layer 'Old' > {HIDDEN}"],
    ),
    "in-an-invisible-group": (
        drawing(words=f'<g id="Old words" style="visibility:hidden"><g>\n{HEADLINE}</g></g>'),
        [f"square.svg:6: 'slot-headline' is in the hidden group 'Old words' > {HIDDEN}"],
    ),
    "hidden-itself": (
        drawing(words=headline(BOX + TEXT, 'display="none"')),
        [f"square.svg:5: 'slot-headline' is hidden > {HIDDEN}"],
    ),
    "optional-in-a-hidden-layer": (
        drawing(around=WALL + LIVE, body=layer("Old", SUPPORT)),
        [f"square.svg:9: 'slot-support' is in the hidden layer 'Old' > {HIDDEN}"],
    ),
    "also-in-a-hidden-layer": (drawing(layer("Old", HEADLINE)), []),
}  # fmt: skip


@pytest.mark.few(8)
@pytest.mark.parametrize("name", SLOTS)
def test_a_slot_that_cannot_be_filled_is_named_with_what_was_drawn_in_it(studio: Studio, name: str) -> None:
    text, expected = SLOTS[name]
    assert said(studio(SPEC, {"plain/layout.yaml": LAYOUT, "plain/square.svg": text})) == expected


# The live box --------------------------------------------------------------------------------------------------

LIVES = {
    "twice": (
        drawing(LIVE), ["square.svg:9: two elements are named 'live'; first in line 3 > delete or rename one of them"],
    ),
    "in-two-hidden-layers": (
        drawing(around=WALL + SUPPORT, body=layer("Guides", LIVE) + layer("Old", LIVE)),
        [("square.svg:12: two elements are named 'live'; first in line 9, this one is in the hidden layer 'Old' >"
         " delete or rename one of them")],
    ),
    "in-a-hidden-layer": (drawing(around=WALL + SUPPORT, body=layer("Guides", LIVE)), []),
    "also-in-a-hidden-layer": (drawing(layer("Old", LIVE)), []),
    "a-circle-in-a-hidden-layer": (
        drawing(around=WALL + SUPPORT, body=layer("Old", '<circle id="live" r="99"/>')),
        [f"square.svg:9: 'live', which is in the hidden layer 'Old', is not an upright rectangle > {LIVE_BOX}"],
    ),
    "a-group": (
        drawing(around=WALL + SUPPORT, body=f'<g inkscape:label="Live">{2 * LIVE.replace(" id=", " class=")}</g>'),
        [f"square.svg:8: 'Live': 'live' is not an upright rectangle > {LIVE_BOX}"],
    ),
    "beyond-the-page": (
        drawing(around=WALL + LIVE.replace('x="65"', 'x="265"') + SUPPORT),
        [("square.svg:3: 'live' reaches beyond the drawing, which is 1080 x 1080 px > draw it inside the page, around"
         " what must be seen")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_a_live_box_that_cannot_be_taken_is_said_with_its_layer(studio: Studio, name: str) -> None:
    text, expected = LIVES[name]
    assert said(studio(SPEC, {"plain/layout.yaml": LAYOUT, "plain/square.svg": text})) == expected


# What is painted --------------------------------------------------------------------------------------------------

SHAPES = {
    "text-outside-slots": (
        '<text inkscape:label="Note to self" x="9" y="9">draft</text>',
        [f"square.svg:9: 'Note to self': <text> can't be painted > {IN_PLACE}"],
    ),
    "linked-image": (
        '<image id="image7" inkscape:label="Beach" xlink:href="file:///C:/Users/me/beach.jpg"/>',
        [f"square.svg:9: 'Beach': <image> points outside the drawing > {EMBED}"],
    ),
    "huge-image": (
        f'<image inkscape:label="Beach" xlink:href="{embedded(5000, 4000)}"/>',
        [("square.svg:9: 'Beach': the picture in <image> is 5000 x 4000 px > make it smaller: at most 16,000,000 pixels"
         " are painted")],
    ),
    "blur": (
        '<rect inkscape:label="Glow" style="filter:url(#f)" width="9" height="9" fill="#f5a83c"/>',
        [f"square.svg:9: 'Glow': 'filter' can't be painted: url(#f) > {NO_EFFECT}"],
    ),
    "mask-in-a-named-group": (
        '<g id="Lights">\n<rect mask="url(#m)" width="9" height="9" fill="#f5a83c"/></g>',
        [f"square.svg:10: in 'Lights': 'mask' can't be painted: url(#m) > {CLIP}"],
    ),
    "lost-gradient": (
        '<rect id="Glow" width="9" height="9" fill="url(#linearGradient12)"/>',
        [("square.svg:9: 'Glow' points to 'linearGradient12', which is hidden or not in the drawing > choose its colour"
         " again, or delete the clone")],
    ),
    "lost-clone": (
        '<use inkscape:label="Star copy" xlink:href="#star"/>',
        [("square.svg:9: 'Star copy' points to 'star', which is hidden or not in the drawing > choose its colour again,"
         " or delete the clone")],
    ),
    "curve-that-stretches": (
        '<circle inkscape:label="Sun pin-stretch" r="9" fill="#f5a83c"/>',
        [("square.svg:9: 'Sun': nothing in it can stretch > pin it without 'stretch', or redraw it as a rectangle or"
         " polygon")],
    ),
    "long-path": (
        f'<path inkscape:label="Grain" d="M0 0{"h1" * 100_001}" fill="#f5a83c"/>',
        [("square.svg:9: 'd' of 'Grain' has 200,006 characters; at most 200,000 are read > simplify the path, or split"
         " the shape")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_that_cannot_be_painted_is_named(studio: Studio, name: str) -> None:
    text, expected = SHAPES[name]
    assert said(studio(SPEC, {"plain/layout.yaml": LAYOUT, "plain/square.svg": drawing(text)})) == expected


# The file --------------------------------------------------------------------------------------------------

SIZED = f"<svg {SVG} WIDTH>\n{WALL}{LIVE}{SUPPORT}{HEADLINE}</svg>"
NO_VIEW_BOX = 'add one, such as viewBox="0 0 1080 1080", or give width and height in px'
FILES = {
    "empty": (b"", "plain/square.svg is empty > export the drawing again as SVG"),
    "blank": (b" \n", "plain/square.svg is empty > export the drawing again as SVG"),
    "png": (b"\x89PNG\r\n\x1a\n", f"plain/square.svg is a PNG picture, not SVG > {RENAMED}"),
    "jpeg": (b"\xff\xd8\xff\xe0", f"plain/square.svg is a JPEG picture, not SVG > {RENAMED}"),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", f"plain/square.svg is a WebP picture, not SVG > {RENAMED}"),
    "illustrator": (b"%PDF-1.5", f"plain/square.svg is a PDF, as Illustrator's .ai files are, not SVG > {RENAMED}"),
    "figma": (b"PK\x03\x04", f"plain/square.svg is a zip, as the files of Figma and Affinity are, not SVG > {RENAMED}"),
    "compressed": (b"\x1f\x8b\x08", "plain/square.svg is compressed > save it as plain SVG, not as .svgz"),
    "web-page": (
        b"<html><body/></html>",
        ('square.svg:1: the outermost element is \'html\', not an SVG drawing > it must be <svg xmlns="http://www.w3.org'
        '/2000/svg">'),
    ),
    "no-namespace": (
        b"<svg/>",
        ('square.svg:1: the outermost <svg> lacks the namespace of SVG > it must be <svg xmlns="http://www.w3.org/2000/'
        'svg">'),
    ),
    "millimetres-alone": (
        SIZED.replace("WIDTH", 'width="285.75mm" height="285.75mm"').encode(),
        f"square.svg:1: the drawing has no viewBox > {NO_VIEW_BOX}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_drawing_is_called_what_it_is(studio: Studio, name: str) -> None:
    data, expected = FILES[name]
    spec = studio(SPEC, {"plain/layout.yaml": LAYOUT})
    (spec.parent / "templates" / "svg" / "plain" / "square.svg").write_bytes(data)
    assert said(spec) == [expected]


def test_a_drawing_in_millimetres_with_a_view_box_is_taken(studio: Studio) -> None:
    size = 'width="285.75mm" height="285.75mm" viewBox="0 0 1080 1080"'
    assert said(studio(SPEC, {"plain/layout.yaml": LAYOUT, "plain/square.svg": SIZED.replace("WIDTH", size)})) == []


# The folder ------------------------------------------------------------------------------------------------


SHAPE = "write one beside them, such as 'title: My layout' and below it 'slots: {headline: {required: yes}}'"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"plain/square.svg": drawing()},
            f"the folder 'templates/svg/plain' holds drawings and no layout.yaml > {SHAPE}",
        ),
        (
            {"plain/square.svg": drawing(), "plain/layout.yml": LAYOUT},
            "the folder 'templates/svg/plain' holds drawings and no layout.yaml > rename 'layout.yml' to 'layout.yaml'",
        ),
        (
            {"plain/layout.yaml": LAYOUT, "plain/square.SVG": drawing()},
            (
                "layout.yaml:1: 'square.SVG' is not a drawing: only files whose names end in '.svg' are read > save it"
                " as square.svg"
            ),
        ),
        (
            {"plain/layout.yaml": LAYOUT, "plain/square.svg": drawing(), "plain/Tall.svg.ai": "%PDF"},
            (
                "layout.yaml:1: 'Tall.svg.ai' is not a drawing: only files whose names end in '.svg' are read > save it"
                " as tall.svg"
            ),
        ),
    ],
)
def test_a_folder_that_is_no_whole_layout_is_said_once_for_all_messages(
    studio: Studio, files: dict[str, str], expected: str
) -> None:
    with pytest.raises(kit.SpecError) as caught:
        kit.load(studio(SPEC + SPEC.partition("messages:\n")[2].replace("tools:", "again:"), files))
    assert told(caught.value.faults) == [expected]


def test_the_file_of_an_editor_beside_its_drawing_is_nothing_to_report(studio: Studio) -> None:
    files = {"plain/layout.yaml": LAYOUT, "plain/square.svg": drawing(), "plain/square.ai": "%PDF"}
    assert said(studio(SPEC, files)) == []
