"""The table of placements: its facts have sources that are listed, and its boxes lie inside the pictures."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from support.faults import refused

from kit.base.errors import SpecError
from kit.base.geometry import Box
from kit.model.placement import ROLES
from kit.project.placements import FACTS, TABLE, read_placements
from kit.project.validate import read_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.base.document.document import Document
    from kit.model.placement import Placement


@pytest.fixture(scope="module")
def placements() -> Mapping[str, Placement]:
    return read_placements()


@pytest.fixture(scope="module")
def table() -> Document:
    return read_document(TABLE)


def test_ids_are_platform_slash_name_in_lower_case(placements: Mapping[str, Placement]) -> None:
    assert placements
    assert [id_ for id_ in placements if not re.fullmatch(r"[a-z][a-z0-9_]*/[a-z0-9][a-z0-9_]*", id_)] == []


def test_every_fact_names_a_source_that_is_listed(table: Document) -> None:
    used = set()
    for id_, entry in table.value["placements"].items():
        facts = [key for key in entry if key in FACTS]
        assert set(facts) == entry["sources"].keys(), id_
        used |= set(entry["sources"].values())
    assert used <= table.value["sources"].keys()


def test_every_listed_source_is_used_and_says_what_it_is(table: Document) -> None:
    used = {source for entry in table.value["placements"].values() for source in entry["sources"].values()}
    assert table.value["sources"].keys() == used
    for id_, source in table.value["sources"].items():
        assert "kind" in source, id_
        assert source["kind"] == "derived" or {"url", "date"} <= source.keys(), id_


@pytest.mark.parametrize("limit", ["caption", "hashtags", "alt_text"])
def test_the_placements_of_a_platform_agree_in_what_their_texts_may_be(
    placements: Mapping[str, Placement], limit: str
) -> None:
    given: dict[str, list[object]] = defaultdict(list)
    for placement in placements.values():
        value = getattr(placement, limit)
        if value is not None and value not in given[placement.platform]:
            given[placement.platform].append(value)
    assert given
    assert {platform: values for platform, values in given.items() if len(values) > 1} == {}


def test_safe_boxes_lie_inside_the_picture_and_leave_room(placements: Mapping[str, Placement]) -> None:
    assert placements
    for placement in placements.values():
        width, height = placement.size
        safe = placement.safe_box
        assert Box(0, 0, width, height).contains(safe), placement.id
        assert safe.width >= width / 4, placement.id
        assert safe.height >= height / 4, placement.id


def test_boxes_to_keep_out_of_lie_inside_the_picture_and_leave_part_of_the_safe_box(
    placements: Mapping[str, Placement],
) -> None:
    zones = [(placement, Box(*zone.box)) for placement in placements.values() for zone in placement.keep_out]
    assert zones
    for placement, box in zones:
        assert Box(0, 0, *placement.size).contains(box), placement.id
        assert not box.contains(placement.safe_box), placement.id


def test_crops_have_sources_that_are_listed_lie_inside_the_picture_and_leave_room_for_words(
    placements: Mapping[str, Placement], table: Document
) -> None:
    assert {placement.id for placement in placements.values() if placement.crops} == {
        "instagram/square", "instagram/portrait_4x5", "instagram/reel_cover",
        "whatsapp/link_preview", "open_graph/link_preview",
    }  # fmt: skip
    for placement in placements.values():
        for crop in placement.crops:
            box = Box(*crop.box)
            assert crop.source in table.value["sources"]
            assert Box(0, 0, *placement.size).contains(box), placement.id
            assert min(box.size) - 2 * crop.margin > min(placement.size) / 2, placement.id


@pytest.mark.parametrize("placement", ["instagram/square", "instagram/portrait_4x5", "instagram/reel_cover"])
def test_profiles_of_instagram_show_the_middle_of_a_picture_at_3_to_4(
    placements: Mapping[str, Placement], placement: str
) -> None:
    found = placements[placement]
    [crop] = found.crops
    assert Box(*crop.box).size.aspect == pytest.approx(3 / 4, abs=0.001)
    assert Box(*crop.box).center == Box(0, 0, *found.size).center


@pytest.mark.parametrize(
    ("crop", "code", "at"),
    [
        ("{name: profile, box: [0, 0, 9, 9]}", "fact-without-source", "{name"),
        ("{name: profile, box: [0, 0, 9, 9], source: b}", "unknown-source", "b}"),
    ],
)
def test_a_crop_without_a_source_that_is_listed_is_refused(tmp_path: Path, crop: str, code: str, at: str) -> None:
    path = tmp_path / "platforms.yaml"
    path.write_text(
        "sources: {a: {kind: derived}}\nplacements:\n  x/square:\n    role: feed\n    size: [1080, 1080]\n"
        f"    formats: [png]\n    sources: {{size: a, formats: a}}\n    crops: [{crop}]\n",
        encoding="utf-8",
    )
    with refused(SpecError, code) as faults:
        read_placements(path)
    assert faults[0].mark
    assert faults[0].mark.snippet[faults[0].mark.column - 1 :].startswith(at)


def test_every_role_has_a_placement(placements: Mapping[str, Placement]) -> None:
    assert {placement.role for placement in placements.values()} == set(ROLES)


def test_headers_and_frames_carry_no_code(placements: Mapping[str, Placement]) -> None:
    assert not [p.id for p in placements.values() if p.qr != "no" and p.role in {"header", "frame"}]


def test_a_code_is_preferred_where_a_phone_is_at_hand_that_scans(placements: Mapping[str, Placement]) -> None:
    assert {p.id for p in placements.values() if p.qr == "prefer"} == {
        p.id for p in placements.values() if p.screen != "phone"
    }
    assert {p.id for p in placements.values() if p.screen == "paper"} == {
        p.id for p in placements.values() if p.role == "print"
    }


def test_a_fact_without_a_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "platforms.yaml"
    path.write_text(
        "sources: {a: {kind: derived}}\nplacements:\n  x/square:\n    role: feed\n    size: [1080, 1080]\n"
        "    formats: [png]\n    sources: {size: a, formats: b}\n    max_bytes: 5\n",
        encoding="utf-8",
    )
    with pytest.raises(SpecError) as caught:
        read_placements(path)
    assert [(fault.code, fault.mark.line) for fault in caught.value.faults if fault.mark] == [
        ("fact-without-source", 8),
        ("unknown-source", 7),
    ]
