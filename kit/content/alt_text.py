"""The alt text of a picture, from what the message says it shows and from the words that were placed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.count import fits

if TYPE_CHECKING:
    from kit.model.artwork import Artwork

#: The order in which the words of a picture are read; those of other slots come last.
_READING_ORDER = ("page", "kicker", "number", "headline", "support", "button", "address", "source")
_FIGURE = ("qualifier", "number", "unit", "counts")
#: Marks that may stand behind the end of a sentence.
_CLOSING = "\u201d\u2019\u00bb\"')"


def alt_texts(artwork: Artwork) -> tuple[str, str]:
    """Return the short and the long alt text: what is shown, the words on the picture, and where the code leads.

    The short one leaves out the sources and, while it is still too long for the platform, what the picture shows.
    """
    words = words_on(artwork)
    every = " ".join(map(_sentence, words.values()))
    most = " ".join(_sentence(text) for name, text in words.items() if name != "source")
    shows = _sentence(artwork.artboard.message.shows.strip())
    code, chart = artwork.code, artwork.chart
    leads = f"The QR code leads to {code.address}." if code else ""
    long = _join(_text(every), chart.says if chart else "", leads, shows)
    short = _join(_text(most), leads, shows)
    return short if fits(short, artwork.artboard.placement.alt_text) else _join(most, leads) or shows, long


def words_on(artwork: Artwork) -> dict[str, str]:
    """Return the words on a picture by slot in reading order, without emphasis marks and line breaks.

    A figure that several slots share is one phrase, the number's: "More than 82 million reports". The labels of a chart
    are left to the words that describe it.
    """
    words = {name: " ".join(placed.text.replace("**", "").split()) for name, placed in artwork.words.items()}
    words.pop("chart", None)
    figure = " ".join(words.pop(name) for name in _FIGURE if name in words)
    words.update({"number": figure} if figure else {})
    order = (*_READING_ORDER, *words)
    return dict(sorted(words.items(), key=lambda item: order.index(item[0])))


def _text(words: str) -> str:
    return f"Text: {words}" if words else ""


def _sentence(text: str) -> str:
    return text if not text or text.rstrip(_CLOSING)[-1:] in ".!?…:" else f"{text}."


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
