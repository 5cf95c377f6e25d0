"""YAML as editors read it: version 1.2, in which `82` is a number, and `no` and `2020-12-01` are words."""

from __future__ import annotations

import re
from typing import Any

import yaml

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
