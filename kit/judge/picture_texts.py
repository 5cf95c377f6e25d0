"""Rules on the texts of a picture: its caption, alt text and call to action, its address and code, and its sources.

Lengths are counted as the platform counts them. The call to action is in the picture, people see it and can follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import ceil

from kit.base.errors import Fault, Mark
from kit.judge.subjects import of_picture
from kit.model.artwork import Artwork
from kit.model.asset import FORMATS
from kit.model.colour import LEAST_CODE_CONTRAST, contrast, parse_hex
from kit.model.finding import Finding, Severity
from kit.model.picture import CitedFigure
from kit.text.count import excess, hashtags_in
from kit.text.languages.language_writing import any_of, writing_with_english
from kit.text.paragraph import SOFT_HYPHEN
from kit.text.stems import has_words, says
from kit.text.written_days import is_month

_WORD = re.compile(r"\w+")
#: The file endings of a kit and of drawings.
_ENDINGS = (*(end for format_ in FORMATS.values() for end in format_.endings), "pdf", "svg")
_FILE_NAME = re.compile(rf"\.(?:{'|'.join(_ENDINGS)})\b", re.IGNORECASE)
_SAY_IT = "describe the picture under 'shows'"


def caption(artwork: Artwork) -> Iterator[Fault]:
    """The caption has no more characters and hashtags than its platform allows."""
    placement, mark = artwork.picture.placement, artwork.picture.marks.caption
    text = artwork.picture.description.caption
    on = f"the caption for {placement.platform}"
    if over := excess(text, placement.caption):
        message = f"{on} is {over.length:,} {over.unit} long with address and hashtags; the limit is {over.most:,}"
        remedy = f"cut about {over.length - over.most:,} {over.unit} from the short form"
        beyond = over.length / over.most
        yield Fault(message, mark, remedy, code="caption-too-long", excess=beyond)
    tags, most = hashtags_in(text), placement.hashtags
    if most is not None and len(tags) > most:
        message = f"{on} has the hashtags {' '.join(tags)}; the limit is {most}"
        yield Fault(message, mark, f"remove {len(tags) - most} from the short form", code="too-many-hashtags")


def alt_text(artwork: Artwork) -> Iterator[Fault]:
    """The alt text has every word of the picture, is neither caption nor file name, and keeps to the limit."""
    picture = artwork.picture
    yield from _alt_faults(artwork)
    placement = picture.placement
    if over := excess(picture.description.alt, placement.alt_text):
        longest = max(artwork.words.values(), key=lambda placed: len(placed.text), default=None)
        message = (
            f"the alt text for {placement.platform} is {over.length:,} {over.unit} long; the limit is {over.most:,}"
        )
        remedy = f"cut about {over.length - over.most:,} {over.unit} from the words on the picture"
        mark = longest.mark if longest else picture.marks.shows
        yield Fault(message, mark, remedy, code="alt-text-too-long", excess=over.length / over.most)


def _alt_faults(artwork: Artwork) -> Iterator[Fault]:
    """Yield what is wrong with the contents of an alt text."""
    about, mark = artwork.picture.description, artwork.picture.marks.shows
    texts, caption_text = (about.alt.strip(), about.alt_long.strip()), about.caption.strip()
    if not all(texts):
        yield Fault("the picture has no alt text", mark, _SAY_IT, code="alt-text-missing")
    if caption_text in texts:
        yield Fault("the alt text is the caption", mark, _SAY_IT, code="alt-text-is-caption")
    if _FILE_NAME.search(about.alt):
        yield Fault("the alt text contains a file name", mark, _SAY_IT, code="alt-text-names-file")
    described = _words(about.alt) | _words(about.alt_long)
    lost = [word for slot in artwork.words for word in _read_words(slot, artwork) if word not in described]
    if lost:
        message = f"the alt text leaves out '{lost[0]}', which is on the picture"
        yield Fault(message, mark, "please report this bug", code="alt-text-leaves-out-words")


def _read_words(slot: str, artwork: Artwork) -> list[str]:
    """Return the words of a slot that a description must have: of a month, which is in another form there, the year."""
    text, language = artwork.words[slot].text, artwork.picture.language
    words = _words(text)
    if slot == "unit" and any(is_month(word, language) for word in text.split()):
        return [word for word in words if word.isdecimal()]
    return [*words]


def _words(text: str) -> set[str]:
    """Return the words of a text, whatever soft hyphens they have on a picture."""
    return {word.casefold() for word in _WORD.findall(text.replace(SOFT_HYPHEN, ""))}


def link(artwork: Artwork) -> Iterator[Fault]:
    """The QR code, the words on the picture and the caption lead to the same address."""
    wanted, mark = artwork.picture.link, artwork.picture.marks.link
    if artwork.code and (wanted is None or artwork.code.address != wanted.url):
        message = f"the code leads to {artwork.code.address}, not to {wanted.url if wanted else 'nothing'}"
        yield Fault(message, mark, "give the message one link", code="qr-leads-elsewhere")
    address = artwork.words.get("address")
    written = address.text.split() if address else []
    if address and (wanted is None or wanted.shown not in ("".join(written), written[-1])):
        message = f"the picture says '{address.text}', not '{wanted.shown if wanted else ''}'"
        yield Fault(message, mark, "write addresses under 'links' only", code="address-on-picture-differs")
    if wanted and wanted.url not in artwork.picture.description.caption.split():
        message = f"the caption does not contain {wanted.url}"
        yield Fault(message, mark, "leave addresses in captions to the kit", code="caption-without-link")


def source(artwork: Artwork) -> Iterator[Fault]:
    """A picture with figures has a source line that names the publisher and the year of each."""
    for figure in artwork.picture.figures:
        cited = figure.cited if "source" in artwork.words else ""
        if not has_words(cited, figure.publisher) or not has_words(cited, figure.year):
            yield _without_source(figure, artwork)


def _without_source(figure: CitedFigure, artwork: Artwork) -> Fault:
    """Return the fault of a figure whose source line is missing, or does not name its publisher and year."""
    if "source" in artwork.words:
        missing = [name for name in (figure.publisher, figure.year) if not has_words(figure.cited, name)]
        message = f"the source line says '{figure.cited}', without {' and '.join(missing)}"
        remedy = "name the publisher and the year under 'shown' of the source"
        return Fault(message, figure.mark, remedy, code="source-shown-incomplete")
    message = f"'{figure.words}' is on the picture without its source, {figure.publisher}"
    remedy = "use a layout with 'slot-source', or leave the figure out"
    return Fault(message, artwork.picture.marks.copy, remedy, code="figure-without-source")


#: Roles of pictures without a call to action: a ring around a profile picture is too small.
_ASKS_NOTHING = frozenset(("frame",))
#: The ends of sentences.
_SENTENCE = re.compile(r"[.!?;:\n]+")


def ask(artwork: Artwork) -> Iterator[Fault]:
    """A picture of a message with a link says where it leads, and what to do there: its button, or the link's verb."""
    link, words = artwork.picture.link, artwork.words
    if link is None or artwork.picture.placement.role in _ASKS_NOTHING:
        return
    message = " ".join(placed.text for placed in words.values())
    if "address" not in words and (artwork.code is None or artwork.picture.placement.screen == "phone"):
        yield _without_address(artwork)
    elif link.verb and "button" not in words and not says(message, link.verb):
        remedy = (
            f"say '{link.verb}' in the copy, or draw 'slot-address' or 'slot-button' in {artwork.scene.drawing.name}"
        )
        mark = artwork.picture.marks.copy
        yield Fault(f"the picture does not say '{link.verb}'", mark, remedy, code="verb-missing")


def _without_address(artwork: Artwork) -> Fault:
    """Return the fault of a drawing that shows neither an address nor, where people can scan it, a code."""
    drawing, remedy = artwork.scene.drawing, "draw 'slot-address' in it, or use a layout that has it"
    mark = Mark(drawing.name, drawing.root.line)
    return Fault("the picture shows no address", mark, remedy, code="address-not-on-picture")


def fold(artwork: Artwork) -> Iterator[Fault]:
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
        yield Fault(
            f"{message} {' and '.join(asked + named)}", artwork.picture.marks.caption, remedy, code="ask-folded"
        )


def scan(artwork: Artwork) -> Iterator[Fault]:
    """No picture that people see on a phone asks to be scanned: a phone can't scan its own screen."""
    if artwork.picture.placement.screen != "phone":
        return
    for placed in artwork.words.values():
        if request := _scan_request(placed.text, artwork.picture.language):
            message = f"the {placed.slot.name} says '{request}', but people see the picture on a phone"
            remedy = "ask for something else, or give the pictures 'at' other places their own 'copy'"
            yield Fault(message, placed.mark, remedy, code="scan-on-phone")


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


def qr_inverted(artwork: Artwork) -> Iterator[Fault]:
    """A QR code is dark on light, with enough contrast."""
    code = artwork.code
    dark, light = (parse_hex(code.dark), parse_hex(code.light)) if code else (None, None)
    if code and dark and light and (sum(dark) > sum(light) or contrast(dark, light) < LEAST_CODE_CONTRAST):
        yield Fault(
            f"the code is {code.dark} on {code.light}",
            code.slot.mark,
            "make its modules dark and its plate light",
            code="qr-contrast-too-low",
        )
