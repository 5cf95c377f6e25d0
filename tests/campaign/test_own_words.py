"""This campaign's pages for words of one's own: their size, their pictures, and lines that are those of the kit."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from support.engines import ENGINES, WebKitTab, tab_of
from support.maker_pages import drawing, filled, page_of, same_lines, setting, within_reach

import kit
from kit.base.errors import Mark
from kit.base.geometry import Box, Size
from kit.compose import Composer
from kit.compose.artwork_svg import tree_of
from kit.compose.words import place_words
from kit.judge.pixels import contrast_of, luminance
from kit.model.colour import LEAST_CONTRAST
from kit.model.picture import Words
from kit.paint.raster.painter import paint
from kit.publish.maker.maker_data import maker_data
from kit.text.breaks import line_breaks
from kit.text.glue import with_no_break_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.browser import Tab
    from support.maker_pages import Filled

    from kit.model.project import Project
    from kit.model.tree import Tree


#: Returns the box of the ink of each of some texts, as the script draws it in a slot: left, top, right, bottom in px.
_INK = """JSON.stringify((([texts, layout, shape, slot, width, height]) => {
  const drawing = maker.packed().drawings.find((one) => one.layout === layout && one.shape === shape);
  const { lang } = document.documentElement;
  const canvas = Object.assign(document.createElement("canvas"), { width, height, lang });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return texts.map((text) => {
    const made = maker.setWords(text, drawing[slot]);
    if (!made) return null;
    context.clearRect(0, 0, width, height);
    for (const row of made.rows) maker.drawRow(context, row, made.size, drawing[slot].set, "#000");
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    let [x0, y0, x1, y1] = [width, height, 0, 0];
    for (let at = 0; at < pixels.length; at += 1) {
      if (pixels[at] >>> 24 < 64) continue;
      const x = at %% width, y = (at - x) / width;
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x + 1), Math.max(y1, y + 1)];
    }
    return [x0, y0, x1, y1];
  });
})(%s))"""


def inking(texts: list[str], one: Filled, slot: str) -> str:
    """Return the expression that draws some texts in a page, and reads where their ink is."""
    return _INK % json.dumps([texts, one.layout, one.shape, slot, *map(round, one.artwork.tree.size)])


def forbidden_ends(rows: Iterable[str], text: str, language: str) -> list[str]:
    """Return the lines of a text that end where the kit lets none end."""
    glued = with_no_break_spaces(text, language)
    ends = {len("".join(glued[: one.offset].split())) for one in line_breaks(glued, language)}
    at, wrong = 0, []
    for row in rows:
        at += len("".join(row.split()))
        if at not in ends:
            wrong.append(row)
    return wrong


ROOT = Path(__file__).parents[2]
#: One language of each script, one with many compounds, and one whose letters have forms of their own.
SAMPLE = ["en", "de", "fr", "el", "bg", "ar", "he"]
#: Those that are set each time; how many sentences of theirs, and of each language in the slow test.
QUICK, FEW, MANY = ("en", "bg", "ar"), 10, 20
#: How many px the ink of a letter, such as an f or a smoothed edge, may reach beyond the box of its words.
OVER = 4
#: The most bytes of a page.
MOST = 900_000
RIGHT_TO_LEFT = {
    "ar": [
        "نطلب من البرلمان الأوروبي (European Parliament) أن يُبقي الأدوات.", "NCMEC تقول: لا تطفئوا الضوء.",
        "قالت Anna Kowalska: «أبقوا الأدوات تعمل».", "أدوات الكشف، مثل PhotoDNA، تحمي الأطفال!",
        "من Save the Children إلى NCMEC: شكرًا.", "هل نُبقي الضوء؟", "«Look again» تعني: انظر مرة أخرى.",
    ],
    "he": [
        "אנחנו מבקשים מהפרלמנט האירופי (European Parliament) לשמור על הכלים.", "NCMEC אומרים: אל תכבו את האור.",
        'אנה כתבה: "Look again", ואנחנו מסכימים.', "כלי זיהוי, כמו PhotoDNA, מגינים על ילדים!", 'צה"ל, ד"ר, ארה"ב.',
        "האם נשמור על האור?",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def project() -> Project:
    return kit.load(ROOT)


def sentences_of(project: Project, language: str) -> list[str]:
    """Return sentences of a language without digits and addresses: those of its copy, captions and descriptions."""
    found = []
    for message in project.in_language(language).campaign.messages.values():
        for text in (*message.copy.values(), message.caption.long, message.shows):
            plain = re.sub("[*\u00ad\u2066-\u2069]", "", text)
            found += [" ".join(one.split()) for one in re.split(r"(?<=[.!?\u061f])\s+|\n+", plain)]
    return [one for one in dict.fromkeys(found) if one and len(one) < 150 and not re.search(r"[\d/@#{}]", one)]


@pytest.mark.few(3)
@pytest.mark.ci
@pytest.mark.parametrize("language", SAMPLE)
def test_a_page_has_eight_layouts_and_is_small(project: Project, language: str) -> None:
    found = filled(project, language)
    assert len({one.layout for one in found}) >= 8
    assert {one.shape for one in found} == {"square", "portrait", "story", "landscape"}
    assert len(page_of(project, language).encode()) < MOST


@pytest.mark.ci
def test_a_picture_with_a_day_is_open_until_that_day(project: Project) -> None:
    data = maker_data(project, Composer(project), "en")
    assert data is not None
    assert data["last"] == "2020-12-21"
    drawings = json.loads(zlib.decompress(b64decode(data["packed"]), -15))["drawings"]
    assert {one["layout"]: one["last"] for one in drawings if one["last"]}.keys() >= {"leaf"}
    assert any(not one["last"] for one in drawings)


@pytest.mark.ci
@pytest.mark.parametrize("language", ["en", "he"])
def test_words_stand_out_wherever_they_are_in_their_box(project: Project, language: str) -> None:
    pictures = filled(project, language)
    assert len(pictures) >= 8
    for one in pictures:
        assert one.slots
        ground = pixels_of(one.artwork.tree)[..., :3]
        for name, slot in one.slots.items():
            x0, y0, x1, y1 = map(round, slot.box.slot.box)
            colour = np.frombuffer(bytes.fromhex(slot.colour.removeprefix("#")), np.uint8)
            least = float(np.min(contrast_of(luminance(colour), luminance(ground[y0:y1, x0:x1]))))
            assert least >= LEAST_CONTRAST, (one.layout, one.shape, name, least)


def pixels_of(picture: Tree) -> np.ndarray:
    """Return the pixels of a picture as red, green, blue and alpha."""
    painted = paint(picture)
    return np.frombuffer(painted.rgba, np.uint8).reshape(painted.height, painted.width, 4)


@pytest.fixture(params=ENGINES)
def tab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tab]:
    """A tab of an engine."""
    yield from tab_of(request, tmp_path)


def visit(tab: Tab, project: Project, language: str, folder: Path) -> None:
    """Open the page of a language whose functions are within reach."""
    (folder / "reach.html").write_text(within_reach(page_of(project, language)), encoding="utf-8")
    tab.visit((folder / "reach.html").as_uri())
    tab.until("document.documentElement.dataset.ready === 'yes'")


@pytest.mark.few(1)
@pytest.mark.ci
@pytest.mark.parametrize("language", QUICK)
def test_lines_are_those_of_the_kit(tab: Tab, project: Project, language: str, tmp_path: Path) -> None:
    texts = sentences_of(project, language)[:FEW]
    visit(tab, project, language, tmp_path)
    for shape in ("square", "landscape"):
        require_like_the_kit(tab, texts, filled(project, language, shapes=[shape]), language)


@pytest.mark.slow
def test_five_hundred_sentences_of_all_languages_are_set_like_those_of_the_kit_in_each_shape(
    tab: Tab, project: Project, tmp_path: Path
) -> None:
    count = 0
    for number, language in enumerate(project.languages):
        texts = sentences_of(project, language)[:MANY]
        visit(tab, project, language, tmp_path)
        found = filled(project, language)
        for shape in ("square", "portrait", "story", "landscape"):
            of_shape = [one for one in found if one.shape == shape]
            chosen = [of_shape[(2 * number + other) % len(of_shape)] for other in range(2)]  # all layouts take turns
            require_like_the_kit(tab, texts, chosen, language)
        count += len(texts)
    assert count >= 500


def require_like_the_kit(tab: Tab, texts: list[str], found: list[Filled], language: str) -> None:
    """Require that a page sets some texts in the lines of the kit, all within their box.

    WebKitGTK rounds widths, so that some lines of it end elsewhere; never where the kit lets none end. It also draws
    marks above and below Arabic letters elsewhere.
    """
    is_webkit, alike = isinstance(tab, WebKitTab), 0
    for one in found:
        made = json.loads(tab.run(setting(texts, one, "sentence")))
        alike += same_lines(made, one, "sentence", texts)
        rows = zip(texts, (set_[1] if set_ else () for set_ in made), strict=True)
        assert [wrong for text, lines in rows for wrong in forbidden_ends(lines, text, language)] == []
        box, few = one.slots["sentence"].box.slot.box.grown(OVER), texts[:FEW]
        inked = [Box(*ink) for ink in json.loads(tab.run(inking(few, one, "sentence"))) if ink]
        assert inked, (one.layout, one.shape)
        outside = [ink for ink in inked if not box.contains(ink)]
        assert outside == [] or (is_webkit and language == "ar"), (language, one.layout, one.shape, box)
    assert alike >= (0.9 if is_webkit else 0.95) * len(texts) * len(found), (language, found[0].shape, alike)


@pytest.mark.ci
@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_words_from_right_to_left_are_drawn_as_the_outlines_of_the_kit(
    tab: Tab, project: Project, language: str, tmp_path: Path
) -> None:
    visit(tab, project, language, tmp_path)
    texts = [*RIGHT_TO_LEFT[language], *sentences_of(project, language)[:13]]
    one = next(one for one in filled(project, language, shapes=["square"]) if one.layout == "lamp")
    size, box = Size(1080, 1080), one.slots["sentence"].box
    same = 0
    for text in texts:
        element, _ = place_words(Words(text, Mark("kit.yaml", 1)), box, one.composer.book_for(language))
        colours = dict.fromkeys(re.findall(r"@(\w+)", str(element)), "#000000")
        kit_ink = pixels_of(tree_of((element,), size, colours))[..., 3] / 255
        drawn = tab.run(drawing(text, one, "sentence", (1080, 1080)))
        script_ink = np.asarray(Image.open(BytesIO(b64decode(drawn.partition(",")[2]))).convert("RGBA"))[..., 3] / 255
        if isinstance(tab, WebKitTab):
            kit_ink, script_ink = columns_of(kit_ink), columns_of(script_ink)
        same += bool(np.minimum(kit_ink, script_ink).sum() > 0.75 * np.maximum(kit_ink, script_ink).sum())
    assert same >= 0.8 * len(texts)


def columns_of(ink: np.ndarray) -> np.ndarray:
    """Return how much of the ink is in each hundredth of its width.

    WebKitGTK does not move marks up or down in a canvas, so that the dots of Arabic letters are at another height. The
    order of letters is still seen: ink that runs the other way has at most half in the same columns.
    """
    columns = ink.sum(axis=0)
    inked = np.flatnonzero(columns > 1)
    places = np.linspace(inked[0], inked[-1], 101)
    sums = np.interp(places, np.arange(len(columns)), np.cumsum(columns))
    return np.diff(sums) / columns.sum()
