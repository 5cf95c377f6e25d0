"""YAML files that are compared by what they say."""

from __future__ import annotations

from kit.base.document import parse_yaml
from kit.tools.comparison.change_scopes import value_changes


def changes(old: str, new: str) -> list[tuple[str, object, object]]:
    """Return path, old and new value of each difference, None for what is not there."""
    before, after = (parse_yaml(text, "kit.yaml", lambda _: ()) for text in (old, new))
    return [
        (
            ".".join(map(str, one.path)),
            None if one.is_added else one.old,
            None if one.is_removed else one.new,
        )
        for one in value_changes(before, after)
    ]


def test_how_a_value_is_written_makes_no_difference() -> None:
    assert changes("a: 'x'\nb: [1, 2]\n", "# words\nb:\n- '1'\n- 2\na: x\n") == []


def test_each_value_is_named_by_its_path() -> None:
    assert changes("a: {b: 1, c: 2, e: 5}\n", "a: {b: 1, c: 3, d: 4}\n") == [
        ("a.c", "2", "3"),
        ("a.d", None, "4"),
        ("a.e", "5", None),
    ]


def test_lists_of_mappings_are_compared_item_by_item_others_whole() -> None:
    assert changes("a: [{b: 1}, {b: 2}]\n", "a: [{b: 1}, {b: 3}, {b: 4}]\n") == [
        ("a.1.b", "2", "3"),
        ("a.2", None, {"b": "4"}),
    ]
    assert changes("a: [x, y]\n", "a: [x, z]\n") == [("a", ["x", "y"], ["x", "z"])]


def test_a_key_without_a_value_is_there() -> None:
    assert changes("a:\n", "a: 1\n") == [("a", None, "1")]
    before, after = (parse_yaml(text, "kit.yaml", lambda _: ()) for text in ("a:\n", "a: 1\n"))
    assert [one.is_added for one in value_changes(before, after)] == [False]
