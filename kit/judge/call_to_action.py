"""Rules on the call to action: the picture has one, people see it and can follow it, and its QR code is readable."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from kit.base.errors import Fault, Mark
from kit.judge.subjects import of_picture
from kit.model.colour import LEAST_CODE_CONTRAST, contrast, parse_hex
from kit.text.languages.language_writing import any_of, writing_with_english
from kit.text.stems import says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding, Severity


#: Roles of pictures without a call to action: a ring around a profile picture is too small.
_ASKS_NOTHING = frozenset(("frame",))
#: The ends of sentences.
_SENTENCE = re.compile(r"[.!?;:\n]+")


def ask(artwork: Artwork) -> Iterator[Finding]:
    """A picture of a message with a link says where it leads, and what to do there: its button, or the link's verb."""
    link, words = artwork.picture.link, artwork.words
    if link is None or artwork.picture.placement.role in _ASKS_NOTHING:
        return
    message = " ".join(placed.text for placed in words.values())
    if "address" not in words and (artwork.code is None or artwork.picture.placement.screen == "phone"):
        yield of_picture("ask", artwork, _without_address(artwork), "warning")
    elif link.verb and "button" not in words and not says(message, link.verb):
        remedy = (
            f"say '{link.verb}' in the copy, or draw 'slot-address' or 'slot-button' in {artwork.scene.drawing.name}"
        )
        mark = artwork.picture.marks.copy
        fault = Fault(f"the picture does not say '{link.verb}'", mark, remedy, code="verb-missing")
        yield of_picture("ask", artwork, fault, "warning")


def _without_address(artwork: Artwork) -> Fault:
    """Return the fault of a drawing that shows neither an address nor, where people can scan it, a code."""
    drawing, remedy = artwork.scene.drawing, "draw 'slot-address' in it, or use a layout that has it"
    mark = Mark(drawing.name, drawing.root.line)
    return Fault("the picture shows no address", mark, remedy, code="address-not-on-picture")


def fold(artwork: Artwork) -> Iterator[Finding]:
    """A caption has its call to action, and the address where links work, before its platform folds it."""
    placement, link = artwork.picture.placement, artwork.picture.link
    if link is None or placement.fold is None:
        return
    seen = artwork.picture.description.caption[: placement.fold]
    verb = next(iter(link.verb.split()), "")
    asked = [] if not verb or says(seen, verb) else [f"'{verb}'"]
    named = [] if not placement.links or link.url in seen else [link.url]
    if asked or named:
        message = f"the caption for {placement.platform} is folded after {placement.fold} characters, before it says"
        remedy = "begin with what people should do, in fewer words"
        fault = Fault(
            f"{message} {' and '.join(asked + named)}", artwork.picture.marks.caption, remedy, code="ask-folded"
        )
        yield of_picture("fold", artwork, fault, "warning")


def scan(artwork: Artwork) -> Iterator[Finding]:
    """No picture that people see on a phone asks to be scanned: a phone can't scan its own screen."""
    if artwork.picture.placement.screen != "phone":
        return
    for placed in artwork.words.values():
        if request := _scan_request(placed.text, artwork.picture.language):
            message = f"the {placed.slot.name} says '{request}', but people see the picture on a phone"
            remedy = "ask for something else, or give the pictures 'at' other places their own 'copy'"
            fault = Fault(message, placed.mark, remedy, code="scan-on-phone")
            yield of_picture("scan", artwork, fault, "warning")


def _scan_request(text: str, language: str) -> str | None:
    """Return the word of a text that asks to scan: the first of a sentence, or one beside a code: tools scan, too."""
    scan, code = _scan_words(language)
    for sentence in map(str.strip, _SENTENCE.split(text)):
        found = scan.search(sentence)
        if found and (found.start() == 0 or code.search(sentence)):
            return found[0]
    return None


@lru_cache(maxsize=64)
def _scan_words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches a word that asks to scan, which "scandal" is not, and the beginning of what is scanned."""
    writing = writing_with_english(language)
    patterns = rf"(?<!\w)(?:{any_of(writing.scan)})(?!d)\w*", rf"(?<!\w)(?:{any_of(writing.scanned)})"
    return re.compile(patterns[0], re.IGNORECASE), re.compile(patterns[1], re.IGNORECASE)


#: px per module as shown: what phones read well, and the least that passes; and mm in print.
MODULE_SHOWN, MODULE_SHOWN_LEAST, MODULE_PRINT_MM = 2.4, 1.7, 0.5
_ON_SCREEN = ("px", MODULE_SHOWN, MODULE_SHOWN_LEAST)


def qr_module(artwork: Artwork) -> Iterator[Finding]:
    """Modules of a QR code are large enough for a phone's camera."""
    code, placement = artwork.code, artwork.picture.placement
    if code is None:
        return
    shown = code.module * placement.shown_px
    unit, good, least = ("mm", MODULE_PRINT_MM, MODULE_PRINT_MM) if placement.sheet else _ON_SCREEN
    if shown < good:
        severity: Severity = "error" if shown < least else "warning"
        fault = Fault(
            f"a QR module is shown {shown:.1f} {unit} wide; cameras need {good}",
            code.slot.mark,
            f"make 'slot-qr' larger by at least {ceil((good / shown - 1) * 100)} %",
            code="qr-module-too-small",
            excess=good / shown,
        )
        yield of_picture("qr-module", artwork, fault, severity)


def qr_inverted(artwork: Artwork) -> Iterator[Finding]:
    """A QR code is dark on light, with enough contrast."""
    code = artwork.code
    dark, light = (parse_hex(code.dark), parse_hex(code.light)) if code else (None, None)
    if code and dark and light and (sum(dark) > sum(light) or contrast(dark, light) < LEAST_CODE_CONTRAST):
        fault = Fault(
            f"the code is {code.dark} on {code.light}",
            code.slot.mark,
            "make its modules dark and its plate light",
            code="qr-contrast-too-low",
        )
        yield of_picture("qr-inverted", artwork, fault)
