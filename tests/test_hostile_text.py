"""Hostile text in every layout: ink stays in its box, every character is drawn, or the fault is named; nothing else."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import cycle, groupby, islice
from typing import TYPE_CHECKING

import pytest
from bidi import get_display
from fontTools.ttLib import TTFont
from fontTools.unicodedata import Scripts, script
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.checks import judge
from kit.checks.geometry import SLACK
from kit.compose import Composer
from kit.compose.words import WordBox, place_words
from kit.content.slots import resolved
from kit.document import parse_yaml
from kit.errors import Mark, SpecError
from kit.layout import choose_drawing, lay_out
from kit.model.artwork import Artboard, PlacedWords
from kit.model.campaign import COPY_SLOTS, Caption, Message, Statistic
from kit.project import load_project
from kit.project.figures import write_figures
from kit.project.load import SHIPPED
from kit.text import FontRequest, Style, itemise
from kit.text.characters import disallowed_characters, isolate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.layout import Layout, Scene
    from kit.model.placement import Placement
    from kit.model.project import Project
    from kit.text import Font

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
#: What parse_yaml must refuse, each at its place.
REFUSED = tuple(
    f"Pass {character} on"
    for character in (
        "\x00", "\x07", "\t", "\x1b[31m", "\x7f", "\x85", "\x9b", "\ud800", "\udfff", "\u2028", "\u2029", "\u202d",
        "\u202e", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u2062", "\u206a", "\ufeff",
        "\ufff9", "\ufffc", "\ufffd", "\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe", "\U000e0001", "\U000e0041",
        "\U0001d173", "a" + "\u0301" * 31,
    )
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
def project() -> Project:
    return load_project(SHIPPED / "kit.yaml")


@pytest.fixture(scope="module")
def composer(project: Project) -> Composer:
    return Composer(project)


def scenes(composer: Composer) -> Iterator[tuple[Layout, Placement, Scene]]:
    """Yield every drawing of every layout on the placement whose proportions suit it best."""
    for layout in composer.project.layouts.values():
        drawings = [composer.drawing(path, layout.palette) for path in layout.drawings.values()]
        best: dict[str, tuple[Placement, Scene]] = {}
        for placement in composer.project.placements.values():
            drawing = choose_drawing(drawings, placement.safe_box)
            scene = lay_out(drawing, placement.canvas, placement.safe_box)
            known = best.get(drawing.path.stem)
            if known is None or scene.stretch < known[1].stretch:
                best[drawing.path.stem] = (placement, scene)
        yield from ((layout, *found) for found in best.values())


@pytest.fixture(scope="module")
def slots(composer: Composer) -> list[tuple[Layout, Placement, str, WordBox]]:
    """Return every copy slot of every drawing, on a placement of its shape."""
    return [
        (layout, placement, slot, WordBox(scene.slots[slot], layout.slots[slot], style, "en", placement.floor))
        for layout, placement, scene in scenes(composer)
        for slot in COPY_SLOTS
        if slot in layout.slots and slot in scene.slots and (style := scene.drawing.slots[slot].style)
    ]


@cache
def drawable() -> frozenset[str]:
    """Return every character that some font of the kit has a glyph for, read apart from HarfBuzz."""
    found: set[str] = set()
    for path in sorted((SHIPPED / "fonts").rglob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(map(chr, font.getBestCmap()))
    return frozenset(found)


def seen(character: str) -> bool:
    """Tell whether a character is more than a space, a break or an invisible helper of those around it."""
    return unicodedata.category(character)[0] not in "ZC" and not unicodedata.name(character, "").startswith(
        "VARIATION"
    )


def assert_sound(text: str, words: PlacedWords) -> None:
    """Assert that words stand inside their box, drawn to the last character, or that what is wrong is told."""
    text = unicodedata.normalize("NFC", text.replace("**", ""))
    assert set(words.missing) <= set(text)
    whole, parts = drawable(), unicodedata.normalize
    lost = {c for c in text if seen(c) and c not in whole and not whole.issuperset(parts("NFD", c))}
    assert lost <= set(words.missing), f"silent tofu in {text!a}"
    if words.overflow:
        assert words.overflow >= 1
    elif words.ink:
        assert words.slot.box.contains(words.ink, SLACK), f"ink of {text!a} leaves {words.slot.name}"
        assert words.size >= words.floor - 0.01
        assert len("".join("".join(words.lines).split())) == len("".join(text.split())), "words are lost"


def test_the_table_is_large_and_in_many_scripts() -> None:
    scripts = {script(character) for text in table() for character in text}
    assert len(table()) >= 300
    assert len(scripts) >= 100
    assert all(not disallowed_characters(text) for text in table())


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_a_character_that_must_not_be_is_refused_at_its_place(text: str) -> None:
    escaped = "".join(c if c.isascii() and c.isprintable() else f"\\U{ord(c):08x}" for c in text)
    with pytest.raises(SpecError) as caught:
        parse_yaml(f'a: x\nheadline: "{escaped}"', "kit.yaml", disallowed_characters)
    for fault in caught.value.faults:
        assert fault.mark
        assert fault.mark.line == 2
        assert escaped[fault.mark.column - 12 :].startswith("\\U"), "the caret stands at the escape"
        assert fault.remedy


def test_every_hostile_text_is_composed_or_named(
    composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    """Each text goes through the whole of compose in three of the slots, which take turns."""
    turns = cycle(slots)
    for text in table():
        for layout, placement, slot, _ in islice(turns, 3):
            message = Message(
                id="hostile", images=(), copy={slot: text}, caption=Caption(short="x", long="x"), shows="x"
            )
            artwork = composer.compose(Artboard(message, layout.name, placement, "en", "night"))
            words = artwork.words.get(slot)
            assert words is not None
            assert_sound(text, words)
            told = {finding.rule for finding in judge(artwork, ())}
            assert ("tofu" in told) == bool(words.missing)
            assert ("overflow" in told) == bool(words.overflow)
            assert "nan" not in artwork.svg


@pytest.mark.slow
def test_every_hostile_text_in_every_slot(
    composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    for text in table():
        for _, _, _, box in slots:
            _, words = place_words(resolved(text, Mark("kit.yaml", 1)), box, composer.book)
            assert_sound(text, words)


@pytest.mark.parametrize("word", ["a", "א", "字", "é", "कि", "ffi", "🇪🇺", "a\u0301\u0323"])
def test_a_word_of_five_thousand_letters_is_broken_at_clusters_and_told(
    word: str, composer: Composer, slots: list[tuple[Layout, Placement, str, WordBox]]
) -> None:
    text = word * (5000 // len(word))
    _, _, _, box = slots[0]
    _, words = place_words(resolved(text, Mark("kit.yaml", 1)), box, composer.book)
    assert words.overflow > 1000
    assert {
        len(unicodedata.normalize("NFC", line)) % len(unicodedata.normalize("NFC", word)) for line in words.lines
    } == {0}


@cache
def sans() -> tuple[Font, ...]:
    return Composer(load_project(SHIPPED / "kit.yaml")).book.fonts(FontRequest("Source Sans 3"))


def in_order(text: str, *, right_to_left: bool) -> str:
    """Return the characters of a text from left to right, in the order of their levels (rule L2)."""
    items = itemise(text, [Style(sans())] * len(text), right_to_left=right_to_left)
    levels = [item.level for item in items for _ in range(item.start, item.end)]
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        for _, group in groupby(list(enumerate(order)), key=lambda place: levels[place[1]] >= level):
            places = list(group)
            if levels[places[0][1]] >= level:
                start, stop = places[0][0], places[-1][0] + 1
                order[start:stop] = reversed(order[start:stop])
    return "".join(text[index] for index in order)


def bare(text: str) -> str:
    """Return a text without direction marks, brackets all alike: who orders words may mirror them."""
    return text.translate({**dict.fromkeys(range(0x2066, 0x206A)), ord(")"): "("})


def statistic(id_: str, text: str, qualifier: str) -> Statistic:
    return Statistic(id=id_, text=text, counts="", source="s", as_of="2020", qualifier=qualifier)


class TestDirection:
    @given(text=st.text(alphabet="abאב12 .,(+-%\u2066\u2067\u2068\u2069", max_size=24), base=st.booleans())
    @settings(max_examples=300, deadline=None)
    def test_words_are_ordered_as_another_implementation_orders_them(self, *, text: str, base: bool) -> None:
        text = text.strip(" \u2066\u2067\u2068\u2069")  # blanks at the ends of a line are cut: nobody sees them
        assert bare(in_order(text, right_to_left=base)) == bare(get_display(text, base_dir="R" if base else "L"))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("שלום {n} עולם", "שלום \u2068more than 12 (a)\u2069 עולם"),
            ("שלום {n.text}", "שלום \u206812 (a)\u2069"),
            ("Hello {n} there", "Hello more than 12 (a) there"),
            ("Hello {h} there", "Hello \u2068שלום\u2069 there"),
            ("שלום {h}", "שלום שלום"),
        ],
    )
    def test_a_figure_that_runs_against_the_words_is_isolated(self, text: str, expected: str) -> None:
        figures = {
            "n": statistic("n", "12 (a)", "more than"),
            "h": statistic("h", "שלום", ""),
        }
        assert write_figures(text, figures) == expected
        assert not disallowed_characters(write_figures(text, figures))

    def test_an_isolate_keeps_what_is_put_in_from_being_reordered(self) -> None:
        value = "12 - 30 abc!"
        assert value in in_order(f"שלום {isolate(value, 'שלום')}", right_to_left=True)
        assert value not in in_order(f"שלום {value}", right_to_left=True)

    def test_a_joiner_stays_with_the_word_that_it_stands_in(self) -> None:
        text = "می\u200cخواهم"
        assert len(itemise(text, [Style(sans())] * len(text))) == 1
