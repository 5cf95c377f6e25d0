"""What platforms put over pictures lies where the placements say that something may, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.geometry import Box
from kit.project.placements import read_placements
from kit.tools.preview.overlaying import interface_of, read_interfaces

if TYPE_CHECKING:
    from kit.tools.preview.overlaying import Interface

PLACEMENTS = read_placements()
EVERY = [PLACEMENTS[id_] for one in read_interfaces() for id_ in one.placements]


def interface(id_: str) -> Interface:
    found = interface_of(PLACEMENTS[id_])
    assert found
    return found


def test_controls_lie_outside_the_safe_area_or_in_what_is_kept_out() -> None:
    """But for frames, whose picture lies over the control."""
    under = [placement for placement in EVERY if placement.role != "frame"]
    controls = [(placement, control) for placement in under for control in interface(placement.id).controls]
    assert controls
    for placement, control in controls:
        seen, kept = Box(*control.box), [Box(*one.box) for one in placement.keep_out]
        inside = Box(seen.x0, seen.y0, seen.x1, min(seen.y1, placement.size[1]))
        assert not inside.overlaps(placement.safe_box) or any(box.contains(inside) for box in kept), control


def test_what_is_shown_alone_lies_in_the_picture() -> None:
    shown = [(placement, part) for placement in EVERY for part in interface(placement.id).shown]
    assert shown
    assert [part for placement, part in shown if not Box(0, 0, *placement.size).contains(Box(*part.box))] == []


def test_a_placement_has_one_interface_and_stories_and_covers_have_one() -> None:
    ids = [placement.id for placement in EVERY]
    assert len(ids) == len(set(ids))
    wanted = {one.id for one in PLACEMENTS.values() if one.role in ("story", "link")}
    wanted |= {one.id for one in PLACEMENTS.values() if one.role == "header" and one.id != "facebook/event_cover"}
    assert wanted <= set(ids)


def test_youtube_shows_a_phone_the_safe_area_and_a_television_all() -> None:
    banner = PLACEMENTS["youtube/banner"]
    shown = {one.name: Box(*one.box) for one in interface("youtube/banner").shown}
    assert shown["on a phone"] == banner.safe_box
    assert shown["on a television"] == Box(0, 0, *banner.size)


def test_an_own_story_has_the_interface_of_stories_as_far_from_its_bottom() -> None:
    story = PLACEMENTS["instagram/story"]
    own = replace(story, id="own/tall", size=(540, 1200), sources={})
    found, known = interface_of(own), interface("instagram/story")
    assert found
    assert found.controls[0].box == tuple(side / 2 for side in known.controls[0].box)
    assert 1200 - found.controls[-1].box[3] == (1920 - known.controls[-1].box[3]) / 2
    assert interface_of(replace(own, role="feed")) is None
    assert interface_of(replace(story, id="other/story")) is None  # a shipped one whose interface is not known
