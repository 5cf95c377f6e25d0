"""Remove the empty slots of a scene, with whatever shares their group."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache

from kit.base.memory_caches import IdentityKey
from kit.model.layout import Element
from kit.model.slot import slot_shown


def shown(root: Element, frame: int | None, filled: Iterable[str]) -> Element:
    """Return the part of a tree that one picture shows: the contents of its frame, without empty slots.

    The last results are cached: a picture is composed, then checked, and so are placements that look alike.
    """
    return _shown(IdentityKey(root), frame, frozenset(filled))


@lru_cache(maxsize=64)
def _shown(root: IdentityKey[Element], frame: int | None, filled: frozenset[str]) -> Element:
    return prune(for_frame(root.value, frame), filled)


def prune(root: Element, filled: Container[str]) -> Element:
    """Return the tree without its empty slots.

    A group is removed with its empty slot, unless another slot in it is filled: then only the empty slot is. The
    drawing itself, `root`, always stays.
    """
    return root.with_children(_kept(root.children, filled))


def for_frame(root: Element, frame: int | None) -> Element:
    """Return the part of the tree for one picture of a numbered series, or, for None, a single picture."""
    children = tuple(for_frame(child, frame) for child in root.children if not child.frames or frame in child.frames)
    return root.with_children(children)


def _kept(children: tuple[Element, ...], filled: Container[str]) -> tuple[Element, ...]:
    """Return the children without empty slots, and without groups with an empty slot and no filled one."""
    kept = []
    for child in children:
        names = map(slot_shown, slots_in(child))
        if (
            child.tag != "slot"
            and any(inner.tag == "slot" and _is_empty(inner, filled) for inner in child.children)
            and not any(n in filled for n in names)
        ):
            continue
        if not _is_empty(child, filled):
            kept.append(child.with_children(_kept(child.children, filled)))
    return tuple(kept)


def _is_empty(element: Element, filled: Container[str]) -> bool:
    """Return whether an element is an empty slot, or follows the words of one."""
    slot = slot_shown(element.name) if element.tag == "slot" else element.follows and element.follows.slot
    return slot is not None and slot not in filled


def slots_in(element: Element) -> list[str]:
    """Return the names of all slots in an element, including itself."""
    here = [element.name] if element.tag == "slot" else []
    return here + [name for child in element.children for name in slots_in(child)]
