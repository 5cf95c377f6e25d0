"""What tells the trees of pictures apart, and the text that is written of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kit.base.geometry import Size
from kit.base.path_steps import rectangles
from kit.model.layout import Element
from kit.model.tree import Tree

SIZE = Size(80, 60)
RECT, CIRCLE = Element("rect", {"width": "9", "fill": "#0F2a2e"}), Element("circle", {"r": "4", "stroke": "#ffffff"})
CODE = Element("path", {"fill": "#000"}, steps=rectangles([(0, 0, 2, 1)]))
#: Pictures that may all be painted otherwise.
TREES = {
    "one": Tree(SIZE, (RECT, CIRCLE)),
    "size": Tree(Size(60, 80), (RECT, CIRCLE)),
    "order": Tree(SIZE, (CIRCLE, RECT)),
    "group": Tree(SIZE, (Element("g", {}, (RECT, CIRCLE)),)),
    "in-it": Tree(SIZE, (Element("rect", RECT.attributes, (CIRCLE,)),)),
    "value": Tree(SIZE, (Element("rect", {"width": "9", "fill": "#0f2a2f"}), CIRCLE)),
    "name": Tree(SIZE, (Element("rect", {"height": "9", "fill": "#0f2a2e"}), CIRCLE)),
    "one-value": Tree(SIZE, (Element("rect", {"width": "9 fill #0f2a2e"}), CIRCLE)),
    "tag": Tree(SIZE, (Element("image", RECT.attributes), CIRCLE)),
    "code": Tree(SIZE, (CODE,)),
    "other-code": Tree(SIZE, (Element("path", {"fill": "#000"}, steps=rectangles([(0, 0, 3, 1)])),)),
    "no-code": Tree(SIZE, (Element("path", {"fill": "#000"}),)),
}


def test_pictures_that_may_be_painted_otherwise_have_digests_of_their_own() -> None:
    assert len({tree.digest for tree in TREES.values()}) == len(TREES)


def test_elements_are_found_by_id_at_any_depth_and_of_some_tags_only() -> None:
    fade, wall = Element("linearGradient", {"id": "fade"}), Element("rect", {"id": "wall"})
    group = Element("g", {"id": "all"}, (Element("g", {}, (fade, CIRCLE)), wall))
    assert group.by_id() == {"all": group, "fade": fade, "wall": wall}
    assert group.by_id({"linearGradient", "radialGradient"}) == {"fade": fade}
    assert Element("g", {}, (wall, Element("circle", {"id": "wall"}))).by_id()["wall"].tag == "circle", "the last"


def test_where_a_shape_is_drawn_and_what_it_is_called_decides_no_pixels() -> None:
    assert Tree(SIZE, (Element("rect", RECT.attributes, name="wall", line=7), CIRCLE)).digest == TREES["one"].digest


def test_a_digest_is_the_same_in_every_process() -> None:
    code = "from test_tree import TREES; print(TREES['code'].digest)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == TREES["code"].digest


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("one", '<rect width="9" fill="#0F2a2e" /><circle r="4" stroke="#ffffff" />'),
        ("code", '<path fill="#000" d="M0 0h2v1h-2z" />'),
    ],
)
def test_a_tree_is_written_as_svg(name: str, body: str) -> None:
    root = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60" viewBox="0 0 80 60">'
    assert TREES[name].svg == f"{root}{body}</svg>"


def test_the_plain_colours_of_shapes_and_lines_are_known() -> None:
    assert TREES["in-it"].fills == {0x0F2A2E, 0xFFFFFF}
    assert TREES["code"].fills == set()
