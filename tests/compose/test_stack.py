"""Slots that stand above each other share their room: long words move up what is above, and the first gives room."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.campaigns import HEADER
from support.faults import refused

from kit.base.errors import DrawingError, SpecError
from kit.compose import Composer
from kit.judge import judge
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.loading import with_pseudo_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kit.base.geometry import Box
    from kit.model.artwork import Artwork

    Studio = Callable[[str, dict[str, str]], Path]

STACK = ("support", "help", "button", "address", "sender")
#: Where each is drawn: y and height in px. The place of `help` is also that of the last line of `support`.
DRAWN = {"support": (420, 240), "help": (590, 70), "button": (670, 60), "address": (740, 70), "sender": (830, 50)}
SIZES = {"headline": 100, "support": 50, "help": 44, "button": 44, "address": 56, "sender": 40}
SHORT, LONG = "The Tiny campaign", "The campaign of those who look after all of the street lamps of the town"


def slot(name: str, y: int, height: int) -> str:
    style = f"font-family: 'Source Sans 3'; font-size: {SIZES[name]}px; line-height: 1.1"
    words = f'<text fill="#fff4dc" style="{style}"><tspan x="100" y="{y + height - 12}">Words</tspan></text>'
    return f'<g id="slot-{name}"><rect x="100" y="{y}" width="800" height="{height}"/>{words}</g>'


#: A stroke of a pen lies under the address; the headline stands above the stack.
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000"><rect width="1000" height="1000" fill="#0f2a2e"/>'
    '<rect id="live" x="60" y="60" width="880" height="880"/>'
    '<rect id="hug-address" x="100" y="806" width="140" height="6" fill="#f5a83c"/>'
    + slot("headline", 100, 300) + "".join(slot(name, *place) for name, place in DRAWN.items())
    + "</svg>"
)  # fmt: skip
RULES = ", ".join(f"{name}: {{lines: {1 if name == 'address' else 4}, align: left bottom}}" for name in STACK)
LAYOUT = f"title: Ask\nslots: {{headline: {{}}, {RULES}}}\n"
STACKED = LAYOUT + f"stacks: {{square: [{', '.join(STACK)}]}}\n"
HELP = "  help: {text: 'Help:', link: street}\n"


def spec(sender: str, button: str = "Sign it", support: str = "They keep the lamps lit.", more: str = "") -> str:
    return (
        HEADER
        + f"  sender: {sender}\n{more}"
        + f"""\
links: {{street: {{url: https://www.change.org/street, shown: change.org/street}}}}
platforms: [x/square]
messages:
  sign:
    images: [{{layout: ask, on: [feed]}}]
    link: street
    copy: {{headline: Sign now, support: {support}, button: {button}}}
    caption: {{short: Please sign., long: Please sign the petition.}}
    shows: A wall.
"""
    )


def picture(studio: Studio, kit: str, layout: str = STACKED, pseudo: str = "") -> Artwork:
    project = load_project(studio(kit, {"ask/layout.yaml": layout, "ask/square.svg": DRAWING}))
    if pseudo == "rtl":
        project = with_pseudo_copy(project, "rtl")
    [artboard] = plan(project)
    return Composer(project).compose(artboard)


def boxes(artwork: Artwork) -> Mapping[str, Box]:
    return {name: words.slot.box for name, words in artwork.words.items()}


def errors(artwork: Artwork) -> list[str]:
    return [str(finding) for finding in judge(artwork, ()) if finding.severity == "error"]


def stroke(artwork: Artwork) -> float:
    """Return where the stroke of the pen begins, from the top."""
    found = re.search(r'<rect fill="#f5a83c" x="[\d.]+" y="([\d.]+)"', artwork.svg)
    assert found
    return float(found[1])


def test_where_all_words_fit_a_stack_changes_nothing(studio: Studio) -> None:
    with_stack = picture(studio, spec(SHORT))
    assert errors(with_stack) == []
    assert with_stack.svg == picture(studio, spec(SHORT), LAYOUT).svg


def test_words_that_need_another_line_move_up_what_is_above_and_the_first_gives_the_room(studio: Studio) -> None:
    drawn, grown = picture(studio, spec(LONG), LAYOUT), picture(studio, spec(LONG))
    assert [finding.rule for finding in judge(drawn, ()) if finding.severity == "error"] == ["overflow"]
    assert errors(grown) == []
    before, after = boxes(drawn), boxes(grown)
    assert len(grown.words["sender"].lines) == 2
    assert after["sender"].y1 == before["sender"].y1
    up = before["sender"].y0 - after["sender"].y0
    assert up > 0.5 * grown.words["sender"].size
    for name in ("button", "address"):
        assert after[name] == pytest.approx(before[name].moved(0, -up))
    assert after["support"].y0 == before["support"].y0
    assert after["support"].y1 == pytest.approx(before["support"].y1 - up)
    assert after["headline"] == before["headline"]
    assert all(words.sizing and words.sizing.limit != "neighbour" for words in grown.all_words)
    for one, other in pairwise(name for name in STACK if name in after):
        assert after[one].y1 - before[one].y1 == pytest.approx(after[other].y0 - before[other].y0)


def test_what_follows_words_moves_with_them(studio: Studio) -> None:
    drawn, grown = picture(studio, spec(LONG), LAYOUT), picture(studio, spec(LONG))
    up = boxes(drawn)["address"].y0 - boxes(grown)["address"].y0
    assert stroke(drawn) - stroke(grown) == pytest.approx(up, abs=0.1)


def test_several_long_words_share_the_room_and_all_are_set_smaller_by_the_same_part(studio: Studio) -> None:
    support = " ".join(["They keep all of the lamps of the street lit by night."] * 3)
    artwork = picture(studio, spec(f"{LONG} of the city and of both its harbours", f"{LONG} and sign", support))
    assert errors(artwork) == []
    sizes = {name: words.size / (SIZES[name] * artwork.scene.scale) for name, words in artwork.words.items()}
    assert sizes["address"] == max(sizes.values())
    limits = {name: words.sizing.limit for name, words in artwork.words.items() if words.sizing}
    assert "neighbour" in limits.values(), limits
    assert all(size < sizes["address"] for name, size in sizes.items() if name in {"support", "button", "sender"})
    inked = [ink for name in ("support", "button", "address", "sender") if (ink := artwork.words[name].ink)]
    assert len(inked) == 4
    assert all(one.y1 <= other.y0 for one, other in pairwise(inked))


def test_boxes_get_as_low_as_their_words_where_the_first_has_nothing_to_give(studio: Studio) -> None:
    layout = f"{LAYOUT}stacks: {{square: [button, address, sender]}}\n"
    sender = f"{LONG} and of both its harbours, and of the road that leads there from the hills"
    drawn, grown = picture(studio, spec(sender), LAYOUT), picture(studio, spec(sender), layout)
    assert errors(grown) == []
    assert boxes(grown)["button"].y0 >= boxes(drawn)["button"].y0
    assert all(boxes(grown)[name].height < boxes(drawn)[name].height for name in ("button", "address"))


def test_without_room_the_picture_stays_as_drawn_and_says_what_to_cut(studio: Studio) -> None:
    support = " ".join(["They keep all of the lamps of the street lit by night."] * 9)
    kit = spec(LONG, support=support)
    assert picture(studio, kit).svg == picture(studio, kit, LAYOUT).svg
    faults = [finding.fault for finding in judge(picture(studio, kit), ()) if finding.severity == "error"]
    assert "text-overflow" in {fault.code for fault in faults}
    assert all("cut about" in fault.remedy for fault in faults)


def test_a_slot_ends_above_the_next_that_is_filled_where_it_is_drawn_over_it(studio: Studio) -> None:
    support = " ".join(["They keep the lamps lit."] * 6)
    without, with_help = (picture(studio, spec(SHORT, support=support, more=more)) for more in ("", HELP))
    assert boxes(without)["support"].y1 == pytest.approx(boxes(picture(studio, spec(SHORT), LAYOUT))["support"].y1)
    assert boxes(with_help)["support"].y1 == boxes(with_help)["help"].y0
    assert with_help.words["support"].size < without.words["support"].size
    assert errors(with_help) == []


def test_a_stack_holds_in_the_mirror_too(studio: Studio) -> None:
    artwork = picture(studio, spec(LONG), pseudo="rtl")
    assert errors(artwork) == []
    assert len(artwork.words["sender"].lines) == 2


@pytest.mark.parametrize(
    ("stacks", "codes"),
    [
        ("{square: [support]}", ["stack-of-one"]),
        ("{square: []}", ["stack-of-one"]),
        ("{wide: [support, button]}", ["unknown-drawing"]),
        ("{square: [support, buton]}", ["unknown-slot"]),
        ("{square: [support, button, support]}", ["slot-stacked-twice"]),
        ("{square: support}", ["wrong-type"]),
        ("[support, button]", ["wrong-type"]),
    ],
)
def test_a_stack_that_can_not_be_is_refused_where_it_is_written(studio: Studio, stacks: str, codes: list[str]) -> None:
    with refused(SpecError, *codes) as faults:
        picture(studio, spec(SHORT), f"{LAYOUT}stacks: {stacks}\n")
    assert {fault.mark and fault.mark.file for fault in faults} == {"ask/layout.yaml"}
    assert all(fault.remedy for fault in faults)


@pytest.mark.parametrize(
    ("stack", "change", "code"),
    [
        ("button, support", ("", ""), "slots-not-stacked"),
        ("support, button", ('id="slot-button"', 'id="slot-button" transform="rotate(3)"'), "slots-not-stacked"),
        (
            "support, button",
            ('<g id="slot-button"><rect x="100"', '<g id="slot-button"><rect x="910"'),
            "slots-not-stacked",
        ),
        ("support, button", (slot("button", *DRAWN["button"]), ""), "stacked-slot-missing"),
    ],
)
def test_slots_that_do_not_stand_above_each_other_are_named(
    studio: Studio, stack: str, change: tuple[str, str], code: str
) -> None:
    files = {"ask/layout.yaml": f"{LAYOUT}stacks: {{square: [{stack}]}}\n", "ask/square.svg": DRAWING.replace(*change)}
    project = load_project(studio(spec(SHORT).replace(", button: Sign it", ""), files))
    with refused(DrawingError, code) as faults:
        Composer(project).compose(plan(project)[0])
    assert faults[0].remedy
