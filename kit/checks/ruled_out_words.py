"""Rules on words of a picture that `voice` rules out: anywhere, on pictures, or emphasised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.picture_texts import caption_of, place_of, texts_beside, texts_on
from kit.errors import Fault
from kit.model.document import mark_of_emphasis
from kit.model.picture import Words
from kit.text.stems import find_each, find_stems, widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.checks.picture_texts import ReadText
    from kit.errors import Mark
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding
    from kit.model.picture import Picture
    from kit.text.stems import FoundWords

    #: Words that were found, in one case, with the first text that has them.
    _Found = dict[str, tuple[FoundWords, ReadText]]


def voice(artwork: Artwork) -> Iterator[Finding]:
    """No word that the campaign never uses, or that begins as one, is anywhere people see it."""
    picture = artwork.picture
    texts = (*texts_on(artwork), *texts_beside(picture), caption_of(picture)) if picture.voice.never else ()
    for found, text in _first_of_each(texts, picture.voice.never).values():
        message = f"the {text.name} says '{found.words}', a word that the campaign never uses"
        remedy = f"it is in a sentence of the generator, of kit/content/words/{picture.language.lower()}.yaml"
        remedy = f"{remedy}, or where two texts meet"
        yield of_picture("voice", artwork, Fault(message, text.mark, remedy, code="banned-word-as-built"))


def never_on_pictures(artwork: Artwork) -> Iterator[Finding]:
    """No word that `voice` keeps off pictures is on one, or in an alt text, which quotes it."""
    picture = artwork.picture
    kept_off, seen = picture.voice.never_on_pictures, set[str]()
    for text in texts_on(artwork) if kept_off else ():
        found = _first_of_each((text,), kept_off)
        seen |= found.keys()
        for words, _ in found.values():
            yield of_picture("never-on-pictures", artwork, kept_off_pictures(words, _place(words, text, picture)))
    beside = _first_of_each(texts_beside(picture), kept_off) if kept_off else {}
    for words, text in (beside[key] for key in beside if key not in seen):
        yield of_picture("never-on-pictures", artwork, _kept_off_alt_texts(words, text, _place(words, text, picture)))


def never_emphasised(artwork: Artwork) -> Iterator[Finding]:
    """No word that `voice` never emphasises is emphasised on a picture."""
    picture = artwork.picture
    never = picture.voice.never_emphasised
    for name, words in _emphasised(artwork) if never else ():
        for number, (start, end) in enumerate(words.spans):
            stretch = words.text[slice(*widened(words.text, start, end))]
            for found in find_stems(stretch, never)[:1]:
                mark = mark_of_emphasis(picture.marks.lines_of(words.mark), number) or words.mark
                message = f"'{found.words}' is emphasised in the {name}"
                remedy = f"emphasise other words; 'never_emphasised' of 'voice' lists '{found.stem}'"
                fault = Fault(message, mark, remedy, code="emphasis-ruled-out")
                yield of_picture("never-emphasised", artwork, fault)


def _emphasised(artwork: Artwork) -> Iterator[tuple[str, Words]]:
    """Yield the words on a picture of which something is emphasised, with their slot."""
    for name in artwork.words:
        content = artwork.picture.slots.get(name)
        if isinstance(content, Words) and content.spans:
            yield name, content


def kept_off_pictures(found: FoundWords, mark: Mark) -> Fault:
    """Return the fault of words that are on pictures, or may be put there, at their place."""
    remedy = f"say it in other words, or in captions only; 'never_on_pictures' of 'voice' lists '{found.stem}'"
    return Fault(f"'{found.words}' may not be on a picture", mark, remedy, code="word-kept-off-pictures")


def _kept_off_alt_texts(found: FoundWords, text: ReadText, mark: Mark) -> Fault:
    message = f"the {text.name} says '{found.words}', which may not be on a picture"
    remedy = f"describe it in other words; 'never_on_pictures' of 'voice' lists '{found.stem}'"
    return Fault(message, mark, remedy, code="word-kept-off-alt-texts")


def _first_of_each(texts: Iterable[ReadText], stems: tuple[str, ...]) -> _Found:
    """Return the words that stems find in some texts, each once."""
    found: _Found = {}
    for text in texts:
        for key, words in find_each(text.text, stems).items():
            found.setdefault(key, (words, text))
    return found


def _place(found: FoundWords, text: ReadText, picture: Picture) -> Mark:
    """Return where words are written; the place of their text where they are written otherwise."""
    return place_of(found.words, text, picture) or text.mark
