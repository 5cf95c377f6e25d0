"""When something that was kept holds: for the same input, the same generator and the type that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.base.cache import kinds
from kit.base.cache.entries import Cache
from kit.base.cache.kinds import Kind, generator
from kit.run.jobs.render_task import PAINTED_BY
from scripts import rooms

if TYPE_CHECKING:
    from pathlib import Path

SIZES = Kind("sizes", tuple[int, int])


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept")


def test_a_value_is_found_for_what_it_was_made_of_alone(store: Cache) -> None:
    SIZES.keep(store, ("square.svg", "digest"), (3, 4))
    assert SIZES.find(store, ("square.svg", "digest")) == (3, 4)
    assert SIZES.find(store, ("square.svg", "another")) is None
    assert SIZES.find(store, ("square.svgdigest",)) is None


def test_a_value_of_another_generator_is_not_found(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    SIZES.keep(store, ("square.svg",), (3, 4))
    monkeypatch.setattr(kinds, "generator", lambda *_: "another")
    assert SIZES.find(store, ("square.svg",)) is None


def test_a_value_that_parts_of_the_generator_decide_is_found_while_those_are_the_same(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted = Kind("painted", int, ("raster/",))
    painted.keep(store, ("square.svg",), 3)
    monkeypatch.setattr(kinds, "generator", lambda *parts: generator(*parts) if parts else "another")
    assert painted.find(store, ("square.svg",)) == 3
    monkeypatch.setattr(kinds, "generator", lambda *_: "another")
    assert painted.find(store, ("square.svg",)) is None


def test_a_value_of_another_type_is_not_found(store: Cache) -> None:
    Kind("sizes", str).keep(store, ("square.svg",), "three")
    assert SIZES.find(store, ("square.svg",)) is None


def test_under_a_name_the_last_value_alone_is_kept(store: Cache, tmp_path: Path) -> None:
    for content, size in (("one", (1, 1)), ("two", (2, 2))):
        SIZES.keep(store, (content,), size, at="kit.yaml")
    assert SIZES.find(store, ("two",), at="kit.yaml") == (2, 2)
    assert SIZES.find(store, ("one",), at="kit.yaml") is None
    assert SIZES.find(store, ("two",), at="other.yaml") is None
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_data_can_not_say_is_not_kept(store: Cache) -> None:
    SIZES.keep(store, ("square.svg",), (1 << 70, 1))
    assert SIZES.find(store, ("square.svg",)) is None


def test_what_paints_and_encodes_is_known_by_every_module_that_it_imports() -> None:
    found, open_ = set[str](), ["kit.run.jobs.render_task"]
    modules, uses = rooms.modules(), rooms.uses()
    while open_:
        name = open_.pop()
        on_demand = {*re.findall(r'"(kit\.[a-z_.]+)"', modules[name].read_text("utf-8"))} & modules.keys()
        new = (uses[name] | on_demand) - found
        found |= new
        open_ += new
    assert {"kit.paint.raster.painter", "kit.paint.encode.png", "kit.model.tree"} <= found
    files = {name: modules[name].relative_to(rooms.KIT).as_posix() for name in found}
    assert [name for name, file in files.items() if not file.startswith(PAINTED_BY)] == []
