"""YAML as the tests read it: the faults that the kit finds, and the values that editors see."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kit.base.document import parse_yaml
from kit.base.document.document import DisallowedCharacter
from kit.base.errors import Fault, SpecError

if TYPE_CHECKING:
    from kit.base.document.document import Document


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


#: The core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema).
_CORE = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}


class _Loader(yaml.SafeLoader):
    """Reads the core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  (PyYAML fills it)


class Writer(yaml.SafeDumper):
    """Writes words without quotes wherever they can be written so."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  (PyYAML reads it)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        """Write no aliases."""
        return True


def _whole(_: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(node.value, 0 if node.value[:2] in {"0o", "0x"} else 10)


for _name, _form in _CORE.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"^({_form})$"), None)
_Loader.add_constructor("tag:yaml.org,2002:int", _whole)


def read(text: str) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return the value of a text, keys as words. Raises YAMLError."""
    return _with_words_for_keys(yaml.load(text, _Loader))  # noqa: S506  (a safe loader)


def write(value: Any) -> str:  # noqa: ANN401  (a value of any YAML file)
    """Return the text of a value."""
    return yaml.dump(value, Dumper=Writer, allow_unicode=True, sort_keys=False, width=10_000)


def _with_words_for_keys(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {str(key): _with_words_for_keys(inner) for key, inner in value.items()}
    return [_with_words_for_keys(inner) for inner in value] if isinstance(value, list) else value
