"""Drawings as data: every shipped drawing is, once it is kept, what was read; one that nobody read is read anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS
from support.campaigns import DRAWING, write_own_palette
from support.whole_campaign import campaign

from kit.base.cache.entries import Cache
from kit.base.cache.kinds import packed, unpacked
from kit.base.whole_files import digest_of
from kit.compose import drawings
from kit.drawing.svg.drawing_reader import read_drawing
from kit.model.layout import Drawing, Element

LAYOUTS = sorted(path.parent.name for path in (TESTS.parent / "templates" / "svg").glob("*/layout.yaml"))


def kinds(value: Any) -> Any:  # noqa: ANN401  (of any kind)
    """Return a value with the kind of each part, as 1 and 1.0 are equal and written in different ways."""
    names = getattr(value, "__dataclass_fields__", getattr(value, "__struct_fields__", ()))
    if names:
        return type(value), [kinds(getattr(value, name)) for name in names]
    if isinstance(value, dict):
        return [(key, kinds(item)) for key, item in value.items()]
    return (type(value), list(map(kinds, value))) if isinstance(value, tuple | list) else (type(value), value)


def test_every_layout_of_the_campaign_is_among_them() -> None:
    assert sorted(campaign().layouts) == LAYOUTS


@pytest.mark.few(18)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_drawing_that_was_kept_is_the_one_that_was_read(name: str) -> None:
    layout = campaign().layouts[name]
    assert layout.drawings
    for path in layout.drawings.values():
        drawing = read_drawing(path, dict(layout.palette))
        found = unpacked(packed(drawing), Drawing)
        assert found == drawing
        assert kinds(found) == kinds(drawing)


def test_a_drawing_is_found_in_whichever_folder_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "kept")
    one, other = (write_own_palette(tmp_path / name).parent / DRAWING for name in ("one", "other"))
    drawing = drawings.read_once(one, digest_of(one), (), cache)
    monkeypatch.setattr("kit.drawing.svg.drawing_reader.read_drawing", None)
    found = drawings.read_once(other, digest_of(other), (), cache)
    assert (found.path, found.root, found.slots) == (other, drawing.root, drawing.slots)


@pytest.mark.parametrize("depth", [300, 2000, 100_000])
def test_a_drawing_that_is_deeper_than_any_is_read_anew(tmp_path: Path, depth: int) -> None:
    cache, path = Cache(tmp_path / "kept"), write_own_palette(tmp_path / "meadow").parent / DRAWING
    read = drawings.read_once(path, digest_of(path), (), cache)
    [entry] = (path for path in (tmp_path / "kept").rglob("*") if path.is_file())
    leaf, whole = (packed(value) or b"" for value in (read.root, replace(read, path=Path(read.name))))
    around = (packed(Element("g", {}, (Element("leaf"),))) or b"").split(packed(Element("leaf")) or b"")
    deep = whole.replace(leaf, around[0] * depth + leaf + around[1] * depth)
    assert len(deep) > len(whole)
    cache.put("read-drawings", entry.name, deep)
    drawings.read_once.cache_clear()
    found = drawings.read_once(path, digest_of(path), (), cache)
    assert found == read
