"""Rules on the words beside a picture and instead of it: caption, alt text, address and source.

What a rule says of words is counted as the platform counts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.checks.subjects import of_picture
from kit.model.asset import FORMATS
from kit.text.count import excess, hashtags_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding


_WORD = re.compile(r"\w+")
#: The ending of the name of a file of a kit, or of a drawing.
_ENDINGS = (*(end for format_ in FORMATS.values() for end in format_.endings), "pdf", "svg")
_FILE_NAME = re.compile(rf"\.(?:{'|'.join(_ENDINGS)})\b", re.IGNORECASE)
_SAY_IT = "say under 'shows' what the picture shows"


def caption(artwork: Artwork) -> Iterator[Finding]:
    """The caption keeps to the length and the number of hashtags that its platform takes."""
    placement, mark = artwork.picture.placement, artwork.picture.marks.caption
    text = artwork.picture.description.caption
    on = f"the caption for {placement.platform}"
    if over := excess(text, placement.caption):
        said = f"{on} is {over.length:,} {over.unit} long with address and hashtags; {over.most:,} is the limit"
        remedy = f"cut about {over.length - over.most:,} {over.unit} of the short form"
        yield of_picture("caption", artwork, Fault(said, mark, remedy, code="caption-too-long"))
    tags, most = hashtags_in(text), placement.hashtags
    if most is not None and len(tags) > most:
        said = f"{on} has the hashtags {' '.join(tags)}; {most} is the limit"
        fault = Fault(said, mark, f"take {len(tags) - most} out of the short form", code="too-many-hashtags")
        yield of_picture("caption", artwork, fault)


def alt_text(artwork: Artwork) -> Iterator[Finding]:
    """The alt text says every word of the picture, is neither caption nor file name, and keeps to the limit."""
    picture = artwork.picture
    for fault in _alt_faults(artwork):
        yield of_picture("alt-text", artwork, fault)
    placement = picture.placement
    if over := excess(picture.description.alt, placement.alt_text):
        longest = max(artwork.words.values(), key=lambda placed: len(placed.text), default=None)
        said = f"the alt text for {placement.platform} is {over.length:,} {over.unit} long; {over.most:,} is the limit"
        remedy = f"cut about {over.length - over.most:,} {over.unit} of the words on the picture"
        fault = Fault(said, longest.mark if longest else picture.marks.shows, remedy, code="alt-text-too-long")
        yield of_picture("alt-text", artwork, fault)


def _alt_faults(artwork: Artwork) -> Iterator[Fault]:
    """Yield what is wrong with what an alt text says."""
    about, mark = artwork.picture.description, artwork.picture.marks.shows
    texts, caption_text = (about.alt.strip(), about.alt_long.strip()), about.caption.strip()
    if not all(texts):
        yield Fault("the picture has no alt text", mark, _SAY_IT, code="alt-text-missing")
    if caption_text in texts:
        yield Fault("the alt text is the caption", mark, _SAY_IT, code="alt-text-is-caption")
    if _FILE_NAME.search(about.alt):
        yield Fault("the alt text holds the name of a file", mark, _SAY_IT, code="alt-text-names-file")
    said = _words(about.alt) | _words(about.alt_long)
    lost = [word for placed in artwork.words.values() for word in _words(placed.text) if word not in said]
    if lost:
        message = f"the alt text leaves out '{lost[0]}', which is on the picture"
        yield Fault(message, mark, "report this as a fault of the kit", code="alt-text-leaves-out-words")


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def link(artwork: Artwork) -> Iterator[Finding]:
    """The code, the words on the picture and the caption lead to the same address."""
    wanted, mark = artwork.picture.link, artwork.picture.marks.link
    if artwork.code and (wanted is None or artwork.code.address != wanted.url):
        said = f"the code leads to {artwork.code.address}, not to {wanted.url if wanted else 'nothing'}"
        yield of_picture("link", artwork, Fault(said, mark, "give the message one link", code="qr-leads-elsewhere"))
    address = artwork.words.get("address")
    written = address.text.split() if address else []
    if address and (wanted is None or wanted.shown not in ("".join(written), written[-1])):
        said = f"the picture says '{address.text}', not '{wanted.shown if wanted else ''}'"
        yield of_picture(
            "link", artwork, Fault(said, mark, "write addresses under 'links' only", code="address-on-picture-differs")
        )
    if wanted and wanted.url not in artwork.picture.description.caption.split():
        said = f"the caption does not hold {wanted.url}"
        yield of_picture(
            "link", artwork, Fault(said, mark, "leave addresses in captions to the kit", code="caption-without-link")
        )


def _names(cited: str, what: str) -> bool:
    """Tell whether a source is cited with some words, which are not a part of others there."""
    return re.search(rf"(?<!\w){re.escape(what)}(?!\w)", cited) is not None


def source(artwork: Artwork) -> Iterator[Finding]:
    """A picture with a figure on it names the source of every figure, with its date."""
    for figure in artwork.picture.figures:
        cited = figure.cited if "source" in artwork.words else ""
        if not _names(cited, figure.publisher) or not _names(cited, figure.year):
            said = f"'{figure.words}' is on the picture without its source, {figure.publisher}"
            remedy = "take a layout with 'slot-source', or leave the figure out"
            yield of_picture(
                "source", artwork, Fault(said, artwork.picture.marks.copy, remedy, code="figure-without-source")
            )
