"""The rule on words that are kept apart: side by side they may say what nobody means."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.picture_texts import ReadText, caption_of, place_of, texts_beside, texts_on
from kit.checks.readings import readings_of
from kit.errors import Fault
from kit.text.stems import find_stems, without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.checks.readings import ReadLines
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding
    from kit.model.voice import Apart
    from kit.text.stems import FoundWords


def apart(artwork: Artwork) -> Iterator[Finding]:
    """Words that `voice` keeps apart have as many others between them, on pictures, in alt texts and in captions."""
    picture = artwork.picture
    if not picture.voice.apart:
        return
    shown, beside, caption = [*_looks(artwork)], [*map(_whole, texts_beside(picture))], _whole(caption_of(picture))
    for rule in picture.voice.apart:
        near = _first(shown, rule) or _first(beside, rule)
        for found in filter(None, (near, _first([caption], rule))):
            yield of_picture("apart", artwork, _fault(found, rule, artwork))


@dataclass(frozen=True, slots=True)
class _Look:
    """A text that is read in one look, and how a sentence begins that says what it has."""

    has: str
    text: ReadText


@dataclass(frozen=True, slots=True)
class _Near:
    """Two words that are too near each other, in the order in which they are read."""

    look: _Look
    first: FoundWords
    second: FoundWords

    @property
    def between(self) -> int:
        """How many words are between the two."""
        return max(0, self.second.first - self.first.last - 1)


def _looks(artwork: Artwork) -> Iterator[_Look]:
    """Yield what is read on a picture: each slot, the last line of one with the first below it, and what crops leave.

    A slot is read whole as it is written; line by line it would be parted where a word is.
    """
    yield from map(_whole, texts_on(artwork))
    readings = readings_of(artwork)
    yield from (_look(reading) for reading in readings.slots if reading.crop)
    yield from map(_look, readings.across)


def _whole(text: ReadText) -> _Look:
    return _Look(f"the {text.name} has", text)


def _look(reading: ReadLines) -> _Look:
    has = "has" if reading.lines[0].placed is reading.lines[-1].placed else "have"
    text = ReadText(reading.slots, without_addresses(reading.text), reading.mark)
    return _Look(f"the {reading.slots}{reading.in_crop} {has}", text)


def _first(looks: Iterable[_Look], rule: Apart) -> _Near | None:
    """Return the first two words that are too near each other, by what is read."""
    return next((near for look in looks if (near := _nearest(look, rule))), None)


def _nearest(look: _Look, rule: Apart) -> _Near | None:
    """Return the two words nearest to each other in a text, if they are too near."""
    words = find_stems(look.text.text, rule.words)
    others = find_stems(look.text.text, rule.from_) if words else ()
    ordered = (sorted(pair, key=lambda found: found.start) for pair in product(words, others))
    pairs = [_Near(look, first, second) for first, second in ordered if first.end <= second.start]
    near = min(pairs, key=lambda pair: pair.between, default=None)
    return near if near and near.between < rule.by else None


def _fault(near: _Near, rule: Apart, artwork: Artwork) -> Fault:
    """Return the fault of two words that are too near each other, at the second of them, else at the first.

    An alt text is made of texts that are written elsewhere: those on the picture.
    """
    text, between = near.look.text, near.between
    read = " ".join(text.text[near.first.start : near.second.end].split())
    texts = (text, *(() if text.name == "caption" else texts_on(artwork)))
    places = (place_of(found.words, one, artwork.picture) for found in (near.second, near.first) for one in texts)
    mark = next(filter(None, places), text.mark)
    count = f"{between} word{'' if between == 1 else 's'}" if between else "no word"
    message = f"{near.look.has} {count} between '{near.first.words}' and '{near.second.words}': '{read}'"
    remedy = f"put {rule.by} other words or more between them, or say one of them in other words"
    return Fault(message, mark, remedy, code="words-too-near")
