"""Remedies for designers, in general and in the terms of the editor that wrote a drawing."""

from __future__ import annotations

import re
from typing import Final, Literal

Editor = Literal["Affinity", "Canva", "Figma", "Illustrator", "Inkscape"]

EFFECT: Final = "draw the effect as shapes, or flatten it in the editor"
MASK: Final = "use a clip path, or cut the shape"
BLEND: Final = "use plain colours"
LOOSE_WORDS: Final = "words outside a slot change from machine to machine: put them in a slot, or turn them into paths"
EMBED: Final = "embed the picture as PNG, JPEG, WebP or GIF"
ARROW: Final = "draw the arrow or dot as a shape"
COLOUR: Final = "write it as #rrggbb, and its opacity as fill-opacity"
WIDE: Final = "write it as #rrggbb; in the editor, choose sRGB as the colour profile of the document"
HAIRLINE: Final = "let the stroke grow with its shape, or turn it into a path"
MESH: Final = "fill the shape with a linear or radial gradient, or draw it as shapes"
PROGRAM: Final = "a drawing can't contain a program"
WEB_PAGE: Final = "a drawing can't contain a web page"
ANGULAR: Final = "fill it with a linear or radial gradient, or embed it as a picture"
BLURRED_GROUND: Final = "take the blur off, and give it a plain fill"
OUTLINED: Final = "put a text with sample words in it, not outlines"
CLIPPED: Final = "release the clip"
PLAIN: Final = "save it as plain SVG"
NO_SLOTS: Final = "group a rectangle with a text and name the group, such as 'slot-headline'"
BARE: Final = "write pin-stretch after its name, or draw it far beyond the canvas"
NO_LIVE: Final = "draw a rectangle around what must stay inside the safe area and name it 'live'"

#: Patterns in the beginning of a file for the editor that wrote it last, in order of certainty.
_SIGNS: tuple[tuple[Editor, re.Pattern[str]], ...] = (
    ("Inkscape", re.compile(r"inkscape\.org/namespaces/inkscape|xmlns:svg=")),
    ("Illustrator", re.compile(r"Adobe Illustrator|//ns\.adobe\.com/|\.cls-1\b")),
    ("Affinity", re.compile(r"//www\.serif\.com/")),
    # Batik, which writes the same attribute, writes another before it.
    ("Canva", re.compile(r'(?s)\A(?!.*contentScriptType).*?<svg [^>]*zoomAndPan="magnify"')),
    ("Figma", re.compile(r'\s*<svg width="[\d.]+" height="[\d.]+" viewBox="[^"]+" fill="none" xmlns=')),
)
#: How much of a file is searched for them.
_BEGINNING = 4000

_WORDS = "words outside a slot change from machine to machine: put them in a slot, or"
_SAVE_FOR_ALL = "choose File, Save As, SVG, and turn off 'Preserve Illustrator Editing Capabilities'"
_NAMES = f"{NO_SLOTS}; where they have names,"
#: Remedies in the terms of an editor; for other editors the general one applies.
_IN_TERMS: dict[str, dict[Editor, str]] = {
    EFFECT: {
        "Affinity": "take the layer effect off, or draw it as shapes",
        "Canva": "select it and choose Edit, Effects, None; for a faded one choose Transparency, 100",
        "Figma": "take it off under Effects, or draw it as shapes with gradients",
        "Illustrator": "take the effect off in the panel Appearance, or make pixels of it: Object, Rasterize",
        "Inkscape": "choose Filters, Remove Filters; or Edit, Make a Bitmap Copy, and delete the original",
    },
    MASK: {
        "Affinity": "delete the mask layer, and drag the layer into the shape that is to cut it",
        "Canva": "select it, choose Transparency in the toolbar above the design, and set it to 100",
        "Figma": "turn off 'Use as mask', and put the layers into a frame that clips its content",
        "Illustrator": "release it in the panel Transparency, and choose Object, Clipping Mask, Make",
        "Inkscape": "choose Object, Mask, Release Mask, then Object, Clip, Set Clip",
    },
    BLEND: {
        "Affinity": "set the blend mode of the layer to Normal, of a group to Passthrough, and use plain colours",
        "Figma": "set the blend mode of the layer to Normal, of a group to Pass through, and use plain colours",
        "Illustrator": "set the blending mode to Normal in the panel Transparency, and use plain colours",
        "Inkscape": "set the blend mode to Normal under Object, Fill and Stroke, and use plain colours",
    },
    LOOSE_WORDS: {
        "Affinity": f"{_WORDS} choose Layer, Convert to Curves",
        "Figma": f"{_WORDS} choose Object, Flatten",
        "Illustrator": f"{_WORDS} choose Type, Create Outlines",
        "Inkscape": f"{_WORDS} choose Path, Object to Path",
    },
    ARROW: {
        "Affinity": f"{ARROW}: choose Layer, Expand Stroke",
        "Illustrator": f"{ARROW}: choose Object, Expand Appearance",
        "Inkscape": f"{ARROW}: choose Path, Stroke to Path, and set the colour of the arrow or dot again",
    },
    COLOUR: {
        "Inkscape": f"choose it again under Object, Fill and Stroke; in the file, {COLOUR}",
    },
    WIDE: {
        "Figma": "set the color profile of the file to sRGB, and export the frame again",
    },
    HAIRLINE: {
        "Inkscape": "give the stroke a width in px, not Hairline, or choose Path, Stroke to Path",
    },
    ANGULAR: {
        "Figma": "choose Linear, Radial or Diamond for the fill, not Angular; or Object, Rasterize selection",
    },
    BLURRED_GROUND: {
        "Figma": "take Background blur off under Effects, and give the layer a plain fill",
    },
    WEB_PAGE: {
        "Illustrator": _SAVE_FOR_ALL,
    },
    PROGRAM: {
        "Inkscape": f"{PROGRAM}: remove it under File, Document Properties, Scripting",
    },
    MESH: {
        "Inkscape": f"{MESH}; or choose Edit, Make a Bitmap Copy, and delete the original",
    },
    EMBED: {
        "Affinity": f"{EMBED}: Window, Resource Manager, Embed",
        "Illustrator": f"{EMBED}: panel Links, Embed Images",
        "Inkscape": f"{EMBED}: Extensions, Images, Embed Images",
    },
    OUTLINED: {
        "Affinity": f"{OUTLINED}; turn off 'Export text as curves' when you export",
        "Figma": f"{OUTLINED}; turn off 'Outline text' when you export",
        "Illustrator": f"{OUTLINED}; choose SVG for the font when you save, not outlines",
        "Inkscape": f"{OUTLINED}; keep Path, Object to Path for other words",
    },
    CLIPPED: {
        "Affinity": "drag the slot out of the shape or artboard that cuts it",
        "Figma": "turn off 'Clip content' of the frame",
        "Illustrator": "choose Object, Clipping Mask, Release",
        "Inkscape": "choose Object, Clip, Release Clip",
    },
    PLAIN: {
        "Illustrator": _SAVE_FOR_ALL,
    },
    NO_SLOTS: {
        "Figma": f"{_NAMES} turn on 'Include \"id\" attribute' when you export",
        "Illustrator": f"{_NAMES} choose Layer Names for Object IDs when you export",
        "Inkscape": f"{_NAMES} save it as Inkscape SVG: plain SVG drops the names of objects",
    },
    BARE: {
        "Figma": "draw a rectangle over all of the frame, named 'ground pin-stretch': the fill of a frame has no name",
    },
    NO_LIVE: {
        "Inkscape": f"{NO_LIVE}; plain SVG drops the names of objects",
    },
}


def editor_of(text: str) -> Editor | None:
    """Return the editor that wrote a file last, from its beginning, or None if that isn't certain."""
    beginning = text[:_BEGINNING]
    return next((editor for editor, sign in _SIGNS if sign.search(beginning)), None)


def in_terms_of(editor: Editor | None, remedy: str) -> str:
    """Return a remedy in the terms of an editor, if there are any for it."""
    return _IN_TERMS.get(remedy, {}).get(editor, remedy) if editor else remedy
