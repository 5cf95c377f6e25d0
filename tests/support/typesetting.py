"""What the tests of typesetting share: fonts, settings, frames, sentences, and strings with marked breaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kit.base.geometry import Size
from kit.model.campaign import Face, Family
from kit.text import FontBook, FontRequest, Style, itemise, shape_items, shape_paragraph
from kit.text.fit import TextFrame
from kit.text.paragraph import Setting

if TYPE_CHECKING:
    from kit.text import Font, Item, Line, Paragraph, Run


FONTS = Path(__file__).parents[2] / "fonts"
SANS, SERIF = "Source Sans 3", "Source Serif 4"
#: Sentences as copy and captions have them: from two words to two lines of a book, with figures and names.
SENTENCES = (
    "Unforgettable, no?", "Neighbourhoods act.", "Independence is ours.",
    "Sign now.", "Read the letter.", "One more week.", "Who will look?", "Share this page today.",
    "Write to your council.", "The bridge is closed.", "Nobody saw it coming.", "Ask the library to stay open.",
    "The night bus must run again.", "Rain, wind and 12 hours of light.", "A law is only as good as its use.",
    "Of all the doors, this one stays open.", "They counted 1,900 birds in one morning.",
    "The river rose by 3 m between 7 and 9 May.", "Tell us what you saw, and where you saw it.",
    "Every street deserves trees, benches and shade.", "No decision about the park without its neighbours.",
    "Keep the swimming pool open through the whole winter.", "A harbour without ships is a lake with bad memories.",
    "What would you do if the last train left at half past six?",
    "It was cheaper to repair the roof than to argue about it.",
    "We asked for an answer by 7 December and we are still waiting.",
    "Volunteers repaired 82 bicycles and gave every one of them away.",
    "Nine out of ten readers want the reading room open on Sundays as well.",
    "The committee met in March, in May and in June, and decided nothing at all.",
    "More than 82 million people live there: that is more than in any neighbouring country.",
    "If you have ten minutes, write a postcard; if you have one, sign the petition at example.org.",
    "Bring a friend, a lamp and a good pair of boots: the paths along the old canal are dark and wet until April.",
    "A museum that lends its pictures to schools has twice as many visitors ten years later, says the ministry.",
    "Those who plan a city for children plan it for everyone: slow streets, short ways and a place to sit down.",
    "Every winter the lake freezes, every winter somebody asks for the rink, and every spring it is too late.",
    "The orchestra plays in schools, in hospitals and in the market hall, and it never asks for a ticket.",
    "In the spring of 2019 the town bought the old mill, and three years later it was full of people again.",
    "Kindergärten, Büchereien und Schwimmbäder gehören allen, die in der Stadt wohnen und arbeiten.",
    "Straßenbahnhaltestellen brauchen Dächer.", "Plus de 82 millions de personnes, dont 12 % d'enfants, attendent.",
    "Po 7. prosince 2020 už nebude v Evropě nic jako dřív.", "Il dit « oui » et elle dit « non ».",
)  # fmt: skip
#: Characters of many scripts, and what joins, parts and combines them.
ALPHABET = [*"AVTofil 8.,-#*/مرحباשלוםก็เด字", "😀", "🇪🇺", "\u200d", "\u0301", "\u00a0", "\u2028"]
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60) | st.lists(
    st.sampled_from(ALPHABET), max_size=60
).map("".join)
FAST = settings(deadline=None, max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def shipped_families() -> dict[str, Family]:
    """Return the families of the fonts that come with the generator, by id."""
    table: dict[str, Any] = yaml.safe_load((FONTS / "families.yaml").read_text(encoding="utf-8"))
    return {
        id_: Family(
            id=id_,
            names=tuple(family["names"]),
            faces=tuple(map(_face, family["faces"])),
            fallbacks=tuple(family["fallbacks"]),
            scripts=tuple(family.get("scripts", ())),
        )
        for id_, family in table.items()
    }


def _face(written: dict[str, Any]) -> Face:
    lists = {key: tuple(value) for key, value in written.items() if isinstance(value, list)}
    face: Any = {**written, **lists}
    return Face(**face)


BOOK = FontBook(shipped_families(), lambda file: FONTS / file)


def fonts_of(family: str = SANS, weight: int = 400) -> tuple[Font, ...]:
    return BOOK.fonts(FontRequest(family, weight))


def setting(language: str = "en", *, serif: bool = False, tracking: float = 0.0) -> Setting:
    family = SERIF if serif else SANS
    return Setting(fonts_of(family), fonts_of(family, 750), language, tracking=tracking)


def prepared(text: str, how: Setting | None = None, *, emphasised: str = "") -> Paragraph:
    """Prepare text of which one part is emphasised."""
    start = text.index(emphasised)
    spans = [(start, start + len(emphasised))] if emphasised else []
    return shape_paragraph(text, spans, how or setting())


def frame(width: float, height: float, largest: float = 100, floor: float = 12, lines: int | None = None) -> TextFrame:
    return TextFrame(Size(width, height), largest, floor, 1.2, 0.7, 0.2, lines)


def texts_of(paragraph: Paragraph, lines: tuple[Line, ...]) -> list[str]:
    """Return the text of lines, with plain spaces and none at their ends."""
    return [paragraph.text[line.start : line.end].strip().replace("\u00a0", " ") for line in lines]


def shaped_width(paragraph: Paragraph, line: Line) -> float:
    """Return the width in em of a line as it is drawn: shaped by itself."""
    return sum(run.width for run in paragraph.runs(line.start, line.end)) - paragraph.setting.tracking


def items_of(text: str, fonts: tuple[Font, ...], language: str = "en") -> tuple[Item, ...]:
    return itemise(text, [Style(fonts)] * len(text), language)


def shaped(text: str, fonts: tuple[Font, ...], language: str = "en", **features: bool) -> tuple[Run, ...]:
    return shape_items(text, items_of(text, fonts), language=language, features=features, tracking=0.0)


def width_of(runs: tuple[Run, ...]) -> float:
    return sum(run.width for run in runs)


def glyph_ids(runs: tuple[Run, ...]) -> list[int]:
    return [glyph.gid for run in runs for glyph in run.glyphs]
