"""The one grammar of references: what leads to an element of the drawing, and what leads elsewhere or nowhere."""

from __future__ import annotations

import pytest
from lxml import etree

from kit.drawing.svg.source.references import href_of, href_target, outside_reference, url_of, url_target


@pytest.mark.parametrize(
    ("value", "id_"),
    [
        ("url(#a)", "a"),
        ("url( '#a-b.c_1' )", "a-b.c_1"),
        ('url("#é")', "é"),
        ("url(#a) #ff0000", "a"),
        ("url(#a)none", "a"),
        ("url(a)", None),
        ("url(#)", None),
        ("url(#a b)", None),
        ("url(#%61)", None),
        ("url(x.svg#a)", None),
        ("#a", None),
        ("none", None),
        (" url(#a)", None),
        ("", None),
    ],
)
def test_a_paint_server_or_clip_path_is_named_by_url(value: str, id_: str | None) -> None:
    assert url_target(value) == id_


def test_a_url_that_is_written_is_read_again() -> None:
    assert url_of("a.b") == "url(#a.b)"
    assert url_target(url_of("a.b")) == "a.b"


@pytest.mark.parametrize(("href", "id_"), [("#a", "a"), ("#é-1", "é-1"), ("a", None), ("#", None), ("#a#b", None)])
def test_an_href_names_an_element_of_the_drawing(href: str, id_: str | None) -> None:
    assert href_target(href) == id_


@pytest.mark.parametrize("href", ["x.svg#a", "#url(#a)", "#a'", "#\na", "#%61", "data:,a", ""])
def test_an_href_that_the_painter_would_read_otherwise_names_nothing(href: str) -> None:
    assert href_target(href) is None


def test_an_href_is_found_in_either_spelling() -> None:
    uses = [
        f'<use xmlns:xlink="http://www.w3.org/1999/xlink" {own}/>' for own in ('href=" #a "', 'xlink:href="#b"', "")
    ]
    assert [href_of(etree.fromstring(use)) for use in uses] == ["#a", "#b", ""]


@pytest.mark.parametrize(
    ("css", "address"),
    [
        ("url(#a)", ""),
        ("#fff url('#a')", ""),
        ("url(http://x/y)", "http://x/y"),
        ("url(#a), URL('b.png')", "b.png"),
        ("image-set('c.png' 1x)", "c.png"),
        ("cross-fade(url(d.png))", "d.png"),
        ("[src(var(--x))]", "?"),
    ],
)
def test_the_first_address_outside_the_drawing_is_found(css: str, address: str) -> None:
    assert outside_reference(css) == address
