"""The alt text of a picture, from what the message says it shows and from the words that were placed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.count import fits

if TYPE_CHECKING:
    from kit.model.artwork import Artwork

#: The order in which the words of a picture are read.
_READING_ORDER = ("page", "kicker", "number", "headline", "support", "button", "address", "source")
_FIGURE = ("qualifier", "number", "unit", "counts")


def alt_texts(artwork: Artwork) -> tuple[str, str]:
    """Return the short and the long alt text: what is shown, the words on the picture, and where the code leads.

    The short one leaves out the sources and, while it is still too long for the platform, what the picture shows.
    """
    shows = artwork.artboard.message.shows.strip()
    code = artwork.code
    leads = f"The QR code leads to {code.address}." if code else ""
    chart = artwork.chart.says if artwork.chart else ""
    long = _join(f"Text: {_words(artwork, ())}", chart, leads, shows)
    for parts in ((f"Text: {_words(artwork, ('source',))}", leads, shows), (_words(artwork, ("source",)), leads)):
        short = _join(*parts)
        if fits(short, artwork.artboard.placement.alt_text):
            break
    return short, long


def _words(artwork: Artwork, without: tuple[str, ...]) -> str:
    """Return the words on a picture in reading order, without emphasis marks and line breaks.

    A figure that several slots share is one phrase: "More than 82 million reports".
    """
    words = {name: " ".join(placed.text.replace("**", "").split()) for name, placed in artwork.words.items()}
    figure = " ".join(words.pop(name) for name in _FIGURE if name in words)
    words.update({"number": figure} if figure else {})
    return " ".join(_sentence(words[name]) for name in _READING_ORDER if name in words and name not in without)


def _sentence(text: str) -> str:
    return text if text[-1:] in ".!?…:" else f"{text}."


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
