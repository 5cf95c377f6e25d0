"""What the tests of reading YAML share: parsing with a rule about characters of their own, and faults with places."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import pytest

from kit.base.errors import Fault, SpecError
from kit.document import parse_yaml
from kit.model.document import DisallowedCharacter

if TYPE_CHECKING:
    from kit.model.document import Document


def no_snowmen(text: str) -> list[DisallowedCharacter]:
    """Disallow the first snowman of a text, and the line separator."""
    found = sorted((text.index(character), character) for character in "☃\u2028" if character in text)
    return [DisallowedCharacter(index, f"no U+{ord(character):04X} here", "remove it") for index, character in found]


def parse(text: str) -> Document:
    return parse_yaml(cleandoc(text), "kit.yaml", no_snowmen)


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(SpecError) as caught:
        parse_yaml(text, "kit.yaml", no_snowmen)
    return caught.value.faults


def fault_of(text: str) -> Fault:
    """Return the only fault of a text."""
    [fault] = faults_of(text)
    return fault


def place(fault: Fault) -> tuple[int, int]:
    assert fault.mark is not None
    return fault.mark.line, fault.mark.column
