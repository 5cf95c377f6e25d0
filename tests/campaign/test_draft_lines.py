"""The source line and the headline of the lamp in 25 languages, `draft_lines.yaml`: the drawings have room for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest
import yaml
from support.whole_campaign import campaign

from kit.compose import Composer
from kit.compose.content.emphasis import parse_emphasis
from kit.compose.fill import fill_slot
from kit.model.artwork import PlacedWords
from kit.project.plan import plan

if TYPE_CHECKING:
    from kit.model.artwork import Artboard, Artwork
    from kit.model.picture import Words

LINES: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "draft_lines.yaml").read_text("utf-8"))
#: How near ink may come to that of another slot, in px: rounding of outlines.
SLACK = 1.0


class Scenes(NamedTuple):
    """What composes pictures, and one picture of the campaign for each drawing, size and safe area."""

    composer: Composer
    artworks: tuple[Artwork, ...]


@pytest.fixture(scope="module")
def scenes() -> Scenes:
    composer = Composer(campaign())
    chosen: dict[object, Artboard] = {}
    for artboard in plan(campaign()):
        room = composer.drawing_for(artboard).path, artboard.placement.canvas, artboard.placement.safe_box
        chosen.setdefault(room, artboard)
    return Scenes(composer, tuple(map(composer.compose, chosen.values())))


def written_in(scenes: Scenes, artwork: Artwork, slot: str, tag: str) -> PlacedWords:
    """Place the words of a language in a slot of a picture."""
    words, own = parse_emphasis(LINES[tag][slot]), cast("Words", artwork.picture.slots[slot])
    slots = {**artwork.picture.slots, slot: replace(own, text=words.text, spans=words.spans)}
    picture = replace(artwork.picture, slots=slots, language=tag)
    where = artwork.scene, campaign().layouts[artwork.picture.layout]
    _, (placed,) = fill_slot(slot, picture, where, scenes.composer.book_for(tag))
    assert isinstance(placed, PlacedWords)
    return placed


def has_room(placed: PlacedWords, artwork: Artwork) -> bool:
    """Return whether words fit their slot and no others are where they are."""
    others = [one for name, one in artwork.words.items() if name in {"sender", "address", "button"}]
    box = placed.ink
    return not placed.overflow and not any(box and one.ink and box.overlaps(one.ink, SLACK) for one in others)


def test_the_lines_are_those_of_all_languages_of_the_campaign_but_its_own() -> None:
    assert len(LINES) == 25
    assert "This is no edition" in (Path(__file__).parent / "draft_lines.yaml").read_text("utf-8")


@pytest.mark.parametrize("tag", sorted(LINES))
def test_the_source_line_has_room_beside_the_sender(scenes: Scenes, tag: str) -> None:
    cited = [artwork for artwork in scenes.artworks if "source" in artwork.words]
    tight = {one.scene.drawing.name for one in cited if not has_room(written_in(scenes, one, "source", tag), one)}
    assert tight == set()
    assert len(cited) > 50


@pytest.mark.parametrize("tag", sorted(LINES))
def test_the_headline_of_the_lamp_fits_and_its_lines_do_not_touch(scenes: Scenes, tag: str) -> None:
    lamps = [one for one in scenes.artworks if one.picture.layout == "lamp" and "headline" in one.words]
    placed = [written_in(scenes, one, "headline", tag) for one in lamps]
    assert [one.text for one in placed if one.overflow] == []
    assert [one.line_gap for one in placed if one.line_gap < one.least_gap] == []
    assert len(lamps) > 5
