"""Hostile text in every shipped layout: its ink is in its box and every character drawn, or the fault is named."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont
from fontTools.unicodedata import Scripts, script
from support.campaigns import make_project

from kit.base.errors import Mark
from kit.compose import Composer
from kit.compose.content.emphasis import parse_emphasis
from kit.compose.prune import for_frame, slots_in
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.drawing.layout.place import choose_drawing, lay_out
from kit.judge import judge
from kit.judge.placed_words import SLACK
from kit.model.artwork import Artboard, PlacedWords
from kit.model.campaign import Caption, ImageUse, Message
from kit.model.message_picture import MessagePicture
from kit.model.picture import Words
from kit.model.slot import COPY_SLOTS
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.layout import Layout, Scene
    from kit.model.placement import Placement

#: Sentences in the scripts of the fonts that come with the kit, and in the most written ones of those that do not.
SENTENCES = (
    "Keep child safety first.", "Gjør barns sikkerhet til det viktigste.", "Schütze Kinder vor Größerem.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.", "Zażółć gęślą jaźń.", "Çocukların güvenliği önce gelir.",
    "Țara și pădurea", "Đặt sự an toàn của trẻ em lên hàng đầu.", "Āzīḑ ṯẖaẓ", "Η ασφάλεια των παιδιών πρώτα.",
    "Ἐν ἀρχῇ ἦν ὁ λόγος", "Безопасность детей прежде всего.", "Ґанок їжака", "سلامة الأطفال أولاً.",
    "ایمنی کودکان می‌خواهم", "بچوں کی حفاظت", "בטיחות הילדים קודמת לכול.", "בְּרֵאשִׁית בָּרָא",
    "ความปลอดภัยของเด็กต้องมาก่อน", "बच्चों की सुरक्षा पहले", "শিশুদের নিরাপত্তা", "குழந்தைகள் பாதுகாப்பு",
    "పిల్లల భద్రత", "ಮಕ್ಕಳ ಸುರಕ್ಷತೆ", "കുട്ടികളുടെ സുരക്ഷ", "ਬੱਚਿਆਂ ਦੀ ਸੁਰੱਖਿਆ", "બાળકોની સુરક્ષા", "ළමා ආරක්ෂාව",
    "សុវត្ថិភាពកុមារ", "ความ", "ຄວາມປອດໄພ", "ကလေးများ", "བྱིས་པའི་བདེ་འཇགས།", "የልጆች ደህንነት", "ბავშვების უსაფრთხოება",
    "Երեխաների անվտանգությունը", "儿童安全第一", "子供の安全を第一に。", "アンゼン", "어린이 안전이 먼저입니다",
    "ᠬᠦᠦᠬᠡᠳ", "ߒߞߏ", "ܫܠܡܐ", "ⵜⴰⵎⴰⵣⵉⵖⵜ",
)  # fmt: skip
#: Emoji and what joins them; marks, spaces, joiners and punctuation in odd places; words that look harmless.
ODDITIES = (
    "🇪🇺", "🇪🇺🇩🇪🇫", "👨‍👩‍👧‍👦", "👩🏽‍⚕️", "1️⃣#️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️", "☂︎", "🧑🏿", "🏳️‍🌈", "😀" * 40,
    "…!?", "—", "«»", "“”", "“Words”", "‘a’", "(((", ")]}", "- - -", "•", "&amp;", "<b>x</b>", "%s %d", "\\n",
    "{{", "$(x)", "a\u00adb" * 30, "Donau\u200bdampf\u200bschiff", "a\u200db", "a\u200cb", "a\u2060b",
    "\u200fa\u200f", "\u200e", "a\u00a0" * 30, "a\u2003b\u3000c\u202fd", "a\nb", "\n\na\n\nb\n", " a ", "a  b",
    "a\n" * 20, "\u3164", "\u115f\u1160", "\u2800", "\ue000", "\U000f0000", "\u0378", "\U0001faff",
    "\ufb03 \ufb01", "ﷺ", "﷽", "Ǆ ǆ", "ǅ", "ß ẞ", "İı", "ſ", "K Å", "①②③", "½ ¼", "x²₃", "e\u0301\u0323",
    "\u0301", "\u0301\u0301a", "q\u0489", "a\u20dd", "o\u0338\u0335", "Z" + "\u0301" * 30, "p" + "\u0323" * 30,
    ("a" + "\u0308\u0330" * 8) * 12, "**a**\u0301", "**e**\u0301**", "**" * 3, "****", "**a", "*a*", "ffi" * 60,
    "fjfþfffi", "jJjf", "W" * 60, "i" * 300, "l|l|l", "._.",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "https://www.change.org/" + "a" * 80,
    "#" * 40, "@" * 40, "1" * 100, "1,900", "1 900 000", "-1.5e-3", "12:30", "٣٤٥", "۱۲۳", "१२३", "שלום 12 abc",
    "abc שלום 1-2", "(שלום)", "שלום (abc)", "سلام! 3 + 4", "\u2067abc 12\u2069 שלום",
    "שלום \u2068+1 (2) ab\u2069 עולם", "\u202bab שלום\u202c", "\u2066\u2067\u2068a\u2069\u2069\u2069",
    "אבג" * 40, "سلام" * 40, "لا" * 30, "مـ" * 40, "שָׁ" * 20, "字" * 90, "か゚き゚", "각" * 30, "k\u200d\u094d",
    "क्षत्रिय", "ක්‍ර", "ൻ", "कि" * 30, "กำ", "เก็" * 20, "ក្រ" * 20, "𝕬𝖇𝖈", "ａｂｃ", "ﾊﾟ", "𐐀", "𓀀", "🄰", "🅰️",
)  # fmt: skip


def samples() -> Iterator[tuple[str, str]]:
    """Yield the ISO 15924 code of every script and up to twelve of its letters with their marks."""
    found: dict[str, list[str]] = {}
    for start, stop, code in zip(Scripts.RANGES, [*Scripts.RANGES[1:], 0x110000], Scripts.VALUES, strict=True):
        letters = found.setdefault(code, [])
        here = (chr(at) for at in range(start, min(stop, start + 400)))
        letters += islice((c for c in here if unicodedata.category(c)[0] in "LM"), max(0, 12 - len(letters)))
    return ((code, "".join(letters)) for code, letters in sorted(found.items()) if letters)


@cache
def table() -> tuple[str, ...]:
    """Return the hostile strings that may be written in a kit."""
    sampled = [word for _, word in samples()]
    twisted = [
        f"{word} {twist}" for word, twist in zip(sampled, cycle(("12", "(a)", "!", "שלום", "**b**")), strict=False)
    ]
    reversed_ = [f"a {sentence} 1 {sentence}." for sentence in SENTENCES]
    decomposed = [unicodedata.normalize("NFD", sentence).upper() for sentence in SENTENCES]
    return tuple(dict.fromkeys((*SENTENCES, *ODDITIES, *sampled, *twisted, *reversed_, *decomposed)))


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    """Return a composer for a small project, which has all shipped layouts and fonts."""
    root = make_project(tmp_path_factory.mktemp("hostile") / "tiny")
    return Composer(load_project(root / "kit.yaml"))


def scenes(composer: Composer) -> Iterator[tuple[Layout, Placement, Scene]]:
    """Yield every drawing of every layout on the placement whose proportions suit it best."""
    for layout in composer.project.layouts.values():
        drawings = [composer.drawing(path, layout) for path in layout.drawings.values()]
        best: dict[str, tuple[Placement, Scene]] = {}
        for placement in composer.project.placements.values():
            drawing = choose_drawing(drawings, placement.canvas, placement.safe_box)
            scene = lay_out(drawing, placement.canvas, placement.safe_box)
            known = best.get(drawing.path.stem)
            if known is None or scene.stretch < known[1].stretch:
                best[drawing.path.stem] = (placement, scene)
        yield from ((layout, *found) for found in best.values())


@pytest.fixture(scope="module")
def slots(composer: Composer) -> list[tuple[Layout, Placement, str, WordBox]]:
    """Return every copy slot of every drawing for a picture by itself, on a placement of its shape."""
    return [
        (layout, placement, slot, WordBox(scene.slots[slot], layout.slots[slot], style, "en", placement.floor))
        for layout, placement, scene in scenes(composer)
        for slot in COPY_SLOTS
        if slot in layout.slots and slot in scene.slots and (style := scene.drawing.slots[slot].style)
        if slot in slots_in(for_frame(scene.root, None))
    ]


@cache
def drawable() -> frozenset[str]:
    """Return every character that some font of the kit has a glyph for, read apart from HarfBuzz."""
    found: set[str] = set()
    for path in sorted((SHIPPED / "fonts").rglob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(map(chr, font.getBestCmap()))
    return frozenset(found)


def written(text: str) -> Words:
    """Return words as an author writes them, with marks of emphasis."""
    plain, spans = parse_emphasis(text)
    return Words(plain, Mark("kit.yaml", 1), spans)


def seen(character: str) -> bool:
    """Tell whether a character is more than a space, a break or an invisible character that others need."""
    return unicodedata.category(character)[0] not in "ZC" and not unicodedata.name(character, "").startswith(
        "VARIATION"
    )


#: Where a word may be divided: drawn as a hyphen at the end of a line, and not at all elsewhere.
SOFT_HYPHEN = "\u00ad"


def assert_sound(text: str, words: PlacedWords) -> None:
    """Assert that words are inside their box, drawn to the last character, or that the fault is named."""
    text = unicodedata.normalize("NFC", text.replace("**", ""))
    assert set(words.missing) <= set(text)
    whole, parts = drawable(), unicodedata.normalize
    lost = {c for c in text if seen(c) and c not in whole and not whole.issuperset(parts("NFD", c))}
    assert lost <= set(words.missing), f"silent tofu in {text!a}"
    if words.overflow:
        assert words.overflow >= 1
    elif words.ink:
        assert words.slot.turn or words.slot.box.contains(words.ink, SLACK), f"ink of {text!a} leaves {words.slot.name}"
        assert words.size >= words.floor - 0.01
        drawn, written = ("".join("".join(one).split()) for one in (words.lines, text.replace(SOFT_HYPHEN, "")))
        divided = sum(line.endswith("-") for line in words.lines) if SOFT_HYPHEN in text else 0
        assert len(written) <= len(drawn) <= len(written) + divided, "words are lost"


def test_the_table_is_large_and_in_many_scripts() -> None:
    scripts = {script(character) for text in table() for character in text}
    assert len(table()) >= 300
    assert len(scripts) >= 100
    assert all(not disallowed_characters(text) for text in table())


@pytest.mark.ci
def test_every_hostile_text_is_composed_or_named(
    composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    """Each text goes through the whole of compose in three of the slots, which take turns."""
    turns = cycle(slots)
    assert table()
    for text in table():
        for layout, placement, slot, _ in islice(turns, 3):
            image = ImageUse(layout=layout.name, on=(placement.role,))
            message = Message(
                id="hostile", images=(image,), copy={slot: text}, caption=Caption(short="x", long="x"), shows="x"
            )
            artwork = composer.compose(Artboard(MessagePicture(message, 0), placement, "en", "drawn"))
            words = artwork.words.get(slot)
            assert words is not None
            assert_sound(text, words)
            named = {finding.rule for finding in judge(artwork, ())}
            assert ("tofu" in named) == bool(words.missing)
            assert ("overflow" in named) == any(placed.overflow for placed in artwork.all_words)
            assert "nan" not in artwork.svg


@pytest.mark.slow
def test_every_hostile_text_in_every_slot(
    composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    assert slots
    assert table()
    for text in table():
        for _, _, _, box in slots:
            _, words = place_words(written(text), box, composer.book)
            assert_sound(text, words)


@pytest.mark.few(3)
@pytest.mark.ci
@pytest.mark.parametrize("word", ["a", "א", "字", "é", "कि", "ffi", "🇪🇺", "a\u0301\u0323"])
def test_a_word_of_five_thousand_letters_is_divided_at_clusters_and_overflows(
    word: str, composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    text = word * (5000 // len(word))
    box = next(box for *_, box in slots if not box.drawn.tracking)  # with tracking there are no ligatures
    _, words = place_words(written(text), box, composer.book)
    assert words.overflow > 1000
    assert {
        len(unicodedata.normalize("NFC", line)) % len(unicodedata.normalize("NFC", word)) for line in words.lines
    } == {0}
