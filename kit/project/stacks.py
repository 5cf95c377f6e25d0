"""Read which slots of a drawing stand above each other and share their room, where `layout.yaml` says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.model.layout import SHAPES
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.model.document import Document

_KEY = "stacks"
#: How many slots a stack has at least: one that gives room, and one that takes it.
_LEAST = 2


def read_stacks(
    document: Document, drawings: Collection[str], slots: Collection[str]
) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    """Return the slots that share their room, from top to bottom, by the drawing that they stand in, and the faults.

    `drawings` names those beside `layout.yaml`, whose `stacks` is written `{wide: [support, button, address]}`; `slots`
    are those that it lists.
    """
    content = document.value if isinstance(document.value, dict) else {}
    stacks, faults = entries(tuple[str, ...], content.get(_KEY), document, (_KEY,))
    known = [shape for shape in SHAPES if shape in drawings]
    for shape, names in stacks.items():
        if shape not in known:
            mark, message = document.key_mark(_KEY, shape), f"there is no drawing '{shape}.svg'"
            faults.append(Fault(message, mark, did_you_mean(shape, known), code="unknown-drawing"))
        faults += _slot_faults(document, shape, names, slots)
    return stacks, faults


def _slot_faults(document: Document, shape: str, names: tuple[str, ...], slots: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for a stack of fewer than two slots, and for each name that is no slot or is there twice."""
    if len(names) < _LEAST:
        remedy = "write two or more, from top to bottom: [support, button, address]"
        yield Fault("a stack needs two slots", document.key_mark(_KEY, shape), remedy, code="stack-of-one")
    for index, name in enumerate(names):
        mark = document.mark(_KEY, shape, index)
        if name not in slots:
            remedy = did_you_mean(name, slots) or f"name '{name}' under 'slots', or take it out of the stack"
            yield Fault(f"there is no slot '{name}' here", mark, remedy, code="unknown-slot")
        elif name in names[:index]:
            yield Fault(f"'{name}' is in the stack twice", mark, "keep one of the two", code="slot-stacked-twice")
