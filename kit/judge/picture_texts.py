"""Rules on the texts of a picture: its caption and alt text, the address that it shows, and the sources of its figures.

Lengths are counted as the platform counts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.judge.subjects import of_picture
from kit.model.asset import FORMATS
from kit.text.breaking.word_parts import SOFT_HYPHEN
from kit.text.count import excess, hashtags_in
from kit.text.written_days import is_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding
    from kit.model.picture import CitedFigure


_WORD = re.compile(r"\w+")
#: The file endings of a kit and of drawings.
_ENDINGS = (*(end for format_ in FORMATS.values() for end in format_.endings), "pdf", "svg")
_FILE_NAME = re.compile(rf"\.(?:{'|'.join(_ENDINGS)})\b", re.IGNORECASE)
_SAY_IT = "describe the picture under 'shows'"


def caption(artwork: Artwork) -> Iterator[Finding]:
    """The caption has no more characters and hashtags than its platform allows."""
    placement, mark = artwork.picture.placement, artwork.picture.marks.caption
    text = artwork.picture.description.caption
    on = f"the caption for {placement.platform}"
    if over := excess(text, placement.caption):
        message = f"{on} is {over.length:,} {over.unit} long with address and hashtags; the limit is {over.most:,}"
        remedy = f"cut about {over.length - over.most:,} {over.unit} from the short form"
        beyond = over.length / over.most
        yield of_picture("caption", artwork, Fault(message, mark, remedy, code="caption-too-long", excess=beyond))
    tags, most = hashtags_in(text), placement.hashtags
    if most is not None and len(tags) > most:
        message = f"{on} has the hashtags {' '.join(tags)}; the limit is {most}"
        fault = Fault(message, mark, f"remove {len(tags) - most} from the short form", code="too-many-hashtags")
        yield of_picture("caption", artwork, fault)


def alt_text(artwork: Artwork) -> Iterator[Finding]:
    """The alt text has every word of the picture, is neither caption nor file name, and keeps to the limit."""
    picture = artwork.picture
    for fault in _alt_faults(artwork):
        yield of_picture("alt-text", artwork, fault)
    placement = picture.placement
    if over := excess(picture.description.alt, placement.alt_text):
        longest = max(artwork.words.values(), key=lambda placed: len(placed.text), default=None)
        message = (
            f"the alt text for {placement.platform} is {over.length:,} {over.unit} long; the limit is {over.most:,}"
        )
        remedy = f"cut about {over.length - over.most:,} {over.unit} from the words on the picture"
        mark = longest.mark if longest else picture.marks.shows
        fault = Fault(message, mark, remedy, code="alt-text-too-long", excess=over.length / over.most)
        yield of_picture("alt-text", artwork, fault)


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


def link(artwork: Artwork) -> Iterator[Finding]:
    """The QR code, the words on the picture and the caption lead to the same address."""
    wanted, mark = artwork.picture.link, artwork.picture.marks.link
    if artwork.code and (wanted is None or artwork.code.address != wanted.url):
        message = f"the code leads to {artwork.code.address}, not to {wanted.url if wanted else 'nothing'}"
        yield of_picture("link", artwork, Fault(message, mark, "give the message one link", code="qr-leads-elsewhere"))
    address = artwork.words.get("address")
    written = address.text.split() if address else []
    if address and (wanted is None or wanted.shown not in ("".join(written), written[-1])):
        message = f"the picture says '{address.text}', not '{wanted.shown if wanted else ''}'"
        yield of_picture(
            "link",
            artwork,
            Fault(message, mark, "write addresses under 'links' only", code="address-on-picture-differs"),
        )
    if wanted and wanted.url not in artwork.picture.description.caption.split():
        message = f"the caption does not contain {wanted.url}"
        yield of_picture(
            "link", artwork, Fault(message, mark, "leave addresses in captions to the kit", code="caption-without-link")
        )


def source(artwork: Artwork) -> Iterator[Finding]:
    """A picture with figures has a source line that names the publisher and the year of each."""
    for figure in artwork.picture.figures:
        cited = figure.cited if "source" in artwork.words else ""
        if not _names(cited, figure.publisher) or not _names(cited, figure.year):
            yield of_picture("source", artwork, _without_source(figure, artwork))


def _without_source(figure: CitedFigure, artwork: Artwork) -> Fault:
    """Return the fault of a figure whose source line is missing, or does not name its publisher and year."""
    if "source" in artwork.words:
        missing = [name for name in (figure.publisher, figure.year) if not _names(figure.cited, name)]
        message = f"the source line says '{figure.cited}', without {' and '.join(missing)}"
        remedy = "name the publisher and the year under 'shown' of the source"
        return Fault(message, figure.mark, remedy, code="source-shown-incomplete")
    message = f"'{figure.words}' is on the picture without its source, {figure.publisher}"
    remedy = "use a layout with 'slot-source', or leave the figure out"
    return Fault(message, artwork.picture.marks.copy, remedy, code="figure-without-source")


def _names(cited: str, what: str) -> bool:
    """Return whether a source is cited by some words that are not part of others."""
    return re.search(rf"(?<!\w){re.escape(what)}(?!\w)", cited) is not None
