"""How many letters are said to fit a slot, held against texts of as many letters that are set in it."""

from __future__ import annotations

from support.typesetting import BOOK, SENTENCES, SERIF

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.compose.letter_room import RoomyBox, letter_room
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.model.layout import SlotRule
from kit.model.picture import Words
from kit.model.slot import SampleWords, Slot, TextStyle

MARK = Mark("kit.yaml", 1)


def box_of(width: float, height: float) -> WordBox:
    style = TextStyle(SERIF, 600, italic=False, size=60, fill="@text", line_height=1.1)
    drawn = (SampleWords("Keep it", (), 0.0, 0.0),)
    return WordBox(Slot("headline", Box(0, 0, width, height), MARK, style, sample=drawn), SlotRule(), style, "en", 24.0)


def test_nearly_all_texts_of_as_many_letters_as_are_said_to_fit_do_and_few_that_are_much_longer() -> None:
    words, box = " ".join(SENTENCES), box_of(500, 140)
    room = letter_room(RoomyBox(box, 140), Words("Keep it", MARK), words, BOOK)
    starts = [index + 1 for index, character in enumerate(words[:800]) if character == " "][::6]

    def fitting(letters: int) -> list[bool]:
        texts = (words[start : start + letters + 1].rpartition(" ")[0] for start in starts)
        return [not place_words(Words(text, MARK), box, BOOK)[1].overflow for text in texts]

    assert len(starts) > 15
    assert sum(fitting(room.most)) >= 0.9 * len(starts)
    assert sum(fitting(2 * room.most)) == 0
