"""Rules on words that `voice` rules out: anywhere, on pictures, emphasised, in one line, or beside each other.

Addresses are left out: their parts are not words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from kit.base.document.document import mark_of_emphasis, mark_of_words
from kit.base.errors import Fault, Mark
from kit.judge.set_lines import ReadLines, readings_of
from kit.model.artwork import Artwork
from kit.model.campaign import Apart
from kit.model.picture import ChartContent, ImageContent, Picture, Words
from kit.text.stems import FoundWords, find_each, find_stems, folded, says, widened, without_addresses

#: The words found, with the same case, and the first text that has them.
_Found = dict[str, tuple[FoundWords, "ReadText"]]


def voice(artwork: Artwork) -> Iterator[Fault]:
    """No word that the campaign never uses, or a longer form of one, appears anywhere people see it."""
    picture = artwork.picture
    texts = (*texts_on(artwork), *texts_beside(picture), caption_of(picture)) if picture.voice.never else ()
    for found, text in _first_of_each(texts, picture.voice.never).values():
        message = f"the {text.name} says '{found.in_a_line}', a word that the campaign never uses"
        remedy = (
            f"it comes from the generator's catalogue, kit/text/languages/sentences/{picture.language.lower()}.yaml"
        )
        remedy = f"{remedy}, or where two texts meet"
        yield Fault(message, text.mark, remedy, code="banned-word-as-built")


def never_on_pictures(artwork: Artwork) -> Iterator[Fault]:
    """No word that `voice` keeps off pictures is on one, or in an alt text, which quotes the picture."""
    picture = artwork.picture
    kept_off, seen = picture.voice.never_on_pictures, set[str]()
    for text in texts_on(artwork) if kept_off else ():
        found = _first_of_each((text,), kept_off)
        seen |= found.keys()
        for words, _ in found.values():
            yield kept_off_pictures(words, _place(words, text, picture))
    beside = _first_of_each(texts_beside(picture), kept_off) if kept_off else {}
    for words, text in (beside[key] for key in beside if key not in seen):
        yield _kept_off_alt_texts(words, text, _place(words, text, picture))


def never_emphasised(artwork: Artwork) -> Iterator[Fault]:
    """No word that `voice` never emphasises is emphasised on a picture."""
    picture = artwork.picture
    never = picture.voice.never_emphasised
    for name, words in _emphasised(artwork) if never else ():
        for number, (start, end) in enumerate(words.spans):
            stretch = words.text[slice(*widened(words.text, start, end))]
            for found in find_stems(stretch, never)[:1]:
                mark = mark_of_emphasis(picture.marks.lines_of(words.mark), number) or words.mark
                message = f"'{found.in_a_line}' is emphasised in the {name}"
                remedy = f"emphasise other words; 'never_emphasised' of 'voice' lists '{found.stem}'"
                yield Fault(message, mark, remedy, code="emphasis-ruled-out")


def _emphasised(artwork: Artwork) -> Iterator[tuple[str, Words]]:
    """Yield the words on a picture that have an emphasis, with their slot."""
    for name in artwork.words:
        content = artwork.picture.slots.get(name)
        if isinstance(content, Words) and content.spans:
            yield name, content


def kept_off_pictures(found: FoundWords, mark: Mark) -> Fault:
    """Return the fault of words that are on pictures, or may get there, at their place."""
    remedy = f"say it in other words, or in captions only; 'never_on_pictures' of 'voice' lists '{found.stem}'"
    return Fault(f"'{found.in_a_line}' may not be on a picture", mark, remedy, code="word-kept-off-pictures")


def _kept_off_alt_texts(found: FoundWords, text: ReadText, mark: Mark) -> Fault:
    message = f"the {text.name} says '{found.in_a_line}', which may not be on a picture"
    remedy = f"describe it in other words; 'never_on_pictures' of 'voice' lists '{found.stem}'"
    return Fault(message, mark, remedy, code="word-kept-off-alt-texts")


def _first_of_each(texts: Iterable[ReadText], stems: tuple[str, ...]) -> _Found:
    """Return the words that stems match in some texts, each once."""
    found: _Found = {}
    for text in texts:
        for key, words in find_each(text.text, stems).items():
            found.setdefault(key, (words, text))
    return found


def _place(found: FoundWords, text: ReadText, picture: Picture) -> Mark:
    """Return where words are written; the place of their text if it is spelled differently there."""
    return place_of(found.words, text, picture) or text.mark


def never_in_a_line(artwork: Artwork) -> Iterator[Fault]:
    """No line, no two neighbouring ones, and nothing that a crop leaves of them reads what `voice` rules out."""
    phrases = artwork.picture.voice.never_in_a_line
    readings = readings_of(artwork).lines if phrases else ()
    whole = "".join(folded(reading.text) for reading in readings)  # fast to search; two spaces between readings
    for phrase in phrases:
        if folded(phrase) in whole:
            found = next(reading for reading in readings if says(reading.text, phrase))
            yield _line_fault(found, phrase)


def _line_fault(found: ReadLines, phrase: str) -> Fault:
    """Return the fault of lines that contain a phrase, at the words of the first."""
    which, verb = ("a line", "reads") if len(found.lines) == 1 else ("two lines", "read")
    remedy = f"reword it so that no line reads '{phrase}', or keep words together with no-break spaces"
    message = f"{which} of the {found.slots} {verb} '{' / '.join(found.texts)}'{found.in_crop}"
    return Fault(message, found.mark, remedy, code="line-ruled-out")


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that people read, with its kind, such as "headline" or "alt text", and its place."""

    name: str
    text: str
    mark: Mark


def texts_on(artwork: Artwork) -> tuple[ReadText, ...]:
    """Return the texts on a picture: those of its slots, including the labels of a chart."""
    return tuple(_read(name, placed.text, placed.mark) for name, placed in artwork.words.items())


def texts_beside(picture: Picture) -> tuple[ReadText, ...]:
    """Return the alt texts of a picture: the parts on charts and images one by one, then each text as a whole."""
    about, shows = picture.description, picture.marks.shows
    whole = (_read("alt text", about.alt, shows), _read("long alt text", about.alt_long, shows))
    return (*_described(picture), *whole)


def caption_of(picture: Picture) -> ReadText:
    """Return the caption of a picture as it is built."""
    return _read("caption", picture.description.caption, picture.marks.caption)


def place_of(words: str, text: ReadText, picture: Picture) -> Mark | None:
    """Return where words of a text are written; None if no single line of it has them, as in a generated sentence."""
    return mark_of_words(picture.marks.lines_of(text.mark), words)


def _described(picture: Picture) -> Iterator[ReadText]:
    for name, content in picture.slots.items():
        if isinstance(content, ChartContent):
            yield _read("alt text", content.sentence, content.mark)
        elif isinstance(content, ImageContent):
            yield from (_read(f"alt text of the {name}", text, content.mark) for text in (content.alt, content.credit))


def _read(name: str, text: str, mark: Mark) -> ReadText:
    return ReadText(name, without_addresses(unicodedata.normalize("NFC", text)), mark)


def apart(artwork: Artwork) -> Iterator[Fault]:
    """Words that `voice` keeps apart have enough others between them, on pictures, in alt texts and in captions."""
    picture = artwork.picture
    if not picture.voice.apart:
        return
    shown, beside, caption = [*_looks(artwork)], [*map(_whole, texts_beside(picture))], _whole(caption_of(picture))
    for rule in picture.voice.apart:
        near = _first(shown, rule) or _first(beside, rule)
        for found in filter(None, (near, _first([caption], rule))):
            yield _too_near(found, rule, artwork)


@dataclass(frozen=True, slots=True)
class _Look:
    """A text that is read at once, and the beginning of a sentence about what it has."""

    has: str
    text: ReadText


@dataclass(frozen=True, slots=True)
class _Near:
    """Two words that are too close to each other, in reading order."""

    look: _Look
    first: FoundWords
    second: FoundWords

    @property
    def between(self) -> int:
        """The number of words between the two."""
        return max(0, self.second.first - self.first.last - 1)


def _looks(artwork: Artwork) -> Iterator[_Look]:
    """Yield what is read on a picture: each slot, the last line of one with the first below it, and what crops leave.

    A slot is read as a whole, as it is written; line by line, a word at a line's end would be split.
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
    """Return the first two words that are too close to each other, by text."""
    return next((near for look in looks if (near := _nearest(look, rule))), None)


def _nearest(look: _Look, rule: Apart) -> _Near | None:
    """Return the two closest of these words in a text, if they are too close."""
    words = find_stems(look.text.text, rule.words)
    others = find_stems(look.text.text, rule.from_) if words else ()
    ordered = (sorted(pair, key=lambda found: found.start) for pair in product(words, others))
    pairs = [_Near(look, first, second) for first, second in ordered if first.end <= second.start]
    near = min(pairs, key=lambda pair: pair.between, default=None)
    return near if near and near.between < rule.by else None


def _too_near(near: _Near, rule: Apart, artwork: Artwork) -> Fault:
    """Return the fault of two words that are too close to each other, at the second of them, or else at the first.

    An alt text is made of texts that are written elsewhere: those on the picture.
    """
    text, between = near.look.text, near.between
    read = " ".join(text.text[near.first.start : near.second.end].split())
    texts = (text, *(() if text.name == "caption" else texts_on(artwork)))
    places = (place_of(found.words, shown, artwork.picture) for found in (near.second, near.first) for shown in texts)
    mark = next(filter(None, places), text.mark)
    count = f"{between} word{'' if between == 1 else 's'}" if between else "no word"
    message = f"{near.look.has} {count} between '{near.first.in_a_line}' and '{near.second.in_a_line}': '{read}'"
    remedy = f"put at least {rule.by} other words between them, or replace one of them"
    return Fault(message, mark, remedy, code="words-too-near")
